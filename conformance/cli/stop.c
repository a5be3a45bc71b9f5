/* SPDX-License-Identifier: Apache-2.0 */
/* SIGINT and SIGTERM as a descriptor that becomes readable: a command stops where it waits, never
 * elsewhere. */
#include <signal.h>
#include <sys/signalfd.h>

#include "cli.h"

int awp_cli_open_stop(void) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigprocmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);
    return signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}
