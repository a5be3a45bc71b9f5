/* SPDX-License-Identifier: Apache-2.0 */
/* flags.json -> the vocabulary of flags, every field checked. */
#include "flag.h"

#include <string.h>

#include "text.h"

enum flag_field {
    FLAG_NAME,
    FLAG_BUG_TYPE,
    FLAG_EFFECTS,
    FLAG_DESCRIPTION,
    FLAG_LINKS,
    FLAG_CVES,
    FLAG_FIELDS
};
static const struct awp_field flag_fields[FLAG_FIELDS] = {
    [FLAG_NAME] = {"name", AWP_KIND(STRING), true},
    [FLAG_BUG_TYPE] = {"bug_type", AWP_KIND(STRING), true},
    [FLAG_EFFECTS] = {"effects", AWP_KIND(ARRAY), true},
    [FLAG_DESCRIPTION] = {"description", AWP_KIND(STRING), true},
    [FLAG_LINKS] = {"links", AWP_KIND(ARRAY), true},
    [FLAG_CVES] = {"cves", AWP_KIND(ARRAY), true},
};
static const struct awp_field file_fields[] = {{"flags", AWP_KIND(ARRAY), true}};

static const struct awp_bytes bug_types[] = {
    AWP_BYTES_INIT("basic"),        /* the plain case: who fails it does not decode at all */
    AWP_BYTES_INIT("edge-case"),    /* rare, but every service sends it some day */
    AWP_BYTES_INIT("missing-step"), /* a step of the protocol that is easily left out */
    AWP_BYTES_INIT("malformed-input"),
    AWP_BYTES_INIT("ambiguity"), /* two readings, and each has its decoder */
    AWP_BYTES_INIT("resource")   /* small bytes, large work */
};
const struct awp_texts awp_bug_types = {bug_types, sizeof(bug_types) / sizeof(bug_types[0])};

static const struct awp_bytes effects[] = {
    AWP_BYTES_INIT("lost-error"), AWP_BYTES_INIT("wrong-error"), AWP_BYTES_INIT("lost-data"),
    AWP_BYTES_INIT("wrong-data"), AWP_BYTES_INIT("crash"),       AWP_BYTES_INIT("hang"),
    AWP_BYTES_INIT("memory"),     AWP_BYTES_INIT("injection")};
const struct awp_texts awp_effects = {effects, sizeof(effects) / sizeof(effects[0])};

static const char *check_effect(struct awp_bytes text) {
    return awp_texts_hold(awp_effects, text) ? NULL : "unknown effect";
}

/* CVE-YYYY-NNNN, of four digits or more. */
static const char *check_cve(struct awp_bytes text) {
    static const char wrong[] = "not the name of a CVE:";
    if (!awp_text_begins(text, "CVE-") || text.len < strlen("CVE-2000-0001") ||
        text.ptr[8] != '-') {
        return wrong;
    }
    for (size_t i = 4; i < text.len; i++) {
        if (i != 8 && (text.ptr[i] < '0' || text.ptr[i] > '9')) {
            return wrong;
        }
    }
    return NULL;
}

const struct awp_flag *awp_flag_find(const struct awp_flags *flags, struct awp_bytes name) {
    for (size_t i = 0; i < flags->count; i++) {
        if (awp_bytes_equal(flags->items[i].name, name)) {
            return &flags->items[i];
        }
    }
    return NULL;
}

static void read_flag(struct awp_complaints *complaints, const struct awp_json_node *node,
                      const struct awp_flags *before, struct awp_flag *flag) {
    const struct awp_json_node *found[FLAG_FIELDS];
    if (!awp_object_read(complaints, node, "a flag", flag_fields, FLAG_FIELDS, found)) {
        return;
    }
    if (awp_slug_read(complaints, found[FLAG_NAME], &flag->name) &&
        awp_flag_find(before, flag->name) != NULL) {
        awp_complain_of(complaints, node, "a flag stands twice:", flag->name);
    }
    flag->bug_type = awp_object_text(complaints, found[FLAG_BUG_TYPE]);
    if (!awp_texts_hold(awp_bug_types, flag->bug_type)) {
        awp_complain_of(complaints, found[FLAG_BUG_TYPE], "unknown bug type", flag->bug_type);
    }
    awp_texts_read(complaints, found[FLAG_EFFECTS], "effects", false, check_effect, &flag->effects);
    awp_prose_read(complaints, found[FLAG_DESCRIPTION], "description", &flag->description);
    awp_texts_read(complaints, found[FLAG_LINKS], "links", true, awp_text_check_url, &flag->links);
    awp_texts_read(complaints, found[FLAG_CVES], "cves", true, check_cve, &flag->cves);
}

bool awp_flags_read(struct awp_complaints *complaints, const struct awp_json_node *root,
                    struct awp_flags *flags) {
    const struct awp_json_node *list = NULL;
    if (!awp_object_read(complaints, root, "a file of flags", file_fields, 1, &list)) {
        return false;
    }
    const size_t count = awp_json_count(list);
    if (count == 0) {
        return awp_complain(complaints, list, "field \"flags\" must not be empty");
    }
    struct awp_flag *items = awp_need_array(complaints->arena, count, sizeof(*items));
    const struct awp_json_node *node = awp_json_first(list);
    *flags = (struct awp_flags){items, 0};
    for (; node != NULL; node = awp_json_next(node)) {
        read_flag(complaints, node, flags, &items[flags->count]);
        flags->count++;
    }
    return complaints->count == 0;
}
