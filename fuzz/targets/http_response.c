/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: a whole HTTP response as a text -> each protocol -> exactly one outcome. */
#include "awsproof/invite_members.h"
#include "engine/target.h"
#include "http_text.h"
#include "wide_model.h"

/*
 * Property: status, headers and body decode to the outcome of R1 to R14 and X1 to X6, in all four
 * protocols. The form of the text is awp_http_text_read's.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const struct awp_run run = awp_run_of("http_response", (struct awp_bytes){data, size});
    static struct awp_http_text http;
    struct awp_questions questions = {.count = 0};
    awp_http_text_read(run.input, &http);
    awp_questions_add_protocols(&questions, &awp_securityhub_invite_members);
    if (awp_run_is_chosen(&run, 4)) {
        awp_questions_add_protocols(&questions, &awp_fuzz_wide);
    }
    awp_decode_oracle(&run, &questions, &http.response);
    return 0;
}
