/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of endpoint/http_request.c: requests whole, in pieces, one after the other, and refused. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "http_request.h"

static struct awp_arena *arena;
static struct awp_request_parser *parser;
static void set_up(void) {
    arena = awp_arena_create(NULL, 0);
    parser = awp_request_parser_create(arena);
}
static void tear_down(void) {
    awp_request_parser_destroy(parser);
    awp_arena_destroy(arena);
}
TestSuite(http_request, .init = set_up, .fini = tear_down);

/* Feeds a text, each piece a heap block of exactly its size; stops at anything but MORE. */
static enum awp_request_progress feed(const char *text, size_t len, size_t piece_len, size_t *taken,
                                      struct awp_http_request *request) {
    enum awp_request_progress progress = AWP_REQUEST_MORE;
    *taken = 0;
    while (progress == AWP_REQUEST_MORE && *taken < len) {
        const size_t rest = len - *taken;
        const size_t piece = rest < piece_len ? rest : piece_len;
        uint8_t *exact = malloc(piece);
        size_t now = 0;
        memcpy(exact, text + *taken, piece);
        progress = awp_request_parser_take(parser, (struct awp_bytes){exact, piece}, &now, request);
        free(exact);
        *taken += now;
    }
    return progress;
}

static enum awp_request_progress feed_all(const char *text, struct awp_http_request *request) {
    size_t taken;
    return feed(text, strlen(text), SIZE_MAX, &taken, request);
}

static void expect_text(struct awp_bytes got, const char *want) {
    cr_assert_eq(got.len, strlen(want), "want \"%s\", got \"%.*s\"", want, (int)got.len, got.ptr);
    cr_assert(got.len == 0 || memcmp(got.ptr, want, got.len) == 0, "want \"%s\", got \"%.*s\"",
              want, (int)got.len, got.ptr);
}

#define INVITE                                                                                     \
    "POST /c8/members/invite?x=1 HTTP/1.1\r\nHost: 127.0.0.1:80\r\nContent-Type: a/b\r\n"          \
    "Empty:\r\nContent-Length: 17\r\n\r\n{\"AccountIds\":[]}"

static void expect_invite(const struct awp_http_request *request) {
    expect_text(request->method, "POST");
    expect_text(request->target, "/c8/members/invite?x=1");
    expect_text(request->segment, "c8");
    expect_text(request->path, "/members/invite");
    expect_text(request->query, "x=1");
    expect_text(request->body, "{\"AccountIds\":[]}");
    cr_assert_eq(request->header_count, 4);
    expect_text(request->headers[1].name, "Content-Type");
    expect_text(request->headers[1].value, "a/b");
    expect_text(request->headers[2].name, "Empty");
    expect_text(request->headers[2].value, "");
    cr_assert_eq(request->version_minor, 1);
    cr_assert(request->keeps_alive);
}

Test(http_request, a_request_reads_the_same_in_pieces_of_every_size) {
    for (size_t piece = 1; piece <= strlen(INVITE); piece++) {
        struct awp_http_request request;
        size_t taken;
        cr_assert_eq(feed(INVITE, strlen(INVITE), piece, &taken, &request), AWP_REQUEST_WHOLE);
        cr_assert_eq(taken, strlen(INVITE));
        expect_invite(&request);
        awp_request_parser_next(parser);
        awp_arena_reset(arena);
    }
}

Test(http_request, no_prefix_of_a_request_is_one) {
    for (size_t len = 1; len < strlen(INVITE); len++) {
        struct awp_http_request request;
        size_t taken;
        cr_assert_eq(feed(INVITE, len, SIZE_MAX, &taken, &request), AWP_REQUEST_MORE, "%zu", len);
        cr_assert(awp_request_parser_is_inside(parser));
        awp_request_parser_next(parser);
        cr_assert_not(awp_request_parser_is_inside(parser));
        awp_arena_reset(arena);
    }
}

