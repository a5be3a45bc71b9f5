/* SPDX-License-Identifier: Apache-2.0 */
/* Golden cases -> trials: each body in front of a page that cannot be touched, each answer judged.
 */
#include "trial.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "judge.h"
#include "library.h"
#include "text.h"

/* What a trial of each tier takes the reference at most. */
static const uint64_t tier_us[AWP_TIER_COUNT] = {60, 2000, UINT64_MAX};

uint64_t awp_trial_clock_us(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

bool awp_trial_write(const struct awp_outcome *outcome, struct awp_buffer *out) {
    static const char *const kinds[] = {[AWP_OUTCOME_RESULT] = "result ",
                                        [AWP_OUTCOME_MODELED] = "modeled ",
                                        [AWP_OUTCOME_UNKNOWN] = "unknown "};
    if ((size_t)outcome->kind >= sizeof kinds / sizeof kinds[0]) {
        return false;
    }
    awp_buffer_append_string(out, kinds[outcome->kind]);
    if (outcome->kind != AWP_OUTCOME_RESULT) {
        awp_buffer_append_json_string(out, outcome->code);
    }
    if (outcome->kind != AWP_OUTCOME_UNKNOWN) {
        awp_value_write(&outcome->value, out);
    }
    return true;
}

/* A read behind the last byte ends the process, as it does under a sanitizer. */
static struct awp_bytes put_before_guard(struct awp_bytes body) {
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    const size_t room = (body.len + page - 1) / page * page;
    uint8_t *pages = mmap(NULL, room + page, PROT_READ | PROT_WRITE,
                          MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (pages == MAP_FAILED || mprotect(pages + room, page, PROT_NONE) != 0) {
        awp_need(AWP_NO_MEMORY);
    }
    if (body.len > 0) {
        memcpy(pages + room - body.len, body.ptr, body.len);
    }
    return (struct awp_bytes){pages + room - body.len, body.len};
}

static bool judge_reference(const struct awp_trial *trial, const struct awp_outcome *outcome,
                            struct awp_arena *arena) {
    const struct awp_decoder_traits traits = {.is_reference = true, .shows_raw = true};
    struct awp_answer answer;
    awp_answer_of_outcome(outcome, arena, &answer);
    const struct awp_judgement judgement =
        awp_judge(trial->golden, &answer, trial->body, traits, arena);
    if (judgement.verdict == AWP_VERDICT_PASS) {
        return true;
    }
    fprintf(stderr, "mutant-run: the reference itself fails %.*s: %.*s\n",
            AWP_TEXT_ARGS(trial->golden->id), AWP_TEXT_ARGS(judgement.reason));
    return false;
}

/* Decodes by the reference: the answer is kept in `arena`, the rest of it in `scratch`. */
static bool prepare(struct awp_trial *trial, struct awp_arena *scratch, struct awp_arena *arena) {
    trial->body = put_before_guard(awp_body_make(&trial->golden->body, scratch));
    const struct awp_operation *operation = trial->golden->operation;
    trial->operation = awp_text_format(arena, "%.*s.%.*s", AWP_TEXT_ARGS(operation->service),
                                       AWP_TEXT_ARGS(operation->name));
    struct awp_outcome outcome;
    const uint64_t start_us = awp_trial_clock_us();
    awp_need(awp_library_decode(&awp_library_linked, trial, scratch, &outcome));
    trial->reference_us = awp_trial_clock_us() - start_us;
    if (!judge_reference(trial, &outcome, scratch)) {
        return false;
    }
    struct awp_buffer out = {.arena = arena};
    (void)awp_trial_write(&outcome, &out);
    awp_need(awp_buffer_finish(&out, &trial->answer));
    return true;
}

static int by_time(const void *a, const void *b) {
    const struct awp_trial *left = a;
    const struct awp_trial *right = b;
    return (left->reference_us > right->reference_us) - (left->reference_us < right->reference_us);
}

bool awp_trials_load(const char *path, struct awp_arena *arena, struct awp_trials *trials) {
    struct awp_cases cases;
    if (!awp_cases_load(path, arena, stderr, &cases)) {
        return false;
    }
    struct awp_arena *scratch = awp_need_block(awp_arena_create(NULL, 0));
    *trials =
        (struct awp_trials){.items = awp_need_array(arena, cases.count, sizeof *trials->items)};
    bool good = true;
    for (size_t i = 0; i < cases.count; i++) {
        if (cases.items[i].wire.fault != NULL) {
            continue; /* about an HTTP library: a decoder never sees it */
        }
        struct awp_trial *trial = &trials->items[trials->count++];
        trial->golden = &cases.items[i];
        good = prepare(trial, scratch, arena) && good;
        awp_arena_reset(scratch);
    }
    awp_arena_destroy(scratch);
    qsort(trials->items, trials->count, sizeof *trials->items, by_time);
    for (size_t tier = 0, i = 0; tier < AWP_TIER_COUNT; tier++) {
        while (i < trials->count && trials->items[i].reference_us <= tier_us[tier]) {
            i++;
        }
        trials->tier_ends[tier] = i;
    }
    return good;
}
