/* SPDX-License-Identifier: Apache-2.0 */
/* A store -> its history: what runs came to, what changed, what comes and goes. */
#include "trend.h"

#include <inttypes.h>
#include <string.h>

#include "result.h"
#include "text.h"

/* Verdicts, as awp_matrix_seen gives them, by which something was seen of a case. */
#define JUDGED "('pass', 'fail', 'crash', 'hang', 'protocol_error', 'flaky')"

/* A history that is being read. */
struct reading {
    struct awp_database *database;
    struct awp_arena *arena;
    const struct awp_trend_wish *wish;
    struct awp_history_run *runs; /* all of the store: by decoder, then in time */
    struct awp_bytes *names;      /* the decoder's of each run */
    size_t run_count;
    size_t *by_number; /* 1 + the place of the run of each number; 0: there is none */
    int64_t last_number;
    const struct awp_history_run *at; /* the run that the wish names; NULL: none */
};

static struct awp_report_text keep(struct reading *reading, struct awp_query *query, int column) {
    struct awp_bytes kept = {0};
    awp_need(awp_arena_copy(reading->arena, awp_query_text(query, column), &kept));
    return awp_report_text_of(kept);
}

/* The place of a name in a list of names; false, with the store refused, where it is not there. */
static bool find_name(struct reading *reading, struct awp_bytes name,
                      const char *(*name_of)(unsigned at), unsigned count, unsigned *place) {
    for (*place = 0; *place < count; (*place)++) {
        if (awp_bytes_equal(name, awp_bytes_of_string(name_of(*place)))) {
            return true;
        }
    }
    return awp_database_refuse(reading->database, "a verdict or a level in it is none");
}

static const char *verdict_name(unsigned at) { return awp_verdict_name((enum awp_verdict)at); }

static const char *level_name(unsigned at) { return awp_level_name((enum awp_level)at); }

static bool read_verdict(struct reading *reading, struct awp_query *query, int column,
                         enum awp_verdict *verdict) {
    unsigned place;
    const bool is_one =
        find_name(reading, awp_query_text(query, column), verdict_name, AWP_VERDICT_COUNT, &place);
    *verdict = is_one ? (enum awp_verdict)place : AWP_VERDICT_NOT_RUN;
    return is_one;
}

/* Nothing, which a pass breaks, is the lowest. */
static bool read_level(struct reading *reading, struct awp_query *query, int column,
                       enum awp_level *level) {
    const struct awp_bytes name = awp_query_text(query, column);
    unsigned place = 0;
    const bool is_one =
        name.len == 0 || find_name(reading, name, level_name, AWP_LEVEL_COUNT, &place);
    *level = is_one ? (enum awp_level)place : AWP_LEVEL_MAY;
    return is_one;
}

static void read_run(struct reading *reading, struct awp_query *query) {
    struct awp_history_run *run = &reading->runs[reading->run_count];
    const int64_t number = awp_query_number(query, 0);
    const struct awp_report_text name = keep(reading, query, 1);
    *run = (struct awp_history_run){
        .number = (uint64_t)number,
        .started_at = keep(reading, query, 2),
        .version = keep(reading, query, 3),
        .runtime = keep(reading, query, 4),
        .suite_version = keep(reading, query, 5),
        .cases_sha256 = keep(reading, query, 6),
        .filter = keep(reading, query, 7),
        .options = keep(reading, query, 8),
        .seed = keep(reading, query, 9),
        .trouble = keep(reading, query, 10),
        .is_partial = awp_query_number(query, 11) != 0,
    };
    reading->names[reading->run_count] = (struct awp_bytes){(const uint8_t *)name.ptr, name.len};
    reading->by_number[number] = ++reading->run_count;
}

