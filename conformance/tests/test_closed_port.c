/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/closed_port.c: who connects is refused, and nobody else gets the port. */
#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "closed_port.h"

static struct sockaddr_in address_of(unsigned port) {
    return (struct sockaddr_in){.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
}

/* The error of a call with a new socket and the port: 0 for none. */
static int try_port(unsigned port, int (*call)(int, const struct sockaddr *, socklen_t)) {
    const struct sockaddr_in address = address_of(port);
    const int on = 1;
    const int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    cr_assert_geq(descriptor, 0);
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    const int error =
        call(descriptor, (const struct sockaddr *)&address, sizeof(address)) == 0 ? 0 : errno;
    close(descriptor);
    return error;
}

Test(closed_port, refuses_who_connects) {
    unsigned port = 0;
    const int closed = awp_closed_port_open(&port);
    cr_assert_geq(closed, 0);
    cr_assert_gt(port, 0);
    cr_expect_eq(try_port(port, connect), ECONNREFUSED);
    cr_expect_eq(try_port(port, connect), ECONNREFUSED, "the second one as well");
    close(closed);
}

Test(closed_port, is_nobody_elses_while_it_is_held) {
    unsigned port = 0;
    const int closed = awp_closed_port_open(&port);
    cr_assert_geq(closed, 0);
    cr_expect_eq(try_port(port, bind), EADDRINUSE);
    close(closed);
    cr_expect_eq(try_port(port, bind), 0, "given back, it is anybody's");
}
