/* SPDX-License-Identifier: Apache-2.0 */
/* One client's connection: requests are read, and each one's plan is carried out. */
#include "connection.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* How much is read ahead of what is being answered. */
#define READ_AHEAD_BYTES ((size_t)128 << 10)
/* After our last byte: how long the client has to close its side, lest a reset overtakes the byte.
 */
#define LINGER_MS 2000

/*
 * READING -> ANSWERING -> READING ...
 *     \          \-> LINGERING -> DEAD
 *      `-> DEAD <-'
 *
 * Callbacks only set DEAD; what is dead is freed once, at the end of the outermost callback.
 */
enum state { READING, ANSWERING, LINGERING, DEAD };

struct awp_connection {
    struct awp_connection_host *host;
    struct awp_connection *next;
    struct awp_connection *previous;
    enum state state;
    struct bufferevent *stream;
    struct event *timer;
    struct awp_arena *arena; /* of one request and its answer */
    struct awp_request_parser *parser;
    struct awp_plan plan;
    size_t step;
    size_t offset;      /* in a TRICKLE */
    bool is_pausing;    /* the timer's end is the step's */
    bool has_piece_out; /* of a TRICKLE: the next is due after a pause */
    bool is_stalled;    /* the plan came to a STALL */
    bool has_deadline;  /* the timer runs for a request that has begun */
    bool keeps_alive;
    bool input_ended; /* the client closed its side */
};

static void arm(struct awp_connection *connection, int timeout_ms) {
    const struct timeval timeout = {timeout_ms / 1000, timeout_ms % 1000 * 1000};
    event_add(connection->timer, &timeout);
}

static struct evbuffer *output_of(const struct awp_connection *connection) {
    return bufferevent_get_output(connection->stream);
}

static struct evbuffer *input_of(const struct awp_connection *connection) {
    return bufferevent_get_input(connection->stream);
}

/* The client is gone, or given up, in the middle of something. */
static void break_off(struct awp_connection *connection) {
    connection->host->counts.broken++;
    connection->state = DEAD;
}

static void destroy(struct awp_connection *connection) {
    struct awp_connection_host *host = connection->host;
    if (connection->previous != NULL) {
        connection->previous->next = connection->next;
    } else {
        host->first = connection->next;
    }
    if (connection->next != NULL) {
        connection->next->previous = connection->previous;
    }
    host->open_count--;
    bufferevent_free(connection->stream);
    event_free(connection->timer);
    awp_request_parser_destroy(connection->parser);
    awp_arena_destroy(connection->arena);
    free(connection);
    host->closed(host);
}

static void linger(struct awp_connection *connection) {
    if (connection->input_ended) {
        connection->state = DEAD;
        return;
    }
    connection->state = LINGERING;
    shutdown(bufferevent_getfd(connection->stream), SHUT_WR);
    evbuffer_drain(input_of(connection), evbuffer_get_length(input_of(connection)));
    arm(connection, LINGER_MS);
}

static void reset(struct awp_connection *connection) {
    const struct linger at_once = {.l_onoff = 1, .l_linger = 0};
    setsockopt(bufferevent_getfd(connection->stream), SOL_SOCKET, SO_LINGER, &at_once,
               sizeof(at_once));
    connection->state = DEAD;
}

static void finish_answer(struct awp_connection *connection) {
    connection->host->counts.answers++;
    if (!connection->keeps_alive || connection->input_ended) {
        linger(connection);
        return;
    }
    awp_request_parser_next(connection->parser);
    awp_arena_reset(connection->arena);
    connection->has_deadline = false;
    connection->state = READING;
    arm(connection, connection->host->options.idle_ms);
}

static void write_bytes(struct awp_connection *connection, struct awp_bytes bytes) {
    /* By reference: the bytes are the arena's, which is not reset before they are out. */
    if (evbuffer_add_reference(output_of(connection), bytes.ptr, bytes.len, NULL, NULL) != 0) {
        break_off(connection);
    }
}

/* A piece, and once it is out a pause: true where there is something to wait for. */
static bool trickle(struct awp_connection *connection, const struct awp_step *step) {
    const size_t rest = step->bytes.len - connection->offset;
    if (connection->has_piece_out) {
        connection->has_piece_out = false;
        if (rest > 0 && step->pause_ms > 0) {
            arm(connection, (int)step->pause_ms);
            return true;
        }
    }
    if (rest == 0) {
        connection->offset = 0;
        connection->step++;
        return false;
    }
    const size_t len = rest < step->piece_len ? rest : step->piece_len;
    write_bytes(connection, (struct awp_bytes){step->bytes.ptr + connection->offset, len});
    connection->offset += len;
    connection->has_piece_out = true;
    return true;
}

