/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/case_wire.c: the "wire" of a response, and each way to get one wrong. */
#include <criterion/criterion.h>
#include <string.h>

#include "case_wire.h"
#include "support.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(case_wire, .init = set_up, .fini = tear_down);

static bool read_wire(const char *text, struct awp_wire *wire, struct awp_bytes *reason) {
    struct awp_first_complaint first = awp_first_complaint_in(arena);
    *wire = (struct awp_wire){.fault = NULL};
    const bool good = awp_wire_of_json(&first.complaints, awp_test_json(arena, text), wire);
    *reason = first.reason;
    return good;
}

Test(case_wire, a_wire_is_read_and_written_with_all_its_parameters) {
    static const struct {
        const char *json;
        const char *line;
    } rows[] = {
        {"{\"fault\":\"short-body\",\"missing\":12}", "short-body missing=12"},
        {"{\"fault\":\"short-body\"}", "short-body missing=1"},
        {"{\"at\":\"header\",\"fault\":\"cut\"}", "cut at=header"},
        {"{\"fault\":\"split\",\"bytes\":3}", "split bytes=3 pause_ms=1"},
        {"{\"fault\":\"interim\",\"status\":\"103\",\"times\":2}", "interim status=103 times=2"},
        {"{\"fault\":\"no-length\"}", "no-length"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct awp_wire wire;
        struct awp_bytes reason;
        struct awp_bytes line = {0};
        struct awp_buffer out = {.arena = arena};
        cr_assert(read_wire(rows[i].json, &wire, &reason), "%s: %.*s", rows[i].json,
                  (int)reason.len, reason.ptr);
        awp_wire_write(&wire, &out);
        cr_assert_eq(awp_buffer_finish(&out, &line), AWP_OK);
        cr_assert(awp_bytes_equal(line, awp_bytes_of_string(rows[i].line)), "%s: %.*s",
                  rows[i].json, (int)line.len, line.ptr);
    }
}

Test(case_wire, no_fault_is_written_as_nothing) {
    static const struct awp_wire plain = {.fault = NULL};
    struct awp_buffer out = {.arena = arena};
    awp_wire_write(&plain, &out);
    cr_assert_eq(out.len, 0);
}

Test(case_wire, what_is_wrong_is_told) {
    static const struct {
        const char *json;
        const char *reason;
    } rows[] = {
        {"{}", "a wire has no field \"fault\" that is a string"},
        {"{\"fault\":1}", "a wire has no field \"fault\" that is a string"},
        {"{\"fault\":\"nope\"}", "unknown wire fault \"nope\""},
        {"{\"fault\":\"cut\",\"missing\":1}", "unknown field \"missing\" in a wire"},
        {"{\"fault\":\"cut\",\"at\":\"nowhere\"}", "field \"at\" of a wire cannot be \"nowhere\""},
        {"{\"fault\":\"cut\",\"at\":1}", "field \"at\" of a wire must be a string, not a number"},
        {"{\"fault\":\"short-body\",\"missing\":\"1\"}",
         "field \"missing\" of a wire must be a number, not a string"},
        {"{\"fault\":\"short-body\",\"missing\":0}",
         "field \"missing\" of a wire must be a whole number from 1 to 1073741824"},
        {"{\"fault\":\"short-body\",\"missing\":1.5}",
         "field \"missing\" of a wire must be a whole number from 1 to 1073741824"},
        {"{\"fault\":\"split\",\"pause_ms\":1001}",
         "field \"pause_ms\" of a wire must be a whole number from 0 to 1000"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct awp_wire wire;
        struct awp_bytes reason;
        cr_assert_not(read_wire(rows[i].json, &wire, &reason), "%s", rows[i].json);
        cr_assert(awp_bytes_equal(reason, awp_bytes_of_string(rows[i].reason)), "%s: %.*s",
                  rows[i].json, (int)reason.len, reason.ptr);
    }
}

Test(case_wire, a_case_has_its_wire) {
    const struct awp_case *golden =
        awp_test_case(arena, "\"status\": 503",
                      "\"status\": 503, \"wire\": {\"fault\": \"stall\", \"at\": "
                      "\"start\"}");
    cr_assert_str_eq(golden->wire.fault->name, "stall");
    cr_assert_eq(golden->wire.parameters[0], AWP_PLACE_START);
    cr_assert_eq(awp_test_case(arena, "\"status\": 503", "\"status\": 504")->wire.fault, NULL);
}
