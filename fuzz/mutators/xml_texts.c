/* SPDX-License-Identifier: Apache-2.0 */
/* Mutations of the character data of XML: CDATA, references, comments within, odd characters. */
#include <stdio.h>
#include <string.h>

#include "site.h"

/* A place in the text that is inside of no reference and of no character. */
static size_t place_inside(const struct awp_site *site, uint32_t node) {
    const struct awp_bytes text = awp_site_text(site, node);
    const size_t wanted = awp_dice_below(site->dice, text.len + 1);
    size_t at = 0;
    while (at < wanted) {
        const uint8_t *end = text.ptr[at] == '&' ? memchr(text.ptr + at, ';', text.len - at) : NULL;
        at = end != NULL ? (size_t)(end - text.ptr) + 1 : at + 1;
        while (at < text.len && (text.ptr[at] & 0xC0) == 0x80) {
            at++;
        }
    }
    return awp_site_node(site, node)->begin + at;
}

static bool insert_inside(struct awp_site *site, struct awp_bytes bytes) {
    const uint32_t node = awp_site_pick(site, awp_node_is_text);
    return node != AWP_NO_NODE && awp_draft_insert(site->draft, place_inside(site, node), bytes);
}

/* A part of the text goes into a CDATA section; what it holds stays. */
static bool split_by_cdata(struct awp_site *site) {
    const uint32_t node = awp_site_pick(site, awp_node_is_text);
    if (node == AWP_NO_NODE || site->draft->max - site->draft->len < 12) {
        return false;
    }
    const size_t a = place_inside(site, node);
    const size_t b = place_inside(site, node);
    const size_t begin = a < b ? a : b;
    const size_t end = a < b ? b : a;
    const uint8_t *inside = site->draft->ptr + begin;
    if (memchr(inside, '&', end - begin) != NULL || memchr(inside, '>', end - begin) != NULL) {
        return false; /* would be another text, or end the section */
    }
    return awp_draft_insert(site->draft, end, AWP_BYTES("]]>")) &&
           awp_draft_insert(site->draft, begin, AWP_BYTES("<![CDATA["));
}

static bool add_section(struct awp_site *site) {
    static const struct awp_bytes sections[] = {
        AWP_BYTES_INIT("<![CDATA[]]>"),         AWP_BYTES_INIT("<![CDATA[<&>]]>"),
        AWP_BYTES_INIT("<![CDATA[ x ]]>"),      AWP_BYTES_INIT("<!---->"),
        AWP_BYTES_INIT("<!-- <Code>x -->"),     AWP_BYTES_INIT("<?p?>"),
        AWP_BYTES_INIT("<?p <Code>x</Code>?>"), AWP_BYTES_INIT("<![CDATA[]]]]><![CDATA[>]]>")};
    return insert_inside(site, AWP_PICK(site->dice, sections));
}

static bool add_bad_section(struct awp_site *site) {
    static const struct awp_bytes sections[] = {AWP_BYTES_INIT("<![CDATA["),
                                                AWP_BYTES_INIT("]]>"),
                                                AWP_BYTES_INIT("<!-- -- -->"),
                                                AWP_BYTES_INIT("<!--"),
                                                AWP_BYTES_INIT("<!--->"),
                                                AWP_BYTES_INIT("<?"),
                                                AWP_BYTES_INIT("<?xml version='1.0'?>"),
                                                AWP_BYTES_INIT("<![cdata[x]]>"),
                                                AWP_BYTES_INIT("<?p"),
                                                AWP_BYTES_INIT("<!x>")};
    return insert_inside(site, AWP_PICK(site->dice, sections));
}

/* A character by its number. */
static bool refer(struct awp_site *site) {
    const uint32_t node = awp_site_pick(site, awp_node_is_text);
    if (node == AWP_NO_NODE) {
        return false;
    }
    const size_t at = place_inside(site, node);
    const uint8_t byte = at < awp_site_node(site, node)->end ? site->draft->ptr[at] : 0;
    if (byte < ' ' || byte >= 0x7F || byte == '&') {
        return false;
    }
    char reference[12];
    const int len = snprintf(reference, sizeof reference,
                             awp_dice_once_in(site->dice, 2) ? "&#x%x;" : "&#%d;", byte);
    return awp_draft_replace(site->draft, at, at + 1,
                             (struct awp_bytes){(const uint8_t *)reference, (size_t)len});
}

