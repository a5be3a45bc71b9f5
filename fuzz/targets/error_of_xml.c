/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: a body's bytes -> error_of_xml -> exactly one outcome, and the right one. */
#include "engine/target.h"
#include "oracles/error_oracle.h"

/*
 * Property: Modeled if the code is modeled and the body is empty or a document whose root has each
 * of `Message` and `Code` at most once and without child elements (R9, X3); else Unknown with that
 * code and those bytes.
 */
static bool is_element(const void *document) {
    (void)document; /* every XML document has a root element */
    return true;
}

static enum awp_oracle_member only_member(const void *document, struct awp_bytes name,
                                          struct awp_arena *arena, struct awp_bytes *text) {
    (void)arena;
    const struct awp_xml_node *found = NULL;
    const struct awp_xml_node *node = awp_xml_first(document);
    for (; node != NULL; node = awp_xml_next(node)) {
        if (!awp_bytes_equal(awp_xml_name(node), name)) {
            continue;
        }
        if (found != NULL || awp_xml_first(node) != NULL) {
            return AWP_ORACLE_MISFIT;
        }
        found = node;
        *text = awp_xml_text(node);
    }
    return found == NULL ? AWP_ORACLE_ABSENT : AWP_ORACLE_TEXT;
}

static enum awp_status parse(struct awp_bytes text, struct awp_arena *arena, const void **document,
                             struct awp_fault *fault) {
    const struct awp_xml_node *root = NULL;
    const enum awp_status status = awp_xml_parse(text, arena, &root, fault);
    *document = root;
    return status;
}

static enum awp_status decode(const struct awp_operation *operation, struct awp_bytes code,
                              const void *document, struct awp_bytes source,
                              struct awp_arena *arena, struct awp_outcome *outcome) {
    return awp_error_of_xml(operation, code, document, source, arena, outcome);
}

static enum awp_status encode(const struct awp_value *value, struct awp_arena *arena,
                              struct awp_bytes *text) {
    return awp_xml_of_value(value, AWP_BYTES("Error"), arena, text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct awp_error_format xml = {.name = "error_of_xml",
                                                .parse = parse,
                                                .decode = decode,
                                                .encode = encode,
                                                .holds_members = is_element,
                                                .member = only_member};
    awp_error_oracle_run(&xml, (struct awp_bytes){data, size});
    return 0;
}
