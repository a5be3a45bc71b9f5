/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/case_parse.c: every field as it is meant, and each way to get one wrong. */
#include <criterion/criterion.h>
#include <string.h>

#include "support.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(case_parse, .init = set_up, .fini = tear_down);

/* A good case file with one part replaced, and all that the loader must say of it. */
static const struct {
    const char *find;
    const char *replacement;
    const char *message;
} refusals[] = {
    {"\"topic\": \"t\"", "\"topic\": \"u\"", "t.json:2: the topic is not the file's stem: \"u\"\n"},
    {"\"topic\": \"t\",\n", "", "t.json:1: a case file has no field \"topic\"\n"},
    {"\"title\": \"T\"", "\"title\": \"\"", "t.json:3: field \"title\" must not be empty\n"},
    {"\"title\": \"T\"", "\"title\": null",
     "t.json:3: field \"title\" of a case file must be a string, not null\n"},
    {"\"title\": \"T\"", "\"title\": \"T\", \"titel\": 1",
     "t.json:3: unknown field \"titel\" in a case file\n"},
    {"\"title\": \"T\"", "\"title\": \"T\", \"title\": \"T\"",
     "t.json:3: field \"title\" of a case file stands twice\n"},
    {"securityhub.InviteMembers", "securityhub.Nope",
     "t.json:4: unknown operation \"securityhub.Nope\"\n"},
    {"\"id\": \"one\"", "\"id\": \"One\"",
     "t.json:7: not a slug ([a-z0-9]+(-[a-z0-9]+)*): \"One\"\n"},
    {"\"id\": \"one\"", "\"id\": \"one-\"",
     "t.json:7: not a slug ([a-z0-9]+(-[a-z0-9]+)*): \"one-\"\n"},
    {"\"id\": \"one\"", "\"id\": 1",
     "t.json:7: field \"id\" of a case must be a string, not a number\n"},
    {"      \"id\": \"one\",\n", "", "t.json:6: a case has no field \"id\"\n"},
    {"\"why\": \"Because.\"", "\"why\": \"\"", "t.json:9: field \"why\" must not be empty\n"},
    {"\"level\": \"should\"", "\"level\": \"shall\"", "t.json:10: unknown level \"shall\"\n"},
    {"[\"R7\"]", "[\"R15\"]", "t.json:11: unknown rule \"R15\"\n"},
    {"[\"R7\"]", "[\"R0\"]", "t.json:11: unknown rule \"R0\"\n"},
    {"[\"R7\"]", "[\"R07\"]", "t.json:11: unknown rule \"R07\"\n"},
    {"[\"R7\"]", "[\"X7\"]", "t.json:11: unknown rule \"X7\"\n"},
    {"[\"R7\"]", "[\"R7\", \"R7\"]", "t.json:11: given twice: \"R7\"\n"},
    {"[\"R7\"]", "[\"R7.3\"]", "t.json:11: unknown rule \"R7.3\"\n"},
    {"[\"R7\"]", "[\"R7.\"]", "t.json:11: unknown rule \"R7.\"\n"},
    {"[\"R7\"]", "[\"R\"]", "t.json:11: unknown rule \"R\"\n"},
    {"[\"a-tag\"]", "[\"a-tag\"], \"flags\": []", "t.json:13: field \"flags\" must not be empty\n"},
    {"[\"a-tag\"]", "[\"a-tag\"], \"flags\": [\"a\", \"a\"]", "t.json:13: given twice: \"a\"\n"},
    {"{\"kind\": \"unknown\", \"code\": \"503\"}",
     "{\"kind\": \"result\", \"value\": {\"UnprocessedAccounts\": [{\"repeat\": {\"AccountId\": "
     "true}, "
     "\"times\": 3}]}}",
     "t.json:20: the value does not fit the model: $.UnprocessedAccounts[0].AccountId is a "
     "boolean, "
     "which "},
    {"{\"kind\": \"unknown\", \"code\": \"503\"}",
     "{\"kind\": \"result\", \"value\": {\"UnprocessedAccounts\": [null]}}",
     "t.json:20: the value does not fit the model: $.UnprocessedAccounts[0] is null, which "},
    {"[\"R7\"]", "[]", "t.json:11: field \"rules\" must not be empty\n"},
    {"[\"R7\"]", "\"R7\"", "t.json:11: field \"rules\" of a case must be an array, not a string\n"},
    {"[\"spec\"]", "[\"SPEC\"]",
     "t.json:12: a source that is neither \"spec\" nor an https URL: \"SPEC\"\n"},
    {"[\"spec\"]", "[\"https://\"]",
     "t.json:12: a source that is neither \"spec\" nor an https URL: \"https://\"\n"},
    {"[\"spec\"]", "[\"https://a b\"]",
     "t.json:12: a source that is neither \"spec\" nor an https URL: \"https://a b\"\n"},
    {"[\"a-tag\"]", "[\"A\"]", "t.json:13: not a slug ([a-z0-9]+(-[a-z0-9]+)*): \"A\"\n"},
    {"restJson1", "restJson2", "t.json:15: unknown protocol \"restJson2\"\n"},
    {"\"status\": 503", "\"status\": 99",
     "t.json:16: field \"status\" must be a whole number from 100 to 999\n"},
    {"\"status\": 503", "\"status\": 503.0",
     "t.json:16: field \"status\" must be a whole number from 100 to 999\n"},
    {"\"status\": 503", "\"status\": \"503\"",
     "t.json:16: field \"status\" of a response must be a number, not a string\n"},
    {"[[\"a\", \"b\"]]", "[[\"a\"]]", "t.json:17: a header must be an array [name, value]\n"},
    {"[[\"a\", \"b\"]]", "[{\"a\": \"b\"}]",
     "t.json:17: a header must be an array [name, value]\n"},
    {"[[\"a\", \"b\"]]", "[[\"a:\", \"b\"]]", "t.json:17: not a header's name: \"a:\"\n"},
    {"[[\"a\", \"b\"]]", "[[\"a\", 5]]",
     "t.json:17: a header's value must be a string or {\"base64\": ...}\n"},
    {"[[\"a\", \"b\"]]", "[[\"a\", \"b\\r\\nc: d\"]]",
     "t.json:17: a header's value holds CR, LF or NUL\n"},
    {"\"body\": \"x\"", "\"body\": 5",
     "t.json:18: field \"body\" of a response must be a string or an array or an object, not a "
     "number\n"},
    {"\"body\": \"x\"", "\"body\": {\"base64\": \"eA=\"}",
     "t.json:18: field \"base64\" is no base64\n"},
    {"\"body\": \"x\"", "\"body\": {\"repeat\": \"x\"}",
     "t.json:18: a repeated body has no field \"times\"\n"},
    {"\"body\": \"x\"", "\"body\": {\"repeat\": \"x\", \"times\": 0}",
     "t.json:18: field \"times\" must be a whole number from 1\n"},
    {"\"body\": \"x\"", "\"body\": {\"repeat\": \"xx\", \"times\": 33554433}",
     "t.json:18: a body of more than 67108864 bytes\n"},
    {"\"body\": \"x\"\n      },\n",
     "\"body\": \"x\"\n      },\n\"call\": {\"function\": \"error_of_json\", \"code\": \"X\"},\n",
     "t.json:6: a case needs exactly one of \"response\" and \"call\"\n"},
    {"{\"kind\": \"unknown\", \"code\": \"503\"}", "{\"kind\": \"rejected\"}",
     "t.json:20: no kind of outcome here: \"rejected\"\n"},
    {"{\"kind\": \"unknown\", \"code\": \"503\"}", "{\"kind\": \"unknown\"}",
     "t.json:20: an outcome of kind \"unknown\" has no field \"code\"\n"},
    {"{\"kind\": \"unknown\", \"code\": \"503\"}",
     "{\"kind\": \"unknown\", \"code\": \"503\", \"raw_base64\": \"eA==\"}",
     "t.json:20: field \"raw_base64\" does not belong to kind \"unknown\" here\n"},
    {"{\"kind\": \"unknown\", \"code\": \"503\"}",
     "{\"kind\": \"modeled\", \"code\": \"AccessDeniedException\", \"value\": {}}",
     "t.json:20: not one of the operation's errors: \"AccessDeniedException\"\n"},
    {"{\"kind\": \"unknown\", \"code\": \"503\"}",
     "{\"kind\": \"modeled\", \"code\": \"InternalException\", \"value\": {\"message\": \"x\"}}",
     "t.json:20: the value does not fit the model: $.message is no member of InternalException\n"},
    {"{\"kind\": \"unknown\", \"code\": \"503\"}",
     "{\"kind\": \"modeled\", \"code\": \"InternalException\", \"value\": {\"Message\": null}}",
     "t.json:20: the value does not fit the model: $.Message is null, which "},
    {"{\"kind\": \"unknown\", \"code\": \"503\"}",
     "{\"kind\": \"result\", \"value\": {\"UnprocessedAccounts\": [{\"AccountId\": 5}]}}",
     "t.json:20: the value does not fit the model: $.UnprocessedAccounts[0].AccountId is a number, "
     "which "},
    {"{\"name\": \"other-code-text\", \"seen\": [\"awso\"], \"outcome\": {\"kind\": \"unknown\"}}",
     "", "t.json:21: field \"accept\" must not be empty\n"},
    {"\"outcome\": {\"kind\": \"unknown\"}",
     "\"outcome\": {\"kind\": \"unknown\", \"code\": \"503\"}",
     "t.json:22: the outcome of \"expect\" again, as \"other-code-text\"\n"},
    {"\"outcome\": {\"kind\": \"unknown\"}", "\"outcome\": {\"kind\": \"escape\"}",
     "t.json:22: no kind of outcome here: \"escape\"\n"},
    {"\"outcome\": {\"kind\": \"unknown\"}}",
     "\"outcome\": {\"kind\": \"unknown\"}}, {\"name\": \"other-code-text\", \"outcome\": "
     "{\"kind\": "
     "\"rejected\"}}",
     "t.json:22: an alternative's name stands twice: \"other-code-text\"\n"},
    {"\"outcome\": {\"kind\": \"unknown\"}}",
     "\"outcome\": {\"kind\": \"unknown\"}}, {\"name\": \"b\", \"outcome\": {\"kind\": "
     "\"unknown\"}}",
     "t.json:22: the outcome of another alternative again, as \"b\"\n"},
    {"\"seen\": [\"awso\"]", "\"seen\": []", "t.json:22: field \"seen\" must not be empty\n"},
};

