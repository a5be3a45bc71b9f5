/* SPDX-License-Identifier: Apache-2.0 */
/* The XML scan: what is refused before libxml2 sees it, and what must not be. */
#include "document/xml_scan.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "support/heap.h"

#define TEXT(literal) AWP_BYTES_INIT(literal)

static struct awp_fault scan_exact(struct awp_bytes text) {
    struct awp_test_heap heap = {0};
    const struct awp_bytes copy = awp_test_copy(&heap, text);
    const struct awp_fault fault = awp_xml_scan(copy);
    awp_test_release(&heap, copy);
    awp_test_heap_expect_empty(&heap, "a scan");
    return fault;
}

static void expect_refused(struct awp_bytes text, const char *reason, size_t offset) {
    const struct awp_fault fault = scan_exact(text);
    cr_assert_not_null(fault.reason, "%.*s is taken", AWP_TEST_SHOW(text));
    cr_expect_str_eq(fault.reason, reason, "%.*s: %s", AWP_TEST_SHOW(text), fault.reason);
    cr_expect_eq(fault.offset, offset, "%.*s: at %zu, not %zu", AWP_TEST_SHOW(text), fault.offset,
                 offset);
}

static void expect_taken(struct awp_bytes text) {
    const struct awp_fault fault = scan_exact(text);
    cr_expect_null(fault.reason, "%.*s: %s at %zu", AWP_TEST_SHOW(text), fault.reason,
                   fault.offset);
}

Test(xml_scan, lets_markup_pass_that_is_in_bounds) {
    static const struct awp_bytes rows[] = {
        TEXT("<a/>"),
        TEXT("<a></a>"),
        TEXT("\xEF\xBB\xBF<a/>"),
        TEXT("<?xml version=\"1.0\"?><a/>"),
        TEXT("<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<a/>\n"),
        TEXT("\xEF\xBB\xBF<?xml version = \"1.0\" encoding = \"utf-8\"?><a/>"),
        TEXT("<?xml version=\"1.0\" encoding=\"Utf-8\" ?><a/>"),
        TEXT("<?xml-stylesheet encoding=\"latin1\"?><a/>"),
        TEXT("<!-- <!DOCTYPE a> --><a><![CDATA[<!DOCTYPE a><b>]]><?p <!DOCTYPE?></a>"),
        TEXT("<!-->--><a/>"),
        TEXT("<!-- a-b <c> --><a><![CDATA[a]b <c>]]><?p a?b <c>?></a>"),
        TEXT("<a b='>' c=\"/>\" d = '\"' e='<!DOCTYPE'/>"),
        TEXT("<a>\xC3\xA9\xF4\x8F\xBF\xBF</a >"),
        TEXT("no markup at all"),
    };
    for (size_t i = 0; i < AWP_TEST_COUNT(rows); i++) {
        expect_taken(rows[i]);
    }
}

static const char unended[] = "the text ends in an element";
static const char no_utf8[] = "bytes that are no UTF-8";
static const char nul[] = "U+0000, which XML cannot hold";
static const char declaration[] = "a DOCTYPE or another declaration";
static const char encoding[] = "a declared encoding other than UTF-8";
static const char version[] = "a declared version other than 1.x";
static const char in_declaration[] = "white space is missing in the XML declaration";
static const char in_tag[] = "the text ends in a tag";
static const char no_attribute[] = "not an attribute";
static const char tag_unended[] = "a tag does not end";

struct refused {
    struct awp_bytes text;
    const char *reason;
    size_t offset;
};

static void expect_all_refused(const struct refused *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        expect_refused(rows[i].text, rows[i].reason, rows[i].offset);
    }
}

Test(xml_scan, refuses_bytes_that_are_no_utf8_and_u_0000) {
    static const struct refused rows[] = {
        {TEXT("\xFF"), no_utf8, 0},
        {TEXT("<a>\xC3(</a>"), no_utf8, 3},
        {TEXT("<a b='\xED\xA0\x80'/>"), no_utf8, 6},
        {TEXT("<a/>\xF4\x90\x80\x80"), no_utf8, 4},
        {TEXT("<a>\xC0\x80</a>"), no_utf8, 3},
        {TEXT("<!--\xE2\x82--><a/>"), no_utf8, 4},
        {TEXT("\xFF\xFE<\0a\0/\0>\0"), no_utf8, 0},
        {TEXT("<\0a\0/\0>\0"), nul, 1},
        {TEXT("\0<a/>"), nul, 0},
        {TEXT("<a>x\0y</a>"), nul, 4},
        {TEXT("<a/>\0"), nul, 4},
        {TEXT("<!--\0--><a/>"), nul, 4},
    };
    expect_all_refused(rows, AWP_TEST_COUNT(rows));
}

