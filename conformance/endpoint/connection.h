/* SPDX-License-Identifier: Apache-2.0 */
/* One client's connection: requests are read, and each one's plan is carried out. */
#ifndef AWP_ENDPOINT_CONNECTION_H
#define AWP_ENDPOINT_CONNECTION_H

#include <event2/event.h>

#include "endpoint.h"

struct awp_connection;

/** What the connections of an endpoint share. */
struct awp_connection_host {
    struct event_base *base;
    struct awp_endpoint_options options;
    struct awp_endpoint_counts counts;
    struct awp_connection *first; /* of those that are open */
    size_t open_count;
    void (*closed)(struct awp_connection_host *host); /* one of them was closed */
};

/** Takes over an accepted, non-blocking socket. False, and it is closed: no memory. */
bool awp_connection_open(struct awp_connection_host *host, int socket);

/** Closes all. */
void awp_connection_close_all(struct awp_connection_host *host);

#endif
