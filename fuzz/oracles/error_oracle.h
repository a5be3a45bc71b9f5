/* SPDX-License-Identifier: Apache-2.0 */
/* What must hold of the decoding of an error's body, whatever its bytes are and its format is. */
#ifndef AWSPROOF_FUZZ_ERROR_ORACLE_H
#define AWSPROOF_FUZZ_ERROR_ORACLE_H

#include "awsproof/outcome.h"

/** What an independent look at a document finds of one member. */
enum awp_oracle_member { AWP_ORACLE_ABSENT, AWP_ORACLE_TEXT, AWP_ORACLE_MISFIT };

/** A format: its parser and decoder under test, and the oracle's own reading of a document. */
struct awp_error_format {
    const char *name; /* of the function under test, and of the target: "error_of_json" */

    enum awp_status (*parse)(struct awp_bytes text, struct awp_arena *arena, const void **document,
                             struct awp_fault *fault);
    enum awp_status (*decode)(const struct awp_operation *operation, struct awp_bytes code,
                              const void *document, struct awp_bytes source,
                              struct awp_arena *arena, struct awp_outcome *outcome);
    enum awp_status (*encode)(const struct awp_value *value, struct awp_arena *arena,
                              struct awp_bytes *text);

    /* Whether the document is of a kind that can hold members at all. */
    bool (*holds_members)(const void *document);
    /* Reads the string member `name`; sets `*text` for AWP_ORACLE_TEXT. Uses none of
     * awp_value_of_*. */
    enum awp_oracle_member (*member)(const void *document, struct awp_bytes name,
                                     struct awp_arena *arena, struct awp_bytes *text);
};

/**
 * Decodes `input` as the body of an InviteMembers error: with every modeled code and some unmodeled
 * ones, on the parsed document and on bytes, twice. Ends the process by awp_oracle_fail where a
 * property of docs/FUZZING.md, "Oracles", does not hold.
 */
void awp_error_oracle_run(const struct awp_error_format *format, struct awp_bytes input);

#endif
