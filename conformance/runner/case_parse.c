/* SPDX-License-Identifier: Apache-2.0 */
/* A parsed case file -> cases: every field checked, every complaint with its line. */
#include <string.h>

#include "case.h"
#include "case_input.h"
#include "clause.h"
#include "compare.h"
#include "shape_check.h"
#include "text.h"

enum file_field { FILE_TOPIC, FILE_TITLE, FILE_OPERATION, FILE_CASES, FILE_FIELDS };
static const struct awp_field file_fields[FILE_FIELDS] = {
    [FILE_TOPIC] = {"topic", AWP_KIND(STRING), true},
    [FILE_TITLE] = {"title", AWP_KIND(STRING), true},
    [FILE_OPERATION] = {"operation", AWP_KIND(STRING), true},
    [FILE_CASES] = {"cases", AWP_KIND(ARRAY), true},
};

enum case_field {
    CASE_ID,
    CASE_TITLE,
    CASE_WHY,
    CASE_LEVEL,
    CASE_RULES,
    CASE_SOURCES,
    CASE_FLAGS,
    CASE_TAGS,
    CASE_RESPONSE,
    CASE_CALL,
    CASE_EXPECT,
    CASE_ACCEPT,
    CASE_FIELDS
};
static const struct awp_field case_fields[CASE_FIELDS] = {
    [CASE_ID] = {"id", AWP_KIND(STRING), true},
    [CASE_TITLE] = {"title", AWP_KIND(STRING), true},
    [CASE_WHY] = {"why", AWP_KIND(STRING), true},
    [CASE_LEVEL] = {"level", AWP_KIND(STRING), true},
    [CASE_RULES] = {"rules", AWP_KIND(ARRAY), true},
    [CASE_SOURCES] = {"sources", AWP_KIND(ARRAY), true},
    [CASE_FLAGS] = {"flags", AWP_KIND(ARRAY), false},
    [CASE_TAGS] = {"tags", AWP_KIND(ARRAY), true},
    [CASE_RESPONSE] = {"response", AWP_KIND(OBJECT), false},
    [CASE_CALL] = {"call", AWP_KIND(OBJECT), false},
    [CASE_EXPECT] = {"expect", AWP_KIND(OBJECT), true},
    [CASE_ACCEPT] = {"accept", AWP_KIND(ARRAY), false},
};

enum accept_field { ACCEPT_NAME, ACCEPT_SEEN, ACCEPT_OUTCOME, ACCEPT_FIELDS };
static const struct awp_field accept_fields[ACCEPT_FIELDS] = {
    [ACCEPT_NAME] = {"name", AWP_KIND(STRING), true},
    [ACCEPT_SEEN] = {"seen", AWP_KIND(ARRAY), false},
    [ACCEPT_OUTCOME] = {"outcome", AWP_KIND(OBJECT), true},
};

static const char *check_rule(struct awp_bytes text) {
    const bool known = awp_clause_find(text) != NULL || awp_clause_is_rule(text);
    return known ? NULL : "unknown rule";
}

static const char *check_source(struct awp_bytes text) {
    if (awp_bytes_equal(text, AWP_BYTES("spec")) || awp_text_check_url(text) == NULL) {
        return NULL;
    }
    return "a source that is neither \"spec\" nor an https URL:";
}

static bool read_level(struct awp_complaints *complaints, const struct awp_json_node *node,
                       enum awp_level *level) {
    const struct awp_bytes name = awp_object_text(complaints, node);
    for (unsigned i = 0; i < AWP_LEVEL_COUNT; i++) {
        if (awp_bytes_equal(name, awp_bytes_of_string(awp_level_name((enum awp_level)i)))) {
            *level = (enum awp_level)i;
            return true;
        }
    }
    return awp_complain_of(complaints, node, "unknown level", name);
}

/* The vocabulary is closed, where there is one. */
static void read_flags(struct awp_case_file *file, const struct awp_json_node *array,
                       struct awp_texts *flags) {
    struct awp_complaints *complaints = &file->complaints;
    if (array == NULL ||
        !awp_texts_read(complaints, array, "flags", false, awp_text_check_slug, flags)) {
        return;
    }
    for (size_t i = 0; i < flags->count && file->flags->count > 0; i++) {
        if (awp_flag_find(file->flags, flags->items[i]) == NULL) {
            awp_complain_of(complaints, array,
                            "a flag that is not in flags.json:", flags->items[i]);
        }
    }
}

