/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/attempt.c over HTTP: what is asked alone, what is taken back, and what of an
 * answer is masked. */
#include <criterion/criterion.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "attempt.h"
#include "text.h"

static struct awp_arena *arena;
static struct awp_attempt_setting setting;
static const struct awp_hello http_alone = {.is_http = true};
static const struct awp_wire_fault fault = {.name = "f"};
static struct awp_case golden;

static void set_up(void) {
    char reason[256] = "";
    arena = awp_arena_create(NULL, 0);
    setting = (struct awp_attempt_setting){.desk = awp_desk_open(reason, sizeof(reason))};
    cr_assert_neq(setting.desk, NULL, "%s", reason);
    golden =
        (struct awp_case){.id = AWP_BYTES("c"),
                          .operation = awp_operation_find(AWP_BYTES("securityhub.InviteMembers")),
                          .protocol = awp_protocol_find(AWP_BYTES("restJson1")),
                          .status = 200,
                          .expect = {.kind = AWP_ANSWER_REJECTED}};
}
static void tear_down(void) {
    awp_desk_close(setting.desk);
    awp_arena_destroy(arena);
}
TestSuite(attempt, .init = set_up, .fini = tear_down, .timeout = 60);

static void prepare(struct awp_attempt *attempt) {
    struct awp_bytes reason = {0};
    awp_attempt_prepare(attempt, &golden, arena);
    cr_assert(awp_over_http_choose(AWP_TRANSPORT_BEST, &http_alone, &golden, &attempt->question,
                                   &reason));
    cr_assert(attempt->question.is_over_http);
}

/* Calls the endpoint of a question: the status that comes. */
static unsigned call(struct awp_bytes endpoint) {
    const char *url = awp_text_cstring(arena, endpoint); /* http://127.0.0.1:41231/k8 */
    const struct sockaddr_in address = {.sin_family = AF_INET,
                                        .sin_port = htons((uint16_t)strtoul(url + 17, NULL, 10)),
                                        .sin_addr = {htonl(INADDR_LOOPBACK)}};
    char text[512];
    const int connection = socket(AF_INET, SOCK_STREAM, 0);
    const int len = snprintf(text, sizeof(text),
                             "POST %s/members/invite HTTP/1.1\r\nConnection: close\r\n"
                             "Content-Type: application/json\r\nContent-Length: 31\r\n\r\n"
                             "{\"AccountIds\":[\"111122223333\"]}",
                             strrchr(url, '/'));
    cr_assert_eq(connect(connection, (const struct sockaddr *)&address, sizeof(address)), 0);
    cr_assert_eq(send(connection, text, (size_t)len, MSG_NOSIGNAL), len);
    const ssize_t got = recv(connection, text, sizeof(text) - 1, MSG_WAITALL);
    cr_assert_gt(got, 12);
    text[got] = '\0';
    close(connection);
    return (unsigned)strtoul(text + strlen("HTTP/1.1 "), NULL, 10);
}

Test(attempt, is_alone_where_its_answer_is_large) {
    struct awp_attempt attempt;
    const size_t large = (size_t)1 << 20;
    uint8_t *body = malloc(large + 1);
    cr_assert_neq(body, NULL);
    memset(body, ' ', large + 1);
    golden.body = (struct awp_body){.bytes = {body, large}, .len = large};
    prepare(&attempt);
    cr_expect_not(awp_attempt_is_exclusive(&attempt));
    golden.body = (struct awp_body){.bytes = {body, large + 1}, .len = large + 1};
    prepare(&attempt);
    cr_expect(awp_attempt_is_exclusive(&attempt));
    attempt.question.is_over_http = false;
    cr_expect_not(awp_attempt_is_exclusive(&attempt));
    free(body);
}

Test(attempt, is_alone_where_its_answer_breaks_on_the_wire) {
    struct awp_attempt attempt;
    prepare(&attempt);
    cr_expect_not(awp_attempt_is_exclusive(&attempt));
    golden.wire.fault = &fault;
    prepare(&attempt);
    cr_expect(awp_attempt_is_exclusive(&attempt));
    attempt.question.is_over_http = false;
    cr_expect_not(awp_attempt_is_exclusive(&attempt), "inline nothing breaks");
}

Test(attempt, that_is_withdrawn_lies_ready_no_more) {
    struct awp_attempt attempt;
    prepare(&attempt);
    const struct awp_bytes endpoint = awp_attempt_ask(&attempt, &setting)->endpoint;
    cr_expect_eq(call(endpoint), 200);
    cr_expect_eq(awp_desk_stray_count(setting.desk), 0);
    awp_attempt_withdraw(&attempt, &setting);
    cr_expect_eq(call(endpoint), 404);
    cr_expect_eq(awp_desk_stray_count(setting.desk), 1);
    awp_attempt_withdraw(&attempt, &setting); /* and once more is nothing */
}

Test(attempt, that_is_withdrawn_at_its_plain_call_takes_that_back) {
    struct awp_attempt attempt;
    prepare(&attempt);
    attempt.probe = awp_over_http_probe(&attempt.question);
    attempt.is_probed = true;
    const struct awp_bytes endpoint = awp_attempt_ask(&attempt, &setting)->endpoint;
    cr_expect_eq(call(endpoint), 200);
    awp_attempt_withdraw(&attempt, &setting);
    cr_expect_eq(call(endpoint), 404);
}

Test(attempt, shows_no_port_in_what_was_said) {
    struct awp_attempt attempt;
    prepare(&attempt);
    call(awp_attempt_ask(&attempt, &setting)->endpoint);
    const struct awp_exchange exchange = {
        .end = AWP_EXCHANGE_ANSWERED,
        .answer = {.kind = AWP_ANSWER_REJECTED,
                   .class_name = AWP_BYTES("E"),
                   .message = AWP_BYTES("no route to http://127.0.0.1:4711/k1")},
        .errors = AWP_BYTES("connecting 127.0.0.1:4711")};
    cr_assert(awp_attempt_settle(&attempt, &setting, &http_alone, &exchange));
    cr_expect_eq(attempt.judgement.verdict, AWP_VERDICT_PASS);
    cr_expect(awp_bytes_equal(attempt.exchange.answer.message,
                              AWP_BYTES("no route to http://127.0.0.1:PORT/KEY")));
    cr_expect(awp_bytes_equal(attempt.exchange.errors, AWP_BYTES("connecting 127.0.0.1:PORT")));
}
