/* SPDX-License-Identifier: Apache-2.0 */
/* The hostile endpoint: an HTTP/1.1 server whose answers are sent as a case says, faults and all.
 */
#include "endpoint.h"

#include <arpa/inet.h>
#include <errno.h>
#include <event2/listener.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "connection.h"

/* How long accepting rests when the system has no descriptor left. */
#define REST_MS 100
#define BACKLOG 511

struct awp_endpoint {
    struct awp_connection_host host; /* first: it is what connections know */
    struct evconnlistener *listener;
    struct event *rest;       /* the timer after which accepting goes on */
    struct event *stop;       /* on stop_descriptor */
    struct event *outer_stop; /* on the options' descriptor, or NULL */
    int stop_descriptor;      /* an eventfd, written by awp_endpoint_stop; -1: none */
    unsigned port;
    bool has_thread;
    pthread_t thread;
};

struct awp_endpoint_options awp_endpoint_defaults(awp_endpoint_source *source, void *context) {
    return (struct awp_endpoint_options){.address = "127.0.0.1",
                                         .idle_ms = 60 * 1000,
                                         .request_ms = 30 * 1000,
                                         .write_ms = 30 * 1000,
                                         .stall_ms = 120 * 1000,
                                         .max_connections = 512,
                                         .stop = -1,
                                         .source = source,
                                         .context = context};
}

static void on_accepted(struct evconnlistener *listener, evutil_socket_t socket,
                        struct sockaddr *address, int address_len, void *context) {
    struct awp_endpoint *endpoint = context;
    (void)address;
    (void)address_len;
    awp_connection_open(&endpoint->host, socket);
    if (endpoint->host.open_count >= endpoint->host.options.max_connections) {
        evconnlistener_disable(listener);
    }
}

static void on_closed(struct awp_connection_host *host) {
    struct awp_endpoint *endpoint = (struct awp_endpoint *)host;
    if (endpoint->listener != NULL) {
        evconnlistener_enable(endpoint->listener);
    }
}

/* Without a rest it would be told of the same waiting client for ever. */
static void on_accept_error(struct evconnlistener *listener, void *context) {
    struct awp_endpoint *endpoint = context;
    const struct timeval rest = {0, REST_MS * 1000};
    evconnlistener_disable(listener);
    event_add(endpoint->rest, &rest);
}

static void on_rested(evutil_socket_t unused, short events, void *context) {
    struct awp_endpoint *endpoint = context;
    (void)unused;
    (void)events;
    evconnlistener_enable(endpoint->listener);
}

static void on_stop(evutil_socket_t descriptor, short events, void *context) {
    struct awp_endpoint *endpoint = context;
    (void)descriptor;
    (void)events;
    event_base_loopbreak(endpoint->host.base);
}

/* Fills in the address to listen on; 0: it is none. */
static socklen_t address_of(const struct awp_endpoint_options *options,
                            struct sockaddr_storage *storage) {
    struct sockaddr_in *four = (struct sockaddr_in *)storage;
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)storage;
    memset(storage, 0, sizeof(*storage));
    if (inet_pton(AF_INET, options->address, &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        four->sin_port = htons((uint16_t)options->port);
        return sizeof(*four);
    }
    if (inet_pton(AF_INET6, options->address, &six->sin6_addr) == 1) {
        six->sin6_family = AF_INET6;
        six->sin6_port = htons((uint16_t)options->port);
        return sizeof(*six);
    }
    return 0;
}

static unsigned port_of(int socket) {
    struct sockaddr_storage storage;
    socklen_t len = sizeof(storage);
    if (getsockname(socket, (struct sockaddr *)&storage, &len) != 0) {
        return 0;
    }
    return storage.ss_family == AF_INET6 ? ntohs(((struct sockaddr_in6 *)&storage)->sin6_port)
                                         : ntohs(((struct sockaddr_in *)&storage)->sin_port);
}

static bool set_up_outer_stop(struct awp_endpoint *endpoint) {
    if (endpoint->host.options.stop < 0) {
        return true;
    }
    endpoint->outer_stop = event_new(endpoint->host.base, endpoint->host.options.stop,
                                     EV_READ | EV_PERSIST, on_stop, endpoint);
    return endpoint->outer_stop != NULL && event_add(endpoint->outer_stop, NULL) == 0;
}

