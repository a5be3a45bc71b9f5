/* SPDX-License-Identifier: Apache-2.0 */
/* The seed's four functions (D1-D3): on a parsed document, and on bytes. */
#include "awsproof/outcome.h"
#include "protocol/body.h"

enum awp_status awp_error_of_json(const struct awp_operation *operation, struct awp_bytes code,
                                  const struct awp_json_node *json, struct awp_bytes source,
                                  struct awp_arena *arena, struct awp_outcome *outcome) {
    const struct awp_body body = {.json = json, .source = source};
    return awp_outcome_of_error(awp_operation_error(operation, code), code, &body, arena, outcome);
}

enum awp_status awp_error_of_xml(const struct awp_operation *operation, struct awp_bytes code,
                                 const struct awp_xml_node *element, struct awp_bytes source,
                                 struct awp_arena *arena, struct awp_outcome *outcome) {
    const struct awp_body body = {.xml = element, .source = source};
    return awp_outcome_of_error(awp_operation_error(operation, code), code, &body, arena, outcome);
}

enum awp_status awp_response_of_json(const struct awp_operation *operation, struct awp_bytes code,
                                     const struct awp_json_node *json, struct awp_bytes source,
                                     struct awp_arena *arena, struct awp_outcome *outcome) {
    const struct awp_body body = {.json = json, .source = source};
    return awp_outcome_of_response(operation, code, &body, arena, outcome);
}

enum awp_status awp_response_of_xml(const struct awp_operation *operation, struct awp_bytes code,
                                    const struct awp_xml_node *element, struct awp_bytes source,
                                    struct awp_arena *arena, struct awp_outcome *outcome) {
    const struct awp_body body = {.xml = element, .source = source};
    return awp_outcome_of_response(operation, code, &body, arena, outcome);
}

static enum awp_status error_of_json_bytes(const struct awp_operation *operation,
                                           struct awp_bytes code, struct awp_bytes body,
                                           struct awp_arena *arena, struct awp_outcome *outcome) {
    const struct awp_json_node *json;
    AWP_GUARD(awp_json_parse(body, arena, &json, NULL));
    return awp_error_of_json(operation, code, json, body, arena, outcome);
}

static enum awp_status error_of_xml_bytes(const struct awp_operation *operation,
                                          struct awp_bytes code, struct awp_bytes body,
                                          struct awp_arena *arena, struct awp_outcome *outcome) {
    const struct awp_xml_node *element;
    AWP_GUARD(awp_xml_parse(body, arena, &element, NULL));
    return awp_error_of_xml(operation, code, element, body, arena, outcome);
}

static enum awp_status response_of_json_bytes(const struct awp_operation *operation,
                                              struct awp_bytes code, struct awp_bytes body,
                                              struct awp_arena *arena,
                                              struct awp_outcome *outcome) {
    const struct awp_json_node *json;
    AWP_GUARD(awp_json_parse(body, arena, &json, NULL));
    return awp_response_of_json(operation, code, json, body, arena, outcome);
}

static enum awp_status response_of_xml_bytes(const struct awp_operation *operation,
                                             struct awp_bytes code, struct awp_bytes body,
                                             struct awp_arena *arena, struct awp_outcome *outcome) {
    const struct awp_xml_node *element;
    AWP_GUARD(awp_xml_parse(body, arena, &element, NULL));
    return awp_response_of_xml(operation, code, element, body, arena, outcome);
}

static const struct awp_function functions[] = {
    {AWP_BYTES_INIT("error_of_json"), error_of_json_bytes},
    {AWP_BYTES_INIT("error_of_xml"), error_of_xml_bytes},
    {AWP_BYTES_INIT("response_of_json"), response_of_json_bytes},
    {AWP_BYTES_INIT("response_of_xml"), response_of_xml_bytes},
};

const struct awp_function *awp_function_list(size_t *count) {
    *count = sizeof functions / sizeof functions[0];
    return functions;
}

const struct awp_function *awp_function_find(struct awp_bytes name) {
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        if (awp_bytes_equal(functions[i].name, name)) {
            return &functions[i];
        }
    }
    return NULL;
}
