/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of matrix/report_file.c: reports read for their verdicts. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report_file.h"
#include "support.h"
#include "text.h"

#define HEAD                                                                                       \
    "{\"type\":\"run\",\"format\":1,\"suite\":{\"cases_sha256\":\"00\"},\"testee\":{\"name\":"     \
    "\"sdk\",\"version\":\"1\"},\"selected\":2}\n"

/* Reads a report of this text, of which every byte counts. */
static bool read_text(const char *text, size_t len, struct awp_arena *arena, char *said,
                      struct awp_report_file *file) {
    char path[] = "/tmp/awp-report-XXXXXX";
    const int descriptor = mkstemp(path);
    cr_assert_geq(descriptor, 0);
    cr_assert_eq(write(descriptor, text, len), (ssize_t)len);
    close(descriptor);
    FILE *errors = fmemopen(said, 1024, "w");
    const bool good = awp_report_file_read(path, arena, errors, file);
    fclose(errors);
    unlink(path);
    return good;
}

static const char whole[] = HEAD
    "{\"type\":\"result\",\"id\":\"b\\u0000\",\"verdict\":\"fail\",\"class\":\"escape\",\"why\":"
    "\"\"}\n"
    "{\"type\":\"result\",\"id\":\"a\",\"verdict\":\"pass\",\"choice\":\"c\"}\n"
    "{\"type\":\"totals\"}\n";

Test(report_file, keeps_verdict_class_and_choice_sorted_by_id) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    struct awp_report_file file;
    char said[1024] = "";
    cr_assert(read_text(whole, sizeof(whole) - 1, arena, said, &file), "%s", said);
    cr_expect_not(file.is_matrix);
    cr_assert_eq(file.testee_count, 1);
    cr_expect(awp_bytes_equal(file.testees[0].title, AWP_BYTES("sdk 1")));
    cr_assert_eq(file.entry_count, 2);
    cr_expect(awp_bytes_equal(file.entries[0].id, AWP_BYTES("a")));
    cr_expect_eq(file.entries[0].side.verdict, AWP_VERDICT_PASS);
    cr_expect_eq(file.entries[0].side.choice.len, 1);
    cr_expect(awp_bytes_equal(file.entries[1].id, AWP_BYTES("b\0")));
    cr_expect_eq(file.entries[1].side.failure.len, 6);
    cr_expect_eq(file.entries[1].line, 2);
    awp_arena_destroy(arena);
}

Test(report_file, keeps_what_ran_where_the_report_says_it) {
    static const char matrix[] =
        "{\"type\":\"matrix\",\"format\":1,\"suite\":{\"version\":\"0.1.0\",\"cases_sha256\":"
        "\"00\"},"
        "\"started_at\":\"2026-01-01T00:00:00Z\",\"filter\":\"a*\",\"options\":\"--jobs 2\","
        "\"partial\":true}\n"
        "{\"type\":\"testee\",\"key\":\"k\",\"name\":\"n\",\"version\":\"v\",\"runtime\":\"r\","
        "\"language\":"
        "\"l\",\"trouble\":\"t\"}\n"
        "{\"type\":\"case\",\"id\":\"a\",\"level\":\"may\",\"flags\":[\"cut\",\"two-codes\"]}\n"
        "{\"type\":\"cell\",\"testee\":\"k\",\"case\":\"a\",\"verdict\":\"fail\",\"breaks\":"
        "\"should\"}\n"
        "{\"type\":\"case\",\"id\":\"b\"}\n"
        "{\"type\":\"cell\",\"testee\":\"k\",\"case\":\"b\",\"verdict\":\"pass\"}\n"
        "{\"type\":\"end\",\"cells\":2}\n";
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    struct awp_report_file file;
    char said[1024] = "";
    cr_assert(read_text(matrix, sizeof(matrix) - 1, arena, said, &file), "%s", said);
    cr_expect(file.is_partial);
    cr_expect(awp_bytes_equal(file.suite_version, AWP_BYTES("0.1.0")));
    cr_expect(awp_bytes_equal(file.started_at, AWP_BYTES("2026-01-01T00:00:00Z")));
    cr_expect(awp_bytes_equal(file.filter, AWP_BYTES("a*")));
    cr_expect(awp_bytes_equal(file.options, AWP_BYTES("--jobs 2")));
    const struct awp_report_testee *testee = &file.testees[0];
    cr_expect(awp_bytes_equal(testee->title, AWP_BYTES("n v")));
    cr_expect(awp_bytes_equal(testee->language, AWP_BYTES("l")));
    cr_expect(awp_bytes_equal(testee->runtime, AWP_BYTES("r")));
    cr_expect(awp_bytes_equal(testee->trouble, AWP_BYTES("t")));
    cr_expect(awp_bytes_equal(file.entries[0].level, AWP_BYTES("may")));
    cr_expect(awp_bytes_equal(file.entries[0].flags, AWP_BYTES("cut two-codes")));
    cr_expect(awp_bytes_equal(file.entries[0].breaks, AWP_BYTES("should")));
    cr_expect_eq(file.entries[1].level.len, 0);
    cr_expect_eq(file.entries[1].flags.len, 0);
    awp_arena_destroy(arena);
}

Test(report_file, refuses_every_prefix_with_a_line) {
    for (size_t len = 0; len < sizeof(whole) - 1; len++) {
        struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
        struct awp_report_file file;
        char said[1024] = "";
        cr_expect_not(read_text(whole, len, arena, said, &file), "%zu bytes", len);
        cr_expect_not_null(strchr(said, ':'));
        cr_expect_eq(strchr(said, '\n'), said + strlen(said) - 1, "%s", said);
        awp_arena_destroy(arena);
    }
}

Test(report_file, grows_with_its_entries) {
    enum { COUNT = 1000 };
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    struct awp_report_file file;
    char said[1024] = "";
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    fputs("{\"type\":\"matrix\",\"format\":1,\"suite\":{\"cases_sha256\":\"00\"}}\n", out);
    for (int i = 0; i < 100; i++) {
        fprintf(out, "{\"type\":\"testee\",\"key\":\"t%d\"}\n", i);
    }
    for (int i = 0; i < COUNT; i++) {
        fprintf(out,
                "{\"type\":\"cell\",\"testee\":\"t%d\",\"case\":\"c%d\",\"verdict\":\"pass\"}\n",
                i % 100, COUNT - i);
    }
    fprintf(out, "{\"type\":\"end\",\"cells\":%d}\n", COUNT);
    fclose(out);
    cr_assert(read_text(text, len, arena, said, &file), "%s", said);
    cr_expect(file.is_matrix);
    cr_expect_eq(file.testee_count, 100);
    cr_assert_eq(file.entry_count, COUNT);
    for (size_t i = 1; i < COUNT; i++) {
        cr_expect_leq(file.entries[i - 1].testee, file.entries[i].testee);
    }
    free(text);
    awp_arena_destroy(arena);
}
