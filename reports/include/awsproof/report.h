/* SPDX-License-Identifier: Apache-2.0 */
/* One run as plain data, and the writers that make a report of it. Knows nothing of decoding. */
#ifndef AWSPROOF_REPORT_H
#define AWSPROOF_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/**
 * Counted text from anywhere: a case file, or a hostile testee. It may hold any bytes (NUL, control
 * characters, terminal escapes, invalid UTF-8); every writer escapes it for its own format.
 */
struct awp_report_text {
    const char *ptr; /* may be NULL where len is 0 */
    size_t len;
};

/** Every verdict (docs/TESTEE.md): name as printed, and what it means. */
#define AWP_VERDICT_LIST(X)                                                                        \
    X(PASS, "pass", "the outcome is the expected one, or one of the case's named alternatives")    \
    X(FAIL, "fail", "the outcome is another one")                                                  \
    X(CRASH, "crash", "the testee's process died")                                                 \
    X(HANG, "hang", "no answer within the time-out")                                               \
    X(PROTOCOL_ERROR, "protocol_error", "an answer that the testee protocol does not allow")       \
    X(UNSUPPORTED, "unsupported", "the testee does not claim what the case needs")                 \
    X(EXPECTED_FAILURE, "expected_failure", "fails, as the expectation file says")                 \
    X(UNEXPECTED_PASS, "unexpected_pass", "passes, though the expectation file says otherwise")    \
    X(FLAKY, "flaky", "not the same verdict each time")                                            \
    X(NOT_RUN, "not_run", "the run ended before it")                                               \
    X(INFRASTRUCTURE, "infrastructure", "the testee could not be started")

enum awp_verdict {
#define AWP_VERDICT_VALUE(name, text, meaning) AWP_VERDICT_##name,
    AWP_VERDICT_LIST(AWP_VERDICT_VALUE)
#undef AWP_VERDICT_VALUE
        AWP_VERDICT_COUNT
};

/** The verdict as printed: "pass" ... Lives as long as the program. */
const char *awp_verdict_name(enum awp_verdict verdict);

/** A rule's level. A higher one is stricter. */
enum awp_level { AWP_LEVEL_MAY, AWP_LEVEL_SHOULD, AWP_LEVEL_MUST, AWP_LEVEL_COUNT };

/** The level as printed: "may", "should", "must". */
const char *awp_level_name(enum awp_level level);

/** A clause of the specification, for reports that explain the rules. */
struct awp_report_clause {
    struct awp_report_text id;         /* "R5.2" */
    struct awp_report_text rule_title; /* of the rule that it belongs to */
    enum awp_level level;
    struct awp_report_text text; /* Markdown, of the suite's own */
};

/** What ran: given to every writer first. */
struct awp_report_run {
    struct awp_report_text suite_version; /* "0.1.0" */
    struct awp_report_text cases_sha256;  /* hex, over the case files' bytes */
    struct awp_report_text filter;        /* the patterns as given, joined by blanks; empty: all */
    struct awp_report_text testee_name;
    struct awp_report_text testee_version;
    struct awp_report_text testee_language;   /* "C"; empty where unknown */
    struct awp_report_text testee_runtime;    /* "CPython 3.11.7"; empty where unknown */
    struct awp_report_text testee_transports; /* that it has: "inline,http"; empty where unknown */
    struct awp_report_text testee_command;    /* empty: the reference, in process */
    struct awp_report_text started_at;        /* RFC 3339, UTC */
    struct awp_report_text options; /* those that shaped the run, as given; may be empty */
    bool is_shuffled;               /* the cases are in an order made of the seed */
    uint64_t seed;
    size_t jobs;     /* processes of the testee at once; 0: not said */
    size_t repeat;   /* each case so often; 0: not said */
    size_t selected; /* how many cases the filter selects; results follow for each */
    const struct awp_report_clause *clauses; /* all of the specification, in its order */
    size_t clause_count;                     /* 0: not said */
};

/** A case and what became of it. Valid only during the call that hands it over. */
struct awp_report_result {
    struct awp_report_text id;
    struct awp_report_text title;
    struct awp_report_text why;
    enum awp_level level;                /* the case's */
    const struct awp_report_text *rules; /* "R5", ... */
    size_t rule_count;
    const struct awp_report_text *sources; /* "spec" or a URL */
    size_t source_count;
    const struct awp_report_text *flags; /* what goes wrong: "conflicting-codes" */
    size_t flag_count;
    struct awp_report_text file; /* the case file, as the loader was given it */
    unsigned line;               /* of the case in it, from 1 */

