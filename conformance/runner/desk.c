/* SPDX-License-Identifier: Apache-2.0 */
/* The endpoint of a run: answers are laid ready under keys, and what came for them is taken back.
 */
#include "desk.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

#define MAX_FAULT_BYTES 400

/* An answer that lies ready. */
struct sheet {
    struct sheet *next;
    uint64_t number; /* its key is "k" and this */
    const struct awp_call *call;
    struct awp_endpoint_answer answer;
    size_t request_count;
    char fault[MAX_FAULT_BYTES];
    size_t fault_len;
};

struct awp_desk {
    pthread_mutex_t lock; /* over what follows */
    struct sheet *sheets;
    uint64_t last_number;
    size_t stray_count;
    struct awp_endpoint *endpoint;
};

/* The sheet under a key, by its link; the link of NULL where there is none. Under the lock. */
static struct sheet **find(struct awp_desk *desk, struct awp_bytes key) {
    struct sheet **link = &desk->sheets;
    char text[32];
    for (; *link != NULL; link = &(*link)->next) {
        snprintf(text, sizeof(text), "k%" PRIu64, (*link)->number);
        if (awp_bytes_equal(awp_bytes_of_string(text), key)) {
            break;
        }
    }
    return link;
}

static void note_request(struct sheet *sheet, const struct awp_http_request *request,
                         struct awp_arena *arena) {
    if (sheet->request_count++ > 0) {
        return;
    }
    const struct awp_bytes fault = awp_call_request_fault(sheet->call, request, arena);
    sheet->fault_len = fault.len < MAX_FAULT_BYTES ? fault.len : MAX_FAULT_BYTES;
    if (sheet->fault_len > 0) {
        memcpy(sheet->fault, fault.ptr, sheet->fault_len);
    }
}

static struct awp_bytes copy(struct awp_bytes bytes, struct awp_arena *arena) {
    struct awp_bytes copied = {0};
    awp_need(awp_arena_copy(arena, bytes, &copied));
    return copied;
}

/* What is being sent belongs to the connection: the sheet may be taken away meanwhile. */
static void copy_answer(const struct awp_endpoint_answer *from, struct awp_arena *arena,
                        struct awp_endpoint_answer *answer) {
    const struct awp_http_response *response = &from->response;
    struct awp_header *headers = awp_need_array(arena, response->header_count, sizeof(*headers));
    for (size_t i = 0; i < response->header_count; i++) {
        headers[i] = (struct awp_header){copy(response->headers[i].name, arena),
                                         copy(response->headers[i].value, arena)};
    }
    *answer = *from;
    answer->response.headers = headers;
    answer->response.body = copy(response->body, arena);
}

static bool answer_request(void *context, const struct awp_http_request *request,
                           struct awp_arena *arena, struct awp_endpoint_answer *answer) {
    struct awp_desk *desk = context;
    pthread_mutex_lock(&desk->lock);
    struct sheet *sheet = *find(desk, request->segment);
    if (sheet != NULL) {
        note_request(sheet, request, arena);
        copy_answer(&sheet->answer, arena, answer);
    } else {
        desk->stray_count++;
    }
    pthread_mutex_unlock(&desk->lock);
    return sheet != NULL;
}

struct awp_desk *awp_desk_open(char *reason, size_t reason_bytes) {
    struct awp_desk *desk = awp_need_block(calloc(1, sizeof(*desk)));
    const struct awp_endpoint_options options = awp_endpoint_defaults(answer_request, desk);
    pthread_mutex_init(&desk->lock, NULL);
    desk->endpoint = awp_endpoint_open(&options, reason, reason_bytes);
    if (desk->endpoint == NULL) {
        awp_desk_close(desk);
        return NULL;
    }
    const int error = awp_endpoint_start(desk->endpoint);
    if (error != 0) {
        snprintf(reason, reason_bytes, "cannot start a thread: %s", strerror(error));
        awp_desk_close(desk);
        return NULL;
    }
    return desk;
}

struct awp_bytes awp_desk_lay(struct awp_desk *desk, const struct awp_call *call,
                              const struct awp_endpoint_answer *answer, struct awp_arena *arena) {
    struct sheet *sheet = awp_need_block(calloc(1, sizeof(*sheet)));
    sheet->call = call;
    sheet->answer = *answer;
    pthread_mutex_lock(&desk->lock);
    sheet->number = ++desk->last_number;
    sheet->next = desk->sheets;
    desk->sheets = sheet;
    pthread_mutex_unlock(&desk->lock);
    return awp_text_format(arena, "http://127.0.0.1:%u/k%" PRIu64,
                           awp_endpoint_port(desk->endpoint), sheet->number);
}

static struct awp_bytes key_of(struct awp_bytes url) {
    size_t start = url.len;
    while (start > 0 && url.ptr[start - 1] != '/') {
        start--;
    }
    return (struct awp_bytes){url.ptr + start, url.len - start};
}

struct awp_desk_record awp_desk_take(struct awp_desk *desk, struct awp_bytes url,
                                     struct awp_arena *arena) {
    struct awp_desk_record record = {0};
    pthread_mutex_lock(&desk->lock);
    struct sheet **link = find(desk, key_of(url));
    struct sheet *sheet = *link;
    if (sheet != NULL) {
        *link = sheet->next;
    }
    pthread_mutex_unlock(&desk->lock);
    if (sheet != NULL) {
        record.request_count = sheet->request_count;
        record.fault =
            copy((struct awp_bytes){(const uint8_t *)sheet->fault, sheet->fault_len}, arena);
        free(sheet);
    }
    return record;
}

size_t awp_desk_stray_count(struct awp_desk *desk) {
    pthread_mutex_lock(&desk->lock);
    const size_t count = desk->stray_count;
    pthread_mutex_unlock(&desk->lock);
    return count;
}

void awp_desk_close(struct awp_desk *desk) {
    if (desk == NULL) {
        return;
    }
    awp_endpoint_close(desk->endpoint); /* joins its thread: from here on nobody else looks */
    while (desk->sheets != NULL) {
        struct sheet *sheet = desk->sheets;
        desk->sheets = sheet->next;
        free(sheet);
    }
    pthread_mutex_destroy(&desk->lock);
    free(desk);
}
