/* SPDX-License-Identifier: Apache-2.0 */
/* XML documents: the parse on every prefix of a text, with every allocation failing, under any
 * ceiling. */
#include <criterion/criterion.h>

#include "support/heap.h"
#include "support/sweep.h"

#define TEXT(literal) AWP_BYTES_INIT(literal)

#define NOTHING "no document: no bytes at all"

static const struct awp_test_sweep sweeps[] = {
    {.name = "a rich document",
     .run = awp_test_run_xml_parse,
     .input = TEXT("\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?>\n<!-- c --><?p i?>"
                   "<e:ErrorResponse xmlns:e='urn:x' xmlns='urn:y' a='1' e:a='2'><e:Error>"
                   "<Code> Invalid\n</Code><Message>a&amp;b<![CDATA[<c>]]>&#x1F600;&#13;"
                   "<!-- d -->\xC3\xA9</Message><F/></e:Error></e:ErrorResponse>"),
     .uses_libxml2 = true,
     .whole = "document <ErrorResponse><Error><Code> Invalid\n</Code><Message>a&amp;b&lt;c&gt;"
              "\xF0\x9F\x98\x80&#13;\xC3\xA9</Message><F></F></Error></ErrorResponse>",
     .empty = NOTHING,
     .broken = "no document: "},
    {.name = "a plain document",
     .run = awp_test_run_xml_parse,
     .input = TEXT("<a><b>1</b><b>2</b></a>"),
     .uses_libxml2 = true,
     .whole = "document <a><b>1</b><b>2</b></a>",
     .empty = NOTHING,
     .broken = "no document: "},
    {.name = "an unbound prefix",
     .run = awp_test_run_xml_parse,
     .input = TEXT("<a><x:b>text</x:b></a>"),
     .uses_libxml2 = true,
     .whole = "no document: libxml2: Namespace prefix x on b is not defined",
     .empty = NOTHING,
     .broken = "no document: "},
    {.name = "an undeclared entity in a text",
     .run = awp_test_run_xml_parse,
     .input = TEXT("<a b='c'>text &e; <d/></a>"),
     .uses_libxml2 = true,
     .whole = "no document: libxml2: Entity 'e' not defined",
     .empty = NOTHING,
     .broken = "no document: "},
    {.name = "one error after another",
     .run = awp_test_run_xml_parse,
     .input = TEXT("<a>&e;&f;<x:b/>&g;</a>"),
     .uses_libxml2 = true,
     .whole = "no document: libxml2: Entity 'e' not defined",
     .empty = NOTHING,
     .broken = "no document: "},
};

Test(xml_document, has_one_answer_for_every_prefix) {
    for (size_t i = 0; i < AWP_TEST_COUNT(sweeps); i++) {
        awp_test_sweep_prefixes(&sweeps[i]);
    }
}

Test(xml_document, says_so_when_any_allocation_fails) {
    for (size_t i = 0; i < AWP_TEST_COUNT(sweeps); i++) {
        awp_test_sweep_memory(&sweeps[i]);
    }
}

Test(xml_document, says_so_under_any_ceiling) {
    for (size_t i = 0; i < AWP_TEST_COUNT(sweeps); i++) {
        awp_test_sweep_ceilings(&sweeps[i]);
    }
}
