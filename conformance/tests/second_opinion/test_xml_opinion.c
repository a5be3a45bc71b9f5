/* SPDX-License-Identifier: Apache-2.0 */
/* Our XML reader against expat, over everything that the golden cases hold. */
#include <criterion/criterion.h>

#include "xml_opinion.h"

struct held {
    struct awp_tally tally;
    awp_xml_parser *parser;
};

static struct held hold(awp_xml_parser *parser) {
    struct held held = {.parser = parser};
    held.tally.rows = awp_xml_disagreements(&held.tally.row_count);
    return held;
}

static void visit(void *context, struct awp_bytes text, const struct awp_text_origin *origin) {
    struct held *held = context;
    awp_xml_opinion(&held->tally, held->parser, text, origin);
}

Test(xml_opinion, the_golden_cases_are_read_as_expat_reads_them) {
    struct held held = hold(awp_xml_parse);
    held.tally.out = stderr;
    const size_t bodies = awp_texts_visit_cases(AWP_CASES_SOURCE_DIR, visit, &held);
    const size_t unneeded = awp_tally_report(&held.tally, "XML against expat");
    cr_assert_geq(bodies, 400, "only %zu bodies found", bodies);
    cr_expect_eq(held.tally.unlisted, 0, "%zu disagreements that the table has not",
                 held.tally.unlisted);
    cr_expect_eq(unneeded, 0, "%zu rows of the table that nothing needs", unneeded);
    cr_expect_gt(held.tally.agreed_accepted, 1000);
    cr_expect_gt(held.tally.agreed_refused, 100000);
}

/* A variant that only our reader took for a document would prove nothing. */
Test(xml_opinion, variants_are_read_as_expat_reads_them) {
    struct held held = hold(awp_xml_parse);
    held.tally.out = stderr;
    const size_t variants = awp_texts_visit_variants(AWP_CASES_SOURCE_DIR, 1, visit, &held);
    (void)awp_tally_report(&held.tally, "variants");
    cr_assert_geq(variants, 4000, "only %zu variants found", variants);
    cr_expect_eq(held.tally.unlisted, 0, "%zu disagreements that the table has not",
                 held.tally.unlisted);
}

/* What awp_xml_parse is, but for one fault each. */
static enum awp_status parse_with_text_behind(struct awp_bytes text, struct awp_arena *arena,
                                              const struct awp_xml_node **root,
                                              struct awp_fault *fault) {
    text.len -= text.len > 0 && text.ptr[text.len - 1] == 'x';
    return awp_xml_parse(text, arena, root, fault);
}

static enum awp_status parse_nothing(struct awp_bytes text, struct awp_arena *arena,
                                     const struct awp_xml_node **root, struct awp_fault *fault) {
    (void)text, (void)arena;
    *root = NULL;
    *fault = (struct awp_fault){"refused", 0};
    return AWP_OK;
}

#define ANOTHER "<a><b/>t</a>"

static enum awp_status parse_another(struct awp_bytes text, struct awp_arena *arena,
                                     const struct awp_xml_node **root, struct awp_fault *fault) {
    const enum awp_status status = awp_xml_parse(text, arena, root, fault);
    return status != AWP_OK || *root == NULL
               ? status
               : awp_xml_parse(AWP_BYTES(ANOTHER), arena, root, fault);
}

static size_t unlisted(awp_xml_parser *parser, struct awp_bytes text) {
    const struct awp_text_origin origin = {AWP_BYTES_INIT("planted"), "whole", 0};
    struct held held = hold(parser);
    awp_xml_opinion(&held.tally, parser, text, &origin);
    return held.tally.unlisted;
}

Test(xml_opinion, a_reader_that_accepts_too_much_is_found_out) {
    cr_expect_eq(unlisted(awp_xml_parse, AWP_BYTES("<a/>x")), 0);
    cr_expect_eq(unlisted(parse_with_text_behind, AWP_BYTES("<a/>x")), 1);
}

Test(xml_opinion, a_reader_that_accepts_too_little_is_found_out) {
    cr_expect_eq(unlisted(parse_nothing, AWP_BYTES("<a>")), 0);
    cr_expect_eq(unlisted(parse_nothing, AWP_BYTES("<a/>")), 1);
}

Test(xml_opinion, a_reader_that_reads_something_else_is_found_out) {
    static const char *const others[] = {"<a><b/></a>",    "<a><b/>T</a>",     "<A><b/>t</A>",
                                         "<a><c/>t</a>",   "<a><b/>t<b/></a>", "<a>t</a>",
                                         "<a><b>t</b></a>"};
    cr_expect_eq(unlisted(parse_another, AWP_BYTES(ANOTHER)), 0);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        cr_expect_eq(unlisted(parse_another, awp_bytes_of_string(others[i])), 1, "%s", others[i]);
    }
}
