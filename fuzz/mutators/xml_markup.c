/* SPDX-License-Identifier: Apache-2.0 */
/* Mutations of what XML has beside elements and text: prefixes, attributes, prolog, DOCTYPE. */
#include <stdio.h>
#include <string.h>

#include "awsproof/document.h"
#include "site.h"

/* Behind the name in a start tag: where attributes go. */
static bool insert_in_tag(struct awp_site *site, struct awp_bytes bytes) {
    const uint32_t tag = awp_site_pick(site, awp_node_is_start_tag);
    if (tag == AWP_NO_NODE) {
        return false;
    }
    const size_t place = awp_site_node(site, tag)->begin + 1 + awp_site_tag_name(site, tag).len;
    return awp_draft_insert(site->draft, place, bytes);
}

/* A prefix on both tags, bound in the first. */
static bool add_prefix(struct awp_site *site) {
    const uint32_t element = awp_site_pick(site, awp_node_is_element);
    if (element == AWP_NO_NODE || awp_site_node(site, element)->first == AWP_NO_NODE) {
        return false;
    }
    const struct awp_bytes name = awp_site_tag_name(site, element);
    const uint32_t end = awp_site_end_tag(site, element);
    const size_t begin = awp_site_node(site, element)->begin + 1;
    if (memchr(name.ptr, ':', name.len) != NULL || site->draft->max - site->draft->len < 32) {
        return false;
    }
    return (end == AWP_NO_NODE ||
            awp_draft_insert(site->draft, awp_site_node(site, end)->begin + 2, AWP_BYTES("q:"))) &&
           awp_draft_insert(site->draft, begin + name.len, AWP_BYTES(" xmlns:q='urn:q'")) &&
           awp_draft_insert(site->draft, begin, AWP_BYTES("q:"));
}

static bool add_declaration_of_namespace(struct awp_site *site) {
    static const struct awp_bytes attributes[] = {
        AWP_BYTES_INIT(" xmlns='urn:a'"), AWP_BYTES_INIT(" xmlns=\"\""),
        AWP_BYTES_INIT(" xmlns:p='urn:p'"), AWP_BYTES_INIT(" xmlns:p='urn:p' p:a='b'"),
        AWP_BYTES_INIT(" xmlns:xml='http://www.w3.org/XML/1998/namespace'")};
    return insert_in_tag(site, AWP_PICK(site->dice, attributes));
}

static bool add_attribute(struct awp_site *site) {
    static const struct awp_bytes attributes[] = {AWP_BYTES_INIT(" x='y'"),
                                                  AWP_BYTES_INIT(" Code=\"InternalException\""),
                                                  AWP_BYTES_INIT(" xml:space='preserve'"),
                                                  AWP_BYTES_INIT(" xml:lang=''"),
                                                  AWP_BYTES_INIT("\n\tw = '&lt;&#65;'"),
                                                  AWP_BYTES_INIT(" v='>'")};
    return insert_in_tag(site, AWP_PICK(site->dice, attributes));
}

static bool add_bad_attribute(struct awp_site *site) {
    static const struct awp_bytes attributes[] = {
        AWP_BYTES_INIT(" x='y' x='z'"), AWP_BYTES_INIT(" x"),
        AWP_BYTES_INIT(" x=y"),         AWP_BYTES_INIT(" x='<'"),
        AWP_BYTES_INIT(" x='&b;'"),     AWP_BYTES_INIT(" u:x='y'"),
        AWP_BYTES_INIT(" xmlns:p=''"),  AWP_BYTES_INIT(" xmlns:xmlns='a'"),
        AWP_BYTES_INIT(" x='y'z='w'"),  AWP_BYTES_INIT(" a:b:c='d'"),
        AWP_BYTES_INIT(":b"),           AWP_BYTES_INIT(" xmlns:p='a' xmlns:q='a' p:x='' q:x=''"),
        AWP_BYTES_INIT(" x='"),         AWP_BYTES_INIT(" xml:space='\x01'"),
        AWP_BYTES_INIT(" ="),           AWP_BYTES_INIT("/")};
    return insert_in_tag(site, AWP_PICK(site->dice, attributes));
}

/* As many attributes as an element may carry, one fewer, one more; of each another name. */
static bool add_many_attributes(struct awp_site *site) {
    static const size_t counts[] = {AWP_MAX_XML_ATTRIBUTES - 1, AWP_MAX_XML_ATTRIBUTES,
                                    AWP_MAX_XML_ATTRIBUTES + 1, 4, 32};
    uint8_t bytes[(AWP_MAX_XML_ATTRIBUTES + 1) * 16];
    struct awp_draft attributes = {bytes, 0, sizeof bytes};
    const size_t count = AWP_PICK(site->dice, counts);
    const bool namespaces = awp_dice_once_in(site->dice, 3);
    for (size_t i = 0; i < count; i++) {
        char one[16];
        const int len = snprintf(one, sizeof one, namespaces ? " xmlns:m%zu='m'" : " m%zu=''", i);
        if (!awp_draft_append(&attributes, (struct awp_bytes){(const uint8_t *)one, (size_t)len})) {
            return false;
        }
    }
    return insert_in_tag(site, awp_draft_bytes(&attributes));
}

