/* SPDX-License-Identifier: Apache-2.0 */
/* An HTTP response as a text: the input of targets that decode whole responses. */
#ifndef AWSPROOF_FUZZ_HTTP_TEXT_H
#define AWSPROOF_FUZZ_HTTP_TEXT_H

#include "awsproof/protocol.h"
#include "probe.h"

/** A response, its parts lying in the text that it was read from. */
struct awp_http_text {
    struct awp_header headers[AWP_FUZZ_MAX_HEADERS];
    struct awp_http_response response;
};

/**
 * Reads `HTTP/1.1 503` or just `503`, then header lines, an empty line, and the body, all the rest.
 * A line ends by LF or CR LF. Takes anything: the status is the first run of digits in the first
 * line behind its first blank, or behind its beginning where it begins with a digit, its last six
 * digits counting, 500 where there is none; a header without a colon is a name alone; blanks around
 * a value are no part of it; headers past AWP_FUZZ_MAX_HEADERS are left out; without an empty line
 * the body is empty.
 */
void awp_http_text_read(struct awp_bytes text, struct awp_http_text *http);

#endif