static bool read_runs(struct reading *reading) {
    const int64_t count = awp_database_number(reading->database, "SELECT count(*) FROM run");
    reading->last_number =
        awp_database_number(reading->database, "SELECT ifnull(max(run), 0) FROM run");
    if (count < 0 || reading->last_number < 0) {
        return false;
    }
    if (reading->last_number != count) { /* nothing ever takes a run out */
        return awp_database_refuse(reading->database, "runs are missing in it");
    }
    reading->runs = awp_need_array(reading->arena, (size_t)count + 1, sizeof(*reading->runs));
    reading->names = awp_need_array(reading->arena, (size_t)count + 1, sizeof(*reading->names));
    reading->by_number =
        awp_need_array(reading->arena, (size_t)count + 1, sizeof(*reading->by_number));
    struct awp_query *query = awp_query_open(
        reading->database,
        "SELECT run, testee, started_at, version, runtime, suite_version, cases_sha256, filter, "
        "options, seed, trouble, is_partial FROM run JOIN report USING (report) "
        "WHERE run > 0 ORDER BY testee, started_at, run");
    while (reading->run_count < (size_t)count && awp_query_next(query)) {
        read_run(reading, query);
    }
    awp_query_end(query);
    return reading->run_count == (size_t)count ||
           awp_database_refuse(reading->database, "a run in it has no report");
}

/* Counts all results, those that are alike together. */
static void read_sums(struct reading *reading) {
    struct awp_query *query = awp_query_open(
        reading->database,
        "SELECT run, level, verdict, class, breaks, count(*) FROM result JOIN golden USING (golden)"
        " JOIN outcome USING (outcome) GROUP BY run, level, outcome");
    while (awp_query_next(query)) {
        const int64_t run = awp_query_number(query, 0);
        enum awp_level level;
        struct awp_matrix_cell cell = {.failure = awp_report_text_of(awp_query_text(query, 3))};
        if (run < 1 || run > reading->last_number || !read_level(reading, query, 1, &level) ||
            !read_verdict(reading, query, 2, &cell.verdict) ||
            !read_level(reading, query, 4, &cell.broken_level)) {
            awp_database_refuse(reading->database, "a result in it is of no run");
            break;
        }
        awp_matrix_sums_add(&reading->runs[reading->by_number[run] - 1].sums, level, &cell,
                            (size_t)awp_query_number(query, 5));
    }
    awp_query_end(query);
}

/* What was judged of the newest run, each beside what was judged last up to the base. */
static const char lines_statement[] =
    "WITH earlier AS (SELECT *, row_number() OVER "
    "  (PARTITION BY id ORDER BY started_at DESC, run DESC) AS place "
    "  FROM run JOIN report USING (report) JOIN result USING (run) JOIN golden USING (golden) "
    "  JOIN outcome USING (outcome) "
    "  WHERE testee = ?1 AND (started_at, run) <= (?2, ?3) AND seen IN " JUDGED "), "
    "base AS (SELECT id, verdict, class, choice, run FROM earlier WHERE place = 1), "
    "newest AS (SELECT id, level, flags, verdict, class, choice FROM result "
    "  JOIN golden USING (golden) JOIN outcome USING (outcome) WHERE run = ?4 AND seen IN " JUDGED
    ") "
    "SELECT newest.id, newest.level, newest.flags, newest.verdict, newest.class, newest.choice, "
    "  ifnull(base.verdict, ''), ifnull(base.class, ''), ifnull(base.choice, ''), "
    "  ifnull(base.run, 0), newest.id IS NULL "
    "FROM newest FULL JOIN base ON base.id = newest.id ORDER BY newest.id";

static bool read_side(struct reading *reading, struct awp_query *query, int column,
                      struct awp_diff_side *side) {
    side->is_there = true;
    side->failure = keep(reading, query, column + 1);
    side->choice = keep(reading, query, column + 2);
    return read_verdict(reading, query, column, &side->verdict);
}

static bool read_line(struct reading *reading, struct awp_query *query,
                      struct awp_history_line *line) {
    line->id = keep(reading, query, 0);
    line->flags = keep(reading, query, 2);
    line->before_run = (uint64_t)awp_query_number(query, 9);
    return read_level(reading, query, 1, &line->level) &&
           read_side(reading, query, 3, &line->after) &&
           (line->before_run == 0 || read_side(reading, query, 6, &line->before));
}

