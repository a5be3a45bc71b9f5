/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of matrix/fuzzing_file.c: what fuzzing came to, read from the files of who measured it. */
#include <criterion/criterion.h>
#include <string.h>
#include <unistd.h>

#include "fuzzing_file.h"
#include "text.h"

#define HEAD                                                                                       \
    "{\"record\":\"head\",\"started_at\":\"2026-11-22T22:00:00Z\",\"sources\":\"0123\","           \
    "\"machine\":\"2 cores\",\"versions\":{\"AFL++\":\"4.04c\",\"clang\":\"14.0.6\"}}\n"
#define TRIAL(fault, harness, seed, rest)                                                          \
    "{\"record\":\"trial\",\"fault\":\"" fault "\",\"harness\":\"" harness "\",\"seed\":" #seed    \
    "," rest ",\"executions\":9,\"shown_by\":null}\n"
#define FOUND "\"cap\":20,\"found\":true,\"seconds\":0.031"
#define LOST "\"cap\":20,\"found\":false,\"seconds\":20.004"
#define COVERAGE                                                                                   \
    "{\"record\":\"coverage\",\"files\":[{\"file\":\"a.c\",\"lines\":10,\"reached\":9},"           \
    "{\"file\":\"b.c\",\"lines\":0,\"reached\":0}]}\n"

static struct awp_arena *arena;
static struct awp_fuzzing_file file;
static char said[1024];
static FILE *errors;

static void set_up(void) {
    arena = awp_need_block(awp_arena_create(NULL, 0));
    errors = fmemopen(said, sizeof(said), "w");
    setbuf(errors, NULL);
    awp_fuzzing_file_begin(&file, arena, errors);
}

static void tear_down(void) {
    fclose(errors);
    awp_arena_destroy(arena);
}

TestSuite(fuzzing_file, .init = set_up, .fini = tear_down);

static bool read_text(const char *text, size_t len) {
    char path[] = "/tmp/awp-fuzzing-XXXXXX";
    const int descriptor = mkstemp(path);
    cr_assert_geq(descriptor, 0);
    cr_assert_eq(write(descriptor, text, len), (ssize_t)len);
    close(descriptor);
    rewind(errors);
    memset(said, 0, sizeof(said));
    const bool good = awp_fuzzing_file_read(&file, path);
    unlink(path);
    return good;
}

static bool is(struct awp_report_text text, const char *wanted) {
    return text.len == strlen(wanted) && memcmp(text.ptr, wanted, text.len) == 0;
}

static const char whole[] = HEAD TRIAL("one", "full", 1, FOUND) TRIAL("two", "full", 1, LOST)
    TRIAL("one", "naive", 1, LOST) TRIAL("one", "full", 2, FOUND);

Test(fuzzing_file, keeps_who_found_what_and_when) {
    cr_assert(read_text(whole, sizeof(whole) - 1), "%s", said);
    cr_assert(read_text(COVERAGE, sizeof(COVERAGE) - 1), "%s", said);
    const struct awp_fuzzing *fuzzing = awp_fuzzing_file_end(&file, "/nowhere");
    cr_expect(is(fuzzing->started_at, "2026-11-22T22:00:00Z"));
    cr_expect(is(fuzzing->machine, "2 cores"));
    cr_expect(is(fuzzing->digest, "0123"));
    cr_expect(is(fuzzing->versions, "AFL++ 4.04c, clang 14.0.6"));
    cr_assert_eq(fuzzing->harness_count, 2);
    cr_assert_eq(fuzzing->fault_count, 2);
    cr_expect(is(fuzzing->harnesses[0], "full") && is(fuzzing->harnesses[1], "naive"));
    cr_expect(is(fuzzing->faults[0].id, "one") && is(fuzzing->faults[1].id, "two"));
    cr_assert_eq(fuzzing->trial_count, 4);
    cr_expect_eq(fuzzing->trials[0].seconds, 0.031);
    cr_expect(fuzzing->trials[0].found && !fuzzing->trials[3].found);
    cr_expect(fuzzing->trials[3].harness == 1 && fuzzing->trials[3].cap == 20);
    cr_assert_eq(fuzzing->source_count, 2);
    cr_expect(is(fuzzing->sources[0].path, "a.c"));
    cr_expect(fuzzing->sources[0].lines == 10 && fuzzing->sources[0].reached == 9);
}

/* A prefix that ends with a line is the file of a benchmark that was stopped: it is well. */
Test(fuzzing_file, refuses_every_prefix_that_breaks_a_line) {
    for (size_t len = 0; len < sizeof(whole) - 1; len++) {
        awp_fuzzing_file_begin(&file, arena, errors);
        const bool is_whole = len > 0 && whole[len - 1] == '\n';
        cr_expect_eq(read_text(whole, len), is_whole, "%zu bytes: %s", len, said);
        cr_expect(is_whole || strchr(said, '\n') == said + strlen(said) - 1, "%s", said);
    }
}

