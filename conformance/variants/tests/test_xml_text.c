/* SPDX-License-Identifier: Apache-2.0 */
/* Text is written in other ways, and means the same. */
#include <criterion/criterion.h>

#include "support.h"

/* Line ends of all sorts, what must be a reference, `]]>` in each way in which it may stand. */
#define EVERY                                                                                      \
    "<a>\r\n <b>x\r\ny\rz\n&#13;&lt;&amp;\xC3\xA9&#x1F600; ]]&gt; ]] ></b> "                       \
    "<c><![CDATA[<&\r\n]]]]>></c><d>]]<![CDATA[>]]></d><e><![CDATA[]]]]><![CDATA[>]]></e></a>"

Test(xml_text, references_mean_the_same) {
    cr_expect_eq(awp_test_keeps("xml-references", AWP_BYTES(EVERY), NULL), AWP_TEST_SEEDS);
    (void)awp_test_keeps("xml-references", AWP_BYTES("<a>x</a>"), "<a>&#x78;</a>");
    (void)awp_test_keeps("xml-references", AWP_BYTES("<a>x</a>"), "<a>&#0120;</a>");
    (void)awp_test_keeps("xml-references", AWP_BYTES("<a>\"</a>"), "<a>&quot;</a>");
}

Test(xml_text, cdata_and_text_mean_the_same) {
    cr_expect_eq(awp_test_keeps("xml-cdata", AWP_BYTES(EVERY), NULL), AWP_TEST_SEEDS);
    (void)awp_test_keeps("xml-cdata", AWP_BYTES("<a>x&lt;</a>"), "<a><![CDATA[x<]]></a>");
    (void)awp_test_keeps("xml-cdata", AWP_BYTES("<a>]]&gt;</a>"),
                         "<a><![CDATA[]]]]><![CDATA[>]]></a>");
    (void)awp_test_keeps("xml-cdata", AWP_BYTES("<a>x&#13;y</a>"), "]]>&#");
    (void)awp_test_keeps("xml-cdata", AWP_BYTES("<a><![CDATA[<b>]]></a>"), "<a>&lt;b&gt;</a>");
}

Test(xml_text, many_pieces_mean_the_same) {
    cr_expect_eq(awp_test_keeps("xml-chunks", AWP_BYTES(EVERY), NULL), AWP_TEST_SEEDS);
    (void)awp_test_keeps("xml-chunks", AWP_BYTES("<a>xyz</a>"), "<a>x<![CDATA[y]]>z</a>");
}

Test(xml_text, blanks_between_elements_are_no_text) {
    static const char *const names[] = {"xml-references", "xml-cdata", "xml-chunks"};
    for (size_t i = 0; i < 3; i++) {
        awp_test_makes_none(names[i], AWP_BYTES("<a> <b> </b> </a>"), AWP_VARIANT_NOTHING_THERE);
        awp_test_makes_none(names[i], AWP_BYTES("<a>x<b/></a>"), AWP_VARIANT_NOTHING_THERE);
    }
}
