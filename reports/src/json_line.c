/* SPDX-License-Identifier: Apache-2.0 */
/* One JSON object on one line, member by member: what the reports for programs are made of. */
#include "json_line.h"

#include <nettle/base64.h>

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

static bool is_printable_ascii(struct awp_report_text text) {
    for (size_t i = 0; i < text.len; i++) {
        const char byte = text.ptr[i];
        if ((byte < 0x20 || byte > 0x7e) && byte != '\n' && byte != '\t') {
            return false;
        }
    }
    return true;
}

static void write_base64(FILE *out, struct awp_report_text bytes) {
    enum { BLOCK = 3 * 256 };
    char encoded[BASE64_ENCODE_RAW_LENGTH(BLOCK)];
    for (size_t at = 0; at < bytes.len; at += BLOCK) {
        const size_t count = bytes.len - at < BLOCK ? bytes.len - at : BLOCK;
        base64_encode_raw(encoded, count, (const uint8_t *)bytes.ptr + at);
        (void)fwrite(encoded, 1, BASE64_ENCODE_RAW_LENGTH(count), out);
    }
}

void awp_json_line_input(FILE *out, struct awp_report_text input, size_t whole_bytes) {
    (void)fprintf(out, ",\"input_bytes\":%zu", whole_bytes);
    awp_json_line_member(out, ",", "input", input);
    if (input.len <= AWP_TEXT_MAX_BYTES && !is_printable_ascii(input)) {
        (void)fputs(",\"input_base64\":\"", out);
        write_base64(out, input);
        (void)fputc('"', out);
    }
}

void awp_json_line_end(FILE *out) {
    (void)fputs("}\n", out);
    (void)fflush(out);
}
