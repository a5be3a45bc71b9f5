/* SPDX-License-Identifier: Apache-2.0 */
/* The XML protocols' common way: find the error element and its Code, or the result's members. */
#include "protocol/xml_envelope.h"

#include "protocol/body.h"

const struct awp_xml_node *awp_xml_error_of_error_response(const struct awp_xml_node *root) {
    if (awp_bytes_equal(awp_xml_name(root), AWP_BYTES("Error"))) {
        return root;
    }
    if (awp_bytes_equal(awp_xml_name(root), AWP_BYTES("ErrorResponse"))) {
        return awp_xml_child(root, AWP_BYTES("Error"));
    }
    return NULL;
}

const struct awp_xml_node *awp_xml_result_is_root(const struct awp_xml_node *root,
                                                  const struct awp_operation *operation) {
    (void)operation;
    return root;
}

static bool is_blank(uint8_t byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static struct awp_bytes strip(struct awp_bytes text) {
    while (text.len > 0 && is_blank(text.ptr[0])) {
        text.ptr++;
        text.len--;
    }
    while (text.len > 0 && is_blank(text.ptr[text.len - 1])) {
        text.len--;
    }
    return text;
}

/* X3, X4: exactly one `Code` without element children, stripped; empty where it is absent or bad.
 */
static struct awp_bytes code_of_error(const struct awp_xml_node *error) {
    const struct awp_xml_node *code = NULL;
    for (const struct awp_xml_node *child = awp_xml_first(error); child != NULL;
         child = awp_xml_next(child)) {
        if (!awp_bytes_equal(awp_xml_name(child), AWP_BYTES("Code"))) {
            continue;
        }
        if (code != NULL || awp_xml_first(child) != NULL) {
            return AWP_BYTES("");
        }
        code = child;
    }
    return code == NULL ? AWP_BYTES("") : strip(awp_xml_text(code));
}

/* X4: the operation's error that a code on the wire names, or NULL. */
static const struct awp_error *error_of_code(const struct awp_xml_envelope *envelope,
                                             const struct awp_operation *operation,
                                             struct awp_bytes code) {
    for (size_t i = 0; i < operation->error_count; i++) {
        const struct awp_error *error = &operation->errors[i];
        const bool by_query_code = envelope->has_query_codes && error->query_code.len != 0;
        if (awp_bytes_equal(by_query_code ? error->query_code : error->shape->name, code)) {
            return error;
        }
    }
    return NULL;
}

static enum awp_status decode_success(const struct awp_xml_envelope *envelope,
                                      const struct awp_operation *operation,
                                      const struct awp_xml_node *root, struct awp_bytes source,
                                      struct awp_bytes status_code, struct awp_arena *arena,
                                      struct awp_outcome *outcome) {
    struct awp_body body = {.source = source};
    if (root != NULL) {
        body.xml = envelope->result(root, operation);
    }
    return awp_outcome_of_response(operation, status_code, &body, arena, outcome);
}

enum awp_status awp_xml_envelope_decode(const struct awp_xml_envelope *envelope,
                                        const struct awp_operation *operation,
                                        const struct awp_http_response *response,
                                        struct awp_arena *arena, struct awp_outcome *outcome) {
    const struct awp_xml_node *root;
    struct awp_bytes status_code;
    AWP_GUARD(awp_xml_parse(response->body, arena, &root, NULL));
    AWP_GUARD(awp_status_code(response->status, arena, &status_code));
    if (awp_status_is_success(response->status)) {
        return decode_success(envelope, operation, root, response->body, status_code, arena,
                              outcome);
    }
    struct awp_body body = {.source = response->body};
    body.xml = root == NULL ? NULL : envelope->error(root);
    const struct awp_bytes code = body.xml == NULL ? AWP_BYTES("") : code_of_error(body.xml);
    if (code.len == 0) {
        return awp_outcome_unknown(status_code, &body, arena, outcome);
    }
    return awp_outcome_of_error(error_of_code(envelope, operation, code), code, &body, arena,
                                outcome);
}
