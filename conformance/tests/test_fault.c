/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of endpoint/fault.c, plan.c and faults/: the very bytes and steps of each wire fault. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include "fault.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(fault, .init = set_up, .fini = tear_down);

static const struct awp_header headers[] = {{AWP_BYTES_INIT("A"), AWP_BYTES_INIT("wxyz")}};
static const struct awp_http_response response = {
    .status = 401, .headers = headers, .header_count = 1, .body = AWP_BYTES_INIT("{\"a\":1}")};

#define LINE "HTTP/1.1 401 Not OK\r\n"
#define HEAD LINE "A: wxyz\r\n"

/* The plan as a text: the bytes as they are, other steps in brackets. */
static const char *script_of(const struct awp_plan *plan) {
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes text = {0};
    char step_text[64];
    for (size_t i = 0; i < plan->step_count; i++) {
        const struct awp_step *step = &plan->steps[i];
        switch (step->kind) {
        case AWP_STEP_WRITE:
            awp_buffer_append(&out, step->bytes);
            break;
        case AWP_STEP_TRICKLE:
            snprintf(step_text, sizeof(step_text), "[%zu every %u ms]", step->piece_len,
                     step->pause_ms);
            awp_buffer_append_string(&out, step_text);
            awp_buffer_append(&out, step->bytes);
            break;
        case AWP_STEP_PAUSE:
            awp_buffer_append_string(&out, "[pause]");
            break;
        case AWP_STEP_STALL:
            awp_buffer_append_string(&out, "[stall]");
            break;
        case AWP_STEP_RESET:
            awp_buffer_append_string(&out, "[reset]");
            break;
        case AWP_STEP_CLOSE:
            awp_buffer_append_string(&out, "[close]");
            break;
        }
    }
    awp_buffer_append(&out, (struct awp_bytes){(const uint8_t *)"", 1});
    cr_assert_eq(awp_buffer_finish(&out, &text), AWP_OK);
    return (const char *)text.ptr;
}

static const char *script(const char *name, unsigned first, unsigned second) {
    struct awp_wire wire = {.fault = name == NULL ? NULL
                                                  : awp_wire_fault_find(awp_bytes_of_string(name)),
                            .parameters = {first, second}};
    struct awp_plan plan;
    cr_assert(name == NULL || wire.fault != NULL, "no fault %s", name);
    cr_assert_eq(awp_wire_plan(&wire, &response, arena, &plan), AWP_OK);
    return script_of(&plan);
}

