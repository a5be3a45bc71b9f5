/* SPDX-License-Identifier: Apache-2.0 */
/* The strict scan of a JSON text: RFC 8259's grammar, and SPEC R3's bounds on it. */
#include "document/json_scan.h"

#include <string.h>

#include "utf8.h"

/*
 * JSON-text = ws value ws
 * value     = "null" / "true" / "false" / number / string / array / object
 * array     = "[" ws [ value ws *( "," ws value ws ) ] "]"
 * object    = "{" ws [ member ws *( "," ws member ws ) ] "}"
 * member    = string ws ":" ws value
 * number    = [ "-" ] ( "0" / 1-9 *DIGIT ) [ "." 1*DIGIT ] [ ( "e" / "E" ) [ "+" / "-" ] 1*DIGIT ]
 * string    = quote *( unescaped / escape ) quote
 * ws        = *( SP / HT / LF / CR )
 */
struct reader {
    const uint8_t *text;
    size_t len;
    size_t at;
    unsigned depth;
    size_t value_count;
    size_t wanted;    /* the ordinal that is looked for */
    size_t wanted_at; /* where it begins */
    struct awp_json_scan *scan;
};

/* Bytes that stand for themselves in a string: ASCII but controls, the quote and the backslash. */
static bool is_plain(uint8_t byte) {
    return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
}

static bool scan_value(struct reader *reader);

/* The byte at the reader, or -1 at the end. */
static int peek(const struct reader *reader) {
    return reader->at < reader->len ? reader->text[reader->at] : -1;
}

/* Takes the byte if it is next. */
static bool take(struct reader *reader, char byte) {
    if (peek(reader) != byte) {
        return false;
    }
    reader->at++;
    return true;
}

static bool refuse(struct reader *reader, const char *reason) {
    reader->scan->fault = (struct awp_fault){reason, reader->at};
    return false;
}

static void skip_blanks(struct reader *reader) {
    while (reader->at < reader->len) {
        const uint8_t byte = reader->text[reader->at];
        if (byte != ' ' && byte != '\t' && byte != '\n' && byte != '\r') {
            return;
        }
        reader->at++;
    }
}

static bool is_digit(int byte) { return byte >= '0' && byte <= '9'; }

