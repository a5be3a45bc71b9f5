/* SPDX-License-Identifier: Apache-2.0 */
/* Text that claims to be JSON: a check by the grammar, and the writing of it inside a report. */
#include "json_text.h"

#include <string.h>

#include "escape.h"
#include "utf8.h"

struct cursor {
    struct awp_report_text text;
    size_t at;
};

static bool take_value(struct cursor *in, unsigned depth);

static int peek(const struct cursor *in) {
    return in->at < in->text.len ? (uint8_t)in->text.ptr[in->at] : -1;
}

static bool take(struct cursor *in, char expected) {
    if (peek(in) != expected) {
        return false;
    }
    in->at++;
    return true;
}

static bool is_space(int byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static void skip_space(struct cursor *in) {
    while (is_space(peek(in))) {
        in->at++;
    }
}

static bool take_word(struct cursor *in, const char *word) {
    const size_t len = strlen(word);
    if (in->text.len - in->at < len || memcmp(in->text.ptr + in->at, word, len) != 0) {
        return false;
    }
    in->at += len;
    return true;
}

static bool is_digit(int byte) { return byte >= '0' && byte <= '9'; }

static bool take_digits(struct cursor *in) {
    const size_t start = in->at;
    while (is_digit(peek(in))) {
        in->at++;
    }
    return in->at > start;
}

static bool take_number(struct cursor *in) {
    (void)take(in, '-');
    if (!take(in, '0') && !take_digits(in)) {
        return false;
    }
    if (take(in, '.') && !take_digits(in)) {
        return false;
    }
    if (!take(in, 'e') && !take(in, 'E')) {
        return true;
    }
    if (!take(in, '+')) {
        (void)take(in, '-');
    }
    return take_digits(in);
}

static int hex_digit(int byte) {
    if (is_digit(byte)) {
        return byte - '0';
    }
    const int lower = byte | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* The four digits after "\u", as a UTF-16 unit; -1 where they are none. */
static long take_unit(struct cursor *in) {
    long unit = 0;
    for (int i = 0; i < 4; i++) {
        const int digit = hex_digit(peek(in));
        if (digit < 0) {
            return -1;
        }
        unit = unit * 16 + digit;
        in->at++;
    }
    return unit;
}

static bool take_unicode_escape(struct cursor *in) {
    const long unit = take_unit(in);
    if (unit < 0xd800 || unit > 0xdfff) {
        return unit >= 0;
    }
    if (unit > 0xdbff || !take_word(in, "\\u")) {
        return false;
    }
    const long low = take_unit(in);
    return low >= 0xdc00 && low <= 0xdfff;
}

static bool take_escape(struct cursor *in) {
    const int byte = peek(in);
    if (byte < 0) {
        return false;
    }
    in->at++;
    if (byte == 'u') {
        return take_unicode_escape(in);
    }
    return byte != 0 && strchr("\"\\/bfnrt", byte) != NULL;
}

static bool take_character(struct cursor *in) {
    uint32_t code_point = 0;
    const size_t length = awp_utf8_read(in->text, in->at, &code_point);
    in->at += length;
    return length > 0 && code_point >= 0x20;
}

static bool take_string(struct cursor *in) {
    if (!take(in, '"')) {
        return false;
    }
    while (in->at < in->text.len) {
        if (take(in, '"')) {
            return true;
        }
        if (!(take(in, '\\') ? take_escape(in) : take_character(in))) {
            return false;
        }
    }
    return false;
}

static bool take_member(struct cursor *in, unsigned depth) {
    skip_space(in);
    if (!take_string(in)) {
        return false;
    }
    skip_space(in);
    return take(in, ':') && take_value(in, depth);
}

/* The items after an opening bracket: members if `close` is a brace, else values. */
static bool take_items(struct cursor *in, char close, unsigned depth) {
    if (depth >= AWP_JSON_TEXT_MAX_DEPTH) {
        return false;
    }
    skip_space(in);
    if (take(in, close)) {
        return true;
    }
    do {
        if (!(close == '}' ? take_member(in, depth + 1) : take_value(in, depth + 1))) {
            return false;
        }
    } while (take(in, ','));
    return take(in, close);
}

/* A value with the white space around it; `depth` arrays and objects are open. */
static bool take_value(struct cursor *in, unsigned depth) {
    skip_space(in);
    bool taken = false;
    if (take(in, '{')) {
        taken = take_items(in, '}', depth);
    } else if (take(in, '[')) {
        taken = take_items(in, ']', depth);
    } else if (peek(in) == '"') {
        taken = take_string(in);
    } else {
        taken = take_word(in, "true") || take_word(in, "false") || take_word(in, "null") ||
                take_number(in);
    }
    skip_space(in);
    return taken;
}

bool awp_json_text_is_valid(struct awp_report_text text) {
    struct cursor in = {text, 0};
    return take_value(&in, 0) && in.at == text.len;
}

/* Where the string whose opening quote is at `start` ends: at its closing quote. */
static size_t string_end(struct awp_report_text text, size_t start) {
    size_t at = start + 1;
    while (at < text.len && text.ptr[at] != '"') {
        at += text.ptr[at] == '\\' ? 2 : 1;
    }
    return at;
}

/* A string's inside has its escapes already: only its hidden characters want new ones. */
static void write_string(FILE *out, struct awp_report_text inside) {
    size_t start = 0;
    for (size_t at = 0; at < inside.len; at++) {
        if (inside.ptr[at] != '\\') {
            continue;
        }
        awp_escape_write(out, AWP_ESCAPE_JSON,
                         (struct awp_report_text){inside.ptr + start, at - start});
        (void)fwrite(inside.ptr + at, 1, 2, out);
        start = at + 2;
        at++;
    }
    awp_escape_write(out, AWP_ESCAPE_JSON,
                     (struct awp_report_text){inside.ptr + start, inside.len - start});
}

void awp_json_text_write(FILE *out, struct awp_report_text text) {
    for (size_t at = 0; at < text.len; at++) {
        if (is_space((uint8_t)text.ptr[at])) {
            continue;
        }
        (void)fputc(text.ptr[at], out);
        if (text.ptr[at] == '"') {
            const size_t end = string_end(text, at);
            write_string(out, (struct awp_report_text){text.ptr + at + 1, end - at - 1});
            (void)fputc('"', out);
            at = end;
        }
    }
}