Test(fault, each_fault_sends_what_it_says) {
    static const struct {
        const char *name;
        unsigned parameters[2];
        const char *script;
    } rows[] = {
        {NULL, {0, 0}, HEAD "Content-Length: 7\r\n\r\n{\"a\":1}"},
        {"short-body", {3, 0}, HEAD "Content-Length: 10\r\n\r\n{\"a\":1}[close]"},
        {"long-body", {2, 0}, HEAD "Content-Length: 5\r\n\r\n{\"a\":1}"},
        {"long-body", {99, 0}, HEAD "Content-Length: 0\r\n\r\n{\"a\":1}"},
        {"cut", {AWP_PLACE_START, 0}, "[close]"},
        {"cut", {AWP_PLACE_STATUS_LINE, 0}, "HTTP/1.1 4[close]"},
        {"cut", {AWP_PLACE_HEADER, 0}, HEAD "Conte[close]"},
        {"cut", {AWP_PLACE_BODY, 0}, HEAD "Content-Length: 7\r\n\r\n{\"a[close]"},
        {"reset", {AWP_PLACE_START, 0}, "[pause][reset]"},
        {"reset", {AWP_PLACE_BODY, 0}, HEAD "Content-Length: 7\r\n\r\n{\"a[pause][reset]"},
        {"stall", {AWP_PLACE_START, 0}, "[stall]"},
        {"stall", {AWP_PLACE_BODY, 0}, HEAD "Content-Length: 7\r\n\r\n{\"a[stall]"},
        {"chunked",
         {3, 0},
         HEAD "Transfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n3\r\n\":1\r\n1\r\n}\r\n0\r\n\r\n"},
        {"chunk-bad-size",
         {0, 0},
         HEAD "Transfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\nzz\r\n\":1}\r\n0\r\n\r\n[close]"},
        {"chunk-bad-size",
         {1, 0},
         HEAD "Transfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n\r\n\":1}\r\n0\r\n\r\n[close]"},
        {"chunk-bad-size",
         {2, 0},
         HEAD "Transfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n-5\r\n\":1}\r\n0\r\n\r\n[close]"},
        {"chunk-bad-size",
         {3, 0},
         HEAD "Transfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n10000000000000005\r\n\":1}\r\n0\r\n\r"
              "\n[close]"},
        {"chunk-bad-size",
         {4, 0},
         HEAD
         "Transfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n7fffffff\r\n\":1}\r\n0\r\n\r\n[close]"},
        {"chunk-short", {2, 0}, HEAD "Transfer-Encoding: chunked\r\n\r\n9\r\n{\"a\":1}[close]"},
        {"chunk-no-end",
         {0, 0},
         HEAD "Transfer-Encoding: chunked\r\n\r\n7\r\n{\"a\":1}\r\n[close]"},
        {"chunk-trailers",
         {0, 0},
         HEAD "Transfer-Encoding: chunked\r\n\r\n7\r\n{\"a\":1}\r\n0\r\nX-Checked: yes\r\n\r\n"},
        {"chunk-trailers",
         {1, 0},
         HEAD "Transfer-Encoding: chunked\r\n\r\n7\r\n{\"a\":1}\r\n0\r\nX-Amzn-ErrorType: "
              "InternalException\r\n\r\n"},
        {"split", {2, 5}, "[2 every 5 ms]" HEAD "Content-Length: 7\r\n\r\n{\"a\":1}"},
        {"no-length", {0, 0}, HEAD "\r\n{\"a\":1}[close]"},
        {"interim",
         {0, 2},
         "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" HEAD
         "Content-Length: 7\r\n\r\n{\"a\":1}"},
        {"interim",
         {1, 1},
         "HTTP/1.1 102 Processing\r\n\r\n" HEAD "Content-Length: 7\r\n\r\n{\"a\":1}"},
        {"interim",
         {2, 1},
         "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n" HEAD
         "Content-Length: 7\r\n\r\n{\"a\":1}"},
        {"http-1-0",
         {0, 0},
         "HTTP/1.0 401 Not OK\r\nA: wxyz\r\nContent-Length: 7\r\n\r\n{\"a\":1}[close]"},
        {"http-1-0", {1, 0}, "HTTP/1.0 401 Not OK\r\nA: wxyz\r\n\r\n{\"a\":1}[close]"},
        {"big-header", {4, 0}, HEAD "Content-Length: 7\r\nX-Long: aaaa\r\n\r\n{\"a\":1}"},
        {"many-headers",
         {2, 0},
         HEAD "X-Number: 0\r\nX-Number: 1\r\nContent-Length: 7\r\n\r\n{\"a\":1}"},
        {"repeated-length", {0, 0}, HEAD "Content-Length: 7\r\nContent-Length: 7\r\n\r\n{\"a\":1}"},
        {"repeated-length", {1, 0}, HEAD "Content-Length: 3\r\nContent-Length: 7\r\n\r\n{\"a\":1}"},
        {"repeated-length", {2, 0}, HEAD "Content-Length: 7\r\nContent-Length: 3\r\n\r\n{\"a\":1}"},
        {"repeated-length", {3, 0}, HEAD "Content-Length: 7, 7\r\n\r\n{\"a\":1}"},
        {"both-framings",
         {5, 0},
         HEAD "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n{\"a\":1}\r\n0\r\n\r\n"},
        {"folded-headers", {0, 0}, LINE "A:\r\n wxyz\r\nContent-Length: 7\r\n\r\n{\"a\":1}"},
        {"folded-headers", {1, 0}, LINE "A:wx\r\n yz\r\nContent-Length: 7\r\n\r\n{\"a\":1}"},
        {"gzip", {1, 0}, HEAD "Content-Encoding: gzip\r\nContent-Length: 7\r\n\r\n{\"a\":1}"},
        {"no-http", {0, 0}, "SSH-2.0-OpenSSH_9.2p1\r\n[close]"},
        {"no-http", {1, 0}, "\x15\x03\x01"},
        {"no-http", {3, 0}, "HTTP/1.1 two-hundred OK\r\nContent-Length: 2\r\n\r\n{}[close]"},
    };
    size_t fault_count;
    const struct awp_wire_fault *const *faults = awp_wire_fault_list(&fault_count);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        cr_expect_str_eq(script(rows[i].name, rows[i].parameters[0], rows[i].parameters[1]),
                         rows[i].script, "%s, row %zu",
                         rows[i].name == NULL ? "plain" : rows[i].name, i);
    }
    for (size_t i = 0; i < fault_count; i++) {
        bool is_there = false;
        for (size_t row = 1; row < sizeof(rows) / sizeof(rows[0]); row++) {
            is_there = is_there || strcmp(rows[row].name, faults[i]->name) == 0;
        }
        cr_expect(is_there, "no row for the fault %s", faults[i]->name);
    }
}

/* Unpacks as far as it goes; whether that was to the end. */
static bool unpack(struct awp_bytes packed, uint8_t *room, size_t room_len, size_t *len) {
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)packed.ptr,
                       .avail_in = (uInt)packed.len,
                       .next_out = room,
                       .avail_out = (uInt)room_len};
    cr_assert_eq(inflateInit2(&stream, MAX_WBITS + 16), Z_OK);
    const int status = inflate(&stream, Z_SYNC_FLUSH);
    *len = stream.total_out;
    inflateEnd(&stream);
    return status == Z_STREAM_END;
}

