/* SPDX-License-Identifier: Apache-2.0 */
/* Faults in the reading of requests, put in by the linker's --wrap. */
#include "http_request.h"
#include "negative.h"

enum awp_request_progress __real_awp_request_parser_take(struct awp_request_parser *parser,
                                                         struct awp_bytes bytes, size_t *taken,
                                                         struct awp_http_request *request);
enum awp_request_progress __wrap_awp_request_parser_take(struct awp_request_parser *parser,
                                                         struct awp_bytes bytes, size_t *taken,
                                                         struct awp_http_request *request);
enum awp_request_progress __wrap_awp_request_parser_take(struct awp_request_parser *parser,
                                                         struct awp_bytes bytes, size_t *taken,
                                                         struct awp_http_request *request) {
    const enum awp_request_progress progress =
        __real_awp_request_parser_take(parser, bytes, taken, request);
    if (awp_negative_is("take-too-much")) {
        *taken = bytes.len + 1;
    }
    if (progress != AWP_REQUEST_WHOLE) {
        return progress;
    }
    if (awp_negative_is("count-too-many-headers")) {
        request->header_count = AWP_REQUEST_MAX_HEADERS + 1;
    } else if (awp_negative_is("segment-of-another")) {
        request->segment = AWP_BYTES("elsewhere");
    } else if (awp_negative_is("read-by-pieces") && bytes.len == 1) {
        request->method = AWP_BYTES("PIECE");
    }
    return progress;
}
