/* SPDX-License-Identifier: Apache-2.0 */
/* A whole run on one line. */
#include "totals_line.h"

#include <inttypes.h>

#include "escape.h"

/* The most that a name or a version takes of the line. */
enum { NAME_MAX_BYTES = 128 };

void awp_name_version_write(FILE *out, struct awp_report_text name,
                            struct awp_report_text version) {
    awp_escape_write_cut(out, AWP_ESCAPE_LINE, name, NAME_MAX_BYTES);
    if (version.len > 0) {
        (void)fputc(' ', out);
        awp_escape_write_cut(out, AWP_ESCAPE_LINE, version, NAME_MAX_BYTES);
    }
}

static void write_verdicts(FILE *out, const struct awp_report_totals *totals) {
    size_t sum = 0;
    for (size_t i = 0; i < AWP_VERDICT_COUNT; i++) {
        sum += totals->verdicts[i];
    }
    (void)fprintf(out, "%zu case%s", sum, sum == 1 ? "" : "s");
    const char *separator = ": ";
    for (size_t i = 0; i < AWP_VERDICT_COUNT; i++) {
        if (totals->verdicts[i] > 0) {
            (void)fprintf(out, "%s%zu %s", separator, totals->verdicts[i],
                          awp_verdict_name((enum awp_verdict)i));
            separator = ", ";
        }
    }
}

void awp_totals_line_write(FILE *out, const struct awp_report_run *run,
                           const struct awp_report_totals *totals) {
    (void)fputs("awsproof ", out);
    awp_escape_write_cut(out, AWP_ESCAPE_LINE, run->suite_version, NAME_MAX_BYTES);
    (void)fputs(" | ", out);
    awp_name_version_write(out, run->testee_name, run->testee_version);
    (void)fputs(" | ", out);
    write_verdicts(out, totals);
    (void)fprintf(out, " | MUST %zu/%zu SHOULD %zu/%zu MAY %zu/%zu", totals->passed[AWP_LEVEL_MUST],
                  totals->selected[AWP_LEVEL_MUST], totals->passed[AWP_LEVEL_SHOULD],
                  totals->selected[AWP_LEVEL_SHOULD], totals->passed[AWP_LEVEL_MAY],
                  totals->selected[AWP_LEVEL_MAY]);
    /* In whole tenths: a locale's decimal comma cannot get in. */
    const uint64_t tenths = (totals->duration_us + 50000) / 100000;
    (void)fprintf(out, " | %" PRIu64 ".%" PRIu64 " s", tenths / 10, tenths % 10);
}
