/* SPDX-License-Identifier: Apache-2.0 */
/* Values of a shape that arbitrary bytes stand for. */
#ifndef AWSPROOF_FUZZ_VALUE_SOURCE_H
#define AWSPROOF_FUZZ_VALUE_SOURCE_H

#include "awsproof/value.h"
#include "oracle.h"

/** What strings of a value may hold. */
enum awp_string_range {
    AWP_STRINGS_OF_XML,  /* characters that an XML 1.0 document can hold */
    AWP_STRINGS_OF_JSON, /* any Unicode character, U+0000 too */
    AWP_STRINGS_OF_BYTES /* any bytes */
};

/** Bytes that choices are taken from, front to back; none left: zeros. */
struct awp_value_source {
    const struct awp_run *run;
    struct awp_bytes left;
    struct awp_arena *arena;
    enum awp_string_range range;
    size_t budget; /* how many values may still be made */
};

/** The next byte. */
uint8_t awp_value_source_byte(struct awp_value_source *source);

/** A value of this shape: its strings of the source's range, its flattened lists never empty. */
struct awp_value awp_value_source_value(struct awp_value_source *source,
                                        const struct awp_shape *shape);

/** Whether XML 1.0 can hold every string of the value. */
bool awp_value_fits_xml(const struct awp_value *value);

/** Whether every string of the value is well-formed UTF-8, as RFC 3629 has it. */
bool awp_value_is_utf8(const struct awp_value *value);

/** Whether the bytes are well-formed UTF-8. */
bool awp_fuzz_is_utf8(struct awp_bytes bytes);

#endif
