/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/over_http.c: by which transport a case is put, and what is masked in reports. */
#include <criterion/criterion.h>

#include "over_http.h"
#include "support.h"
#include "text.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(over_http, .init = set_up, .fini = tear_down);

static const struct {
    const char *said;
    const char *shown;
} masks[] = {
    {"", ""},
    {"no port", "no port"},
    {"127.0.0.1:", "127.0.0.1:"},
    {"127.0.0.1:x", "127.0.0.1:x"},
    {"127.0.0.1:1", "127.0.0.1:PORT"},
    {"127.0.0.1:40469/k", "127.0.0.1:PORT/k"},
    {"127.0.0.1:40469/k43", "127.0.0.1:PORT/KEY"},
    {"URL: \"http://127.0.0.1:40469/k43/members/invite\".",
     "URL: \"http://127.0.0.1:PORT/KEY/members/invite\"."},
    {"read tcp 127.0.0.1:51234->127.0.0.1:40469: reset",
     "read tcp 127.0.0.1:PORT->127.0.0.1:PORT: reset"},
    {"127.0.0.1:80/kelvin /k43 10.0.0.1:80", "127.0.0.1:PORT/kelvin /k43 10.0.0.1:80"},
    {"127.0.0.1:127.0.0.1:5", "127.0.0.1:PORT.0.0.1:5"},
};

Test(over_http, masks_ports_and_keys_and_nothing_else) {
    for (size_t i = 0; i < sizeof(masks) / sizeof(masks[0]); i++) {
        const struct awp_bytes exact = awp_test_exact(masks[i].said);
        const struct awp_bytes shown = awp_over_http_mask(exact, arena);
        cr_expect(awp_bytes_equal(shown, awp_bytes_of_string(masks[i].shown)), "%s: %.*s",
                  masks[i].said, AWP_TEXT_ARGS(shown));
        awp_test_release(exact);
    }
}

/* How a case is put: over HTTP or not; false: in no way, and the reason. */
static bool choose(enum awp_transport transport, bool has_inline, bool is_broken, unsigned status,
                   bool *is_over_http, struct awp_bytes *reason) {
    static const struct awp_wire_fault fault = {.name = "f"};
    const struct awp_operation *operation =
        awp_operation_find(AWP_BYTES("securityhub.InviteMembers"));
    const struct awp_hello hello = {.is_inline = has_inline, .is_http = true};
    const struct awp_case golden = {.operation = operation,
                                    .wire = {.fault = is_broken ? &fault : NULL}};
    struct awp_question question = {.operation = operation, .status = status};
    const bool can_be = awp_over_http_choose(transport, &hello, &golden, &question, reason);
    *is_over_http = question.is_over_http;
    return can_be;
}

Test(over_http, is_chosen_where_it_must_be_where_it_is_asked_for_and_where_there_is_nothing_else) {
    static const struct {
        enum awp_transport transport;
        bool has_inline;
        bool is_broken;
        unsigned status;
        bool is_over_http;
        const char *reason; /* NULL: it can be put */
    } rows[] = {
        {AWP_TRANSPORT_BEST, true, false, 200, false, NULL},
        {AWP_TRANSPORT_BEST, true, true, 200, true, NULL},
        {AWP_TRANSPORT_BEST, false, false, 200, true, NULL},
        {AWP_TRANSPORT_HTTP, true, false, 200, true, NULL},
        {AWP_TRANSPORT_INLINE, false, false, 103, false, NULL},
        {AWP_TRANSPORT_INLINE, true, true, 200, true, "a wire fault needs transport http"},
        {AWP_TRANSPORT_HTTP, true, false, 103, true,
         "HTTP has no final answer with a status under 200"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        bool is_over_http = false;
        struct awp_bytes reason = {0};
        const bool can_be = choose(rows[i].transport, rows[i].has_inline, rows[i].is_broken,
                                   rows[i].status, &is_over_http, &reason);
        cr_expect_eq(can_be, rows[i].reason == NULL, "%zu", i);
        cr_expect_eq(is_over_http, rows[i].is_over_http, "%zu", i);
        cr_expect(can_be || awp_bytes_equal(reason, awp_bytes_of_string(rows[i].reason)), "%zu", i);
    }
}
