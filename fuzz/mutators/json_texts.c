/* SPDX-License-Identifier: Apache-2.0 */
/* Mutations of JSON's strings and names, and of the white space between tokens. */
#include <stdio.h>
#include <string.h>

#include "site.h"
#include "words.h"

static bool is_name(const struct awp_parts *tree, uint32_t node) {
    return awp_parts_kind(tree, node) == AWP_NODE_NAME;
}

static bool is_text(const struct awp_parts *tree, uint32_t node) {
    return awp_node_is_string(tree, node) || is_name(tree, node);
}

/* A place between two characters of the string: not within an escape, nor within one of UTF-8. */
static size_t place_inside(const struct awp_site *site, uint32_t string) {
    const struct awp_bytes text = awp_site_text(site, string);
    const size_t wanted = 1 + awp_dice_below(site->dice, text.len - 1);
    size_t at = 1;
    while (at < wanted && at < text.len && text.ptr[at] != '"') {
        if (text.ptr[at] == '\\') {
            at += at + 1 < text.len && text.ptr[at + 1] == 'u' ? 6 : 2;
        } else {
            do {
                at++;
            } while (at < text.len && (text.ptr[at] & 0xC0) == 0x80);
        }
    }
    return awp_site_node(site, string)->begin + (at < text.len ? at : text.len);
}

static bool insert_inside(struct awp_site *site, awp_node_test *wanted, struct awp_bytes bytes) {
    const uint32_t string = awp_site_pick(site, wanted);
    if (string == AWP_NO_NODE || awp_site_text(site, string).len < 2) {
        return false;
    }
    return awp_draft_insert(site->draft, place_inside(site, string), bytes);
}

static bool add_text(struct awp_site *site) {
    static const struct awp_bytes texts[] = {AWP_BYTES_INIT("\\u0000"),
                                             AWP_BYTES_INIT("\\ud83d\\ude00"),
                                             AWP_BYTES_INIT("\\\""),
                                             AWP_BYTES_INIT("\\\\"),
                                             AWP_BYTES_INIT("\\/"),
                                             AWP_BYTES_INIT("\\n\\t\\b\\f\\r"),
                                             AWP_BYTES_INIT("\\u00C1"),
                                             AWP_BYTES_INIT("\\uFEFF"),
                                             AWP_BYTES_INIT("\\uffff"),
                                             AWP_BYTES_INIT("\x7F"),
                                             AWP_BYTES_INIT("\xC2\x80"),
                                             AWP_BYTES_INIT("\xC3\xA9"),
                                             AWP_BYTES_INIT("\xE2\x82\xAC"),
                                             AWP_BYTES_INIT("\xED\x9F\xBF"),
                                             AWP_BYTES_INIT("\xEF\xBF\xBF"),
                                             AWP_BYTES_INIT("\xF0\x9F\x98\x80"),
                                             AWP_BYTES_INIT("\xF4\x8F\xBF\xBF"),
                                             AWP_BYTES_INIT("\xEF\xBB\xBF"),
                                             AWP_BYTES_INIT("\\u001f"),
                                             AWP_BYTES_INIT(" ")};
    return insert_inside(site, is_text, AWP_PICK(site->dice, texts));
}

static bool add_bad_text(struct awp_site *site) {
    static const struct awp_bytes texts[] = {AWP_BYTES_INIT("\\ud83d"),
                                             AWP_BYTES_INIT("\\ude00"),
                                             AWP_BYTES_INIT("\\ude00\\ud83d"),
                                             AWP_BYTES_INIT("\\uD800\\u0041"),
                                             AWP_BYTES_INIT("\\u12"),
                                             AWP_BYTES_INIT("\\x41"),
                                             AWP_BYTES_INIT("\\"),
                                             AWP_BYTES_INIT("\\u00g0"),
                                             AWP_BYTES_INIT("\0"),
                                             AWP_BYTES_INIT("\x1F"),
                                             AWP_BYTES_INIT("\n"),
                                             AWP_BYTES_INIT("\x80"),
                                             AWP_BYTES_INIT("\xC0\x80"),
                                             AWP_BYTES_INIT("\xC1\xBF"),
                                             AWP_BYTES_INIT("\xC1"),
                                             AWP_BYTES_INIT("\xE0\x80\x80"),
                                             AWP_BYTES_INIT("\xED\xA0\x80"),
                                             AWP_BYTES_INIT("\xF0\x80\x80\x80"),
                                             AWP_BYTES_INIT("\xF4\x90\x80\x80"),
                                             AWP_BYTES_INIT("\xF8\x88\x80\x80\x80"),
                                             AWP_BYTES_INIT("\xE2\x82"),
                                             AWP_BYTES_INIT("\xFF"),
                                             AWP_BYTES_INIT("\xC1"
                                                            "5\xC0\x80"),
                                             AWP_BYTES_INIT("\"")};
    return insert_inside(site, is_text, AWP_PICK(site->dice, texts));
}

