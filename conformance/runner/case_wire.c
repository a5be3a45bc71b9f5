/* SPDX-License-Identifier: Apache-2.0 */
/* How a response is sent over the wire: the "wire" of a case, read from a case file. */
#include "case_wire.h"

#include "text.h"

#define WIRE_FIELDS (1 + AWP_WIRE_FAULT_MAX_PARAMETERS)

static const struct awp_field name_field = {"fault", AWP_KIND(STRING), true};

/* The fields of one fault's object: its name, then its parameters. */
static size_t fields_of(const struct awp_wire_fault *fault, struct awp_field *fields) {
    size_t count = 0;
    fields[count++] = name_field;
    for (size_t i = 0; i < AWP_WIRE_FAULT_MAX_PARAMETERS; i++) {
        const struct awp_wire_fault_parameter *parameter = &fault->parameters[i];
        if (parameter->name != NULL) {
            const unsigned kind = parameter->choices == NULL ? AWP_KIND(NUMBER) : AWP_KIND(STRING);
            fields[count++] = (struct awp_field){parameter->name, kind, false};
        }
    }
    return count;
}

static bool read_choice(struct awp_complaints *complaints, const struct awp_json_node *node,
                        const struct awp_wire_fault_parameter *parameter, unsigned *value) {
    const struct awp_bytes text = awp_object_text(complaints, node);
    for (unsigned i = 0; parameter->choices[i] != NULL; i++) {
        if (awp_bytes_equal(text, awp_bytes_of_string(parameter->choices[i]))) {
            *value = i;
            return true;
        }
    }
    const struct awp_bytes quoted = awp_text_quoted(complaints->arena, text);
    return awp_complain(complaints, node, "field \"%s\" of a wire cannot be %.*s", parameter->name,
                        AWP_TEXT_ARGS(quoted));
}

static bool read_number(struct awp_complaints *complaints, const struct awp_json_node *node,
                        const struct awp_wire_fault_parameter *parameter, unsigned *value) {
    return (awp_text_unsigned(awp_json_number(node), parameter->max, value) &&
            *value >= parameter->min) ||
           awp_complain(complaints, node,
                        "field \"%s\" of a wire must be a whole number from %u to %u",
                        parameter->name, parameter->min, parameter->max);
}

static bool read_fault(struct awp_complaints *complaints, const struct awp_json_node *node,
                       struct awp_wire *wire) {
    const struct awp_json_node *name = awp_json_member(node, AWP_BYTES("fault"));
    if (name == NULL || awp_json_kind(name) != AWP_JSON_STRING) {
        return awp_complain(complaints, node, "a wire has no field \"fault\" that is a string");
    }
    const struct awp_bytes text = awp_object_text(complaints, name);
    const struct awp_wire_fault *fault = awp_wire_fault_find(text);
    if (fault == NULL) {
        return awp_complain_of(complaints, name, "unknown wire fault", text);
    }
    *wire = awp_wire_of_fault(fault);
    return true;
}

bool awp_wire_of_json(struct awp_complaints *complaints, const struct awp_json_node *node,
                      struct awp_wire *wire) {
    struct awp_field fields[WIRE_FIELDS];
    const struct awp_json_node *found[WIRE_FIELDS];
    const size_t before = complaints->count;
    if (!read_fault(complaints, node, wire)) {
        return false;
    }
    const size_t count = fields_of(wire->fault, fields);
    if (!awp_object_read(complaints, node, "a wire", fields, count, found)) {
        return false;
    }
    for (size_t i = 1; i < count; i++) {
        const struct awp_wire_fault_parameter *parameter = &wire->fault->parameters[i - 1];
        if (found[i] != NULL) {
            (parameter->choices == NULL ? read_number : read_choice)(
                complaints, found[i], parameter, &wire->parameters[i - 1]);
        }
    }
    return complaints->count == before;
}

void awp_wire_write(const struct awp_wire *wire, struct awp_buffer *out) {
    if (wire->fault == NULL) {
        return;
    }
    awp_buffer_append_string(out, wire->fault->name);
    for (size_t i = 0; i < AWP_WIRE_FAULT_MAX_PARAMETERS; i++) {
        const struct awp_wire_fault_parameter *parameter = &wire->fault->parameters[i];
        if (parameter->name == NULL) {
            continue;
        }
        const unsigned value = wire->parameters[i];
        awp_buffer_append(out, parameter->choices == NULL
                                   ? awp_text_format(out->arena, " %s=%u", parameter->name, value)
                                   : awp_text_format(out->arena, " %s=%s", parameter->name,
                                                     parameter->choices[value]));
    }
}