static int hex_value(int byte) {
    if (is_digit(byte)) {
        return byte - '0';
    }
    const int lower = byte | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* 4HEXDIG, as a number in `unit`. */
static bool scan_hex(struct reader *reader, uint32_t *unit) {
    *unit = 0;
    for (int i = 0; i < 4; i++) {
        const int digit = hex_value(peek(reader));
        if (digit < 0) {
            return refuse(reader, "\\u needs four hexadecimal digits");
        }
        *unit = *unit << 4 | (uint32_t)digit;
        reader->at++;
    }
    return true;
}

static bool is_high_surrogate(uint32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
static bool is_low_surrogate(uint32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

/* What follows `\u`: a scalar value, or a pair of surrogates. */
static bool scan_unicode_escape(struct reader *reader) {
    uint32_t unit;
    if (!scan_hex(reader, &unit)) {
        return false;
    }
    if (unit == 0) {
        reader->scan->nul_count++;
    }
    if (is_low_surrogate(unit)) {
        return refuse(reader, "a low surrogate without a high one before it");
    }
    if (!is_high_surrogate(unit)) {
        return true;
    }
    if (!take(reader, '\\') || !take(reader, 'u')) {
        return refuse(reader, "a high surrogate without a low one after it");
    }
    if (!scan_hex(reader, &unit)) {
        return false;
    }
    return is_low_surrogate(unit) || refuse(reader, "a high surrogate without a low one after it");
}

/* What follows a backslash. */
static bool scan_escape(struct reader *reader) {
    const int byte = peek(reader);
    if (byte < 0 || memchr("\"\\/bfnrtu", byte, 9) == NULL) {
        return refuse(reader, "not an escape that JSON has");
    }
    reader->at++;
    return byte != 'u' || scan_unicode_escape(reader);
}

/* What follows an opening quote, up to and with the closing one. */
static bool scan_string(struct reader *reader) {
    for (;;) {
        while (reader->at < reader->len && is_plain(reader->text[reader->at])) {
            reader->at++;
        }
        if (reader->at == reader->len) {
            return refuse(reader, "the text ends in a string");
        }
        const uint8_t byte = reader->text[reader->at];
        if (byte == '"') {
            reader->at++;
            return true;
        }
        if (byte == '\\') {
            reader->at++;
            if (!scan_escape(reader)) {
                return false;
            }
            continue;
        }
        if (byte < 0x20) {
            return refuse(reader, "a control character in a string");
        }
        const size_t length = awp_utf8_character(
            (struct awp_bytes){reader->text + reader->at, reader->len - reader->at});
        if (length == 0) {
            return refuse(reader, "a string that is no UTF-8");
        }
        reader->at += length;
    }
}

static bool scan_digits(struct reader *reader) {
    if (!is_digit(peek(reader))) {
        return refuse(reader, "a digit is missing in a number");
    }
    while (is_digit(peek(reader))) {
        reader->at++;
    }
    return true;
}

static bool scan_number(struct reader *reader) {
    reader->scan->number_count++;
    (void)take(reader, '-');
    if (!take(reader, '0') && !scan_digits(reader)) {
        return false;
    }
    if (take(reader, '.') && !scan_digits(reader)) {
        return false;
    }
    if (take(reader, 'e') || take(reader, 'E')) {
        if (!take(reader, '+')) {
            (void)take(reader, '-');
        }
        return scan_digits(reader);
    }
    return true;
}

static bool scan_literal(struct reader *reader, const char *literal) {
    const size_t length = strlen(literal);
    if (length > reader->len - reader->at ||
        memcmp(reader->text + reader->at, literal, length) != 0) {
        return refuse(reader, "not a JSON value");
    }
    reader->at += length;
    return true;
}

static bool scan_member(struct reader *reader) {
    if (!take(reader, '"')) {
        return refuse(reader, "a member's name is missing");
    }
    if (!scan_string(reader)) {
        return false;
    }
    skip_blanks(reader);
    if (!take(reader, ':')) {
        return refuse(reader, "a colon is missing after a member's name");
    }
    skip_blanks(reader);
    return scan_value(reader);
}

/* What follows `[` or `{`: items by `scan_item`, up to and with `close`. */
static bool scan_items(struct reader *reader, bool (*scan_item)(struct reader *), char close) {
    if (++reader->depth > AWP_MAX_DEPTH) {
        return refuse(reader, "arrays and objects nest more than 512 deep");
    }
    skip_blanks(reader);
    if (!take(reader, close)) {
        do {
            skip_blanks(reader);
            if (!scan_item(reader)) {
                return false;
            }
            skip_blanks(reader);
        } while (take(reader, ','));
        if (!take(reader, close)) {
            return refuse(reader, close == ']' ? "a comma or ] is missing in an array"
                                               : "a comma or } is missing in an object");
        }
    }
    reader->depth--;
    return true;
}

static bool scan_value(struct reader *reader) {
    if (reader->value_count++ == reader->wanted) {
        reader->wanted_at = reader->at;
    }
    switch (peek(reader)) {
    case -1:
        return refuse(reader, "the text ends where a value should begin");
    case '"':
        reader->at++;
        return scan_string(reader);
    case '[':
        reader->at++;
        return scan_items(reader, scan_value, ']');
    case '{':
        reader->at++;
        return scan_items(reader, scan_member, '}');
    case 'n':
        return scan_literal(reader, "null");
    case 't':
        return scan_literal(reader, "true");
    case 'f':
        return scan_literal(reader, "false");
    default:
        break;
    }
    if (peek(reader) == '-' || is_digit(peek(reader))) {
        return scan_number(reader);
    }
    return refuse(reader, "not a JSON value");
}

static void scan_text(struct reader *reader) {
    skip_blanks(reader);
    if (!scan_value(reader)) {
        return;
    }
    skip_blanks(reader);
    if (reader->at != reader->len) {
        (void)refuse(reader, "more after the end of the value");
    }
}

void awp_json_scan(struct awp_bytes text, struct awp_json_scan *scan) {
    *scan = (struct awp_json_scan){0};
    struct reader reader = {.text = text.ptr, .len = text.len, .wanted = SIZE_MAX, .scan = scan};
    scan_text(&reader);
}

size_t awp_json_scan_locate(struct awp_bytes text, size_t ordinal) {
    struct awp_json_scan scan = {0};
    struct reader reader = {
        .text = text.ptr, .len = text.len, .wanted = ordinal, .wanted_at = text.len, .scan = &scan};
    scan_text(&reader);
    return reader.wanted_at;
}
