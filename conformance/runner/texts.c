/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of texts, as cases have many of, and the strict reading of them from JSON. */
#include "texts.h"

#include <string.h>

#include "text.h"

bool awp_texts_hold(struct awp_texts texts, struct awp_bytes text) {
    for (size_t i = 0; i < texts.count; i++) {
        if (awp_bytes_equal(texts.items[i], text)) {
            return true;
        }
    }
    return false;
}

const char *awp_text_check_slug(struct awp_bytes text) {
    return awp_text_is_slug(text) ? NULL : "not a slug ([a-z0-9]+(-[a-z0-9]+)*):";
}

const char *awp_text_check_url(struct awp_bytes text) {
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] <= ' ' || text.ptr[i] >= 0x7f) {
            return "not an https URL:";
        }
    }
    return awp_text_begins(text, "https://") && text.len > strlen("https://") ? NULL
                                                                              : "not an https URL:";
}

/* Whether a segment of a path is there, and stays where it is. */
static bool is_segment(struct awp_bytes text) {
    return text.len > 0 && !awp_bytes_equal(text, AWP_BYTES(".")) &&
           !awp_bytes_equal(text, AWP_BYTES(".."));
}

const char *awp_text_check_finding(struct awp_bytes text) {
    static const char other[] = "not a path such as reports/findings/a-slug.md:";
    const struct awp_bytes ending = AWP_BYTES(".md");
    size_t segment = 0;
    for (size_t i = 0; i < text.len; i++) {
        const uint8_t byte = text.ptr[i];
        const bool is_letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        const bool is_digit = byte >= '0' && byte <= '9';
        if (byte == '/') {
            if (!is_segment((struct awp_bytes){text.ptr + segment, i - segment})) {
                return other;
            }
            segment = i + 1;
        } else if (!is_letter && !is_digit && byte != '.' && byte != '_' && byte != '-') {
            return other;
        }
    }
    /* A bare name could be any word of a sentence. */
    const struct awp_bytes last = {text.ptr + segment, text.len - segment};
    const bool is_page =
        last.len > ending.len &&
        awp_bytes_equal((struct awp_bytes){last.ptr + last.len - ending.len, ending.len}, ending);
    return segment > 0 && is_page ? NULL : other;
}

bool awp_texts_read(struct awp_complaints *complaints, const struct awp_json_node *array,
                    const char *name, bool may_be_empty, awp_text_check *check,
                    struct awp_texts *texts) {
    const size_t before = complaints->count;
    const size_t count = awp_json_count(array);
    struct awp_bytes *items = awp_need_array(complaints->arena, count, sizeof(*items));
    *texts = (struct awp_texts){items, 0};
    if (count == 0 && !may_be_empty) {
        return awp_complain(complaints, array, "field \"%s\" must not be empty", name);
    }
    for (const struct awp_json_node *node = awp_json_first(array); node != NULL;
         node = awp_json_next(node)) {
        if (awp_json_kind(node) != AWP_JSON_STRING) {
            awp_complain(complaints, node, "field \"%s\" must hold strings, not %s", name,
                         awp_json_kind_text(awp_json_kind(node)));
            continue;
        }
        const struct awp_bytes text = awp_object_text(complaints, node);
        const char *wrong = check(text);
        if (wrong == NULL && awp_texts_hold(*texts, text)) {
            wrong = "given twice:";
        }
        if (wrong != NULL) {
            awp_complain_of(complaints, node, wrong, text);
            continue;
        }
        items[texts->count++] = text;
    }
    return complaints->count == before;
}

bool awp_prose_read(struct awp_complaints *complaints, const struct awp_json_node *node,
                    const char *name, struct awp_bytes *text) {
    *text = awp_object_text(complaints, node);
    if (text->len == 0) {
        return awp_complain(complaints, node, "field \"%s\" must not be empty", name);
    }
    return true;
}

bool awp_slug_read(struct awp_complaints *complaints, const struct awp_json_node *node,
                   struct awp_bytes *text) {
    *text = awp_object_text(complaints, node);
    const char *wrong = awp_text_check_slug(*text);
    return wrong == NULL || awp_complain_of(complaints, node, wrong, *text);
}
