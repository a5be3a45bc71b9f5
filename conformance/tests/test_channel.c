/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/channel.c: lines to and from a process, without ever waiting for it. */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "channel.h"
#include "text.h"

static const struct awp_process_limits unlimited = {0};
static struct awp_channel *channel;
static void set_up(void) {
    signal(SIGPIPE, SIG_IGN);
    channel = calloc(1, sizeof(*channel));
}
static void tear_down(void) { free(channel); }
TestSuite(channel, .init = set_up, .fini = tear_down, .timeout = 60);

static void start(const char *command) {
    cr_assert_eq(awp_channel_start(channel, command, &unlimited), 0);
}

static void pump(void) {
    struct pollfd descriptors[AWP_CHANNEL_DESCRIPTORS];
    awp_channel_poll(channel, descriptors);
    poll(descriptors, AWP_CHANNEL_DESCRIPTORS, AWP_CHANNEL_TICK_MS);
    awp_channel_pump(channel, descriptors);
}

/* What there is to read within a time; QUIET: nothing. */
static enum awp_channel_event next_event(int timeout_ms, struct awp_bytes *line) {
    const int64_t deadline_ms = awp_now_ms() + timeout_ms;
    enum awp_channel_event event = awp_channel_read(channel, line);
    while (event == AWP_CHANNEL_QUIET && awp_now_ms() < deadline_ms) {
        pump();
        event = awp_channel_read(channel, line);
    }
    return event;
}

static void expect_event(enum awp_channel_event want, int timeout_ms) {
    struct awp_bytes line;
    cr_assert_eq(next_event(timeout_ms, &line), want);
}

static bool end(int wait_ms) {
    int wait_status;
    return awp_channel_end(channel, wait_ms, &wait_status);
}

Test(channel, carries_more_than_a_pipe_holds_both_ways) {
    const size_t len = 1 << 20;
    struct awp_bytes line = {0};
    uint8_t *text = malloc(len);
    memset(text, 'x', len);
    text[len - 1] = '\n';
    start("cat");
    awp_channel_send(channel, (struct awp_bytes){text, len - 10});
    awp_channel_send(channel, (struct awp_bytes){text + len - 10, 10});
    cr_assert_eq(awp_channel_unsent_bytes(channel), len);
    awp_channel_flush(channel);
    cr_assert_lt(awp_channel_unsent_bytes(channel), len);
    cr_assert_gt(awp_channel_unsent_bytes(channel), 0);
    cr_assert_eq(next_event(5000, &line), AWP_CHANNEL_LINE);
    cr_assert(awp_bytes_equal(line, (struct awp_bytes){text, len - 1}));
    cr_assert_eq(awp_channel_unsent_bytes(channel), 0);
    cr_assert_eq(channel->sent_bytes, len);
    cr_assert(end(2000));
    free(text);
}

Test(channel, closes_the_input_when_all_is_written) {
    uint8_t *text = calloc(1, 1 << 20);
    struct awp_bytes line = {0};
    start("wc -c");
    awp_channel_send(channel, (struct awp_bytes){text, 1 << 20});
    awp_channel_finish_input(channel);
    cr_assert_eq(next_event(5000, &line), AWP_CHANNEL_LINE);
    cr_assert(awp_bytes_equal(line, AWP_BYTES("1048576")));
    end(500);
    free(text);
}

Test(channel, keeps_what_one_that_does_not_read_was_sent) {
    uint8_t *text = calloc(1, 1 << 20);
    start("sleep 60");
    awp_channel_send(channel, (struct awp_bytes){text, 1 << 20});
    expect_event(AWP_CHANNEL_QUIET, 200);
    cr_assert_eq(channel->sent_bytes + awp_channel_unsent_bytes(channel), 1 << 20);
    cr_assert_gt(awp_channel_unsent_bytes(channel), 0);
    end(0);
    free(text);
}

Test(channel, survives_a_write_to_one_that_is_dead) {
    uint8_t *text = calloc(1, 1 << 20);
    start("exit 3");
    cr_assert(awp_process_wait(&channel->process, 5000));
    awp_channel_send(channel, (struct awp_bytes){text, 1 << 20});
    expect_event(AWP_CHANNEL_ENDED, 1000);
    cr_assert(end(500));
    free(text);
}

Test(channel, hands_out_first_what_one_said_that_no_longer_reads) {
    struct awp_bytes line = {0};
    start("exec <&-; echo last; exec sleep 60");
    usleep(200 * 1000);
    awp_channel_send(channel, AWP_BYTES("too late\n"));
    awp_channel_flush(channel);
    cr_assert_eq(awp_channel_read(channel, &line), AWP_CHANNEL_LINE);
    cr_assert(awp_bytes_equal(line, AWP_BYTES("last")));
    cr_assert_eq(awp_channel_read(channel, &line), AWP_CHANNEL_ENDED);
    cr_assert_not(end(50));
}

Test(channel, is_quiet_within_a_line) {
    start("printf half; sleep 60");
    expect_event(AWP_CHANNEL_QUIET, 200);
    end(0);
}

Test(channel, is_not_kept_waiting_by_a_flood_on_standard_error) {
    start("while :; do echo noise >&2; done");
    expect_event(AWP_CHANNEL_QUIET, 300);
    cr_assert_eq(channel->tail_len, AWP_STDERR_TAIL_BYTES);
    end(0);
}

Test(channel, hands_out_the_last_line_of_a_dead_process_first) {
    struct awp_bytes line = {0};
    start("echo last");
    cr_assert(awp_process_wait(&channel->process, 5000));
    cr_assert_eq(next_event(1000, &line), AWP_CHANNEL_LINE);
    cr_assert(awp_bytes_equal(line, AWP_BYTES("last")));
    expect_event(AWP_CHANNEL_ENDED, 1000);
    cr_assert(end(0));
}

Test(channel, sees_a_death_though_a_child_keeps_the_pipe_open) {
    const int64_t start_ms = awp_now_ms();
    start("sleep 60 & exit 3");
    expect_event(AWP_CHANNEL_ENDED, 5000);
    cr_assert_lt(awp_now_ms() - start_ms, 5000);
    end(0);
}

Test(channel, refuses_an_endless_line_and_gives_its_memory_back) {
    start("tr '\\0' x </dev/zero");
    expect_event(AWP_CHANNEL_TOO_LONG, 30000);
    cr_assert_leq(channel->lines.end, AWP_MAX_LINE_BYTES + (1 << 20));
    end(0);
    cr_assert_null(channel->lines.data);
}

Test(channel, keeps_the_end_of_standard_error) {
    start("printf first >&2; head -c 5000 /dev/zero | tr '\\0' x >&2; printf LAST >&2");
    expect_event(AWP_CHANNEL_ENDED, 5000);
    end(0);
    cr_assert_eq(channel->tail_len, AWP_STDERR_TAIL_BYTES);
    cr_assert_eq(channel->tail_end, 5009);
    cr_assert_eq(memcmp(channel->tail + channel->tail_len - 5, "xLAST", 5), 0);
}

Test(channel, knows_what_was_said_since) {
    awp_channel_note(channel, AWP_BYTES("before, "));
    const uint64_t from = channel->tail_end;
    cr_assert_eq(awp_channel_tail(channel, from).len, 0);
    awp_channel_note(channel, AWP_BYTES("after"));
    cr_assert(awp_bytes_equal(awp_channel_tail(channel, from), AWP_BYTES("after")));
    cr_assert(awp_bytes_equal(awp_channel_tail(channel, 0), AWP_BYTES("before, after")));
}
