/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/testee.c: handshakes and exchanges with testees that are small shell scripts. */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "awsproof/invite_members.h"
#include "support.h"
#include "testee.h"
#include "text.h"

static struct awp_arena *arena;
static void set_up(void) {
    signal(SIGPIPE, SIG_IGN);
    arena = awp_arena_create(NULL, 0);
}
static struct awp_testee *made;
static void tear_down(void) {
    if (made != NULL) {
        awp_testee_clear(made);
    }
    awp_arena_destroy(arena);
}
TestSuite(testee, .init = set_up, .fini = tear_down);

/* Reads our hello and says its own. */
#define HELLO                                                                                      \
    "read x; echo '{\"type\":\"hello\",\"protocol\":1,\"name\":\"fake\",\"version\":\"1\","        \
    "\"transports\":[\"inline\"],\"operations\":[\"securityhub.InviteMembers\"]}'; "
#define ANSWER(id)                                                                                 \
    "echo '{\"type\":\"outcome\",\"id\":\"" id "\",\"outcome\":{\"kind\":\"unknown\",\"code\":"    \
    "\"5\"}}'; "

static struct awp_testee *make_by(const struct awp_testee_options *options) {
    if (made != NULL) {
        awp_testee_clear(made);
    }
    made = awp_need_array(arena, 1, sizeof(*made));
    awp_testee_init(made, options);
    return made;
}

static struct awp_testee *make_testee(const char *command, bool strict) {
    const struct awp_testee_options options = {.command = command,
                                               .cases_sha256 = "0",
                                               .timeout_ms = 500,
                                               .start_timeout_ms = 2000,
                                               .strict = strict,
                                               .stop = -1};
    return make_by(&options);
}

static struct awp_question question(void) {
    return (struct awp_question){.operation = &awp_securityhub_invite_members,
                                 .protocol = awp_protocol_find(AWP_BYTES("restJson1")),
                                 .status = 503};
}

static void expect_exchange(const char *command, bool strict, enum awp_exchange_end end,
                            const char *reason) {
    struct awp_testee *testee = make_testee(command, strict);
    struct awp_exchange exchange;
    struct awp_bytes said = {0};
    const struct awp_question asked = question();
    cr_assert(awp_testee_start(testee, arena, &said), "%.*s", AWP_TEXT_ARGS(said));
    awp_testee_ask(testee, &asked, arena, &exchange);
    cr_expect_eq(exchange.end, end, "%s: %d %.*s", command, (int)exchange.end,
                 AWP_TEXT_ARGS(exchange.reason));
    cr_expect(awp_bytes_equal(exchange.reason, awp_bytes_of_string(reason)), "%s: %.*s", command,
              AWP_TEXT_ARGS(exchange.reason));
    cr_expect_eq(testee->is_running, end == AWP_EXCHANGE_ANSWERED);
    awp_testee_end(testee, arena);
}

static void expect_no_start(const char *command, const char *reason) {
    struct awp_testee *testee = make_testee(command, false);
    struct awp_bytes said = {0};
    cr_expect_not(awp_testee_start(testee, arena, &said), "%s", command);
    cr_expect(awp_bytes_equal(said, awp_bytes_of_string(reason)), "%s: %.*s", command,
              AWP_TEXT_ARGS(said));
    cr_expect_not(testee->is_running);
}

Test(testee, answers_and_says_bye) {
    expect_exchange(HELLO "read x; " ANSWER("c1") "read x", false, AWP_EXCHANGE_ANSWERED, "");
}

Test(testee, is_not_started_by_anything_but_a_hello) {
    expect_no_start("exit 7", "exit status 7");
    expect_no_start("kill -SEGV $$", "killed by SIGSEGV");
    expect_no_start("read x; read y", "no hello within 2 s");
    expect_no_start("read x; echo '{}'; read y", "a hello has no field \"type\"");
    expect_no_start("read x; echo '{\"type\":\"hello\",\"protocol\":9,\"name\":\"\",\"version\":"
                    "\"\",\"transports\":[],\"operations\":[]}'; read y",
                    "it speaks protocol 9; this runner speaks 1");
}

