/* SPDX-License-Identifier: Apache-2.0 */
/* XML documents by SPEC X1: what libxml2 is trusted with, and what is kept of what it reads. */
#include <criterion/criterion.h>
#include <errno.h>
#include <string.h>

#include "awsproof/buffer.h"
#include "awsproof/document.h"
#include "support/describe.h"
#include "support/heap.h"

#define TEXT(literal) AWP_BYTES_INIT(literal)

/* Parses an exact copy, which is scribbled over and gone before the document is looked at. */
static const struct awp_xml_node *parse(struct awp_test_room *room, struct awp_bytes text,
                                        struct awp_fault *fault) {
    const struct awp_xml_node *root;
    const struct awp_bytes copy = awp_test_copy(&room->heap, text);
    cr_assert_eq(awp_xml_parse(copy, room->arena, &root, fault), AWP_OK);
    if (copy.len != 0) {
        memset((void *)(uintptr_t)copy.ptr, '#', copy.len);
    }
    awp_test_release(&room->heap, copy);
    return root;
}

static const struct awp_xml_node *parse_document(struct awp_test_room *room,
                                                 struct awp_bytes text) {
    struct awp_fault fault = {"left over", 7};
    const struct awp_xml_node *root = parse(room, text, &fault);
    cr_assert_not_null(root, "%.*s: %s", AWP_TEST_SHOW(text), fault.reason);
    cr_assert_null(fault.reason);
    return root;
}

static void expect_written(struct awp_test_room *room, struct awp_bytes text,
                           struct awp_bytes wanted) {
    struct awp_buffer out = {.arena = room->arena};
    struct awp_bytes written;
    awp_xml_write(parse_document(room, text), &out);
    cr_assert_eq(awp_buffer_finish(&out, &written), AWP_OK);
    cr_expect(awp_bytes_equal(written, wanted), "%.*s\n  expected: %.*s\n  came:     %.*s",
              AWP_TEST_SHOW(text), AWP_TEST_SHOW(wanted), AWP_TEST_SHOW(written));
}

Test(xml_document, keeps_local_names_elements_and_character_data) {
    static const struct {
        struct awp_bytes text;
        struct awp_bytes written;
    } rows[] = {
        {TEXT("<a/>"), TEXT("<a></a>")},
        {TEXT("\xEF\xBB\xBF<a/>"), TEXT("<a></a>")},
        {TEXT("<?xml version='1.0' encoding='utf-8' standalone='no'?>\n<a/>\n"), TEXT("<a></a>")},
        {TEXT(" \t\r\n<!-- c --><?p i?><a/><!-- c --><?p i?> \n"), TEXT("<a></a>")},
        {TEXT("<x:a xmlns:x='u' b='c'><x:d/><d xmlns='v'/></x:a>"), TEXT("<a><d></d><d></d></a>")},
        {TEXT("<a>one<!-- c -->two<?p i?>three</a>"), TEXT("<a>onetwothree</a>")},
        {TEXT("<a> b\t\nc </a>"), TEXT("<a> b\t\nc </a>")},
        {TEXT("<a>\r\nb\rc&#13;</a>"), TEXT("<a>\nb\nc&#13;</a>")},
        {TEXT("<a><![CDATA[<b>&amp;]]></a>"), TEXT("<a>&lt;b&gt;&amp;amp;</a>")},
        {TEXT("<a>1<![CDATA[2]]>3<![CDATA[]]><![CDATA[4]]></a>"), TEXT("<a>1234</a>")},
        {TEXT("<a>&lt;&gt;&amp;&apos;&quot;</a>"), TEXT("<a>&lt;&gt;&amp;'\"</a>")},
        {TEXT("<a>&#65;&#x42;&#x1F600;&#x10FFFF;&#9;&#10;</a>"),
         TEXT("<a>AB\xF0\x9F\x98\x80\xF4\x8F\xBF\xBF\t\n</a>")},
        {TEXT("<a><b>1</b>2<c/>3</a>"), TEXT("<a>23<b>1</b><c></c></a>")},
        {TEXT("<\xC3\xA9/>"), TEXT("<\xC3\xA9></\xC3\xA9>")},
        {TEXT("<a xml:space='preserve'> </a>"), TEXT("<a> </a>")},
        {TEXT("<a b='&#10;&lt;' c=''/>"), TEXT("<a></a>")},
        {TEXT("<a xmlns='no URI' xmlns:x='\n%' b='c' x:d='e'><x:f/></a>"), TEXT("<a><f></f></a>")},
        {TEXT("<a><A/><a/></a >"), TEXT("<a><A></A><a></a></a>")},
    };
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < AWP_TEST_COUNT(rows); i++) {
        expect_written(&room, rows[i].text, rows[i].written);
        expect_written(&room, rows[i].written, rows[i].written);
    }
    awp_test_room_close(&room);
}

