/* SPDX-License-Identifier: Apache-2.0 */
/* What a testee writes: its lines -> events. */
#ifndef AWP_RUNNER_TESTEE_READ_H
#define AWP_RUNNER_TESTEE_READ_H

#include "testee.h"

/** An id as it is written: "c17". In the arena. */
struct awp_bytes awp_testee_id_text(uint64_t id, struct awp_arena *arena);

/** Ends the testee after what went wrong, and makes the event that says what it was. */
void awp_testee_fail(struct awp_testee *testee, enum awp_exchange_end end, struct awp_bytes reason,
                     struct awp_arena *arena, struct awp_testee_event *event);

/** Takes a line of its standard output. The event stays NOTHING where it is noise. */
void awp_testee_read_line(struct awp_testee *testee, struct awp_bytes line, struct awp_arena *arena,
                          struct awp_testee_event *event);

#endif
