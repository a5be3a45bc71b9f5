/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/smoke_probe.c: each probe has the outcome that its name says, in each protocol.
 */
#include <criterion/criterion.h>

#include "compare.h"
#include "smoke_probe.h"
#include "support.h"
#include "text.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(smoke_probe, .init = set_up, .fini = tear_down);

static const struct {
    const char *name;
    enum awp_answer_kind kind;
    const char *code;
    const char *value;
} wanted[AWP_SMOKE_PROBES] = {
    [AWP_SMOKE_RESULT] = {"result", AWP_ANSWER_RESULT, NULL,
                          "{\"UnprocessedAccounts\":[{\"AccountId\":\"111122223333\","
                          "\"ProcessingResult\":\"smoke one\"}]}"},
    [AWP_SMOKE_OTHER_RESULT] = {"other-result", AWP_ANSWER_RESULT, NULL,
                                "{\"UnprocessedAccounts\":[{\"AccountId\":\"444455556666\"},"
                                "{\"ProcessingResult\":\"smoke two\"}]}"},
    [AWP_SMOKE_EMPTY_RESULT] = {"empty-result", AWP_ANSWER_RESULT, NULL,
                                "{\"UnprocessedAccounts\":[]}"},
    [AWP_SMOKE_MODELED] = {"modeled", AWP_ANSWER_MODELED, "InvalidAccessException",
                           "{\"Message\":\"smoke three\",\"Code\":\"InvalidAccessException\"}"},
    [AWP_SMOKE_OTHER_MODELED] =
        {"other-modeled", AWP_ANSWER_MODELED, "LimitExceededException",
         "{\"Message\":\"smoke four\",\"Code\":\"LimitExceededException\"}"},
    [AWP_SMOKE_UNKNOWN] = {"unknown", AWP_ANSWER_UNKNOWN, "SmokeTestException", NULL},
    [AWP_SMOKE_NO_CODE] = {"no-code", AWP_ANSWER_UNKNOWN, "503", NULL},
    [AWP_SMOKE_RESULT_AGAIN] = {"result-again", AWP_ANSWER_RESULT, NULL,
                                "{\"UnprocessedAccounts\":[{\"AccountId\":\"111122223333\","
                                "\"ProcessingResult\":\"smoke one\"}]}"},
};

static void expect_probe(enum awp_smoke_probe probe, const char *protocol) {
    const struct awp_case golden =
        awp_smoke_case(probe, awp_operation_find(AWP_BYTES("securityhub.InviteMembers")),
                       awp_protocol_find(awp_bytes_of_string(protocol)), arena);
    const struct awp_answer *expect = &golden.expect;
    cr_expect(awp_bytes_equal(golden.id, awp_bytes_of_string(wanted[probe].name)));
    cr_expect_eq(expect->kind, wanted[probe].kind, "%s %s", protocol, wanted[probe].name);
    cr_expect(awp_bytes_equal(expect->code.bytes, awp_bytes_of_string(wanted[probe].code)),
              "%s %s: %.*s", protocol, wanted[probe].name, AWP_TEXT_ARGS(expect->code.bytes));
    cr_assert_eq(expect->value == NULL, wanted[probe].value == NULL);
    if (expect->value != NULL) {
        const struct awp_difference difference =
            awp_compare_json(awp_test_json(arena, wanted[probe].value), expect->value, NULL, arena);
        cr_expect_not(difference.found, "%s %s: %.*s %.*s", protocol, wanted[probe].name,
                      AWP_TEXT_ARGS(difference.path), AWP_TEXT_ARGS(difference.text));
    }
}

Test(smoke_probe, has_its_outcome_in_each_protocol) {
    static const char *const protocols[] = {"restJson1", "restXml", "awsQuery", "ec2Query"};
    for (size_t i = 0; i < sizeof(protocols) / sizeof(protocols[0]); i++) {
        for (unsigned probe = 0; probe < AWP_SMOKE_PROBES; probe++) {
            expect_probe((enum awp_smoke_probe)probe, protocols[i]);
        }
    }
}
