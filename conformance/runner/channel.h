/* SPDX-License-Identifier: Apache-2.0 */
/* Lines to and from a process: nothing here waits but awp_channel_end, and that not for long. */
#ifndef AWP_RUNNER_CHANNEL_H
#define AWP_RUNNER_CHANNEL_H

#include <poll.h>

#include "lines.h"
#include "process.h"

/** How much of the end of standard error is kept. */
#define AWP_STDERR_TAIL_BYTES 4096

/** A process, what is to be written to it, and what it said. */
struct awp_channel {
    struct awp_process process;
    struct awp_lines lines;
    uint8_t *unsent; /* what was not written yet is from unsent_start to unsent_end */
    size_t unsent_start;
    size_t unsent_end;
    size_t unsent_capacity;
    uint64_t sent_bytes;  /* written so far */
    bool closes_input;    /* once all is written */
    bool input_is_broken; /* nobody reads it any more */
    bool output_ended;
    bool is_dead;         /* it ended, and what it left in its output was read */
    int64_t looked_at_ms; /* when it was last looked at whether it has ended */
    char tail[AWP_STDERR_TAIL_BYTES];
    size_t tail_len;
    uint64_t tail_end; /* how many bytes there were in all */
};

/** What there is to read. */
enum awp_channel_event {
    AWP_CHANNEL_LINE,
    AWP_CHANNEL_QUIET,   /* nothing now */
    AWP_CHANNEL_ENDED,   /* the process is dead, or one of its ends of the pipes is closed */
    AWP_CHANNEL_TOO_LONG /* a line over AWP_MAX_LINE_BYTES */
};

/** Starts a command. 0 or an error number. */
int awp_channel_start(struct awp_channel *channel, const char *command,
                      const struct awp_process_limits *limits);

/** Queues bytes: they are written with others, by the next flush or pump. */
void awp_channel_send(struct awp_channel *channel, struct awp_bytes bytes);

/** Writes what can be written at once. SIGPIPE must be ignored. */
void awp_channel_flush(struct awp_channel *channel);

/** How many bytes are queued. */
size_t awp_channel_unsent_bytes(const struct awp_channel *channel);

/** Closes the process's input as soon as all is written. */
void awp_channel_finish_input(struct awp_channel *channel);

/** Sets up what is to be polled for this channel. */
#define AWP_CHANNEL_DESCRIPTORS 3
void awp_channel_poll(const struct awp_channel *channel,
                      struct pollfd descriptors[AWP_CHANNEL_DESCRIPTORS]);

/** After the poll: reads each pipe once, writes. A process can die and leave its pipes open in a
 * child, so it must be called every AWP_CHANNEL_TICK_MS. */
#define AWP_CHANNEL_TICK_MS 50
void awp_channel_pump(struct awp_channel *channel,
                      const struct pollfd descriptors[AWP_CHANNEL_DESCRIPTORS]);

/** The next line that was read, without its LF; valid until the next pump. */
enum awp_channel_event awp_channel_read(struct awp_channel *channel, struct awp_bytes *line);

/** Adds text to the tail, as if the process had said it on standard error. */
void awp_channel_note(struct awp_channel *channel, struct awp_bytes text);

/** The end of the tail, from a value on that tail_end had. */
struct awp_bytes awp_channel_tail(const struct awp_channel *channel, uint64_t from);

/**
 * Ends the process: if `wait_ms` > 0 it first gets that long to end by itself. What it still says
 * on standard error is kept. Whether it had ended before it was killed; the status.
 */
bool awp_channel_end(struct awp_channel *channel, int wait_ms, int *wait_status);

#endif
