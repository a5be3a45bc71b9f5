/* SPDX-License-Identifier: Apache-2.0 */
/* Mutations of a response's status and headers. */
#include <string.h>

#include "site.h"
#include "words.h"

static bool is_header_name(const struct awp_parts *tree, uint32_t node) {
    return awp_parts_kind(tree, node) == AWP_NODE_HEADER_NAME;
}

static bool is_header_value(const struct awp_parts *tree, uint32_t node) {
    return awp_parts_kind(tree, node) == AWP_NODE_HEADER_VALUE;
}

/* A line that headers can stand behind. */
static bool is_line(const struct awp_parts *tree, uint32_t node) {
    return awp_parts_kind(tree, node) == AWP_NODE_STATUS_LINE || awp_node_is_header(tree, node);
}

static bool set_status_to(struct awp_site *site, struct awp_bytes status) {
    const struct awp_draft *draft = site->draft;
    if (site->tree->count < 2) {
        return false;
    }
    const size_t line = awp_site_node(site, 1)->end;
    const uint8_t *space = memchr(draft->ptr, ' ', line);
    size_t begin = space == NULL ? 0 : (size_t)(space - draft->ptr) + 1;
    size_t end = begin;
    while (end < line && draft->ptr[end] >= '0' && draft->ptr[end] <= '9') {
        end++;
    }
    return awp_draft_replace(site->draft, begin, end, status);
}

static bool set_status(struct awp_site *site) {
    static const struct awp_bytes statuses[] = {
        AWP_BYTES_INIT("200"), AWP_BYTES_INIT("200"), AWP_BYTES_INIT("204"), AWP_BYTES_INIT("299"),
        AWP_BYTES_INIT("300"), AWP_BYTES_INIT("304"), AWP_BYTES_INIT("400"), AWP_BYTES_INIT("401"),
        AWP_BYTES_INIT("404"), AWP_BYTES_INIT("429"), AWP_BYTES_INIT("500"), AWP_BYTES_INIT("503"),
        AWP_BYTES_INIT("199"), AWP_BYTES_INIT("999")};
    return set_status_to(site, AWP_PICK(site->dice, statuses));
}

static bool set_bad_status(struct awp_site *site) {
    static const struct awp_bytes statuses[] = {
        AWP_BYTES_INIT(""),           AWP_BYTES_INIT("0"),
        AWP_BYTES_INIT("099"),        AWP_BYTES_INIT("1000"),
        AWP_BYTES_INIT("-1"),         AWP_BYTES_INIT("+200"),
        AWP_BYTES_INIT("4294967496"), AWP_BYTES_INIT("abc"),
        AWP_BYTES_INIT(" 500"),       AWP_BYTES_INIT("18446744073709551816")};
    return set_status_to(site, AWP_PICK(site->dice, statuses));
}

/* A whole line behind the status or behind another header. */
static bool insert_line(struct awp_site *site, const struct awp_draft *line) {
    const uint32_t before = awp_site_pick(site, is_line);
    if (before == AWP_NO_NODE) {
        return false;
    }
    const size_t place = awp_site_node(site, before)->end;
    return site->draft->ptr[place - 1] == '\n' &&
           awp_draft_insert(site->draft, place, awp_draft_bytes(line));
}

static bool append_error_type(struct awp_dice *dice, struct awp_draft *out) {
    static const struct awp_bytes names[] = {
        AWP_BYTES_INIT("x-amzn-errortype"),  AWP_BYTES_INIT("X-Amzn-ErrorType"),
        AWP_BYTES_INIT("X-AMZN-ERRORTYPE"),  AWP_BYTES_INIT("x-amzn-ErrorType "),
        AWP_BYTES_INIT("x-amzn-error-type"), AWP_BYTES_INIT("x-amzn-errortyp")};
    static const struct awp_bytes gaps[] = {
        AWP_BYTES_INIT(":"),    AWP_BYTES_INIT(": "),         AWP_BYTES_INIT(":\t"),
        AWP_BYTES_INIT(": , "), AWP_BYTES_INIT(": \xC3\xA9"), AWP_BYTES_INIT(": \xE9,")};
    /* The plain spelling is the one that counts. */
    const bool fits =
        awp_draft_append(out, awp_dice_once_in(dice, 2) ? names[0] : AWP_PICK(dice, names)) &&
        awp_draft_append(out, awp_dice_once_in(dice, 2) ? gaps[1] : AWP_PICK(dice, gaps));
    awp_words_code(dice, true, out);
    return fits && awp_draft_append(out, AWP_BYTES("\r\n"));
}

static bool add_error_type(struct awp_site *site) {
    uint8_t bytes[400];
    struct awp_draft line = {bytes, 0, sizeof bytes};
    bool fits = append_error_type(site->dice, &line);
    if (awp_dice_once_in(site->dice, 4)) {
        fits = fits && append_error_type(site->dice, &line); /* repeated: joined by commas */
    }
    return fits && insert_line(site, &line);
}

/* The values of any header, x-amzn-errortype's among them. */
static bool set_value(struct awp_site *site) {
    uint8_t bytes[200];
    struct awp_draft value = {bytes, 0, sizeof bytes};
    const uint32_t node = awp_site_pick(site, is_header_value);
    if (node == AWP_NO_NODE) {
        return false;
    }
    awp_words_code(site->dice, true, &value);
    return awp_site_replace(site, node, awp_draft_bytes(&value));
}

