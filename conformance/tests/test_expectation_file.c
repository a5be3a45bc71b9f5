/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/expectation_file.c: what an entry says, and what is none. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "expectation.h"
#include "support.h"
#include "text.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(expectation_file, .init = set_up, .fini = tear_down);

/* Reads a text; what was complained of, which the caller frees. */
static char *parse(const char *text, struct awp_expectations *expectations) {
    char *said = NULL;
    size_t len = 0;
    FILE *errors = open_memstream(&said, &len);
    const struct awp_bytes exact = awp_test_exact(text);
    struct awp_bytes kept = {0};
    /* Entries point into the text, so the copy that is read lives as long as they do. */
    cr_assert_eq(awp_arena_copy(arena, exact, &kept), AWP_OK);
    awp_test_release(exact);
    *expectations = (struct awp_expectations){.arena = arena, .today = AWP_BYTES("2026-11-22")};
    const bool good = awp_expectations_parse(expectations, "k.txt", kept, errors);
    cr_assert_eq(fclose(errors), 0);
    cr_expect_eq(good, len == 0, "%s", said);
    return said;
}

static void expect_text(struct awp_bytes got, const char *want) {
    cr_expect(awp_bytes_equal(got, awp_bytes_of_string(want)), "want %s, got %.*s", want,
              AWP_TEXT_ARGS(got));
}

Test(expectation_file, an_entry_says_what_fails_how_why_and_until_when) {
    struct awp_expectations list;
    char *said = parse("text-*  fail\twrong-type # no checks # at all  https://example.com/1#x "
                       "until=2027-02-28 max=3  \n"
                       "one crash * # dies https://example.com/2\n"
                       "two flaky escape # at times https://example.com/3",
                       &list);
    cr_assert_str_eq(said, "");
    cr_assert_eq(list.count, 3);
    expect_text(list.items[0].pattern, "text-*");
    cr_expect_eq(list.items[0].verdict, AWP_VERDICT_FAIL);
    expect_text(list.items[0].class_name, "wrong-type");
    expect_text(list.items[0].reason, "no checks # at all");
    expect_text(list.items[0].place, "https://example.com/1#x");
    expect_text(list.items[0].until, "2027-02-28");
    cr_expect_eq(list.items[0].max, 3);
    cr_expect_eq(list.items[1].verdict, AWP_VERDICT_CRASH);
    cr_expect_eq(list.items[1].max, 0);
    cr_expect_eq(list.items[1].until.len, 0);
    cr_expect_eq(list.items[2].verdict, AWP_VERDICT_FLAKY);
    cr_expect_eq(list.items[2].line, 3);
    free(said);
}

Test(expectation_file, a_finding_of_our_own_is_a_place_too) {
    struct awp_expectations list;
    char *said = parse("a fail * # see README.md, then reports/findings/a-B_c.9.md max=2\n", &list);
    cr_assert_str_eq(said, "");
    cr_assert_eq(list.count, 1);
    expect_text(list.items[0].reason, "see README.md, then");
    expect_text(list.items[0].place, "reports/findings/a-B_c.9.md");
    cr_expect_eq(list.items[0].max, 2);
    free(said);
}

Test(expectation_file, a_reason_still_to_be_written_needs_no_address) {
    struct awp_expectations list;
    char *said =
        parse("a fail * # TODO something\nb fail * # TODO x https://example.com max=2\n", &list);
    cr_assert_str_eq(said, "");
    cr_assert_eq(list.count, 2);
    cr_expect(awp_expectation_is_unexplained(&list.items[0]));
    cr_expect_eq(list.items[0].place.len, 0);
    expect_text(list.items[1].place, "https://example.com");
    cr_expect_eq(list.items[1].max, 2);
    free(said);
}

Test(expectation_file, comments_belong_to_the_entry_below_or_to_none) {
    struct awp_expectations list;
    char *said = parse("# head\n#\n\n# of a\n#more of a\na fail * # r https://example.com\n\n"
                       "  # lonely\n\nb fail * # r https://example.com\n# last\n",
                       &list);
    cr_assert_str_eq(said, "");
    cr_assert_eq(list.count, 2);
    cr_assert_eq(list.items[0].comment_count, 2);
    expect_text(list.items[0].comments[1], "#more of a");
    cr_assert_eq(list.items[1].comment_count, 0);
    cr_assert_eq(list.comment_count, 4);
    expect_text(list.comments[0], "# head");
    expect_text(list.comments[2], "# lonely");
    expect_text(list.comments[3], "# last");
    free(said);
}

#define FORM "an entry is: pattern verdict class # reason place [until=DATE] [max=N]"
#define NO_PLACE "an entry has no place (https://... or reports/findings/....md) behind its reason"
/* Stands for the classes of fail, which are another list's to know. */
#define FAIL_CLASSES "%s"

