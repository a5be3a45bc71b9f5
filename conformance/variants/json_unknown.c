/* SPDX-License-Identifier: Apache-2.0 */
/* JSON whose root has members that no shape knows (R4.3), and a code that does not count (R5.3). */
#include "json_tokens.h"
#include "rewrites.h"

/* More digits than parsers count that keep a number whole (R3.5): 1,200. */
#define TEN "1234567890"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN
#define FOUR_HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED

static const char *const unknown_members[] = {
    "\"awsproofUnknown\":{\"__type\":\"InternalException\",\"code\":\"LimitExceededException\"}",
    "\"awsproofUnknown\":[{\"Message\":5,\"UnprocessedAccounts\":0}]",
    "\"awsproofUnknown\":\"}],{[\"",
    "\"awsproofUnknown\":null",
    "\"awsproofUnknown\":-0.0e+400",
    "\"awsproofUnknown\":" FOUR_HUNDRED FOUR_HUNDRED FOUR_HUNDRED,
    "\"\":\"\"",
};
#define UNKNOWN_MEMBERS (sizeof unknown_members / sizeof unknown_members[0])

static void write_members(struct awp_rewriting *rewriting, const struct awp_json_tokens *tokens) {
    const size_t last = tokens->count - 1;
    const bool is_empty = last == 1;
    const bool in_front = awp_random_once_in(rewriting->random, 2);
    for (size_t i = 0; i <= last; i++) {
        if (i == (in_front ? 1 : last)) {
            awp_buffer_append_string(&rewriting->body, is_empty || in_front ? "" : ",");
            awp_buffer_append_string(
                &rewriting->body,
                unknown_members[awp_random_below(rewriting->random, UNKNOWN_MEMBERS)]);
            awp_buffer_append_string(&rewriting->body, !is_empty && in_front ? "," : "");
        }
        awp_buffer_append(&rewriting->body, tokens->items[i].text);
    }
}

enum awp_variant_end awp_rewrite_json_unknown(struct awp_rewriting *rewriting,
                                              const struct awp_specimen *from,
                                              struct awp_specimen *to) {
    struct awp_json_tokens tokens;
    (void)to;
    const enum awp_status status = awp_json_tokens_of(from->body, rewriting->arena, &tokens);
    awp_buffer_fail(&rewriting->body, status);
    if (status != AWP_OK || awp_json_token_mark(&tokens.items[0]) != '{') {
        return AWP_VARIANT_NOTHING_THERE;
    }
    write_members(rewriting, &tokens);
    return AWP_VARIANT_MADE;
}
