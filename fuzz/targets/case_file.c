/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: any bytes as a case file -> the cases in it, or lines that say where it is wrong. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"
#include "engine/target.h"
#include "fail.h"
#include "health.h"
#include "placement.h"

#define NAME "fuzz.json"

/* What a loading said: lines `fuzz.json:LINE: reason`. */
struct said {
    char *text;
    size_t len;
};

static bool load(const struct awp_run *run, struct said *said) {
    const struct awp_placed text = awp_place(run, AWP_PLACE_HEAP, run->input);
    const struct awp_case_text file = {AWP_BYTES_INIT(NAME), AWP_BYTES_INIT(NAME), text.bytes};
    struct awp_arena *arena = awp_arena_create(NULL, 0);
    FILE *errors = open_memstream(&said->text, &said->len);
    struct awp_cases cases = {0};
    if (arena == NULL || errors == NULL) {
        awp_oracle_fail(run, AWP_ORACLE_HARNESS, "no memory to load into");
    }
    const bool loaded = awp_cases_load_texts(&file, 1, arena, errors, &cases);
    fclose(errors);
    awp_placed_release(&text);
    awp_arena_destroy(arena);
    return loaded;
}

static bool is_clear(const char *line, size_t len, unsigned long lines) {
    char *end = NULL;
    const size_t name_len = strlen(NAME ":");
    if (len < name_len || memcmp(line, NAME ":", name_len) != 0) {
        return false;
    }
    const unsigned long number = strtoul(line + name_len, &end, 10);
    const size_t rest = len - (size_t)(end - line);
    if (number < 1 || number > lines || rest < 3 || memcmp(end, ": ", 2) != 0) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        if ((unsigned char)line[i] < 0x20 || (unsigned char)line[i] == 0x7F) {
            return false;
        }
    }
    return true;
}

static void check_lines(const struct awp_run *run, const struct said *said) {
    unsigned long lines = 1;
    for (size_t i = 0; i < run->input.len; i++) {
        lines += run->input.ptr[i] == '\n' ? 1 : 0;
    }
    for (const char *line = said->text; line < said->text + said->len;) {
        const char *end = memchr(line, '\n', said->len - (size_t)(line - said->text));
        AWP_REQUIRE(run, end != NULL && is_clear(line, (size_t)(end - line), lines), CASE_LINES,
                    "not a clear line: %.100s", line);
        line = end == NULL ? said->text + said->len : end + 1;
    }
}

/*
 * Property: the file is loaded without a word, or refused with lines that each name a line of it
 * and a reason; and so again the second time.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const struct awp_run run = awp_run_of("case_file", (struct awp_bytes){data, size});
    struct said first = {0};
    struct said second = {0};
    const bool loaded = load(&run, &first);
    awp_health_count(AWP_HEALTH_INPUTS);
    awp_health_count(loaded ? AWP_HEALTH_TAKEN : AWP_HEALTH_REFUSED);
    AWP_REQUIRE(&run, loaded == (first.len == 0), CASE_LINES, "%s, with %zu bytes of complaint",
                loaded ? "loaded" : "refused", first.len);
    check_lines(&run, &first);
    if (awp_oracle_is_on(&run, AWP_ORACLE_CASE_TWICE)) {
        const bool again = load(&run, &second);
        AWP_REQUIRE(&run,
                    again == loaded && first.len == second.len &&
                        memcmp(first.text, second.text, first.len) == 0,
                    CASE_TWICE, "loaded again, it says something else");
    }
    free(first.text);
    free(second.text);
    return 0;
}