Test(xml_scan, refuses_a_doctype_and_every_other_declaration_where_it_stands) {
    static const struct refused rows[] = {
        {TEXT("<!DOCTYPE a><a/>"), declaration, 0},
        {TEXT("<!doctype html><html></html>"), declaration, 0},
        {TEXT("\xEF\xBB\xBF<!DOCTYPE a><a/>"), declaration, 3},
        {TEXT("<?xml version=\"1.0\"?><!DOCTYPE a SYSTEM \"http://127.0.0.1/x\"><a/>"), declaration,
         21},
        {TEXT("<!-- x --><!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a/>"),
         declaration, 10},
        {TEXT("<a/><!DOCTYPE a>"), declaration, 4},
        {TEXT("<a><!ENTITY e \"x\"></a>"), declaration, 3},
        {TEXT("<a><!ATTLIST a b CDATA 'c'></a>"), declaration, 3},
        {TEXT("<a><![cdata[x]]></a>"), declaration, 3},
        {TEXT("<a><![INCLUDE[x]]></a>"), declaration, 3},
        {TEXT("<!"), declaration, 0},
        {TEXT("<!-x-->"), declaration, 0},
    };
    expect_all_refused(rows, AWP_TEST_COUNT(rows));
}

Test(xml_scan, refuses_every_declared_encoding_but_utf8) {
    static const char *const names[] = {"ISO-8859-1", "UTF-16", "utf8",  "US-ASCII",
                                        "UTF-8 ",     "",       "UTF-7", "EBCDIC-CP-US"};
    for (size_t i = 0; i < AWP_TEST_COUNT(names); i++) {
        char text[80];
        const int behind =
            snprintf(text, sizeof text, "<?xml version='1.0' encoding='%s'", names[i]);
        strcat(text, "?><a/>");
        expect_refused(awp_bytes_of_string(text), encoding, (size_t)behind);
    }
}

Test(xml_scan, refuses_every_declared_version_but_1_x) {
    static const char *const versions[] = {"1.",   "1",   "",    "2.0", "1.0 ",
                                           " 1.0", "1.x", "1,0", "1.-1"};
    for (size_t i = 0; i < AWP_TEST_COUNT(versions); i++) {
        char text[80];
        const int behind = snprintf(text, sizeof text, "<?xml version='%s'", versions[i]);
        strcat(text, "?><a/>");
        expect_refused(awp_bytes_of_string(text), version, (size_t)behind);
    }
    expect_taken(AWP_BYTES("<?xml version='1.1'?><a/>"));
    expect_taken(AWP_BYTES("<?xml version='1.0123456789'?><a/>"));
}

Test(xml_scan, refuses_a_declaration_whose_parts_do_not_stand_apart) {
    static const struct refused rows[] = {
        {TEXT("<?xml version='1.0' encoding='UTF-8'standalone='yes'?><a/>"), in_declaration, 36},
        {TEXT("<?xml version='1.0'encoding='UTF-8'?><a/>"), in_declaration, 19},
        {TEXT("<?xml version='1.0'standalone='yes'?><a/>"), in_declaration, 19},
    };
    expect_all_refused(rows, AWP_TEST_COUNT(rows));
}

Test(xml_scan, refuses_markup_that_does_not_end) {
    static const struct refused rows[] = {
        {TEXT("<a"), in_tag, 2},
        {TEXT("<"), in_tag, 1},
        {TEXT("<a b=\"c\""), in_tag, 8},
        {TEXT("< a/>"), no_attribute, 3},
        {TEXT("<a b"), no_attribute, 4},
        {TEXT("<a b>"), no_attribute, 4},
        {TEXT("<a =\"c\">"), no_attribute, 3},
        {TEXT("<a <b/>"), no_attribute, 3},
        {TEXT("<a b="), "an attribute's value is not quoted", 5},
        {TEXT("<a b=c>"), "an attribute's value is not quoted", 5},
        {TEXT("<a b=\"c>"), "an attribute's value does not end", 6},
        {TEXT("<a b='c\">"), "an attribute's value does not end", 6},
        {TEXT("<a /"), tag_unended, 4},
        {TEXT("<a/b>"), tag_unended, 3},
        {TEXT("<!-- x --"), "a comment does not end", 4},
        {TEXT("<a><![CDATA[x]]"), "a CDATA section does not end", 12},
        {TEXT("<?p x"), "a processing instruction does not end", 2},
        {TEXT("<?xml version='1.0'"), in_declaration, 19},
        {TEXT("<?xml version='1.0' "), no_attribute, 20},
        {TEXT("</a>"), "an end tag without a start tag", 0},
        {TEXT("<a></a></a>"), "an end tag without a start tag", 7},
        {TEXT("<a/></a>"), "an end tag without a start tag", 4},
        {TEXT("<a></a"), in_tag, 3},
        {TEXT("<a>"), unended, 3},
        {TEXT("<a><b></b>\n"), unended, 11},
    };
    expect_all_refused(rows, AWP_TEST_COUNT(rows));
}

