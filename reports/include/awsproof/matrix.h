/* SPDX-License-Identifier: Apache-2.0 */
/* Many decoders held against the same cases, as plain data, and the writers that make a report of
 * it. Knows nothing of decoding. */
#ifndef AWSPROOF_MATRIX_H
#define AWSPROOF_MATRIX_H

#include "awsproof/fuzzing.h"
#include "awsproof/report.h"

/** A clause of a rule. */
struct awp_matrix_clause {
    struct awp_report_text id; /* "R5.2" */
    enum awp_level level;
    struct awp_report_text
        text; /* Markdown, as it stands in the specification: not from anywhere */
};

/** A rule of the specification, by which the rows are grouped. */
struct awp_matrix_rule {
    struct awp_report_text id; /* "R5" */
    struct awp_report_text title;
    const struct awp_matrix_clause *clauses;
    size_t clause_count;
};

/** A row. */
struct awp_matrix_case {
    struct awp_report_text id;
    struct awp_report_text title;
    enum awp_level level;
    const struct awp_report_text *rules; /* "R5", "R9.1", ... */
    size_t rule_count;
    struct awp_report_text why;
    const struct awp_report_text *sources; /* "spec" or a URL */
    size_t source_count;
    const struct awp_report_text *flags; /* what goes wrong: "conflicting-codes" */
    size_t flag_count;
    struct awp_report_text input; /* as in struct awp_report_result, perhaps cut at its end */
    size_t input_bytes;           /* of the whole */
    struct awp_report_text want;  /* the expected outcome, as JSON, perhaps cut */
    struct awp_report_text file;  /* the case file, as the loader was given it */
    unsigned line;                /* of the case in it, from 1 */
    struct awp_report_text link;  /* to that place, from where the matrix lies; empty: none */
    size_t rule;                  /* the group's, an index */
};

/** A description of a defect that was found. */
struct awp_matrix_finding {
    struct awp_report_text path; /* from where the matrix lies */
    struct awp_report_text title;
};

/** A column: a decoder, as it described itself. */
struct awp_matrix_testee {
    struct awp_report_text key;     /* what it is called here, unlike every other */
    struct awp_report_text name;    /* of the decoder; empty where it never said so */
    struct awp_report_text version; /* so these */
    struct awp_report_text language;
    struct awp_report_text runtime;
    struct awp_report_text command;
    /* A shell line that runs one case alone, when a blank and its id follow; empty: not known. */
    struct awp_report_text replay;
    const struct awp_report_text *transports; /* that it has: "inline", "http" */
    size_t transport_count;
    struct awp_report_text trouble; /* why it was not judged to the end; empty: it was */
    size_t raw_not_compared;        /* cases whose raw body it cannot show: coverage lost */
    size_t noise_lines;             /* lines on its standard output that were no JSON object */
    size_t restarts;
    const struct awp_matrix_finding *findings;
    size_t finding_count;
};

/** What a decoder made of a case. */
struct awp_matrix_cell {
    enum awp_verdict verdict;       /* EXPECTED_FAILURE where a list of known failures has it */
    enum awp_level broken_level;    /* of a failure */
    struct awp_report_text failure; /* a failure's class */
    struct awp_report_text reason;
    struct awp_report_text choice;          /* the accepted alternative that was seen; else empty */
    struct awp_report_text got;             /* the outcome seen, perhaps cut; empty: none */
    struct awp_report_text difference_path; /* "$.value.Message"; empty: none */
    struct awp_report_text difference;
    struct awp_report_text stderr_tail; /* the last of what it said there for this case */
    struct awp_report_text replay;      /* of this case; empty: its testee's, a blank and its id */
};

struct awp_history;

/** A matrix. */
struct awp_matrix {
    struct awp_report_text suite_version;
    struct awp_report_text cases_sha256;
    struct awp_report_text filter;     /* as in struct awp_report_run */
    struct awp_report_text options;    /* those that shaped the run, as given; may be empty */
    struct awp_report_text started_at; /* RFC 3339, UTC */
    struct awp_report_text system;     /* "Linux 6.1.0" */
    struct awp_report_text machine;    /* "x86_64" */
    size_t cpus;
    bool is_run;     /* of one decoder alone, which is held against no other */
    bool is_partial; /* the run was interrupted */
    bool is_checked; /* every cell came out the same twice, or is FLAKY */
    const struct awp_matrix_rule *rules;
    size_t rule_count;
    const struct awp_matrix_case *cases; /* grouped by their rules, in the order of these */
    size_t case_count;
    const struct awp_matrix_testee *testees;
    size_t testee_count;
    /* Of testee t and case c: cells[t * case_count + c]. */
    const struct awp_matrix_cell *cells;
    const struct awp_fuzzing *fuzzing; /* NULL: nothing is told of it */
    const struct awp_history *history; /* of the same decoders; NULL: the page has no trends */
};

/** The sums of a column. */
struct awp_matrix_sums {
    size_t seen[AWP_VERDICT_COUNT];  /* cases by awp_matrix_seen */
    size_t passed[AWP_LEVEL_COUNT];  /* by the case's level */
    size_t claimed[AWP_LEVEL_COUNT]; /* all but UNSUPPORTED, so also what was not run */
    size_t levels[AWP_LEVEL_COUNT];  /* all */
    size_t breaks_must;              /* failures that break a MUST, whatever the case's level */
    size_t known;                    /* failures that its list of known failures has */
    size_t escapes;                  /* by their classes */
    size_t lost_errors;
    size_t silent_losses;
};

/** What a decoder made of a case. */
const struct awp_matrix_cell *awp_matrix_at(const struct awp_matrix *matrix, size_t testee,
                                            size_t golden);

/** What was seen, whatever was known before: no EXPECTED_FAILURE and no UNEXPECTED_PASS. */
enum awp_verdict awp_matrix_seen(const struct awp_matrix_cell *cell);

/** Counts so many cells that are like this one, of cases of this level. */
void awp_matrix_sums_add(struct awp_matrix_sums *sums, enum awp_level level,
                         const struct awp_matrix_cell *cell, size_t count);

/** The sums of a column. */
struct awp_matrix_sums awp_matrix_sum(const struct awp_matrix *matrix, size_t testee);

/** A kind of report. One file a writer; the same matrix gives the same bytes. */
struct awp_matrix_writer {
    const char *name;        /* "jsonl": also the file's ending */
    const char *description; /* one line, for --help */
    void (*write)(FILE *out, const struct awp_matrix *matrix);
};

/** The writers "jsonl", "md" and "html", which make files; `*count` pointers, constant. */
const struct awp_matrix_writer *const *awp_matrix_writer_list(size_t *count);

/** The head figures in aligned columns, for a terminal. */
void awp_matrix_write_summary(FILE *out, const struct awp_matrix *matrix);

#endif
