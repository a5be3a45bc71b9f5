/* SPDX-License-Identifier: Apache-2.0 */
/* What the runner's tests share: arenas, parsed texts, and case files made on the spot. */
#include "support.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

const char awp_test_case_file[] =
    "{\n"
    "  \"topic\": \"t\",\n"
    "  \"title\": \"T\",\n"
    "  \"operation\": \"securityhub.InviteMembers\",\n"
    "  \"cases\": [\n"
    "    {\n"
    "      \"id\": \"one\",\n"
    "      \"title\": \"One\",\n"
    "      \"why\": \"Because.\",\n"
    "      \"level\": \"should\",\n"
    "      \"rules\": [\"R7\"],\n"
    "      \"sources\": [\"spec\"],\n"
    "      \"tags\": [\"a-tag\"],\n"
    "      \"response\": {\n"
    "        \"protocol\": \"restJson1\",\n"
    "        \"status\": 503,\n"
    "        \"headers\": [[\"a\", \"b\"]],\n"
    "        \"body\": \"x\"\n"
    "      },\n"
    "      \"expect\": {\"kind\": \"unknown\", \"code\": \"503\"},\n"
    "      \"accept\": [\n"
    "        {\"name\": \"other-code-text\", \"seen\": [\"awso\"], \"outcome\": {\"kind\": "
    "\"unknown\"}}\n"
    "      ]\n"
    "    }\n"
    "  ]\n"
    "}\n";

struct awp_bytes awp_test_exact(const char *text) {
    const size_t len = strlen(text);
    uint8_t *block = malloc(len == 0 ? 1 : len);
    cr_assert_not_null(block);
    memcpy(block, text, len);
    return (struct awp_bytes){block, len};
}

void awp_test_release(struct awp_bytes exact) { free((void *)(uintptr_t)exact.ptr); }

const struct awp_json_node *awp_test_json(struct awp_arena *arena, const char *text) {
    const struct awp_json_node *root = NULL;
    const struct awp_bytes exact = awp_test_exact(text);
    cr_assert_eq(awp_json_parse(exact, arena, &root, NULL), AWP_OK);
    cr_assert_not_null(root, "no JSON: %s", text);
    awp_test_release(exact);
    return root;
}

struct awp_answer awp_test_answer(struct awp_arena *arena, enum awp_answer_grammar grammar,
                                  const char *text) {
    struct awp_first_complaint first = awp_first_complaint_in(arena);
    struct awp_answer answer;
    cr_assert(awp_answer_of_json(awp_test_json(arena, text), grammar, &first.complaints, &answer),
              "%s: %.*s", text, AWP_TEXT_ARGS(first.reason));
    return answer;
}

struct awp_test_folder awp_test_folder_make(void) {
    struct awp_test_folder folder = {"/tmp/awsproof-test-XXXXXX"};
    cr_assert_not_null(mkdtemp(folder.path));
    return folder;
}

void awp_test_folder_write(const struct awp_test_folder *folder, const char *name,
                           struct awp_bytes text) {
    char path[256];
    snprintf(path, sizeof(path), "%s/%s", folder->path, name);
    FILE *file = fopen(path, "wb");
    cr_assert_not_null(file, "%s", path);
    cr_assert_eq(fwrite(text.ptr, 1, text.len, file), text.len);
    cr_assert_eq(fclose(file), 0);
}

void awp_test_folder_remove(const struct awp_test_folder *folder) {
    char command[128];
    snprintf(command, sizeof(command), "rm -r '%s'", folder->path);
    cr_assert_eq(system(command), 0);
}

bool awp_test_load(const struct awp_test_folder *folder, struct awp_arena *arena,
                   struct awp_cases *cases, struct awp_bytes *errors) {
    char *said = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&said, &len);
    const bool loaded = awp_cases_load(folder->path, arena, out, cases);
    cr_assert_eq(fclose(out), 0);
    struct awp_buffer cut = {.arena = arena};
    const size_t prefix = strlen(folder->path) + 1;
    for (const char *line = said; *line != '\0';) {
        const size_t line_len = strcspn(line, "\n") + 1;
        cr_assert(strncmp(line, folder->path, prefix - 1) == 0, "%s", line);
        awp_buffer_append(&cut,
                          (struct awp_bytes){(const uint8_t *)line + prefix, line_len - prefix});
        line += line_len;
    }
    free(said);
    awp_buffer_append(&cut, (struct awp_bytes){(const uint8_t *)"", 1});
    awp_need(awp_buffer_finish(&cut, errors));
    return loaded;
}

struct awp_bytes awp_test_replace(struct awp_arena *arena, const char *text, const char *find,
                                  const char *replacement) {
    const char *found = strstr(text, find);
    cr_assert_not_null(found, "not there: %s", find);
    cr_assert_null(strstr(found + 1, find), "there twice: %s", find);
    return awp_text_format(arena, "%.*s%s%s", (int)(found - text), text, replacement,
                           found + strlen(find));
}

const struct awp_case *awp_test_case(struct awp_arena *arena, const char *find,
                                     const char *replacement) {
    const struct awp_test_folder folder = awp_test_folder_make();
    struct awp_cases cases;
    struct awp_bytes errors;
    awp_test_folder_write(&folder, "t.json",
                          awp_test_replace(arena, awp_test_case_file, find, replacement));
    cr_assert(awp_test_load(&folder, arena, &cases, &errors), "%s", (const char *)errors.ptr);
    awp_test_folder_remove(&folder);
    cr_assert_eq(cases.count, 1);
    return &cases.items[0];
}
