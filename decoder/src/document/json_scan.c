/* SPDX-License-Identifier: Apache-2.0 */
/* The strict scan of a JSON text: RFC 8259's grammar, and SPEC R3's bounds on it. */
#include "document/json_scan.h"

#include <string.h>

#include "document/json_run.h"
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
 *
 * A function below is given where a part of this should begin, and returns where it ends; NULL
 * where it is refused, and then the fault is told.
 */
struct reader {
    const uint8_t *text;
    const uint8_t *end;
    unsigned depth;
    struct awp_json_place *place; /* of the next value; no more than up to `places_end` */
    struct awp_json_place *places_end;
    struct awp_json_scan *scan;
};

static const uint8_t *scan_value(struct reader *reader, const uint8_t *at);

/* The byte there, or -1 at the end. */
static int peek(const struct reader *reader, const uint8_t *at) {
    return at < reader->end ? *at : -1;
}

static const uint8_t *refuse(struct reader *reader, const uint8_t *at, const char *reason) {
    reader->scan->fault = (struct awp_fault){reason, (size_t)(at - reader->text)};
    return NULL;
}

static inline const uint8_t *skip_blanks(const struct reader *reader, const uint8_t *at) {
    while (at < reader->end && *at <= ' ' &&
           (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')) {
        at++;
    }
    return at;
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
static const uint8_t *scan_hex(struct reader *reader, const uint8_t *at, uint32_t *unit) {
    *unit = 0;
    for (const uint8_t *end = at + 4; at != end; at++) {
        const int digit = hex_value(peek(reader, at));
        if (digit < 0) {
            return refuse(reader, at, "\\u needs four hexadecimal digits");
        }
        *unit = *unit << 4 | (uint32_t)digit;
    }
    return at;
}

static bool is_high_surrogate(uint32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
static bool is_low_surrogate(uint32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

/* What follows the escape of a high surrogate: that of a low one. */
static const uint8_t *scan_low_surrogate(struct reader *reader, const uint8_t *at) {
    static const char no_low[] = "a high surrogate without a low one after it";
    uint32_t unit;
    if (peek(reader, at) != '\\') {
        return refuse(reader, at, no_low);
    }
    if (peek(reader, ++at) != 'u') {
        return refuse(reader, at, no_low);
    }
    at = scan_hex(reader, at + 1, &unit);
    return at == NULL || is_low_surrogate(unit) ? at : refuse(reader, at, no_low);
}

/* What follows `\u`: a scalar value, or a pair of surrogates. */
static const uint8_t *scan_unicode_escape(struct reader *reader, const uint8_t *at) {
    uint32_t unit;
    at = scan_hex(reader, at, &unit);
    if (at == NULL) {
        return NULL;
    }
    if (is_low_surrogate(unit)) {
        return refuse(reader, at, "a low surrogate without a high one before it");
    }
    return is_high_surrogate(unit) ? scan_low_surrogate(reader, at) : at;
}

/* What follows a backslash. */
static const uint8_t *scan_escape(struct reader *reader, const uint8_t *at) {
    static const bool is_escape[256] = {
        ['"'] = true, ['\\'] = true, ['/'] = true, ['b'] = true, ['f'] = true,
        ['n'] = true, ['r'] = true,  ['t'] = true, ['u'] = true};
    const int byte = peek(reader, at);
    if (byte < 0 || !is_escape[byte]) {
        return refuse(reader, at, "not an escape that JSON has");
    }
    return byte == 'u' ? scan_unicode_escape(reader, at + 1) : at + 1;
}

static bool is_plain(int byte) { return byte >= 0x20 && byte < 0x80 && byte != '\\'; }

/* What stands in a string where it is not plain. */
static const uint8_t *scan_unplain(struct reader *reader, const uint8_t *at) {
    const int byte = peek(reader, at);
    if (byte == '\\') {
        return scan_escape(reader, at + 1);
    }
    if (byte < 0) {
        return refuse(reader, at, "the text ends in a string");
    }
    if (byte < 0x20) {
        return refuse(reader, at, "a control character in a string");
    }
    const size_t length = awp_utf8_beyond_ascii((struct awp_bytes){at, (size_t)(reader->end - at)});
    return length != 0 ? at + length : refuse(reader, at, "a string that is no UTF-8");
}

/* What follows an opening quote, up to and with the closing one. */
static const uint8_t *scan_string(struct reader *reader, const uint8_t *at) {
    const uint8_t *start = at;
    while (peek(reader, at) != '"') {
        at = is_plain(peek(reader, at))
                 ? at + awp_json_run(at, (size_t)(reader->end - at), awp_mark_unplain)
                 : scan_unplain(reader, at);
        if (at == NULL) {
            return NULL;
        }
    }
    reader->scan->text_bytes += (size_t)(at - start);
    return at + 1;
}

static const uint8_t *scan_digits(struct reader *reader, const uint8_t *at) {
    if (!is_digit(peek(reader, at))) {
        return refuse(reader, at, "a digit is missing in a number");
    }
    while (is_digit(peek(reader, at))) {
        at++;
    }
    return at;
}

/* What may follow a number's whole part. */
static const uint8_t *scan_fraction_and_exponent(struct reader *reader, const uint8_t *at) {
    if (peek(reader, at) == '.') {
        at = scan_digits(reader, at + 1);
    }
    if (at != NULL && (peek(reader, at) == 'e' || peek(reader, at) == 'E')) {
        at++;
        const bool has_sign = peek(reader, at) == '+' || peek(reader, at) == '-';
        at = scan_digits(reader, has_sign ? at + 1 : at);
    }
    return at;
}

static const uint8_t *scan_number(struct reader *reader, const uint8_t *at) {
    const uint8_t *start = at;
    at += *at == '-' ? 1 : 0;
    at = peek(reader, at) == '0' ? at + 1 : scan_digits(reader, at);
    at = at == NULL ? NULL : scan_fraction_and_exponent(reader, at);
    if (at != NULL) {
        reader->scan->text_bytes += (size_t)(at - start);
    }
    return at;
}

static const uint8_t *scan_literal(struct reader *reader, const uint8_t *at, const char *literal) {
    const size_t length = strlen(literal);
    if (length > (size_t)(reader->end - at) || memcmp(at, literal, length) != 0) {
        return refuse(reader, at, "not a JSON value");
    }
    return at + length;
}

static const uint8_t *scan_member(struct reader *reader, const uint8_t *at) {
    if (peek(reader, at) != '"') {
        return refuse(reader, at, "a member's name is missing");
    }
    reader->scan->name_count++;
    at = scan_string(reader, at + 1);
    if (at == NULL) {
        return NULL;
    }
    at = skip_blanks(reader, at);
    if (peek(reader, at) != ':') {
        return refuse(reader, at, "a colon is missing after a member's name");
    }
    return scan_value(reader, skip_blanks(reader, at + 1));
}

/* What follows `[` or `{` and blanks, where it is not the end already: `item`s, up to and with
   `close`. */
static const uint8_t *scan_items(struct reader *reader, const uint8_t *at,
                                 const uint8_t *(*item)(struct reader *, const uint8_t *),
                                 char close) {
    for (;;) {
        at = item(reader, at);
        if (at == NULL) {
            return NULL;
        }
        at = skip_blanks(reader, at);
        if (peek(reader, at) != ',') {
            break;
        }
        at = skip_blanks(reader, at + 1);
    }
    if (peek(reader, at) == close) {
        return at + 1;
    }
    return refuse(reader, at,
                  close == ']' ? "a comma or ] is missing in an array"
                               : "a comma or } is missing in an object");
}

/* What follows `[` or `{`. */
static const uint8_t *scan_container(struct reader *reader, const uint8_t *at, char close) {
    if (++reader->depth > AWP_MAX_DEPTH) {
        return refuse(reader, at, "arrays and objects nest more than 512 deep");
    }
    at = skip_blanks(reader, at);
    if (peek(reader, at) == close) {
        at++;
    } else {
        at = scan_items(reader, at, close == ']' ? scan_value : scan_member, close);
    }
    reader->depth--;
    return at;
}

static const uint8_t *scan_scalar(struct reader *reader, const uint8_t *at) {
    const int byte = peek(reader, at);
    reader->scan->scalar_count++;
    switch (byte) {
    case '"':
        return scan_string(reader, at + 1);
    case 'n':
        return scan_literal(reader, at, "null");
    case 't':
        return scan_literal(reader, at, "true");
    case 'f':
        return scan_literal(reader, at, "false");
    case -1:
        return refuse(reader, at, "the text ends where a value should begin");
    default:
        break;
    }
    if (byte == '-' || is_digit(byte)) {
        return scan_number(reader, at);
    }
    return refuse(reader, at, "not a JSON value");
}

static const uint8_t *scan_value(struct reader *reader, const uint8_t *at) {
    if (reader->place != reader->places_end) {
        reader->place++->offset = (size_t)(at - reader->text);
    }
    switch (peek(reader, at)) {
    case '[':
        return scan_container(reader, at + 1, ']');
    case '{':
        return scan_container(reader, at + 1, '}');
    default:
        return scan_scalar(reader, at);
    }
}

static void scan_text(struct reader *reader) {
    const uint8_t *at = scan_value(reader, skip_blanks(reader, reader->text));
    if (at == NULL) {
        return;
    }
    at = skip_blanks(reader, at);
    if (at != reader->end) {
        (void)refuse(reader, at, "more after the end of the value");
    }
}

static struct reader reader_of(struct awp_bytes text, struct awp_json_scan *scan) {
    static const uint8_t nothing[1]; /* no bytes may have no address to count from */
    const uint8_t *from = text.len == 0 ? nothing : text.ptr;
    return (struct reader){.text = from, .end = from + text.len, .scan = scan};
}

void awp_json_scan(struct awp_bytes text, struct awp_json_scan *scan) {
    *scan = (struct awp_json_scan){0};
    struct reader reader = reader_of(text, scan);
    scan_text(&reader);
}

void awp_json_scan_places(struct awp_bytes text, struct awp_json_place *places, size_t count) {
    struct awp_json_scan scan = {0};
    struct reader reader = reader_of(text, &scan);
    reader.place = places;
    reader.places_end = places + count;
    scan_text(&reader);
}
