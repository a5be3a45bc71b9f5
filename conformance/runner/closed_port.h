/* SPDX-License-Identifier: Apache-2.0 */
/* A port of 127.0.0.1 on which nothing listens, and on which nothing else can begin to. */
#ifndef AWP_RUNNER_CLOSED_PORT_H
#define AWP_RUNNER_CLOSED_PORT_H

/**
 * Takes such a port until the descriptor is closed that is returned: whoever connects is refused at
 * once. -1, and errno says why, where there is none.
 */
int awp_closed_port_open(unsigned *port);

#endif
