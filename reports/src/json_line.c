/* SPDX-License-Identifier: Apache-2.0 */
/* One JSON object on one line, member by member: what the reports for programs are made of. */
#include "json_line.h"

#include "escape.h"
#include "json_text.h"

void awp_json_line_string(FILE *out, struct awp_report_text text) {
    (void)fputc('"', out);
    awp_escape_write_cut(out, AWP_ESCAPE_JSON, text, AWP_TEXT_MAX_BYTES);
    (void)fputc('"', out);
}

void awp_json_line_member(FILE *out, const char *before, const char *name,
                          struct awp_report_text text) {
    (void)fprintf(out, "%s\"%s\":", before, name);
    awp_json_line_string(out, text);
}

void awp_json_line_optional(FILE *out, const char *name, struct awp_report_text text) {
    if (text.len > 0) {
        awp_json_line_member(out, ",", name, text);
    }
}

void awp_json_line_list(FILE *out, const char *name, const struct awp_report_text *items,
                        size_t count) {
    (void)fprintf(out, ",\"%s\":[", name);
    for (size_t i = 0; i < count; i++) {
        (void)fputs(i == 0 ? "" : ",", out);
        awp_json_line_string(out, items[i]);
    }
    (void)fputc(']', out);
}

void awp_json_line_outcome(FILE *out, const char *name, struct awp_report_text text) {
    if (text.len == 0) {
        return;
    }
    if (text.len <= AWP_TEXT_MAX_BYTES && awp_json_text_is_valid(text)) {
        (void)fprintf(out, ",\"%s\":", name);
        awp_json_text_write(out, text);
        return;
    }
    (void)fprintf(out, ",\"%s_text\":", name);
    awp_json_line_string(out, text);
}

void awp_json_line_verdicts(FILE *out, const char *name, const size_t counts[AWP_VERDICT_COUNT]) {
    (void)fprintf(out, ",\"%s\":{", name);
    for (size_t i = 0; i < AWP_VERDICT_COUNT; i++) {
        (void)fprintf(out, "%s\"%s\":%zu", i == 0 ? "" : ",", awp_verdict_name((enum awp_verdict)i),
                      counts[i]);
    }
    (void)fputc('}', out);
}

void awp_json_line_end(FILE *out) {
    (void)fputs("}\n", out);
    (void)fflush(out);
}