/* An outcome's code and value against the operation's model; `check` says how strictly. */
static bool check_model(struct awp_complaints *complaints, const struct awp_json_node *node,
                        const struct awp_operation *operation, const struct awp_answer *answer,
                        awp_shape_check_function *check) {
    const struct awp_shape *shape = operation->output;
    if (answer->kind == AWP_ANSWER_MODELED) {
        const struct awp_error *error = awp_operation_error(operation, answer->code.bytes);
        if (error == NULL) {
            return awp_complain_of(complaints, node,
                                   "not one of the operation's errors:", answer->code.bytes);
        }
        shape = error->shape;
    }
    if (answer->value == NULL) {
        return true;
    }
    const struct awp_shape_fault fault = check(shape, answer->value, complaints->arena);
    if (fault.misfit == AWP_FITS) {
        return true;
    }
    /* What was repeated does not stand in the file: then the outcome is the place. */
    const struct awp_json_node *written = awp_json_member(node, AWP_BYTES("value"));
    return awp_complain(complaints, written == answer->value ? fault.node : node,
                        "the value does not fit the model: %.*s %.*s", AWP_TEXT_ARGS(fault.path),
                        AWP_TEXT_ARGS(fault.reason));
}

static bool same_outcome(const struct awp_answer *a, const struct awp_answer *b,
                         struct awp_arena *arena) {
    return a->kind == b->kind && a->code.present == b->code.present &&
           awp_bytes_equal(a->code.bytes, b->code.bytes) &&
           (a->value == NULL || !awp_compare_json(a->value, b->value, NULL, arena).found);
}

/* An alternative that could never be seen is a mistake in the case. */
static bool check_distinct(struct awp_complaints *complaints, const struct awp_json_node *node,
                           const struct awp_case *golden, size_t before) {
    const struct awp_alternative *alternative = &golden->accept[before];
    if (same_outcome(&golden->expect, &alternative->answer, complaints->arena)) {
        return awp_complain_of(complaints, node, "the outcome of \"expect\" again, as",
                               alternative->name);
    }
    for (size_t i = 0; i < before; i++) {
        if (awp_bytes_equal(golden->accept[i].name, alternative->name)) {
            return awp_complain_of(complaints, node,
                                   "an alternative's name stands twice:", alternative->name);
        }
        if (same_outcome(&golden->accept[i].answer, &alternative->answer, complaints->arena)) {
            return awp_complain_of(complaints, node, "the outcome of another alternative again, as",
                                   alternative->name);
        }
    }
    return true;
}

static bool read_alternative(struct awp_complaints *complaints, const struct awp_json_node *node,
                             const struct awp_operation *operation,
                             struct awp_alternative *alternative) {
    const struct awp_json_node *found[ACCEPT_FIELDS];
    return awp_object_read(complaints, node, "an alternative", accept_fields, ACCEPT_FIELDS,
                           found) &&
           awp_slug_read(complaints, found[ACCEPT_NAME], &alternative->name) &&
           (found[ACCEPT_SEEN] == NULL ||
            awp_texts_read(complaints, found[ACCEPT_SEEN], "seen", false, awp_text_check_slug,
                           &alternative->seen)) &&
           awp_answer_of_json(found[ACCEPT_OUTCOME], AWP_GRAMMAR_PATTERN, complaints,
                              &alternative->answer) &&
           check_model(complaints, found[ACCEPT_OUTCOME], operation, &alternative->answer,
                       awp_shape_check_pattern);
}

static bool read_accept(struct awp_complaints *complaints, const struct awp_json_node *array,
                        struct awp_case *golden) {
    if (array == NULL) {
        return true;
    }
    const size_t count = awp_json_count(array);
    struct awp_alternative *items = awp_need_array(complaints->arena, count, sizeof(*items));
    const struct awp_json_node *node = awp_json_first(array);
    golden->accept = items;
    for (size_t i = 0; i < count; i++, node = awp_json_next(node)) {
        if (!read_alternative(complaints, node, golden->operation, &items[i]) ||
            !check_distinct(complaints, node, golden, i)) {
            return false;
        }
    }
    golden->accept_count = count;
    return count > 0 || awp_complain(complaints, array, "field \"accept\" must not be empty");
}

static bool read_input(struct awp_complaints *complaints, const struct awp_json_node *node,
                       const struct awp_json_node *const *found, struct awp_case *golden) {
    if ((found[CASE_RESPONSE] == NULL) == (found[CASE_CALL] == NULL)) {
        return awp_complain(complaints, node,
                            "a case needs exactly one of \"response\" and \"call\"");
    }
    return found[CASE_CALL] == NULL
               ? awp_case_read_response(complaints, found[CASE_RESPONSE], golden)
               : awp_case_read_call(complaints, found[CASE_CALL], golden);
}