Test(http_request, what_follows_a_request_is_left_for_the_next) {
    struct awp_http_request request;
    size_t taken;
    const char text[] = INVITE "GET /c9 HTTP/1.1\r\n\r\n";
    cr_assert_eq(feed(text, strlen(text), SIZE_MAX, &taken, &request), AWP_REQUEST_WHOLE);
    cr_assert_eq(taken, strlen(INVITE));
    awp_request_parser_next(parser);
    cr_assert_eq(feed_all(text + taken, &request), AWP_REQUEST_WHOLE);
    expect_text(request.segment, "c9");
    expect_text(request.path, "");
}

Test(http_request, a_chunked_body_is_joined_and_its_trailer_is_no_header) {
    struct awp_http_request request;
    cr_assert_eq(
        feed_all("PUT /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0"
                 "\r\nX-Late: 1\r\n\r\n",
                 &request),
        AWP_REQUEST_WHOLE);
    expect_text(request.body, "abc");
    cr_assert_eq(request.header_count, 1);
}

Test(http_request, a_body_that_waits_is_asked_for_once) {
    struct awp_http_request request;
    const char text[] = "PUT /c HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi";
    size_t taken;
    cr_assert_eq(feed(text, strlen(text), SIZE_MAX, &taken, &request), AWP_REQUEST_CONTINUE);
    cr_assert_eq(feed_all(text + taken, &request), AWP_REQUEST_WHOLE);
    expect_text(request.body, "hi");
}

Test(http_request, targets_are_cut_into_segment_path_and_query) {
    static const struct {
        const char *target;
        const char *segment;
        const char *path;
        const char *query;
    } targets[] = {{"/", "", "", ""},
                   {"/a", "a", "", ""},
                   {"/a/", "a", "/", ""},
                   {"//b", "", "/b", ""},
                   {"/a?q/r", "a", "", "q/r"},
                   {"/?", "", "", ""},
                   {"http://h:1/a/b?c", "a", "/b", "c"},
                   {"http://h", "", "", ""},
                   {"http://h?/x", "", "", "/x"},
                   {"*", "", "", ""}};
    for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
        struct awp_http_request request;
        char text[128];
        snprintf(text, sizeof(text), "OPTIONS %s HTTP/1.1\r\n\r\n", targets[i].target);
        cr_assert_eq(feed_all(text, &request), AWP_REQUEST_WHOLE, "%s", text);
        expect_text(request.segment, targets[i].segment);
        expect_text(request.path, targets[i].path);
        expect_text(request.query, targets[i].query);
        awp_request_parser_next(parser);
        awp_arena_reset(arena);
    }
}

Test(http_request, whether_the_connection_goes_on_is_read_from_version_and_header) {
    static const struct {
        const char *text;
        bool keeps_alive;
    } requests[] = {{"GET /a HTTP/1.1\r\n\r\n", true},
                    {"GET /a HTTP/1.1\r\nConnection: close\r\n\r\n", false},
                    {"GET /a HTTP/1.0\r\n\r\n", false},
                    {"GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", true},
                    {"GET /a HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n", false}};
    for (size_t i = 0; i < sizeof(requests) / sizeof(requests[0]); i++) {
        struct awp_http_request request;
        cr_assert_eq(feed_all(requests[i].text, &request), AWP_REQUEST_WHOLE);
        cr_assert_eq(request.keeps_alive, requests[i].keeps_alive, "%s", requests[i].text);
        awp_request_parser_next(parser);
        awp_arena_reset(arena);
    }
}

static void expect_refusal(const char *text, unsigned status) {
    struct awp_http_request request;
    cr_assert_eq(feed_all(text, &request), AWP_REQUEST_REFUSED, "%.60s", text);
    cr_assert_eq(awp_request_parser_status(parser), status, "%.60s: %s", text,
                 awp_request_parser_reason(parser));
    cr_assert_neq(awp_request_parser_reason(parser), NULL);
    size_t taken = 1;
    cr_assert_eq(awp_request_parser_take(parser, AWP_BYTES("GET"), &taken, &request),
                 AWP_REQUEST_REFUSED);
    cr_assert_eq(taken, 0);
    awp_request_parser_next(parser);
    awp_arena_reset(arena);
}

