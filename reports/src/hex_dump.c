/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes as they are, for people: offset, hexadecimal, printable ASCII. */
#include "awsproof/hex_dump.h"

enum { LINE_BYTES = 16 };

static void write_line(FILE *out, struct awp_report_text bytes, size_t offset) {
    (void)fprintf(out, "%08zx ", offset);
    for (size_t i = 0; i < LINE_BYTES; i++) {
        (void)fputs(i == LINE_BYTES / 2 ? "  " : " ", out);
        if (offset + i < bytes.len) {
            (void)fprintf(out, "%02x", (unsigned)(uint8_t)bytes.ptr[offset + i]);
        } else {
            (void)fputs("  ", out);
        }
    }
    (void)fputs("  |", out);
    for (size_t i = offset; i < bytes.len && i < offset + LINE_BYTES; i++) {
        const char byte = bytes.ptr[i];
        (void)fputc(byte >= 0x20 && byte < 0x7f ? byte : '.', out);
    }
    (void)fputs("|\n", out);
}

void awp_hex_dump_write(FILE *out, struct awp_report_text bytes, size_t max_bytes, int indent) {
    struct awp_report_text shown = bytes;
    if (shown.len > max_bytes) {
        shown.len = max_bytes;
    }
    for (size_t offset = 0; offset < shown.len; offset += LINE_BYTES) {
        (void)fprintf(out, "%*s", indent, "");
        write_line(out, shown, offset);
    }
    if (shown.len < bytes.len) {
        (void)fprintf(out, "%*s[... %zu more bytes ...]\n", indent, "", bytes.len - shown.len);
    }
}
