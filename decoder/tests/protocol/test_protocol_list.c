/* SPDX-License-Identifier: Apache-2.0 */
/* Every protocol as the list has it: each prefix, each failing allocation, memory and threads. */
#include <criterion/criterion.h>
#include <pthread.h>

#include "awsproof/invite_members.h"
#include "protocol/protocols.h"
#include "support/describe.h"
#include "support/heap.h"
#include "support/model.h"
#include "support/sweep.h"

#define B(literal) AWP_BYTES_INIT(literal)

static const struct awp_operation *const invite_members = &awp_securityhub_invite_members;

Test(protocol_list, has_the_four_protocols_by_name) {
    static const char *const names[] = {"restJson1", "restXml", "awsQuery", "ec2Query"};
    size_t count = 0;
    const struct awp_protocol *const *list = awp_protocol_list(&count);
    cr_assert_eq(count, AWP_TEST_COUNT(names));
    for (size_t i = 0; i < count; i++) {
        cr_expect(awp_bytes_equal(list[i]->name, awp_bytes_of_string(names[i])), "%s", names[i]);
        cr_expect_eq(awp_protocol_find(awp_bytes_of_string(names[i])), list[i], "%s", names[i]);
    }
    cr_expect_null(awp_protocol_find(AWP_BYTES("RestJson1")));
    cr_expect_null(awp_protocol_find(AWP_BYTES("restJson")));
    cr_expect_null(awp_protocol_find(AWP_BYTES("")));
}

static const struct awp_header internal[] = {
    {B("Date"), B("x")}, {B("X-Amzn-ErrorType"), B("ns#InternalException:http://x/")}};

#define ERROR_JSON "{\"Message\":\"a\\u0000\xC3\xA9\",\"n\":[-0.5,null],\"code\":\"ns#Other:x\"}"
#define ERROR_BODY "<Code> InternalException\n</Code><Message>&lt;<![CDATA[&]]></Message>"
#define ERROR_VALUE                                                                                \
    "modeled InternalException {\"Message\":\"<&\",\"Code\":\" InternalException\\n\"}"
#define LIST_JSON                                                                                  \
    "{\"UnprocessedAccounts\":[{\"AccountId\":\"1\"},{\"ProcessingResult\":\"\\u0000\"}],\"x\":1}"
#define LIST_XML                                                                                   \
    "<UnprocessedAccounts><member><AccountId>1</AccountId></member><member/></"                    \
    "UnprocessedAccounts>"
#define LIST_VALUE "result {\"UnprocessedAccounts\":[{\"AccountId\":\"1\"},{}]}"

static const struct awp_test_sweep sweeps[] = {
    {.name = "restJson1, a header's error",
     .protocol = &awp_rest_json1,
     .response = {.status = 500, .headers = internal, .header_count = 2},
     .input = B(ERROR_JSON),
     .whole = "modeled InternalException {\"Message\":\"a\\u0000\xC3\xA9\"}",
     .empty = "modeled InternalException {}",
     .broken = "unknown InternalException"},
    {.name = "restJson1, a body's code",
     .protocol = &awp_rest_json1,
     .response = {.status = 418},
     .input = B(ERROR_JSON),
     .whole = "unknown Other",
     .empty = "unknown 418",
     .broken = "unknown 418"},
    {.name = "restJson1, a success",
     .protocol = &awp_rest_json1,
     .response = {.status = 200},
     .input = B(LIST_JSON),
     .whole = "result {\"UnprocessedAccounts\":[{\"AccountId\":\"1\"},{\"ProcessingResult\":"
              "\"\\u0000\"}]}",
     .empty = "result {}",
     .broken = "unknown 200"},
    {.name = "restXml, an error",
     .protocol = &awp_rest_xml,
     .response = {.status = 500},
     .input = B("<Error xmlns='u'>" ERROR_BODY "</Error>"),
     .whole = ERROR_VALUE,
     .empty = "unknown 500",
     .broken = "unknown 500"},
    {.name = "restXml, a success",
     .protocol = &awp_rest_xml,
     .response = {.status = 200},
     .input = B("<R>" LIST_XML "</R>"),
     .whole = LIST_VALUE,
     .empty = "result {}",
     .broken = "unknown 200"},
    {.name = "awsQuery, an error",
     .protocol = &awp_aws_query,
     .response = {.status = 400},
     .input = B("<ErrorResponse><Error>" ERROR_BODY "</Error></ErrorResponse>"),
     .whole = ERROR_VALUE,
     .empty = "unknown 400",
     .broken = "unknown 400"},
    {.name = "awsQuery, a success",
     .protocol = &awp_aws_query,
     .response = {.status = 200},
     .input = B("<R><InviteMembersResult>" LIST_XML "</InviteMembersResult></R>"),
     .whole = LIST_VALUE,
     .empty = "result {}",
     .broken = "unknown 200"},
    {.name = "ec2Query, an error",
     .protocol = &awp_ec2_query,
     .response = {.status = 400},
     .input = B("<Response><Errors><Error>" ERROR_BODY "</Error></Errors></Response>"),
     .whole = ERROR_VALUE,
     .empty = "unknown 400",
     .broken = "unknown 400"},
    {.name = "ec2Query, a success",
     .protocol = &awp_ec2_query,
     .response = {.status = 200},
     .input = B("<R>" LIST_XML "</R>"),
     .whole = LIST_VALUE,
     .empty = "result {}",
     .broken = "unknown 200"},
};

