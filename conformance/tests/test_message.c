/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/message.c: what is asked, what a hello claims, what an answer must be. */
#include "awsproof/invite_members.h"
#include "message.h"
#include "request.h"
#include "support.h"
#include "text.h"
#include <criterion/criterion.h>

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(message, .init = set_up, .fini = tear_down);

#define HELLO                                                                                      \
    "{\"type\":\"hello\",\"protocol\":1,\"name\":\"n\",\"version\":\"v\",\"transports\":["         \
    "\"inline\"],\"operations\":[\"securityhub.InviteMembers\"],\"features\":[\"functions\"]}"

static struct awp_question response_question(const char *protocol) {
    return (struct awp_question){.operation = &awp_securityhub_invite_members,
                                 .protocol = awp_protocol_find(awp_bytes_of_string(protocol)),
                                 .status = 503,
                                 .body = AWP_BYTES("x")};
}

static struct awp_bytes write_request(const struct awp_question *question) {
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes line = {0};
    awp_message_write_request(question, AWP_BYTES("c1"), &out);
    cr_assert_eq(awp_buffer_finish(&out, &line), AWP_OK);
    cr_assert_leq(line.len, awp_message_request_bytes(question));
    return line;
}

static bool reads_hello(const char *text, struct awp_hello *hello, const char *reason) {
    struct awp_first_complaint first = awp_first_complaint_in(arena);
    const bool good = awp_message_read_hello(awp_test_json(arena, text), &first.complaints, hello);
    cr_expect(awp_bytes_equal(first.reason, awp_bytes_of_string(reason)), "%s: %.*s", text,
              AWP_TEXT_ARGS(first.reason));
    return good;
}

Test(message, writes_a_decode_request_as_documented) {
    const struct awp_header headers[] = {{AWP_BYTES("A"), AWP_BYTES("b\"")},
                                         {AWP_BYTES("c"), AWP_BYTES("\xff")}};
    struct awp_question question = response_question("restJson1");
    question.headers = headers;
    question.header_count = 2;
    const struct awp_bytes line = write_request(&question);
    cr_assert(awp_bytes_equal(
                  line, AWP_BYTES("{\"type\":\"decode\",\"id\":\"c1\",\"service\":\"securityhub\","
                                  "\"operation\":\"InviteMembers\",\"protocol\":\"restJson1\","
                                  "\"response\":{\"status\":503,\"headers\":[[\"A\",\"b\\\"\"],"
                                  "[\"c\",{\"base64\":\"/w==\"}]],\"body_base64\":\"eA==\"}}\n")),
              "%.*s", AWP_TEXT_ARGS(line));
}

Test(message, writes_a_call_without_its_response) {
    struct awp_question question = response_question("restJson1");
    question.is_over_http = true;
    question.endpoint = AWP_BYTES("http://127.0.0.1:1/k1");
    question.input = AWP_BYTES("{\"AccountIds\":[]}");
    const struct awp_bytes line = write_request(&question);
    cr_assert(awp_bytes_equal(
                  line, AWP_BYTES("{\"type\":\"call\",\"id\":\"c1\",\"service\":\"securityhub\","
                                  "\"operation\":\"InviteMembers\",\"protocol\":\"restJson1\","
                                  "\"input\":{\"AccountIds\":[]},"
                                  "\"endpoint\":\"http://127.0.0.1:1/k1\"}\n")),
              "%.*s", AWP_TEXT_ARGS(line));
}

Test(message, a_call_needs_transport_http_and_a_decode_transport_inline) {
    struct awp_question question = response_question("restJson1");
    struct awp_hello hello;
    struct awp_bytes reason = {0};
    cr_assert(reads_hello(HELLO, &hello, ""));
    cr_assert(awp_hello_claims(&hello, &question, arena, &reason));
    question.is_over_http = true;
    cr_assert_not(awp_hello_claims(&hello, &question, arena, &reason));
    cr_assert(awp_bytes_equal(reason, AWP_BYTES("it does not claim transport http")));
    const struct awp_bytes http = awp_test_replace(arena, HELLO, "\"inline\"", "\"http\"");
    cr_assert(reads_hello(awp_text_cstring(arena, http), &hello, ""));
    cr_assert(awp_hello_claims(&hello, &question, arena, &reason));
    question.is_over_http = false;
    cr_assert_not(awp_hello_claims(&hello, &question, arena, &reason));
    cr_assert(awp_bytes_equal(reason, AWP_BYTES("it does not claim transport inline")));
}

Test(message, writes_requests_that_the_reference_reads_back) {
    const struct awp_header headers[] = {{AWP_BYTES("A"), AWP_BYTES("\xff")}};
    struct awp_question questions[] = {response_question("ec2Query"), response_question("restXml")};
    questions[0].headers = headers;
    questions[0].header_count = 1;
    questions[1].protocol = NULL;
    questions[1].function = awp_function_find(AWP_BYTES("response_of_xml"));
    questions[1].code = AWP_BYTES("a\0\"b");
    for (size_t i = 0; i < 2; i++) {
        struct awp_request request;
        struct awp_bytes reason = {0};
        const struct awp_bytes line = write_request(&questions[i]);
        cr_assert(awp_request_read(line, arena, &request, &reason), "%.*s", AWP_TEXT_ARGS(reason));
        cr_expect(awp_bytes_equal(request.id.bytes, AWP_BYTES("c1")));
        cr_expect_eq(request.question.operation, questions[i].operation);
        cr_expect_eq(request.question.protocol, questions[i].protocol);
        cr_expect_eq(request.question.function, questions[i].function);
        cr_expect(awp_bytes_equal(request.question.code, questions[i].code));
        cr_expect(awp_bytes_equal(request.question.body, AWP_BYTES("x")));
        cr_expect_eq(request.question.header_count, questions[i].header_count);
    }
}

