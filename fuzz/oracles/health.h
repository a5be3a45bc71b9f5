/* SPDX-License-Identifier: Apache-2.0 */
/* What a run of a target saw: counts in memory that outlives the process. */
#ifndef AWSPROOF_FUZZ_HEALTH_H
#define AWSPROOF_FUZZ_HEALTH_H

#include <stddef.h>

/** What is counted: name and how the health line calls it. */
#define AWP_HEALTH_LIST(X)                                                                         \
    X(INPUTS, "inputs")                                                                            \
    X(JSON_DOCUMENT, "json.document")                                                              \
    X(JSON_NO_DOCUMENT, "json.no-document")                                                        \
    X(XML_DOCUMENT, "xml.document")                                                                \
    X(XML_NO_DOCUMENT, "xml.no-document")                                                          \
    X(JSON_RESULT, "json.result")                                                                  \
    X(JSON_MODELED, "json.modeled")                                                                \
    X(JSON_UNKNOWN, "json.unknown")                                                                \
    X(XML_RESULT, "xml.result")                                                                    \
    X(XML_MODELED, "xml.modeled")                                                                  \
    X(XML_UNKNOWN, "xml.unknown")                                                                  \
    X(TAKEN, "taken")                                                                              \
    X(REFUSED, "refused")

enum awp_health {
#define AWP_HEALTH_VALUE(name, text) AWP_HEALTH_##name,
    AWP_HEALTH_LIST(AWP_HEALTH_VALUE)
#undef AWP_HEALTH_VALUE
        AWP_HEALTH_COUNT
};

/**
 * Counts one. Where AWSPROOF_HEALTH names a file the counts are kept in it (records of 24 bytes of
 * name and 8 of count), over all processes that run the target; a file that cannot be mapped ends
 * the process with exit status 2.
 */
void awp_health_count(enum awp_health what);

#endif