/* How long a declaration of XML at the beginning is, a byte order mark with it. */
static size_t prolog(const struct awp_draft *draft) {
    const size_t mark = draft->len >= 3 && memcmp(draft->ptr, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    if (draft->len - mark < 6 || memcmp(draft->ptr + mark, "<?xml ", 6) != 0) {
        return mark;
    }
    const uint8_t *end = memchr(draft->ptr + mark, '>', draft->len - mark);
    return end == NULL ? mark : (size_t)(end - draft->ptr) + 1;
}

static bool set_declaration(struct awp_site *site) {
    static const struct awp_bytes declarations[] = {
        AWP_BYTES_INIT(""),
        AWP_BYTES_INIT("\xEF\xBB\xBF"),
        AWP_BYTES_INIT("<?xml version=\"1.0\"?>"),
        AWP_BYTES_INIT("<?xml version='1.0' encoding='UTF-8'?>"),
        AWP_BYTES_INIT("<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n"),
        AWP_BYTES_INIT("<?xml version='1.1'?>"),
        AWP_BYTES_INIT("\xEF\xBB\xBF<?xml version='1.0' encoding='Utf-8' ?>")};
    return awp_draft_replace(site->draft, 0, prolog(site->draft),
                             AWP_PICK(site->dice, declarations));
}

static bool set_bad_declaration(struct awp_site *site) {
    static const struct awp_bytes declarations[] = {
        AWP_BYTES_INIT("<?xml version='1.0' encoding='ISO-8859-1'?>"),
        AWP_BYTES_INIT("<?xml version='1.0' encoding='UTF-16'?>"),
        AWP_BYTES_INIT("<?xml version='1.0' encoding='UTF8'?>"),
        AWP_BYTES_INIT("<?xml version='1.0' encoding=''?>"),
        AWP_BYTES_INIT("<?xml version='2.0'?>"),
        AWP_BYTES_INIT("<?xml encoding='UTF-8'?>"),
        AWP_BYTES_INIT("<?xml?>"),
        AWP_BYTES_INIT(" <?xml version='1.0'?>"),
        AWP_BYTES_INIT("<?xml version='1.0'standalone='no'?>"),
        AWP_BYTES_INIT("<?xml version='1.0' standalone='maybe'?>"),
        AWP_BYTES_INIT("<?XML version='1.0'?>"),
        AWP_BYTES_INIT("\xEF\xBB\xBF\xEF\xBB\xBF"),
        AWP_BYTES_INIT("\xFF\xFE"),
        AWP_BYTES_INIT("\xFE\xFF\0")};
    return awp_draft_replace(site->draft, 0, prolog(site->draft),
                             AWP_PICK(site->dice, declarations));
}

static bool add_doctype(struct awp_site *site) {
    static const struct awp_bytes doctypes[] = {
        AWP_BYTES_INIT("<!DOCTYPE a>"),
        AWP_BYTES_INIT("<!DOCTYPE Error [<!ENTITY b \"c\">]>"),
        AWP_BYTES_INIT("<!DOCTYPE Error [<!ENTITY b SYSTEM \"file:///etc/hostname\">]>"),
        AWP_BYTES_INIT("<!DOCTYPE Error PUBLIC 'p' 's'>"),
        AWP_BYTES_INIT("<!DOCTYPE a [<!ENTITY b 'bb'><!ENTITY c '&b;&b;'>]>"),
        AWP_BYTES_INIT("<!doctype html>")};
    return awp_draft_insert(site->draft, prolog(site->draft), AWP_PICK(site->dice, doctypes));
}

/* Around the root: comments, PIs and white space are allowed there, and nothing else is. */
static bool add_around(struct awp_site *site) {
    static const struct awp_bytes texts[] = {AWP_BYTES_INIT("<!-- c -->"), AWP_BYTES_INIT("<?p?>"),
                                             AWP_BYTES_INIT("\n \t"),
                                             AWP_BYTES_INIT("<!--<Error>--><?p x?>")};
    const size_t place = awp_dice_once_in(site->dice, 2) ? prolog(site->draft) : site->draft->len;
    return awp_draft_insert(site->draft, place, AWP_PICK(site->dice, texts));
}

static const struct awp_mutator mutators[] = {
    {"xml-prefix", 5, false, add_prefix},
    {"xml-namespace", 4, true, add_declaration_of_namespace},
    {"xml-attribute", 4, true, add_attribute},
    {"xml-bad-attribute", 2, true, add_bad_attribute},
    {"xml-attributes", 2, true, add_many_attributes},
    {"xml-declaration", 3, false, set_declaration},
    {"xml-bad-declaration", 2, true, set_bad_declaration},
    {"xml-doctype", 1, true, add_doctype},
    {"xml-around", 3, false, add_around},
};

const struct awp_mutator_list awp_xml_markup_mutators = {mutators, AWP_COUNT(mutators)};