Test(xml_document, refuses_what_is_not_well_formed) {
    static const struct awp_bytes rows[] = {
        TEXT("x"),
        TEXT(" "),
        TEXT("<!-- c -->"),
        TEXT("<?xml version='1.0'?>"),
        TEXT("<a/><b/>"),
        TEXT("<a/>x"),
        TEXT("x<a/>"),
        TEXT("<a/>&amp;"),
        TEXT("<a/><![CDATA[x]]>"),
        TEXT("<![CDATA[x]]><a/>"),
        TEXT("<a><b></a></b>"),
        TEXT("<a></A>"),
        TEXT("<a></ a>"),
        TEXT("<a></a b='c'>"),
        TEXT("<?XML p?><a/>"),
        TEXT("<?xMl p?><a/>"),
        TEXT("<1a/>"),
        TEXT("<-a/>"),
        TEXT("<a b='1'c='2'/>"),
        TEXT("<a b='<'/>"),
        TEXT("<a b='&'/>"),
        TEXT("<a b='1' b='2'/>"),
        TEXT("<a xmlns:x='u' xmlns:y='u' x:b='1' y:b='2'/>"),
        TEXT("<x:a/>"),
        TEXT("<a x:b='1'/>"),
        TEXT("<a:b:c xmlns:a='u'/>"),
        TEXT("<:a/>"),
        TEXT("<a xmlns:x=''/>"),
        TEXT("<a xmlns='no URI' xmlns:x=''/>"),
        TEXT("<a xmlns='no URI' x:b=''/>"),
        TEXT("<a xmlns:xmlns='u'/>"),
        TEXT("<a xmlns:xml='u'/>"),
        TEXT("<a>&nbsp;</a>"),
        TEXT("<a>&e;</a>"),
        TEXT("<a>& </a>"),
        TEXT("<a>&amp</a>"),
        TEXT("<a>&#0;</a>"),
        TEXT("<a>&#1;</a>"),
        TEXT("<a>&#xD800;</a>"),
        TEXT("<a>&#xFFFE;</a>"),
        TEXT("<a>&#x110000;</a>"),
        TEXT("<a>&#x100000041;</a>"),
        TEXT("<a>&#x00000110000;</a>"),
        TEXT("<a>&#x00000FFFFFF65;</a>"),
        TEXT("<a>&#x000000FFFE;</a>"),
        TEXT("<a>&#x0000041</a>"),
        TEXT("<a>&#x0000041G;</a>"),
        TEXT("<a>&#;</a>"),
        TEXT("<a>&#x;</a>"),
        TEXT("<a>\x01</a>"),
        TEXT("<a>\x1F</a>"),
        TEXT("<a>\xEF\xBF\xBE</a>"),
        TEXT("<a>\xEF\xBF\xBF</a>"),
        TEXT("<a>]]></a>"),
        TEXT("<!-- a -- b --><a/>"),
        TEXT("<!-- a ---><a/>"),
        TEXT(" <?xml version='1.0'?><a/>"),
        TEXT("<a><?xml version='1.0'?></a>"),
        TEXT("<?xml?><a/>"),
        TEXT("<?xml encoding='UTF-8'?><a/>"),
        TEXT("<?xml encoding='UTF-8' version='1.0'?><a/>"),
        TEXT("<?xml version='1.0' standalone='maybe'?><a/>"),
        TEXT("<?xml version='1.0' x='y'?><a/>"),
        TEXT("\xEF\xBB\xBF\xEF\xBB\xBF<a/>"),
        TEXT("<?1p?><a/>"),
    };
    static const char prefix[] = "libxml2: ";
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < AWP_TEST_COUNT(rows); i++) {
        struct awp_fault fault = {0};
        cr_expect_null(parse(&room, rows[i], &fault), "%.*s is taken", AWP_TEST_SHOW(rows[i]));
        cr_assert_not_null(fault.reason, "%.*s", AWP_TEST_SHOW(rows[i]));
        cr_expect(strncmp(fault.reason, prefix, strlen(prefix)) == 0, "%.*s: %s",
                  AWP_TEST_SHOW(rows[i]), fault.reason);
        cr_expect_null(strchr(fault.reason, '\n'), "one line: %s", fault.reason);
        cr_expect_leq(fault.offset, rows[i].len, "%.*s: at %zu", AWP_TEST_SHOW(rows[i]),
                      fault.offset);
    }
    awp_test_room_close(&room);
}

