/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a value in its JSON form is one that a shape can have. */
#include "shape_check.h"

#include "object.h"
#include "text.h"

struct checker {
    struct awp_arena *arena;
    struct awp_shape_fault fault;
    bool null_fits;
};

/* How a value of each shape kind looks; `key`: the one member of the object that holds a scalar. */
static const struct {
    unsigned kinds;
    const char *key;
} forms[] = {
    [AWP_SHAPE_STRUCTURE] = {AWP_KIND(OBJECT), NULL},
    [AWP_SHAPE_LIST] = {AWP_KIND(ARRAY), NULL},
    [AWP_SHAPE_STRING] = {AWP_KIND(STRING), NULL},
    [AWP_SHAPE_BOOLEAN] = {AWP_KIND_BOOLEAN, NULL},
    [AWP_SHAPE_BYTE] = {AWP_KIND(OBJECT), "byte"},
    [AWP_SHAPE_SHORT] = {AWP_KIND(OBJECT), "short"},
    [AWP_SHAPE_INTEGER] = {AWP_KIND(OBJECT), "integer"},
    [AWP_SHAPE_LONG] = {AWP_KIND(OBJECT), "long"},
    [AWP_SHAPE_FLOAT] = {AWP_KIND(OBJECT), "float"},
    [AWP_SHAPE_DOUBLE] = {AWP_KIND(OBJECT), "double"},
    [AWP_SHAPE_BIG_INTEGER] = {AWP_KIND(OBJECT), "bigInteger"},
    [AWP_SHAPE_BIG_DECIMAL] = {AWP_KIND(OBJECT), "bigDecimal"},
    [AWP_SHAPE_BLOB] = {AWP_KIND(OBJECT), "blob"},
    [AWP_SHAPE_TIMESTAMP] = {AWP_KIND(OBJECT), "timestamp"},
    [AWP_SHAPE_ENUM] = {AWP_KIND(STRING), NULL},
    [AWP_SHAPE_INT_ENUM] = {AWP_KIND(OBJECT), "integer"},
    [AWP_SHAPE_DOCUMENT] = {AWP_KIND(OBJECT), "document"},
    [AWP_SHAPE_MAP] = {AWP_KIND(OBJECT), NULL},
    [AWP_SHAPE_UNION] = {AWP_KIND(OBJECT), NULL},
};

static void note(struct checker *checker, enum awp_misfit misfit, const struct awp_path *path,
                 const struct awp_json_node *node, struct awp_bytes reason) {
    if (misfit <= checker->fault.misfit) {
        return;
    }
    checker->fault =
        (struct awp_shape_fault){misfit, awp_path_text(path, checker->arena), reason, node};
}

static void check(struct checker *checker, const struct awp_shape *shape,
                  const struct awp_json_node *value, const struct awp_path *path);

static struct awp_bytes name_of(struct checker *checker, const struct awp_json_node *node) {
    struct awp_bytes name = {0};
    awp_need(awp_json_name(node, checker->arena, &name));
    return name;
}

static size_t member_index(const struct awp_shape *shape, struct awp_bytes name) {
    size_t i = 0;
    while (i < shape->member_count && !awp_bytes_equal(shape->members[i].name, name)) {
        i++;
    }
    return i;
}

static void check_structure(struct checker *checker, const struct awp_shape *shape,
                            const struct awp_json_node *value, const struct awp_path *path) {
    bool *seen = awp_need_array(checker->arena, shape->member_count, sizeof(*seen));
    for (const struct awp_json_node *item = awp_json_first(value); item != NULL;
         item = awp_json_next(item)) {
        const struct awp_path here = {.up = path, .member = name_of(checker, item)};
        const size_t i = member_index(shape, here.member);
        if (i == shape->member_count) {
            note(checker, AWP_MISFIT_MEMBER, &here, item,
                 awp_text_format(checker->arena, "is no member of %.*s",
                                 AWP_TEXT_ARGS(shape->name)));
            continue;
        }
        if (seen[i]) {
            note(checker, AWP_MISFIT_MEMBER, &here, item, AWP_BYTES("stands twice"));
        }
        seen[i] = true;
        check(checker, shape->members[i].target, item, &here);
    }
}

static void check_items(struct checker *checker, const struct awp_shape *shape,
                        const struct awp_json_node *value, const struct awp_path *path) {
    size_t index = 0;
    for (const struct awp_json_node *item = awp_json_first(value); item != NULL;
         item = awp_json_next(item)) {
        const struct awp_path here = {.up = path, .index = index++};
        check(checker, shape->members[0].target, item, &here);
    }
}

static void check_map(struct checker *checker, const struct awp_shape *shape,
                      const struct awp_json_node *value, const struct awp_path *path) {
    for (const struct awp_json_node *item = awp_json_first(value); item != NULL;
         item = awp_json_next(item)) {
        const struct awp_path here = {.up = path, .member = name_of(checker, item)};
        check(checker, shape->members[1].target, item, &here);
    }
}

static void check_scalar(struct checker *checker, const char *key,
                         const struct awp_json_node *value, const struct awp_path *path) {
    const struct awp_json_node *only = awp_json_first(value);
    const bool is_document = awp_bytes_equal(awp_bytes_of_string(key), AWP_BYTES("document"));
    if (only == NULL || awp_json_next(only) != NULL ||
        !awp_json_name_is(only, awp_bytes_of_string(key)) ||
        (!is_document && awp_json_kind(only) != AWP_JSON_STRING)) {
        note(checker, AWP_MISFIT_TYPE, path, value,
             awp_text_format(checker->arena, "must be {\"%s\": ...}", key));
    }
}

static void check(struct checker *checker, const struct awp_shape *shape,
                  const struct awp_json_node *value, const struct awp_path *path) {
    const enum awp_json_kind kind = awp_json_kind(value);
    if (kind == AWP_JSON_NULL && checker->null_fits) {
        return;
    }
    if ((forms[shape->kind].kinds & (1u << kind)) == 0) {
        note(checker, AWP_MISFIT_TYPE, path, value,
             awp_text_format(checker->arena, "is %s, which %.*s cannot be",
                             awp_json_kind_text(kind), AWP_TEXT_ARGS(shape->name)));
        return;
    }
    if (forms[shape->kind].key != NULL) {
        check_scalar(checker, forms[shape->kind].key, value, path);
    } else if (shape->kind == AWP_SHAPE_STRUCTURE || shape->kind == AWP_SHAPE_UNION) {
        check_structure(checker, shape, value, path);
    } else if (shape->kind == AWP_SHAPE_LIST) {
        check_items(checker, shape, value, path);
    } else if (shape->kind == AWP_SHAPE_MAP) {
        check_map(checker, shape, value, path);
    }
}

struct awp_shape_fault awp_shape_check(const struct awp_shape *shape,
                                       const struct awp_json_node *value, struct awp_arena *arena) {
    struct checker checker = {.arena = arena};
    check(&checker, shape, value, NULL);
    return checker.fault;
}

struct awp_shape_fault awp_shape_check_pattern(const struct awp_shape *shape,
                                               const struct awp_json_node *value,
                                               struct awp_arena *arena) {
    struct checker checker = {.arena = arena, .null_fits = true};
    check(&checker, shape, value, NULL);
    return checker.fault;
}
