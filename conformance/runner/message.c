/* SPDX-License-Identifier: Apache-2.0 */
/* The testee protocol's lines (docs/TESTEE.md): written and read by the runner and by the
 * reference. */
#include "message.h"

#include <string.h>

#include "base64.h"
#include "text.h"

void awp_message_write_hello(const char *cases_sha256, struct awp_buffer *out) {
    const struct awp_bytes line = awp_text_format(
        out->arena,
        "{\"type\":\"hello\",\"protocol\":{\"min\":%d,\"max\":%d},\"suite\":{\"name\":\"awsproof\","
        "\"version\":\"%s\",\"cases_sha256\":\"%s\"}}\n",
        AWP_TESTEE_PROTOCOL, AWP_TESTEE_PROTOCOL, AWP_VERSION, cases_sha256);
    awp_buffer_append(out, line);
}

size_t awp_message_request_bytes(const struct awp_question *question) {
    size_t bytes = 1024 + question->input.len + 6 * question->endpoint.len;
    if (question->is_over_http) {
        return bytes; /* the response goes another way */
    }
    bytes += awp_base64_len(question->body.len) + 6 * question->code.len;
    for (size_t i = 0; i < question->header_count; i++) {
        bytes += 64 + 6 * question->headers[i].name.len + 6 * question->headers[i].value.len;
    }
    return bytes;
}

static void write_field(struct awp_buffer *out, const char *name, struct awp_bytes text) {
    awp_buffer_append_string(out, ",\"");
    awp_buffer_append_string(out, name);
    awp_buffer_append_string(out, "\":");
    awp_buffer_append_json_string(out, text);
}

static void write_base64(struct awp_buffer *out, struct awp_bytes bytes) {
    awp_buffer_append_string(out, "\"");
    awp_base64_append(out, bytes);
    awp_buffer_append_string(out, "\"");
}

static void write_header(struct awp_buffer *out, const struct awp_header *header) {
    awp_buffer_append_string(out, "[");
    awp_buffer_append_json_string(out, header->name);
    awp_buffer_append_string(out, ",");
    if (awp_bytes_is_utf8(header->value)) {
        awp_buffer_append_json_string(out, header->value);
    } else {
        awp_buffer_append_string(out, "{\"base64\":");
        write_base64(out, header->value);
        awp_buffer_append_string(out, "}");
    }
    awp_buffer_append_string(out, "]");
}

static void write_response(const struct awp_question *question, struct awp_buffer *out) {
    write_field(out, "protocol", question->protocol->name);
    awp_buffer_append(out, awp_text_format(out->arena, ",\"response\":{\"status\":%u,\"headers\":[",
                                           question->status));
    for (size_t i = 0; i < question->header_count; i++) {
        awp_buffer_append_string(out, i > 0 ? "," : "");
        write_header(out, &question->headers[i]);
    }
    awp_buffer_append_string(out, "],\"body_base64\":");
    write_base64(out, question->body);
    awp_buffer_append_string(out, "}");
}

static void write_call(const struct awp_question *question, struct awp_buffer *out) {
    write_field(out, "protocol", question->protocol->name);
    awp_buffer_append_string(out, ",\"input\":");
    awp_buffer_append(out, question->input);
    write_field(out, "endpoint", question->endpoint);
}

static const char *type_of(const struct awp_question *question) {
    if (question->function != NULL) {
        return "function";
    }
    return question->is_over_http ? "call" : "decode";
}

void awp_message_write_request(const struct awp_question *question, struct awp_bytes id,
                               struct awp_buffer *out) {
    const bool is_call = question->function != NULL;
    awp_buffer_append(out, awp_text_format(out->arena, "{\"type\":\"%s\"", type_of(question)));
    write_field(out, "id", id);
    if (is_call) {
        write_field(out, "function", question->function->name);
    }
    write_field(out, "service", question->operation->service);
    write_field(out, "operation", question->operation->name);
    if (is_call) {
        write_field(out, "code", question->code);
        awp_buffer_append_string(out, ",\"body_base64\":");
        write_base64(out, question->body);
    } else if (question->is_over_http) {
        write_call(question, out);
    } else {
        write_response(question, out);
    }
    awp_buffer_append_string(out, "}\n");
}

