/* SPDX-License-Identifier: Apache-2.0 */
/* Running tables of responses through a protocol. */
#include "support/responses.h"

#include <criterion/criterion.h>
#include <string.h>

#include "support/describe.h"
#include "support/heap.h"

static struct awp_bytes copy(struct awp_test_room *room, struct awp_bytes bytes) {
    return awp_test_copy(&room->heap, bytes);
}

static void scribble(struct awp_test_room *room, struct awp_bytes bytes) {
    if (bytes.len != 0) {
        memset((void *)(uintptr_t)bytes.ptr, '#', bytes.len);
    }
    awp_test_release(&room->heap, bytes);
}

static struct awp_outcome decode(const struct awp_protocol *protocol,
                                 const struct awp_operation *operation,
                                 const struct awp_test_response *row, struct awp_test_room *room) {
    struct awp_header headers[3];
    struct awp_http_response response = {
        .status = row->status, .headers = headers, .body = copy(room, row->body)};
    while (response.header_count < 3 && row->headers[response.header_count].name.len != 0) {
        const struct awp_header *header = &row->headers[response.header_count];
        headers[response.header_count++] =
            (struct awp_header){copy(room, header->name), copy(room, header->value)};
    }
    struct awp_outcome outcome;
    const enum awp_status status =
        awp_response_decode(protocol, operation, &response, room->arena, &outcome);
    cr_assert_eq(status, AWP_OK, "%s: %s", row->title, awp_status_text(status));
    scribble(room, response.body);
    for (size_t i = 0; i < response.header_count; i++) {
        scribble(room, headers[i].name);
        scribble(room, headers[i].value);
    }
    return outcome;
}

void awp_test_expect_responses(const struct awp_protocol *protocol,
                               const struct awp_operation *operation,
                               const struct awp_test_response *rows, size_t count) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < awp_test_some(count); i++) {
        const struct awp_outcome outcome = decode(protocol, operation, &rows[i], &room);
        const struct awp_outcome again = decode(protocol, operation, &rows[i], &room);
        awp_test_expect(rows[i].title, operation, rows[i].body, &outcome, rows[i].outcome);
        cr_expect(awp_outcome_equal(&outcome, &again), "%s: not the same twice", rows[i].title);
    }
    awp_test_room_close(&room);
}
