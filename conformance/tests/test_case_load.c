/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/case_load.c: files and folders, ids over files, the digest, places in messages.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "support.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(case_load, .init = set_up, .fini = tear_down);

static struct awp_bytes file_called(const char *topic, const char *id) {
    const struct awp_bytes named =
        awp_test_replace(arena, awp_test_case_file, "\"topic\": \"t\"", topic);
    return awp_test_replace(arena, (const char *)named.ptr, "\"id\": \"one\"", id);
}

static void expect_refusal(const struct awp_test_folder *folder, const char *message) {
    struct awp_cases cases;
    struct awp_bytes errors;
    cr_assert_not(awp_test_load(folder, arena, &cases, &errors), "want: %s", message);
    cr_assert_str_eq((const char *)errors.ptr, message);
    awp_test_folder_remove(folder);
}

Test(case_load, reads_files_in_the_order_of_their_names_and_remembers_file_and_line) {
    const struct awp_test_folder folder = awp_test_folder_make();
    struct awp_cases cases;
    struct awp_bytes errors;
    char path[128];
    awp_test_folder_write(&folder, "b.json", file_called("\"topic\": \"b\"", "\"id\": \"in-b\""));
    awp_test_folder_write(&folder, "a.json", file_called("\"topic\": \"a\"", "\"id\": \"in-a\""));
    awp_test_folder_write(&folder, "README.md", AWP_BYTES("not a case file"));
    cr_assert(awp_test_load(&folder, arena, &cases, &errors), "%s", (const char *)errors.ptr);
    cr_assert_eq(cases.count, 2);
    cr_assert(awp_bytes_equal(cases.items[0].id, AWP_BYTES("in-a")));
    cr_assert(awp_bytes_equal(cases.items[1].id, AWP_BYTES("in-b")));
    cr_assert(awp_bytes_equal(cases.items[1].topic, AWP_BYTES("b")));
    cr_assert_eq(cases.items[1].line, 6);
    snprintf(path, sizeof(path), "%s/b.json", folder.path);
    cr_assert(awp_bytes_equal(cases.items[1].file, awp_bytes_of_string(path)));
    awp_test_folder_remove(&folder);
}

Test(case_load, digests_names_and_bytes_but_not_where_the_folder_is) {
    char digests[4][65];
    const char *const topics[] = {"\"topic\": \"a\"", "\"topic\": \"a\"", "\"topic\": \"b\"",
                                  "\"topic\": \"a\""};
    const char *const ids[] = {"\"id\": \"x\"", "\"id\": \"x\"", "\"id\": \"x\"", "\"id\":  \"x\""};
    for (size_t i = 0; i < 4; i++) {
        const struct awp_test_folder folder = awp_test_folder_make();
        struct awp_cases cases;
        struct awp_bytes errors;
        awp_test_folder_write(&folder, i == 2 ? "b.json" : "a.json",
                              file_called(topics[i], ids[i]));
        cr_assert(awp_test_load(&folder, arena, &cases, &errors));
        memcpy(digests[i], cases.sha256, 65);
        awp_test_folder_remove(&folder);
    }
    cr_assert_eq(strlen(digests[0]), 64);
    cr_assert_str_eq(digests[0], digests[1]);
    cr_assert_str_neq(digests[0], digests[2]);
    cr_assert_str_neq(digests[0], digests[3]);
}

Test(case_load, refuses_an_id_that_another_file_has) {
    const struct awp_test_folder folder = awp_test_folder_make();
    char want[256];
    awp_test_folder_write(&folder, "a.json", file_called("\"topic\": \"a\"", "\"id\": \"x\""));
    awp_test_folder_write(&folder, "b.json", file_called("\"topic\": \"b\"", "\"id\": \"x\""));
    snprintf(want, sizeof(want), "b.json:6: the id \"x\" is taken by %s/a.json:6\n", folder.path);
    expect_refusal(&folder, want);
}

Test(case_load, names_the_line_where_a_file_stops_being_json) {
    const struct awp_test_folder folder = awp_test_folder_make();
    struct awp_cases cases;
    struct awp_bytes errors;
    awp_test_folder_write(&folder, "t.json", AWP_BYTES("{\n  \"topic\": \"t\",\n  oops\n}\n"));
    cr_assert_not(awp_test_load(&folder, arena, &cases, &errors));
    cr_assert(strncmp((const char *)errors.ptr, "t.json:3: not JSON: ", 20) == 0, "%s",
              (const char *)errors.ptr);
    awp_test_folder_remove(&folder);
}

