/* SPDX-License-Identifier: Apache-2.0 */
/* Requests as they come in: bytes in pieces of any size -> method, path, headers, body. */
#ifndef AWP_ENDPOINT_HTTP_REQUEST_H
#define AWP_ENDPOINT_HTTP_REQUEST_H

#include "awsproof/arena.h"
#include "awsproof/protocol.h"

/** What a request may be at most; more is refused. The parser library refuses a head over 80 KiB.
 */
#define AWP_REQUEST_MAX_HEADERS ((size_t)256)
#define AWP_REQUEST_MAX_BODY_BYTES ((size_t)1 << 20)

/** A whole request. Its texts are in the parser's arena. */
struct awp_http_request {
    struct awp_bytes method;  /* "POST" */
    struct awp_bytes target;  /* as sent: "/c8/members/invite?x=1" */
    struct awp_bytes segment; /* of the target's path, the first: "c8"; empty where there is none */
    struct awp_bytes path;    /* what follows it, to the "?": "/members/invite" */
    struct awp_bytes query;   /* after the "?" */
    unsigned version_major;
    unsigned version_minor;
    const struct awp_header *headers;
    size_t header_count;
    struct awp_bytes body; /* after framing */
    bool keeps_alive;      /* the client wants to go on after the answer */
};

/** The value of the first header of this name, in any letter case, or NULL. */
const struct awp_header *awp_http_request_header(const struct awp_http_request *request,
                                                 struct awp_bytes name);

/** What came of some bytes. */
enum awp_request_progress {
    AWP_REQUEST_MORE,     /* the request goes on */
    AWP_REQUEST_CONTINUE, /* its head is there and it waits for "100 Continue" before its body */
    AWP_REQUEST_WHOLE,    /* it is complete; what follows it was not taken */
    AWP_REQUEST_REFUSED,  /* it is none, or over a limit; the connection is of no use any more */
    AWP_REQUEST_NO_MEMORY
};

/** Reads one request after the other from one connection. */
struct awp_request_parser;

/** A parser whose requests live in `arena`, or NULL without memory. The arena outlives it. */
struct awp_request_parser *awp_request_parser_create(struct awp_arena *arena);

/** Ends it. NULL is allowed. */
void awp_request_parser_destroy(struct awp_request_parser *parser);

/**
 * Takes bytes; `*taken` is how many of them. WHOLE: `*request` is filled in and lives until
 * awp_request_parser_next. CONTINUE is given at most once a request, and nothing of its body was
 * taken; call again with the rest. After REFUSED and NO_MEMORY the parser takes nothing more.
 */
enum awp_request_progress awp_request_parser_take(struct awp_request_parser *parser,
                                                  struct awp_bytes bytes, size_t *taken,
                                                  struct awp_http_request *request);

/** Ready for the next request. The caller resets the arena, before or after. */
void awp_request_parser_next(struct awp_request_parser *parser);

/** Whether some bytes of a request came that is not complete. */
bool awp_request_parser_is_inside(const struct awp_request_parser *parser);

/** After REFUSED: the status to answer with, and why in one line that lives as long as the program.
 */
unsigned awp_request_parser_status(const struct awp_request_parser *parser);
const char *awp_request_parser_reason(const struct awp_request_parser *parser);

#endif