Test(http_request, what_is_no_request_is_refused_for_good) {
    expect_refusal("\x16\x03\x01", 400);
    expect_refusal("HELO x\r\n", 400);
    expect_refusal("GET /a HTTP/1.1\r\nContent-Length: x\r\n\r\n", 400);
    expect_refusal("GET /a HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400);
    expect_refusal("POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400);
    expect_refusal("POST /a HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", 413);
}

static char *repeated(const char *before, const char *part, size_t times, const char *after) {
    char *text = malloc(strlen(before) + strlen(part) * times + strlen(after) + 1);
    char *at = stpcpy(text, before);
    for (size_t i = 0; i < times; i++) {
        at = stpcpy(at, part);
    }
    strcpy(at, after);
    return text;
}

Test(http_request, what_is_over_a_limit_is_refused) {
    char *headers =
        repeated("GET /a HTTP/1.1\r\n", "A: b\r\n", AWP_REQUEST_MAX_HEADERS + 1, "\r\n");
    char *head = repeated("GET /a HTTP/1.1\r\nA: ", "aaaaaaaa", 16 * 1024, "\r\n\r\n");
    char *body = repeated("PUT /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
                          "10\r\n0123456789abcdef\r\n", AWP_REQUEST_MAX_BODY_BYTES / 16 + 1, "");
    expect_refusal(headers, 431);
    expect_refusal(head, 431);
    expect_refusal(body, 413);
    free(headers);
    free(head);
    free(body);
}

Test(http_request, the_most_headers_and_the_largest_body_are_taken) {
    struct awp_http_request request;
    char *headers = repeated("GET /a HTTP/1.1\r\n", "A: b\r\n", AWP_REQUEST_MAX_HEADERS, "\r\n");
    char *body = repeated("PUT /a HTTP/1.1\r\nContent-Length: 1048576\r\n\r\n", "0123456789abcdef",
                          AWP_REQUEST_MAX_BODY_BYTES / 16, "");
    cr_assert_eq(feed_all(headers, &request), AWP_REQUEST_WHOLE);
    cr_assert_eq(request.header_count, AWP_REQUEST_MAX_HEADERS);
    expect_text(request.headers[AWP_REQUEST_MAX_HEADERS - 1].value, "b");
    awp_request_parser_next(parser);
    cr_assert_eq(feed_all(body, &request), AWP_REQUEST_WHOLE);
    cr_assert_eq(request.body.len, AWP_REQUEST_MAX_BODY_BYTES);
    free(headers);
    free(body);
}

/* An allocator that gives a number of blocks and no more. */
static void *allocate_counted(void *context, size_t size_bytes) {
    size_t *left = context;
    return *left > 0 ? (--*left, malloc(size_bytes)) : NULL;
}
static void release_counted(void *context, void *block) {
    (void)context;
    free(block);
}

Test(http_request, every_failed_allocation_is_told) {
    size_t failures = 0;
    char *text =
        repeated("PUT /a HTTP/1.1\r\nContent-Length: 100000\r\n\r\n", "0123456789", 10000, "");
    for (size_t blocks = 1;; blocks++) {
        size_t left = blocks;
        const struct awp_allocator counted = {allocate_counted, release_counted, &left};
        struct awp_http_request request;
        size_t taken;
        tear_down();
        arena = awp_arena_create(&counted, 0);
        cr_assert_neq(arena, NULL);
        parser = awp_request_parser_create(arena);
        const enum awp_request_progress progress = feed(text, strlen(text), 1000, &taken, &request);
        tear_down();
        set_up();
        if (progress == AWP_REQUEST_WHOLE) {
            break;
        }
        cr_assert_eq(progress, AWP_REQUEST_NO_MEMORY);
        failures++;
        cr_assert_lt(blocks, 100);
    }
    cr_assert_gt(failures, 0);
    free(text);
}
