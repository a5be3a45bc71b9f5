/* SPDX-License-Identifier: Apache-2.0 */
/* The options by which a run drives its testee: how many, how often, in which order, how far. */
#include "driving.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "shuffle.h"
#include "testee_options.h"
#include "text.h"

enum key {
    KEY_TIMEOUT = 0x600,
    KEY_START_TIMEOUT,
    KEY_MAX_RESTARTS,
    KEY_STRICT,
    KEY_ONE_SHOT,
    KEY_JOBS,
    KEY_NO_PIPELINING,
    KEY_SHUFFLE,
    KEY_REPEAT,
    KEY_CHECK_ISOLATION,
    KEY_FAIL_FAST,
    KEY_EXACT,
    KEY_LIMIT_CPU,
    KEY_LIMIT_MEMORY,
    KEY_LIMIT_FILES
};

#define TIMEOUT_MS (10 * 1000)
#define START_TIMEOUT_MS (120 * 1000)
#define MAX_RESTARTS 10

static const struct argp_option options[] = {
    {.name = "timeout",
     .key = KEY_TIMEOUT,
     .arg = "SECONDS",
     .doc = "For the testee to take a request, and again to answer it (default: 10)"},
    {.name = "start-timeout",
     .key = KEY_START_TIMEOUT,
     .arg = "SECONDS",
     .doc = "For the testee to say hello (default: 120)"},
    {.name = "max-restarts",
     .key = KEY_MAX_RESTARTS,
     .arg = "N",
     .doc = "The run ends when a fault would make the testee start again more often (default: 10)"},
    {.name = "strict",
     .key = KEY_STRICT,
     .doc = "A line of the testee that is no JSON object is a protocol error"},
    {.name = "one-shot",
     .key = KEY_ONE_SHOT,
     .doc = "Start the command once for each case, with the request as its only line of input; it "
            "writes its one outcome and ends. No hello, no bye"},
    {.name = "jobs", .key = KEY_JOBS, .arg = "N", .doc = "Run N testees at once (default: 1)"},
    {.name = "no-pipelining",
     .key = KEY_NO_PIPELINING,
     .doc = "One request at a time, though the testee could take several"},
    {.name = "shuffle",
     .key = KEY_SHUFFLE,
     .arg = "SEED",
     .doc = "Run the cases in an order made of SEED, and report in that order"},
    {.name = "repeat",
     .key = KEY_REPEAT,
     .arg = "N",
     .doc = "Ask each case N times; other outcomes at other times: flaky"},
    {.name = "check-isolation",
     .key = KEY_CHECK_ISOLATION,
     .doc = "Run also each case alone in a process of its own, and all in another order. A case "
            "that comes out differently is flaky, and the case that makes it so is looked for"},
    {.name = "fail-fast", .key = KEY_FAIL_FAST, .doc = "Stop after the first failure that counts"},
    {.name = "exact",
     .key = KEY_EXACT,
     .doc = "Judge as the reference is judged: nothing but the expected outcome passes, and each "
            "failure counts"},
    {.name = "limit-cpu",
     .key = KEY_LIMIT_CPU,
     .arg = "SECONDS",
     .doc = "Processor time that a process of the testee may use, by setrlimit"},
    {.name = "limit-memory",
     .key = KEY_LIMIT_MEMORY,
     .arg = "MIB",
     .doc = "Address space, likewise (too little for one with AddressSanitizer)"},
    {.name = "limit-files", .key = KEY_LIMIT_FILES, .arg = "N", .doc = "Open files, likewise"},
    {0}};

static unsigned parse_count(const char *name, unsigned min, unsigned max, const char *text,
                            struct argp_state *state) {
    unsigned number = 0;
    if (!awp_text_unsigned(awp_bytes_of_string(text), max, &number) || number < min) {
        argp_error(state, "--%s is a whole number from %u to %u, not: %s", name, min, max, text);
    }
    return number;
}

static uint64_t parse_seed(const char *text, struct argp_state *state) {
    char *end = NULL;
    errno = 0;
    const unsigned long long seed = strtoull(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0) {
        argp_error(state, "--shuffle is a whole number below 2^64, not: %s", text);
    }
    return seed;
}

