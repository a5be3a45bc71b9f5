/* SPDX-License-Identifier: Apache-2.0 */
/* What is swept: the two parses, the functions on bytes, and the protocols. */
#include <criterion/criterion.h>

#include "support/describe.h"
#include "support/sweep.h"

static void describe_fault(struct awp_fault fault, struct awp_bytes input,
                           struct awp_buffer *came) {
    cr_assert_not_null(fault.reason, "no document, and no reason");
    cr_assert_leq(fault.offset, input.len, "a place outside the text");
    awp_buffer_append_string(came, "no document: ");
    awp_buffer_append_string(came, fault.reason);
}

enum awp_status awp_test_run_json_parse(const struct awp_test_sweep *sweep, struct awp_bytes input,
                                        struct awp_arena *arena, struct awp_buffer *came) {
    struct {
        const struct awp_json_node *root;
        struct awp_fault fault;
    } got;
    (void)sweep;
    awp_test_poison(&got, sizeof got);
    const enum awp_status status = awp_json_parse(input, arena, &got.root, &got.fault);
    if (status != AWP_OK) {
        awp_test_expect_poison(&got, sizeof got);
        return status;
    }
    if (got.root == NULL) {
        describe_fault(got.fault, input, came);
        return AWP_OK;
    }
    cr_assert_null(got.fault.reason);
    awp_buffer_append_string(came, "document ");
    awp_json_write(got.root, came);
    return AWP_OK;
}

enum awp_status awp_test_run_xml_parse(const struct awp_test_sweep *sweep, struct awp_bytes input,
                                       struct awp_arena *arena, struct awp_buffer *came) {
    struct {
        const struct awp_xml_node *root;
        struct awp_fault fault;
    } got;
    (void)sweep;
    awp_test_poison(&got, sizeof got);
    const enum awp_status status = awp_xml_parse(input, arena, &got.root, &got.fault);
    if (status != AWP_OK) {
        awp_test_expect_poison(&got, sizeof got);
        return status;
    }
    if (got.root == NULL) {
        describe_fault(got.fault, input, came);
        return AWP_OK;
    }
    cr_assert_null(got.fault.reason);
    awp_buffer_append_string(came, "document ");
    awp_xml_write(got.root, came);
    return AWP_OK;
}

/* Either the outcome in words, or a failure that left the outcome as it was. */
static enum awp_status finish(const struct awp_test_sweep *sweep, struct awp_bytes input,
                              enum awp_status status, const struct awp_outcome *outcome,
                              struct awp_buffer *came) {
    if (status != AWP_OK) {
        awp_test_expect_poison(outcome, sizeof *outcome);
        return status;
    }
    awp_test_describe(sweep->operation, input, outcome, came);
    return AWP_OK;
}

enum awp_status awp_test_run_function(const struct awp_test_sweep *sweep, struct awp_bytes input,
                                      struct awp_arena *arena, struct awp_buffer *came) {
    struct awp_outcome outcome;
    awp_test_poison(&outcome, sizeof outcome);
    const enum awp_status status =
        sweep->function->decode(sweep->operation, sweep->code, input, arena, &outcome);
    return finish(sweep, input, status, &outcome, came);
}

enum awp_status awp_test_run_response(const struct awp_test_sweep *sweep, struct awp_bytes input,
                                      struct awp_arena *arena, struct awp_buffer *came) {
    struct awp_outcome outcome;
    struct awp_http_response response = sweep->response;
    response.body = input;
    awp_test_poison(&outcome, sizeof outcome);
    const enum awp_status status =
        awp_response_decode(sweep->protocol, sweep->operation, &response, arena, &outcome);
    return finish(sweep, input, status, &outcome, came);
}