Test(fault, a_body_that_is_announced_as_gzip_is_gzip_or_a_beginning_of_it) {
    for (unsigned form = 0; form <= 2; form += 2) {
        struct awp_wire wire = {.fault = awp_wire_fault_find(AWP_BYTES("gzip")),
                                .parameters = {form, 0}};
        struct awp_plan plan;
        uint8_t room[64];
        size_t len = 0;
        char head[128];
        cr_assert_eq(awp_wire_plan(&wire, &response, arena, &plan), AWP_OK);
        cr_assert_eq(plan.step_count, 2);
        const struct awp_bytes body = plan.steps[1].bytes;
        snprintf(head, sizeof(head), HEAD "Content-Encoding: gzip\r\nContent-Length: %zu\r\n\r\n",
                 body.len);
        cr_assert(awp_bytes_equal(plan.steps[0].bytes, awp_bytes_of_string(head)));
        cr_assert_eq(unpack(body, room, sizeof(room), &len), form == 0);
        cr_assert(form != 0 || awp_bytes_equal((struct awp_bytes){room, len}, response.body));
    }
}

Test(fault, binary_that_is_no_http_holds_nul_bytes) {
    struct awp_wire wire = {.fault = awp_wire_fault_find(AWP_BYTES("no-http")),
                            .parameters = {2, 0}};
    struct awp_plan plan;
    cr_assert_eq(awp_wire_plan(&wire, &response, arena, &plan), AWP_OK);
    cr_assert_eq(plan.steps[0].bytes.len, 8);
    cr_assert_eq(plan.steps[0].bytes.ptr[0], 0);
}

Test(fault, every_fault_is_complete_and_every_choice_can_be_built_on_an_empty_response) {
    static const struct awp_http_response empty = {.status = 200};
    size_t count;
    const struct awp_wire_fault *const *faults = awp_wire_fault_list(&count);
    cr_assert_geq(count, 21);
    for (size_t i = 0; i < count; i++) {
        const struct awp_wire_fault_parameter *parameter = &faults[i]->parameters[0];
        struct awp_wire wire = awp_wire_of_fault(faults[i]);
        cr_assert_eq(awp_wire_fault_find(awp_bytes_of_string(faults[i]->name)), faults[i]);
        cr_assert_neq(faults[i]->summary[0], '\0');
        const unsigned last = parameter->choices == NULL ? parameter->min : parameter->max;
        for (unsigned value = parameter->min; value <= last; value++) {
            struct awp_plan plan;
            wire.parameters[0] = value;
            cr_assert(parameter->choices == NULL || parameter->choices[value] != NULL);
            cr_assert_eq(awp_wire_plan(&wire, &empty, arena, &plan), AWP_OK);
            cr_assert_gt(plan.step_count, 0, "%s", faults[i]->name);
        }
        cr_assert(parameter->choices == NULL || parameter->choices[parameter->max + 1] == NULL);
    }
    cr_assert_eq(awp_wire_fault_find(AWP_BYTES("nope")), NULL);
}

Test(fault, a_plan_without_memory_says_so) {
    struct awp_arena *small = awp_arena_create(NULL, 1024);
    static uint8_t large[8192];
    const struct awp_http_response big = {.status = 200, .body = {large, sizeof(large)}};
    const struct awp_wire wire = {.fault = awp_wire_fault_find(AWP_BYTES("split")),
                                  .parameters = {1, 1}};
    struct awp_plan plan;
    cr_assert_eq(awp_wire_plan(&wire, &big, small, &plan), AWP_OVER_CEILING);
    awp_arena_destroy(small);
}

Test(fault, what_http_cannot_carry_is_told) {
    static const struct awp_header length[] = {
        {AWP_BYTES_INIT("content-LENGTH"), AWP_BYTES_INIT("1")}};
    static const struct awp_header controls[] = {{AWP_BYTES_INIT("a"), AWP_BYTES_INIT("b\x01")},
                                                 {AWP_BYTES_INIT("a"), AWP_BYTES_INIT("\x7F")}};
    static const struct awp_header tab[] = {{AWP_BYTES_INIT("a"), AWP_BYTES_INIT("b\t\xE9")}};
    const struct awp_http_response interim = {.status = 199};
    const struct awp_http_response no_content = {.status = 204, .body = AWP_BYTES_INIT("x")};
    const struct awp_http_response empty = {.status = 204};
    const struct awp_http_response framed = {.status = 200, .headers = length, .header_count = 1};
    cr_assert_neq(awp_wire_hindrance(&interim), NULL);
    cr_assert_neq(awp_wire_hindrance(&no_content), NULL);
    cr_assert_neq(awp_wire_hindrance(&framed), NULL);
    for (size_t i = 0; i < 2; i++) {
        const struct awp_http_response control = {
            .status = 200, .headers = &controls[i], .header_count = 1};
        cr_assert_neq(awp_wire_hindrance(&control), NULL, "%zu", i);
    }
    const struct awp_http_response tabbed = {.status = 200, .headers = tab, .header_count = 1};
    cr_assert_eq(awp_wire_hindrance(&tabbed), NULL);
    cr_assert_eq(awp_wire_hindrance(&empty), NULL);
    cr_assert_eq(awp_wire_hindrance(&response), NULL);
}
