/* SPDX-License-Identifier: Apache-2.0 */
/* What must hold of a decoding whose allocations fail. */
#ifndef AWSPROOF_FUZZ_NO_MEMORY_ORACLE_H
#define AWSPROOF_FUZZ_NO_MEMORY_ORACLE_H

#include "question.h"

/**
 * Decodes the response with the allocation failing that `choice` stands for (its low seven bits:
 * where in the run; its highest: and all that follow), and under a ceiling. Where
 * every oracle is asked for, with each of the first 512 in turn, with the arena's blocks ending
 * anywhere, and under every ceiling in steps. Fails by `no-memory`.
 */
void awp_no_memory_oracle(const struct awp_run *run, const struct awp_questions *questions,
                          const struct awp_http_response *response, uint8_t choice);

#endif
