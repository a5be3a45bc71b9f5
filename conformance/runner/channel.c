/* SPDX-License-Identifier: Apache-2.0 */
/* Lines to and from a process: nothing here waits but awp_channel_end, and that not for long. */
#include "channel.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text.h"

/* Between SIGTERM and SIGKILL. */
#define GRACE_MS 500
/* How much of standard error is read at the end, at most, of a process that never stops writing. */
#define LAST_READS 64
/* A queue larger than this is given back when it is empty. */
#define KEPT_QUEUE_BYTES ((size_t)1 << 20)

int awp_channel_start(struct awp_channel *channel, const char *command,
                      const struct awp_process_limits *limits) {
    awp_lines_clear(&channel->lines);
    free(channel->unsent);
    memset(channel, 0, sizeof(*channel));
    channel->looked_at_ms = awp_now_ms();
    return awp_process_start(command, limits, &channel->process);
}

void awp_channel_note(struct awp_channel *channel, struct awp_bytes text) {
    const size_t room = sizeof(channel->tail);
    channel->tail_end += text.len;
    if (text.len > room) {
        text = (struct awp_bytes){text.ptr + text.len - room, room};
    }
    if (channel->tail_len + text.len > room) {
        const size_t dropped = channel->tail_len + text.len - room;
        memmove(channel->tail, channel->tail + dropped, channel->tail_len - dropped);
        channel->tail_len -= dropped;
    }
    if (text.len > 0) {
        memcpy(channel->tail + channel->tail_len, text.ptr, text.len);
        channel->tail_len += text.len;
    }
}

struct awp_bytes awp_channel_tail(const struct awp_channel *channel, uint64_t from) {
    const uint64_t said = channel->tail_end - from;
    const size_t len = said < channel->tail_len ? (size_t)said : channel->tail_len;
    return (struct awp_bytes){(const uint8_t *)channel->tail + channel->tail_len - len, len};
}

/* Reads standard error once. Whether there may be more. */
static bool read_errors(struct awp_channel *channel) {
    uint8_t block[16384];
    if (channel->process.errors < 0) {
        return false;
    }
    const ssize_t len = read(channel->process.errors, block, sizeof(block));
    if (len > 0) {
        awp_channel_note(channel, (struct awp_bytes){block, (size_t)len});
        return true;
    }
    if (len == 0 || (errno != EAGAIN && errno != EINTR)) {
        close(channel->process.errors);
        channel->process.errors = -1;
    }
    return false;
}

/* Reads standard output once. Whether something came. */
static bool read_output(struct awp_channel *channel) {
    if (channel->output_ended) {
        return false;
    }
    const enum awp_lines_read got = awp_lines_fill(&channel->lines, channel->process.output);
    channel->output_ended = got == AWP_LINES_END;
    return got == AWP_LINES_MORE;
}

size_t awp_channel_unsent_bytes(const struct awp_channel *channel) {
    return channel->unsent_end - channel->unsent_start;
}

static void close_input(struct awp_channel *channel) {
    if (channel->process.input >= 0) {
        close(channel->process.input);
        channel->process.input = -1;
    }
}

static void drop_unsent(struct awp_channel *channel) {
    channel->unsent_start = channel->unsent_end = 0;
    if (channel->unsent_capacity > KEPT_QUEUE_BYTES) {
        free(channel->unsent);
        channel->unsent = NULL;
        channel->unsent_capacity = 0;
    }
}

void awp_channel_flush(struct awp_channel *channel) {
    while (channel->process.input >= 0 && awp_channel_unsent_bytes(channel) > 0) {
        const ssize_t len = write(channel->process.input, channel->unsent + channel->unsent_start,
                                  awp_channel_unsent_bytes(channel));
        if (len > 0) {
            channel->unsent_start += (size_t)len;
            channel->sent_bytes += (uint64_t)len;
        } else if (errno == EAGAIN) {
            return;
        } else if (errno != EINTR) {
            channel->input_is_broken = true;
            close_input(channel);
        }
    }
    drop_unsent(channel);
    if (channel->closes_input) {
        close_input(channel);
    }
}