static void read_lines(struct reading *reading, struct awp_bytes name,
                       struct awp_history_testee *testee) {
    const struct awp_history_run *base = &testee->runs[testee->base];
    const struct awp_history_run *newest = &testee->runs[testee->run_count - 1];
    size_t room = 0;
    for (size_t i = 0; i < AWP_LEVEL_COUNT; i++) {
        room += newest->sums.levels[i];
    }
    struct awp_history_line *lines = awp_need_array(reading->arena, room + 1, sizeof(*lines));
    struct awp_query *query = awp_query_open(reading->database, lines_statement);
    awp_query_set_text(query, 1, name);
    awp_query_set_text(
        query, 2, (struct awp_bytes){(const uint8_t *)base->started_at.ptr, base->started_at.len});
    awp_query_set_number(query, 3, (int64_t)base->number);
    awp_query_set_number(query, 4, (int64_t)newest->number);
    while (awp_query_next(query)) {
        if (awp_query_number(query, 10) != 0) {
            testee->not_asked++;
        } else if (testee->line_count == room ||
                   !read_line(reading, query, &lines[testee->line_count++])) {
            break;
        }
    }
    awp_query_end(query);
    testee->lines = lines;
}

/* Cases that came out in more than one way for one version and one set of cases. */
static const char flaky_statement[] =
    "WITH counted AS (SELECT id, version, cases_sha256, seen, count(*) AS runs, "
    "  min(options) AS least, max(options) AS most "
    "  FROM run JOIN report USING (report) JOIN result USING (run) JOIN golden USING (golden) "
    "  JOIN outcome USING (outcome) "
    "  WHERE testee = ?1 AND (started_at, run) >= (?2, ?3) AND seen IN " JUDGED
    "  GROUP BY id, version, cases_sha256, seen) "
    "SELECT id, version, cases_sha256, seen, runs, differ FROM (SELECT *, "
    "  min(seen) OVER alike <> max(seen) OVER alike OR max(seen = 'flaky') OVER alike AS flaky, "
    "  min(least) OVER alike <> max(most) OVER alike AS differ "
    "  FROM counted WINDOW alike AS (PARTITION BY id, version, cases_sha256)) "
    "WHERE flaky ORDER BY id, version, cases_sha256, seen";

static bool is_same(struct awp_report_text text, struct awp_bytes other) {
    return awp_bytes_equal((struct awp_bytes){(const uint8_t *)text.ptr, text.len}, other);
}

/* Takes a row: the first of a case, or a further one of the case before. */
static bool read_flaky(struct reading *reading, struct awp_query *query,
                       struct awp_history_flaky *items, size_t *count) {
    struct awp_history_flaky *last = *count > 0 ? &items[*count - 1] : NULL;
    enum awp_verdict seen;
    if (last == NULL || !is_same(last->id, awp_query_text(query, 0)) ||
        !is_same(last->version, awp_query_text(query, 1)) ||
        !is_same(last->cases_sha256, awp_query_text(query, 2))) {
        last = &items[(*count)++];
        last->id = keep(reading, query, 0);
        last->version = keep(reading, query, 1);
        last->cases_sha256 = keep(reading, query, 2);
        last->has_other_options = awp_query_number(query, 5) != 0;
    }
    if (!read_verdict(reading, query, 3, &seen)) {
        return false;
    }
    last->seen[seen] = (size_t)awp_query_number(query, 4);
    return true;
}

/* How many rows the statement gives, and then the rows. */
static void read_flakies(struct reading *reading, struct awp_bytes name,
                         struct awp_history_testee *testee) {
    const struct awp_history_run *first = &testee->runs[testee->first];
    struct awp_query *query = awp_query_open(reading->database, flaky_statement);
    size_t rows = 0;
    size_t count = 0;
    awp_query_set_text(query, 1, name);
    awp_query_set_text(
        query, 2,
        (struct awp_bytes){(const uint8_t *)first->started_at.ptr, first->started_at.len});
    awp_query_set_number(query, 3, (int64_t)first->number);
    while (awp_query_next(query)) {
        rows++;
    }
    awp_query_reset(query);
    struct awp_history_flaky *items = awp_need_array(reading->arena, rows + 1, sizeof(*items));
    for (; rows > 0 && awp_query_next(query); rows--) {
        if (!read_flaky(reading, query, items, &count)) {
            break;
        }
    }
    awp_query_end(query);
    testee->flaky = items;
    testee->flaky_count = count;
}

