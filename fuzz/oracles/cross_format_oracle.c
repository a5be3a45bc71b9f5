/* SPDX-License-Identifier: Apache-2.0 */
/* One value in every format and envelope: one outcome. */
#include "awsproof/invite_members.h"
#include "expect.h"
#include "fail.h"
#include "health.h"
#include "value_oracle.h"
#include "value_source.h"
#include "wide_model.h"

enum { MAX_VALUES = 100 };

/* A value, and what it is of. */
struct specimen {
    const struct awp_run *run;
    struct awp_arena *arena;
    const struct awp_operation *operation;
    const struct awp_error *error; /* NULL: a result */
    struct awp_value value;
};

/*
 * A document or header as a form: %J is the value's JSON, %M the same without its first brace and
 * behind a comma where one is needed, %X what is inside its XML element, %C the error's code, %E a
 * `Code` element where the shape has no such member, %Q that with awsQuery's code, %O the
 * operation's name.
 */
struct envelope {
    const char *name;
    const char *protocol; /* NULL: a function */
    enum awp_question_kind kind;
    enum awp_format format;
    bool is_error;
    const char *header; /* x-amzn-errortype; NULL: there is none */
    const char *body;
};

static const struct envelope envelopes[] = {
    {"error_of_json", NULL, AWP_ASK_ERROR, AWP_FORMAT_JSON, true, NULL, "%J"},
    {"error_of_xml", NULL, AWP_ASK_ERROR, AWP_FORMAT_XML, true, NULL, "<Error>%X</Error>"},
    {"restJson1 by header", "restJson1", AWP_ASK_PROTOCOL, AWP_FORMAT_JSON, true, "%C", "%J"},
    {"restJson1 by decorated header", "restJson1", AWP_ASK_PROTOCOL, AWP_FORMAT_JSON, true,
     "ns#%C:http://uri/", " %J\n"},
    {"restJson1 by __type", "restJson1", AWP_ASK_PROTOCOL, AWP_FORMAT_JSON, true, NULL,
     "{\"__type\":\"ns#%C\"%M"},
    {"restJson1 by code", "restJson1", AWP_ASK_PROTOCOL, AWP_FORMAT_JSON, true, "",
     "{\"code\":\"%C\"%M"},
    {"restXml", "restXml", AWP_ASK_PROTOCOL, AWP_FORMAT_XML, true, NULL,
     "<ErrorResponse><Error>%X%E</Error><RequestId>r</RequestId></ErrorResponse>"},
    {"restXml, bare", "restXml", AWP_ASK_PROTOCOL, AWP_FORMAT_XML, true, NULL,
     "<Error>%X%E</Error>"},
    {"awsQuery", "awsQuery", AWP_ASK_PROTOCOL, AWP_FORMAT_XML, true, NULL,
     "<ErrorResponse xmlns='u'><Error><Type>Sender</Type>%X%Q</Error></ErrorResponse>"},
    {"ec2Query", "ec2Query", AWP_ASK_PROTOCOL, AWP_FORMAT_XML, true, NULL,
     "<Response><Errors><Error>%X%E</Error></Errors><RequestID/></Response>"},
    {"response_of_json", NULL, AWP_ASK_RESPONSE, AWP_FORMAT_JSON, false, NULL, "%J"},
    {"response_of_xml", NULL, AWP_ASK_RESPONSE, AWP_FORMAT_XML, false, NULL, "<a>%X</a>"},
    {"restJson1", "restJson1", AWP_ASK_PROTOCOL, AWP_FORMAT_JSON, false, "InternalException", "%J"},
    {"restXml", "restXml", AWP_ASK_PROTOCOL, AWP_FORMAT_XML, false, NULL,
     "<p:a xmlns:p='u'>%X</p:a>"},
    {"awsQuery", "awsQuery", AWP_ASK_PROTOCOL, AWP_FORMAT_XML, false, NULL,
     "<%OResponse><%OResult>%X</%OResult></%OResponse>"},
    {"ec2Query", "ec2Query", AWP_ASK_PROTOCOL, AWP_FORMAT_XML, false, NULL,
     "<%OResponse>%X<requestId>r</requestId></%OResponse>"},
};

