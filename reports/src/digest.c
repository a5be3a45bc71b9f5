/* SPDX-License-Identifier: Apache-2.0 */
/* What ran, for people: enough to run the same again. */
#include "digest.h"

#include <inttypes.h>

#include "escape.h"
#include "totals_line.h"

/* Long lists of patterns and long commands are cut. */
enum { SHOWN_BYTES = 2048 };

static void write_line(FILE *out, const char *prefix, const char *label,
                       struct awp_report_text text) {
    if (text.len > 0) {
        (void)fprintf(out, "%s%s: ", prefix, label);
        awp_escape_write_cut(out, AWP_ESCAPE_LINE, text, SHOWN_BYTES);
        (void)fputc('\n', out);
    }
}

void awp_digest_write(FILE *out, const char *prefix, const struct awp_report_run *run) {
    (void)fprintf(out, "%ssuite: awsproof ", prefix);
    awp_name_version_write(out, run->suite_version, (struct awp_report_text){NULL, 0});
    (void)fputs(", cases of sha256 ", out);
    awp_escape_write_cut(out, AWP_ESCAPE_LINE, run->cases_sha256, SHOWN_BYTES);
    (void)fprintf(out, ", %zu selected\n", run->selected);
    write_line(out, prefix, "filter", run->filter);
    if (run->is_shuffled) {
        (void)fprintf(out, "%sorder: shuffled by seed %" PRIu64 "\n", prefix, run->seed);
    }
    if (run->jobs > 1) {
        (void)fprintf(out, "%sjobs: %zu\n", prefix, run->jobs);
    }
    if (run->repeat > 1) {
        (void)fprintf(out, "%srepeat: %zu\n", prefix, run->repeat);
    }
    write_line(out, prefix, "options", run->options);
    (void)fprintf(out, "%stestee: ", prefix);
    awp_name_version_write(out, run->testee_name, run->testee_version);
    (void)fputc('\n', out);
    write_line(out, prefix, "command", run->testee_command);
    write_line(out, prefix, "started", run->started_at);
}
