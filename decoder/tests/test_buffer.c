/* SPDX-License-Identifier: Apache-2.0 */
/* The growing text: appends, JSON's escapes, and failures that stick. */
#include "awsproof/buffer.h"

#include <criterion/criterion.h>
#include <stdio.h>

#include "awsproof/document.h"
#include "support/describe.h"
#include "support/heap.h"
#include "support/values.h"

Test(buffer, joins_what_is_appended) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    struct awp_buffer buffer = {.arena = room.arena};
    struct awp_bytes text;
    awp_buffer_append(&buffer, AWP_BYTES("a\0"));
    awp_buffer_append(&buffer, (struct awp_bytes){0});
    awp_buffer_append_string(&buffer, "b");
    awp_buffer_append_string(&buffer, "");
    awp_buffer_append_string(&buffer, NULL);
    awp_buffer_append_json_string(&buffer, AWP_BYTES("c"));
    cr_assert_eq(awp_buffer_finish(&buffer, &text), AWP_OK);
    cr_expect(awp_bytes_equal(text, AWP_BYTES("a\0b\"c\"")));
    awp_test_room_close(&room);
}

Test(buffer, is_empty_when_nothing_was_appended) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    struct awp_buffer buffer = {.arena = room.arena};
    struct awp_bytes text = AWP_BYTES("left over");
    cr_assert_eq(awp_buffer_finish(&buffer, &text), AWP_OK);
    cr_expect_eq(text.len, 0);
    awp_test_room_close(&room);
}

Test(buffer, grows_byte_by_byte_in_linear_memory) {
    struct awp_test_room room;
    awp_test_room_open(&room, 1 << 20); /* or a fault would take all memory there is */
    struct awp_buffer buffer = {.arena = room.arena};
    struct awp_bytes text;
    for (size_t i = 0; i < 100000; i++) {
        const uint8_t byte = (uint8_t)i;
        awp_buffer_append(&buffer, (struct awp_bytes){&byte, 1});
    }
    cr_assert_eq(awp_buffer_finish(&buffer, &text), AWP_OK);
    cr_assert_eq(text.len, 100000);
    for (size_t i = 0; i < text.len; i++) {
        cr_assert_eq(text.ptr[i], (uint8_t)i, "byte %zu", i);
    }
    cr_expect_lt(awp_arena_held_bytes(room.arena), 6 * text.len);
    awp_test_room_close(&room);
}

Test(buffer, escapes_what_json_must_have_escaped_and_nothing_else) {
    static const char *const short_escapes[0x80] = {
        ['"'] = "\\\"", ['\\'] = "\\\\", ['\b'] = "\\b", ['\f'] = "\\f",
        ['\n'] = "\\n", ['\r'] = "\\r",  ['\t'] = "\\t"};
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (unsigned c = 0; c < 0x80; c++) {
        const uint8_t byte = (uint8_t)c;
        char wanted[16];
        if (short_escapes[c] != NULL) {
            snprintf(wanted, sizeof wanted, "\"%s\"", short_escapes[c]);
        } else {
            snprintf(wanted, sizeof wanted, c < 0x20 ? "\"\\u%04x\"" : "\"%c\"", c);
        }
        struct awp_buffer buffer = {.arena = room.arena};
        struct awp_bytes text;
        awp_buffer_append_json_string(&buffer, (struct awp_bytes){&byte, 1});
        cr_assert_eq(awp_buffer_finish(&buffer, &text), AWP_OK);
        cr_expect(awp_bytes_equal(text, awp_bytes_of_string(wanted)), "%02x: %.*s", c,
                  AWP_TEST_SHOW(text));
    }
    awp_test_room_close(&room);
}

Test(buffer, writes_json_strings_that_are_read_back_or_says_that_it_cannot) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < awp_test_some(awp_test_string_count); i++) {
        const struct awp_test_string *string = &awp_test_strings[i];
        const struct awp_bytes copy = awp_test_copy(&room.heap, string->text);
        struct awp_buffer buffer = {.arena = room.arena};
        struct awp_bytes text, back;
        awp_buffer_append_json_string(&buffer, copy);
        awp_test_release(&room.heap, copy);
        const enum awp_status status = awp_buffer_finish(&buffer, &text);
        cr_assert_eq(status, string->fits_json ? AWP_OK : AWP_NOT_REPRESENTABLE, "string %zu", i);
        if (status == AWP_OK) {
            const struct awp_json_node *root;
            cr_assert_eq(awp_json_parse(text, room.arena, &root, NULL), AWP_OK);
            cr_assert_not_null(root, "string %zu: %.*s", i, AWP_TEST_SHOW(text));
            cr_assert_eq(awp_json_string(root, room.arena, &back), AWP_OK);
            cr_expect(awp_bytes_equal(back, string->text), "string %zu", i);
        }
    }
    awp_test_room_close(&room);
}

Test(buffer, keeps_its_first_failure_and_appends_nothing_more) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    struct awp_buffer buffer = {.arena = room.arena};
    struct awp_bytes text;
    awp_test_poison(&text, sizeof text);
    awp_buffer_append_string(&buffer, "kept");
    awp_buffer_append_json_string(&buffer, AWP_BYTES("\xFF"));
    awp_buffer_fail(&buffer, AWP_UNSUPPORTED_SHAPE);
    awp_buffer_append_string(&buffer, "lost");
    cr_expect_eq(buffer.len, 4);
    cr_expect_eq(awp_buffer_finish(&buffer, &text), AWP_NOT_REPRESENTABLE);
    awp_test_expect_poison(&text, sizeof text);
    awp_test_room_close(&room);
}

Test(buffer, remembers_that_the_arena_had_no_room) {
    struct awp_test_room room;
    struct awp_bytes text;
    awp_test_poison(&text, sizeof text);
    awp_test_room_open(&room, 1024);
    struct awp_buffer buffer = {.arena = room.arena};
    for (int i = 0; i < 100; i++) {
        awp_buffer_append_string(&buffer, "0123456789");
    }
    cr_expect_eq(awp_buffer_finish(&buffer, &text), AWP_OVER_CEILING);
    awp_test_room_close(&room);
    awp_test_room_open(&room, 0);
    room.heap.fail_at = 2; /* once; later ones would succeed */
    buffer = (struct awp_buffer){.arena = room.arena};
    for (int i = 0; i < 1000; i++) {
        awp_buffer_append_string(&buffer, "0123456789");
    }
    cr_expect_eq(awp_buffer_finish(&buffer, &text), AWP_NO_MEMORY);
    awp_test_expect_poison(&text, sizeof text);
    awp_test_room_close(&room);
}
