/* SPDX-License-Identifier: Apache-2.0 */
/* What must hold of a value on its way into documents and back. */
#ifndef AWSPROOF_FUZZ_VALUE_ORACLE_H
#define AWSPROOF_FUZZ_VALUE_ORACLE_H

#include "awsproof/value.h"
#include "oracle.h"

/** The run's input stands for a value and a range of strings: fails by `refusal` or `round-trip`.
 */
void awp_round_trip_oracle(const struct awp_run *run);

/** The run's input as a name: finds what is called so in every list of the library, and in `value`;
 * fails by `lookup`. */
void awp_lookup_oracle(const struct awp_run *run, const struct awp_value *value);

/** The run's input stands for an error or a result: fails by `formats`. */
void awp_cross_format_oracle(const struct awp_run *run);

#endif
