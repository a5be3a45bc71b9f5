/* SPDX-License-Identifier: Apache-2.0 */
/* What is done to a connection in answer to a request: bytes and pauses, a reset, a close, in
 * order.
 */
#ifndef AWP_ENDPOINT_PLAN_H
#define AWP_ENDPOINT_PLAN_H

#include "awsproof/buffer.h"
#include "awsproof/protocol.h"

/** A step of a plan. */
enum awp_step_kind {
    AWP_STEP_WRITE,   /* the bytes, as fast as they are taken */
    AWP_STEP_TRICKLE, /* the bytes, `piece_len` at a time, `pause_ms` after each piece */
    AWP_STEP_PAUSE,   /* once all was written: nothing for `pause_ms` */
    AWP_STEP_STALL,   /* nothing more; the connection stays open until the client gives up */
    AWP_STEP_RESET,   /* the connection is reset */
    AWP_STEP_CLOSE    /* the connection is closed as after any answer */
};

struct awp_step {
    enum awp_step_kind kind;
    struct awp_bytes bytes; /* of WRITE and TRICKLE */
    size_t piece_len;       /* of TRICKLE */
    unsigned pause_ms;      /* of TRICKLE and PAUSE */
};

/** A plan has few steps, however long its texts are. */
#define AWP_MAX_STEPS 8

/**
 * A plan. After its last step the connection takes the next request. `status` is the first failure
 * of building it; such a plan is not to be carried out.
 */
struct awp_plan {
    struct awp_arena *arena;
    struct awp_step steps[AWP_MAX_STEPS];
    size_t step_count;
    enum awp_status status;
};

/** A message in the two parts that HTTP has; the head ends with its empty line. */
struct awp_message {
    struct awp_bytes head;
    struct awp_bytes body;
};

/** Where a message is cut off. */
enum awp_place {
    AWP_PLACE_START,       /* before its first byte */
    AWP_PLACE_STATUS_LINE, /* inside its first line */
    AWP_PLACE_HEADER,      /* inside a header */
    AWP_PLACE_BODY         /* inside its body; after the head, where the body is a byte or none */
};

/** The names of the places, as parameters of faults have them; NULL ends them. */
extern const char *const awp_place_names[];

/** Appends a step. */
void awp_plan_write(struct awp_plan *plan, struct awp_bytes bytes);
void awp_plan_trickle(struct awp_plan *plan, struct awp_bytes bytes, size_t piece_len,
                      unsigned pause_ms);
void awp_plan_pause(struct awp_plan *plan, unsigned pause_ms);
void awp_plan_stall(struct awp_plan *plan);
void awp_plan_reset(struct awp_plan *plan);
void awp_plan_close(struct awp_plan *plan);

/** Takes a finished text into the plan; a buffer that failed fails the plan, and is empty. */
struct awp_bytes awp_plan_finish_text(struct awp_plan *plan, struct awp_buffer *text);

/** Begins a head in a buffer: the status line, and the response's headers as they are. */
void awp_head_begin(struct awp_buffer *out, const char *version,
                    const struct awp_http_response *response);

/** Appends one header whose value is a number. */
void awp_head_number(struct awp_buffer *out, const char *name, size_t number);

/** The whole message, well framed by its Content-Length. */
struct awp_message awp_plan_message(struct awp_plan *plan,
                                    const struct awp_http_response *response);

/** The message, announced to be `content_length` long. */
struct awp_message awp_plan_message_of_length(struct awp_plan *plan,
                                              const struct awp_http_response *response,
                                              size_t content_length);

/** The message, its head ended by `framing`: whole lines. */
struct awp_message awp_plan_message_framed(struct awp_plan *plan,
                                           const struct awp_http_response *response,
                                           const char *version, const char *framing);

/** The two parts of a message as one text. */
struct awp_bytes awp_plan_join(struct awp_plan *plan, struct awp_message message);

/** Writes a message up to a place in it. */
void awp_plan_write_until(struct awp_plan *plan, struct awp_message message, enum awp_place place);

/** The bytes from a place on; of no bytes, none. */
struct awp_bytes awp_rest_from(struct awp_bytes bytes, size_t start);

/** Appends the bytes as one chunk. */
void awp_chunk_append(struct awp_buffer *out, struct awp_bytes bytes);

#endif