Test(case_parse, refuses_each_malformed_file_with_its_line_and_its_reason) {
    const size_t count = sizeof(refusals) / sizeof(refusals[0]);
    const struct awp_test_folder folder = awp_test_folder_make();
    cr_assert_geq(count, 25);
    for (size_t i = 0; i < count; i++) {
        struct awp_cases cases;
        struct awp_bytes errors;
        const char *message = refusals[i].message;
        awp_test_folder_write(
            &folder, "t.json",
            awp_test_replace(arena, awp_test_case_file, refusals[i].find, refusals[i].replacement));
        cr_expect_not(awp_test_load(&folder, arena, &cases, &errors), "%s", message);
        /* A message without its end leaves the rest of the line open, never a further line. */
        const char *said = (const char *)errors.ptr;
        cr_expect(strncmp(said, message, strlen(message)) == 0, "want %s got %s", message, said);
        cr_expect_eq(strchr(said, '\n'), said + strlen(said) - 1, "more than a line: %s", said);
    }
    awp_test_folder_remove(&folder);
}

Test(case_parse, keeps_every_field_of_a_response) {
    const struct awp_case *golden = awp_test_case(
        arena, "[[\"a\", \"b\"]]", "[[\"a\", \"b\"], [\"c\", {\"base64\": \"/w==\"}]]");
    cr_assert(awp_bytes_equal(golden->id, AWP_BYTES("one")));
    cr_assert(awp_bytes_equal(golden->title, AWP_BYTES("One")));
    cr_assert(awp_bytes_equal(golden->why, AWP_BYTES("Because.")));
    cr_assert_eq(golden->level, AWP_LEVEL_SHOULD);
    cr_assert(awp_bytes_equal(golden->rules.items[0], AWP_BYTES("R7")));
    cr_assert(awp_bytes_equal(golden->sources.items[0], AWP_BYTES("spec")));
    cr_assert(awp_bytes_equal(golden->tags.items[0], AWP_BYTES("a-tag")));
    cr_assert(awp_bytes_equal(golden->operation->name, AWP_BYTES("InviteMembers")));
    cr_assert(awp_bytes_equal(golden->protocol->name, AWP_BYTES("restJson1")));
    cr_assert_null(golden->function);
    cr_assert_eq(golden->status, 503);
    cr_assert_eq(golden->header_count, 2);
    cr_assert(awp_bytes_equal(golden->headers[1].name, AWP_BYTES("c")));
    cr_assert(awp_bytes_equal(golden->headers[1].value, AWP_BYTES("\xff")));
    cr_assert(awp_bytes_equal(awp_body_make(&golden->body, arena), AWP_BYTES("x")));
    cr_assert_eq(golden->expect.kind, AWP_ANSWER_UNKNOWN);
    cr_assert_eq(golden->accept_count, 1);
    cr_assert_not(golden->accept[0].answer.code.present);
}