static struct awp_bytes finish(const struct specimen *specimen, struct awp_buffer *out) {
    struct awp_bytes text;
    const enum awp_status status = awp_buffer_finish(out, &text);
    AWP_REQUIRE(specimen->run, status == AWP_OK, REFUSAL, "a value that fits: %s",
                awp_status_text(status));
    return status == AWP_OK ? text : (struct awp_bytes)AWP_BYTES_INIT("");
}

static struct awp_bytes encoded(const struct specimen *specimen, enum awp_format format) {
    struct awp_bytes text = AWP_BYTES("");
    const enum awp_status status = awp_encode(format, &specimen->value, specimen->arena, &text);
    AWP_REQUIRE(specimen->run, status == AWP_OK, REFUSAL, "a value that fits: %s",
                awp_status_text(status));
    return text;
}

static struct awp_bytes cut(struct awp_bytes text, size_t front, size_t back) {
    return text.len < front + back ? (struct awp_bytes)AWP_BYTES_INIT("")
                                   : (struct awp_bytes){text.ptr + front, text.len - front - back};
}

static bool has_member_code(const struct awp_shape *shape) {
    bool has = false;
    for (size_t i = 0; i < shape->member_count; i++) {
        has = has || awp_same_bytes(shape->members[i].name, AWP_BYTES("Code"));
    }
    return has;
}

static void append_code_element(const struct specimen *specimen, struct awp_bytes code,
                                struct awp_buffer *out) {
    if (!has_member_code(specimen->error->shape)) {
        awp_buffer_append_string(out, "<Code>");
        awp_buffer_append(out, code);
        awp_buffer_append_string(out, "</Code>");
    }
}

static void append_field(const struct specimen *specimen, char field, struct awp_buffer *out) {
    const struct awp_error *error = specimen->error;
    const struct awp_bytes code = error == NULL ? AWP_BYTES("") : error->shape->name;
    if (field == 'J') {
        awp_buffer_append(out, encoded(specimen, AWP_FORMAT_JSON));
    } else if (field == 'M') {
        const struct awp_bytes json = encoded(specimen, AWP_FORMAT_JSON);
        awp_buffer_append_string(out, json.len > 2 ? "," : "");
        awp_buffer_append(out, cut(json, 1, 0));
    } else if (field == 'X') { /* <Error>...</Error> */
        awp_buffer_append(out, cut(encoded(specimen, AWP_FORMAT_XML), 7, 8));
    } else if (field == 'O') {
        awp_buffer_append(out, specimen->operation->name);
    } else if (field == 'C') {
        awp_buffer_append(out, code);
    } else if (field == 'E') {
        append_code_element(specimen, code, out);
    } else if (field == 'Q') {
        append_code_element(specimen, error->query_code.len > 0 ? error->query_code : code, out);
    }
}

static struct awp_bytes fill(const struct specimen *specimen, const char *form) {
    struct awp_buffer out = {.arena = specimen->arena};
    for (const char *at = form; *at != '\0'; at++) {
        if (*at == '%') {
            append_field(specimen, *++at, &out);
        } else {
            awp_buffer_append(&out, (struct awp_bytes){(const uint8_t *)at, 1});
        }
    }
    return finish(specimen, &out);
}