Test(xml_document, says_where_and_why_the_scan_refuses) {
    static const struct {
        struct awp_bytes text;
        const char *reason;
        size_t offset;
    } rows[] = {
        {TEXT("<a xmlns:xml='http://www.w3.org/XML/1998/namespace'"
              " xmlns:xml='http://www.w3.org/XML/1998/namespace'/>"),
         "an attribute comes twice", 100},
        {TEXT(""), "no bytes at all", 0},
        {TEXT("<!DOCTYPE a><a/>"), "a DOCTYPE or another declaration", 0},
        {TEXT("<!DOCTYPE a [<!ENTITY b \"&b;\">]><a>&b;</a>"), "a DOCTYPE or another declaration",
         0},
        {TEXT("<?xml version='1.0' encoding='latin1'?><a/>"),
         "a declared encoding other than UTF-8", 37},
        {TEXT("<?xml version='1.'?><a/>"), "a declared version other than 1.x", 18},
        {TEXT("<a>\0</a>"), "U+0000, which XML cannot hold", 3},
        {TEXT("<a>\xE9</a>"), "bytes that are no UTF-8", 3},
    };
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < AWP_TEST_COUNT(rows); i++) {
        struct awp_fault fault = {0};
        cr_expect_null(parse(&room, rows[i].text, &fault));
        cr_assert_not_null(fault.reason);
        cr_expect_str_eq(fault.reason, rows[i].reason, "%s", fault.reason);
        cr_expect_eq(fault.offset, rows[i].offset, "%s at %zu", fault.reason, fault.offset);
        cr_expect_null(parse(&room, rows[i].text, NULL), "without a fault to write to");
    }
    awp_test_room_close(&room);
}

Test(xml_document, finds_children_by_their_local_names) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const struct awp_xml_node *root = parse_document(
        &room, AWP_BYTES("<r>t<a>1</a><x:b xmlns:x='u'>2</x:b><a>3</a><c>4<d/>5</c></r>"));
    cr_expect(awp_bytes_equal(awp_xml_name(root), AWP_BYTES("r")));
    cr_expect_null(awp_xml_next(root));
    const struct awp_xml_node *a = awp_xml_child(root, AWP_BYTES("a"));
    cr_assert_not_null(a);
    cr_expect_eq(a, awp_xml_first(root));
    cr_expect(awp_bytes_equal(awp_xml_text(a), AWP_BYTES("1")), "the first of two");
    cr_expect_null(awp_xml_first(a));
    const struct awp_xml_node *b = awp_xml_child(root, AWP_BYTES("b"));
    cr_assert_not_null(b);
    cr_expect_eq(awp_xml_next(a), b);
    cr_expect(awp_bytes_equal(awp_xml_name(b), AWP_BYTES("b")));
    cr_expect_null(awp_xml_child(root, AWP_BYTES("x:b")));
    cr_expect_null(awp_xml_child(root, AWP_BYTES("B")));
    cr_expect_null(awp_xml_child(root, AWP_BYTES("d")), "a grandchild");
    const struct awp_xml_node *c = awp_xml_child(root, AWP_BYTES("c"));
    cr_expect(awp_bytes_equal(awp_xml_text(c), AWP_BYTES("45")));
    awp_test_room_close(&room);
}

