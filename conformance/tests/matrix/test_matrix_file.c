/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of matrix/matrix_file.c: a matrix read back from its JSON lines. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clause.h"
#include "matrix_file.h"
#include "text.h"

#define SUMS                                                                                       \
    "\"seen\":{\"pass\":1,\"fail\":1,\"crash\":0,\"hang\":0,\"protocol_error\":0,"                 \
    "\"unsupported\":0,\"expected_failure\":0,\"unexpected_pass\":0,\"flaky\":0,\"not_run\":0,"    \
    "\"infrastructure\":0},\"levels\":{\"may\":{\"passed\":0,\"claimed\":0,\"cases\":0},"          \
    "\"should\":{\"passed\":1,\"claimed\":1,\"cases\":1},\"must\":{\"passed\":0,\"claimed\":1,"    \
    "\"cases\":1}},\"escapes\":1,\"lost_errors\":0,\"silent_losses\":0,\"breaks_must\":1,"         \
    "\"known\":1,\"raw_not_compared\":1,\"noise_lines\":2,\"restarts\":3"
#define HEAD                                                                                       \
    "{\"type\":\"matrix\",\"format\":1,\"suite\":{\"name\":\"awsproof\",\"version\":\"0.1.0\","    \
    "\"cases_sha256\":\"00\"},\"options\":\"--jobs 2\",\"started_at\":\"2026-11-22T21:08:06Z\","   \
    "\"host\":{\"system\":\"Linux 6.1\",\"machine\":\"x86_64\",\"cpus\":2},\"partial\":true,"      \
    "\"checked\":false,\"testees\":1,\"cases\":2}\n"
#define TESTEE                                                                                     \
    "{\"type\":\"testee\",\"key\":\"sdk\",\"name\":\"the-sdk\",\"version\":\"1\",\"command\":"     \
    "\"./run\",\"replay\":\"awsproof run\",\"transports\":[\"inline\",\"http\"]," SUMS             \
    ",\"findings\":[{\"path\":\"../no-such/f.md\",\"title\":\"F\"}]}\n"
#define CASE(id, level, rule)                                                                      \
    "{\"type\":\"case\",\"id\":\"" id "\",\"title\":\"T\",\"level\":\"" level                      \
    "\",\"rules\":[\"" rule "\",\"R1\"],\"why\":\"W\",\"sources\":[\"spec\"],\"flags\":[]"
#define PLAIN                                                                                      \
    ",\"input_bytes\":9,\"input\":\"HTTP 500\\n\",\"want\":{\"kind\":\"unknown\",\"x\":1.50},"     \
    "\"file\":\"a.json\",\"line\":3}\n"
#define BYTES                                                                                      \
    ",\"input_bytes\":2,\"input\":\"\xef\xbf\xbd\\u0000\",\"input_base64\":\"/wA=\","              \
    "\"want_text\":\"{cut\",\"file\":\"a.json\",\"line\":4}\n"
#define KNOWN                                                                                      \
    "{\"type\":\"cell\",\"testee\":\"sdk\",\"case\":\"one\",\"verdict\":\"expected_failure\","     \
    "\"seen\":\"fail\",\"class\":\"escape\",\"breaks\":\"must\",\"got\":{\"kind\":\"escape\"},"    \
    "\"difference_path\":\"$\",\"difference\":\"D\",\"reason\":\"R\",\"stderr_tail\":\"S\","       \
    "\"replay\":\"awsproof run one two\"}\n"
#define PASS "{\"type\":\"cell\",\"testee\":\"sdk\",\"case\":\"two\",\"verdict\":\"pass\"}\n"
#define END "{\"type\":\"end\",\"cells\":2}\n"

static const char whole[] =
    HEAD TESTEE CASE("one", "must", "R5.1") PLAIN KNOWN CASE("two", "should", "R9") BYTES PASS END;

static struct awp_arena *arena;
static struct awp_matrix matrix;
static char said[1024];