void awp_channel_send(struct awp_channel *channel, struct awp_bytes bytes) {
    if (channel->process.input < 0) {
        return;
    }
    if (channel->unsent_capacity - channel->unsent_end < bytes.len) {
        const size_t held = awp_channel_unsent_bytes(channel);
        uint8_t *block = awp_need_block(malloc(held + bytes.len));
        if (held > 0) {
            memcpy(block, channel->unsent + channel->unsent_start, held);
        }
        free(channel->unsent);
        channel->unsent = block;
        channel->unsent_start = 0;
        channel->unsent_end = held;
        channel->unsent_capacity = held + bytes.len;
    }
    memcpy(channel->unsent + channel->unsent_end, bytes.ptr, bytes.len);
    channel->unsent_end += bytes.len;
}

void awp_channel_finish_input(struct awp_channel *channel) {
    channel->closes_input = true;
    awp_channel_flush(channel);
}

void awp_channel_poll(const struct awp_channel *channel,
                      struct pollfd descriptors[AWP_CHANNEL_DESCRIPTORS]) {
    const bool writes = awp_channel_unsent_bytes(channel) > 0;
    descriptors[0] = (struct pollfd){.fd = channel->output_ended ? -1 : channel->process.output,
                                     .events = POLLIN};
    descriptors[1] = (struct pollfd){.fd = channel->process.errors, .events = POLLIN};
    descriptors[2] = (struct pollfd){.fd = writes ? channel->process.input : -1, .events = POLLOUT};
}

void awp_channel_pump(struct awp_channel *channel,
                      const struct pollfd descriptors[AWP_CHANNEL_DESCRIPTORS]) {
    if (descriptors[0].revents != 0) {
        read_output(channel);
    }
    if (descriptors[1].revents != 0) {
        read_errors(channel);
    }
    if (descriptors[2].revents != 0) {
        awp_channel_flush(channel);
    }
    if (channel->is_dead || awp_now_ms() - channel->looked_at_ms < AWP_CHANNEL_TICK_MS) {
        return;
    }
    channel->looked_at_ms = awp_now_ms();
    if (awp_process_has_ended(&channel->process)) {
        channel->is_dead = !read_output(channel);
    }
}

enum awp_channel_event awp_channel_read(struct awp_channel *channel, struct awp_bytes *line) {
    do {
        if (awp_lines_next(&channel->lines, line)) {
            return line->len > AWP_MAX_LINE_BYTES ? AWP_CHANNEL_TOO_LONG : AWP_CHANNEL_LINE;
        }
        /* Whoever no longer reads may have said something before. */
    } while (channel->input_is_broken && !awp_lines_too_long(&channel->lines) &&
             read_output(channel));
    if (awp_lines_too_long(&channel->lines)) {
        return AWP_CHANNEL_TOO_LONG;
    }
    return channel->output_ended || channel->is_dead || channel->input_is_broken
               ? AWP_CHANNEL_ENDED
               : AWP_CHANNEL_QUIET;
}

bool awp_channel_end(struct awp_channel *channel, int wait_ms, int *wait_status) {
    bool by_itself = awp_process_has_ended(&channel->process);
    const int64_t deadline_ms = awp_now_ms() + wait_ms;
    close_input(channel);
    while (!by_itself && awp_now_ms() < deadline_ms) {
        read_errors(channel); /* or it may wait for room there */
        by_itself = awp_process_wait(&channel->process, 20);
    }
    for (int reads = 0; reads < LAST_READS && read_errors(channel); reads++) {
    }
    *wait_status = awp_process_end(&channel->process, GRACE_MS);
    awp_lines_clear(&channel->lines);
    free(channel->unsent);
    channel->unsent = NULL;
    channel->unsent_start = channel->unsent_end = channel->unsent_capacity = 0;
    return by_itself;
}
