/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a testee carries something from one case to the next: each case alone in a process, all
 * in their order, all in another order; what differs, and after which case. */
#include "isolation.h"

#include "shuffle.h"
#include "text.h"

/* For how many cases the cause is looked for: it takes many processes. */
#define MAX_SEARCHES 20

/* What a case came to. */
struct trace {
    bool was_run;
    enum awp_verdict verdict;
    uint64_t fingerprint;
};

/* What is wrong with a case. */
struct finding {
    bool is_one;
    struct awp_bytes reason;
    struct awp_bytes ids; /* that show it */
};

struct awp_isolation {
    struct trace *alone;
    struct finding *findings;
};

/* One pass over the work, in an order. */
struct pass {
    const size_t *order; /* NULL: as they are */
    struct trace *traces;
    struct awp_isolation_watch watch;
};

static const char *take(void *context, struct awp_attempt *attempt, size_t position) {
    const struct pass *pass = context;
    const size_t index = pass->order == NULL ? position : pass->order[position];
    const enum awp_verdict verdict = attempt->judgement.verdict;
    pass->traces[index] = (struct trace){.was_run = verdict != AWP_VERDICT_NOT_RUN,
                                         .verdict = verdict,
                                         .fingerprint = awp_attempt_fingerprint(attempt)};
    if (pass->watch.asked != NULL) {
        pass->watch.asked(pass->watch.context);
    }
    return NULL;
}

/* Everything that a search needs. */
struct search {
    const struct awp_engine_options *options;
    const struct awp_engine_work *work;
    struct awp_isolation *found;
    struct awp_isolation_watch watch;
    size_t searches;
    struct awp_arena *arena;
};

static void run_pass(const struct search *search, bool fresh, uint64_t seed, bool is_shuffled,
                     struct trace *traces) {
    const size_t count = search->work->case_count;
    struct awp_engine_options options = *search->options;
    struct awp_engine_work work = *search->work;
    struct pass pass = {.traces = traces, .watch = search->watch};
    struct awp_bytes reason = {0};
    struct awp_bytes errors = {0};
    options.jobs = fresh ? options.jobs : 1;
    work.jobs = options.jobs;
    work.repeat = 1;
    work.fresh = fresh;
    work.in_windows = false; /* what comes before what is then known */
    work.finished = take;
    work.context = &pass;
    if (is_shuffled) {
        pass.order = awp_shuffle_order(count, seed, search->arena);
        work.cases = awp_shuffle_cases(work.cases, count, seed, search->arena);
    }
    struct awp_engine *engine = awp_engine_open(&options, search->arena, &reason, &errors);
    if (engine != NULL) {
        awp_engine_run(engine, &work);
        awp_engine_close(engine);
    }
}

/* Asks cases in one process, one after the other; a process that dies is replaced. What the last
 * came to. */
static struct trace replay(const struct search *search, const size_t *indices, size_t count) {
    const struct awp_engine_work *work = search->work;
    struct trace last = {.was_run = false};
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    struct awp_testee testee;
    struct awp_bytes reason = {0};
    awp_testee_init(&testee, &search->options->testee);
    for (size_t i = 0; i < count; i++) {
        struct awp_attempt attempt;
        bool is_settled = false;
        awp_attempt_prepare(&attempt, work->cases[indices[i]], arena);
        if (!testee.is_running && !awp_testee_start(&testee, arena, &reason)) {
            break;
        }
        if (awp_attempt_is_claimed(&attempt, &work->setting, &testee.hello)) {
            while (!is_settled) {
                struct awp_exchange exchange;
                awp_testee_ask(&testee, awp_attempt_ask(&attempt, &work->setting), arena,
                               &exchange);
                is_settled = awp_attempt_settle(&attempt, &work->setting, &testee.hello, &exchange);
            }
        }
        last = (struct trace){.was_run = attempt.exchange.end != AWP_EXCHANGE_STOPPED,
                              .verdict = attempt.judgement.verdict,
                              .fingerprint = awp_attempt_fingerprint(&attempt)};
        awp_arena_reset(arena);
    }
    awp_testee_clear(&testee);
    awp_arena_destroy(arena);
    return last;
}

static bool differ(const struct trace *one, const struct trace *other) {
    return one->was_run && other->was_run && one->fingerprint != other->fingerprint;
}

static struct awp_bytes id_at(const struct search *search, size_t index) {
    return search->work->cases[index]->id;
}

/*
 * `indices`: the cases in the order of the pass in which the last of them came out otherwise than
 * alone. If one case is the cause, asking the last `few` of them shows it exactly where that one is
 * among them.
 */