static void set_up(void) { arena = awp_need_block(awp_arena_create(NULL, 0)); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(matrix_file, .init = set_up, .fini = tear_down);

static bool read_text(const char *text, size_t len) {
    char path[] = "/tmp/awp-matrix-XXXXXX";
    const int descriptor = mkstemp(path);
    cr_assert_geq(descriptor, 0);
    cr_assert_eq(write(descriptor, text, len), (ssize_t)len);
    close(descriptor);
    memset(said, 0, sizeof(said));
    FILE *errors = fmemopen(said, sizeof(said), "w");
    const bool good = awp_matrix_file_read(path, "/nowhere", arena, errors, &matrix);
    fclose(errors);
    unlink(path);
    return good;
}

static bool is(struct awp_report_text text, const char *wanted) {
    return text.len == strlen(wanted) && memcmp(text.ptr, wanted, text.len) == 0;
}

Test(matrix_file, its_json_lines_come_out_of_it_byte_for_byte) {
    size_t count;
    char *text = NULL;
    size_t len = 0;
    const struct awp_matrix_writer *const *writers = awp_matrix_writer_list(&count);
    cr_assert(read_text(whole, sizeof(whole) - 1), "%s", said);
    cr_assert_str_eq(writers[0]->name, "jsonl");
    FILE *out = open_memstream(&text, &len);
    writers[0]->write(out, &matrix);
    fclose(out);
    cr_expect_str_eq(text, whole);
    free(text);
}

Test(matrix_file, what_the_lines_do_not_hold_is_found_again) {
    cr_assert(read_text(whole, sizeof(whole) - 1), "%s", said);
    cr_expect_eq(matrix.rule_count, awp_rule_count);
    cr_expect(is(matrix.rules[matrix.cases[0].rule].id, "R5"));
    cr_expect(is(matrix.rules[matrix.cases[1].rule].id, "R9"));
    cr_expect_eq(matrix.cases[0].link.len, 0, "there is no a.json here");
    cr_expect(is(matrix.testees[0].findings[0].path, "../no-such/f.md"), "as it was");
    cr_expect_eq(matrix.cells[0].broken_level, AWP_LEVEL_MUST);
    cr_expect_eq(matrix.cases[1].input.len, 2);
    cr_expect_eq(memcmp(matrix.cases[1].input.ptr, "\xff\0", 2), 0);
    cr_expect(is(matrix.cells[0].replay, "awsproof run one two"));
}

Test(matrix_file, refuses_every_prefix_with_a_line) {
    for (size_t len = 0; len < sizeof(whole) - 1; len++) {
        cr_expect_not(read_text(whole, len), "%zu bytes", len);
        cr_expect_not_null(strchr(said, ':'));
        cr_expect_eq(strchr(said, '\n'), said + strlen(said) - 1, "%s", said);
        awp_arena_reset(arena);
    }
}

Test(matrix_file, says_what_is_wrong_with_its_line) {
    static const struct {
        const char *text;
        const char *complaint;
    } rows[] = {
        {TESTEE, ":1: this line is not the \"matrix\" of a matrix that belongs here"},
        {HEAD CASE("one", "must", "R5") PLAIN, ":2: this line is not the \"testee\""},
        {HEAD TESTEE PASS, ":3: this line is not the \"case\""},
        {HEAD TESTEE CASE("one", "must", "R5") PLAIN END, ":4: this line is not the \"cell\""},
        {HEAD TESTEE CASE("one", "must", "R5") PLAIN PASS,
         ":4: \"testee\" or \"case\" is not the next one"},
        {HEAD TESTEE CASE("one", "must", "R99") PLAIN, ":3: \"rules\" begin with none"},
        {HEAD TESTEE CASE("one", "shall", "R5") PLAIN, ":3: \"level\" is no level"},
        {HEAD TESTEE CASE("one", "must", "R5") ",\"file\":\"a\"}\n",
         ":3: \"input_bytes\" is missing"},
        {HEAD TESTEE CASE(
             "one", "must",
             "R5") ",\"input_bytes\":1,\"input\":\"\",\"input_base64\":\"/w=\",\"file\":\"a\"}\n",
         ":3: \"input_base64\" is no base64"},
        {HEAD HEAD, ":2: this line is not the \"testee\""},
        {"{\"type\":\"matrix\",\"format\":2}\n", ":1: \"suite\" is missing"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        cr_expect_not(read_text(rows[i].text, strlen(rows[i].text)), "%s", rows[i].text);
        cr_expect_not_null(strstr(said, rows[i].complaint), "%s: %s", rows[i].complaint, said);
    }
}

/* The end with one cell too many, and a line behind it. */
Test(matrix_file, the_end_counts_and_is_the_end) {
    static const char behind[] = HEAD TESTEE CASE("one", "must", "R5.1")
        PLAIN KNOWN CASE("two", "should", "R9") BYTES PASS END END;
    static const char other[] = HEAD TESTEE CASE("one", "must", "R5.1")
        PLAIN KNOWN CASE("two", "should", "R9") BYTES PASS "{\"type\":\"end\",\"cells\":3}\n";
    cr_expect_not(read_text(behind, sizeof(behind) - 1));
    cr_expect_not_null(strstr(said, ":8: this line is not"), "%s", said);
    cr_expect_not(read_text(other, sizeof(other) - 1));
    cr_expect_not_null(strstr(said, ":7: \"cells\" are others than there are"), "%s", said);
}

Test(matrix_file, a_matrix_beyond_all_bounds_is_refused) {
    static const char head[] = HEAD;
    char *line = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&line, &len);
    const size_t kept = (size_t)(strstr(head, "\"testees\"") - head);
    fprintf(out, "%.*s\"testees\":4000000000,\"cases\":4000000000}\n", (int)kept, head);
    fclose(out);
    cr_expect_not(read_text(line, len));
    cr_expect_not_null(strstr(said, ":1: \"cases\" are too many"), "%s", said);
    free(line);
}