/* What makes no sense without a testee, or together. */
static void check(const struct awp_run_options *run, struct argp_state *state) {
    const struct awp_process_limits *limits = &run->testee.limits;
    const bool drives = run->jobs > 1 || run->check_isolation || run->testee.one_shot ||
                        run->is_exact || run->no_pipelining || limits->cpu_seconds > 0 ||
                        limits->memory_mib > 0 || limits->files > 0;
    if (run->testee.command == NULL && drives) {
        argp_error(state, "--jobs, --check-isolation, --one-shot, --exact, --no-pipelining and "
                          "--limit-* are for a --testee");
    }
    if (run->testee.one_shot && run->check_isolation) {
        argp_error(state, "--one-shot and --check-isolation do not go together: what is asked once "
                          "carries nothing on");
    }
}

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct awp_run_options *run = state->input;
    struct awp_process_limits *limits = &run->testee.limits;
    switch (key) {
    case KEY_TIMEOUT:
        run->testee.timeout_ms = awp_cli_parse_seconds(argument, state);
        return 0;
    case KEY_START_TIMEOUT:
        run->testee.start_timeout_ms = awp_cli_parse_seconds(argument, state);
        return 0;
    case KEY_MAX_RESTARTS:
        run->max_restarts = parse_count("max-restarts", 0, 1000000, argument, state);
        return 0;
    case KEY_STRICT:
        run->testee.strict = true;
        return 0;
    case KEY_ONE_SHOT:
        run->testee.one_shot = true;
        return 0;
    case KEY_JOBS:
        run->jobs = parse_count("jobs", 1, AWP_MAX_TESTEES, argument, state);
        return 0;
    case KEY_NO_PIPELINING:
        run->no_pipelining = true;
        return 0;
    case KEY_SHUFFLE:
        run->is_shuffled = true;
        run->seed = parse_seed(argument, state);
        return 0;
    case KEY_REPEAT:
        run->repeat = parse_count("repeat", 1, 1000000, argument, state);
        return 0;
    case KEY_CHECK_ISOLATION:
        run->check_isolation = true;
        return 0;
    case KEY_FAIL_FAST:
        run->fail_fast = true;
        return 0;
    case KEY_EXACT:
        run->is_exact = true;
        return 0;
    case KEY_LIMIT_CPU:
        limits->cpu_seconds = parse_count("limit-cpu", 1, 1000000, argument, state);
        return 0;
    case KEY_LIMIT_MEMORY:
        limits->memory_mib = parse_count("limit-memory", 1, 1 << 24, argument, state);
        return 0;
    case KEY_LIMIT_FILES:
        limits->files = parse_count("limit-files", 3, 1 << 20, argument, state);
        return 0;
    case ARGP_KEY_SUCCESS:
        check(run, state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

const struct argp awp_cli_driving_argp = {.options = options, .parser = parse};

void awp_cli_driving_defaults(struct awp_run_options *run) {
    run->testee.timeout_ms = TIMEOUT_MS;
    run->testee.start_timeout_ms = START_TIMEOUT_MS;
    run->max_restarts = MAX_RESTARTS;
    run->jobs = 1;
    run->repeat = 1;
    run->seed = 1;
}

static void add_flag(struct awp_buffer *out, bool is_set, const char *name) {
    if (is_set) {
        awp_buffer_append_string(out, out->len > 0 ? " --" : "--");
        awp_buffer_append_string(out, name);
    }
}

static void add_number(struct awp_buffer *out, bool is_set, const char *name, double number) {
    add_flag(out, is_set, name);
    if (is_set) {
        awp_buffer_append(out, awp_text_format(out->arena, " %.10g", number));
    }
}

/* The options that change what a single case comes to. */
static struct awp_bytes replay_options(const struct awp_run_options *run, struct awp_arena *arena) {
    const struct awp_testee_options *testee = &run->testee;
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes text = {0};
    add_number(&out, testee->timeout_ms != TIMEOUT_MS, "timeout", testee->timeout_ms / 1000.0);
    add_number(&out, testee->start_timeout_ms != START_TIMEOUT_MS, "start-timeout",
               testee->start_timeout_ms / 1000.0);
    add_flag(&out, testee->strict, "strict");
    add_flag(&out, testee->one_shot, "one-shot");
    add_flag(&out, run->no_pipelining, "no-pipelining");
    add_flag(&out, run->is_exact, "exact");
    add_number(&out, run->repeat > 1, "repeat", (double)run->repeat);
    add_number(&out, testee->limits.cpu_seconds > 0, "limit-cpu", testee->limits.cpu_seconds);
    add_number(&out, testee->limits.memory_mib > 0, "limit-memory", testee->limits.memory_mib);
    add_number(&out, testee->limits.files > 0, "limit-files", testee->limits.files);
    add_flag(&out, run->require == AWP_LEVEL_MUST, "require must");
    awp_need(awp_buffer_finish(&out, &text));
    return text;
}

void awp_cli_driving_finish(struct awp_run_options *run, struct awp_arena *arena) {
    run->replay_options = replay_options(run, arena);
    if (run->is_shuffled) {
        run->cases = awp_shuffle_cases(run->cases, run->case_count, run->seed, arena);
    }
    /* No more processes than questions. */
    if (run->jobs > run->case_count * run->repeat) {
        run->jobs = run->case_count * run->repeat;
    }
}
