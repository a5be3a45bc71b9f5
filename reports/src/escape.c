/* SPDX-License-Identifier: Apache-2.0 */
/* Text from anywhere, made safe for the place in a report where it is to stand. */
#include "escape.h"

#include <inttypes.h>

#include "utf8.h"

/* What one place asks for. */
struct rules {
    const char *ascii[128];                         /* written for the character; NULL: itself */
    void (*hidden)(FILE *out, uint32_t code_point); /* a character that must not be seen raw */
    void (*invalid)(FILE *out, unsigned byte);      /* a byte that is no UTF-8 */
};

struct range {
    uint32_t first;
    uint32_t last;
};

/* Control characters, invisible ones, and those that reorder or end a line; ascending. */
static const struct range hidden_ranges[] = {
    {0x00, 0x1f},     {0x7f, 0x9f},     {0xad, 0xad},     {0x61c, 0x61c},
    {0x180e, 0x180e}, {0x200b, 0x200f}, {0x2028, 0x202e}, {0x2060, 0x206f},
    {0xfeff, 0xfeff}, {0xfff9, 0xfffb}, {0xfffe, 0xffff}, {0xe0000, 0xe007f},
};

static void show_hidden(FILE *out, uint32_t code_point) {
    if (code_point < 0x80) {
        (void)fprintf(out, "\\x%02" PRIx32, code_point);
        return;
    }
    (void)fprintf(out, "\\u{%" PRIx32 "}", code_point);
}

static void show_invalid(FILE *out, unsigned byte) { (void)fprintf(out, "\\x%02x", byte); }

static void show_hidden_escaped(FILE *out, uint32_t code_point) {
    (void)fputc('\\', out);
    show_hidden(out, code_point);
}

static void show_invalid_escaped(FILE *out, unsigned byte) {
    (void)fprintf(out, "\\\\x%02x", byte);
}

static void escape_hidden_yaml(FILE *out, uint32_t code_point) {
    if (code_point > 0xffff) {
        (void)fprintf(out, "\\U%08" PRIx32, code_point);
        return;
    }
    (void)fprintf(out, "\\u%04" PRIx32, code_point);
}

static void escape_hidden_json(FILE *out, uint32_t code_point) {
    if (code_point > 0xffff) {
        const uint32_t above = code_point - 0x10000;
        (void)fprintf(out, "\\u%04" PRIx32 "\\u%04" PRIx32, 0xd800 + (above >> 10),
                      0xdc00 + (above & 0x3ff));
        return;
    }
    (void)fprintf(out, "\\u%04" PRIx32, code_point);
}

static void replace_invalid(FILE *out, unsigned byte) {
    (void)byte;
    (void)fputs("\xef\xbf\xbd", out);
}

#define SHORT_ESCAPES ['\n'] = "\\n", ['\r'] = "\\r", ['\t'] = "\\t"
#define QUOTED_ESCAPES ['"'] = "\\\"", ['\\'] = "\\\\", SHORT_ESCAPES
#define XML_ENTITIES                                                                               \
    ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&apos;"
/* Emphasis, code, links, table cells; links, mentions and references that GitHub makes by itself.
 */
#define MARKDOWN_MARKS                                                                             \
    ['\\'] = "&#92;", ['|'] = "&#124;", ['*'] = "&#42;", ['_'] = "&#95;", ['`'] = "&#96;",         \
    ['~'] = "&#126;", ['['] = "&#91;", [']'] = "&#93;", ['!'] = "&#33;", [':'] = "&#58;",          \
    ['$'] = "&#36;", ['@'] = "@<!-- -->", ['#'] = "#<!-- -->"

