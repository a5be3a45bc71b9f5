/* SPDX-License-Identifier: Apache-2.0 */
/* What the dictionaries hold beside the names of the shape tables: syntax, and odd characters. */
#ifndef AWSPROOF_MUTATORS_TOKENS_H
#define AWSPROOF_MUTATORS_TOKENS_H

#include "awsproof/bytes.h"

struct awp_token {
    const char *name;
    struct awp_bytes bytes;
};

struct awp_token_list {
    const struct awp_token *tokens;
    size_t count;
};

extern const struct awp_token_list awp_json_tokens, awp_xml_tokens, awp_http_tokens;

#endif