Test(case_load, refuses_a_folder_without_case_files) {
    const struct awp_test_folder folder = awp_test_folder_make();
    awp_test_folder_write(&folder, "README.md", AWP_BYTES(""));
    expect_refusal(&folder, " no case file (*.json) in this folder\n");
}

Test(case_load, refuses_a_path_that_is_not_there) {
    struct awp_test_folder folder = awp_test_folder_make();
    struct awp_cases cases;
    struct awp_bytes errors;
    awp_test_folder_remove(&folder);
    cr_assert_not(awp_test_load(&folder, arena, &cases, &errors));
    cr_assert_str_eq((const char *)errors.ptr, " No such file or directory\n");
}

Test(case_load, says_all_that_is_wrong_in_all_files) {
    const struct awp_test_folder folder = awp_test_folder_make();
    awp_test_folder_write(&folder, "a.json", AWP_BYTES("[]"));
    awp_test_folder_write(
        &folder, "t.json",
        awp_test_replace(
            arena,
            (const char *)awp_test_replace(arena, awp_test_case_file, "\"should\"", "\"will\"").ptr,
            "[\"R7\"]", "[\"R70\", 5]"));
    expect_refusal(&folder, "a.json:1: a case file must be an object, not an array\n"
                            "t.json:10: unknown level \"will\"\n"
                            "t.json:11: unknown rule \"R70\"\n"
                            "t.json:11: field \"rules\" must hold strings, not a number\n");
}

Test(case_load, survives_every_prefix_of_a_case_file) {
    const size_t len = strlen(awp_test_case_file);
    const struct awp_test_folder folder = awp_test_folder_make();
    for (size_t cut = 0; cut + 1 < len; cut++) {
        struct awp_cases cases;
        struct awp_bytes errors;
        awp_test_folder_write(&folder, "t.json",
                              (struct awp_bytes){(const uint8_t *)awp_test_case_file, cut});
        cr_assert_not(awp_test_load(&folder, arena, &cases, &errors), "cut at %zu", cut);
        cr_assert(strncmp((const char *)errors.ptr, "t.json:", 7) == 0);
        awp_arena_reset(arena);
    }
    awp_test_folder_remove(&folder);
}

static const char flags_file[] =
    "{\"flags\":[{\"name\":\"a-flag\",\"bug_type\":\"basic\",\"effects\":[\"crash\"],"
    "\"description\":\"d\",\"links\":[],\"cves\":[]}]}";

Test(case_load, holds_cases_to_the_flags_beside_them) {
    const struct awp_test_folder folder = awp_test_folder_make();
    awp_test_folder_write(&folder, "flags.json", awp_bytes_of_string(flags_file));
    awp_test_folder_write(&folder, "t.json",
                          awp_test_replace(arena, awp_test_case_file, "\"tags\"",
                                           "\"flags\": [\"a-flag\", \"other\"], \"tags\""));
    expect_refusal(&folder, "t.json:13: a flag that is not in flags.json: \"other\"\n");
}

Test(case_load, takes_the_files_beside_the_cases_for_what_they_are) {
    const struct awp_test_folder folder = awp_test_folder_make();
    struct awp_cases cases;
    struct awp_bytes errors;
    char digest[65];
    awp_test_folder_write(&folder, "t.json", awp_bytes_of_string(awp_test_case_file));
    cr_assert(awp_test_load(&folder, arena, &cases, &errors));
    memcpy(digest, cases.sha256, sizeof(digest));
    awp_test_folder_write(&folder, "flags.json", awp_bytes_of_string(flags_file));
    awp_test_folder_write(&folder, "manifest.json", AWP_BYTES("{}"));
    awp_test_folder_write(
        &folder, "renamed.json",
        AWP_BYTES("{\"renamed\":[{\"from\":\"old\",\"to\":\"one\",\"reason\":\"r\"}]}"));
    cr_assert(awp_test_load(&folder, arena, &cases, &errors), "%s", (const char *)errors.ptr);
    cr_assert_eq(cases.count, 1);
    cr_assert_eq(cases.file_count, 4);
    cr_assert_eq(cases.flags.count, 1);
    cr_assert_eq(cases.renames.count, 1);
    cr_assert(awp_bytes_equal(cases.manifest, AWP_BYTES("{}")));
    cr_assert_str_eq(cases.sha256, digest, "the digest is of the cases alone");
    awp_test_folder_remove(&folder);
}

Test(case_load, refuses_a_folder_that_has_no_case_in_it) {
    const struct awp_test_folder folder = awp_test_folder_make();
    awp_test_folder_write(&folder, "renamed.json", AWP_BYTES("{\"renamed\":[]}"));
    expect_refusal(&folder, "renamed.json: no case in this file or beside it\n");
}