static bool change_value(struct awp_site *site) {
    static const struct awp_bytes texts[] = {
        AWP_BYTES_INIT(","),        AWP_BYTES_INIT(":"),     AWP_BYTES_INIT("#"),
        AWP_BYTES_INIT(" "),        AWP_BYTES_INIT("\t"),    AWP_BYTES_INIT("\x80"),
        AWP_BYTES_INIT("\xC0\x80"), AWP_BYTES_INIT("\0"),    AWP_BYTES_INIT("\r"),
        AWP_BYTES_INIT("\xC3\xA9"), AWP_BYTES_INIT("\r\n "), AWP_BYTES_INIT(", ,")};
    const uint32_t node = awp_site_pick(site, is_header_value);
    if (node == AWP_NO_NODE) {
        return false;
    }
    const struct awp_node *value = awp_site_node(site, node);
    const size_t place =
        value->begin + awp_dice_below(site->dice, value->end - value->begin + (size_t)1);
    return awp_draft_insert(site->draft, place, AWP_PICK(site->dice, texts));
}

/* Each letter of the name in the other case, or one of them. */
static bool change_case(struct awp_site *site) {
    const uint32_t node = awp_site_pick(site, is_header_name);
    if (node == AWP_NO_NODE) {
        return false;
    }
    const struct awp_node *name = awp_site_node(site, node);
    const size_t only = awp_dice_below(site->dice, 2U * (name->end - name->begin));
    bool changed = false;
    for (size_t i = 0; i < name->end - name->begin; i++) {
        uint8_t *letter = &site->draft->ptr[name->begin + i];
        const uint8_t lower = *letter | 0x20;
        if (lower >= 'a' && lower <= 'z' && (only >= name->end - name->begin || only == i)) {
            *letter ^= 0x20;
            changed = true;
        }
    }
    return changed;
}

static bool add_header(struct awp_site *site) {
    static const struct awp_bytes lines[] = {
        AWP_BYTES_INIT("Content-Type: application/json\r\n"),
        AWP_BYTES_INIT("Content-Type: application/x-amz-json-1.1\r\n"),
        AWP_BYTES_INIT("Content-Type: text/xml; charset=iso-8859-1\r\n"),
        AWP_BYTES_INIT("content-type: text/html\r\n"),
        AWP_BYTES_INIT("x-amzn-query-error: InvalidInputException;Sender\r\n"),
        AWP_BYTES_INIT("x-amzn-error-message: no\r\n"),
        AWP_BYTES_INIT("x-amzn-RequestId: 1\r\n"),
        AWP_BYTES_INIT("Content-Encoding: gzip\r\n"),
        AWP_BYTES_INIT("Content-Length: 0\r\n"),
        AWP_BYTES_INIT("Transfer-Encoding: chunked\r\n"),
        AWP_BYTES_INIT("Location: http://127.0.0.1/\r\n"),
        AWP_BYTES_INIT(": empty\r\n"),
        AWP_BYTES_INIT("no colon\r\n"),
        AWP_BYTES_INIT(" folded: x\r\n"),
        AWP_BYTES_INIT("x:\r\n")};
    const struct awp_bytes chosen = AWP_PICK(site->dice, lines);
    const uint32_t before = awp_site_pick(site, is_line);
    if (before == AWP_NO_NODE) {
        return false;
    }
    const size_t place = awp_site_node(site, before)->end;
    return site->draft->ptr[place - 1] == '\n' && awp_draft_insert(site->draft, place, chosen);
}

/* A line ends otherwise, or does not, or is followed by an empty one. */
static bool change_line_end(struct awp_site *site) {
    static const struct awp_bytes ends[] = {AWP_BYTES_INIT("\n"),       AWP_BYTES_INIT("\r\n"),
                                            AWP_BYTES_INIT("\r"),       AWP_BYTES_INIT(""),
                                            AWP_BYTES_INIT("\r\n\r\n"), AWP_BYTES_INIT("\n\n")};
    const uint32_t node = awp_site_pick(site, is_line);
    if (node == AWP_NO_NODE) {
        return false;
    }
    const size_t end = awp_site_node(site, node)->end;
    size_t begin = end;
    while (begin > awp_site_node(site, node)->begin &&
           (site->draft->ptr[begin - 1] == '\n' || site->draft->ptr[begin - 1] == '\r')) {
        begin--;
    }
    return awp_draft_replace(site->draft, begin, end, AWP_PICK(site->dice, ends));
}

static const struct awp_mutator mutators[] = {
    {"http-status", 8, false, set_status},          {"http-bad-status", 2, true, set_bad_status},
    {"http-error-type", 14, false, add_error_type}, {"http-value", 6, false, set_value},
    {"http-change-value", 6, true, change_value},   {"http-case", 4, false, change_case},
    {"http-header", 6, false, add_header},          {"http-line-end", 4, true, change_line_end},
};

const struct awp_mutator_list awp_http_line_mutators = {mutators, AWP_COUNT(mutators)};
