/* SPDX-License-Identifier: Apache-2.0 */
/* All wire faults, each of which is a file of this folder: a new one gets its line here. */
#ifndef AWP_ENDPOINT_FAULTS_H
#define AWP_ENDPOINT_FAULTS_H

#include "fault.h"

#define AWP_WIRE_FAULT_LIST(X)                                                                     \
    X(short_body)                                                                                  \
    X(long_body)                                                                                   \
    X(cut)                                                                                         \
    X(reset)                                                                                       \
    X(stall)                                                                                       \
    X(chunked)                                                                                     \
    X(chunk_bad_size)                                                                              \
    X(chunk_short)                                                                                 \
    X(chunk_no_end)                                                                                \
    X(chunk_trailers)                                                                              \
    X(split)                                                                                       \
    X(no_length)                                                                                   \
    X(interim)                                                                                     \
    X(http_1_0)                                                                                    \
    X(big_header)                                                                                  \
    X(many_headers)                                                                                \
    X(repeated_length)                                                                             \
    X(both_framings)                                                                               \
    X(folded_headers)                                                                              \
    X(gzip)                                                                                        \
    X(no_http)

#define AWP_WIRE_FAULT_DECLARE(name) extern const struct awp_wire_fault awp_wire_fault_##name;
AWP_WIRE_FAULT_LIST(AWP_WIRE_FAULT_DECLARE)
#undef AWP_WIRE_FAULT_DECLARE

#endif
