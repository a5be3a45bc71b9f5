/* SPDX-License-Identifier: Apache-2.0 */
/* A port of 127.0.0.1 on which nothing listens, and on which nothing else can begin to. */
#include "closed_port.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

int awp_closed_port_open(unsigned *port) {
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    socklen_t len = sizeof(address);
    const int closed = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    /* Bound, so that nobody else gets the port; it is never told to listen. */
    if (closed < 0 || bind(closed, (const struct sockaddr *)&address, len) != 0 ||
        getsockname(closed, (struct sockaddr *)&address, &len) != 0) {
        if (closed >= 0) {
            close(closed);
        }
        return -1;
    }
    *port = ntohs(address.sin_port);
    return closed;
}
