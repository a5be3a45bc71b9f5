/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of matrix/json_lines.c: lines handed over, and what is wrong said with its line. */
#include <criterion/criterion.h>
#include <string.h>
#include <unistd.h>

#include "json_lines.h"
#include "text.h"

/* Takes what has a member "good", and counts it. */
static bool take(void *context, struct awp_json_lines *lines, const struct awp_json_node *root) {
    size_t *count = context;
    (*count)++;
    return awp_json_member(root, AWP_BYTES("good")) != NULL ||
           awp_complain(&lines->complaint.complaints, root, "this is not good");
}

static bool read_text(const char *text, size_t len, char said[512], size_t *count) {
    char path[] = "/tmp/awp-lines-XXXXXX";
    const int descriptor = mkstemp(path);
    cr_assert_geq(descriptor, 0);
    cr_assert_eq(write(descriptor, text, len), (ssize_t)len);
    close(descriptor);
    memset(said, 0, 512);
    FILE *errors = fmemopen(said, 512, "w");
    struct awp_json_lines lines;
    *count = 0;
    const bool good = awp_json_lines_read(&lines, path, errors, take, count);
    awp_json_lines_close(&lines);
    fclose(errors);
    unlink(path);
    return good;
}

static void expect(const char *text, size_t taken, const char *complaint) {
    char said[512];
    size_t count;
    const bool good = read_text(text, strlen(text), said, &count);
    cr_expect_eq(good, complaint == NULL, "%s: %s", text, said);
    cr_expect_eq(count, taken, "%s: %zu", text, count);
    if (complaint == NULL) {
        cr_expect_str_empty(said);
    } else {
        cr_expect_not_null(strstr(said, complaint), "%s", said);
        cr_expect_eq(strchr(said, '\n'), said + strlen(said) - 1, "one line: %s", said);
    }
}

Test(json_lines, hands_over_each_line) {
    expect("{\"good\":1}\n{\"good\":2}\n{\"good\":3}\n", 3, NULL);
    expect("", 0, NULL);
}

Test(json_lines, says_what_is_wrong_with_its_line_and_stops) {
    expect("{\"good\":1}\n{\"bad\":2}\n{\"good\":3}\n", 2, ":2: this is not good\n");
    expect("{\"good\":1}\n{\"good\":}\n", 1, ":2: no JSON: ");
    expect("\n", 0, ":1: no JSON: ");
    expect("{\"good\":1}\n{\"good\":2}", 1, ":2: a line without an end");
}

Test(json_lines, says_that_a_file_cannot_be_read) {
    char said[512] = "";
    size_t count = 0;
    struct awp_json_lines lines;
    FILE *errors = fmemopen(said, sizeof(said), "w");
    cr_expect_not(awp_json_lines_read(&lines, "/no/such/file", errors, take, &count));
    awp_json_lines_close(&lines);
    fclose(errors);
    cr_expect_str_eq(said, "awsproof: cannot read /no/such/file: No such file or directory\n");
    errors = fmemopen(said, sizeof(said), "w");
    cr_expect_not(awp_json_lines_read(&lines, "/tmp", errors, take, &count));
    awp_json_lines_close(&lines);
    fclose(errors);
    cr_expect_str_eq(said, "/tmp:1: Is a directory\n");
}