enum hello_field {
    HELLO_TYPE,
    HELLO_PROTOCOL,
    HELLO_NAME,
    HELLO_VERSION,
    HELLO_LANGUAGE,
    HELLO_RUNTIME,
    HELLO_HOMEPAGE,
    HELLO_ISSUES,
    HELLO_TRANSPORTS,
    HELLO_OPERATIONS,
    HELLO_PROTOCOLS,
    HELLO_FEATURES,
    HELLO_FIELDS
};
static const struct awp_field hello_fields[HELLO_FIELDS] = {
    [HELLO_TYPE] = {"type", AWP_KIND(STRING), true},
    [HELLO_PROTOCOL] = {"protocol", AWP_KIND(NUMBER), true},
    [HELLO_NAME] = {"name", AWP_KIND(STRING), true},
    [HELLO_VERSION] = {"version", AWP_KIND(STRING), true},
    [HELLO_LANGUAGE] = {"language", AWP_KIND(STRING), false},
    [HELLO_RUNTIME] = {"runtime", AWP_KIND(STRING), false},
    [HELLO_HOMEPAGE] = {"homepage", AWP_KIND(STRING), false},
    [HELLO_ISSUES] = {"issues", AWP_KIND(STRING), false},
    [HELLO_TRANSPORTS] = {"transports", AWP_KIND(ARRAY), true},
    [HELLO_OPERATIONS] = {"operations", AWP_KIND(ARRAY), true},
    [HELLO_PROTOCOLS] = {"protocols", AWP_KIND(ARRAY), false},
    [HELLO_FEATURES] = {"features", AWP_KIND(ARRAY), false},
};

static bool is_text(const struct awp_json_node *node, struct awp_bytes text,
                    struct awp_arena *arena) {
    struct awp_bytes found = {0};
    if (awp_json_kind(node) != AWP_JSON_STRING) {
        return false;
    }
    awp_need(awp_json_string(node, arena, &found));
    return awp_bytes_equal(found, text);
}

static bool holds(const struct awp_json_node *array, struct awp_bytes text,
                  struct awp_arena *arena) {
    if (array == NULL) {
        return false;
    }
    for (const struct awp_json_node *item = awp_json_first(array); item != NULL;
         item = awp_json_next(item)) {
        if (is_text(item, text, arena)) {
            return true;
        }
    }
    return false;
}

static bool check_strings(struct awp_complaints *complaints, const struct awp_json_node *array,
                          const char *name) {
    for (const struct awp_json_node *item = array == NULL ? NULL : awp_json_first(array);
         item != NULL; item = awp_json_next(item)) {
        if (awp_json_kind(item) != AWP_JSON_STRING) {
            return awp_complain(complaints, item, "field \"%s\" of hello must hold strings, not %s",
                                name, awp_json_kind_text(awp_json_kind(item)));
        }
    }
    return true;
}

static bool check_version(struct awp_complaints *complaints, const struct awp_json_node *node) {
    const struct awp_bytes digits = awp_json_number(node);
    unsigned version = 0;
    if (awp_text_unsigned(digits, 1000, &version) && version == AWP_TESTEE_PROTOCOL) {
        return true;
    }
    return awp_complain(complaints, node, "it speaks protocol %.*s; this runner speaks %d",
                        digits.len > 20 ? 20 : AWP_TEXT_ARGS(digits), AWP_TESTEE_PROTOCOL);
}

