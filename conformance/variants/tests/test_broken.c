/* SPDX-License-Identifier: Apache-2.0 */
/* What is broken is no document, is not empty, and is not far from what it was. */
#include <criterion/criterion.h>
#include <string.h>

#include "awsproof/document.h"
#include "support.h"

static bool is_document(enum awp_variant_format format, struct awp_bytes body,
                        struct awp_arena *arena) {
    const struct awp_json_node *json = NULL;
    const struct awp_xml_node *xml = NULL;
    if (format == AWP_VARIANT_JSON) {
        cr_assert_eq(awp_json_parse(body, arena, &json, NULL), AWP_OK);
    } else {
        cr_assert_eq(awp_xml_parse(body, arena, &xml, NULL), AWP_OK);
    }
    return json != NULL || xml != NULL;
}

static void expect_broken(const char *kind, const char *text, bool is_cut) {
    struct awp_arena *arena = awp_arena_create(NULL, 0);
    const enum awp_variant_format format = kind[0] == 'x' ? AWP_VARIANT_XML : AWP_VARIANT_JSON;
    const struct awp_specimen from = awp_test_document(format, awp_bytes_of_string(text));
    bool lengths[64] = {false};
    size_t different = 0;
    for (uint64_t seed = 0; seed < AWP_TEST_SEEDS; seed++) {
        struct awp_specimen to;
        cr_assert_eq(awp_test_make(kind, &from, seed, arena, &to), AWP_VARIANT_MADE);
        cr_expect_not(is_document(format, to.body, arena), "%s, seed %d: %.*s", kind, (int)seed,
                      (int)to.body.len, (const char *)to.body.ptr);
        cr_assert(to.body.len > 0 && to.body.len < 64);
        different += !lengths[to.body.len];
        lengths[to.body.len] = true;
        cr_expect(!is_cut ||
                  (to.body.len < from.body.len && memcmp(to.body.ptr, text, to.body.len) == 0));
    }
    cr_expect_gt(different, 3, "%s breaks in %zu ways alone", kind, different);
    awp_arena_destroy(arena);
}

Test(broken, a_cut_document_is_the_beginning_of_one) {
    expect_broken("json-truncated", "{\"Message\":\"m\",\"a\":[1,2]}  ", true);
    expect_broken("xml-truncated", "<a><b>c</b><d/></a> <!---->", true);
}

Test(broken, an_unbalanced_document_has_a_token_too_many_or_too_few) {
    expect_broken("json-unbalanced", "{\"Message\":\"m\",\"a\":[1,2]}", false);
    expect_broken("xml-unbalanced", "<a><b>c</b><d/></a>", false);
}

Test(broken, what_cannot_be_broken_is_left_alone) {
    awp_test_makes_none("json-truncated", AWP_BYTES("1"), AWP_VARIANT_NOTHING_THERE);
    awp_test_makes_none("json-truncated", AWP_BYTES("12"), AWP_VARIANT_NOTHING_THERE);
    awp_test_makes_none("xml-truncated", AWP_BYTES("<a"), AWP_VARIANT_NO_DOCUMENT);
}
