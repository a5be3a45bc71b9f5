/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a mutator's tree tells the truth about its text: it is written again out of the tree. */
#include "parts_check.h"

#include <string.h>

struct writer {
    const struct awp_parts *tree;
    struct awp_bytes text;
    uint8_t *out;
    size_t written;
    uint32_t met;
    const char *wrong;
};

/* Bytes up to `end`, which no child has. */
static void write_to(struct writer *writer, size_t end) {
    if (end < writer->written || end > writer->text.len) {
        writer->wrong = "a node begins before its neighbour ends, or ends behind the text";
        return;
    }
    if (end > writer->written) {
        memcpy(writer->out + writer->written, writer->text.ptr + writer->written,
               end - writer->written);
        writer->written = end;
    }
}

static void write_node(struct writer *writer, uint32_t node, int depth) {
    const struct awp_node *span = &writer->tree->nodes[node];
    writer->met++;
    if (depth > 4 * AWP_PARTS_DEPTH || writer->met > writer->tree->count) {
        writer->wrong = "the nodes go round in a circle";
        return;
    }
    write_to(writer, span->begin);
    uint32_t previous = AWP_NO_NODE;
    for (uint32_t child = span->first; child != AWP_NO_NODE && writer->wrong == NULL;
         child = writer->tree->nodes[child].next) {
        const struct awp_node *inner = &writer->tree->nodes[child];
        if (inner->begin < span->begin || inner->end > span->end || inner->end < inner->begin) {
            writer->wrong = "a node lies outside of its parent";
        } else if (inner->parent != node || inner->previous != previous) {
            writer->wrong = "a node has another parent or neighbour than the one it is found by";
        } else {
            write_node(writer, child, depth + 1);
        }
        previous = child;
    }
    if (writer->wrong == NULL && span->last != previous) {
        writer->wrong = "the last child is not the last";
    }
    if (writer->wrong == NULL) {
        write_to(writer, span->end);
    }
}

const char *awp_parts_check(const struct awp_parts *tree, struct awp_bytes text, uint8_t *out) {
    struct writer writer = {.tree = tree, .text = text, .out = out};
    if (tree->count == 0 || tree->count > tree->capacity) {
        return "no root, or more nodes than there is room for";
    }
    if (tree->open != 0) {
        return "a node is still open";
    }
    write_node(&writer, 0, 0);
    if (writer.wrong != NULL) {
        return writer.wrong;
    }
    if (writer.met != tree->count) {
        return "a node is not to be found from the root";
    }
    return writer.written == text.len && (text.len == 0 || memcmp(out, text.ptr, text.len) == 0)
               ? NULL
               : "the text that is written again is another one";
}
