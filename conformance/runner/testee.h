/* SPDX-License-Identifier: Apache-2.0 */
/* A decoder behind a command, asked by the testee protocol. */
#ifndef AWP_RUNNER_TESTEE_H
#define AWP_RUNNER_TESTEE_H

#include "channel.h"
#include "message.h"

/** How many requests a testee may have open at once. */
#define AWP_TESTEE_MAX_OPEN 16
/** How many testees can be waited for together. */
#define AWP_MAX_TESTEES 64
/** No answer may take more memory than this to be read. */
#define AWP_MAX_ANSWER_BYTES ((size_t)256 << 20)

/** How a testee is run. */
struct awp_testee_options {
    const char *command;
    const char *cases_sha256;
    int timeout_ms;       /* to take a request; again to answer it */
    int start_timeout_ms; /* from its start to its hello */
    bool strict;          /* a line on standard output that is no JSON object is a protocol error */
    bool one_shot;        /* a process is for one request, and neither says hello nor bye */
    int stop;             /* a descriptor that becomes readable when the run is to stop; -1: none */
    struct awp_process_limits limits;
    uint64_t *ids; /* the last id that was given, for testees that share a run; NULL: its own */
};

/** How asking ended. */
enum awp_exchange_end {
    AWP_EXCHANGE_ANSWERED,
    AWP_EXCHANGE_NOT_SENT, /* the request would be a line over the limit */
    AWP_EXCHANGE_CRASH,    /* from here on the testee no longer runs */
    AWP_EXCHANGE_HANG,
    AWP_EXCHANGE_PROTOCOL_ERROR,
    AWP_EXCHANGE_STOPPED
};

/** One request and what came of it. Texts are in the arena that was given. */
struct awp_exchange {
    enum awp_exchange_end end;
    struct awp_answer answer;
    struct awp_bytes line;   /* the line, or the part of one, that was no answer; else empty */
    struct awp_bytes reason; /* of all ends but ANSWERED */
    struct awp_bytes errors; /* the last of its standard error */
};

/** A request that waits for its answer. */
struct awp_open_request {
    uint64_t id;
    struct awp_arena *arena; /* for what comes of it */
    uint64_t end;            /* it is taken when so many bytes are sent */
    uint64_t errors_from;    /* how much standard error there was before it */
    int64_t deadline_ms;     /* whatever else is answered meanwhile */
};

/** What a process of a testee is at. */
enum awp_testee_phase { AWP_TESTEE_STARTING, AWP_TESTEE_READY, AWP_TESTEE_ENDING };

/** A testee, running or not. */
struct awp_testee {
    struct awp_testee_options options;
    struct awp_arena *hello_arena;
    struct awp_arena *line_arena;
    struct awp_hello hello; /* of its last start; until the next */
    struct awp_channel channel;
    bool is_running;
    enum awp_testee_phase phase;
    struct awp_open_request open[AWP_TESTEE_MAX_OPEN]; /* in the order in which they were sent; also
                                                          after a fault, until the next start */
    size_t open_count;
    uint64_t own_ids;
    uint64_t taken_id;    /* the last request that was the oldest when it was seen to be taken */
    uint64_t answered_id; /* the last that this process answered; 0: none */
    int64_t clock_ms;     /* since when it has been silent in this phase, or with a request open */
    size_t starts;
    size_t noise_lines;
};

/** What a testee did. */
enum awp_testee_event_kind {
    AWP_TESTEE_NOTHING, /* wait for it */
    AWP_TESTEE_HELLO,
    AWP_TESTEE_ANSWER,
    AWP_TESTEE_FAULT, /* it no longer runs */
    AWP_TESTEE_ENDED  /* after bye: by itself, or not in time; it no longer runs */
};

/** An event. */
struct awp_testee_event {
    enum awp_testee_event_kind kind;
    uint64_t id; /* answered; of a fault: an id that was answered though it is not open; else 0 */
    struct awp_exchange exchange; /* of ANSWER, in the request's arena; of FAULT and ENDED: the end,
                                     ANSWERED for a good one, the reason, line and errors */
};

/** Sets up a testee that does not run yet. `options` is copied, its texts outlive the testee. */
void awp_testee_init(struct awp_testee *testee, const struct awp_testee_options *options);

/** Ends it at once, if it runs, and gives back what it holds. */
void awp_testee_clear(struct awp_testee *testee);

/**
 * Starts it, without waiting for its hello; one-shot it is ready at once. False, and it does not
 * run: `*reason`, in `arena`, is one line.
 */
bool awp_testee_launch(struct awp_testee *testee, struct awp_arena *arena,
                       struct awp_bytes *reason);

/** Whether it takes a further request now. `max_open`: how many it may have open. */
bool awp_testee_has_room(const struct awp_testee *testee, size_t max_open);

/**
 * Sends a ready testee a request, with others at the next wait; what comes of it goes to `arena`.
 * Its id; 0: its line would be over AWP_MAX_LINE_BYTES.
 */
uint64_t awp_testee_send(struct awp_testee *testee, const struct awp_question *question,
                         struct awp_arena *arena);

/** Says bye, where there is one to say, and closes its input. Nothing may be open. */
void awp_testee_say_bye(struct awp_testee *testee);

/**
 * Waits for any of the running testees, at most `max_ms`. False: the run is to stop, as `stop`
 * says.
 */
bool awp_testees_wait(struct awp_testee *const *testees, size_t count, int stop, int max_ms);

/** The next thing that it did; texts of faults go to `arena`. Call it until there is NOTHING. */
void awp_testee_next(struct awp_testee *testee, struct awp_arena *arena,
                     struct awp_testee_event *event);

/** Ends it at once, if it runs. */
void awp_testee_kill(struct awp_testee *testee);

/** An ENDED event that is no good one, as a line in `arena`. */
struct awp_bytes awp_testee_ending_note(const struct awp_testee_event *event,
                                        struct awp_arena *arena);

/** Starts it and waits for its hello. False, and it does not run: `*reason` is one line. */
bool awp_testee_start(struct awp_testee *testee, struct awp_arena *arena, struct awp_bytes *reason);

/** Asks a running testee one question and waits; nothing else may be open. */
void awp_testee_ask(struct awp_testee *testee, const struct awp_question *question,
                    struct awp_arena *arena, struct awp_exchange *exchange);

/** Says bye and waits for its end, if it runs. Empty, or a line in `arena` on how it ended, if not
 * with 0. */
struct awp_bytes awp_testee_end(struct awp_testee *testee, struct awp_arena *arena);

#endif