bool awp_message_read_hello(const struct awp_json_node *root, struct awp_complaints *complaints,
                            struct awp_hello *hello) {
    const struct awp_json_node *found[HELLO_FIELDS];
    if (!awp_object_read_open(complaints, root, "a hello", hello_fields, HELLO_FIELDS, found)) {
        return false;
    }
    if (!is_text(found[HELLO_TYPE], AWP_BYTES("hello"), complaints->arena)) {
        return awp_complain(complaints, found[HELLO_TYPE], "its first message is no hello");
    }
    if (!check_version(complaints, found[HELLO_PROTOCOL]) ||
        !check_strings(complaints, found[HELLO_TRANSPORTS], "transports") ||
        !check_strings(complaints, found[HELLO_OPERATIONS], "operations") ||
        !check_strings(complaints, found[HELLO_PROTOCOLS], "protocols") ||
        !check_strings(complaints, found[HELLO_FEATURES], "features")) {
        return false;
    }
    struct awp_arena *arena = complaints->arena;
    *hello = (struct awp_hello){
        .name = awp_object_text(complaints, found[HELLO_NAME]),
        .version = awp_object_text(complaints, found[HELLO_VERSION]),
        .language = awp_object_text(complaints, found[HELLO_LANGUAGE]),
        .runtime = awp_object_text(complaints, found[HELLO_RUNTIME]),
        .is_inline = holds(found[HELLO_TRANSPORTS], AWP_BYTES("inline"), arena),
        .is_http = holds(found[HELLO_TRANSPORTS], AWP_BYTES("http"), arena),
        .shows_raw = holds(found[HELLO_FEATURES], AWP_BYTES("unknown_raw"), arena),
        .has_functions = holds(found[HELLO_FEATURES], AWP_BYTES("functions"), arena),
        .is_pipelined = holds(found[HELLO_FEATURES], AWP_BYTES("pipelining"), arena),
        .operations = found[HELLO_OPERATIONS],
        .protocols = found[HELLO_PROTOCOLS],
    };
    return hello->name.len > 0 || awp_complain(complaints, root, "its hello has an empty name");
}

bool awp_message_read_outcome(const struct awp_json_node *root, struct awp_complaints *complaints,
                              struct awp_bytes *id, struct awp_answer *answer) {
    static const struct awp_field fields[] = {{"type", AWP_KIND(STRING), true},
                                              {"id", AWP_KIND(STRING), true},
                                              {"outcome", AWP_KIND(OBJECT), true}};
    const struct awp_json_node *found[3];
    if (!awp_object_read(complaints, root, "an answer", fields, 3, found)) {
        return false;
    }
    if (!is_text(found[0], AWP_BYTES("outcome"), complaints->arena)) {
        return awp_complain(complaints, found[0], "an answer's type must be \"outcome\"");
    }
    *id = awp_object_text(complaints, found[1]);
    return awp_answer_of_json(found[2], AWP_GRAMMAR_REPLY, complaints, answer);
}

static struct awp_bytes qualified_name(const struct awp_operation *operation,
                                       struct awp_arena *arena) {
    return awp_text_format(arena, "%.*s.%.*s", AWP_TEXT_ARGS(operation->service),
                           AWP_TEXT_ARGS(operation->name));
}

bool awp_hello_claims(const struct awp_hello *hello, const struct awp_question *question,
                      struct awp_arena *arena, struct awp_bytes *reason) {
    const struct awp_bytes operation = qualified_name(question->operation, arena);
    if (hello->claims_everything) {
        return true;
    }
    if (!holds(hello->operations, operation, arena)) {
        *reason =
            awp_text_format(arena, "it does not claim operation %.*s", AWP_TEXT_ARGS(operation));
        return false;
    }
    if (question->function != NULL) {
        *reason = AWP_BYTES("it does not claim feature functions");
        return hello->has_functions;
    }
    const bool is_over_http = question->is_over_http;
    if (!hello->is_http && !hello->is_inline) {
        *reason = AWP_BYTES("it claims neither transport inline nor transport http");
        return false;
    }
    if (!(is_over_http ? hello->is_http : hello->is_inline)) {
        *reason = is_over_http ? AWP_BYTES("it does not claim transport http")
                               : AWP_BYTES("it does not claim transport inline");
        return false;
    }
    const struct awp_bytes protocol = question->protocol->name;
    *reason = awp_text_format(arena, "it does not claim protocol %.*s", AWP_TEXT_ARGS(protocol));
    return hello->protocols == NULL ? awp_bytes_equal(protocol, AWP_BYTES("restJson1"))
                                    : holds(hello->protocols, protocol, arena);
}