static void check_envelope(const struct specimen *specimen, const struct envelope *envelope) {
    const bool is_error = specimen->error != NULL;
    const struct awp_bytes code = is_error ? specimen->error->shape->name : AWP_BYTES("");
    struct awp_header header = {AWP_BYTES_INIT("X-Amzn-ErrorType"), AWP_BYTES_INIT("")};
    struct awp_question question = {envelope->kind, envelope->format, specimen->operation, code,
                                    NULL};
    struct awp_http_response response = {.status = is_error ? 400 : 200, .headers = &header};
    struct awp_outcome outcome;
    response.body = fill(specimen, envelope->body);
    if (envelope->header != NULL) {
        header.value = fill(specimen, envelope->header);
        response.header_count = 1;
    }
    if (envelope->protocol != NULL) {
        question.protocol = awp_protocol_find(awp_bytes_of_string(envelope->protocol));
    }
    const struct awp_outcome want = {.kind = is_error ? AWP_OUTCOME_MODELED : AWP_OUTCOME_RESULT,
                                     .error = specimen->error,
                                     .code = code,
                                     .value = specimen->value};
    const enum awp_status status =
        awp_ask(&question, AWP_ON_BYTES, &response, NULL, specimen->arena, &outcome);
    const enum awp_oracle difference =
        status == AWP_OK ? awp_outcome_difference(&outcome, &want) : AWP_ORACLE_STATUS;
    AWP_REQUIRE(specimen->run, difference == AWP_ORACLE_COUNT, FORMATS,
                "%s: another %s; the body is %.*s", envelope->name, awp_oracle_id(difference),
                AWP_FUZZ_TEXT(response.body));
}

/* In XML an error's member `Code` is also what names it, so it must be the name. */
static void set_member_code(struct specimen *specimen) {
    const struct awp_shape *shape = specimen->error->shape;
    const struct awp_value *value = &specimen->value;
    struct awp_member_value *members =
        awp_arena_allocate_array(specimen->arena, shape->member_count, sizeof *members);
    size_t count = 0;
    if (members == NULL) {
        awp_oracle_fail(specimen->run, AWP_ORACLE_HARNESS, "no memory for a value");
    }
    for (size_t i = 0; i < shape->member_count; i++) {
        const struct awp_value *old = NULL;
        for (size_t j = 0; j < value->as.structure.count; j++) {
            const struct awp_member_value *there = &value->as.structure.members[j];
            old = there->member == &shape->members[i] ? &there->value : old;
        }
        if (awp_same_bytes(shape->members[i].name, AWP_BYTES("Code"))) {
            members[count++] = (struct awp_member_value){
                &shape->members[i], {.kind = AWP_SHAPE_STRING, .as.string = shape->name}};
        } else if (old != NULL) {
            members[count++] = (struct awp_member_value){&shape->members[i], *old};
        }
    }
    specimen->value.as.structure.members = members;
    specimen->value.as.structure.count = count;
}

void awp_cross_format_oracle(const struct awp_run *run) {
    struct specimen specimen = {.run = run, .arena = awp_arena_create(NULL, 0)};
    struct awp_value_source source = {.run = run,
                                      .left = run->input,
                                      .arena = specimen.arena,
                                      .range = AWP_STRINGS_OF_XML,
                                      .budget = MAX_VALUES};
    const uint8_t choice = awp_value_source_byte(&source);
    specimen.operation = (choice & 1) != 0 ? &awp_fuzz_wide : &awp_securityhub_invite_members;
    const size_t which = (choice >> 1) % (specimen.operation->error_count + 1);
    specimen.error = which == 0 ? NULL : &specimen.operation->errors[which - 1];
    specimen.value = awp_value_source_value(&source, which == 0 ? specimen.operation->output
                                                                : specimen.error->shape);
    if (specimen.error != NULL) {
        set_member_code(&specimen);
    }
    awp_health_count(AWP_HEALTH_INPUTS);
    for (size_t i = 0; i < sizeof envelopes / sizeof envelopes[0]; i++) {
        if (envelopes[i].is_error == (specimen.error != NULL)) {
            check_envelope(&specimen, &envelopes[i]);
        }
    }
    awp_arena_destroy(specimen.arena);
}
