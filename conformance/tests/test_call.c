/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/call.c: the request that a call must be, everything that it may not be, and how
 * it is written down. */
#include <criterion/criterion.h>
#include <string.h>

#include "call.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(call, .init = set_up, .fini = tear_down);

static const struct awp_header json_type[] = {
    {AWP_BYTES_INIT("content-TYPE"), AWP_BYTES_INIT("Application/json; charset=utf-8")}};
static const struct awp_http_request good = {
    .method = AWP_BYTES_INIT("POST"),
    .target = AWP_BYTES_INIT("/k1/members/invite"),
    .segment = AWP_BYTES_INIT("k1"),
    .path = AWP_BYTES_INIT("/members/invite"),
    .headers = json_type,
    .header_count = 1,
    .body = AWP_BYTES_INIT(" {\"AccountIds\" : [\"111122223333\"]}")};

static void expect_fault(const struct awp_http_request *request, const char *want) {
    const struct awp_call *call =
        awp_call_find(awp_operation_find(AWP_BYTES("securityhub.InviteMembers")));
    const struct awp_bytes got = awp_call_request_fault(call, request, arena);
    cr_assert(awp_bytes_equal(got, awp_bytes_of_string(want)), "want %s, got %.*s", want,
              (int)got.len, got.ptr);
}

Test(call, the_request_that_the_input_demands_has_no_fault) { expect_fault(&good, ""); }

Test(call, every_operation_has_its_call) {
    size_t count;
    const struct awp_operation *const *operations = awp_operation_list(&count);
    for (size_t i = 0; i < count; i++) {
        const struct awp_json_node *input = NULL;
        const struct awp_call *call = awp_call_find(operations[i]);
        cr_assert_neq(call, NULL);
        cr_assert_eq(awp_json_parse(awp_bytes_of_string(call->input), arena, &input, NULL), AWP_OK);
        cr_assert_neq(input, NULL);
    }
    const struct awp_operation other = *operations[0];
    cr_assert_eq(awp_call_find(&other), NULL);
}

Test(call, each_difference_is_told) {
    struct awp_http_request other = good;
    other.method = AWP_BYTES("GET");
    expect_fault(&other, "the request's method is \"GET\", not \"POST\"");
    other = good;
    other.path = AWP_BYTES("/members");
    expect_fault(
        &other,
        "the request's path behind the endpoint's is \"/members\", not \"/members/invite\"");
    other = good;
    other.query = AWP_BYTES("a\n");
    expect_fault(&other, "the request's query is \"a\\x0a\", not \"\"");
    other = good;
    other.header_count = 0;
    expect_fault(&other, "the request's Content-Type is \"\", not \"application/json\"");
    other = good;
    other.body = AWP_BYTES("");
    expect_fault(&other,
                 "the request's body is no JSON at byte 0: the text ends where a value should "
                 "begin");
}

Test(call, a_media_type_that_only_begins_like_json_is_another) {
    static const struct awp_header headers[] = {
        {AWP_BYTES_INIT("Content-Type"), AWP_BYTES_INIT("application/jsonp")}};
    struct awp_http_request other = good;
    other.headers = headers;
    expect_fault(&other,
                 "the request's Content-Type is \"application/jsonp\", not \"application/json\"");
}

Test(call, the_bodys_first_difference_is_told_by_its_path) {
    static const struct {
        const char *body;
        const char *fault;
    } rows[] = {
        {"{}", "the request's body at $.AccountIds: want [\"111122223333\"], got absent"},
        {"{\"AccountIds\":[\"1\"]}",
         "the request's body at $.AccountIds[0]: want \"111122223333\", got \"1\""},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct awp_http_request other = good;
        other.body = awp_bytes_of_string(rows[i].body);
        expect_fault(&other, rows[i].fault);
    }
}

Test(call, a_request_is_written_as_json_whatever_bytes_it_holds) {
    static const struct awp_header headers[] = {{AWP_BYTES_INIT("A"), AWP_BYTES_INIT("\xff")},
                                                {AWP_BYTES_INIT("B"), AWP_BYTES_INIT("\"")}};
    const struct awp_http_request odd = {.method = AWP_BYTES("POST"),
                                         .target = AWP_BYTES("/a?b"),
                                         .headers = headers,
                                         .header_count = 2,
                                         .body = AWP_BYTES("\xff\xfe")};
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes text = {0};
    awp_http_request_write(&odd, &out);
    cr_assert_eq(awp_buffer_finish(&out, &text), AWP_OK);
    cr_assert(awp_bytes_equal(
        text, AWP_BYTES("{\"method\":\"POST\",\"target\":\"/a?b\",\"headers\":[[\"A\",{\"base64\":"
                        "\"/w==\"}],[\"B\",\"\\\"\"]],\"body\":{\"base64\":\"//4=\"}}")));
}
