/* SPDX-License-Identifier: Apache-2.0 */
/* What the benchmarks decode: families of bodies of any size, always the same bytes. */
#ifndef AWP_BENCH_INPUT_H
#define AWP_BENCH_INPUT_H

#include "awsproof/protocol.h"

/** A body that is being written. */
struct awp_draft {
    char *to;
    size_t len;
    size_t room; /* for all before the end */
    unsigned random;
};

/** A kind of body: a beginning, as many items as there is room for, an end. */
struct awp_family {
    const char *name;
    const char *what;
    bool is_xml;
    bool is_document; /* cJSON or libxml2 has a tree for it */
    unsigned status;
    enum awp_outcome_kind outcome; /* what it decodes to */
    const char *begin;
    /** Appends the item, all or nothing; NULL: the body is its beginning and its end alone. */
    bool (*item)(struct awp_draft *draft, size_t ordinal);
    const char *end;
};

extern const struct awp_family awp_json_families[];
extern const size_t awp_json_family_count;
extern const struct awp_family awp_xml_families[];
extern const size_t awp_xml_family_count;

/** The family of this name, or NULL. */
const struct awp_family *awp_family_find(const char *name);

/** The size of every body of this family; 0 where it can have any. */
size_t awp_family_fixed_bytes(const struct awp_family *family);

/** Writes the family's body of exactly `size` bytes, filled up with white space. */
void awp_family_write(const struct awp_family *family, size_t size, char *to);

/** Appends a text if there is room for all of it; whether there was. */
bool awp_draft_add(struct awp_draft *draft, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** A number under `bound`: the next of a row that is the same for every draft. */
unsigned awp_draft_random(struct awp_draft *draft, unsigned bound);

/** How many bytes there is room for. */
size_t awp_draft_left(const struct awp_draft *draft);

/** An account that was not invited, as a service would name it. */
struct awp_draft_account {
    char number[16];
    const char *reason;
};

/** The next of a row of accounts that is the same for every draft. */
struct awp_draft_account awp_draft_next_account(struct awp_draft *draft);

#endif
