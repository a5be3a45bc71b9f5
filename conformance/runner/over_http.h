/* SPDX-License-Identifier: Apache-2.0 */
/* A case over transport http: whether it can be had that way, and the call, its request, its
 * aftermath. */
#ifndef AWP_RUNNER_OVER_HTTP_H
#define AWP_RUNNER_OVER_HTTP_H

#include "desk.h"
#include "judge.h"
#include "message.h"

/** By which transport cases are put to a testee. */
enum awp_transport {
    AWP_TRANSPORT_BEST,   /* inline where the testee has it, else http; wire faults by http */
    AWP_TRANSPORT_INLINE, /* wire faults are unsupported */
    AWP_TRANSPORT_HTTP,
    AWP_TRANSPORT_COUNT
};

/** The transport as written: "inline", "http"; NULL for BEST. */
const char *awp_transport_name(enum awp_transport transport);

/**
 * Decides how a question of this case is put, in `question->is_over_http`. False: in no way;
 * `*reason` says why.
 */
bool awp_over_http_choose(enum awp_transport transport, const struct awp_hello *hello,
                          const struct awp_case *golden, struct awp_question *question,
                          struct awp_bytes *reason);

/** Lays the answer to a question that is put over HTTP ready, and names the endpoint in it. */
void awp_over_http_lay(struct awp_desk *desk, const struct awp_wire *wire,
                       struct awp_question *question, struct awp_arena *arena);

/**
 * Takes it away again. If the request that came is not what it should be, or none or more than one
 * came, that is the judgement. `answer` NULL: none came, and the judgement stays.
 */
void awp_over_http_take(struct awp_desk *desk, const struct awp_question *question,
                        const struct awp_answer *answer, struct awp_judgement *judgement,
                        struct awp_arena *arena);

/** The plain call that follows a wire fault, to see what the fault has left behind. */
struct awp_question awp_over_http_probe(const struct awp_question *question);

/**
 * Takes the probe's answer away. Where the case itself was passed and the probe did not come out
 * exactly right, that is the judgement. `answer` as above. False: it did not come out right, so
 * what the testee is asked next might get the answer to what it was asked before.
 */
bool awp_over_http_take_probe(struct awp_desk *desk, const struct awp_question *probe,
                              const struct awp_answer *answer, struct awp_judgement *judgement,
                              struct awp_arena *arena);

/**
 * What a testee said, in the arena, with PORT and KEY in the place of ports of 127.0.0.1 and of our
 * endpoints' keys behind them: these are others in every run, and reports are to be compared.
 */
struct awp_bytes awp_over_http_mask(struct awp_bytes text, struct awp_arena *arena);

#endif