Test(case_parse, keeps_every_field_of_a_call) {
    const struct awp_case *golden =
        awp_test_case(arena,
                      "\"response\": {\n"
                      "        \"protocol\": \"restJson1\",\n"
                      "        \"status\": 503,\n"
                      "        \"headers\": [[\"a\", \"b\"]],\n"
                      "        \"body\": \"x\"\n"
                      "      }",
                      "\"call\": {\"function\": \"error_of_xml\", \"code\": \"a\\u0000b\"}");
    cr_assert_null(golden->protocol);
    cr_assert(awp_bytes_equal(golden->function->name, AWP_BYTES("error_of_xml")));
    cr_assert(awp_bytes_equal(golden->code, AWP_BYTES("a\0b")));
    cr_assert_eq(golden->body.len, 0);
}

Test(case_parse, knows_which_cases_ask_for_an_error) {
    static const struct {
        const char *status;
        bool is_error;
    } rows[] = {{"\"status\": 199", true},
                {"\"status\": 200", false},
                {"\"status\": 299", false},
                {"\"status\": 300", true}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct awp_case *golden = awp_test_case(arena, "\"status\": 503", rows[i].status);
        cr_expect_eq(awp_case_is_error(golden), rows[i].is_error, "%s", rows[i].status);
    }
}

