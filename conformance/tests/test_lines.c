/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/lines.c: bytes from a pipe, cut into lines. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "lines.h"

static int ends[2];
static void set_up(void) { cr_assert_eq(pipe2(ends, O_NONBLOCK), 0); }
static void tear_down(void) { close(ends[0]); }
TestSuite(lines, .init = set_up, .fini = tear_down);

static void send_text(const char *text) {
    cr_assert_eq(write(ends[1], text, strlen(text)), (ssize_t)strlen(text));
}

static void expect_line(struct awp_lines *lines, const char *want) {
    struct awp_bytes line = {0};
    cr_assert(awp_lines_next(lines, &line), "want %s", want);
    cr_assert(awp_bytes_equal(line, awp_bytes_of_string(want)), "want %s", want);
}

Test(lines, cuts_at_every_lf_however_the_bytes_arrive) {
    struct awp_lines lines = {0};
    struct awp_bytes line;
    cr_assert_eq(awp_lines_fill(&lines, ends[0]), AWP_LINES_EMPTY);
    send_text("a");
    cr_assert_eq(awp_lines_fill(&lines, ends[0]), AWP_LINES_MORE);
    cr_assert_not(awp_lines_next(&lines, &line));
    send_text("b\n\nc\r\nd");
    cr_assert_eq(awp_lines_fill(&lines, ends[0]), AWP_LINES_MORE);
    expect_line(&lines, "ab");
    expect_line(&lines, "");
    expect_line(&lines, "c\r");
    cr_assert_not(awp_lines_next(&lines, &line));
    cr_assert(awp_bytes_equal(awp_lines_rest(&lines), AWP_BYTES("d")));
    send_text("\n");
    cr_assert_eq(awp_lines_fill(&lines, ends[0]), AWP_LINES_MORE);
    expect_line(&lines, "d");
    close(ends[1]);
    cr_assert_eq(awp_lines_fill(&lines, ends[0]), AWP_LINES_END);
    awp_lines_clear(&lines);
    cr_assert_null(lines.data);
}

Test(lines, knows_a_line_that_is_too_long) {
    struct awp_lines lines = {0};
    struct awp_bytes line;
    static const char block[65536] = {'x'};
    size_t sent = 0;
    while (sent <= AWP_MAX_LINE_BYTES) {
        cr_assert_not(awp_lines_too_long(&lines), "at %zu", sent);
        const ssize_t len = write(ends[1], block, sizeof(block));
        cr_assert_gt(len, 0);
        sent += (size_t)len;
        cr_assert_eq(awp_lines_fill(&lines, ends[0]), AWP_LINES_MORE);
        cr_assert_not(awp_lines_next(&lines, &line));
    }
    cr_assert(awp_lines_too_long(&lines));
    awp_lines_clear(&lines);
    close(ends[1]);
}
