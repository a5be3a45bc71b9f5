/* SPDX-License-Identifier: Apache-2.0 */
/* A JSON text under two parsers: ours, and jansson's. */
#include "json_opinion.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

/* What jansson tells beside yes and no. */
struct facts {
    enum json_error_code error;
    size_t depth; /* of an accepted text: how deep arrays and objects nest */
};

static const struct facts *facts_of(const struct awp_opinion *opinion) { return opinion->facts; }

static bool is_number_too_large(const struct awp_opinion *opinion) {
    return facts_of(opinion)->error == json_error_numeric_overflow;
}

static bool is_nul_in_name(const struct awp_opinion *opinion) {
    return facts_of(opinion)->error == json_error_null_byte_in_key;
}

static bool is_too_deep(const struct awp_opinion *opinion) {
    return facts_of(opinion)->depth > AWP_MAX_DEPTH;
}

static const struct awp_disagreement disagreements[] = {
    {"number-too-large", AWP_ONLY_OURS_ACCEPTS, is_number_too_large,
     "jansson keeps numbers in a long long or a double; R3.5 refuses none for its size"},
    {"nul-in-name", AWP_ONLY_OURS_ACCEPTS, is_nul_in_name,
     "jansson's names end at NUL; for R4.4 it is a character like others"},
    {"nesting", AWP_ONLY_OTHER_ACCEPTS, is_too_deep,
     "jansson goes 2048 deep; R3.3 refuses what is over 512"},
};

const struct awp_disagreement *awp_json_disagreements(size_t *count) {
    *count = sizeof disagreements / sizeof disagreements[0];
    return disagreements;
}

static size_t depth_of(json_t *value) {
    size_t deepest = 0;
    const char *name;
    size_t index;
    json_t *child;
    if (!json_is_array(value) && !json_is_object(value)) {
        return 0;
    }
    json_array_foreach(value, index, child) {
        const size_t depth = depth_of(child);
        deepest = depth > deepest ? depth : deepest;
    }
    json_object_foreach(value, name, child) {
        const size_t depth = depth_of(child);
        deepest = depth > deepest ? depth : deepest;
    }
    return deepest + 1;
}

static const char *difference(const struct awp_json_node *ours, json_t *other,
                              struct awp_arena *arena);

static const char *array_difference(const struct awp_json_node *ours, json_t *other,
                                    struct awp_arena *arena) {
    const struct awp_json_node *item = awp_json_first(ours);
    for (size_t i = 0; i < json_array_size(other); i++, item = awp_json_next(item)) {
        const char *found =
            item == NULL ? "an array's length" : difference(item, json_array_get(other, i), arena);
        if (found != NULL) {
            return found;
        }
    }
    return item == NULL ? NULL : "an array's length";
}

/* Of a repeated name the last counts, with both. */
static const char *object_difference(const struct awp_json_node *ours, json_t *other,
                                     struct awp_arena *arena) {
    const char *name;
    json_t *value;
    for (const struct awp_json_node *member = awp_json_first(ours); member != NULL;
         member = awp_json_next(member)) {
        struct awp_bytes text;
        awp_need(awp_json_name(member, arena, &text));
        if (json_object_getn(other, (const char *)text.ptr, text.len) == NULL) {
            return "a member that is ours alone";
        }
    }
    json_object_foreach(other, name, value) {
        const struct awp_json_node *member = awp_json_member(ours, awp_bytes_of_string(name));
        const char *found = member == NULL ? "a member that is the other's alone"
                                           : difference(member, value, arena);
        if (found != NULL) {
            return found;
        }
    }
    return NULL;
}

static const char *string_difference(const struct awp_json_node *ours, json_t *other,
                                     struct awp_arena *arena) {
    const struct awp_bytes want = {(const uint8_t *)json_string_value(other),
                                   json_string_length(other)};
    struct awp_bytes text;
    awp_need(awp_json_string(ours, arena, &text));
    return awp_bytes_equal(text, want) ? NULL : "a string";
}

static const char *number_difference(const struct awp_json_node *ours, json_t *other,
                                     struct awp_arena *arena) {
    const char *digits = awp_text_cstring(arena, awp_json_number(ours));
    const bool same = json_is_integer(other)
                          ? strtoll(digits, NULL, 10) == json_integer_value(other) &&
                                strpbrk(digits, ".eE") == NULL
                          : !(strtod(digits, NULL) < json_real_value(other)) &&
                                !(strtod(digits, NULL) > json_real_value(other));
    return same ? NULL : "a number";
}

static enum awp_json_kind kind_of(json_t *value) {
    static const enum awp_json_kind kinds[] = {
        [JSON_OBJECT] = AWP_JSON_OBJECT, [JSON_ARRAY] = AWP_JSON_ARRAY,
        [JSON_STRING] = AWP_JSON_STRING, [JSON_INTEGER] = AWP_JSON_NUMBER,
        [JSON_REAL] = AWP_JSON_NUMBER,   [JSON_TRUE] = AWP_JSON_TRUE,
        [JSON_FALSE] = AWP_JSON_FALSE,   [JSON_NULL] = AWP_JSON_NULL,
    };
    return kinds[json_typeof(value)];
}

/* What is first seen to differ between two trees, or NULL. */
static const char *difference(const struct awp_json_node *ours, json_t *other,
                              struct awp_arena *arena) {
    static const char *(*const by_kind[])(const struct awp_json_node *, json_t *,
                                          struct awp_arena *) = {
        [AWP_JSON_NUMBER] = number_difference,
        [AWP_JSON_STRING] = string_difference,
        [AWP_JSON_ARRAY] = array_difference,
        [AWP_JSON_OBJECT] = object_difference,
    };
    const enum awp_json_kind kind = awp_json_kind(ours);
    if (kind != kind_of(other)) {
        return "a value's kind";
    }
    return by_kind[kind] == NULL ? NULL : by_kind[kind](ours, other, arena);
}

static void compare(struct awp_opinion *opinion, const struct awp_json_node *ours, json_t *other,
                    struct awp_arena *arena) {
    if (ours != NULL && other != NULL) {
        opinion->other_reason = difference(ours, other, arena);
        opinion->kind = opinion->other_reason == NULL ? AWP_AGREED : AWP_TREES_DIFFER;
    } else if (ours != NULL) {
        opinion->kind = AWP_ONLY_OURS_ACCEPTS;
    } else if (other != NULL) {
        opinion->kind = AWP_ONLY_OTHER_ACCEPTS;
    }
}

void awp_json_opinion(struct awp_tally *tally, awp_json_parser *parser, struct awp_bytes text,
                      const struct awp_text_origin *origin) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    const struct awp_json_node *ours = NULL;
    struct awp_fault fault = {0};
    json_error_t error;
    awp_need(parser(text, arena, &ours, &fault));
    json_t *other =
        json_loadb((const char *)text.ptr, text.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
    struct facts facts = {0};
    if (other == NULL) {
        facts.error = json_error_code(&error);
    } else {
        facts.depth = depth_of(other);
    }
    struct awp_opinion opinion = {.text = text, .facts = &facts};
    opinion.our_reason = ours == NULL ? fault.reason : NULL;
    opinion.other_reason = other == NULL ? error.text : NULL;
    compare(&opinion, ours, other, arena);
    awp_tally_count(tally, &opinion, origin);
    json_decref(other);
    awp_arena_destroy(arena);
}
