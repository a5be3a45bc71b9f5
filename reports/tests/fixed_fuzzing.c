/* SPDX-License-Identifier: Apache-2.0 */
/* What fuzzing came to, with hostile names: a part of the golden page. */
#include "fixed_fuzzing.h"

#define TEXT(literal)                                                                              \
    { literal, sizeof(literal) - 1 }
#define HOSTILE "</text></svg><script>alert(1)</script><!-- \0\x1b[2J &\"'\xff(\xe2\x80\xae"

static const struct awp_fuzzing_source sources[] = {
    {TEXT("decoder/src/arena.c"), 144, 144},
    {TEXT("decoder/src/" HOSTILE), 1000, 999},
};

static const struct awp_report_text harnesses[FIXED_HARNESSES] = {
    [FIXED_BLIND] = TEXT("blind"),
    [FIXED_FULL] = TEXT("full"),
    [FIXED_HOSTILE_HARNESS] = TEXT(HOSTILE),
};

static const struct awp_fuzzing_fault faults[FIXED_FAULTS] = {
    [FIXED_EASY] = {TEXT("easy"), TEXT("../../fuzz/planted/easy.patch")},
    [FIXED_HARD] = {TEXT("hard"), {0}},
    [FIXED_HOSTILE_FAULT] = {TEXT(HOSTILE), TEXT("javascript:alert(1)\"><script>" HOSTILE)},
};

/* "hard" is not tried by the hostile harness. */
static const struct awp_fuzzing_trial trials[] = {
    {FIXED_BLIND, FIXED_EASY, false, 20, 20},
    {FIXED_BLIND, FIXED_HARD, false, 20, 20},
    {FIXED_BLIND, FIXED_HOSTILE_FAULT, false, 20, 20},
    {FIXED_FULL, FIXED_EASY, true, 0.02, 60},
    {FIXED_FULL, FIXED_EASY, true, 0.04, 60},
    {FIXED_FULL, FIXED_HARD, true, 1.5, 60},
    {FIXED_FULL, FIXED_HARD, true, 30, 60},
    {FIXED_FULL, FIXED_HOSTILE_FAULT, true, 0.5, 60},
    {FIXED_HOSTILE_HARNESS, FIXED_EASY, true, 2, 20},
    {FIXED_HOSTILE_HARNESS, FIXED_EASY, false, 20, 20},
    {FIXED_HOSTILE_HARNESS, FIXED_EASY, true, 12, 20},
    {FIXED_HOSTILE_HARNESS, FIXED_HOSTILE_FAULT, false, 20, 20},
};

const struct awp_fuzzing fixed_fuzzing = {
    .sources = sources,
    .source_count = sizeof sources / sizeof *sources,
    .started_at = TEXT("2026-11-22T16:25:04Z"),
    .machine = TEXT("2 cores " HOSTILE),
    .versions = TEXT("clang 14.0.6 " HOSTILE),
    .digest = TEXT("0123abcd"),
    .link = TEXT("../../docs/FUZZ-BENCHMARK.md"),
    .harnesses = harnesses,
    .harness_count = FIXED_HARNESSES,
    .faults = faults,
    .fault_count = FIXED_FAULTS,
    .trials = trials,
    .trial_count = sizeof trials / sizeof *trials,
};