static void search_cause(struct search *search, const size_t *indices, size_t count,
                         struct finding *finding) {
    const size_t victim = indices[count - 1];
    const struct trace *alone = &search->found->alone[victim];
    size_t few = 2;
    size_t many = count;
    const struct trace all = replay(search, indices, count);
    if (count < 2 || !differ(alone, &all)) {
        return;
    }
    while (few < many) {
        const size_t half = (few + many) / 2;
        const struct trace some = replay(search, &indices[count - half], half);
        if (differ(alone, &some)) {
            many = half;
        } else {
            few = half + 1;
        }
    }
    const size_t cause = indices[count - many];
    const size_t pair[] = {cause, victim};
    const struct trace two = replay(search, pair, 2);
    const struct awp_bytes id = id_at(search, cause);
    if (differ(alone, &two)) {
        finding->reason =
            awp_text_format(search->arena, "after %.*s %s, alone %s", AWP_TEXT_ARGS(id),
                            awp_verdict_name(two.verdict), awp_verdict_name(alone->verdict));
        const struct awp_bytes own = id_at(search, victim);
        const bool are_golden = search->work->cases[cause]->variant == NULL &&
                                search->work->cases[victim]->variant == NULL;
        finding->ids = !are_golden ? (struct awp_bytes){0}
                                   : awp_text_format(search->arena, "--check-isolation %.*s %.*s",
                                                     AWP_TEXT_ARGS(id), AWP_TEXT_ARGS(own));
    } else {
        finding->reason = awp_text_format(
            search->arena, "after the %zu cases from %.*s on %s, alone %s", many - 1,
            AWP_TEXT_ARGS(id), awp_verdict_name(all.verdict), awp_verdict_name(alone->verdict));
    }
}

/* The cases that came to something else in this pass than alone. */
static void compare(struct search *search, const char *name, const size_t *order,
                    const struct trace *traces) {
    const size_t count = search->work->case_count;
    for (size_t position = 0; position < count; position++) {
        const size_t index = order[position];
        const struct trace *alone = &search->found->alone[index];
        struct finding *finding = &search->found->findings[index];
        if (finding->is_one || !differ(alone, &traces[index])) {
            continue;
        }
        finding->is_one = true;
        finding->reason = awp_text_format(search->arena, "%s %s, alone %s", name,
                                          awp_verdict_name(traces[index].verdict),
                                          awp_verdict_name(alone->verdict));
        if (search->searches < MAX_SEARCHES) {
            search->searches++;
            search_cause(search, order, position + 1, finding);
        }
    }
}

const struct awp_isolation *awp_isolation_look(const struct awp_engine_options *options,
                                               const struct awp_engine_work *work, uint64_t seed,
                                               struct awp_isolation_watch watch,
                                               struct awp_arena *arena) {
    const size_t count = work->case_count;
    struct awp_isolation *found = awp_need_array(arena, 1, sizeof(*found));
    struct search search = {options, work, found, watch, 0, arena};
    struct trace *in_order = awp_need_array(arena, count, sizeof(*in_order));
    struct trace *shuffled = awp_need_array(arena, count, sizeof(*shuffled));
    size_t *as_they_are = awp_need_array(arena, count, sizeof(*as_they_are));
    for (size_t i = 0; i < count; i++) {
        as_they_are[i] = i;
    }
    found->alone = awp_need_array(arena, count, sizeof(*found->alone));
    found->findings = awp_need_array(arena, count, sizeof(*found->findings));
    run_pass(&search, true, 0, false, found->alone);
    run_pass(&search, false, 0, false, in_order);
    run_pass(&search, false, seed, true, shuffled);
    compare(&search, "with the others before it", as_they_are, in_order);
    compare(&search, "with the others in another order", awp_shuffle_order(count, seed, arena),
            shuffled);
    return found;
}

struct awp_bytes awp_isolation_judge(const struct awp_isolation *isolation,
                                     struct awp_attempt *attempt, size_t index) {
    const struct trace *alone = &isolation->alone[index];
    const struct finding *finding = &isolation->findings[index];
    struct awp_judgement *judgement = &attempt->judgement;
    const struct trace now = {.was_run = judgement->verdict != AWP_VERDICT_NOT_RUN,
                              .verdict = judgement->verdict,
                              .fingerprint = awp_attempt_fingerprint(attempt)};
    if (judgement->verdict == AWP_VERDICT_FLAKY || !now.was_run ||
        (!finding->is_one && !differ(alone, &now))) {
        return (struct awp_bytes){0};
    }
    const struct awp_bytes reason =
        finding->is_one
            ? finding->reason
            : awp_text_format(attempt->arena, "in this run %s, alone %s",
                              awp_verdict_name(now.verdict), awp_verdict_name(alone->verdict));
    judgement->reason = awp_text_format(attempt->arena, "another outcome by what came before: %.*s",
                                        AWP_TEXT_ARGS(reason));
    judgement->verdict = AWP_VERDICT_FLAKY;
    judgement->broken_level = AWP_LEVEL_MUST;
    judgement->failure = NULL;
    judgement->choice = (struct awp_bytes){0};
    return finding->ids;
}
