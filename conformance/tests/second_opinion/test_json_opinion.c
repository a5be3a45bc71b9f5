/* SPDX-License-Identifier: Apache-2.0 */
/* Our strict JSON reader against jansson, over everything that the golden cases hold. */
#include <criterion/criterion.h>
#include <string.h>

#include "json_opinion.h"

struct held {
    struct awp_tally tally;
    awp_json_parser *parser;
};

static struct held hold(awp_json_parser *parser) {
    struct held held = {.parser = parser};
    held.tally.rows = awp_json_disagreements(&held.tally.row_count);
    return held;
}

static void visit(void *context, struct awp_bytes text, const struct awp_text_origin *origin) {
    struct held *held = context;
    awp_json_opinion(&held->tally, held->parser, text, origin);
}

Test(json_opinion, the_golden_cases_are_read_as_jansson_reads_them) {
    struct held held = hold(awp_json_parse);
    held.tally.out = stderr;
    const size_t bodies = awp_texts_visit_cases(AWP_CASES_SOURCE_DIR, visit, &held);
    const size_t unneeded = awp_tally_report(&held.tally, "JSON against jansson");
    cr_assert_geq(bodies, 400, "only %zu bodies found", bodies);
    cr_expect_eq(held.tally.unlisted, 0, "%zu disagreements that the table has not",
                 held.tally.unlisted);
    cr_expect_eq(unneeded, 0, "%zu rows of the table that nothing needs", unneeded);
    cr_expect_gt(held.tally.agreed_accepted, 1000);
    cr_expect_gt(held.tally.agreed_refused, 100000);
}

/* A variant that only our reader took for a document would prove nothing. */
Test(json_opinion, variants_are_read_as_jansson_reads_them) {
    struct held held = hold(awp_json_parse);
    held.tally.out = stderr;
    const size_t variants = awp_texts_visit_variants(AWP_CASES_SOURCE_DIR, 1, visit, &held);
    (void)awp_tally_report(&held.tally, "variants");
    cr_assert_geq(variants, 4000, "only %zu variants found", variants);
    cr_expect_eq(held.tally.unlisted, 0, "%zu disagreements that the table has not",
                 held.tally.unlisted);
}

/* What awp_json_parse is, but for one fault each. */
static enum awp_status parse_with_trailing_comma(struct awp_bytes text, struct awp_arena *arena,
                                                 const struct awp_json_node **root,
                                                 struct awp_fault *fault) {
    text.len -= text.len > 0 && text.ptr[text.len - 1] == ',';
    return awp_json_parse(text, arena, root, fault);
}

static enum awp_status parse_nothing(struct awp_bytes text, struct awp_arena *arena,
                                     const struct awp_json_node **root, struct awp_fault *fault) {
    (void)text, (void)arena;
    *root = NULL;
    *fault = (struct awp_fault){"refused", 0};
    return AWP_OK;
}

static enum awp_status parse_another(struct awp_bytes text, struct awp_arena *arena,
                                     const struct awp_json_node **root, struct awp_fault *fault) {
    const enum awp_status status = awp_json_parse(text, arena, root, fault);
    return status != AWP_OK || *root == NULL
               ? status
               : awp_json_parse(AWP_BYTES("{\"a\":[1,\"y\"]}"), arena, root, fault);
}

static size_t unlisted(awp_json_parser *parser, const char *text) {
    struct held held = hold(parser);
    awp_texts_visit(awp_bytes_of_string(text), AWP_BYTES("planted"), visit, &held);
    return held.tally.unlisted;
}

Test(json_opinion, a_reader_that_accepts_too_much_is_found_out) {
    cr_expect_eq(unlisted(awp_json_parse, "[1,2]"), 0);
    cr_expect_gt(unlisted(parse_with_trailing_comma, "1,2"), 0);
}

Test(json_opinion, a_reader_that_accepts_too_little_is_found_out) {
    cr_expect_eq(unlisted(parse_nothing, "["), 0);
    cr_expect_gt(unlisted(parse_nothing, "[]"), 0);
}

Test(json_opinion, a_reader_that_reads_something_else_is_found_out) {
    static const char *const others[] = {"{\"a\":[1,\"x\"]}",
                                         "{\"a\":[2,\"y\"]}",
                                         "{\"a\":[1]}",
                                         "{\"a\":[1,\"y\",2]}",
                                         "{\"b\":[1,\"y\"]}",
                                         "{\"a\":[1,null]}",
                                         "{\"a\":[1.0,\"y\"]}",
                                         "{}",
                                         "[]",
                                         "{\"a\":[1,\"y\"],\"b\":0}"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        cr_expect_gt(unlisted(parse_another, others[i]), 0, "%s", others[i]);
    }
    struct held held = hold(parse_another);
    const struct awp_text_origin origin = {AWP_BYTES_INIT("planted"), "whole", 0};
    awp_json_opinion(&held.tally, parse_another, AWP_BYTES("{\"a\":[1,\"y\"]}"), &origin);
    cr_expect_eq(held.tally.agreed_accepted, 1);
}
