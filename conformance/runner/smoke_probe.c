/* SPDX-License-Identifier: Apache-2.0 */
/* The plain questions of a smoke test, in each protocol. */
#include "smoke_probe.h"

#include "reference.h"
#include "text.h"

enum protocol { REST_JSON, REST_XML, AWS_QUERY, EC2_QUERY, PROTOCOLS };

static const struct awp_bytes protocol_names[PROTOCOLS] = {
    [REST_JSON] = AWP_BYTES_INIT("restJson1"),
    [REST_XML] = AWP_BYTES_INIT("restXml"),
    [AWS_QUERY] = AWP_BYTES_INIT("awsQuery"),
    [EC2_QUERY] = AWP_BYTES_INIT("ec2Query"),
};

/* What stands around a result's members, and around an error's. */
static const struct {
    const char *result[2];
    const char *error[2];
} envelopes[PROTOCOLS] = {
    [REST_JSON] = {{"{", "}"}, {"{", "}"}},
    [REST_XML] = {{"<InviteMembersResponse>", "</InviteMembersResponse>"},
                  {"<ErrorResponse><Error>", "</Error></ErrorResponse>"}},
    [AWS_QUERY] = {{"<InviteMembersResponse><InviteMembersResult>",
                    "</InviteMembersResult></InviteMembersResponse>"},
                   {"<ErrorResponse><Error>", "</Error></ErrorResponse>"}},
    [EC2_QUERY] = {{"<InviteMembersResponse>", "</InviteMembersResponse>"},
                   {"<Response><Errors><Error>", "</Error></Errors></Response>"}},
};

/* A probe: what an XML error's Code is, a JSON error's header says. */
static const struct {
    const char *name;
    unsigned status;
    const char *code; /* NULL: a result, or no body at all */
    const char *json; /* the members; NULL: an empty body */
    const char *xml;
} probes[AWP_SMOKE_PROBES] = {
    [AWP_SMOKE_RESULT] = {"result", 200, NULL,
                          "\"UnprocessedAccounts\":[{\"AccountId\":\"111122223333\","
                          "\"ProcessingResult\":\"smoke one\"}]",
                          "<UnprocessedAccounts><member><AccountId>111122223333</AccountId>"
                          "<ProcessingResult>smoke one</ProcessingResult></member>"
                          "</UnprocessedAccounts>"},
    [AWP_SMOKE_OTHER_RESULT] =
        {"other-result", 200, NULL,
         "\"UnprocessedAccounts\":[{\"AccountId\":\"444455556666\"},{\"ProcessingResult\":"
         "\"smoke two\"}],\"" AWP_SMOKE_STRANGE_MEMBER "\":\"x\"",
         "<UnprocessedAccounts><member><AccountId>444455556666</AccountId></member><member>"
         "<ProcessingResult>smoke two</ProcessingResult></member></UnprocessedAccounts>"
         "<" AWP_SMOKE_STRANGE_MEMBER ">x</" AWP_SMOKE_STRANGE_MEMBER ">"},
    [AWP_SMOKE_EMPTY_RESULT] = {"empty-result", 200, NULL, "\"UnprocessedAccounts\":[]",
                                "<UnprocessedAccounts/>"},
    [AWP_SMOKE_MODELED] = {"modeled", 401, "InvalidAccessException",
                           "\"Message\":\"smoke three\",\"Code\":\"InvalidAccessException\"",
                           "<Message>smoke three</Message>"},
    [AWP_SMOKE_OTHER_MODELED] = {"other-modeled", 429, "LimitExceededException",
                                 "\"Message\":\"smoke four\",\"Code\":\"LimitExceededException\"",
                                 "<Message>smoke four</Message>"},
    [AWP_SMOKE_UNKNOWN] = {"unknown", 400, "SmokeTestException", "\"Message\":\"smoke five\"",
                           "<Message>smoke five</Message>"},
    [AWP_SMOKE_NO_CODE] = {"no-code", 503, NULL, NULL, NULL},
    [AWP_SMOKE_RESULT_AGAIN] = {"result-again", 0, NULL, NULL, NULL},
};

static enum protocol find_protocol(const struct awp_protocol *protocol) {
    enum protocol found = REST_JSON;
    for (unsigned i = 0; i < PROTOCOLS; i++) {
        found = awp_bytes_equal(protocol_names[i], protocol->name) ? (enum protocol)i : found;
    }
    return found;
}

static struct awp_bytes body_of(enum awp_smoke_probe probe, enum protocol protocol,
                                struct awp_arena *arena) {
    const char *code = probes[probe].code;
    const char *const *around =
        code == NULL ? envelopes[protocol].result : envelopes[protocol].error;
    if (probes[probe].json == NULL) {
        return (struct awp_bytes){0};
    }
    if (protocol == REST_JSON) {
        return awp_text_format(arena, "%s%s%s", around[0], probes[probe].json, around[1]);
    }
    return awp_text_format(arena, "%s%s%s%s%s%s", around[0], code == NULL ? "" : "<Code>",
                           code == NULL ? "" : code, code == NULL ? "" : "</Code>",
                           probes[probe].xml, around[1]);
}

static void set_headers(enum awp_smoke_probe probe, enum protocol protocol, struct awp_case *golden,
                        struct awp_arena *arena) {
    struct awp_header *headers = awp_need_array(arena, 2, sizeof(*headers));
    const bool is_json = protocol == REST_JSON;
    headers[golden->header_count++] = (struct awp_header){
        AWP_BYTES("Content-Type"), is_json ? AWP_BYTES("application/json") : AWP_BYTES("text/xml")};
    if (is_json && probes[probe].code != NULL) {
        headers[golden->header_count++] = (struct awp_header){
            AWP_BYTES("x-amzn-ErrorType"), awp_bytes_of_string(probes[probe].code)};
    }
    golden->headers = headers;
}

struct awp_case awp_smoke_case(enum awp_smoke_probe probe, const struct awp_operation *operation,
                               const struct awp_protocol *protocol, struct awp_arena *arena) {
    /* Who cannot make a service error of it has an SDK that is to blame, and not an adapter. */
    static const struct awp_alternative any_error[] = {
        {.name = AWP_BYTES_INIT("other-code-text"), .answer = {.kind = AWP_ANSWER_UNKNOWN}},
        {.name = AWP_BYTES_INIT("rejected"), .answer = {.kind = AWP_ANSWER_REJECTED}}};
    const enum awp_smoke_probe input = probe == AWP_SMOKE_RESULT_AGAIN ? AWP_SMOKE_RESULT : probe;
    const enum protocol which = find_protocol(protocol);
    const struct awp_bytes body = body_of(input, which, arena);
    struct awp_case golden = {
        .id = awp_bytes_of_string(probes[probe].name),
        .level = AWP_LEVEL_MUST,
        .operation = operation,
        .protocol = protocol,
        .status = probes[input].status,
        .body = {.bytes = body, .len = body.len},
    };
    set_headers(input, which, &golden, arena);
    const struct awp_question question = {.operation = operation,
                                          .protocol = protocol,
                                          .status = golden.status,
                                          .headers = golden.headers,
                                          .header_count = golden.header_count,
                                          .body = body};
    awp_need(awp_reference_answer(&question, arena, &golden.expect));
    if (probe == AWP_SMOKE_NO_CODE) {
        golden.accept = any_error;
        golden.accept_count = sizeof(any_error) / sizeof(any_error[0]);
    }
    return golden;
}
