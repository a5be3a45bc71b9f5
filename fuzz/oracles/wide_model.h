/* SPDX-License-Identifier: Apache-2.0 */
/* An operation with every trait that tables may have: what InviteMembers has none of. */
#ifndef AWSPROOF_FUZZ_WIDE_MODEL_H
#define AWSPROOF_FUZZ_WIDE_MODEL_H

#include "awsproof/shape.h"

/**
 * "fuzz.Wide": names that differ by format, lists that are flattened or named, a structure in
 * itself, and errors with an awsQueryError code and without a member `Code`.
 */
extern const struct awp_operation awp_fuzz_wide;

/** "fuzz.Unread": its output and its error hold a map, which is not interpreted yet. */
extern const struct awp_operation awp_fuzz_unread;

#endif
