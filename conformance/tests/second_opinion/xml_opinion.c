/* SPDX-License-Identifier: Apache-2.0 */
/* An XML text under two parsers: ours, and expat with namespaces. */
#include "xml_opinion.h"

#include <string.h>

#include "expat_tree.h"
#include "text.h"

static const struct awp_expat_document *facts_of(const struct awp_opinion *opinion) {
    return opinion->facts;
}

static bool has_doctype(const struct awp_opinion *opinion) {
    return facts_of(opinion)->has_doctype;
}

/* `<` or a byte order mark in two bytes a character: what expat takes for UTF-16. */
static bool is_utf16(struct awp_bytes text) {
    static const uint8_t heads[][2] = {{'<', 0}, {0, '<'}, {0xFF, 0xFE}, {0xFE, 0xFF}};
    for (size_t i = 0; text.len >= 2 && i < sizeof heads / sizeof heads[0]; i++) {
        if (memcmp(text.ptr, heads[i], 2) == 0) {
            return true;
        }
    }
    return false;
}

static bool has_other_encoding(const struct awp_opinion *opinion) {
    return facts_of(opinion)->has_encoding || is_utf16(opinion->text);
}

static bool has_other_version(const struct awp_opinion *opinion) {
    return facts_of(opinion)->has_version;
}

static bool is_too_deep(const struct awp_opinion *opinion) {
    return facts_of(opinion)->depth > AWP_MAX_DEPTH;
}

static bool has_too_many_attributes(const struct awp_opinion *opinion) {
    return facts_of(opinion)->attributes > AWP_MAX_XML_ATTRIBUTES;
}

static bool has_too_many_declarations(const struct awp_opinion *opinion) {
    return facts_of(opinion)->declarations > AWP_MAX_XML_NAMESPACES;
}

static bool has_too_many_names(const struct awp_opinion *opinion) {
    return facts_of(opinion)->names > AWP_MAX_XML_NAMES;
}

static const struct awp_disagreement disagreements[] = {
    {"doctype", AWP_ONLY_OTHER_ACCEPTS, has_doctype, "X1.3 refuses every DOCTYPE"},
    {"encoding", AWP_ONLY_OTHER_ACCEPTS, has_other_encoding,
     "expat reads UTF-16, ISO-8859-1 and US-ASCII too; X1.2 refuses them"},
    {"version", AWP_ONLY_OTHER_ACCEPTS, has_other_version,
     "expat does not look at the version's form; X1.1 wants `1.` and digits"},
    {"nesting", AWP_ONLY_OTHER_ACCEPTS, is_too_deep,
     "expat has no bound; X1.5 refuses what is over 512"},
    {"attributes", AWP_ONLY_OTHER_ACCEPTS, has_too_many_attributes,
     "expat has no bound; X1.8 refuses more than 256 on an element"},
    {"namespace-declarations", AWP_ONLY_OTHER_ACCEPTS, has_too_many_declarations,
     "expat has no bound; X1.8 refuses more than 512 in scope"},
    {"names", AWP_ONLY_OTHER_ACCEPTS, has_too_many_names,
     "expat has no bound; X1.8 refuses more than 65536"},
};

const struct awp_disagreement *awp_xml_disagreements(size_t *count) {
    *count = sizeof disagreements / sizeof disagreements[0];
    return disagreements;
}

/* What is first seen to differ between two elements, or NULL. As deep as X1.5 allows. */
static const char *difference(const struct awp_xml_node *ours,
                              const struct awp_expat_element *other) {
    if (!awp_bytes_equal(awp_xml_name(ours), other->name)) {
        return "an element's name";
    }
    if (!awp_bytes_equal(awp_xml_text(ours), other->text)) {
        return "an element's character data";
    }
    const struct awp_xml_node *child = awp_xml_first(ours);
    for (other = other->first; child != NULL && other != NULL; other = other->next) {
        const char *found = difference(child, other);
        if (found != NULL) {
            return found;
        }
        child = awp_xml_next(child);
    }
    return child == NULL && other == NULL ? NULL : "the number of an element's children";
}

static void compare(struct awp_opinion *opinion, const struct awp_xml_node *ours,
                    const struct awp_expat_element *other) {
    if (ours != NULL && other != NULL) {
        opinion->other_reason = difference(ours, other);
        opinion->kind = opinion->other_reason == NULL ? AWP_AGREED : AWP_TREES_DIFFER;
    } else if (ours != NULL) {
        opinion->kind = AWP_ONLY_OURS_ACCEPTS;
    } else if (other != NULL) {
        opinion->kind = AWP_ONLY_OTHER_ACCEPTS;
    }
}

void awp_xml_opinion(struct awp_tally *tally, awp_xml_parser *parser, struct awp_bytes text,
                     const struct awp_text_origin *origin) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    const struct awp_xml_node *ours = NULL;
    struct awp_fault fault = {0};
    struct awp_expat_document other;
    awp_need(parser(text, arena, &ours, &fault));
    awp_expat_read(text, arena, &other);
    struct awp_opinion opinion = {.text = text, .facts = &other};
    opinion.our_reason = ours == NULL ? fault.reason : NULL;
    opinion.other_reason = other.root == NULL ? XML_ErrorString(other.error) : NULL;
    compare(&opinion, ours, other.root);
    awp_tally_count(tally, &opinion, origin);
    awp_arena_destroy(arena);
}
