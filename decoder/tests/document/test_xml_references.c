/* SPDX-License-Identifier: Apache-2.0 */
/* References respelled for libxml2: which, how, and that the text stays as long as it was. */
#include "document/xml_references.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "awsproof/document.h"
#include "support/heap.h"
#include "support/values.h"

Test(xml_references, are_respelled_in_their_place_and_nothing_else_is) {
    static const struct {
        const char *text;
        const char *respelled;
    } rows[] = {
        {"x", "x"},
        {"&amp;&#x0;&", "&amp;&#x0;&"},
        {"&&#x00000A;&", "&&#0000010;&"},
        {"&#x0000000000A;", "&#000000000010;"},
        {"&#x0000000000a;&#x00000041;", "&#000000000010;&#000000065;"},
        {"&#x0000010FFFF;", "&#000001114111;"},
        {"&#x00000A;", "&#0000010;"},
        {"&#x00000;", "&#000000;"},
        {"&#x0000A;", "&#x0000A;"},
        {"&#x00000110000;", "&#000001114112;"},
        {"&#x00000FFFFFFFFFFFFFFFF;", "&#000016777215FFFFFFFFFF;"},
        {"&#x00000A", "&#0000010"},
        {"&#x00000G;", "&#000000G;"},
        {"&#x00000 A;", "&#000000 A;"},
        {"&#x00000", "&#000000"},
        {"&#X00000A;", "&#X00000A;"},
        {"&#00000000010;", "&#00000000010;"},
        {"<a b='&#x00000A;'>&#x00000A;</a>", "<a b='&#0000010;'>&#0000010;</a>"},
        {"<![CDATA[&#x00000A;]]>&#x00000A;", "<![CDATA[&#x00000A;]]>&#0000010;"},
        {"<![CDATA[&#x00000A;]]&#x00000A;", "<![CDATA[&#x00000A;]]&#x00000A;"},
        {"<!--<![CDATA[-->&#x00000A;", "<!--<![CDATA[-->&#0000010;"},
        {"<?p <![CDATA[?>&#x00000A;", "<?p <![CDATA[?>&#0000010;"},
        {"<![CDATA[<!--]]>&#x00000A;-->", "<![CDATA[<!--]]>&#0000010;-->"},
        {"<!--&#x00000A;--><?&#x00000A;?>", "<!--&#x00000A;--><?&#x00000A;?>"},
        {"<![CDATA]&#x00000A;", "<![CDATA]&#0000010;"},
    };
    for (size_t i = 0; i < AWP_TEST_COUNT(rows); i++) {
        struct awp_test_heap heap = {0};
        const struct awp_bytes wanted = awp_bytes_of_string(rows[i].respelled);
        const struct awp_bytes copy = awp_test_copy(&heap, awp_bytes_of_string(rows[i].text));
        awp_xml_respell_references((uint8_t *)copy.ptr, copy.len);
        cr_expect(awp_bytes_equal(copy, wanted), "%s: %.*s", rows[i].text, AWP_TEST_SHOW(copy));
        awp_test_release(&heap, copy);
    }
}

/* Each letter, small and capital, behind a 4 and 1 to 41 zeros; in CDATA nothing changes. */
Test(xml_references, of_any_number_of_zeros_are_characters) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (int zeros = 0; zeros <= 40; zeros++) {
        for (int digit = 0; digit < 12; digit++) {
            static const char digits[] = "abcdefABCDEF";
            char text[256];
            snprintf(text, sizeof text, "<a b='&#x%0*d4%c;'>&#x%0*d4%c;<![CDATA[&#x%0*d;]]></a>",
                     zeros + 1, 0, digits[digit], zeros + 1, 0, digits[digit], zeros + 1, 0);
            char wanted[128];
            snprintf(wanted, sizeof wanted, "%c&#x%0*d;", 0x4A + digit % 6, zeros + 1, 0);
            const struct awp_xml_node *root = NULL;
            struct awp_fault fault = {0};
            cr_assert_eq(awp_xml_parse(awp_bytes_of_string(text), room.arena, &root, &fault),
                         AWP_OK);
            cr_assert_not_null(root, "%s: %s", text, fault.reason);
            cr_expect(awp_bytes_equal(awp_xml_text(root), awp_bytes_of_string(wanted)), "%s: %.*s",
                      text, AWP_TEST_SHOW(awp_xml_text(root)));
        }
    }
    awp_test_room_close(&room);
}