static struct awp_test_sweep sweep_of(size_t i) {
    struct awp_test_sweep sweep = sweeps[i];
    sweep.run = awp_test_run_response;
    sweep.operation = invite_members;
    sweep.uses_libxml2 = sweep.protocol != &awp_rest_json1;
    return sweep;
}

Test(protocol_list, has_one_outcome_for_every_prefix_of_a_body) {
    for (size_t i = 0; i < AWP_TEST_COUNT(sweeps); i++) {
        const struct awp_test_sweep sweep = sweep_of(i);
        awp_test_sweep_prefixes(&sweep);
    }
}

Test(protocol_list, says_so_when_any_allocation_fails) {
    for (size_t i = 0; i < AWP_TEST_COUNT(sweeps); i++) {
        const struct awp_test_sweep sweep = sweep_of(i);
        awp_test_sweep_memory(&sweep);
    }
}

Test(protocol_list, says_so_under_any_ceiling) {
    for (size_t i = 0; i < AWP_TEST_COUNT(sweeps); i++) {
        const struct awp_test_sweep sweep = sweep_of(i);
        awp_test_sweep_ceilings(&sweep);
    }
}

Test(protocol_list, sweeps_every_protocol) {
    size_t count = 0;
    const struct awp_protocol *const *list = awp_protocol_list(&count);
    for (size_t p = 0; p < awp_test_some(count); p++) {
        size_t swept = 0;
        for (size_t i = 0; i < AWP_TEST_COUNT(sweeps); i++) {
            swept += sweeps[i].protocol == list[p] ? 1 : 0;
        }
        cr_expect_geq(swept, 2, "%.*s", AWP_TEST_SHOW(list[p]->name));
    }
}

Test(protocol_list, fails_alike_in_every_protocol) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    size_t count = 0;
    const struct awp_protocol *const *list = awp_protocol_list(&count);
    for (size_t i = 0; i < awp_test_some(count); i++) {
        const bool is_json = list[i] == &awp_rest_json1;
        struct awp_http_response response = {
            .status = 200,
            .body = {(const uint8_t *)"<", AWP_MAX_TEXT_BYTES},
        };
        struct awp_outcome outcome;
        awp_test_poison(&outcome, sizeof outcome);
        cr_expect_eq(awp_response_decode(list[i], invite_members, &response, room.arena, &outcome),
                     AWP_TOO_LARGE, "%.*s", AWP_TEST_SHOW(list[i]->name));
        response.body = is_json ? AWP_BYTES("{\"Count\":1}")
                                : AWP_BYTES("<R><Count/><CountResult><Count/></CountResult></R>");
        cr_expect_eq(awp_response_decode(list[i], &awp_test_count_operation, &response, room.arena,
                                         &outcome),
                     AWP_UNSUPPORTED_SHAPE, "%.*s", AWP_TEST_SHOW(list[i]->name));
        awp_test_expect_poison(&outcome, sizeof outcome);
    }
    awp_test_room_close(&room);
}

/* A success whose list has `items` elements, framed as the protocol has it. */
struct framed {
    const struct awp_protocol *protocol;
    struct awp_bytes before;
    struct awp_bytes item;
    struct awp_bytes after;
};

