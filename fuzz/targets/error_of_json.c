/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: a body's bytes -> error_of_json -> exactly one outcome, and the right one. */
#include "engine/target.h"
#include "oracles/error_oracle.h"

/*
 * Property: Modeled if the code is modeled and the body is empty or an object whose last `Message`
 * and last `Code` are each missing, null or a string (R9-R11); else Unknown with that code and
 * those bytes.
 */
static bool is_object(const void *document) { return awp_json_kind(document) == AWP_JSON_OBJECT; }

static enum awp_oracle_member last_member(const void *document, struct awp_bytes name,
                                          struct awp_arena *arena, struct awp_bytes *text) {
    const struct awp_json_node *last = NULL;
    const struct awp_json_node *node = awp_json_first(document);
    for (; node != NULL; node = awp_json_next(node)) {
        last = awp_json_name_is(node, name) ? node : last;
    }
    if (last == NULL || awp_json_kind(last) == AWP_JSON_NULL) {
        return AWP_ORACLE_ABSENT;
    }
    const bool is_text =
        awp_json_kind(last) == AWP_JSON_STRING && awp_json_string(last, arena, text) == AWP_OK;
    return is_text ? AWP_ORACLE_TEXT : AWP_ORACLE_MISFIT;
}

static enum awp_status parse(struct awp_bytes text, struct awp_arena *arena, const void **document,
                             struct awp_fault *fault) {
    const struct awp_json_node *root = NULL;
    const enum awp_status status = awp_json_parse(text, arena, &root, fault);
    *document = root;
    return status;
}

static enum awp_status decode(const struct awp_operation *operation, struct awp_bytes code,
                              const void *document, struct awp_bytes source,
                              struct awp_arena *arena, struct awp_outcome *outcome) {
    return awp_error_of_json(operation, code, document, source, arena, outcome);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct awp_error_format json = {.name = "error_of_json",
                                                 .parse = parse,
                                                 .decode = decode,
                                                 .encode = awp_json_of_value,
                                                 .holds_members = is_object,
                                                 .member = last_member};
    awp_error_oracle_run(&json, (struct awp_bytes){data, size});
    return 0;
}
