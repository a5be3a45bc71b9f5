/* SPDX-License-Identifier: Apache-2.0 */
/* JSON with other white space between its tokens, and around them (R3.2). */
#include "json_tokens.h"
#include "rewrites.h"

static void write_blanks(struct awp_rewriting *rewriting) {
    static const char *const blanks[] = {" ", "\t", "\n", "\r", "\r\n", "  "};
    for (size_t left = awp_random_below(rewriting->random, 4); left > 0; left--) {
        awp_buffer_append_string(
            &rewriting->body,
            blanks[awp_random_below(rewriting->random, sizeof blanks / sizeof blanks[0])]);
    }
}

enum awp_variant_end awp_rewrite_json_space(struct awp_rewriting *rewriting,
                                            const struct awp_specimen *from,
                                            struct awp_specimen *to) {
    struct awp_json_tokens tokens;
    (void)to;
    awp_buffer_fail(&rewriting->body, awp_json_tokens_of(from->body, rewriting->arena, &tokens));
    for (size_t i = 0; i < tokens.count; i++) {
        write_blanks(rewriting);
        awp_buffer_append(&rewriting->body, tokens.items[i].text);
    }
    write_blanks(rewriting);
    return AWP_VARIANT_MADE;
}
