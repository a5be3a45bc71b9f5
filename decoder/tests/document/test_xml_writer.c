/* SPDX-License-Identifier: Apache-2.0 */
/* The XML writer: what it writes, and that a parser gives it back unchanged. */
#include "document/xml_writer.h"

#include <criterion/criterion.h>

#include "awsproof/document.h"
#include "support/heap.h"
#include "support/values.h"

static enum awp_status write_text(struct awp_test_room *room, struct awp_bytes text,
                                  struct awp_bytes *written) {
    struct awp_buffer out = {.arena = room->arena};
    const struct awp_bytes copy = awp_test_copy(&room->heap, text);
    awp_xml_write_start(AWP_BYTES("a"), &out);
    awp_xml_write_text(copy, &out);
    awp_xml_write_end(AWP_BYTES("a"), &out);
    awp_test_release(&room->heap, copy);
    return awp_buffer_finish(&out, written);
}

Test(xml_writer, escapes_markup_and_the_carriage_return) {
    static const struct {
        struct awp_bytes text;
        const char *written;
    } rows[] = {
        {AWP_BYTES_INIT(""), "<a></a>"},
        {AWP_BYTES_INIT("plain"), "<a>plain</a>"},
        {AWP_BYTES_INIT("<b>&]]>"), "<a>&lt;b&gt;&amp;]]&gt;</a>"},
        {AWP_BYTES_INIT("\r\n\t"), "<a>&#13;\n\t</a>"},
        {AWP_BYTES_INIT("'\""), "<a>'\"</a>"},
        {AWP_BYTES_INIT("&\xF4\x8F\xBF\xBF&"), "<a>&amp;\xF4\x8F\xBF\xBF&amp;</a>"},
    };
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < AWP_TEST_COUNT(rows); i++) {
        struct awp_bytes written;
        cr_assert_eq(write_text(&room, rows[i].text, &written), AWP_OK);
        cr_expect(awp_bytes_equal(written, awp_bytes_of_string(rows[i].written)), "%.*s, not %s",
                  AWP_TEST_SHOW(written), rows[i].written);
    }
    awp_test_room_close(&room);
}

Test(xml_writer, is_read_back_unchanged_or_says_that_xml_cannot_hold_it) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < awp_test_some(awp_test_string_count); i++) {
        const struct awp_test_string *string = &awp_test_strings[i];
        struct awp_bytes written;
        const enum awp_status status = write_text(&room, string->text, &written);
        cr_assert_eq(status, string->fits_xml ? AWP_OK : AWP_NOT_REPRESENTABLE, "string %zu: %s", i,
                     awp_status_text(status));
        if (status == AWP_OK) {
            const struct awp_xml_node *root;
            cr_assert_eq(awp_xml_parse(written, room.arena, &root, NULL), AWP_OK);
            cr_assert_not_null(root, "string %zu", i);
            cr_expect(awp_bytes_equal(awp_xml_text(root), string->text), "string %zu", i);
        }
    }
    awp_test_room_close(&room);
}

Test(xml_writer, holds_exactly_the_characters_that_xml_has) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (unsigned c = 0; c < 0x80; c++) {
        const uint8_t byte = (uint8_t)c;
        struct awp_bytes written;
        const bool has = c >= 0x20 || c == '\t' || c == '\n' || c == '\r';
        const enum awp_status status = write_text(&room, (struct awp_bytes){&byte, 1}, &written);
        cr_expect_eq(status, has ? AWP_OK : AWP_NOT_REPRESENTABLE, "U+%04X: %s", c,
                     awp_status_text(status));
    }
    awp_test_room_close(&room);
}