/* A letter by its number: the same text in other bytes. */
static bool escape(struct awp_site *site) {
    const uint32_t string = awp_site_pick(site, is_text);
    if (string == AWP_NO_NODE || awp_site_text(site, string).len < 3) {
        return false;
    }
    const size_t at = place_inside(site, string);
    const uint8_t byte = at < site->draft->len ? site->draft->ptr[at] : 0;
    char escaped[8];
    if (byte < ' ' || byte >= 0x7F || byte == '"' || byte == '\\') {
        return false;
    }
    snprintf(escaped, sizeof escaped, "\\u00%02X", byte);
    return awp_draft_replace(site->draft, at, at + 1,
                             (struct awp_bytes){(const uint8_t *)escaped, 6});
}

static bool rename_member(struct awp_site *site) {
    uint8_t bytes[80];
    struct awp_draft name = {bytes, 0, sizeof bytes};
    const uint32_t node = awp_site_pick(site, is_name);
    return node != AWP_NO_NODE && awp_draft_append(&name, AWP_BYTES("\"")) &&
           awp_draft_append(&name, awp_words_member(site->dice)) &&
           awp_draft_append(&name, AWP_BYTES("\"")) &&
           awp_site_replace(site, node, awp_draft_bytes(&name));
}

/* The same letters in another case, or a name that ends in U+0000. */
static bool change_name(struct awp_site *site) {
    const uint32_t node = awp_site_pick(site, is_name);
    if (node == AWP_NO_NODE || awp_site_text(site, node).len < 3) {
        return false;
    }
    const size_t begin = awp_site_node(site, node)->begin + 1;
    const size_t end = awp_site_node(site, node)->end - 1;
    if (awp_dice_once_in(site->dice, 3)) {
        return awp_draft_insert(site->draft, end, AWP_BYTES("\\u0000"));
    }
    uint8_t *letter = &site->draft->ptr[begin + awp_dice_below(site->dice, end - begin)];
    const bool is_letter = (*letter >= 'a' && *letter <= 'z') || (*letter >= 'A' && *letter <= 'Z');
    if (!is_letter || (letter > site->draft->ptr + begin && letter[-1] == '\\')) {
        return false;
    }
    *letter ^= 0x20;
    return true;
}

static bool set_text(struct awp_site *site) {
    static const struct awp_bytes texts[] = {
        AWP_BYTES_INIT("\"\""), AWP_BYTES_INIT("\"\\u0000\""), AWP_BYTES_INIT("\" \""),
        AWP_BYTES_INIT("\"\xF0\x9F\x98\x80\""), AWP_BYTES_INIT("\"<html>\"")};
    const uint32_t node = awp_site_pick(site, awp_node_is_string);
    return node != AWP_NO_NODE && awp_site_replace(site, node, AWP_PICK(site->dice, texts));
}

/* Long enough for buffers of usual sizes, and one more. */
static bool lengthen(struct awp_site *site) {
    static const size_t counts[] = {15, 16, 63, 64, 127, 128, 255, 256, 1023, 1024, 4096};
    const uint32_t node = awp_site_pick(site, is_text);
    if (node == AWP_NO_NODE || awp_site_text(site, node).len < 2) {
        return false;
    }
    return awp_draft_repeat(site->draft, place_inside(site, node), AWP_BYTES("a"),
                            AWP_PICK(site->dice, counts));
}

static bool add_space(struct awp_site *site) {
    static const struct awp_bytes spaces[] = {AWP_BYTES_INIT(" "), AWP_BYTES_INIT("\t"),
                                              AWP_BYTES_INIT("\r\n"), AWP_BYTES_INIT(" \t\n\r ")};
    const uint32_t node = awp_site_pick(site, awp_node_is_value);
    if (node == AWP_NO_NODE) {
        return false;
    }
    const struct awp_node *span = awp_site_node(site, node);
    return awp_draft_insert(site->draft, awp_dice_once_in(site->dice, 2) ? span->begin : span->end,
                            AWP_PICK(site->dice, spaces));
}

/* What other languages take for white space, and byte order marks. */
static bool add_no_space(struct awp_site *site) {
    static const struct awp_bytes spaces[] = {
        AWP_BYTES_INIT("\f"),           AWP_BYTES_INIT("\v"), AWP_BYTES_INIT("\xC2\xA0"),
        AWP_BYTES_INIT("\xE2\x80\xA8"), AWP_BYTES_INIT("\0"), AWP_BYTES_INIT("//\n")};
    const uint32_t node = awp_site_pick(site, awp_node_is_value);
    if (node == AWP_NO_NODE || awp_dice_once_in(site->dice, 3)) {
        return awp_draft_insert(site->draft, 0, AWP_BYTES("\xEF\xBB\xBF"));
    }
    return awp_draft_insert(site->draft, awp_site_node(site, node)->begin,
                            AWP_PICK(site->dice, spaces));
}

static const struct awp_mutator mutators[] = {
    {"json-text", 10, false, add_text},       {"json-bad-text", 5, true, add_bad_text},
    {"json-escape", 5, false, escape},        {"json-rename", 10, false, rename_member},
    {"json-name", 5, false, change_name},     {"json-set-text", 3, false, set_text},
    {"json-lengthen", 3, false, lengthen},    {"json-space", 3, false, add_space},
    {"json-no-space", 2, true, add_no_space},
};

const struct awp_mutator_list awp_json_text_mutators = {mutators, AWP_COUNT(mutators)};
