/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of matrix/json_member.c: members of every kind, and complaints of those that are not so. */
#include <criterion/criterion.h>
#include <string.h>

#include "json_member.h"
#include "text.h"

#define DOCUMENT                                                                                   \
    "{\"text\":\"a\\u0000b\",\"empty\":\"\",\"list\":[\"x\",\"y\"],\"mixed\":[\"x\",1],"           \
    "\"count\":12,\"much\":4294967296,\"part\":1.5,\"tiny\":2.5e-3,\"minus\":-1,\"ages\":1e99,"    \
    "\"yes\":true,\"no\":false,\"level\":\"should\",\"verdict\":\"hang\",\"null\":null,"           \
    "\"out\":{\"b\": 1.50,\"a\":[]},\"cut_text\":\"{\\\"a\"}"

static struct awp_arena *arena;
static struct awp_first_complaint complaint;
static struct awp_json_source from;
static const struct awp_json_node *root;

static void set_up(void) {
    arena = awp_need_block(awp_arena_create(NULL, 0));
    complaint = awp_first_complaint_in(arena);
    from = (struct awp_json_source){&complaint.complaints, arena};
    cr_assert_eq(awp_json_parse(AWP_BYTES(DOCUMENT), arena, &root, NULL), AWP_OK);
    cr_assert_not_null(root);
}

static void tear_down(void) { awp_arena_destroy(arena); }

TestSuite(json_member, .init = set_up, .fini = tear_down);

static bool is(struct awp_report_text text, const char *wanted, size_t len) {
    return text.len == len && memcmp(text.ptr, wanted, len) == 0;
}

/* That the last reading complained just so. */
static void expect_complaint(bool was_good, const char *wanted) {
    cr_expect_not(was_good, "%s", wanted);
    cr_expect(awp_bytes_equal(complaint.reason, awp_bytes_of_string(wanted)), "%.*s, not %s",
              AWP_TEXT_ARGS(complaint.reason), wanted);
    complaint = awp_first_complaint_in(arena);
    from.complaints = &complaint.complaints;
}

Test(json_member, texts) {
    struct awp_report_text text = {NULL, 0};
    cr_expect(awp_json_member_text(&from, root, "text", &text));
    cr_expect(is(text, "a\0b", 3));
    expect_complaint(awp_json_member_text(&from, root, "none", &text), "\"none\" is missing");
    expect_complaint(awp_json_member_text(&from, root, "count", &text),
                     "\"count\" is of another kind");
}

Test(json_member, texts_of_a_struct_by_a_table) {
    struct two {
        struct awp_report_text first;
        struct awp_report_text second;
    } two = {.second = {"as it was", 9}};
    const struct awp_json_text_member members[] = {{"text", offsetof(struct two, first), true},
                                                   {"none", offsetof(struct two, second), false}};
    const struct awp_json_text_member missing[] = {{"none", offsetof(struct two, first), true}};
    const struct awp_json_text_member other[] = {{"null", offsetof(struct two, first), false}};
    cr_expect(awp_json_member_texts(&from, root, members, 2, &two));
    cr_expect(is(two.first, "a\0b", 3));
    cr_expect(is(two.second, "as it was", 9));
    expect_complaint(awp_json_member_texts(&from, root, missing, 1, &two), "\"none\" is missing");
    expect_complaint(awp_json_member_texts(&from, root, other, 1, &two),
                     "\"null\" is of another kind");
}

Test(json_member, lists) {
    const struct awp_report_text *items = NULL;
    size_t count = 0;
    cr_assert(awp_json_member_list(&from, root, "list", &items, &count));
    cr_assert_eq(count, 2);
    cr_expect(is(items[0], "x", 1) && is(items[1], "y", 1));
    expect_complaint(awp_json_member_list(&from, root, "mixed", &items, &count),
                     "\"mixed\" holds what is no string");
    expect_complaint(awp_json_member_list(&from, root, "text", &items, &count),
                     "\"text\" is of another kind");
}

Test(json_member, numbers) {
    size_t count = 0;
    double seconds = 0;
    cr_expect(awp_json_member_count(&from, root, "count", &count) && count == 12);
    expect_complaint(awp_json_member_count(&from, root, "part", &count), "\"part\" is no count");
    expect_complaint(awp_json_member_count(&from, root, "minus", &count), "\"minus\" is no count");
    expect_complaint(awp_json_member_count(&from, root, "much", &count), "\"much\" is no count");
    cr_expect(awp_json_member_seconds(&from, root, "part", &seconds));
    cr_expect_eq(seconds, 1.5);
    cr_expect(awp_json_member_seconds(&from, root, "tiny", &seconds));
    cr_expect_eq(seconds, 0.0025);
    expect_complaint(awp_json_member_seconds(&from, root, "minus", &seconds),
                     "\"minus\" is no time in seconds");
    expect_complaint(awp_json_member_seconds(&from, root, "ages", &seconds),
                     "\"ages\" is no time in seconds");
}

Test(json_member, flags_and_names) {
    bool flag = false;
    enum awp_level level = AWP_LEVEL_MAY;
    enum awp_verdict verdict = AWP_VERDICT_PASS;
    cr_expect(awp_json_member_flag(&from, root, "yes", &flag) && flag);
    cr_expect(awp_json_member_flag(&from, root, "no", &flag) && !flag);
    expect_complaint(awp_json_member_flag(&from, root, "null", &flag),
                     "\"null\" is neither true nor false");
    cr_expect(awp_json_member_level(&from, root, "level", &level) && level == AWP_LEVEL_SHOULD);
    expect_complaint(awp_json_member_level(&from, root, "verdict", &level),
                     "\"verdict\" is no level");
    cr_expect(awp_json_member_verdict(&from, root, "verdict", &verdict));
    cr_expect_eq(verdict, AWP_VERDICT_HANG);
    expect_complaint(awp_json_member_verdict(&from, root, "empty", &verdict),
                     "\"empty\" is no verdict");
}

Test(json_member, outcomes_as_json_as_text_or_none) {
    struct awp_report_text text = {NULL, 0};
    cr_expect(awp_json_member_outcome(&from, root, "out", &text));
    cr_expect(is(text, "{\"b\":1.50,\"a\":[]}", 17));
    cr_expect(awp_json_member_outcome(&from, root, "cut", &text));
    cr_expect(is(text, "{\"a", 3));
    text = (struct awp_report_text){NULL, 0};
    cr_expect(awp_json_member_outcome(&from, root, "none", &text));
    cr_expect_eq(text.len, 0);
}
