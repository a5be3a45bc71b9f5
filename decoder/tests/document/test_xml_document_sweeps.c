/* SPDX-License-Identifier: Apache-2.0 */
/* XML documents: the parse on every prefix of a text, with every allocation failing, under any
 * ceiling. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/heap.h"
#include "support/sweep.h"
#include "support/xml_heap.h"

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
    {.name = "an element of many attributes",
     .run = awp_test_run_xml_parse,
     .input = TEXT("<a a='' b='' c='' d='' e='' f='' g='' h='' i='' j='' k='' l='' m='' n='' o=''"
                   " p='' q='&lt;' r='' s='' t='' u='' v='' w='' x='' y='' z='' xmlns:a='u'>"
                   "<b/><b/><b/><b/></a>"),
     .uses_libxml2 = true,
     .whole = "document <a><b></b><b></b><b></b><b></b></a>",
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

/* libxml2's copy of the text begins with 8 KiB, and has to grow here. */
Test(xml_document, says_so_when_any_allocation_for_a_long_text_fails) {
    enum { CONTENT_BYTES = 9000 };
    char content[CONTENT_BYTES + 1] = {0};
    char text[CONTENT_BYTES + 8];
    char whole[CONTENT_BYTES + 20];
    memset(content, 'x', CONTENT_BYTES);
    const int len = snprintf(text, sizeof text, "<a>%s</a>", content);
    snprintf(whole, sizeof whole, "document %s", text);
    const struct awp_test_sweep sweep = {.name = "a long text",
                                         .run = awp_test_run_xml_parse,
                                         .input = {(const uint8_t *)text, (size_t)len},
                                         .uses_libxml2 = true,
                                         .whole = whole,
                                         .empty = NOTHING,
                                         .broken = "no document: "};
    awp_test_sweep_memory(&sweep);
}

Test(xml_document, says_so_under_any_ceiling) {
    for (size_t i = 0; i < AWP_TEST_COUNT(sweeps); i++) {
        awp_test_sweep_ceilings(&sweeps[i]);
    }
}

/* libxml2 reports a failed allocation on standard error where no handler of its own is told. */
Test(xml_document, prints_nothing_when_an_allocation_fails) {
    char *printed = NULL;
    size_t len = 0;
    FILE *stream = open_memstream(&printed, &len);
    FILE *before = stderr;
    size_t failures = 0;
    size_t allocations = SIZE_MAX;
    for (size_t at = 0; at <= allocations; at++) { /* 0: none fails, and libxml2 sets itself up */
        struct awp_arena *arena = awp_arena_create(NULL, 0);
        const struct awp_xml_node *root = NULL;
        stderr = stream;
        awp_test_xml_heap_start(at, false);
        const enum awp_status status =
            awp_xml_parse(AWP_BYTES("<a b='c'>d<e/></a>"), arena, &root, NULL);
        allocations = awp_test_xml_heap_stop();
        stderr = before;
        failures += status == AWP_NO_MEMORY ? 1 : 0;
        awp_arena_destroy(arena);
    }
    fclose(stream);
    cr_assert_gt(failures, 5);
    cr_assert_eq(len, 0, "%zu bytes: %s", len, printed);
    free(printed);
}
