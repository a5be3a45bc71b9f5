/* SPDX-License-Identifier: Apache-2.0 */
/* Members of JSON objects by name, as plain data of reports. */
#include "json_member.h"

#include <stdlib.h>
#include <string.h>

#include "result.h"
#include "text.h"

#define YEAR_SECONDS (366.0 * 24 * 60 * 60)

bool awp_json_member_complain(const struct awp_json_source *from, const struct awp_json_node *where,
                              const char *name, const char *what) {
    return awp_complain(from->complaints, where, "\"%s\" %s", name, what);
}

static const struct awp_json_node *find(const struct awp_json_node *object, const char *name) {
    return awp_json_member(object, awp_bytes_of_string(name));
}

const struct awp_json_node *awp_json_member_of(const struct awp_json_source *from,
                                               const struct awp_json_node *object, const char *name,
                                               enum awp_json_kind kind) {
    const struct awp_json_node *found = find(object, name);
    if (found == NULL) {
        awp_json_member_complain(from, object, name, "is missing");
        return NULL;
    }
    if (awp_json_kind(found) != kind) {
        awp_json_member_complain(from, found, name, "is of another kind");
        return NULL;
    }
    return found;
}

static struct awp_report_text keep_string(const struct awp_json_source *from,
                                          const struct awp_json_node *node) {
    struct awp_bytes kept = {0};
    const struct awp_bytes text = awp_object_text(from->complaints, node);
    awp_need(awp_arena_copy(from->arena, text, &kept));
    return awp_report_text_of(kept);
}

bool awp_json_member_text(const struct awp_json_source *from, const struct awp_json_node *object,
                          const char *name, struct awp_report_text *text) {
    const struct awp_json_node *node = awp_json_member_of(from, object, name, AWP_JSON_STRING);
    if (node != NULL) {
        *text = keep_string(from, node);
    }
    return node != NULL;
}

bool awp_json_member_texts(const struct awp_json_source *from, const struct awp_json_node *object,
                           const struct awp_json_text_member *members, size_t count, void *into) {
    for (size_t i = 0; i < count; i++) {
        struct awp_report_text *text = (void *)((char *)into + members[i].offset);
        const bool is_there = find(object, members[i].name) != NULL;
        if ((is_there || members[i].required) &&
            !awp_json_member_text(from, object, members[i].name, text)) {
            return false;
        }
    }
    return true;
}

bool awp_json_member_list(const struct awp_json_source *from, const struct awp_json_node *object,
                          const char *name, const struct awp_report_text **items, size_t *count) {
    const struct awp_json_node *array = awp_json_member_of(from, object, name, AWP_JSON_ARRAY);
    if (array == NULL) {
        return false;
    }
    struct awp_report_text *texts =
        awp_need_array(from->arena, awp_json_count(array), sizeof(*texts));
    *items = texts;
    *count = 0;
    for (const struct awp_json_node *node = awp_json_first(array); node != NULL;
         node = awp_json_next(node)) {
        if (awp_json_kind(node) != AWP_JSON_STRING) {
            return awp_json_member_complain(from, node, name, "holds what is no string");
        }
        texts[(*count)++] = keep_string(from, node);
    }
    return true;
}

bool awp_json_member_count(const struct awp_json_source *from, const struct awp_json_node *object,
                           const char *name, size_t *number) {
    const struct awp_json_node *node = awp_json_member_of(from, object, name, AWP_JSON_NUMBER);
    unsigned read = 0;
    if (node == NULL) {
        return false;
    }
    if (!awp_text_unsigned(awp_json_number(node), UINT32_MAX, &read)) {
        return awp_json_member_complain(from, node, name, "is no count");
    }
    *number = read;
    return true;
}

bool awp_json_member_seconds(const struct awp_json_source *from, const struct awp_json_node *object,
                             const char *name, double *seconds) {
    const struct awp_json_node *node = awp_json_member_of(from, object, name, AWP_JSON_NUMBER);
    if (node == NULL) {
        return false;
    }
    /* A JSON number is one of C's; nothing in this program sets a locale. */
    *seconds = strtod(awp_text_cstring(from->complaints->arena, awp_json_number(node)), NULL);
    return (*seconds >= 0 && *seconds <= YEAR_SECONDS) ||
           awp_json_member_complain(from, node, name, "is no time in seconds");
}

bool awp_json_member_flag(const struct awp_json_source *from, const struct awp_json_node *object,
                          const char *name, bool *flag) {
    const struct awp_json_node *node = find(object, name);
    if (node == NULL || (AWP_KIND_BOOLEAN & (1u << awp_json_kind(node))) == 0) {
        return awp_json_member_complain(from, object, name, "is neither true nor false");
    }
    *flag = awp_json_kind(node) == AWP_JSON_TRUE;
    return true;
}

static bool is_called(struct awp_report_text text, const char *name) {
    return text.len == strlen(name) && memcmp(text.ptr, name, text.len) == 0;
}

bool awp_json_member_level(const struct awp_json_source *from, const struct awp_json_node *object,
                           const char *name, enum awp_level *level) {
    struct awp_report_text text = {NULL, 0};
    if (!awp_json_member_text(from, object, name, &text)) {
        return false;
    }
    for (unsigned i = 0; i < AWP_LEVEL_COUNT; i++) {
        *level = (enum awp_level)i;
        if (is_called(text, awp_level_name(*level))) {
            return true;
        }
    }
    return awp_json_member_complain(from, object, name, "is no level");
}

bool awp_json_member_verdict(const struct awp_json_source *from, const struct awp_json_node *object,
                             const char *name, enum awp_verdict *verdict) {
    struct awp_report_text text = {NULL, 0};
    if (!awp_json_member_text(from, object, name, &text)) {
        return false;
    }
    for (unsigned i = 0; i < AWP_VERDICT_COUNT; i++) {
        *verdict = (enum awp_verdict)i;
        if (is_called(text, awp_verdict_name(*verdict))) {
            return true;
        }
    }
    return awp_json_member_complain(from, object, name, "is no verdict");
}

bool awp_json_member_outcome(const struct awp_json_source *from, const struct awp_json_node *object,
                             const char *name, struct awp_report_text *text) {
    struct awp_arena *scrap = from->complaints->arena;
    const char *text_name = (const char *)awp_text_format(scrap, "%s_text", name).ptr;
    const struct awp_json_node *node = find(object, name);
    if (find(object, text_name) != NULL) {
        return awp_json_member_text(from, object, text_name, text);
    }
    if (node != NULL) {
        struct awp_buffer out = {.arena = from->arena};
        struct awp_bytes json = {0};
        awp_json_write(node, &out);
        awp_need(awp_buffer_finish(&out, &json));
        *text = awp_report_text_of(json);
    }
    return true;
}
