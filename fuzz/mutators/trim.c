/* SPDX-License-Identifier: Apache-2.0 */
/* Ways to make a text smaller: without one of its parts, without one of its blocks. */
#include <stdlib.h>
#include <string.h>

#include "mutate.h"
#include "site.h"

/* An engine runs the target once for each step. */
#define MAX_PARTS 256
#define BLOCKS 16

/* Counts the parts of a tree on, and gives the n-th of all if it is among them. */
static bool find_in(const struct awp_parts *tree, const struct awp_grammar *grammar, size_t n,
                    size_t *begin, size_t *end, size_t *found) {
    for (uint32_t i = 1; i < tree->count && *found < MAX_PARTS; i++) {
        if (awp_node_is_item(tree, i)) {
            *found += 1;
            awp_parts_removal(tree, grammar->separator, i, begin, end);
            if (*found - 1 == n) {
                return true;
            }
        }
    }
    return false;
}

/*
 * Where the n-th part that can go lies, outer before inner, and a response's headers before what is
 * in its body. False: there are only `*found`.
 */
static bool find_part(enum awp_mutate_format format, struct awp_bytes text, size_t n, size_t *begin,
                      size_t *end, size_t *found) {
    struct awp_parts tree = {.nodes = malloc(AWP_PARTS_NODES * sizeof(struct awp_node)),
                             .capacity = AWP_PARTS_NODES};
    const struct awp_grammar *grammar = &awp_grammars[format];
    *found = 0;
    if (tree.nodes == NULL) {
        return false;
    }
    grammar->read(text, &tree);
    const size_t at = format == AWP_MUTATE_HTTP ? awp_parts_body(&tree) : SIZE_MAX;
    bool is_found = find_in(&tree, grammar, n, begin, end, found);
    if (!is_found && at < text.len) {
        const struct awp_bytes body = {text.ptr + at, text.len - at};
        grammar = awp_grammar_of_body(body);
        grammar->read(body, &tree);
        is_found = find_in(&tree, grammar, n, begin, end, found);
        *begin += is_found ? at : 0;
        *end += is_found ? at : 0;
    }
    free(tree.nodes);
    return is_found;
}

size_t awp_mutate_trim_steps(enum awp_mutate_format format, struct awp_bytes text) {
    size_t begin;
    size_t end;
    size_t found;
    find_part(format, text, SIZE_MAX, &begin, &end, &found);
    return found + (text.len < BLOCKS ? text.len : BLOCKS);
}

size_t awp_mutate_trim(enum awp_mutate_format format, struct awp_bytes text, size_t step,
                       uint8_t *out) {
    size_t begin;
    size_t end;
    size_t found;
    if (!find_part(format, text, step, &begin, &end, &found)) {
        const size_t blocks = text.len < BLOCKS ? text.len : BLOCKS;
        const size_t block = step - found;
        if (block >= blocks) {
            return 0;
        }
        begin = text.len * block / blocks;
        end = text.len * (block + 1) / blocks;
    }
    /* The whole text may be one part: then nothing would be left. */
    memcpy(out, text.ptr, begin);
    memcpy(out + begin, text.ptr + end, text.len - end);
    return text.len - (end - begin);
}
