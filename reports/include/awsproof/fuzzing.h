/* SPDX-License-Identifier: Apache-2.0 */
/* What fuzzing came to, as plain data: the decoder's lines that were reached, and trials of
 * harnesses on faults that were planted in it. */
#ifndef AWSPROOF_FUZZING_H
#define AWSPROOF_FUZZING_H

#include "awsproof/report.h"

/** A file of the decoder, and how many of its lines the fuzzers' inputs reach. */
struct awp_fuzzing_source {
    struct awp_report_text path; /* "decoder/src/arena.c" */
    size_t lines;
    size_t reached; /* at most all */
};

/** A fault that was planted, one at a time. */
struct awp_fuzzing_fault {
    struct awp_report_text id;
    struct awp_report_text link; /* to its description, from where the page lies; empty: none */
};

/** A trial: a harness let loose on a fault, until it found it or was stopped. */
struct awp_fuzzing_trial {
    size_t harness; /* an index */
    size_t fault;   /* likewise */
    bool found;
    double seconds; /* that it took */
    double cap;     /* behind which it is stopped; more than 0 */
};

/** What fuzzing came to. Each of the two parts may be empty. */
struct awp_fuzzing {
    const struct awp_fuzzing_source *sources;
    size_t source_count;
    struct awp_report_text started_at; /* of the trials: RFC 3339, UTC */
    struct awp_report_text machine;    /* "2 cores, x86_64, Linux 6.1" */
    struct awp_report_text versions;   /* "AFL++ 4.04c, clang 14.0.6" */
    struct awp_report_text digest;     /* of the sources that were built */
    struct awp_report_text link;       /* to where the harnesses are described; empty: none */
    const struct awp_report_text *harnesses;
    size_t harness_count;
    const struct awp_fuzzing_fault *faults;
    size_t fault_count;
    const struct awp_fuzzing_trial *trials; /* in any order */
    size_t trial_count;
};

#endif