static bool set_up(struct awp_endpoint *endpoint) {
    endpoint->host.base = event_base_new();
    endpoint->stop_descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (endpoint->host.base == NULL || endpoint->stop_descriptor < 0) {
        return false;
    }
    endpoint->rest = event_new(endpoint->host.base, -1, 0, on_rested, endpoint);
    endpoint->stop = event_new(endpoint->host.base, endpoint->stop_descriptor, EV_READ | EV_PERSIST,
                               on_stop, endpoint);
    return endpoint->rest != NULL && endpoint->stop != NULL &&
           event_add(endpoint->stop, NULL) == 0 && set_up_outer_stop(endpoint);
}

/* Whether it listens; if not, errno says why. */
static bool listen_on(struct awp_endpoint *endpoint, const struct sockaddr_storage *address,
                      socklen_t len) {
    errno = 0;
    endpoint->listener =
        evconnlistener_new_bind(endpoint->host.base, on_accepted, endpoint,
                                LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC | LEV_OPT_REUSEABLE,
                                BACKLOG, (const struct sockaddr *)address, (int)len);
    if (endpoint->listener == NULL) {
        return false;
    }
    evconnlistener_set_error_cb(endpoint->listener, on_accept_error);
    endpoint->port = port_of(evconnlistener_get_fd(endpoint->listener));
    return true;
}

struct awp_endpoint *awp_endpoint_open(const struct awp_endpoint_options *options, char *reason,
                                       size_t reason_bytes) {
    struct sockaddr_storage address;
    struct awp_endpoint *endpoint = calloc(1, sizeof(*endpoint));
    const socklen_t len = address_of(options, &address);
    if (endpoint == NULL) {
        snprintf(reason, reason_bytes, "no memory");
        return NULL;
    }
    endpoint->host.options = *options;
    endpoint->host.closed = on_closed;
    endpoint->stop_descriptor = -1;
    if (len == 0) {
        snprintf(reason, reason_bytes, "not an IP address: %s", options->address);
    } else if (!set_up(endpoint)) {
        snprintf(reason, reason_bytes, "cannot set up an event loop: %s", strerror(errno));
    } else if (!listen_on(endpoint, &address, len)) {
        snprintf(reason, reason_bytes, "cannot listen on %s port %u: %s", options->address,
                 options->port, strerror(errno));
    } else {
        return endpoint;
    }
    awp_endpoint_close(endpoint);
    return NULL;
}

unsigned awp_endpoint_port(const struct awp_endpoint *endpoint) { return endpoint->port; }

void awp_endpoint_run(struct awp_endpoint *endpoint) { event_base_dispatch(endpoint->host.base); }

void awp_endpoint_stop(struct awp_endpoint *endpoint) {
    const uint64_t one = 1;
    /* It fails only where it was written 2^64 - 2 times already: then it is readable anyway. */
    const ssize_t written = write(endpoint->stop_descriptor, &one, sizeof(one));
    (void)written;
}

static void *serve_on_thread(void *context) {
    awp_endpoint_run(context);
    return NULL;
}

int awp_endpoint_start(struct awp_endpoint *endpoint) {
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const int error = pthread_create(&endpoint->thread, NULL, serve_on_thread, endpoint);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    endpoint->has_thread = error == 0;
    return error;
}

struct awp_endpoint_counts awp_endpoint_counts(const struct awp_endpoint *endpoint) {
    return endpoint->host.counts;
}

static void free_event(struct event *event) {
    if (event != NULL) {
        event_free(event);
    }
}

void awp_endpoint_close(struct awp_endpoint *endpoint) {
    if (endpoint == NULL) {
        return;
    }
    if (endpoint->has_thread) {
        awp_endpoint_stop(endpoint);
        pthread_join(endpoint->thread, NULL);
    }
    if (endpoint->listener != NULL) {
        evconnlistener_free(endpoint->listener);
        endpoint->listener = NULL;
    }
    awp_connection_close_all(&endpoint->host);
    free_event(endpoint->rest);
    free_event(endpoint->stop);
    free_event(endpoint->outer_stop);
    if (endpoint->stop_descriptor >= 0) {
        close(endpoint->stop_descriptor);
    }
    if (endpoint->host.base != NULL) {
        event_base_free(endpoint->host.base);
    }
    free(endpoint);
}
