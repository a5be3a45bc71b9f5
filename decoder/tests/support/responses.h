/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of responses and their outcomes. */
#ifndef AWP_TEST_RESPONSES_H
#define AWP_TEST_RESPONSES_H

#include "awsproof/protocol.h"

/** A response, and its outcome as awp_test_describe words it. */
struct awp_test_response {
    const char *title;
    unsigned status;
    struct awp_header headers[3]; /* up to the first without a name */
    struct awp_bytes body;
    const char *outcome;
};

/** No headers at all. */
#define AWP_TEST_NO_HEADERS                                                                        \
    {                                                                                              \
        {                                                                                          \
            {NULL, 0}, { NULL, 0 }                                                                 \
        }                                                                                          \
    }

/** A header in a table. */
#define AWP_TEST_HEADER(header_name, header_value)                                                 \
    { AWP_BYTES_INIT(header_name), AWP_BYTES_INIT(header_value) }

/**
 * Asserts that each response has its outcome. The response is an exact copy, which is gone before
 * the outcome is looked at; each is decoded twice, and the outcomes are equal.
 */
void awp_test_expect_responses(const struct awp_protocol *protocol,
                               const struct awp_operation *operation,
                               const struct awp_test_response *rows, size_t count);

#endif
