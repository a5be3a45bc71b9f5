/* SPDX-License-Identifier: Apache-2.0 */
/* JSON with the members of its objects in another order, where their names are all different. */
#include "json_tokens.h"
#include "rewrites.h"

struct orderer {
    struct awp_rewriting *rewriting;
    struct awp_json_tokens tokens;
};

/* A member: its tokens, and its name as it is meant. */
struct member {
    size_t from;
    size_t behind;
    struct awp_bytes name;
};

static void write_value(struct orderer *orderer, size_t from);

static size_t count_members(const struct awp_json_tokens *tokens, size_t object) {
    const size_t depth = tokens->items[object].depth + 1;
    size_t count = 0;
    for (size_t at = object + 1; tokens->items[at].depth >= depth; at++) {
        count += tokens->items[at].is_name && tokens->items[at].depth == depth;
    }
    return count;
}

static struct awp_bytes name_of(struct orderer *orderer, size_t at) {
    struct awp_buffer out = {.arena = orderer->rewriting->arena};
    struct awp_bytes name = {0};
    awp_json_token_unescape(&orderer->tokens.items[at], &out);
    awp_buffer_fail(&orderer->rewriting->body, awp_buffer_finish(&out, &name));
    return name;
}

static void find_members(struct orderer *orderer, size_t object, struct member *members,
                         size_t count) {
    size_t at = object + 1;
    for (size_t i = 0; i < count; i++) {
        members[i].from = at;
        members[i].name = name_of(orderer, at);
        members[i].behind = awp_json_tokens_skip(&orderer->tokens, at + 2);
        at = members[i].behind + 1;
    }
}

static bool are_distinct(const struct member *members, size_t count) {
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (awp_bytes_equal(members[i].name, members[j].name)) {
                return false;
            }
        }
    }
    return true;
}

static void shuffle(struct awp_random *random, struct member *members, size_t count) {
    for (size_t i = count; i > 1; i--) {
        const size_t other = awp_random_below(random, i);
        const struct member held = members[i - 1];
        members[i - 1] = members[other];
        members[other] = held;
    }
}

static void write_token(struct orderer *orderer, size_t at) {
    awp_buffer_append(&orderer->rewriting->body, orderer->tokens.items[at].text);
}

/* More members than this are left in their order: their names are compared each with each. */
#define MAX_MEMBERS 256

static void write_object(struct orderer *orderer, size_t object) {
    const size_t count = count_members(&orderer->tokens, object);
    struct member *members =
        awp_arena_allocate_array(orderer->rewriting->arena, count, sizeof(*members));
    if (members == NULL) {
        awp_buffer_fail(&orderer->rewriting->body, awp_arena_status(orderer->rewriting->arena));
        return;
    }
    find_members(orderer, object, members, count);
    if (count <= MAX_MEMBERS && are_distinct(members, count)) {
        shuffle(orderer->rewriting->random, members, count);
    }
    awp_buffer_append_string(&orderer->rewriting->body, "{");
    for (size_t i = 0; i < count; i++) {
        awp_buffer_append_string(&orderer->rewriting->body, i == 0 ? "" : ",");
        write_token(orderer, members[i].from);
        awp_buffer_append_string(&orderer->rewriting->body, ":");
        write_value(orderer, members[i].from + 2);
    }
    awp_buffer_append_string(&orderer->rewriting->body, "}");
}

static void write_array(struct orderer *orderer, size_t array) {
    size_t at = array + 1;
    write_token(orderer, array);
    while (orderer->tokens.items[at].depth > orderer->tokens.items[array].depth) {
        write_value(orderer, at);
        at = awp_json_tokens_skip(&orderer->tokens, at);
        if (awp_json_token_mark(&orderer->tokens.items[at]) == ',') {
            write_token(orderer, at++);
        }
    }
    write_token(orderer, at);
}

/* As deep as R3.3 lets a document be. */
static void write_value(struct orderer *orderer, size_t from) {
    switch (awp_json_token_mark(&orderer->tokens.items[from])) {
    case '{':
        write_object(orderer, from);
        return;
    case '[':
        write_array(orderer, from);
        return;
    default:
        write_token(orderer, from);
    }
}

enum awp_variant_end awp_rewrite_json_order(struct awp_rewriting *rewriting,
                                            const struct awp_specimen *from,
                                            struct awp_specimen *to) {
    struct orderer orderer = {.rewriting = rewriting};
    (void)to;
    const enum awp_status status =
        awp_json_tokens_of(from->body, rewriting->arena, &orderer.tokens);
    awp_buffer_fail(&rewriting->body, status);
    if (status == AWP_OK) {
        write_value(&orderer, 0);
    }
    return AWP_VARIANT_MADE;
}