Test(fuzzing_file, says_what_is_wrong_with_its_line) {
    static const struct {
        const char *text;
        const char *complaint;
    } rows[] = {
        {"", ":1: nothing of fuzzing"},
        {"[]\n", ":1: \"record\" is missing"},
        {"{\"record\":\"run\"}\n", ":1: \"record\" is none of fuzzing"},
        {TRIAL("one", "full", 1, FOUND), ":1: \"trial\" stands before any head"},
        {HEAD HEAD, ":2: \"head\" stands here, and there is one already"},
        {"{\"record\":\"head\"}\n", ":1: \"started_at\" is missing"},
        {HEAD TRIAL("../one", "full", 1, FOUND), ":2: \"fault\" is no name"},
        {HEAD TRIAL("one", "<b>", 1, FOUND), ":2: \"harness\" is no name"},
        {HEAD TRIAL("one", "full", -1, FOUND), ":2: \"seed\" is no count"},
        {HEAD TRIAL("one", "full", 1, "\"cap\":0,\"found\":true,\"seconds\":1"),
         ":2: \"cap\" is no time to find in"},
        {HEAD TRIAL("one", "full", 1, "\"cap\":20,\"found\":1,\"seconds\":1"),
         ":2: \"found\" is neither true nor false"},
        {HEAD TRIAL("one", "full", 1, "\"cap\":20,\"found\":true,\"seconds\":-1"),
         ":2: \"seconds\" is no time in seconds"},
        {HEAD TRIAL("one", "full", 1, FOUND) TRIAL("one", "full", 2, FOUND)
             TRIAL("one", "full", 1, LOST),
         ":4: this trial stands in line 2 already"},
        {"{\"record\":\"coverage\",\"files\":[]}\n", ":1: \"files\" are none"},
        {COVERAGE COVERAGE, ":2: \"files\" are none, or were there already"},
        {"{\"record\":\"coverage\",\"files\":[{\"file\":\"a\",\"lines\":1,\"reached\":2}]}\n",
         ":1: \"reached\" are more than all lines"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        awp_fuzzing_file_begin(&file, arena, errors);
        cr_expect_not(read_text(rows[i].text, strlen(rows[i].text)), "%s", rows[i].text);
        cr_expect_not_null(strstr(said, rows[i].complaint), "%s: %s", rows[i].complaint, said);
        cr_expect_eq(strchr(said, '\n'), said + strlen(said) - 1, "one line: %s", said);
    }
}

Test(fuzzing_file, of_a_fault_the_trials_of_its_last_patch_count) {
#define WITH(patch) FOUND ",\"patch\":\"" patch "\""
    static const char text[] = HEAD TRIAL("one", "full", 1, WITH("a"))
        TRIAL("one", "full", 2, WITH("a")) TRIAL("two", "full", 1, WITH("a"))
            TRIAL("one", "full", 1, WITH("b")) TRIAL("one", "naive", 1, WITH("b"));
    static const char twice[] =
        HEAD TRIAL("one", "full", 1, WITH("a")) TRIAL("one", "full", 1, WITH("a"));
    cr_assert(read_text(text, sizeof(text) - 1), "%s", said);
    const struct awp_fuzzing *fuzzing = awp_fuzzing_file_end(&file, "/nowhere");
    cr_assert_eq(fuzzing->trial_count, 3);
    cr_expect(fuzzing->trials[0].fault == 0 && fuzzing->trials[0].harness == 0);
    cr_expect(fuzzing->trials[1].fault == 1 && fuzzing->trials[1].harness == 0);
    cr_expect(fuzzing->trials[2].fault == 0 && fuzzing->trials[2].harness == 1);
    awp_fuzzing_file_begin(&file, arena, errors);
    cr_expect_not(read_text(twice, sizeof(twice) - 1));
    cr_expect_not_null(strstr(said, ":3: this trial stands in line 2 already"), "%s", said);
}

Test(fuzzing_file, trials_come_from_one_benchmark_alone) {
    cr_assert(read_text(whole, sizeof(whole) - 1), "%s", said);
    cr_expect_not(read_text(whole, sizeof(whole) - 1));
    cr_expect_not_null(strstr(said, ":1: \"head\" stands here"), "%s", said);
    cr_expect_not(
        read_text(TRIAL("one", "full", 9, FOUND), strlen(TRIAL("one", "full", 9, FOUND))));
    cr_expect_not_null(strstr(said, ":1: \"trial\" stands before any head"), "%s", said);
}
