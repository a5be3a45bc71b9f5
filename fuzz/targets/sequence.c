/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: many responses in one process -> each outcome as if it were alone. */
#include <string.h>

#include "awsproof/invite_members.h"
#include "engine/target.h"
#include "fail.h"
#include "health.h"
#include "http_text.h"

enum { SEPARATOR = 0x1E, MAX_PARTS = 12, MAX_PROTOCOLS = 4 };

/* Cuts at the separators; what is behind the last part that there is room for is left out. */
static size_t cut(struct awp_bytes input, struct awp_bytes parts[MAX_PARTS]) {
    size_t count = 0;
    while (count < MAX_PARTS) {
        const uint8_t *end = input.len == 0 ? NULL : memchr(input.ptr, SEPARATOR, input.len);
        parts[count] = input;
        if (end == NULL) {
            return count + 1;
        }
        parts[count].len = (size_t)(end - input.ptr);
        input = (struct awp_bytes){end + 1, input.len - parts[count++].len - 1};
    }
    return count;
}

/* A part in each protocol, in the arena. */
static void decode(const struct awp_run *run, struct awp_bytes part, struct awp_arena *arena,
                   struct awp_outcome outcomes[MAX_PROTOCOLS]) {
    static struct awp_http_text http;
    struct awp_questions questions = {.count = 0};
    awp_http_text_read(part, &http);
    awp_questions_add_protocols(&questions, &awp_securityhub_invite_members);
    for (size_t i = 0; i < MAX_PROTOCOLS; i++) {
        if (arena == NULL || awp_ask(&questions.items[i], AWP_ON_BYTES, &http.response, NULL, arena,
                                     &outcomes[i]) != AWP_OK) {
            awp_oracle_fail(run, AWP_ORACLE_STATUS, "no outcome");
        }
    }
}

/* Alone, in an arena of its own, the part comes to the same outcomes. */
static void check_alone(const struct awp_run *run, struct awp_bytes part, size_t number,
                        const struct awp_outcome in_sequence[MAX_PROTOCOLS]) {
    struct awp_arena *arena = awp_arena_create(NULL, 0);
    struct awp_outcome alone[MAX_PROTOCOLS];
    decode(run, part, arena, alone);
    for (size_t i = 0; i < MAX_PROTOCOLS; i++) {
        const enum awp_oracle difference = awp_outcome_difference(&alone[i], &in_sequence[i]);
        AWP_REQUIRE(run, difference == AWP_ORACLE_COUNT, SEQUENCE,
                    "part %zu, protocol %zu: another %s in the sequence than alone", number, i,
                    awp_oracle_id(difference));
    }
    awp_arena_destroy(arena);
}

/*
 * Property: what was decoded before, in the same arena, changes no outcome, before or after. The
 * input is http_response's, many times, with the byte 0x1E between.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const struct awp_run run = awp_run_of("sequence", (struct awp_bytes){data, size});
    struct awp_bytes parts[MAX_PARTS];
    struct awp_outcome outcomes[MAX_PARTS][MAX_PROTOCOLS];
    const size_t count = cut(run.input, parts);
    struct awp_arena *arena = awp_arena_create(NULL, 0);
    awp_health_count(AWP_HEALTH_INPUTS);
    for (size_t i = 0; i < count; i++) {
        decode(&run, parts[i], arena, outcomes[i]);
    }
    for (size_t i = count; i-- > 0;) {
        check_alone(&run, parts[i], i, outcomes[i]);
    }
    awp_arena_destroy(arena);
    return 0;
}
