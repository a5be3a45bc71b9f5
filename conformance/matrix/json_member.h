/* SPDX-License-Identifier: Apache-2.0 */
/* Members of JSON objects by name, as plain data of reports. */
#ifndef AWP_MATRIX_JSON_MEMBER_H
#define AWP_MATRIX_JSON_MEMBER_H

#include "awsproof/report.h"
#include "object.h"

/** Where members are read from, and where what is read goes. */
struct awp_json_source {
    struct awp_complaints *complaints; /* whose arena is for the line at hand */
    struct awp_arena *arena;           /* for what is kept */
};

/** Complains of a member: `"NAME" WHAT`; always false. */
bool awp_json_member_complain(const struct awp_json_source *from, const struct awp_json_node *where,
                              const char *name, const char *what);

/** The member of this name and kind; NULL after a complaint. */
const struct awp_json_node *awp_json_member_of(const struct awp_json_source *from,
                                               const struct awp_json_node *object, const char *name,
                                               enum awp_json_kind kind);

/** Reads a string. As all below: false after a complaint, of a missing member too. */
bool awp_json_member_text(const struct awp_json_source *from, const struct awp_json_node *object,
                          const char *name, struct awp_report_text *text);

/** A member that is a string, and where in a struct its text goes. */
struct awp_json_text_member {
    const char *name;
    size_t offset; /* of a struct awp_report_text */
    bool required; /* else it may be missing, and the text stays as it is */
};

/** Reads strings into a struct. */
bool awp_json_member_texts(const struct awp_json_source *from, const struct awp_json_node *object,
                           const struct awp_json_text_member *members, size_t count, void *into);

/** Reads an array of strings. */
bool awp_json_member_list(const struct awp_json_source *from, const struct awp_json_node *object,
                          const char *name, const struct awp_report_text **items, size_t *count);

/** Reads a whole number below 2^32. */
bool awp_json_member_count(const struct awp_json_source *from, const struct awp_json_node *object,
                           const char *name, size_t *number);

/** Reads a number that is not negative: seconds, at most a year of them. */
bool awp_json_member_seconds(const struct awp_json_source *from, const struct awp_json_node *object,
                             const char *name, double *seconds);

/** Reads true or false. */
bool awp_json_member_flag(const struct awp_json_source *from, const struct awp_json_node *object,
                          const char *name, bool *flag);

/** Reads a level's name, or a verdict's. */
bool awp_json_member_level(const struct awp_json_source *from, const struct awp_json_node *object,
                           const char *name, enum awp_level *level);
bool awp_json_member_verdict(const struct awp_json_source *from, const struct awp_json_node *object,
                             const char *name, enum awp_verdict *verdict);

/** Reads an outcome: JSON under NAME, or a text that is none under NAME_text; or neither. */
bool awp_json_member_outcome(const struct awp_json_source *from, const struct awp_json_node *object,
                             const char *name, struct awp_report_text *text);

#endif