/* Takes the step that is due; true where there is something to wait for, or nothing more to do. */
static bool take_step(struct awp_connection *connection) {
    const struct awp_step *step = &connection->plan.steps[connection->step];
    switch (step->kind) {
    case AWP_STEP_WRITE:
        write_bytes(connection, step->bytes);
        connection->step++;
        return connection->state == DEAD;
    case AWP_STEP_TRICKLE:
        return trickle(connection, step);
    case AWP_STEP_PAUSE:
        connection->is_pausing = true;
        arm(connection, (int)step->pause_ms);
        return true;
    case AWP_STEP_STALL:
        connection->host->counts.answers++;
        connection->is_stalled = true;
        arm(connection, connection->host->options.stall_ms);
        if (connection->input_ended) {
            connection->state = DEAD;
        }
        return true;
    case AWP_STEP_RESET:
        connection->host->counts.answers++;
        reset(connection);
        return true;
    case AWP_STEP_CLOSE:
        connection->keeps_alive = false;
        connection->step = connection->plan.step_count;
        return false;
    }
    return true;
}

/* Goes on with the plan as far as it goes without waiting. */
static void carry_on(struct awp_connection *connection) {
    while (connection->state == ANSWERING) {
        const bool is_over = connection->step == connection->plan.step_count;
        const bool is_write =
            !is_over && connection->plan.steps[connection->step].kind == AWP_STEP_WRITE;
        if (!is_write && evbuffer_get_length(output_of(connection)) > 0) {
            return; /* on_written comes back */
        }
        if (is_over) {
            finish_answer(connection);
            return;
        }
        if (take_step(connection)) {
            return;
        }
    }
}

static void begin_answer(struct awp_connection *connection,
                         const struct awp_endpoint_answer *answer) {
    event_del(connection->timer);
    connection->state = ANSWERING;
    connection->step = 0;
    connection->offset = 0;
    connection->is_pausing = false;
    connection->has_piece_out = false;
    if (awp_wire_plan(&answer->wire, &answer->response, connection->arena, &connection->plan) !=
        AWP_OK) {
        break_off(connection);
        return;
    }
    carry_on(connection);
}

static const struct awp_header text_headers[] = {
    {AWP_BYTES_INIT("Content-Type"), AWP_BYTES_INIT("text/plain; charset=utf-8")}};

static struct awp_endpoint_answer plain_answer(unsigned status, const char *text) {
    return (struct awp_endpoint_answer){.response = {.status = status,
                                                     .headers = text_headers,
                                                     .header_count = 1,
                                                     .body = awp_bytes_of_string(text)}};
}

static void answer_request(struct awp_connection *connection,
                           const struct awp_http_request *request) {
    struct awp_connection_host *host = connection->host;
    struct awp_endpoint_answer answer = {.wire = {.fault = NULL}};
    host->counts.requests++;
    connection->keeps_alive = request->keeps_alive;
    if (!host->options.source(host->options.context, request, connection->arena, &answer)) {
        host->counts.not_found++;
        answer = plain_answer(404, "awsproof: the path's first segment names no case\n");
    }
    begin_answer(connection, &answer);
}

static void refuse(struct awp_connection *connection) {
    const struct awp_endpoint_answer answer =
        plain_answer(awp_request_parser_status(connection->parser),
                     awp_request_parser_reason(connection->parser));
    connection->host->counts.refused++;
    connection->keeps_alive = false;
    begin_answer(connection, &answer);
}

/* Gives the parser what is there, as long as it takes it. */
static void take_requests(struct awp_connection *connection) {
    struct evbuffer *input = input_of(connection);
    struct awp_http_request request;
    size_t taken;
    while (connection->state == READING && evbuffer_get_length(input) > 0) {
        const size_t len = evbuffer_get_contiguous_space(input);
        const struct awp_bytes bytes = {evbuffer_pullup(input, (ev_ssize_t)len), len};
        const enum awp_request_progress progress =
            awp_request_parser_take(connection->parser, bytes, &taken, &request);
        evbuffer_drain(input, taken);
        switch (progress) {
        case AWP_REQUEST_MORE:
            break;
        case AWP_REQUEST_CONTINUE:
            write_bytes(connection, AWP_BYTES("HTTP/1.1 100 Continue\r\n\r\n"));
            break;
        case AWP_REQUEST_WHOLE:
            answer_request(connection, &request);
            break;
        case AWP_REQUEST_REFUSED:
            refuse(connection);
            break;
        case AWP_REQUEST_NO_MEMORY:
            break_off(connection);
            break;
        }
    }
    if (connection->state == READING && !connection->has_deadline &&
        awp_request_parser_is_inside(connection->parser)) {
        connection->has_deadline = true;
        arm(connection, connection->host->options.request_ms);
    }
}

