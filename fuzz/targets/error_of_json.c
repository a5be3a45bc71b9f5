/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: a body's bytes -> error_of_json -> exactly one outcome, and the right one. */
#include "awsproof/invite_members.h"
#include "engine/target.h"
#include "probe.h"
#include "wide_model.h"

/*
 * Property: Modeled if the code is modeled and the body is empty or an object whose members fit (R9
 * to R11); else Unknown with that code and those bytes. Under InviteMembers, and for a quarter of
 * the inputs under an operation with every trait.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const struct awp_http_response response = {.body = {data, size}};
    const struct awp_run run = awp_run_of("error_of_json", response.body);
    struct awp_questions questions = {.count = 0};
    awp_questions_add_function(&run, &questions, AWP_ASK_ERROR, AWP_FORMAT_JSON,
                               &awp_securityhub_invite_members);
    if (awp_run_is_chosen(&run, 4)) {
        awp_questions_add_function(&run, &questions, AWP_ASK_ERROR, AWP_FORMAT_JSON,
                                   &awp_fuzz_wide);
    }
    awp_decode_oracle(&run, &questions, &response);
    return 0;
}
