/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: what a client sends to the endpoint -> requests, whole and within bounds. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "awsproof/buffer.h"
#include "engine/target.h"
#include "http_request.h"
#include "oracles/fail.h"
#include "oracles/health.h"

static bool lies_in(struct awp_bytes part, struct awp_bytes whole) {
    return part.len == 0 || (part.ptr >= whole.ptr && part.ptr + part.len <= whole.ptr + whole.len);
}

static void write_text(struct awp_buffer *out, struct awp_bytes text) {
    char len[32];
    snprintf(len, sizeof(len), " %zu:", text.len);
    awp_buffer_append_string(out, len);
    awp_buffer_append(out, text);
}

static void write_request(const struct awp_http_request *request, const struct awp_run *run,
                          struct awp_buffer *out) {
    if (request->header_count > AWP_REQUEST_MAX_HEADERS ||
        request->body.len > AWP_REQUEST_MAX_BODY_BYTES || request->method.len == 0) {
        awp_oracle_fail(run, AWP_ORACLE_REQUEST_BOUNDS, "%zu headers, a body of %zu bytes",
                        request->header_count, request->body.len);
    }
    if (!lies_in(request->segment, request->target) || !lies_in(request->path, request->target) ||
        !lies_in(request->query, request->target)) {
        awp_oracle_fail(run, AWP_ORACLE_REQUEST_TARGET, "a part lies outside of the target");
    }
    write_text(out, request->method);
    write_text(out, request->target);
    write_text(out, request->segment);
    write_text(out, request->path);
    write_text(out, request->query);
    for (size_t i = 0; i < request->header_count; i++) {
        write_text(out, request->headers[i].name);
        write_text(out, request->headers[i].value);
    }
    write_text(out, request->body);
    awp_buffer_append_string(out, request->keeps_alive ? " stays\n" : " goes\n");
}

/* All that is read from the input in pieces of this size; each piece a block of just its size. */
static struct awp_bytes transcript(const struct awp_run *run, size_t piece_len,
                                   struct awp_arena *texts) {
    const struct awp_bytes input = run->input;
    struct awp_arena *arena = awp_arena_create(NULL, 0);
    struct awp_request_parser *parser = awp_request_parser_create(arena);
    struct awp_buffer out = {.arena = texts};
    struct awp_bytes text = {0};
    bool goes_on = true;
    size_t pieces = 0;
    for (size_t at = 0; at < input.len && goes_on;) {
        const size_t rest = input.len - at;
        const size_t len = rest < piece_len ? rest : piece_len;
        struct awp_http_request request;
        uint8_t *piece = malloc(len);
        size_t taken = 0;
        memcpy(piece, input.ptr + at, len);
        const enum awp_request_progress progress =
            awp_request_parser_take(parser, (struct awp_bytes){piece, len}, &taken, &request);
        memset(piece, 0xA5, len); /* the request must not point into what was given */
        free(piece);
        at += taken;
        if (taken > len || (progress == AWP_REQUEST_MORE && taken != len) ||
            ++pieces > 2 * input.len + 2) {
            awp_oracle_fail(run, AWP_ORACLE_REQUEST_TAKEN, "%zu of %zu bytes taken", taken, len);
        }
        if (progress == AWP_REQUEST_WHOLE) {
            write_request(&request, run, &out);
            awp_request_parser_next(parser);
            awp_arena_reset(arena);
        } else if (progress == AWP_REQUEST_CONTINUE) {
            awp_buffer_append_string(&out, "continue\n");
        } else if (progress != AWP_REQUEST_MORE) {
            awp_buffer_append_string(&out, awp_request_parser_reason(parser));
            goes_on = false;
        }
    }
    awp_buffer_append_string(&out, awp_request_parser_is_inside(parser) ? "inside" : "between");
    awp_request_parser_destroy(parser);
    awp_arena_destroy(arena);
    if (awp_buffer_finish(&out, &text) != AWP_OK) {
        awp_oracle_fail(run, AWP_ORACLE_HARNESS, "the transcript has no room");
    }
    return text;
}

/*
 * Property: what is read does not depend on how the network cuts it, every byte is taken once, and
 * whatever is read is within its bounds.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const struct awp_run run = awp_run_of("endpoint_request", (struct awp_bytes){data, size});
    awp_health_count(AWP_HEALTH_INPUTS);
    struct awp_arena *texts = awp_arena_create(NULL, 0);
    const struct awp_bytes whole = transcript(&run, size + 1, texts);
    const size_t piece_lens[] = {1, 2 + size / 3};
    for (size_t i = 0; i < 2; i++) {
        const struct awp_bytes pieces = transcript(&run, piece_lens[i], texts);
        if (!awp_bytes_equal(whole, pieces)) {
            awp_oracle_fail(&run, AWP_ORACLE_REQUEST_PIECES, "whole %.*s | in pieces of %zu %.*s",
                            (int)whole.len, (const char *)whole.ptr, piece_lens[i], (int)pieces.len,
                            (const char *)pieces.ptr);
        }
    }
    awp_arena_destroy(texts);
    return 0;
}