static size_t held_for(const struct framed *framed, size_t items) {
    struct awp_test_room room;
    awp_test_room_open(&room, 64 << 20); /* or a fault would take all memory there is */
    const struct awp_bytes all = awp_test_repeat(&room.heap, framed->item, items);
    const struct awp_bytes parts[] = {framed->before, all, framed->after};
    const struct awp_http_response response = {.status = 200,
                                               .body = awp_test_join(&room.heap, parts, 3)};
    struct awp_outcome outcome;
    cr_assert_eq(
        awp_response_decode(framed->protocol, invite_members, &response, room.arena, &outcome),
        AWP_OK);
    cr_assert_eq(outcome.kind, AWP_OUTCOME_RESULT, "%.*s", AWP_TEST_SHOW(framed->protocol->name));
    const struct awp_value *list =
        awp_value_member(&outcome.value, AWP_BYTES("UnprocessedAccounts"));
    cr_assert_not_null(list);
    cr_expect_geq(list->as.list.count, items);
    const size_t held = awp_arena_held_bytes(room.arena);
    awp_test_release(&room.heap, response.body);
    awp_test_release(&room.heap, all);
    awp_test_room_close(&room);
    return held;
}

Test(protocol_list, takes_memory_linear_in_the_body) {
    static const struct framed rows[] = {
        {&awp_rest_json1, B("{\"UnprocessedAccounts\":["), B("{\"AccountId\":\"1\",\"n\":1},"),
         B("{}]}")},
        {&awp_rest_xml, B("<R><UnprocessedAccounts>"),
         B("<member><AccountId>1</AccountId></member>"), B("</UnprocessedAccounts></R>")},
        {&awp_aws_query, B("<R><InviteMembersResult><UnprocessedAccounts>"), B("<member/>"),
         B("</UnprocessedAccounts></InviteMembersResult></R>")},
        {&awp_ec2_query, B("<R><UnprocessedAccounts>"),
         B("<member><ProcessingResult>&amp;</ProcessingResult></member>"),
         B("</UnprocessedAccounts></R>")},
    };
    for (size_t i = 0; i < AWP_TEST_COUNT(rows); i++) {
        const size_t once = held_for(&rows[i], 20000);
        const size_t twice = held_for(&rows[i], 40000);
        cr_expect_lt(twice, once * 5 / 2, "%.*s: %zu, then %zu bytes",
                     AWP_TEST_SHOW(rows[i].protocol->name), once, twice);
    }
}

/* What a thread decodes, over and over, and what it found. Criterion's assertions are not for it.
 */
struct worker {
    pthread_t thread;
    pthread_barrier_t *start;
    struct awp_test_sweep sweep;
    struct awp_outcome expected;
    size_t decoded;
    size_t wrong;
};

enum { THREADS = 4, ROUNDS = 2000 };

static void *work(void *context) {
    struct worker *worker = context;
    struct awp_http_response response = worker->sweep.response;
    response.body = worker->sweep.input;
    struct awp_arena *arena = awp_arena_create(NULL, 0);
    (void)pthread_barrier_wait(worker->start);
    for (size_t i = 0; arena != NULL && i < ROUNDS; i++) {
        struct awp_outcome outcome;
        const bool is_right = awp_response_decode(worker->sweep.protocol, invite_members, &response,
                                                  arena, &outcome) == AWP_OK &&
                              awp_outcome_equal(&outcome, &worker->expected);
        worker->wrong += is_right ? 0 : 1;
        worker->decoded++;
        awp_arena_reset(arena);
    }
    awp_arena_destroy(arena);
    return NULL;
}

Test(protocol_list, decodes_in_four_threads_at_once) {
    static const size_t inputs[THREADS] = {0, 2, 3, 6}; /* of the sweeps: two JSON, two XML */
    struct awp_test_room room;
    struct worker workers[THREADS] = {0};
    pthread_barrier_t start;
    awp_test_room_open(&room, 0);
    cr_assert_eq(pthread_barrier_init(&start, NULL, THREADS), 0);
    for (size_t i = 0; i < THREADS; i++) {
        workers[i].start = &start;
        workers[i].sweep = sweep_of(inputs[i]);
        struct awp_http_response response = workers[i].sweep.response;
        response.body = workers[i].sweep.input;
        cr_assert_eq(awp_response_decode(workers[i].sweep.protocol, invite_members, &response,
                                         room.arena, &workers[i].expected),
                     AWP_OK);
        awp_test_expect(workers[i].sweep.name, invite_members, response.body, &workers[i].expected,
                        workers[i].sweep.whole);
    }
    for (size_t i = 0; i < THREADS; i++) {
        cr_assert_eq(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        cr_assert_eq(pthread_join(workers[i].thread, NULL), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        cr_expect_eq(workers[i].decoded, ROUNDS, "%s", workers[i].sweep.name);
        cr_expect_eq(workers[i].wrong, 0, "%s: %zu wrong", workers[i].sweep.name, workers[i].wrong);
    }
    cr_assert_eq(pthread_barrier_destroy(&start), 0);
    awp_test_room_close(&room);
}