static const struct {
    const char *line;
    const char *reason;
} bad[] = {
    {"a", FORM},
    {"a fail", FORM},
    {"# ok\na fail # r https://example.com", FORM},
    {"a fail escape wrong-type # r https://example.com", FORM},
    {"A fail * # r https://example.com", "a pattern is made of a-z 0-9 - ~ and *, not \"A\""},
    {"a? fail * # r https://example.com", "a pattern is made of a-z 0-9 - ~ and *, not \"a?\""},
    {"a pass * # r https://example.com",
     "a verdict is fail, crash, hang, protocol_error or flaky, not \"pass\""},
    {"a FAIL * # r https://example.com",
     "a verdict is fail, crash, hang, protocol_error or flaky, not \"FAIL\""},
    {"a unsupported * # r https://example.com",
     "a verdict is fail, crash, hang, protocol_error or flaky, not \"unsupported\""},
    {"a fail crash # r https://example.com",
     "a class of fail is * or one of " FAIL_CLASSES ", not \"crash\""},
    {"a flaky nope # r https://example.com",
     "a class of flaky is * or one of " FAIL_CLASSES ", not \"nope\""},
    {"a crash escape # r https://example.com",
     "a class of crash is * or one of crash, not \"escape\""},
    {"a fail *", "an entry needs # and its reason and place behind it"},
    {"a fail * #", "an entry has no reason behind its #"},
    {"a fail * # https://example.com", "an entry has no reason behind its #"},
    {"a fail * # r", NO_PLACE},
    {"a fail * # r http://example.com", NO_PLACE},
    {"a fail * # r https://", NO_PLACE},
    {"a fail * # r finding.md", NO_PLACE},
    {"a fail * # r /reports/findings/x.md", NO_PLACE},
    {"a fail * # r reports//x.md", NO_PLACE},
    {"a fail * # r reports/../x.md", NO_PLACE},
    {"a fail * # r ./reports/x.md", NO_PLACE},
    {"a fail * # r reports/.md", NO_PLACE},
    {"a fail * # r reports/x.txt", NO_PLACE},
    {"a fail * # r reports/x.md/", NO_PLACE},
    {"a fail * # r reports/x,y.md", NO_PLACE},
    {"a fail * # reports/findings/x.md", "an entry has no reason behind its #"},
    {"a fail * # r reports/findings/x.md https://example.com",
     "behind the place stand until=DATE and max=N alone, not \"https://example.com\""},
    {"a fail * # r until=2027-01-01 https://example.com", NO_PLACE},
    {"a fail * # r https://example.com until=2027-02-29",
     "until= wants a date such as 2027-01-31, not \"2027-02-29\""},
    {"a fail * # r https://example.com until=", "until= wants a date such as 2027-01-31, not \"\""},
    {"a fail * # r https://example.com max=0",
     "max= wants a whole number from 1 to 1000000, not \"0\""},
    {"a fail * # r https://example.com max=1000001",
     "max= wants a whole number from 1 to 1000000, not \"1000001\""},
    {"a fail * # r https://example.com soon",
     "behind the place stand until=DATE and max=N alone, not \"soon\""},
    {"a fail * # r\x01 https://example.com",
     "a line holds a control character (CR is one), or is no UTF-8"},
    {"a fail * # r https://example.com\r",
     "a line holds a control character (CR is one), or is no UTF-8"},
    {"a fail * # \xff https://example.com",
     "a line holds a control character (CR is one), or is no UTF-8"},
};

Test(expectation_file, what_is_no_entry_is_refused_with_its_line_and_the_reason) {
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct awp_expectations list;
        char want[1024];
        char reason[512];
        const struct awp_bytes classes = awp_judgement_classes_text(AWP_VERDICT_FAIL, arena);
        const size_t line = strncmp(bad[i].line, "# ok", 4) == 0 ? 2 : 1;
        char *said = parse(bad[i].line, &list);
        const char *place = strstr(bad[i].reason, FAIL_CLASSES);
        const int before =
            (int)(place == NULL ? strlen(bad[i].reason) : (size_t)(place - bad[i].reason));
        snprintf(reason, sizeof(reason), "%.*s%.*s%s", before, bad[i].reason,
                 place == NULL ? 0 : (int)classes.len, (const char *)classes.ptr,
                 place == NULL ? "" : place + strlen(FAIL_CLASSES));
        snprintf(want, sizeof(want), "k.txt:%zu: %s\n", line, reason);
        cr_expect_str_eq(said, want, "%s: want %s, got %s", bad[i].line, want, said);
        free(said);
    }
}

Test(expectation_file, each_bad_line_is_told) {
    struct awp_expectations list;
    char *said = parse("x\n\na fail * # r https://example.com\ny\n", &list);
    cr_expect_str_eq(said, "k.txt:1: " FORM "\nk.txt:4: " FORM "\n");
    free(said);
}

Test(expectation_file, knows_a_date) {
    static const char *const good[] = {"2024-02-29", "2000-02-29", "2027-01-31", "2027-12-31",
                                       "0001-01-01"};
    static const char *const wrong[] = {"2027-02-29", "1900-02-29", "2027-13-01", "2027-00-01",
                                        "2027-04-31", "2027-01-00", "2027-1-1",   "2027-01-01 ",
                                        "2027/01/01", "",           "20270101",   "+027-01-01"};
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        cr_expect(awp_expectation_date_is_valid(awp_bytes_of_string(good[i])), "%s", good[i]);
    }
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        cr_expect_not(awp_expectation_date_is_valid(awp_bytes_of_string(wrong[i])), "%s", wrong[i]);
    }
}

Test(expectation_file, a_file_that_is_not_there_may_be_an_empty_one) {
    char *said = NULL;
    size_t len = 0;
    FILE *errors = open_memstream(&said, &len);
    struct awp_expectations list = {.arena = arena};
    cr_expect(awp_expectations_load(&list, "/no/such/file", true, errors));
    cr_expect_eq(list.count, 0);
    cr_expect_not(awp_expectations_load(&list, "/no/such/file", false, errors));
    cr_expect_not(awp_expectations_load(&list, "/", true, errors));
    fclose(errors);
    cr_expect_str_eq(said, "awsproof: cannot open the expectations /no/such/file: No such file or "
                           "directory\nawsproof: cannot read the expectations /: Is a directory\n");
    free(said);
}
