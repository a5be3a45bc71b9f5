/* SPDX-License-Identifier: Apache-2.0 */
/* Stands in for jansson and expat in builds whose sanitizer wants all code instrumented. */
#include "document_tree.h"

enum awp_second_word awp_tree_by_jansson(const struct awp_run *run, struct awp_bytes text,
                                         struct awp_arena *arena, const struct awp_tree **tree) {
    (void)run, (void)text, (void)arena;
    *tree = NULL;
    return AWP_SECOND_CANNOT_SAY;
}

enum awp_second_word awp_tree_by_expat(const struct awp_run *run, struct awp_bytes text,
                                       struct awp_arena *arena, const struct awp_tree **tree) {
    return awp_tree_by_jansson(run, text, arena, tree);
}
