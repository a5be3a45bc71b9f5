/* SPDX-License-Identifier: Apache-2.0 */
/* The discriminator: R5's sources in order, R6's cleaning. */
#include "protocol/error_code.h"

#include <criterion/criterion.h>

#include "support/heap.h"

#define B(literal) AWP_BYTES_INIT(literal)
#define TYPE(value)                                                                                \
    { B("x-amzn-ErrorType"), B(value) }

struct row {
    struct awp_header headers[3]; /* up to the first without a name */
    const char *json;             /* NULL: no document */
    const char *code;             /* NULL: none survives */
};

static void expect_rows(const struct row *rows, size_t count) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < awp_test_some(count); i++) {
        struct awp_http_response response = {.status = 500, .headers = rows[i].headers};
        while (response.header_count < 3 && rows[i].headers[response.header_count].name.len != 0) {
            response.header_count++;
        }
        const struct awp_json_node *root = NULL;
        if (rows[i].json != NULL) {
            const struct awp_bytes json = awp_bytes_of_string(rows[i].json);
            cr_assert_eq(awp_json_parse(json, room.arena, &root, NULL), AWP_OK);
            cr_assert_not_null(root, "row %zu", i);
        }
        struct awp_optional_bytes code;
        cr_assert_eq(awp_json_error_code(&response, root, room.arena, &code), AWP_OK);
        cr_expect_eq(code.present, rows[i].code != NULL, "row %zu: %.*s", i,
                     AWP_TEST_SHOW(code.bytes));
        cr_expect(!code.present || awp_bytes_equal(code.bytes, awp_bytes_of_string(rows[i].code)),
                  "row %zu: %.*s", i, AWP_TEST_SHOW(code.bytes));
    }
    awp_test_room_close(&room);
}

Test(error_code, cleans_a_header) {
    static const struct row rows[] = {
        {{TYPE("A")}, NULL, "A"},         {{TYPE("A:b")}, NULL, "A"},
        {{TYPE("ns#A")}, NULL, "A"},      {{TYPE("ns#A:http://x/#B")}, NULL, "A"},
        {{TYPE("a#b#A")}, NULL, "b#A"},   {{TYPE("A:ns#b")}, NULL, "A"},
        {{TYPE(" \tA\t ")}, NULL, "A"},   {{TYPE("ns# A :b")}, NULL, "A"},
        {{TYPE("A B")}, NULL, "A B"},     {{TYPE("A,B")}, NULL, "A"},
        {{TYPE("A:x,B")}, NULL, "A"},     {{TYPE("ns#A , ns#B")}, NULL, "A"},
        {{TYPE("\nA\r")}, NULL, "\nA\r"}, {{TYPE("\xC3\xA9")}, NULL, "\xC3\xA9"},
    };
    expect_rows(rows, sizeof rows / sizeof rows[0]);
}

Test(error_code, passes_over_a_header_that_ends_empty_or_is_no_utf8) {
    static const struct row rows[] = {
        {{TYPE("")}, NULL, NULL},
        {{TYPE(" \t")}, NULL, NULL},
        {{TYPE(":A")}, NULL, NULL},
        {{TYPE("A#")}, NULL, NULL},
        {{TYPE("#:A")}, NULL, NULL},
        {{TYPE(",A")}, NULL, NULL},
        {{TYPE(" , A")}, NULL, NULL},
        {{TYPE("A\xFF")}, NULL, NULL},
        {{TYPE("A,\xFF")}, NULL, NULL},
        {{TYPE("A:\xC0\x80")}, NULL, NULL},
        {{TYPE(""), TYPE("A")}, NULL, NULL},
        {{TYPE("A"), TYPE("\xFF")}, NULL, NULL},
        {{TYPE(":A")}, "{\"code\":\"B\"}", "B"},
        {{TYPE("A\xFF")}, "{\"__type\":\"B\"}", "B"},
    };
    expect_rows(rows, sizeof rows / sizeof rows[0]);
}

Test(error_code, takes_the_first_of_repeated_headers_and_no_other_header) {
    static const struct row rows[] = {
        {{TYPE("A"), TYPE("B")}, NULL, "A"},
        {{{B("x-amzn-errortypes"), B("A")}, {B("x-amzn-error-type"), B("A")}}, NULL, NULL},
        {{{B("x-amzn-query-error"), B("A")}, {B("X-AMZN-ERRORTYPE"), B("B")}}, NULL, "B"},
        {{{B("errortype"), B("A")}}, NULL, NULL},
    };
    expect_rows(rows, sizeof rows / sizeof rows[0]);
}

Test(error_code, takes_code_then_type_where_they_are_strings_that_survive) {
    static const struct row rows[] = {
        {{TYPE("A")}, "{\"code\":\"B\",\"__type\":\"C\"}", "A"},
        {{{{NULL, 0}, {NULL, 0}}}, "{\"__type\":\"C\",\"code\":\"B\"}", "B"},
        {{{{NULL, 0}, {NULL, 0}}}, "{\"__type\":\"ns#C:x\"}", "C"},
        {{{{NULL, 0}, {NULL, 0}}}, "{\"code\":\" \",\"__type\":\"C\"}", "C"},
        {{{{NULL, 0}, {NULL, 0}}}, "{\"code\":null,\"__type\":\"C\"}", "C"},
        {{{{NULL, 0}, {NULL, 0}}}, "{\"code\":5,\"__type\":\"C\"}", "C"},
        {{{{NULL, 0}, {NULL, 0}}}, "{\"code\":{\"code\":\"B\"},\"__type\":\"C\"}", "C"},
        {{{{NULL, 0}, {NULL, 0}}}, "{\"code\":\"B\",\"code\":5,\"__type\":\"C\"}", "C"},
        {{{{NULL, 0}, {NULL, 0}}}, "{\"code\":\"A,B\"}", "A,B"},
        {{{{NULL, 0}, {NULL, 0}}},
         "{\"Code\":\"A\",\"CODE\":\"A\",\"type\":\"A\",\"__Type\":\"A\"}",
         NULL},
        {{{{NULL, 0}, {NULL, 0}}}, "{\"Error\":{\"code\":\"A\",\"__type\":\"A\"}}", NULL},
        {{{{NULL, 0}, {NULL, 0}}}, "[\"code\",\"A\"]", NULL},
        {{{{NULL, 0}, {NULL, 0}}}, "\"code\"", NULL},
        {{{{NULL, 0}, {NULL, 0}}}, "{}", NULL},
        {{{{NULL, 0}, {NULL, 0}}}, NULL, NULL},
    };
    expect_rows(rows, sizeof rows / sizeof rows[0]);
}

Test(error_code, keeps_u_0000_in_a_member) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const struct awp_json_node *root;
    const struct awp_http_response response = {.status = 500};
    struct awp_optional_bytes code;
    cr_assert_eq(awp_json_parse(AWP_BYTES("{\"code\":\"A\\u0000B:c\"}"), room.arena, &root, NULL),
                 AWP_OK);
    cr_assert_eq(awp_json_error_code(&response, root, room.arena, &code), AWP_OK);
    cr_expect(code.present && awp_bytes_equal(code.bytes, AWP_BYTES("A\0B")));
    awp_test_room_close(&room);
}
