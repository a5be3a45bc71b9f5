/* SPDX-License-Identifier: Apache-2.0 */
/* What is done to a connection in answer to a request: bytes and pauses, a reset, a close, in
 * order.
 */
#include "plan.h"

#include <assert.h>
#include <stdio.h>

const char *const awp_place_names[] = {[AWP_PLACE_START] = "start",
                                       [AWP_PLACE_STATUS_LINE] = "status-line",
                                       [AWP_PLACE_HEADER] = "header",
                                       [AWP_PLACE_BODY] = "body",
                                       NULL};

static void add(struct awp_plan *plan, struct awp_step step) {
    assert(plan->step_count < AWP_MAX_STEPS);
    plan->steps[plan->step_count++] = step;
}

void awp_plan_write(struct awp_plan *plan, struct awp_bytes bytes) {
    if (bytes.len > 0) {
        add(plan, (struct awp_step){.kind = AWP_STEP_WRITE, .bytes = bytes});
    }
}

void awp_plan_trickle(struct awp_plan *plan, struct awp_bytes bytes, size_t piece_len,
                      unsigned pause_ms) {
    add(plan, (struct awp_step){.kind = AWP_STEP_TRICKLE,
                                .bytes = bytes,
                                .piece_len = piece_len,
                                .pause_ms = pause_ms});
}

void awp_plan_pause(struct awp_plan *plan, unsigned pause_ms) {
    add(plan, (struct awp_step){.kind = AWP_STEP_PAUSE, .pause_ms = pause_ms});
}

void awp_plan_stall(struct awp_plan *plan) { add(plan, (struct awp_step){.kind = AWP_STEP_STALL}); }

void awp_plan_reset(struct awp_plan *plan) { add(plan, (struct awp_step){.kind = AWP_STEP_RESET}); }

void awp_plan_close(struct awp_plan *plan) { add(plan, (struct awp_step){.kind = AWP_STEP_CLOSE}); }

struct awp_bytes awp_plan_finish_text(struct awp_plan *plan, struct awp_buffer *text) {
    struct awp_bytes bytes = {0};
    const enum awp_status status = awp_buffer_finish(text, &bytes);
    if (status != AWP_OK && plan->status == AWP_OK) {
        plan->status = status;
    }
    return bytes;
}

void awp_head_begin(struct awp_buffer *out, const char *version,
                    const struct awp_http_response *response) {
    char line[64];
    const bool is_good = response->status >= 200 && response->status <= 299;
    snprintf(line, sizeof(line), "%s %03u %s\r\n", version, response->status,
             is_good ? "OK" : "Not OK");
    awp_buffer_append_string(out, line);
    for (size_t i = 0; i < response->header_count; i++) {
        awp_buffer_append(out, response->headers[i].name);
        awp_buffer_append_string(out, ": ");
        awp_buffer_append(out, response->headers[i].value);
        awp_buffer_append_string(out, "\r\n");
    }
}

void awp_head_number(struct awp_buffer *out, const char *name, size_t number) {
    char line[96];
    snprintf(line, sizeof(line), "%s: %zu\r\n", name, number);
    awp_buffer_append_string(out, line);
}

struct awp_message awp_plan_message_framed(struct awp_plan *plan,
                                           const struct awp_http_response *response,
                                           const char *version, const char *framing) {
    struct awp_buffer head = {.arena = plan->arena};
    awp_head_begin(&head, version, response);
    awp_buffer_append_string(&head, framing);
    awp_buffer_append_string(&head, "\r\n");
    return (struct awp_message){awp_plan_finish_text(plan, &head), response->body};
}

struct awp_message awp_plan_message_of_length(struct awp_plan *plan,
                                              const struct awp_http_response *response,
                                              size_t content_length) {
    char framing[64];
    snprintf(framing, sizeof(framing), "Content-Length: %zu\r\n", content_length);
    return awp_plan_message_framed(plan, response, "HTTP/1.1", framing);
}

struct awp_message awp_plan_message(struct awp_plan *plan,
                                    const struct awp_http_response *response) {
    return awp_plan_message_of_length(plan, response, response->body.len);
}

struct awp_bytes awp_plan_join(struct awp_plan *plan, struct awp_message message) {
    struct awp_buffer text = {.arena = plan->arena};
    awp_buffer_append(&text, message.head);
    awp_buffer_append(&text, message.body);
    return awp_plan_finish_text(plan, &text);
}

static size_t first_line_len(struct awp_bytes head) {
    size_t len = 0;
    while (len < head.len && head.ptr[len] != '\n') {
        len++;
    }
    return len;
}

void awp_plan_write_until(struct awp_plan *plan, struct awp_message message, enum awp_place place) {
    const size_t line_len = first_line_len(message.head);
    size_t len = message.head.len;
    switch (place) {
    case AWP_PLACE_START:
        return;
    case AWP_PLACE_STATUS_LINE:
        len = line_len / 2;
        break;
    case AWP_PLACE_HEADER:
        len = line_len + (message.head.len - line_len) / 2;
        break;
    case AWP_PLACE_BODY:
        break;
    }
    awp_plan_write(plan, (struct awp_bytes){message.head.ptr, len});
    if (place == AWP_PLACE_BODY) {
        awp_plan_write(plan, (struct awp_bytes){message.body.ptr, message.body.len / 2});
    }
}

struct awp_bytes awp_rest_from(struct awp_bytes bytes, size_t start) {
    return start < bytes.len ? (struct awp_bytes){bytes.ptr + start, bytes.len - start}
                             : (struct awp_bytes){0};
}

void awp_chunk_append(struct awp_buffer *out, struct awp_bytes bytes) {
    char line[32];
    snprintf(line, sizeof(line), "%zx\r\n", bytes.len);
    awp_buffer_append_string(out, line);
    awp_buffer_append(out, bytes);
    awp_buffer_append_string(out, "\r\n");
}