/* That elements do not end is seen behind all that is in them. */
static void expect_passed(struct awp_bytes text) {
    const struct awp_fault fault = scan_exact(text);
    const bool is_unended = fault.reason != NULL && strcmp(fault.reason, unended) == 0;
    cr_expect(fault.reason == NULL || (is_unended && fault.offset == text.len), "%.*s: %s at %zu",
              AWP_TEST_SHOW(text), fault.reason, fault.offset);
}

static void expect_bound(const char *before, const char *unit, size_t most, const char *after,
                         const char *reason) {
    struct awp_test_heap heap = {0};
    for (size_t times = most; times <= most + 1; times++) {
        const struct awp_bytes text = awp_test_numbered(&heap, before, unit, times, after);
        const struct awp_fault fault = scan_exact(text);
        if (times == most) {
            expect_passed(text);
        } else {
            cr_assert_not_null(fault.reason, "%s %zu times is taken", unit, times);
            cr_expect_str_eq(fault.reason, reason, "%s", fault.reason);
        }
        awp_test_release(&heap, text);
    }
    awp_test_heap_expect_empty(&heap, "the inputs");
}

static const char attributes[] = "more than 256 attributes on an element";
static const char namespaces[] = "more than 512 namespace declarations in scope";
static const char depth[] = "elements nest more than 512 deep";

Test(xml_scan, takes_256_attributes_and_refuses_the_257th) {
    expect_bound("<a", " b#='x'", 256, "/>", attributes);
    expect_bound("<a", " xmlns:b#='x'", 256, "/>", attributes);
    expect_bound("<r><a", "\nb# = \"x\"", 256, "></a></r>", attributes);
}

Test(xml_scan, counts_the_attributes_of_each_element_anew) {
    struct awp_test_heap heap = {0};
    const struct awp_bytes tag = awp_test_numbered(&heap, "<a", " b#='x'", 256, "/>");
    const struct awp_bytes tags = awp_test_repeat(&heap, tag, 3);
    expect_taken(tags);
    awp_test_release(&heap, tags);
    awp_test_release(&heap, tag);
    awp_test_heap_expect_empty(&heap, "the inputs");
}

Test(xml_scan, takes_512_namespaces_in_scope_and_refuses_the_513th) {
    expect_bound("", "<a xmlns:b#='x' xmlns='y'>", 256, "", namespaces);
    expect_bound("", "<a xmlns:b#='x' xmlns='y' c='z'>", 256, "", namespaces);
    expect_bound("<a xmlns='y'>", "<a xmlns:b#='x' xmlns='y'>", 255, "<a xmlns:c='y'/>",
                 namespaces);
}

Test(xml_scan, releases_an_elements_namespaces_when_it_ends) {
    struct awp_test_heap heap = {0};
    const char *const units[] = {"<a xmlns:b#='x' xmlns='y'/>", "<a xmlns:b#='x' xmlns='y'></a>"};
    for (size_t i = 0; i < AWP_TEST_COUNT(units); i++) {
        const struct awp_bytes text = awp_test_numbered(&heap, "<r>", units[i], 2000, "</r>");
        expect_taken(text);
        awp_test_release(&heap, text);
    }
    awp_test_heap_expect_empty(&heap, "the inputs");
}

Test(xml_scan, counts_namespace_declarations_alone) {
    struct awp_test_heap heap = {0};
    const struct awp_bytes text =
        awp_test_numbered(&heap, "", "<a xmlnsb#='x' xmln='y' b:xmlns='z'>", 400, "");
    expect_passed(text);
    awp_test_release(&heap, text);
    awp_test_heap_expect_empty(&heap, "the inputs");
}

Test(xml_scan, takes_512_levels_and_refuses_the_513th) {
    expect_bound("", "<a#>", AWP_MAX_DEPTH, "", depth);
    expect_bound("", "<a#>", AWP_MAX_DEPTH - 1, "<b/>", depth);
    struct awp_test_heap heap = {0};
    const struct awp_bytes beside = awp_test_repeat(&heap, AWP_BYTES("<a><b/></a>"), 1000);
    expect_taken(beside);
    awp_test_release(&heap, beside);
    awp_test_heap_expect_empty(&heap, "the input");
}
