/* SPDX-License-Identifier: Apache-2.0 */
/* The plain questions of a smoke test, in each protocol. */
#ifndef AWP_RUNNER_SMOKE_PROBE_H
#define AWP_RUNNER_SMOKE_PROBE_H

#include "case.h"

/** What the probes are, in their order. */
enum awp_smoke_probe {
    AWP_SMOKE_RESULT,
    AWP_SMOKE_OTHER_RESULT, /* it holds a member that the model does not have */
    AWP_SMOKE_EMPTY_RESULT,
    AWP_SMOKE_MODELED,
    AWP_SMOKE_OTHER_MODELED,
    AWP_SMOKE_UNKNOWN,
    AWP_SMOKE_NO_CODE,      /* an empty body */
    AWP_SMOKE_RESULT_AGAIN, /* the first, once more */
    AWP_SMOKE_PROBES
};

/** A member that AWP_SMOKE_OTHER_RESULT holds and no model has. */
#define AWP_SMOKE_STRANGE_MEMBER "SmokeTestStranger"

/**
 * The probe as a case of this protocol, in the arena, its expectation the reference's outcome. Its
 * id is the probe's name.
 */
struct awp_case awp_smoke_case(enum awp_smoke_probe probe, const struct awp_operation *operation,
                               const struct awp_protocol *protocol, struct awp_arena *arena);

#endif