Test(case_parse, keeps_clauses_flags_and_the_nulls_of_others) {
    const struct awp_case *golden =
        awp_test_case(arena, "[\"a-tag\"],", "[\"a-tag\"], \"flags\": [\"b-flag\", \"a-flag\"],");
    cr_assert_eq(golden->flags.count, 2);
    cr_assert(awp_bytes_equal(awp_case_family(golden), AWP_BYTES("b-flag")));
    cr_assert(awp_bytes_equal(awp_case_subject(golden), AWP_BYTES("restJson1")));
    cr_assert_not_null(awp_json_member(golden->node, AWP_BYTES("why")));
    golden = awp_test_case(arena, "[\"R7\"]", "[\"R7.1\", \"R7\"]");
    cr_assert(awp_bytes_equal(golden->rules.items[0], AWP_BYTES("R7.1")));
    golden = awp_test_case(arena, "\"outcome\": {\"kind\": \"unknown\"}",
                           "\"outcome\": {\"kind\": \"result\", \"value\": "
                           "{\"UnprocessedAccounts\": [null, {\"AccountId\": null}]}}");
    cr_assert_eq(golden->accept[0].answer.kind, AWP_ANSWER_RESULT);
    cr_assert(awp_bytes_equal(golden->accept[0].seen.items[0], AWP_BYTES("awso")));
}

Test(case_parse, repeats_items_of_an_expected_list) {
    const struct awp_case *golden =
        awp_test_case(arena, "{\"kind\": \"unknown\", \"code\": \"503\"}",
                      "{\"kind\": \"result\", \"value\": {\"UnprocessedAccounts\": [{\"repeat\": "
                      "{\"AccountId\": \"a{i}\"}, \"times\": 12, \"counter\": \"{i}\"}, {}]}}");
    const struct awp_json_node *list =
        awp_json_member(golden->expect.value, AWP_BYTES("UnprocessedAccounts"));
    cr_assert_eq(awp_json_count(list), 13);
    const struct awp_json_node *id =
        awp_json_member(awp_json_next(awp_json_first(list)), AWP_BYTES("AccountId"));
    struct awp_bytes text = {0};
    cr_assert_eq(awp_json_string(id, arena, &text), AWP_OK);
    cr_assert(awp_bytes_equal(text, AWP_BYTES("a01")));
}
