/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of variants share: making them, and whether a document is still the same. */
#include "support.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "awsproof/document.h"

struct awp_bytes awp_test_exact(struct awp_bytes text) {
    uint8_t *block = malloc(text.len);
    cr_assert_not_null(block);
    memcpy(block, text.ptr, text.len);
    return (struct awp_bytes){block, text.len};
}

void awp_test_release(struct awp_bytes exact) { free((void *)(uintptr_t)exact.ptr); }

struct awp_specimen awp_test_document(enum awp_variant_format format, struct awp_bytes body) {
    return (struct awp_specimen){.format = format, .body = body};
}

enum awp_variant_end awp_test_make(const char *kind, const struct awp_specimen *specimen,
                                   uint64_t seed, struct awp_arena *arena,
                                   struct awp_specimen *variant) {
    const struct awp_variant_kind *found = awp_variant_kind_find(awp_bytes_of_string(kind));
    enum awp_variant_end end = AWP_VARIANT_END_COUNT;
    cr_assert_not_null(found, "no kind %s", kind);
    cr_assert_eq(awp_variant_make(found, specimen, seed, AWP_BYTES("a-case"), arena, variant, &end),
                 AWP_OK);
    return end;
}

static bool same_json(const struct awp_json_node *a, const struct awp_json_node *b,
                      struct awp_arena *arena);

static struct awp_bytes name_of(const struct awp_json_node *member, struct awp_arena *arena) {
    struct awp_bytes name = {0};
    cr_assert_eq(awp_json_name(member, arena, &name), AWP_OK);
    return name;
}

/* The member of this name that `skip` others of it come before. */
static const struct awp_json_node *nth_of_name(const struct awp_json_node *object,
                                               struct awp_bytes name, size_t skip) {
    const struct awp_json_node *member = awp_json_first(object);
    for (; member != NULL; member = awp_json_next(member)) {
        if (awp_json_name_is(member, name) && skip-- == 0) {
            return member;
        }
    }
    return NULL;
}

static size_t before_it(const struct awp_json_node *object, const struct awp_json_node *member,
                        struct awp_bytes name) {
    size_t count = 0;
    const struct awp_json_node *other = awp_json_first(object);
    for (; other != member; other = awp_json_next(other)) {
        count += awp_json_name_is(other, name);
    }
    return count;
}

static bool same_object(const struct awp_json_node *a, const struct awp_json_node *b,
                        struct awp_arena *arena) {
    size_t extra = 0;
    for (const struct awp_json_node *m = awp_json_first(a); m != NULL; m = awp_json_next(m)) {
        const struct awp_bytes name = name_of(m, arena);
        const struct awp_json_node *other = nth_of_name(b, name, before_it(a, m, name));
        if (other == NULL || !same_json(m, other, arena)) {
            return false;
        }
        extra--;
    }
    for (const struct awp_json_node *m = awp_json_first(b); m != NULL; m = awp_json_next(m)) {
        const struct awp_bytes name = name_of(m, arena);
        const bool is_unknown =
            name.len == 0 || awp_bytes_equal(name, AWP_BYTES("awsproofUnknown"));
        if (nth_of_name(a, name, 0) == NULL && !is_unknown) {
            return false;
        }
        extra++;
    }
    return extra <= 1;
}

static bool same_array(const struct awp_json_node *a, const struct awp_json_node *b,
                       struct awp_arena *arena) {
    a = awp_json_first(a);
    b = awp_json_first(b);
    for (; a != NULL && b != NULL; a = awp_json_next(a), b = awp_json_next(b)) {
        if (!same_json(a, b, arena)) {
            return false;
        }
    }
    return a == NULL && b == NULL;
}

static bool same_string(const struct awp_json_node *a, const struct awp_json_node *b,
                        struct awp_arena *arena) {
    struct awp_bytes text[2] = {{0}, {0}};
    cr_assert_eq(awp_json_string(a, arena, &text[0]), AWP_OK);
    cr_assert_eq(awp_json_string(b, arena, &text[1]), AWP_OK);
    return awp_bytes_equal(text[0], text[1]);
}

static bool same_number(const struct awp_json_node *a, const struct awp_json_node *b,
                        struct awp_arena *arena) {
    (void)arena;
    return awp_bytes_equal(awp_json_number(a), awp_json_number(b));
}

