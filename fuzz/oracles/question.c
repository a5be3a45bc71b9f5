/* SPDX-License-Identifier: Apache-2.0 */
/* Questions put to the decoder's public functions. */
#include "question.h"

#include <assert.h>

/* Codes that no operation has: an error of the service's other operations, and near misses. */
static const struct awp_bytes unmodeled_codes[] = {
    AWP_BYTES_INIT("AccessDeniedException"), AWP_BYTES_INIT(""),
    AWP_BYTES_INIT("InternalException\0"), AWP_BYTES_INIT("internalException")};

/* What a document that does not decode is reported as. */
static const struct awp_bytes response_codes[] = {AWP_BYTES_INIT("200"),
                                                  AWP_BYTES_INIT("InternalException")};

static const struct {
    const char *name;
    enum awp_status (*on_json)(const struct awp_operation *, struct awp_bytes,
                               const struct awp_json_node *, struct awp_bytes, struct awp_arena *,
                               struct awp_outcome *);
    enum awp_status (*on_xml)(const struct awp_operation *, struct awp_bytes,
                              const struct awp_xml_node *, struct awp_bytes, struct awp_arena *,
                              struct awp_outcome *);
} functions[2][2] = {
    [AWP_ASK_ERROR] = {[AWP_FORMAT_JSON] = {"error_of_json", awp_error_of_json, NULL},
                       [AWP_FORMAT_XML] = {"error_of_xml", NULL, awp_error_of_xml}},
    [AWP_ASK_RESPONSE] = {[AWP_FORMAT_JSON] = {"response_of_json", awp_response_of_json, NULL},
                          [AWP_FORMAT_XML] = {"response_of_xml", NULL, awp_response_of_xml}},
};

static void add(struct awp_questions *questions, struct awp_question question) {
    assert(questions->count < AWP_MAX_QUESTIONS);
    questions->items[questions->count++] = question;
}

/* Every other code, from the first or the second on: each pair of near codes has one of two. */
static void add_code(const struct awp_run *run, struct awp_questions *questions, size_t which,
                     struct awp_question question, struct awp_bytes code) {
    if (awp_oracles_are_all() || (run->hash >> 24) % 2 == which % 2) {
        question.code = code;
        add(questions, question);
    }
}

void awp_questions_add_function(const struct awp_run *run, struct awp_questions *questions,
                                enum awp_question_kind kind, enum awp_format format,
                                const struct awp_operation *operation) {
    const struct awp_question question = {.kind = kind, .format = format, .operation = operation};
    const bool is_error = kind == AWP_ASK_ERROR;
    const struct awp_bytes *codes = is_error ? unmodeled_codes : response_codes;
    const size_t count = is_error ? sizeof unmodeled_codes / sizeof unmodeled_codes[0]
                                  : sizeof response_codes / sizeof response_codes[0];
    for (size_t i = 0; is_error && i < operation->error_count; i++) {
        add_code(run, questions, i, question, operation->errors[i].shape->name);
    }
    for (size_t i = 0; i < count; i++) {
        add_code(run, questions, i, question, codes[i]);
    }
}

enum awp_format awp_format_of_protocol(const struct awp_protocol *protocol) {
    return awp_same_bytes(protocol->name, AWP_BYTES("restJson1")) ? AWP_FORMAT_JSON
                                                                  : AWP_FORMAT_XML;
}

void awp_questions_add_protocols(struct awp_questions *questions,
                                 const struct awp_operation *operation) {
    size_t count;
    const struct awp_protocol *const *protocols = awp_protocol_list(&count);
    for (size_t i = 0; i < count; i++) {
        add(questions, (struct awp_question){.kind = AWP_ASK_PROTOCOL,
                                             .format = awp_format_of_protocol(protocols[i]),
                                             .operation = operation,
                                             .protocol = protocols[i]});
    }
}

enum awp_status awp_parse(enum awp_format format, struct awp_bytes text, struct awp_arena *arena,
                          const void **document, struct awp_fault *fault) {
    const struct awp_json_node *json = NULL;
    const struct awp_xml_node *xml = NULL;
    if (format == AWP_FORMAT_JSON) {
        const enum awp_status status = awp_json_parse(text, arena, &json, fault);
        *document = json;
        return status;
    }
    const enum awp_status status = awp_xml_parse(text, arena, &xml, fault);
    *document = xml;
    return status;
}

enum awp_status awp_encode(enum awp_format format, const struct awp_value *value,
                           struct awp_arena *arena, struct awp_bytes *text) {
    return format == AWP_FORMAT_JSON ? awp_json_of_value(value, arena, text)
                                     : awp_xml_of_value(value, AWP_BYTES("Error"), arena, text);
}

enum awp_status awp_value_of_document(enum awp_format format, const struct awp_shape *shape,
                                      const void *document, struct awp_arena *arena,
                                      struct awp_value *value) {
    return format == AWP_FORMAT_JSON ? awp_value_of_json(shape, document, arena, value)
                                     : awp_value_of_xml(shape, document, arena, value);
}

enum awp_status awp_ask(const struct awp_question *question, enum awp_asking asking,
                        const struct awp_http_response *response, const void *document,
                        struct awp_arena *arena, struct awp_outcome *outcome) {
    const struct awp_operation *operation = question->operation;
    const struct awp_bytes code = question->code;
    if (question->kind == AWP_ASK_PROTOCOL) {
        return awp_response_decode(question->protocol, operation, response, arena, outcome);
    }
    const char *name = functions[question->kind][question->format].name;
    if (asking == AWP_ON_BYTES) {
        const struct awp_function *function = awp_function_find(awp_bytes_of_string(name));
        assert(function != NULL);
        return function->decode(operation, code, response->body, arena, outcome);
    }
    const struct awp_bytes source =
        asking == AWP_ON_DOCUMENT ? response->body : (struct awp_bytes)AWP_BYTES_INIT("");
    if (question->format == AWP_FORMAT_JSON) {
        return functions[question->kind][AWP_FORMAT_JSON].on_json(operation, code, document, source,
                                                                  arena, outcome);
    }
    return functions[question->kind][AWP_FORMAT_XML].on_xml(operation, code, document, source,
                                                            arena, outcome);
}
