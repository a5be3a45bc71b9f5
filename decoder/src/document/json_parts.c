/* SPDX-License-Identifier: Apache-2.0 */
/* Taking a scanned JSON text apart: its texts out of their quotes, unescaped; the rest is
 * structure.
 */
#include "document/json_parts.h"

#include <assert.h>

#include "document/json_run.h"
#include "utf8.h"

/* The text is a document: nothing in it is looked at to see whether it may be there. */
struct splitter {
    struct awp_bytes text;
    size_t at;
    uint8_t *structure;           /* where its next byte goes */
    uint8_t *inside;              /* where the next byte of a text goes */
    struct awp_json_scalar *next; /* where the next one goes */
};

static bool is_digit(uint8_t byte) { return byte >= '0' && byte <= '9'; }

/* The four digits behind a `\u`. */
static uint32_t unit_at(const uint8_t *digits) {
    uint32_t unit = 0;
    for (int i = 0; i < 4; i++) {
        const unsigned digit =
            is_digit(digits[i]) ? digits[i] - '0' : (digits[i] | 0x20) - 'a' + 10;
        unit = unit << 4 | digit;
    }
    return unit;
}

/* Unescapes what stands at a backslash. */
static void take_escape(struct splitter *splitter) {
    static const uint8_t meanings[256] = {['"'] = '"',  ['\\'] = '\\', ['/'] = '/',  ['b'] = '\b',
                                          ['f'] = '\f', ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t'};
    const uint8_t *escape = splitter->text.ptr + splitter->at;
    if (escape[1] != 'u') {
        *splitter->inside++ = meanings[escape[1]];
        splitter->at += 2;
        return;
    }
    uint32_t character = unit_at(escape + 2);
    splitter->at += 6;
    if (character >= 0xD800 && character <= 0xDBFF) { /* RFC 8259, section 7: a pair */
        character = 0x10000 + ((character - 0xD800) << 10) + (unit_at(escape + 8) - 0xDC00);
        splitter->at += 6;
    }
    splitter->inside += awp_utf8_encode(character, splitter->inside);
}

/* Copies what stands for itself. */
static void take_run(struct splitter *splitter) {
    const uint8_t *from = splitter->text.ptr + splitter->at;
    const size_t run = awp_json_run(from, splitter->text.len - splitter->at, awp_mark_quotes);
    memcpy(splitter->inside, from, run);
    splitter->inside += run;
    splitter->at += run;
}

/* What is written from `start` on is the text of the next scalar. */
static void add_scalar(struct splitter *splitter, enum awp_json_kind kind, const uint8_t *start) {
    *splitter->next++ = (struct awp_json_scalar){kind, {start, (size_t)(splitter->inside - start)}};
}

/* What follows an opening quote, up to and with the closing one. */
static void take_string(struct splitter *splitter) {
    uint8_t *const start = splitter->inside;
    while (splitter->text.ptr[splitter->at] != '"') {
        if (splitter->text.ptr[splitter->at] == '\\') {
            take_escape(splitter);
        } else {
            take_run(splitter);
        }
    }
    splitter->at++;
    add_scalar(splitter, AWP_JSON_STRING, start);
}

static bool is_number_byte(uint8_t byte) {
    return is_digit(byte) || byte == '-' || byte == '+' || byte == '.' || byte == 'e' ||
           byte == 'E';
}

static void take_number(struct splitter *splitter) {
    uint8_t *const start = splitter->inside;
    while (splitter->at < splitter->text.len && is_number_byte(splitter->text.ptr[splitter->at])) {
        *splitter->inside++ = splitter->text.ptr[splitter->at++];
    }
    assert(splitter->inside != start); /* or the same place would come again, for ever */
    add_scalar(splitter, AWP_JSON_NUMBER, start);
}

static void take_literal(struct splitter *splitter, enum awp_json_kind kind, size_t len) {
    splitter->at += len;
    add_scalar(splitter, kind, splitter->inside);
}

static bool is_blank(uint8_t byte) { return byte <= ' '; } /* of those outside strings */

/* Whether what comes next makes a name of the string before it. */
static bool is_before_colon(const struct splitter *splitter) {
    size_t at = splitter->at;
    while (at < splitter->text.len && is_blank(splitter->text.ptr[at])) {
        at++;
    }
    return at < splitter->text.len && splitter->text.ptr[at] == ':';
}

static void put(struct splitter *splitter, struct awp_bytes structure) {
    memcpy(splitter->structure, structure.ptr, structure.len);
    splitter->structure += structure.len;
}

/* A name, or a scalar. */
static void take_text(struct splitter *splitter, uint8_t first) {
    if (first == '"') {
        splitter->at++;
        take_string(splitter);
        if (is_before_colon(splitter)) {
            put(splitter, AWP_BYTES("\"\""));
            return;
        }
    } else if (first == 'n') {
        take_literal(splitter, AWP_JSON_NULL, strlen("null"));
    } else if (first == 't') {
        take_literal(splitter, AWP_JSON_TRUE, strlen("true"));
    } else if (first == 'f') {
        take_literal(splitter, AWP_JSON_FALSE, strlen("false"));
    } else {
        take_number(splitter);
    }
    put(splitter, AWP_BYTES("null"));
}

static void take_part(struct splitter *splitter) {
    static const bool is_structure[256] = {
        ['['] = true, [']'] = true, ['{'] = true, ['}'] = true, [':'] = true, [','] = true};
    const uint8_t byte = splitter->text.ptr[splitter->at];
    if (is_structure[byte]) {
        *splitter->structure++ = byte;
        splitter->at++;
    } else if (is_blank(byte)) {
        splitter->at++;
    } else {
        take_text(splitter, byte);
    }
}

enum awp_status awp_json_split(struct awp_bytes text, const struct awp_json_scan *scan,
                               struct awp_arena *arena, struct awp_json_parts *parts) {
    /* Of a name its quotes stay; `null` may be more than the scalar that it stands for. */
    const size_t most_bytes = text.len - scan->text_bytes + strlen("null") * scan->scalar_count;
    uint8_t *structure = awp_arena_allocate(arena, most_bytes);
    if (structure == NULL) {
        return awp_arena_status(arena);
    }
    uint8_t *inside = awp_arena_allocate(arena, scan->text_bytes); /* no escape grows */
    if (inside == NULL) {
        return awp_arena_status(arena);
    }
    const size_t count = scan->name_count + scan->scalar_count;
    struct awp_json_scalar *scalars = awp_arena_allocate_array(arena, count, sizeof *scalars);
    if (scalars == NULL) {
        return awp_arena_status(arena);
    }
    struct splitter splitter = {
        .text = text, .structure = structure, .inside = inside, .next = scalars};
    while (splitter.at < text.len) {
        take_part(&splitter);
    }
    assert(splitter.at == text.len && (size_t)(splitter.next - scalars) == count);
    *parts =
        (struct awp_json_parts){{structure, (size_t)(splitter.structure - structure)}, scalars};
    return AWP_OK;
}