static const struct rules places[AWP_ESCAPE_COUNT] = {
    [AWP_ESCAPE_LINE] = {{SHORT_ESCAPES}, show_hidden, show_invalid},
    [AWP_ESCAPE_TAP] =
        {{['\n'] = "\\\\n", ['\r'] = "\\\\r", ['\t'] = "\\\\t", ['\\'] = "\\\\", ['#'] = "\\#"},
         show_hidden_escaped,
         show_invalid_escaped},
    [AWP_ESCAPE_YAML] = {{QUOTED_ESCAPES}, escape_hidden_yaml, show_invalid_escaped},
    [AWP_ESCAPE_JSON] = {{QUOTED_ESCAPES}, escape_hidden_json, replace_invalid},
    [AWP_ESCAPE_SARIF] = {{['\n'] = "\\\\n",
                           ['\r'] = "\\\\r",
                           ['\t'] = "\\\\t",
                           ['"'] = "\\\"",
                           ['\\'] = "\\\\",
                           ['['] = "\\\\[",
                           [']'] = "\\\\]",
                           ['{'] = "{{",
                           ['}'] = "}}"},
                          show_hidden_escaped,
                          show_invalid_escaped},
    [AWP_ESCAPE_XML_TEXT] = {{XML_ENTITIES, ['\n'] = "\n", ['\t'] = "\t", ['\r'] = "\\r"},
                             show_hidden,
                             show_invalid},
    [AWP_ESCAPE_XML_ATTRIBUTE] = {{XML_ENTITIES, SHORT_ESCAPES}, show_hidden, show_invalid},
    [AWP_ESCAPE_MARKDOWN] = {{XML_ENTITIES, SHORT_ESCAPES, MARKDOWN_MARKS},
                             show_hidden,
                             show_invalid},
};

static bool is_hidden(uint32_t code_point) {
    for (size_t i = 0; i < sizeof hidden_ranges / sizeof *hidden_ranges; i++) {
        if (code_point <= hidden_ranges[i].last) {
            return code_point >= hidden_ranges[i].first;
        }
    }
    return false;
}

/* Whether the character can be copied as it is: most can, and are written in long runs. */
static bool is_plain(const struct rules *rules, uint32_t code_point) {
    return !is_hidden(code_point) && (code_point >= 0x80 || rules->ascii[code_point] == NULL);
}

static void write_special(FILE *out, const struct rules *rules, uint32_t code_point) {
    const char *const replacement = code_point < 0x80 ? rules->ascii[code_point] : NULL;
    if (replacement != NULL) {
        (void)fputs(replacement, out);
        return;
    }
    rules->hidden(out, code_point);
}

void awp_escape_write(FILE *out, enum awp_escape escape, struct awp_report_text text) {
    const struct rules *const rules = &places[escape];
    size_t written = 0;
    size_t offset = 0;
    while (offset < text.len) {
        uint32_t code_point = 0;
        const size_t length = awp_utf8_read(text, offset, &code_point);
        if (length > 0 && is_plain(rules, code_point)) {
            offset += length;
            continue;
        }
        (void)fwrite(text.ptr + written, 1, offset - written, out);
        if (length > 0) {
            write_special(out, rules, code_point);
        } else {
            rules->invalid(out, (uint8_t)text.ptr[offset]);
        }
        offset += length > 0 ? length : 1;
        written = offset;
    }
    if (offset > written) {
        (void)fwrite(text.ptr + written, 1, offset - written, out);
    }
}

/* By the place's own rules: no bracket of ours may make a link of what follows. */
static void write_cut_mark(FILE *out, enum awp_escape escape, size_t count) {
    char mark[64];
    const int len = snprintf(mark, sizeof mark, "[... %zu bytes cut ...]", count);
    awp_escape_write(out, escape, (struct awp_report_text){mark, (size_t)len});
}

void awp_escape_write_cut(FILE *out, enum awp_escape escape, struct awp_report_text text,
                          size_t max_bytes) {
    if (text.len <= max_bytes) {
        awp_escape_write(out, escape, text);
        return;
    }
    /* A character has at most three continuation bytes: a longer run is no UTF-8 and may be cut. */
    size_t head = max_bytes - max_bytes / 2;
    size_t tail = text.len - max_bytes / 2;
    for (int i = 0; i < 3 && head > 0 && awp_utf8_is_continuation(text.ptr[head]); i++) {
        head--;
    }
    for (int i = 0; i < 3 && tail < text.len && awp_utf8_is_continuation(text.ptr[tail]); i++) {
        tail++;
    }
    awp_escape_write(out, escape, (struct awp_report_text){text.ptr, head});
    write_cut_mark(out, escape, tail - head);
    awp_escape_write(out, escape, (struct awp_report_text){text.ptr + tail, text.len - tail});
}