Test(testee, crashes_are_told_apart) {
    expect_exchange(HELLO "read x; exit 3", false, AWP_EXCHANGE_CRASH, "exit status 3");
    expect_exchange(HELLO "exit 0", false, AWP_EXCHANGE_CRASH, "exit status 0");
    expect_exchange(HELLO "read x; kill -SEGV $$", false, AWP_EXCHANGE_CRASH, "killed by SIGSEGV");
    expect_exchange(HELLO "read x; printf '{\"type\"'; kill -ABRT $$", false, AWP_EXCHANGE_CRASH,
                    "killed by SIGABRT");
    expect_exchange(
        HELLO "read x; echo 'SUMMARY: AddressSanitizer: heap-buffer-overflow a.c:1' >&2; exit 1",
        false, AWP_EXCHANGE_CRASH, "exit status 1; AddressSanitizer: heap-buffer-overflow a.c:1");
}

Test(testee, hangs_end_at_the_deadline) {
    expect_exchange(HELLO "read x; sleep 60", false, AWP_EXCHANGE_HANG, "no answer within 0.5 s");
    expect_exchange(HELLO "read x; while :; do echo noise; done", false, AWP_EXCHANGE_HANG,
                    "no answer within 0.5 s");
    expect_exchange(HELLO "read x; printf '{\"type\"'; sleep 60", false, AWP_EXCHANGE_HANG,
                    "no answer within 0.5 s");
}

Test(testee, breaks_the_protocol_in_many_ways) {
    const enum awp_exchange_end end = AWP_EXCHANGE_PROTOCOL_ERROR;
    expect_exchange(HELLO "read x; " ANSWER("c2") "read x", false, end,
                    "answers id \"c2\", but only \"c1\" is open");
    expect_exchange(HELLO "read x; echo '{\"type\":\"outcome\",\"id\":\"c1\"}'; read x", false, end,
                    "an answer has no field \"outcome\"");
    expect_exchange(HELLO "read x; exec >&-; sleep 60", false, end,
                    "closed its standard input or output, and did not end");
    expect_exchange(HELLO "read x; echo noise; " ANSWER("c1") "read x", true, end,
                    "a line that is no JSON object (--strict)");
    expect_exchange(HELLO "read x; printf '%s\\n%s\\n' '{\"type\":\"outcome\",\"id\":\"c1\","
                          "\"outcome\":{\"kind\":\"unknown\",\"code\":\"5\"}}' '{}'; read x",
                    false, end, "an answer has no field \"type\"");
}

Test(testee, noise_is_counted_and_kept_beside_standard_error) {
    struct awp_testee *testee = make_testee(
        HELLO
        "read x; echo oops >&2; echo; echo 'Hello!'; echo '[1]'; sleep 0.1; " ANSWER("c1") "read x",
        false);
    struct awp_exchange exchange;
    struct awp_bytes said = {0};
    const struct awp_question asked = question();
    cr_assert(awp_testee_start(testee, arena, &said));
    awp_testee_ask(testee, &asked, arena, &exchange);
    cr_assert_eq(exchange.end, AWP_EXCHANGE_ANSWERED);
    cr_assert_eq(testee->noise_lines, 3);
    cr_assert_not_null(memmem(exchange.errors.ptr, exchange.errors.len, "stdout: Hello!\n", 15));
    cr_assert_not_null(memmem(exchange.errors.ptr, exchange.errors.len, "oops\n", 5));
    cr_assert_eq(awp_testee_end(testee, arena).len, 0);
}

Test(testee, a_bad_end_after_bye_is_said) {
    struct awp_testee *testee = make_testee(HELLO "read x; exit 23", false);
    struct awp_bytes said = {0};
    cr_assert(awp_testee_start(testee, arena, &said));
    said = awp_testee_end(testee, arena);
    cr_assert(awp_bytes_equal(said, AWP_BYTES("the testee ended after bye: exit status 23")));
}

Test(testee, a_body_too_large_for_a_line_is_not_sent) {
    struct awp_testee *testee = make_testee(HELLO "read x", false);
    struct awp_exchange exchange;
    struct awp_bytes said = {0};
    struct awp_question asked = question();
    asked.body.len = AWP_MAX_BODY_BYTES;
    asked.body.ptr = calloc(1, asked.body.len);
    cr_assert(awp_testee_start(testee, arena, &said));
    awp_testee_ask(testee, &asked, arena, &exchange);
    cr_assert_eq(exchange.end, AWP_EXCHANGE_NOT_SENT);
    cr_assert(testee->is_running);
    awp_testee_end(testee, arena);
    free((void *)(uintptr_t)asked.body.ptr);
}

/* The next event of a testee. */
static struct awp_testee_event wait_for(struct awp_testee *testee) {
    struct awp_testee_event event;
    awp_testee_next(testee, arena, &event);
    while (event.kind == AWP_TESTEE_NOTHING) {
        cr_assert(awp_testees_wait(&testee, 1, -1, 1000));
        awp_testee_next(testee, arena, &event);
    }
    return event;
}

