/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/filter.c: what selects, and what selects nothing. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "filter.h"
#include "support.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(filter, .init = set_up, .fini = tear_down);

static const struct awp_bytes tags_a[] = {AWP_BYTES_INIT("x"), AWP_BYTES_INIT("y")};
static const struct awp_bytes rules_a[] = {AWP_BYTES_INIT("R5.2"), AWP_BYTES_INIT("R13")};
static const struct awp_case items[] = {{.id = AWP_BYTES_INIT("one-a"),
                                         .topic = AWP_BYTES_INIT("numbers"),
                                         .rules = {rules_a, 2},
                                         .level = AWP_LEVEL_MUST,
                                         .flags = {tags_a, 1},
                                         .tags = {tags_a, 2}},
                                        {.id = AWP_BYTES_INIT("one-b"),
                                         .topic = AWP_BYTES_INIT("letters"),
                                         .rules = {rules_a, 1},
                                         .level = AWP_LEVEL_SHOULD,
                                         .tags = {tags_a, 1}},
                                        {.id = AWP_BYTES_INIT("two"), .level = AWP_LEVEL_MAY}};
static const struct awp_rename renames[] = {
    {AWP_BYTES_INIT("once"), {true, AWP_BYTES_INIT("two")}, AWP_BYTES_INIT("clearer")},
    {AWP_BYTES_INIT("gone"), {0}, AWP_BYTES_INIT("it was wrong")}};
static const struct awp_cases all = {.items = items, .count = 3, .renames = {renames, 2}};

/* Which cases are selected, as a bit each; 0 with `said` filled where nothing is. */
static unsigned select_bits(const struct awp_filter *filter, char **said) {
    const struct awp_case *const *selected = NULL;
    size_t count = 0;
    size_t len = 0;
    unsigned bits = 0;
    FILE *errors = open_memstream(said, &len);
    if (awp_filter_select(filter, &all, arena, errors, &selected, &count)) {
        for (size_t i = 0; i < count; i++) {
            bits |= 1u << (selected[i] - items);
        }
    }
    fclose(errors);
    return bits;
}

static void expect(struct awp_filter filter, unsigned bits, const char *message) {
    char *said = NULL;
    cr_expect_eq(select_bits(&filter, &said), bits, "want bits %u", bits);
    cr_expect_str_eq(said, message);
    free(said);
}

Test(filter, selects_everything_when_it_asks_for_nothing) { expect((struct awp_filter){0}, 7, ""); }

Test(filter, unites_patterns_and_narrows_by_level_and_tag) {
    const struct awp_bytes one[] = {AWP_BYTES("one-*")};
    const struct awp_bytes both[] = {AWP_BYTES("*-b"), AWP_BYTES("two")};
    const struct awp_bytes levels[] = {AWP_BYTES("must"), AWP_BYTES("may")};
    const struct awp_bytes y[] = {AWP_BYTES("y")};
    expect((struct awp_filter){.patterns = {one, 1}}, 3, "");
    expect((struct awp_filter){.patterns = {both, 2}}, 6, "");
    expect((struct awp_filter){.levels = {levels, 2}}, 5, "");
    expect((struct awp_filter){.patterns = {one, 1}, .levels = {levels, 2}}, 1, "");
    expect((struct awp_filter){.tags = {y, 1}}, 1, "");
}

Test(filter, looks_at_the_topic_where_a_pattern_has_a_slash) {
    const struct awp_bytes numbers[] = {AWP_BYTES("numbers/*")};
    const struct awp_bytes ones[] = {AWP_BYTES("*/one-*")};
    const struct awp_bytes all_of_them[] = {AWP_BYTES("**")};
    const struct awp_bytes short_run[] = {AWP_BYTES("*rs-a"), AWP_BYTES("n*/**a")};
    expect((struct awp_filter){.patterns = {numbers, 1}}, 1, "");
    expect((struct awp_filter){.patterns = {ones, 1}}, 3, "");
    expect((struct awp_filter){.patterns = {all_of_them, 1}}, 7, "");
    expect((struct awp_filter){.patterns = {short_run, 2}}, 0,
           "awsproof: the pattern \"*rs-a\" matches no case\n");
}

Test(filter, takes_a_rule_for_all_of_its_clauses) {
    const struct awp_bytes rule[] = {AWP_BYTES("R5")};
    const struct awp_bytes clause[] = {AWP_BYTES("R13")};
    const struct awp_bytes beginnings[] = {AWP_BYTES("R1"), AWP_BYTES("R5.")};
    expect((struct awp_filter){.rules = {rule, 1}}, 3, "");
    expect((struct awp_filter){.rules = {clause, 1}}, 1, "");
    expect((struct awp_filter){.rules = {beginnings, 2}}, 0,
           "awsproof: the rule \"R1\" matches no case\n"
           "awsproof: the rule \"R5.\" matches no case\n");
}

Test(filter, names_each_pattern_level_and_tag_that_matches_nothing) {
    const struct awp_bytes typo[] = {AWP_BYTES("one-*"), AWP_BYTES("three"), AWP_BYTES("One-a")};
    const struct awp_bytes tag[] = {AWP_BYTES("z")};
    expect((struct awp_filter){.patterns = {typo, 3}, .tags = {tag, 1}}, 0,
           "awsproof: the pattern \"three\" matches no case\n"
           "awsproof: the pattern \"One-a\" matches no case\n"
           "awsproof: the tag \"z\" matches no case\n");
}

Test(filter, refuses_criteria_that_leave_nothing_together) {
    const struct awp_bytes two[] = {AWP_BYTES("two")};
    const struct awp_bytes x[] = {AWP_BYTES("x")};
    expect((struct awp_filter){.patterns = {two, 1}, .tags = {x, 1}}, 0,
           "awsproof: pattern, level, flag, tag and rule together match no case\n");
}

Test(filter, writes_itself_for_reports) {
    const struct awp_bytes patterns[] = {AWP_BYTES("a*"), AWP_BYTES("b")};
    const struct awp_bytes level[] = {AWP_BYTES("must")};
    const struct awp_bytes tag[] = {AWP_BYTES("x")};
    const struct awp_bytes rule[] = {AWP_BYTES("R5")};
    const struct awp_filter filter = {.patterns = {patterns, 2},
                                      .levels = {level, 1},
                                      .flags = {tag, 1},
                                      .tags = {tag, 1},
                                      .rules = {rule, 1}};
    cr_assert(awp_bytes_equal(awp_filter_text(&filter, arena),
                              AWP_BYTES("a* b level:must flag:x tag:x rule:R5")));
}

Test(filter, narrows_by_flag_and_not_by_a_tag_of_that_name) {
    const struct awp_bytes x[] = {AWP_BYTES("x")};
    const struct awp_bytes y[] = {AWP_BYTES("y")};
    expect((struct awp_filter){.flags = {x, 1}}, 1, "");
    expect((struct awp_filter){.flags = {y, 1}}, 0, "awsproof: the flag \"y\" matches no case\n");
}

Test(filter, says_what_became_of_an_id) {
    const struct awp_bytes former[] = {AWP_BYTES("once"), AWP_BYTES("gone")};
    expect((struct awp_filter){.patterns = {former, 2}}, 0,
           "awsproof: the pattern \"once\" matches no case: it was renamed to \"two\" (clearer)\n"
           "awsproof: the pattern \"gone\" matches no case: it was taken out (it was wrong)\n");
}
