/* SPDX-License-Identifier: Apache-2.0 */
/* How much of the MUST cases a run did not test, on one line. */
#include "coverage_line.h"

/* The verdicts that say nothing of the decoder, or let it be as it is. */
static const enum awp_verdict lost_verdicts[] = {AWP_VERDICT_UNSUPPORTED, AWP_VERDICT_NOT_RUN,
                                                 AWP_VERDICT_INFRASTRUCTURE,
                                                 AWP_VERDICT_EXPECTED_FAILURE};
#define LOST_VERDICTS (sizeof(lost_verdicts) / sizeof(lost_verdicts[0]))

bool awp_coverage_line_write(FILE *out, const struct awp_report_totals *totals) {
    const size_t selected = totals->selected[AWP_LEVEL_MUST];
    size_t lost = 0;
    if (selected == 0) {
        return false;
    }
    for (size_t i = 0; i < LOST_VERDICTS; i++) {
        lost += totals->must[lost_verdicts[i]];
    }
    /* In whole tenths: a locale's decimal comma cannot get in. */
    const size_t tenths = (lost * 2000 + selected) / (selected * 2);
    (void)fprintf(out, "lost coverage: %zu of %zu MUST case%s (%zu.%zu %%)", lost, selected,
                  selected == 1 ? "" : "s", tenths / 10, tenths % 10);
    const char *separator = ": ";
    for (size_t i = 0; i < LOST_VERDICTS; i++) {
        const size_t count = totals->must[lost_verdicts[i]];
        if (count > 0) {
            (void)fprintf(out, "%s%zu %s", separator, count, awp_verdict_name(lost_verdicts[i]));
            separator = ", ";
        }
    }
    return true;
}