static struct awp_testee *start(const char *command) {
    struct awp_testee *testee = make_testee(command, false);
    struct awp_bytes said = {0};
    cr_assert(awp_testee_start(testee, arena, &said), "%.*s", AWP_TEXT_ARGS(said));
    return testee;
}

static void send_questions(struct awp_testee *testee, size_t count) {
    const struct awp_question asked = question();
    for (size_t i = 0; i < count; i++) {
        cr_assert(awp_testee_has_room(testee, count));
        cr_assert_eq(awp_testee_send(testee, &asked, arena), i + 1);
    }
    cr_assert_not(awp_testee_has_room(testee, count));
}

static void expect_fault(const struct awp_testee_event *event, enum awp_exchange_end end,
                         const char *reason) {
    cr_assert_eq(event->kind, AWP_TESTEE_FAULT);
    cr_expect_eq(event->exchange.end, end);
    cr_expect(awp_bytes_equal(event->exchange.reason, awp_bytes_of_string(reason)), "%.*s",
              AWP_TEXT_ARGS(event->exchange.reason));
}

Test(testee, takes_answers_in_any_order) {
    struct awp_testee *testee =
        start(HELLO "read x; read x; read x; " ANSWER("c3") ANSWER("c1") ANSWER("c2") "read x");
    send_questions(testee, 3);
    cr_assert_eq(wait_for(testee).id, 3);
    cr_assert_eq(wait_for(testee).id, 1);
    cr_assert_eq(testee->open_count, 1);
    cr_assert_eq(testee->open[0].id, 2);
    const struct awp_testee_event last = wait_for(testee);
    cr_assert_eq(last.kind, AWP_TESTEE_ANSWER);
    cr_assert_eq(last.id, 2);
    cr_assert_eq(testee->answered_id, 2);
}

Test(testee, tells_an_id_that_is_answered_again_from_those_that_are_open) {
    struct awp_testee *testee =
        start(HELLO "read x; read x; read x; " ANSWER("c2") ANSWER("c2") "read x");
    send_questions(testee, 3);
    cr_assert_eq(wait_for(testee).id, 2);
    const struct awp_testee_event again = wait_for(testee);
    expect_fault(&again, AWP_EXCHANGE_PROTOCOL_ERROR,
                 "answers id \"c2\", which is not among the 2 that are open");
    cr_assert_eq(again.id, 2);
    cr_assert_eq(testee->open_count, 2, "what was open is still known");
    cr_assert_not(testee->is_running);
}

Test(testee, knows_no_id_that_only_looks_like_one) {
    static const char *const ids[] = {"c01", "c", "C1", "c1 ", "1", "c18446744073709551617"};
    for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
        struct awp_testee *testee =
            start((const char *)awp_text_format(
                      arena,
                      HELLO "read x; echo '{\"type\":\"outcome\",\"id\":\"%s\",\"outcome\":"
                            "{\"kind\":\"unknown\",\"code\":\"5\"}}'; read x",
                      ids[i])
                      .ptr);
        send_questions(testee, 1);
        const struct awp_testee_event event = wait_for(testee);
        cr_expect_eq(event.kind, AWP_TESTEE_FAULT, "%s", ids[i]);
        cr_expect_eq(event.id, 0, "%s", ids[i]);
    }
}

Test(testee, gives_each_answer_its_time_and_no_request_more_than_its_own) {
    struct awp_testee *testee = start(HELLO "read x; read x; read x; sleep 0.4; " ANSWER(
        "c1") "sleep 0.4; " ANSWER("c2") "sleep 60");
    send_questions(testee, 3);
    cr_assert_eq(wait_for(testee).id, 1);
    cr_assert_eq(wait_for(testee).id, 2, "0.8 s after it was sent, 0.4 s after the other");
    const struct awp_testee_event event = wait_for(testee);
    expect_fault(&event, AWP_EXCHANGE_HANG, "no answer within 0.5 s");
}

Test(testee, does_not_wait_for_ever_for_one_that_others_overtake) {
    struct awp_testee *testee = start(HELLO "i=2; while read x; do sleep 0.05; echo "
                                            "'{\"type\":\"outcome\",\"id\":\"c'$i'\","
                                            "\"outcome\":{\"kind\":\"unknown\",\"code\":\"5\"}}'; "
                                            "i=$((i+1)); done");
    const struct awp_question asked = question();
    const int64_t start_ms = awp_now_ms();
    struct awp_testee_event event = {.kind = AWP_TESTEE_NOTHING};
    while (event.kind != AWP_TESTEE_FAULT) {
        while (awp_testee_has_room(testee, 3)) {
            awp_testee_send(testee, &asked, arena);
        }
        event = wait_for(testee);
    }
    expect_fault(&event, AWP_EXCHANGE_HANG, "no answer within 0.5 s");
    cr_assert_lt(awp_now_ms() - start_ms, 20 * 1000);
}

