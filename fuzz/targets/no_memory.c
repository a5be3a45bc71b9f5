/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: a response and a byte behind it -> decodings in which an allocation fails. */
#include "awsproof/invite_members.h"
#include "engine/target.h"
#include "http_text.h"
#include "no_memory_oracle.h"

/*
 * Property: a decoding without memory says so, leaves its outcome alone and leaks nothing, or gives
 * what it always gives; never an Unknown made of the lack. The input is http_response's, its last
 * byte cut off, which chooses the allocation.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const struct awp_run run = awp_run_of("no_memory", (struct awp_bytes){data, size});
    static struct awp_http_text http;
    struct awp_questions questions = {.count = 0};
    const size_t len = size > 0 ? size - 1 : 0;
    awp_http_text_read((struct awp_bytes){data, len}, &http);
    awp_questions_add_protocols(&questions, &awp_securityhub_invite_members);
    awp_no_memory_oracle(&run, &questions, &http.response, size > 0 ? data[len] : 0);
    return 0;
}