    enum awp_verdict verdict;
    /* The failure counts: the run's exit status is 1 for it. A fail that does not count is TODO in
       TAP and skipped in JUnit, with all its details. */
    bool required;
    enum awp_level broken_level;    /* what a failure breaks: the case's level, or a stricter one */
    struct awp_report_text failure; /* a failure's class, a slug that never changes: "escape" */
    struct awp_report_text reason;  /* one line: "killed by SIGSEGV" */
    struct awp_report_text choice;  /* the accepted alternative that was seen; else empty */
    struct awp_report_text input;   /* raw: "HTTP 401\nname: value\n\nbody", or a call */
    struct awp_report_text want;    /* the expected outcome, as JSON */
    struct awp_report_text got;     /* the outcome seen, as JSON; else the raw line; none: empty */
    struct awp_report_text difference_path; /* "$.value.Message"; empty where there is none */
    struct awp_report_text difference;      /* "want \"x\", got absent" */
    struct awp_report_text stderr_tail; /* the last of what the testee said there for this case */
    struct awp_report_text replay;      /* a shell line that runs this case alone */
    uint64_t duration_us;
};

/** The sums, given to every writer last. */
struct awp_report_totals {
    size_t verdicts[AWP_VERDICT_COUNT]; /* sum: run.selected */
    size_t passed[AWP_LEVEL_COUNT];     /* by the case's level */
    size_t selected[AWP_LEVEL_COUNT];   /* by the case's level */
    size_t must[AWP_VERDICT_COUNT];     /* the MUST cases, by verdict */
    size_t known_flaky;                 /* expected failures that are known to come and go */
    size_t required_failures;           /* results with `required` */
    size_t raw_not_compared; /* cases whose raw body the testee cannot show: coverage lost */
    size_t noise_lines;      /* lines on the testee's stdout that were no JSON object */
    size_t restarts;
    const char *stopped; /* why it ended early ("--max-restarts 10 reached"); else NULL */
    int exit_status; /* with which the command ends; -1: not known before the reports are closed */
    uint64_t duration_us;
};

struct awp_report_sink;

/**
 * A kind of report. One file a writer, one list that knows them all. A writer prints as results
 * come and keeps nothing of a case, so a run's memory does not grow with the number of cases and an
 * interrupted run leaves what it had; where a format wants its sums first, the writer spools.
 */
struct awp_report_writer {
    const char *name;        /* "tap" */
    const char *description; /* one line, for --help */
    size_t state_bytes;      /* of state that the sink allocates for it, zeroed; may be 0 */
    void (*begin)(struct awp_report_sink *sink, const struct awp_report_run *run);
    void (*result)(struct awp_report_sink *sink, const struct awp_report_result *result);
    void (*end)(struct awp_report_sink *sink, const struct awp_report_totals *totals);
};

/**
 * The writers: "summary", "tap", "junit", "jsonl", "sarif", "markdown", "shields", "progress";
 * `*count` pointers, constant. Where "progress" and "summary" share a terminal, feed "progress"
 * first: it makes room for what follows.
 */
const struct awp_report_writer *const *awp_report_writer_list(size_t *count);

/** The writer of this name, or NULL. */
const struct awp_report_writer *awp_report_writer_find(const char *name);

/** How a report is to look; zeroed: plain. */
struct awp_report_style {
    bool colour;      /* ANSI colours: for a terminal, and NO_COLOR not set */
    bool is_terminal; /* progress lines may be overwritten; else there are none */
    bool verbose;     /* the summary lists passes too, and there is no progress line */
    bool quiet;       /* the summary is its last line alone, and there is no progress line */
};

/**
 * Opens a report on `out`, which stays the caller's to close. `run` is copied by reference: it and
 * its texts outlive the sink. NULL: no memory (errno is left as calloc set it).
 */
struct awp_report_sink *awp_report_open(const struct awp_report_writer *writer,
                                        const struct awp_report_run *run, FILE *out,
                                        struct awp_report_style style);

/** Reports one result. */
void awp_report_add(struct awp_report_sink *sink, const struct awp_report_result *result);

/**
 * Ends the report and the sink. Returns true if every byte was written; false on a write error (a
 * full disk), which the caller must report.
 */
bool awp_report_close(struct awp_report_sink *sink, const struct awp_report_totals *totals);

#endif