Test(message, reads_a_hello_and_fields_that_it_does_not_know) {
    struct awp_hello hello;
    cr_assert(reads_hello(HELLO, &hello, ""));
    cr_expect(awp_bytes_equal(hello.name, AWP_BYTES("n")));
    cr_expect(hello.is_inline && hello.has_functions && !hello.shows_raw);
    cr_expect(reads_hello("{\"type\":\"hello\",\"protocol\":1,\"name\":\"n\",\"version\":\"v\","
                          "\"transports\":[],\"operations\":[],\"since\":1}",
                          &hello, ""));
    cr_expect_not(hello.is_inline);
}

Test(message, refuses_hellos_that_do_not_fit) {
    struct awp_hello hello;
    static const struct {
        const char *find;
        const char *replacement;
        const char *reason;
    } rows[] = {
        {"\"hello\"", "\"outcome\"", "its first message is no hello"},
        {"\"protocol\":1", "\"protocol\":2", "it speaks protocol 2; this runner speaks 1"},
        {"\"protocol\":1", "\"protocol\":1.0", "it speaks protocol 1.0; this runner speaks 1"},
        {"\"protocol\":1", "\"protocol\":\"1\"",
         "field \"protocol\" of a hello must be a number, not a string"},
        {"\"name\":\"n\",", "", "a hello has no field \"name\""},
        {"\"name\":\"n\"", "\"name\":\"\"", "its hello has an empty name"},
        {"[\"inline\"]", "[5]", "field \"transports\" of hello must hold strings, not a number"},
        {"[\"functions\"]", "\"functions\"",
         "field \"features\" of a hello must be an array, not a string"}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct awp_bytes text =
            awp_test_replace(arena, HELLO, rows[i].find, rows[i].replacement);
        cr_expect_not(reads_hello((const char *)text.ptr, &hello, rows[i].reason));
    }
}

Test(message, asks_only_for_what_a_hello_claims) {
    static const struct {
        const char *find;
        const char *replacement;
        const char *protocol; /* NULL: a function */
        const char *reason;   /* NULL: claimed */
    } rows[] = {
        {"\"n\"", "\"n\"", "restJson1", NULL},
        {"\"n\"", "\"n\"", "restXml", "it does not claim protocol restXml"},
        {"\"n\"", "\"n\",\"protocols\":[\"restXml\"]", "restXml", NULL},
        {"\"n\"", "\"n\",\"protocols\":[\"restXml\"]", "restJson1",
         "it does not claim protocol restJson1"},
        {"\"inline\"", "\"http\"", "restJson1", "it does not claim transport inline"},
        {"InviteMembers", "GetFindings", "restJson1",
         "it does not claim operation securityhub.InviteMembers"},
        {"\"n\"", "\"n\"", NULL, NULL},
        {"[\"functions\"]", "[\"pipelining\"]", NULL, "it does not claim feature functions"}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct awp_hello hello;
        struct awp_bytes reason = {0};
        const struct awp_bytes text =
            awp_test_replace(arena, HELLO, rows[i].find, rows[i].replacement);
        struct awp_question question =
            response_question(rows[i].protocol == NULL ? "restJson1" : rows[i].protocol);
        if (rows[i].protocol == NULL) {
            question.function = awp_function_find(AWP_BYTES("error_of_json"));
        }
        cr_assert(reads_hello((const char *)text.ptr, &hello, ""));
        const bool claimed = awp_hello_claims(&hello, &question, arena, &reason);
        cr_expect_eq(claimed, rows[i].reason == NULL, "row %zu", i);
        cr_expect(claimed || awp_bytes_equal(reason, awp_bytes_of_string(rows[i].reason)), "%.*s",
                  AWP_TEXT_ARGS(reason));
    }
}

Test(message, reads_an_answer_strictly) {
    static const struct {
        const char *text;
        const char *reason;
    } rows[] = {
        {"{\"type\":\"outcome\",\"id\":\"c1\",\"outcome\":{\"kind\":\"unknown\",\"code\":\"\"}}",
         ""},
        {"{\"type\":\"answer\",\"id\":\"c1\",\"outcome\":{}}",
         "an answer's type must be \"outcome\""},
        {"{\"type\":\"outcome\",\"outcome\":{}}", "an answer has no field \"id\""},
        {"{\"type\":\"outcome\",\"id\":1,\"outcome\":{}}",
         "field \"id\" of an answer must be a string, not a number"},
        {"{\"type\":\"outcome\",\"id\":\"c1\",\"outcome\":{},\"t\":1}",
         "unknown field \"t\" in an answer"},
        {"{\"type\":\"outcome\",\"id\":\"c1\",\"outcome\":{}}",
         "an outcome has no field \"kind\""}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct awp_first_complaint first = awp_first_complaint_in(arena);
        struct awp_bytes id = {0};
        struct awp_answer answer;
        const bool good = awp_message_read_outcome(awp_test_json(arena, rows[i].text),
                                                   &first.complaints, &id, &answer);
        cr_expect_eq(good, rows[i].reason[0] == '\0', "%s", rows[i].text);
        cr_expect(awp_bytes_equal(first.reason, awp_bytes_of_string(rows[i].reason)), "%.*s",
                  AWP_TEXT_ARGS(first.reason));
    }
}
