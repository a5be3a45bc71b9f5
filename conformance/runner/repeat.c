/* SPDX-License-Identifier: Apache-2.0 */
/* Several attempts at one case, and the one verdict that they come to together. */
#include "repeat.h"

#include <string.h>

#include "text.h"

void awp_repeat_init(struct awp_repeat *repeat) {
    *repeat = (struct awp_repeat){.arena = awp_need_block(awp_arena_create(NULL, 0))};
}

void awp_repeat_clear(struct awp_repeat *repeat) { awp_arena_destroy(repeat->arena); }

static void begin(struct awp_repeat *repeat, const struct awp_attempt *attempt) {
    struct awp_arena *arena = repeat->arena;
    awp_arena_reset(arena);
    *repeat = (struct awp_repeat){.arena = arena, .fingerprint = awp_attempt_fingerprint(attempt)};
}

/* "of 5 attempts 3 pass, 2 fail (a Result for an error)" */
static struct awp_bytes tell(const struct awp_repeat *repeat, size_t count,
                             struct awp_arena *arena) {
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes text = {0};
    size_t kinds = 0;
    awp_buffer_append(&out, awp_text_format(arena, "of %zu attempts", count));
    for (size_t i = 0; i < AWP_VERDICT_COUNT; i++) {
        if (repeat->verdicts[i] > 0) {
            awp_buffer_append(&out, awp_text_format(arena, "%s %zu %s", kinds++ == 0 ? "" : ",",
                                                    repeat->verdicts[i],
                                                    awp_verdict_name((enum awp_verdict)i)));
        }
    }
    if (kinds == 1) {
        awp_buffer_append_string(&out, ", but with different outcomes");
    }
    if (repeat->worst.len > 0) {
        awp_buffer_append(&out, awp_text_format(arena, " (%.*s)", AWP_TEXT_ARGS(repeat->worst)));
    }
    awp_need(awp_buffer_finish(&out, &text));
    return text;
}

bool awp_repeat_take(struct awp_repeat *repeat, struct awp_attempt *attempt, size_t turn,
                     size_t count) {
    struct awp_judgement *judgement = &attempt->judgement;
    if (count == 1) {
        return true;
    }
    if (turn == 0) {
        begin(repeat, attempt);
    }
    repeat->verdicts[judgement->verdict]++;
    repeat->differs = repeat->differs || repeat->fingerprint != awp_attempt_fingerprint(attempt);
    if (repeat->worst.len == 0 && judgement->verdict != AWP_VERDICT_PASS) {
        awp_need(awp_arena_copy(repeat->arena, judgement->reason, &repeat->worst));
    }
    if (turn + 1 < count) {
        return false;
    }
    if (repeat->differs && repeat->verdicts[AWP_VERDICT_NOT_RUN] == 0) {
        judgement->verdict = AWP_VERDICT_FLAKY;
        judgement->broken_level = AWP_LEVEL_MUST;
        judgement->failure = NULL;
        judgement->choice = (struct awp_bytes){0};
        judgement->reason = tell(repeat, count, attempt->arena);
    }
    return true;
}
