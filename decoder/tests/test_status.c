/* SPDX-License-Identifier: Apache-2.0 */
/* Every status of the list is caused once, and has words. */
#include "awsproof/status.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "awsproof/value.h"
#include "support/heap.h"
#include "support/model.h"
#include "support/values.h"

static enum awp_status cause_ok(struct awp_test_room *room) {
    const struct awp_json_node *root;
    return awp_json_parse(AWP_BYTES("any bytes"), room->arena, &root, NULL);
}

static enum awp_status cause_no_memory(struct awp_test_room *room) {
    struct awp_bytes copy;
    const uint8_t bytes[5000] = {0};
    room->heap.fail_at = room->heap.allocations + 1;
    return awp_arena_copy(room->arena, (struct awp_bytes){bytes, sizeof bytes}, &copy);
}

static enum awp_status cause_over_ceiling(struct awp_test_room *room) {
    struct awp_test_room small;
    const struct awp_json_node *root;
    const struct awp_bytes body = awp_test_repeat(&room->heap, AWP_BYTES(" 10,"), 1 << 18);
    const struct awp_bytes parts[] = {AWP_BYTES("["), body, AWP_BYTES("0]")};
    const struct awp_bytes text = awp_test_join(&room->heap, parts, 3);
    awp_test_room_open(&small, 64 << 10);
    const enum awp_status status = awp_json_parse(text, small.arena, &root, NULL);
    awp_test_room_close(&small);
    awp_test_release(&room->heap, text);
    awp_test_release(&room->heap, body);
    return status;
}

static enum awp_status cause_too_large(struct awp_test_room *room) {
    const struct awp_xml_node *root;
    const struct awp_bytes huge = {(const uint8_t *)"", AWP_MAX_TEXT_BYTES};
    return awp_xml_parse(huge, room->arena, &root, NULL);
}

static enum awp_status cause_misfit(struct awp_test_room *room) {
    struct awp_value value;
    return awp_test_value_of_json(awp_test_describe_operation.errors[0].shape,
                                  AWP_BYTES("{\"Message\":5}"), room->arena, &value);
}

static enum awp_status cause_not_representable(struct awp_test_room *room) {
    struct awp_bytes xml;
    const struct awp_value value = awp_test_node_named(AWP_BYTES("\x01"), room->arena);
    return awp_xml_of_value(&value, AWP_BYTES("Root"), room->arena, &xml);
}

static enum awp_status cause_unsupported_shape(struct awp_test_room *room) {
    static const struct awp_shape map = {.name = AWP_BYTES_INIT("Map"), .kind = AWP_SHAPE_MAP};
    struct awp_value value;
    return awp_test_value_of_json(&map, AWP_BYTES("{}"), room->arena, &value);
}

/* By designator: a status that is added to the list and not here leaves a NULL behind. */
static enum awp_status (*const causes[])(struct awp_test_room *room) = {
    [AWP_OK] = cause_ok,
    [AWP_NO_MEMORY] = cause_no_memory,
    [AWP_OVER_CEILING] = cause_over_ceiling,
    [AWP_TOO_LARGE] = cause_too_large,
    [AWP_MISFIT] = cause_misfit,
    [AWP_NOT_REPRESENTABLE] = cause_not_representable,
    [AWP_UNSUPPORTED_SHAPE] = cause_unsupported_shape,
};

#define STATUS(name, text, example) AWP_##name,
static const enum awp_status statuses[] = {AWP_STATUS_LIST(STATUS)};
#undef STATUS

Test(status, is_caused_by_its_example_each_of_the_list) {
    cr_assert_eq(AWP_TEST_COUNT(causes), AWP_TEST_COUNT(statuses));
    for (size_t i = 0; i < AWP_TEST_COUNT(statuses); i++) {
        struct awp_test_room room;
        cr_assert_eq(statuses[i], i, "the list is in the enumeration's order");
        cr_assert_not_null(causes[i], "%s has no cause here", awp_status_text(statuses[i]));
        awp_test_room_open(&room, 0);
        const enum awp_status status = causes[i](&room);
        cr_expect_eq(status, statuses[i], "%s, not %s", awp_status_text(status),
                     awp_status_text(statuses[i]));
        awp_test_room_close(&room);
    }
}

Test(status, has_words_of_its_own) {
    for (size_t i = 0; i < AWP_TEST_COUNT(statuses); i++) {
        const char *text = awp_status_text(statuses[i]);
        cr_assert_not_null(text, "status %zu", i);
        cr_expect_gt(strlen(text), 0, "status %zu", i);
        for (size_t j = 0; j < i; j++) {
            cr_expect_str_neq(text, awp_status_text(statuses[j]), "%zu and %zu", i, j);
        }
    }
    cr_expect_str_eq(awp_status_text(AWP_OK), "success");
}

static enum awp_status guarded(enum awp_status status, bool *passed) {
    *passed = false;
    AWP_GUARD(status);
    *passed = true;
    return AWP_OK;
}

Test(status, leaves_the_function_by_the_guard_unless_it_is_ok) {
    for (size_t i = 0; i < AWP_TEST_COUNT(statuses); i++) {
        bool passed = false;
        cr_expect_eq(guarded(statuses[i], &passed), statuses[i]);
        cr_expect_eq(passed, statuses[i] == AWP_OK, "%s", awp_status_text(statuses[i]));
    }
}

Test(status, knows_the_librarys_version) {
    unsigned major = 0, minor = 0, patch = 0;
    char rest = 0;
    cr_expect_eq(sscanf(awp_version(), "%u.%u.%u%c", &major, &minor, &patch, &rest), 3, "%s",
                 awp_version());
}

#ifndef NDEBUG
Test(status, has_no_words_for_what_is_none, .signal = SIGABRT) {
    (void)awp_status_text((enum awp_status)(sizeof statuses / sizeof statuses[0]));
}
#endif
