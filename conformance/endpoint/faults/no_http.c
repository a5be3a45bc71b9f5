/* SPDX-License-Identifier: Apache-2.0 */
/* Wire fault: what comes is no HTTP at all. */
#include "faults.h"

enum form { TEXT, TLS, BINARY, STATUS };
static const char *const choices[] = {
    [TEXT] = "text", [TLS] = "tls", [BINARY] = "binary", [STATUS] = "status", NULL};
static const struct awp_bytes texts[] = {
    [TEXT] = AWP_BYTES_INIT("SSH-2.0-OpenSSH_9.2p1\r\n"),
    [TLS] = AWP_BYTES_INIT("\x15\x03\x01\x00\x02\x02\x46"), /* an alert: unexpected message */
    [BINARY] = AWP_BYTES_INIT("\x00\xff\x00\xfe\r\n\r\n"),
    [STATUS] = AWP_BYTES_INIT("HTTP/1.1 two-hundred OK\r\nContent-Length: 2\r\n\r\n{}")};

static void build(const struct awp_http_response *response, const unsigned *parameters,
                  struct awp_plan *plan) {
    (void)response;
    awp_plan_write(plan, texts[parameters[0]]);
    awp_plan_close(plan);
}

const struct awp_wire_fault awp_wire_fault_no_http = {
    .name = "no-http",
    .summary = "another protocol's greeting, an alert of TLS, binary, a status that is no number",
    .parameters = {{"bytes", choices, 0, STATUS, TEXT}},
    .build = build};