Test(testee, refuses_an_answer_that_comes_before_the_question) {
    struct awp_testee *testee = start(HELLO "sleep 0.2; " ANSWER("c1") "sleep 60");
    struct awp_question asked = question();
    uint8_t *body = calloc(1, 1 << 20);
    asked.body = (struct awp_bytes){body, 1 << 20};
    cr_assert_eq(awp_testee_send(testee, &asked, arena), 1);
    const struct awp_testee_event event = wait_for(testee);
    expect_fault(&event, AWP_EXCHANGE_PROTOCOL_ERROR, "answers before it has taken its request");
    free(body);
}

Test(testee, refuses_an_answer_that_would_take_all_memory) {
    struct awp_testee *testee =
        start(HELLO "read x; printf '{\"a\":['; yes '[],' | tr -d '\\n' | head -c 30000000; "
                    "echo '[]]}'; sleep 60");
    testee->options.timeout_ms = 20000;
    send_questions(testee, 1);
    const struct awp_testee_event event = wait_for(testee);
    expect_fault(&event, AWP_EXCHANGE_PROTOCOL_ERROR, "an answer that takes over 256 MiB to read");
    cr_assert_eq(event.exchange.line.len, 200);
}

static struct awp_testee *launch_one_shot(const char *command) {
    const struct awp_testee_options options = {
        .command = command, .timeout_ms = 500, .one_shot = true, .stop = -1};
    struct awp_testee *testee = make_by(&options);
    struct awp_bytes said = {0};
    cr_assert(awp_testee_launch(testee, arena, &said));
    cr_assert_eq(testee->phase, AWP_TESTEE_READY);
    cr_assert(testee->hello.claims_everything);
    send_questions(testee, 1);
    return testee;
}

static void expect_one_shot_ending(const char *command, enum awp_exchange_end end,
                                   const char *reason) {
    struct awp_testee *testee = launch_one_shot(command);
    cr_assert_eq(wait_for(testee).kind, AWP_TESTEE_ANSWER, "%s", command);
    awp_testee_say_bye(testee);
    const struct awp_testee_event event = wait_for(testee);
    cr_expect_eq(event.kind, AWP_TESTEE_ENDED, "%s", command);
    cr_expect_eq(event.exchange.end, end, "%s: %d", command, (int)event.exchange.end);
    cr_expect(awp_bytes_equal(event.exchange.reason, awp_bytes_of_string(reason)), "%s: %.*s",
              command, AWP_TEXT_ARGS(event.exchange.reason));
    cr_expect_not(testee->is_running);
}

Test(testee, is_asked_once_without_hello_and_bye) {
    expect_one_shot_ending("read request; read nothing || " ANSWER("c1"), AWP_EXCHANGE_ANSWERED,
                           "exit status 0");
    expect_one_shot_ending("read x; " ANSWER("c1") "exit 3", AWP_EXCHANGE_CRASH, "exit status 3");
    expect_one_shot_ending("read x; " ANSWER("c1") "kill -SEGV $$", AWP_EXCHANGE_CRASH,
                           "killed by SIGSEGV");
    struct awp_testee *testee = launch_one_shot("read x; " ANSWER("c1") ANSWER("c1") "sleep 60");
    cr_assert_eq(wait_for(testee).kind, AWP_TESTEE_ANSWER);
    awp_testee_say_bye(testee);
    const struct awp_testee_event event = wait_for(testee);
    cr_assert_eq(event.kind, AWP_TESTEE_FAULT);
    cr_assert_eq(event.id, 1);
}

Test(testee, waits_for_one_that_does_not_end_after_bye_no_longer_than_two_seconds) {
    struct awp_testee *testee = start(HELLO "read x; sleep 60");
    const int64_t start_ms = awp_now_ms();
    const struct awp_bytes said = awp_testee_end(testee, arena);
    cr_expect(awp_bytes_equal(said, AWP_BYTES("the testee did not end within 2 s of bye")));
    cr_expect_lt(awp_now_ms() - start_ms, 5000);
    cr_expect_not(testee->is_running);
}
