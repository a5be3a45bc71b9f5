/* SPDX-License-Identifier: Apache-2.0 */
/* What fuzzing came to, with hostile names: a part of the golden page. */
#ifndef AWSPROOF_REPORTS_TESTS_FIXED_FUZZING_H
#define AWSPROOF_REPORTS_TESTS_FIXED_FUZZING_H

#include "awsproof/fuzzing.h"

/** Two files; three harnesses on three faults: "blind" finds nothing, "full" everything, and a
 * hostile one some of it. */
extern const struct awp_fuzzing fixed_fuzzing;

/** The places of harnesses and faults. */
enum { FIXED_BLIND, FIXED_FULL, FIXED_HOSTILE_HARNESS, FIXED_HARNESSES };
enum { FIXED_EASY, FIXED_HARD, FIXED_HOSTILE_FAULT, FIXED_FAULTS };

#endif