static void read_case(struct awp_case_file *file, const struct awp_json_node *node,
                      struct awp_case *golden) {
    struct awp_complaints *complaints = &file->complaints;
    const struct awp_json_node *found[CASE_FIELDS];
    golden->file = file->name;
    golden->line = awp_case_file_line(file, node);
    golden->node = node;
    if (!awp_object_read(complaints, node, "a case", case_fields, CASE_FIELDS, found)) {
        return;
    }
    awp_slug_read(complaints, found[CASE_ID], &golden->id);
    awp_prose_read(complaints, found[CASE_TITLE], "title", &golden->title);
    awp_prose_read(complaints, found[CASE_WHY], "why", &golden->why);
    read_level(complaints, found[CASE_LEVEL], &golden->level);
    awp_texts_read(complaints, found[CASE_RULES], "rules", false, check_rule, &golden->rules);
    awp_texts_read(complaints, found[CASE_SOURCES], "sources", false, check_source,
                   &golden->sources);
    read_flags(file, found[CASE_FLAGS], &golden->flags);
    awp_texts_read(complaints, found[CASE_TAGS], "tags", true, awp_text_check_slug, &golden->tags);
    if (read_input(complaints, node, found, golden) &&
        awp_answer_of_json(found[CASE_EXPECT], AWP_GRAMMAR_EXPECT, complaints, &golden->expect) &&
        check_model(complaints, found[CASE_EXPECT], golden->operation, &golden->expect,
                    awp_shape_check)) {
        read_accept(complaints, found[CASE_ACCEPT], golden);
    }
}

/* "cases/json/rest-json-text.json" -> "rest-json-text" */
static struct awp_bytes stem_of(struct awp_bytes name) {
    size_t start = name.len;
    while (start > 0 && name.ptr[start - 1] != '/') {
        start--;
    }
    size_t end = name.len;
    while (end > start && name.ptr[end - 1] != '.') {
        end--;
    }
    return (struct awp_bytes){name.ptr + start, (end > start ? end - 1 : name.len) - start};
}

bool awp_case_is_error(const struct awp_case *golden) {
    if (golden->function != NULL) {
        return awp_text_begins(golden->function->name, "error_of_");
    }
    return golden->status < 200 || golden->status > 299;
}

struct awp_bytes awp_case_subject(const struct awp_case *golden) {
    return golden->function != NULL ? golden->function->name : golden->protocol->name;
}

struct awp_bytes awp_case_family(const struct awp_case *golden) {
    return golden->flags.count > 0 ? golden->flags.items[0] : (struct awp_bytes){0};
}

bool awp_case_file_read(struct awp_case_file *file, struct awp_case **cases, size_t *count) {
    struct awp_complaints *complaints = &file->complaints;
    const struct awp_json_node *found[FILE_FIELDS];
    struct awp_bytes title;
    if (!awp_object_read(complaints, file->root, "a case file", file_fields, FILE_FIELDS, found)) {
        return false;
    }
    const struct awp_bytes topic = awp_object_text(complaints, found[FILE_TOPIC]);
    if (!awp_bytes_equal(topic, stem_of(file->name))) {
        awp_complain_of(complaints, found[FILE_TOPIC], "the topic is not the file's stem:", topic);
    }
    awp_prose_read(complaints, found[FILE_TITLE], "title", &title);
    const struct awp_bytes name = awp_object_text(complaints, found[FILE_OPERATION]);
    const struct awp_operation *operation = awp_operation_find(name);
    if (operation == NULL) {
        return awp_complain_of(complaints, found[FILE_OPERATION], "unknown operation", name);
    }
    *count = awp_json_count(found[FILE_CASES]);
    if (*count == 0) {
        return awp_complain(complaints, found[FILE_CASES], "field \"cases\" must not be empty");
    }
    *cases = awp_need_array(complaints->arena, *count, sizeof(**cases));
    const struct awp_json_node *node = awp_json_first(found[FILE_CASES]);
    for (size_t i = 0; i < *count; i++, node = awp_json_next(node)) {
        (*cases)[i].operation = operation;
        (*cases)[i].topic = topic;
        read_case(file, node, &(*cases)[i]);
    }
    return complaints->count == 0;
}
