/* SPDX-License-Identifier: Apache-2.0 */
/* The hostile endpoint: an HTTP/1.1 server whose answers are sent as a case says, faults and all.
 */
#ifndef AWP_ENDPOINT_ENDPOINT_H
#define AWP_ENDPOINT_ENDPOINT_H

#include "fault.h"
#include "http_request.h"

/** What is sent in answer to a request, and how. */
struct awp_endpoint_answer {
    struct awp_http_response response;
    struct awp_wire wire;
};

/**
 * Takes note of a whole request, and fills in what is to be sent; texts in `arena`, which lives
 * until it is sent, or longer than the endpoint. False: there is no such thing; the client gets a
 * 404. Called on the endpoint's thread.
 */
typedef bool awp_endpoint_source(void *context, const struct awp_http_request *request,
                                 struct awp_arena *arena, struct awp_endpoint_answer *answer);

/** How an endpoint is set up. */
struct awp_endpoint_options {
    const char *address; /* "127.0.0.1" */
    unsigned port;       /* 0: any that is free */
    int idle_ms;         /* how long a connection may be without a request */
    int request_ms;      /* from a request's first byte to its last */
    int write_ms;        /* how long a client may take nothing of its answer */
    int stall_ms;        /* how long an answer that stalls is held open */
    size_t max_connections;
    int stop; /* a descriptor that ends awp_endpoint_run by becoming readable; -1: none */
    awp_endpoint_source *source;
    void *context;
};

/** Options with usual times, on loopback. */
struct awp_endpoint_options awp_endpoint_defaults(awp_endpoint_source *source, void *context);

/** What an endpoint did. */
struct awp_endpoint_counts {
    size_t connections;
    size_t requests;  /* whole ones */
    size_t answers;   /* carried out to the end of their plan */
    size_t not_found; /* among the requests: the source has no answer */
    size_t refused;   /* what came was no request, or over a limit */
    size_t broken;    /* the client went away, or was too slow, inside a request or an answer */
};

struct awp_endpoint;

/** Opens it: it listens, and serves once it is run. NULL: `reason` (of `reason_bytes`) says why. */
struct awp_endpoint *awp_endpoint_open(const struct awp_endpoint_options *options, char *reason,
                                       size_t reason_bytes);

/** The port it listens on. */
unsigned awp_endpoint_port(const struct awp_endpoint *endpoint);

/** Serves until awp_endpoint_stop. SIGPIPE must be ignored or blocked. */
void awp_endpoint_run(struct awp_endpoint *endpoint);

/** Ends awp_endpoint_run; safe on any thread and in a signal handler, before it and while it runs.
 */
void awp_endpoint_stop(struct awp_endpoint *endpoint);

/** Serves on a thread of its own, on which all signals are blocked. 0 or an error number. */
int awp_endpoint_start(struct awp_endpoint *endpoint);

/** What it did; final once it no longer runs. */
struct awp_endpoint_counts awp_endpoint_counts(const struct awp_endpoint *endpoint);

/** Stops it, waits for its thread if there is one, and closes everything. NULL is allowed. */
void awp_endpoint_close(struct awp_endpoint *endpoint);

#endif
