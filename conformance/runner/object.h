/* SPDX-License-Identifier: Apache-2.0 */
/* Strict reading of JSON objects by a table of fields: how case files and replies are checked. */
#ifndef AWP_RUNNER_OBJECT_H
#define AWP_RUNNER_OBJECT_H

#include "awsproof/document.h"

/** A set of JSON kinds, for struct awp_field. */
#define AWP_KIND(kind) (1u << AWP_JSON_##kind)
#define AWP_KIND_BOOLEAN (AWP_KIND(FALSE) | AWP_KIND(TRUE))

/** A field that an object may have. */
struct awp_field {
    const char *name;
    unsigned kinds; /* the JSON kinds that it may be: AWP_KIND(STRING) | ... */
    bool required;
};

/** Where complaints about a document go; the first member of the struct that wants them. */
struct awp_complaints {
    void (*say)(struct awp_complaints *complaints, const struct awp_json_node *where,
                struct awp_bytes reason);
    struct awp_arena *arena; /* holds the reasons, and texts read from the document */
    size_t count;            /* of complaints so far */
};

/** Complains of a place in the document, in one line; always false, for `return awp_complain(...)`.
 */
bool awp_complain(struct awp_complaints *complaints, const struct awp_json_node *where,
                  const char *format, ...) __attribute__((format(printf, 3, 4)));

/** Complains as `WHAT "TEXT"`, the text made printable; always false. */
bool awp_complain_of(struct awp_complaints *complaints, const struct awp_json_node *where,
                     const char *what, struct awp_bytes text);

/** Complaints of which only the first is kept: for a message of one line, where no place is named.
 */
struct awp_first_complaint {
    struct awp_complaints complaints;
    struct awp_bytes reason; /* empty: none */
};

/** Ready to be complained to; texts go to the arena. */
struct awp_first_complaint awp_first_complaint_in(struct awp_arena *arena);

/** What the value is, in words: "a string", "null". */
const char *awp_json_kind_text(enum awp_json_kind kind);

/**
 * Reads an object by its table: found[i] is the value of fields[i], or NULL where it is absent.
 * False after complaints of all that is not right: no object, an unknown, repeated, mistyped or
 * missing field. `what` names the object in complaints ("a case"). Mistyped fields are left NULL.
 */
bool awp_object_read(struct awp_complaints *complaints, const struct awp_json_node *object,
                     const char *what, const struct awp_field *fields, size_t field_count,
                     const struct awp_json_node **found);

/** As awp_object_read, but fields that the table does not know are passed over. */
bool awp_object_read_open(struct awp_complaints *complaints, const struct awp_json_node *object,
                          const char *what, const struct awp_field *fields, size_t field_count,
                          const struct awp_json_node **found);

/** A string's text, in the complaints' arena; the empty text where `node` is NULL. */
struct awp_bytes awp_object_text(struct awp_complaints *complaints,
                                 const struct awp_json_node *node);

/** How many elements or members the value has. */
size_t awp_json_count(const struct awp_json_node *node);

#endif
