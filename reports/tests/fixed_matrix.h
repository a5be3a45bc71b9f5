/* SPDX-License-Identifier: Apache-2.0 */
/* One matrix with hostile texts in every place, which the golden pages are made of. */
#ifndef AWSPROOF_REPORTS_TESTS_FIXED_MATRIX_H
#define AWSPROOF_REPORTS_TESTS_FIXED_MATRIX_H

#include "awsproof/matrix.h"
#include "fixed_run.h"

/** Three testees: "good", which passes; "bad", with every verdict; "dead", which never started. */
extern const struct awp_matrix fixed_matrix;

/** Their places, and those of cases that tests look at. */
enum { FIXED_GOOD, FIXED_BAD, FIXED_DEAD, FIXED_TESTEES };
enum {
    FIXED_ALL_PASS,
    FIXED_FAIL,
    FIXED_MAY_CHOSEN,
    FIXED_MAY_REFERENCE,
    FIXED_UNASKED,
    FIXED_HOSTILE,
    FIXED_CRASH,
    FIXED_HANG,
    FIXED_PROTOCOL_ERROR,
    FIXED_KNOWN_FAIL,
    FIXED_KNOWN_CRASH,
    FIXED_STALE,
    FIXED_FLAKY,
    FIXED_NOT_RUN,
    FIXED_CASES
};

/** A matrix by this writer. */
struct rendered render_matrix(const char *writer, const struct awp_matrix *matrix);

#endif
