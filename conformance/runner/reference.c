/* SPDX-License-Identifier: Apache-2.0 */
/* The reference decoder, asked in process. */
#include "reference.h"

static enum awp_status decode(const struct awp_question *question, struct awp_arena *arena,
                              struct awp_outcome *outcome) {
    if (question->function != NULL) {
        return question->function->decode(question->operation, question->code, question->body,
                                          arena, outcome);
    }
    const struct awp_http_response response = {.status = question->status,
                                               .headers = question->headers,
                                               .header_count = question->header_count,
                                               .body = question->body};
    return awp_response_decode(question->protocol, question->operation, &response, arena, outcome);
}

enum awp_status awp_reference_answer(const struct awp_question *question, struct awp_arena *arena,
                                     struct awp_answer *answer) {
    struct awp_outcome outcome;
    AWP_GUARD(decode(question, arena, &outcome));
    awp_answer_of_outcome(&outcome, arena, answer);
    return AWP_OK;
}