static void read_testee(struct reading *reading, size_t from, size_t count,
                        struct awp_history_testee *testee) {
    const struct awp_since *since = &reading->wish->since;
    const struct awp_bytes name = reading->names[from];
    *testee = (struct awp_history_testee){
        .name = awp_report_text_of(name), .runs = &reading->runs[from], .run_count = count};
    testee->base = awp_since_base(since, reading->at, testee->runs, count);
    if (testee->base < count) {
        read_lines(reading, name, testee);
        testee->first = since->kind == AWP_SINCE_BEFORE ? 0 : testee->base;
    }
    read_flakies(reading, name, testee);
}

/* The decoders that are wished for, in the order of their names. */
static struct awp_history_testee *read_testees(struct reading *reading, size_t *count) {
    struct awp_history_testee *testees =
        awp_need_array(reading->arena, reading->run_count + 1, sizeof(*testees));
    const struct awp_texts wished = reading->wish->testees;
    *count = 0;
    for (size_t from = 0, to = 0; from < reading->run_count; from = to) {
        while (to < reading->run_count &&
               awp_bytes_equal(reading->names[from], reading->names[to])) {
            to++;
        }
        if (wished.count == 0 || awp_texts_hold(wished, reading->names[from])) {
            read_testee(reading, from, to - from, &testees[(*count)++]);
        }
    }
    return testees;
}

static bool say(FILE *errors, const char *path, const char *what, struct awp_bytes text,
                struct awp_arena *arena) {
    const struct awp_bytes quoted = awp_text_quoted(arena, text);
    fprintf(errors, "awsproof: the store %s has %s %.*s\n", path, what, AWP_TEXT_ARGS(quoted));
    return false;
}

/* Whether the wish names nothing that is not there. */
static bool check_wish(struct reading *reading, const char *path, FILE *errors) {
    const struct awp_since *since = &reading->wish->since;
    const struct awp_texts all = {reading->names, reading->run_count};
    bool has_version = since->kind != AWP_SINCE_VERSION;
    for (size_t i = 0; i < reading->wish->testees.count; i++) {
        if (!awp_texts_hold(all, reading->wish->testees.items[i])) {
            return say(errors, path, "no decoder", reading->wish->testees.items[i], reading->arena);
        }
    }
    if (since->kind == AWP_SINCE_RUN) {
        if (since->run > (uint64_t)reading->last_number) {
            return say(errors, path, "no run", since->text, reading->arena);
        }
        reading->at = &reading->runs[reading->by_number[since->run] - 1];
    }
    for (size_t i = 0; i < reading->run_count && !has_version; i++) {
        const struct awp_texts wished = reading->wish->testees;
        has_version = is_same(reading->runs[i].version, since->text) &&
                      (wished.count == 0 || awp_texts_hold(wished, reading->names[i]));
    }
    return has_version || say(errors, path, "no run of the version", since->text, reading->arena);
}

bool awp_trend_read(struct awp_store *store, const struct awp_trend_wish *wish,
                    struct awp_arena *arena, FILE *errors, struct awp_history *history) {
    struct reading reading = {.database = store->database, .arena = arena, .wish = wish};
    if (!read_runs(&reading) || !check_wish(&reading, store->path, errors)) {
        return false;
    }
    read_sums(&reading);
    *history = (struct awp_history){
        .store = awp_report_text_of(awp_bytes_of_string(store->path)),
        .since = awp_report_text_of(wish->since.text),
    };
    history->testees = read_testees(&reading, &history->testee_count);
    return awp_database_failure(store->database) == NULL;
}