Test(xml_document, has_an_empty_text_for_an_empty_element) {
    static const struct awp_bytes rows[] = {TEXT("<a/>"), TEXT("<a></a>"), TEXT("<a><!-- --></a>"),
                                            TEXT("<a><![CDATA[]]></a>"), TEXT("<a><b/></a>")};
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < AWP_TEST_COUNT(rows); i++) {
        const struct awp_bytes text = awp_xml_text(parse_document(&room, rows[i]));
        cr_expect_eq(text.len, 0, "%.*s", AWP_TEST_SHOW(rows[i]));
        cr_expect_not_null(text.ptr, "%.*s", AWP_TEST_SHOW(rows[i]));
    }
    awp_test_room_close(&room);
}

Test(xml_document, takes_512_levels_and_refuses_the_513th) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t depth = AWP_MAX_DEPTH; depth <= AWP_MAX_DEPTH + 1; depth++) {
        const struct awp_bytes open = awp_test_repeat(&room.heap, AWP_BYTES("<a>"), depth);
        const struct awp_bytes close = awp_test_repeat(&room.heap, AWP_BYTES("</a>"), depth);
        const struct awp_bytes text =
            awp_test_join(&room.heap, (const struct awp_bytes[]){open, close}, 2);
        if (depth == AWP_MAX_DEPTH) {
            expect_written(&room, text, text);
        } else {
            struct awp_fault fault = {0};
            cr_expect_null(parse(&room, text, &fault));
            cr_expect_str_eq(fault.reason, "elements nest more than 512 deep");
        }
        awp_test_release(&room.heap, text);
        awp_test_release(&room.heap, open);
        awp_test_release(&room.heap, close);
    }
    awp_test_room_close(&room);
}

Test(xml_document, takes_256_attributes_and_refuses_the_257th) {
    static const char *const names[] = {" b#='v'", " xmlns:b#='v'"};
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < AWP_TEST_COUNT(names); i++) {
        for (size_t count = 256; count <= 257; count++) {
            struct awp_fault fault = {0};
            const struct awp_bytes text =
                awp_test_numbered(&room.heap, "<a", names[i], count, "/>");
            cr_expect_eq(parse(&room, text, &fault) != NULL, count == 256, "%zu of %s: %s", count,
                         names[i], fault.reason);
            awp_test_release(&room.heap, text);
        }
    }
    awp_test_room_close(&room);
}

Test(xml_document, takes_65536_different_names_and_refuses_one_more) {
    static const struct {
        const char *unit;
        size_t others; /* names besides the numbered ones */
    } rows[] = {
        {"<n#/>", 1},
        {"<e n#='v'/>", 2},
        {"<e xmlns='n#'/>", 2},
        {"<?n# i?>", 1},
    };
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < AWP_TEST_COUNT(rows); i++) {
        for (size_t names = AWP_MAX_XML_NAMES; names <= AWP_MAX_XML_NAMES + 1; names++) {
            struct awp_fault fault = {0};
            const struct awp_bytes text =
                awp_test_numbered(&room.heap, "<r>", rows[i].unit, names - rows[i].others, "</r>");
            const bool is_taken = parse(&room, text, &fault) != NULL;
            cr_expect_eq(is_taken, names == AWP_MAX_XML_NAMES, "%zu names, %s", names,
                         rows[i].unit);
            cr_expect(is_taken || strcmp(fault.reason, "more than 65536 different names") == 0,
                      "%s: %s", rows[i].unit, fault.reason);
            awp_test_release(&room.heap, text);
            awp_arena_reset(room.arena);
        }
    }
    awp_test_room_close(&room);
}

Test(xml_document, counts_a_name_once_however_often_it_stands) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const struct awp_bytes text =
        awp_test_numbered(&room.heap, "<r>", "<e a='#'/><e b='v'/>", 100000, "</r>");
    cr_expect_not_null(parse_document(&room, text));
    awp_test_release(&room.heap, text);
    awp_test_room_close(&room);
}

