/* SPDX-License-Identifier: Apache-2.0 */
/* Making the three outcomes of a body, and comparing outcomes. */
#include "awsproof/outcome.h"

#include "protocol/body.h"

static const struct awp_value no_members = {.kind = AWP_SHAPE_STRUCTURE};

/* D5: the bytes where there are any, else the document written out; absent for an empty body alone.
 */
static enum awp_status raw_of_body(const struct awp_body *body, struct awp_arena *arena,
                                   struct awp_optional_bytes *raw) {
    *raw = (struct awp_optional_bytes){.present = true};
    if (body->source.len != 0) {
        return awp_arena_copy(arena, body->source, &raw->bytes);
    }
    struct awp_buffer out = {.arena = arena};
    if (body->json != NULL) {
        awp_json_write(body->json, &out);
    } else if (body->xml != NULL) {
        awp_xml_write(body->xml, &out);
    } else {
        raw->present = false;
        return AWP_OK;
    }
    return awp_buffer_finish(&out, &raw->bytes);
}

enum awp_status awp_outcome_unknown(struct awp_bytes code, const struct awp_body *body,
                                    struct awp_arena *arena, struct awp_outcome *outcome) {
    struct awp_outcome unknown = {.kind = AWP_OUTCOME_UNKNOWN, .value = no_members};
    AWP_GUARD(awp_arena_copy(arena, code, &unknown.code));
    AWP_GUARD(raw_of_body(body, arena, &unknown.raw));
    *outcome = unknown;
    return AWP_OK;
}

/* Lays the shape on the body. AWP_MISFIT: it does not fit, or the body is no document. */
static enum awp_status value_of_body(const struct awp_shape *shape, const struct awp_body *body,
                                     struct awp_arena *arena, struct awp_value *value) {
    if (body->json != NULL) {
        return awp_value_of_json(shape, body->json, arena, value);
    }
    if (body->xml != NULL) {
        return awp_value_of_xml(shape, body->xml, arena, value);
    }
    *value = no_members;
    return body->source.len == 0 ? AWP_OK : AWP_MISFIT;
}

enum awp_status awp_outcome_of_error(const struct awp_error *error, struct awp_bytes code,
                                     const struct awp_body *body, struct awp_arena *arena,
                                     struct awp_outcome *outcome) {
    if (error == NULL) {
        return awp_outcome_unknown(code, body, arena, outcome);
    }
    struct awp_outcome modeled = {
        .kind = AWP_OUTCOME_MODELED, .error = error, .code = error->shape->name};
    const enum awp_status status = value_of_body(error->shape, body, arena, &modeled.value);
    if (status == AWP_MISFIT) {
        return awp_outcome_unknown(code, body, arena, outcome);
    }
    AWP_GUARD(status);
    *outcome = modeled;
    return AWP_OK;
}

enum awp_status awp_outcome_of_response(const struct awp_operation *operation,
                                        struct awp_bytes code, const struct awp_body *body,
                                        struct awp_arena *arena, struct awp_outcome *outcome) {
    struct awp_outcome result = {.kind = AWP_OUTCOME_RESULT, .code = AWP_BYTES("")};
    const enum awp_status status = value_of_body(operation->output, body, arena, &result.value);
    if (status == AWP_MISFIT) {
        return awp_outcome_unknown(code, body, arena, outcome);
    }
    AWP_GUARD(status);
    *outcome = result;
    return AWP_OK;
}

enum awp_status awp_status_code(unsigned http_status, struct awp_arena *arena,
                                struct awp_bytes *code) {
    uint8_t digits[3 * sizeof http_status];
    size_t first = sizeof digits;
    do {
        digits[--first] = (uint8_t)('0' + http_status % 10);
        http_status /= 10;
    } while (http_status != 0);
    return awp_arena_copy(arena, (struct awp_bytes){digits + first, sizeof digits - first}, code);
}

bool awp_status_is_success(unsigned http_status) {
    return http_status >= 200 && http_status <= 299;
}

static bool optional_equal(struct awp_optional_bytes a, struct awp_optional_bytes b) {
    return a.present == b.present && awp_bytes_equal(a.bytes, b.bytes);
}

bool awp_outcome_equal(const struct awp_outcome *a, const struct awp_outcome *b) {
    return a->kind == b->kind && a->error == b->error && awp_bytes_equal(a->code, b->code) &&
           optional_equal(a->raw, b->raw) && awp_value_equal(&a->value, &b->value);
}