/* The end of every callback. */
static void settle(struct awp_connection *connection) {
    if (connection->state == READING) {
        take_requests(connection);
    }
    if (connection->state == READING && connection->input_ended) {
        connection->state = DEAD;
        connection->host->counts.broken += awp_request_parser_is_inside(connection->parser);
    }
    if (connection->state == DEAD) {
        destroy(connection);
    }
}

static void on_readable(struct bufferevent *stream, void *context) {
    struct awp_connection *connection = context;
    (void)stream;
    if (connection->state == LINGERING) {
        evbuffer_drain(input_of(connection), evbuffer_get_length(input_of(connection)));
    }
    settle(connection);
}

static void on_written(struct bufferevent *stream, void *context) {
    struct awp_connection *connection = context;
    (void)stream;
    const bool waits = connection->is_pausing || connection->is_stalled;
    if (connection->state == ANSWERING && !waits) {
        carry_on(connection);
    }
    settle(connection);
}

static void on_timer(evutil_socket_t unused, short events, void *context) {
    struct awp_connection *connection = context;
    (void)unused;
    (void)events;
    if (connection->state == ANSWERING && !connection->is_stalled) {
        connection->step += connection->is_pausing ? 1 : 0;
        connection->is_pausing = false;
        carry_on(connection);
    } else {
        connection->host->counts.broken +=
            connection->state == READING && awp_request_parser_is_inside(connection->parser);
        connection->state = DEAD;
    }
    settle(connection);
}

static void on_event(struct bufferevent *stream, short events, void *context) {
    struct awp_connection *connection = context;
    (void)stream;
    if ((events & BEV_EVENT_EOF) != 0) {
        connection->input_ended = true;
        if (connection->state == LINGERING || connection->is_stalled) {
            connection->state = DEAD;
        }
    } else if (connection->state == LINGERING || connection->is_stalled) {
        connection->state = DEAD; /* the client ended it its own way */
    } else if (connection->state == READING && !awp_request_parser_is_inside(connection->parser)) {
        connection->state = DEAD;
    } else {
        break_off(connection);
    }
    settle(connection);
}

static bool set_up(struct awp_connection *connection, int socket) {
    const int on = 1;
    const struct timeval write_timeout = {connection->host->options.write_ms / 1000,
                                          connection->host->options.write_ms % 1000 * 1000};
    connection->stream =
        bufferevent_socket_new(connection->host->base, socket, BEV_OPT_CLOSE_ON_FREE);
    if (connection->stream == NULL) {
        close(socket);
        return false;
    }
    connection->timer = event_new(connection->host->base, -1, 0, on_timer, connection);
    connection->arena = awp_arena_create(NULL, 0);
    connection->parser =
        connection->arena == NULL ? NULL : awp_request_parser_create(connection->arena);
    if (connection->timer == NULL || connection->parser == NULL) {
        return false;
    }
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    bufferevent_setcb(connection->stream, on_readable, on_written, on_event, connection);
    bufferevent_setwatermark(connection->stream, EV_READ, 0, READ_AHEAD_BYTES);
    bufferevent_set_timeouts(connection->stream, NULL, &write_timeout);
    return bufferevent_enable(connection->stream, EV_READ | EV_WRITE) == 0;
}

bool awp_connection_open(struct awp_connection_host *host, int socket) {
    struct awp_connection *connection = calloc(1, sizeof(*connection));
    if (connection == NULL) {
        close(socket);
        return false;
    }
    connection->host = host;
    if (!set_up(connection, socket)) {
        if (connection->stream != NULL) {
            bufferevent_free(connection->stream);
        }
        if (connection->timer != NULL) {
            event_free(connection->timer);
        }
        awp_request_parser_destroy(connection->parser);
        awp_arena_destroy(connection->arena);
        free(connection);
        return false;
    }
    connection->next = host->first;
    if (host->first != NULL) {
        host->first->previous = connection;
    }
    host->first = connection;
    host->open_count++;
    host->counts.connections++;
    arm(connection, host->options.idle_ms);
    return true;
}

void awp_connection_close_all(struct awp_connection_host *host) {
    while (host->first != NULL) {
        destroy(host->first);
    }
}