/* The text of an element that holds `times` copies of `unit`; and what the arena holds then. */
static size_t held_for(struct awp_bytes unit, size_t times, struct awp_bytes piece) {
    struct awp_test_room room;
    awp_test_room_open(&room, 64 << 20); /* or a fault would take all memory there is */
    const struct awp_bytes units = awp_test_repeat(&room.heap, unit, times);
    const struct awp_bytes parts[] = {AWP_BYTES("<a>"), units, AWP_BYTES("</a>")};
    const struct awp_bytes text = awp_test_join(&room.heap, parts, 3);
    const struct awp_bytes wanted = awp_test_repeat(&room.heap, piece, times);
    const struct awp_xml_node *root = parse_document(&room, text);
    cr_expect(awp_bytes_equal(awp_xml_text(root), wanted), "%.*s %zu times", AWP_TEST_SHOW(unit),
              times);
    const size_t held = awp_arena_held_bytes(room.arena);
    awp_test_release(&room.heap, wanted);
    awp_test_release(&room.heap, text);
    awp_test_release(&room.heap, units);
    awp_test_room_close(&room);
    return held;
}

Test(xml_document, joins_a_long_text_of_many_pieces_in_linear_memory) {
    static const struct {
        struct awp_bytes unit;
        struct awp_bytes piece;
    } rows[] = {
        {TEXT("a&amp;"), TEXT("a&")},
        {TEXT("<![CDATA[ab]]>"), TEXT("ab")},
        {TEXT("b<!-- c -->"), TEXT("b")},
        {TEXT("&#x10FFFF;\r\n"), TEXT("\xF4\x8F\xBF\xBF\n")},
        {TEXT("0123456789 plain "), TEXT("0123456789 plain ")},
        {TEXT("<b/>"), TEXT("")},
        {TEXT("<b c='d'>e</b>"), TEXT("")},
    };
    for (size_t i = 0; i < AWP_TEST_COUNT(rows); i++) {
        const size_t times = (1 << 20) / rows[i].unit.len;
        const size_t once = held_for(rows[i].unit, times / 2, rows[i].piece);
        const size_t twice = held_for(rows[i].unit, times, rows[i].piece);
        cr_expect_lt(twice, once * 5 / 2, "%.*s: %zu, then %zu bytes", AWP_TEST_SHOW(rows[i].unit),
                     once, twice);
    }
}

Test(xml_document, takes_a_name_and_a_text_that_are_longer_than_libxml2s_own_limits) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const struct awp_bytes name = awp_test_repeat(&room.heap, AWP_BYTES("n"), 60000);
    const struct awp_bytes data = awp_test_repeat(&room.heap, AWP_BYTES("t"), 11000000);
    const struct awp_bytes parts[] = {AWP_BYTES("<"),  name, AWP_BYTES(">"), data,
                                      AWP_BYTES("</"), name, AWP_BYTES(">")};
    const struct awp_bytes text = awp_test_join(&room.heap, parts, 7);
    const struct awp_xml_node *root = parse_document(&room, text);
    cr_expect_eq(awp_xml_name(root).len, name.len);
    cr_expect(awp_bytes_equal(awp_xml_text(root), data));
    awp_test_release(&room.heap, text);
    awp_test_release(&room.heap, data);
    awp_test_release(&room.heap, name);
    awp_test_room_close(&room);
}

Test(xml_document, leaves_errno_as_it_was) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    errno = ENOMEM; /* of an earlier failure of somebody else's */
    const struct awp_xml_node *root = NULL;
    cr_expect_eq(awp_xml_parse(AWP_BYTES("<a/>"), room.arena, &root, NULL), AWP_OK);
    cr_expect_not_null(root);
    cr_expect_eq(errno, ENOMEM);
    errno = 0;
    cr_expect_eq(awp_xml_parse(AWP_BYTES("<a>"), room.arena, &root, NULL), AWP_OK);
    cr_expect_null(root);
    cr_expect_eq(errno, 0);
    awp_test_room_close(&room);
}

Test(xml_document, refuses_two_gibibytes_without_reading_them) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const struct awp_bytes huge = {(const uint8_t *)"<", AWP_MAX_TEXT_BYTES};
    const struct awp_xml_node *root;
    awp_test_poison(&root, sizeof root);
    cr_expect_eq(awp_xml_parse(huge, room.arena, &root, NULL), AWP_TOO_LARGE);
    awp_test_expect_poison(&root, sizeof root);
    awp_test_room_close(&room);
}