static bool same_json(const struct awp_json_node *a, const struct awp_json_node *b,
                      struct awp_arena *arena) {
    static bool (*const by_kind[])(const struct awp_json_node *, const struct awp_json_node *,
                                   struct awp_arena *) = {[AWP_JSON_NUMBER] = same_number,
                                                          [AWP_JSON_STRING] = same_string,
                                                          [AWP_JSON_ARRAY] = same_array,
                                                          [AWP_JSON_OBJECT] = same_object};
    const enum awp_json_kind kind = awp_json_kind(a);
    return kind == awp_json_kind(b) && (by_kind[kind] == NULL || by_kind[kind](a, b, arena));
}

static bool is_blank(struct awp_bytes text) {
    for (size_t i = 0; i < text.len; i++) {
        if (strchr(" \t\r\n", text.ptr[i]) == NULL || text.ptr[i] == 0) {
            return false;
        }
    }
    return true;
}

/* White space beside child elements may differ: no decoder looks at it (X3.5). */
static bool same_xml(const struct awp_xml_node *a, const struct awp_xml_node *b) {
    const bool is_loose = awp_xml_first(a) != NULL && is_blank(awp_xml_text(a));
    if (!awp_bytes_equal(awp_xml_name(a), awp_xml_name(b)) ||
        !(awp_bytes_equal(awp_xml_text(a), awp_xml_text(b)) ||
          (is_loose && is_blank(awp_xml_text(b))))) {
        return false;
    }
    a = awp_xml_first(a);
    b = awp_xml_first(b);
    for (; a != NULL && b != NULL; a = awp_xml_next(a), b = awp_xml_next(b)) {
        if (!same_xml(a, b)) {
            return false;
        }
    }
    return a == NULL && b == NULL;
}

bool awp_test_same_document(enum awp_variant_format format, struct awp_bytes before,
                            struct awp_bytes after, struct awp_arena *arena) {
    const struct awp_json_node *json[2] = {NULL, NULL};
    const struct awp_xml_node *xml[2] = {NULL, NULL};
    if (format == AWP_VARIANT_JSON) {
        cr_assert_eq(awp_json_parse(before, arena, &json[0], NULL), AWP_OK);
        cr_assert_eq(awp_json_parse(after, arena, &json[1], NULL), AWP_OK);
        return json[0] != NULL && json[1] != NULL && same_json(json[0], json[1], arena);
    }
    cr_assert_eq(awp_xml_parse(before, arena, &xml[0], NULL), AWP_OK);
    cr_assert_eq(awp_xml_parse(after, arena, &xml[1], NULL), AWP_OK);
    return xml[0] != NULL && xml[1] != NULL && same_xml(xml[0], xml[1]);
}

static enum awp_variant_format format_of(const char *kind) {
    return strncmp(kind, "xml-", 4) == 0 ? AWP_VARIANT_XML : AWP_VARIANT_JSON;
}

size_t awp_test_keeps(const char *kind, struct awp_bytes text, const char *wanted) {
    struct awp_arena *arena = awp_arena_create(NULL, 0);
    bool is_found = wanted == NULL;
    size_t made = 0;
    for (uint64_t seed = 0; seed < AWP_TEST_SEEDS; seed++) {
        const struct awp_specimen from = awp_test_document(format_of(kind), awp_test_exact(text));
        struct awp_specimen variant;
        struct awp_specimen again;
        if (awp_test_make(kind, &from, seed, arena, &variant) == AWP_VARIANT_MADE) {
            made++;
            cr_assert(awp_test_same_document(from.format, from.body, variant.body, arena),
                      "%s, seed %d: %.*s", kind, (int)seed, (int)variant.body.len,
                      (const char *)variant.body.ptr);
            cr_assert_eq(awp_test_make(kind, &from, seed, arena, &again), AWP_VARIANT_MADE);
            cr_assert(awp_bytes_equal(variant.body, again.body));
            is_found = is_found ||
                       memmem(variant.body.ptr, variant.body.len, wanted, strlen(wanted)) != NULL;
        }
        awp_test_release(from.body);
        awp_arena_reset(arena);
    }
    cr_expect(is_found, "%s never gives %s", kind, wanted);
    awp_arena_destroy(arena);
    return made;
}

void awp_test_makes_none(const char *kind, struct awp_bytes text, enum awp_variant_end end) {
    struct awp_arena *arena = awp_arena_create(NULL, 0);
    for (uint64_t seed = 0; seed < AWP_TEST_SEEDS; seed++) {
        const struct awp_specimen from = awp_test_document(format_of(kind), text);
        struct awp_specimen variant;
        cr_expect_eq(awp_test_make(kind, &from, seed, arena, &variant), end);
        awp_arena_reset(arena);
    }
    awp_arena_destroy(arena);
}
