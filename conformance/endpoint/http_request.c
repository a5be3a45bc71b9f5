/* SPDX-License-Identifier: Apache-2.0 */
/* Requests as they come in: bytes in pieces of any size -> method, path, headers, body. */
#include "http_request.h"

#include <http_parser.h>
#include <stdlib.h>

#include "awsproof/buffer.h"

/* Where a text stands in the head's buffer, which may still move. */
struct span {
    size_t start;
    size_t len;
};

struct field {
    struct span name;
    struct span value;
};

/*
 * All texts of a head are laid into one buffer in the order in which they come, so that each is in
 * one piece however it was split on the wire:
 *
 *   /c8/members/invite Host 127.0.0.1:80 Content-Type application/json
 *   `----- url ------' `--' `----------' `field ...
 */
struct awp_request_parser {
    http_parser machine;
    struct awp_arena *arena;
    struct awp_buffer head;
    struct awp_buffer body;
    struct span url;
    struct field fields[AWP_REQUEST_MAX_HEADERS];
    size_t field_count;
    bool in_value;            /* the last text was a header's value: a name begins a new field */
    bool has_too_many_fields; /* said when the head is whole: until then it may be no head at all */
    bool head_is_done;
    bool waits; /* for "100 Continue" */
    bool is_inside;
    bool is_whole;
    unsigned status; /* of a refusal; 0: none */
    const char *reason;
};

/* What a callback gives to stop the machine; 1 and 2 have meanings of their own after a head. */
#define STOP 3

static int refuse(struct awp_request_parser *parser, unsigned status, const char *reason) {
    parser->status = status;
    parser->reason = reason;
    return STOP;
}

/* Lays a piece of a text into the head's buffer, where it goes on with `*span`. */
static int append(struct awp_request_parser *parser, struct span *span, const char *at,
                  size_t len) {
    if (span->len == 0) {
        span->start = parser->head.len;
    }
    awp_buffer_append(&parser->head, (struct awp_bytes){(const uint8_t *)at, len});
    span->len += len;
    return parser->head.status == AWP_OK ? 0 : STOP;
}

static int on_url(http_parser *machine, const char *at, size_t len) {
    struct awp_request_parser *parser = machine->data;
    return append(parser, &parser->url, at, len);
}

static int on_header_field(http_parser *machine, const char *at, size_t len) {
    struct awp_request_parser *parser = machine->data;
    if (parser->head_is_done || parser->has_too_many_fields) {
        return 0; /* a trailer, or one header too many: nothing of ours looks at one */
    }
    if (parser->field_count == 0 || parser->in_value) {
        if (parser->field_count == AWP_REQUEST_MAX_HEADERS) {
            parser->has_too_many_fields = true;
            return 0;
        }
        parser->fields[parser->field_count++] = (struct field){{0, 0}, {0, 0}};
        parser->in_value = false;
    }
    return append(parser, &parser->fields[parser->field_count - 1].name, at, len);
}

static int on_header_value(http_parser *machine, const char *at, size_t len) {
    struct awp_request_parser *parser = machine->data;
    if (parser->head_is_done || parser->has_too_many_fields) {
        return 0;
    }
    parser->in_value = true;
    return append(parser, &parser->fields[parser->field_count - 1].value, at, len);
}

static struct awp_bytes text_of(const struct awp_request_parser *parser, struct span span) {
    return span.len == 0 ? (struct awp_bytes){0}
                         : (struct awp_bytes){parser->head.data + span.start, span.len};
}

static bool expects_continue(const struct awp_request_parser *parser) {
    for (size_t i = 0; i < parser->field_count; i++) {
        if (awp_bytes_equal_ascii_case(text_of(parser, parser->fields[i].name),
                                       AWP_BYTES("expect"))) {
            return awp_bytes_equal_ascii_case(text_of(parser, parser->fields[i].value),
                                              AWP_BYTES("100-continue"));
        }
    }
    return false;
}

static int on_headers_complete(http_parser *machine) {
    struct awp_request_parser *parser = machine->data;
    parser->head_is_done = true;
    if (parser->has_too_many_fields) {
        return refuse(parser, 431, "more than 256 headers");
    }
    if ((machine->flags & F_CONTENTLENGTH) != 0 &&
        machine->content_length > AWP_REQUEST_MAX_BODY_BYTES) {
        return refuse(parser, 413, "a body over 1 MiB");
    }
    if (expects_continue(parser)) {
        parser->waits = true;
        http_parser_pause(machine, 1);
    }
    return 0;
}

static int on_body(http_parser *machine, const char *at, size_t len) {
    struct awp_request_parser *parser = machine->data;
    if (len > AWP_REQUEST_MAX_BODY_BYTES - parser->body.len) {
        return refuse(parser, 413, "a body over 1 MiB");
    }
    awp_buffer_append(&parser->body, (struct awp_bytes){(const uint8_t *)at, len});
    return parser->body.status == AWP_OK ? 0 : STOP;
}

static int on_message_complete(http_parser *machine) {
    struct awp_request_parser *parser = machine->data;
    parser->is_whole = true;
    http_parser_pause(machine, 1);
    return 0;
}

static const http_parser_settings settings = {
    .on_url = on_url,
    .on_header_field = on_header_field,
    .on_header_value = on_header_value,
    .on_headers_complete = on_headers_complete,
    .on_body = on_body,
    .on_message_complete = on_message_complete,
};

