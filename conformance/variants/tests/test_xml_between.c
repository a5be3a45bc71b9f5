/* SPDX-License-Identifier: Apache-2.0 */
/* Remarks, white space and a prolog come where they may stand. */
#include <criterion/criterion.h>

#include "support.h"

#define EVERY "<?xml version='1.0'?>\n<a>\r<b>x\r\ny&lt;</b><c/><d></d><e>m<f/></e></a>\n"

Test(xml_between, remarks_are_no_content) {
    cr_expect_eq(awp_test_keeps("xml-remarks", AWP_BYTES(EVERY), "<!--</Error></Response>-->"),
                 AWP_TEST_SEEDS);
    (void)awp_test_keeps("xml-remarks", AWP_BYTES("<a>xy</a>"), "x<");
    (void)awp_test_keeps("xml-remarks", AWP_BYTES("<a></a>"), "<a><?awsproof?></a>");
    (void)awp_test_keeps("xml-remarks", AWP_BYTES("<a/>"), "<!----><a/>");
    (void)awp_test_keeps("xml-remarks", AWP_BYTES("<a/>"), "<a/><!---->");
}

Test(xml_between, white_space_comes_between_elements_alone) {
    cr_expect_eq(awp_test_keeps("xml-indent", AWP_BYTES(EVERY), "m<f/></e>"), AWP_TEST_SEEDS);
    (void)awp_test_keeps("xml-indent", AWP_BYTES("<a><b>x</b></a>"), "<a>\t<b>x</b>");
    (void)awp_test_keeps("xml-indent", AWP_BYTES("<a></a>"), "<a></a>\n");
}

Test(xml_between, the_prolog_comes_first) {
    cr_expect_eq(awp_test_keeps("xml-prolog", AWP_BYTES("<a/>"),
                                "\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?>\n<a/>"),
                 AWP_TEST_SEEDS);
    cr_expect_eq(
        awp_test_keeps("xml-prolog", AWP_BYTES(EVERY), "\xEF\xBB\xBF<?xml version='1.0'?>"),
        AWP_TEST_SEEDS);
    cr_expect_eq(awp_test_keeps("xml-prolog", AWP_BYTES("\xEF\xBB\xBF <a/>"),
                                "\xEF\xBB\xBF<?xml version=\"1.0\"?> <a/>"),
                 AWP_TEST_SEEDS);
    awp_test_makes_none("xml-prolog", AWP_BYTES("\xEF\xBB\xBF<?xml version='1.0'?><a/>"),
                        AWP_VARIANT_NOTHING_THERE);
}
