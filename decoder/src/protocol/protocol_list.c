/* SPDX-License-Identifier: Apache-2.0 */
/* The protocols: the one list of them. */
#include "protocol/protocols.h"

static const struct awp_protocol *const protocols[] = {
    &awp_rest_json1,
    &awp_rest_xml,
    &awp_aws_query,
    &awp_ec2_query,
};

const struct awp_protocol *const *awp_protocol_list(size_t *count) {
    *count = sizeof protocols / sizeof protocols[0];
    return protocols;
}

const struct awp_protocol *awp_protocol_find(struct awp_bytes name) {
    for (size_t i = 0; i < sizeof protocols / sizeof protocols[0]; i++) {
        if (awp_bytes_equal(protocols[i]->name, name)) {
            return protocols[i];
        }
    }
    return NULL;
}

enum awp_status awp_response_decode(const struct awp_protocol *protocol,
                                    const struct awp_operation *operation,
                                    const struct awp_http_response *response,
                                    struct awp_arena *arena, struct awp_outcome *outcome) {
    return protocol->decode(operation, response, arena, outcome);
}