void awp_request_parser_next(struct awp_request_parser *parser) {
    struct awp_arena *arena = parser->arena;
    *parser = (struct awp_request_parser){
        .arena = arena, .head = {.arena = arena}, .body = {.arena = arena}};
    http_parser_init(&parser->machine, HTTP_REQUEST);
    parser->machine.data = parser;
}

struct awp_request_parser *awp_request_parser_create(struct awp_arena *arena) {
    struct awp_request_parser *parser = calloc(1, sizeof(*parser));
    if (parser != NULL) {
        parser->arena = arena;
        awp_request_parser_next(parser);
    }
    return parser;
}

void awp_request_parser_destroy(struct awp_request_parser *parser) { free(parser); }

bool awp_request_parser_is_inside(const struct awp_request_parser *parser) {
    return parser->is_inside && !parser->is_whole;
}

unsigned awp_request_parser_status(const struct awp_request_parser *parser) {
    return parser->status;
}

const char *awp_request_parser_reason(const struct awp_request_parser *parser) {
    return parser->reason;
}

static size_t find(struct awp_bytes text, size_t from, uint8_t byte) {
    while (from < text.len && text.ptr[from] != byte) {
        from++;
    }
    return from;
}

static struct awp_bytes part(struct awp_bytes text, size_t start, size_t end) {
    return start < end ? (struct awp_bytes){text.ptr + start, end - start} : (struct awp_bytes){0};
}

/* "http://host/c8/members?x" and "/c8/members?x" alike: segment "c8", path "/members". */
static void cut_target(struct awp_http_request *request) {
    const struct awp_bytes target = request->target;
    const size_t query = find(target, 0, '?');
    size_t start = 0;
    if (target.len > 0 && target.ptr[0] != '/') {
        const size_t scheme = find(target, 0, ':');
        start = scheme + 3 < query ? find(target, scheme + 3, '/') : query;
    }
    start = start < query ? start + 1 : query;
    const struct awp_bytes before = part(target, 0, query);
    const size_t end = find(before, start, '/');
    request->segment = part(target, start, end);
    request->path = part(target, end, query);
    request->query = part(target, query + 1, target.len);
}

static enum awp_request_progress finish(struct awp_request_parser *parser,
                                        struct awp_http_request *request) {
    struct awp_header *headers =
        awp_arena_allocate_array(parser->arena, parser->field_count, sizeof(*headers));
    if (headers == NULL) {
        return AWP_REQUEST_NO_MEMORY;
    }
    for (size_t i = 0; i < parser->field_count; i++) {
        headers[i] = (struct awp_header){text_of(parser, parser->fields[i].name),
                                         text_of(parser, parser->fields[i].value)};
    }
    const http_parser *machine = &parser->machine;
    *request = (struct awp_http_request){
        .method = awp_bytes_of_string(http_method_str((enum http_method)machine->method)),
        .target = text_of(parser, parser->url),
        .version_major = machine->http_major,
        .version_minor = machine->http_minor,
        .headers = headers,
        .header_count = parser->field_count,
        .body = {parser->body.data, parser->body.len},
        .keeps_alive = http_should_keep_alive(machine) != 0 && machine->upgrade == 0,
    };
    cut_target(request);
    return AWP_REQUEST_WHOLE;
}

/* What the machine's stop means: it stops for a pause of ours, a refusal, a fault, no memory. */
static enum awp_request_progress explain(struct awp_request_parser *parser,
                                         struct awp_http_request *request) {
    if (parser->head.status != AWP_OK || parser->body.status != AWP_OK) {
        return AWP_REQUEST_NO_MEMORY;
    }
    if (parser->status != 0) {
        return AWP_REQUEST_REFUSED;
    }
    const enum http_errno fault = HTTP_PARSER_ERRNO(&parser->machine);
    if (parser->is_whole) {
        return finish(parser, request);
    }
    if (fault == HPE_OK) {
        return AWP_REQUEST_MORE;
    }
    if (fault == HPE_PAUSED && parser->waits) {
        parser->waits = false;
        http_parser_pause(&parser->machine, 0);
        return AWP_REQUEST_CONTINUE;
    }
    refuse(parser, fault == HPE_HEADER_OVERFLOW ? 431 : 400, http_errno_description(fault));
    return AWP_REQUEST_REFUSED;
}

enum awp_request_progress awp_request_parser_take(struct awp_request_parser *parser,
                                                  struct awp_bytes bytes, size_t *taken,
                                                  struct awp_http_request *request) {
    *taken = 0;
    if (parser->status != 0 || parser->is_whole) {
        return parser->is_whole ? AWP_REQUEST_WHOLE : AWP_REQUEST_REFUSED;
    }
    if (bytes.len == 0) {
        return AWP_REQUEST_MORE; /* to the machine no bytes would mean the end of the connection */
    }
    parser->is_inside = true;
    *taken = http_parser_execute(&parser->machine, &settings, (const char *)bytes.ptr, bytes.len);
    return explain(parser, request);
}

const struct awp_header *awp_http_request_header(const struct awp_http_request *request,
                                                 struct awp_bytes name) {
    for (size_t i = 0; i < request->header_count; i++) {
        if (awp_bytes_equal_ascii_case(request->headers[i].name, name)) {
            return &request->headers[i];
        }
    }
    return NULL;
}