static bool add_reference(struct awp_site *site) {
    static const struct awp_bytes references[] = {
        AWP_BYTES_INIT("&amp;"),    AWP_BYTES_INIT("&lt;"),          AWP_BYTES_INIT("&gt;"),
        AWP_BYTES_INIT("&quot;"),   AWP_BYTES_INIT("&apos;"),        AWP_BYTES_INIT("&#13;"),
        AWP_BYTES_INIT("&#x9;"),    AWP_BYTES_INIT("&#x10FFFF;"),    AWP_BYTES_INIT("&#xD7FF;"),
        AWP_BYTES_INIT("&#xE000;"), AWP_BYTES_INIT("&#0000000065;"), AWP_BYTES_INIT("&#xFFFD;")};
    return insert_inside(site, AWP_PICK(site->dice, references));
}

static bool add_bad_reference(struct awp_site *site) {
    static const struct awp_bytes references[] = {
        AWP_BYTES_INIT("&#0;"),     AWP_BYTES_INIT("&#xD800;"), AWP_BYTES_INIT("&#x110000;"),
        AWP_BYTES_INIT("&#xFFFE;"), AWP_BYTES_INIT("&#8;"),     AWP_BYTES_INIT("&b;"),
        AWP_BYTES_INIT("&"),        AWP_BYTES_INIT("&#;"),      AWP_BYTES_INIT("&#x;"),
        AWP_BYTES_INIT("&amp"),     AWP_BYTES_INIT("&#-1;"),    AWP_BYTES_INIT("&#X41;"),
        AWP_BYTES_INIT("&AMP;"),    AWP_BYTES_INIT("&nbsp;"),   AWP_BYTES_INIT("&#4294967361;")};
    return insert_inside(site, AWP_PICK(site->dice, references));
}

static bool add_characters(struct awp_site *site) {
    static const struct awp_bytes characters[] = {AWP_BYTES_INIT(" "),
                                                  AWP_BYTES_INIT("\t"),
                                                  AWP_BYTES_INIT("\n"),
                                                  AWP_BYTES_INIT("\r\n"),
                                                  AWP_BYTES_INIT("\r"),
                                                  AWP_BYTES_INIT("\x7F"),
                                                  AWP_BYTES_INIT("\xC2\x85"),
                                                  AWP_BYTES_INIT("\xC3\xA9"),
                                                  AWP_BYTES_INIT("\xE2\x80\xA8"),
                                                  AWP_BYTES_INIT(">"),
                                                  AWP_BYTES_INIT("\xF0\x9F\x98\x80"),
                                                  AWP_BYTES_INIT("\""),
                                                  AWP_BYTES_INIT("\xEF\xBB\xBF"),
                                                  AWP_BYTES_INIT("]]"),
                                                  AWP_BYTES_INIT("#:")};
    return insert_inside(site, AWP_PICK(site->dice, characters));
}

static bool add_bad_characters(struct awp_site *site) {
    static const struct awp_bytes characters[] = {
        AWP_BYTES_INIT("\0"),           AWP_BYTES_INIT("\x01"),
        AWP_BYTES_INIT("\x1F"),         AWP_BYTES_INIT("\x80"),
        AWP_BYTES_INIT("\xC0\x80"),     AWP_BYTES_INIT("\xC1\xBF"),
        AWP_BYTES_INIT("\xE2\x82"),     AWP_BYTES_INIT("\xED\xA0\x80"),
        AWP_BYTES_INIT("\xEF\xBF\xBE"), AWP_BYTES_INIT("\xF4\x90\x80\x80"),
        AWP_BYTES_INIT("\xFF\xFE"),     AWP_BYTES_INIT("<"),
        AWP_BYTES_INIT("\xE9")};
    return insert_inside(site, AWP_PICK(site->dice, characters));
}

static bool lengthen(struct awp_site *site) {
    static const size_t counts[] = {15, 16, 63, 64, 127, 128, 255, 256, 299, 300, 301, 1023, 4096};
    const uint32_t node = awp_site_pick(site, awp_node_is_text);
    return node != AWP_NO_NODE && awp_draft_repeat(site->draft, place_inside(site, node),
                                                   AWP_BYTES("a"), AWP_PICK(site->dice, counts));
}

static const struct awp_mutator mutators[] = {
    {"xml-cdata", 8, false, split_by_cdata},
    {"xml-section", 6, false, add_section},
    {"xml-bad-section", 2, true, add_bad_section},
    {"xml-refer", 5, false, refer},
    {"xml-reference", 5, false, add_reference},
    {"xml-bad-reference", 2, true, add_bad_reference},
    {"xml-text", 6, false, add_characters},
    {"xml-bad-text", 2, true, add_bad_characters},
    {"xml-lengthen", 3, false, lengthen},
};

const struct awp_mutator_list awp_xml_text_mutators = {mutators, AWP_COUNT(mutators)};
