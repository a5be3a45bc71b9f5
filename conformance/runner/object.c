/* SPDX-License-Identifier: Apache-2.0 */
/* Strict reading of JSON objects by a table of fields: how case files and replies are checked. */
#include "object.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "text.h"

bool awp_complain(struct awp_complaints *complaints, const struct awp_json_node *where,
                  const char *format, ...) {
    char text[1024]; /* quoted parts are cut long before that */
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    complaints->count++;
    complaints->say(complaints, where, awp_text_format(complaints->arena, "%s", text));
    return false;
}

bool awp_complain_of(struct awp_complaints *complaints, const struct awp_json_node *where,
                     const char *what, struct awp_bytes text) {
    const struct awp_bytes quoted = awp_text_quoted(complaints->arena, text);
    return awp_complain(complaints, where, "%s %.*s", what, AWP_TEXT_ARGS(quoted));
}

static void keep_first(struct awp_complaints *complaints, const struct awp_json_node *where,
                       struct awp_bytes reason) {
    struct awp_first_complaint *first = (struct awp_first_complaint *)complaints;
    (void)where;
    if (first->reason.len == 0) {
        first->reason = reason;
    }
}

struct awp_first_complaint awp_first_complaint_in(struct awp_arena *arena) {
    return (struct awp_first_complaint){.complaints = {.say = keep_first, .arena = arena}};
}

const char *awp_json_kind_text(enum awp_json_kind kind) {
    static const char *const texts[] = {
        [AWP_JSON_NULL] = "null",       [AWP_JSON_FALSE] = "a boolean",
        [AWP_JSON_TRUE] = "a boolean",  [AWP_JSON_NUMBER] = "a number",
        [AWP_JSON_STRING] = "a string", [AWP_JSON_ARRAY] = "an array",
        [AWP_JSON_OBJECT] = "an object"};
    return texts[kind];
}

/* "a string or an object" */
static void write_kinds(unsigned kinds, char *text, size_t size) {
    text[0] = '\0';
    const char *last = "";
    for (unsigned kind = AWP_JSON_NULL; kind <= AWP_JSON_OBJECT; kind++) {
        const char *name = awp_json_kind_text((enum awp_json_kind)kind);
        if ((kinds & (1u << kind)) == 0 || strcmp(name, last) == 0) {
            continue;
        }
        const size_t len = strlen(text);
        snprintf(text + len, size - len, "%s%s", len > 0 ? " or " : "", name);
        last = name;
    }
}

static size_t find_field(const struct awp_field *fields, size_t count,
                         const struct awp_json_node *node) {
    size_t i = 0;
    while (i < count && !awp_json_name_is(node, awp_bytes_of_string(fields[i].name))) {
        i++;
    }
    return i;
}

/* An object that is being read by its table. */
struct reader {
    struct awp_complaints *complaints;
    const char *what;
    const struct awp_field *fields;
    size_t field_count;
    bool is_open; /* unknown fields are passed over */
    const struct awp_json_node **found;
    bool *seen;
};

static void read_unknown(const struct reader *reader, const struct awp_json_node *member) {
    struct awp_complaints *complaints = reader->complaints;
    struct awp_bytes name = {0};
    if (reader->is_open) {
        return;
    }
    awp_need(awp_json_name(member, complaints->arena, &name));
    name = awp_text_quoted(complaints->arena, name);
    awp_complain(complaints, member, "unknown field %.*s in %s", AWP_TEXT_ARGS(name), reader->what);
}

static void read_member(const struct reader *reader, const struct awp_json_node *member) {
    const size_t i = find_field(reader->fields, reader->field_count, member);
    if (i == reader->field_count) {
        read_unknown(reader, member);
        return;
    }
    const struct awp_field *field = &reader->fields[i];
    if (reader->seen[i]) {
        awp_complain(reader->complaints, member, "field \"%s\" of %s stands twice", field->name,
                     reader->what);
        return;
    }
    reader->seen[i] = true;
    const enum awp_json_kind kind = awp_json_kind(member);
    if ((field->kinds & (1u << kind)) == 0) {
        char kinds[128];
        write_kinds(field->kinds, kinds, sizeof(kinds));
        awp_complain(reader->complaints, member, "field \"%s\" of %s must be %s, not %s",
                     field->name, reader->what, kinds, awp_json_kind_text(kind));
        return;
    }
    reader->found[i] = member;
}

static bool read_object(struct reader *reader, const struct awp_json_node *object) {
    struct awp_complaints *complaints = reader->complaints;
    const size_t before = complaints->count;
    memset(reader->found, 0, reader->field_count * sizeof(*reader->found));
    if (awp_json_kind(object) != AWP_JSON_OBJECT) {
        return awp_complain(complaints, object, "%s must be an object, not %s", reader->what,
                            awp_json_kind_text(awp_json_kind(object)));
    }
    reader->seen = awp_need_array(complaints->arena, reader->field_count, sizeof(*reader->seen));
    for (const struct awp_json_node *member = awp_json_first(object); member != NULL;
         member = awp_json_next(member)) {
        read_member(reader, member);
    }
    for (size_t i = 0; i < reader->field_count; i++) {
        if (reader->fields[i].required && !reader->seen[i]) {
            awp_complain(complaints, object, "%s has no field \"%s\"", reader->what,
                         reader->fields[i].name);
        }
    }
    return complaints->count == before;
}

bool awp_object_read(struct awp_complaints *complaints, const struct awp_json_node *object,
                     const char *what, const struct awp_field *fields, size_t field_count,
                     const struct awp_json_node **found) {
    struct reader reader = {complaints, what, fields, field_count, false, found, NULL};
    return read_object(&reader, object);
}

bool awp_object_read_open(struct awp_complaints *complaints, const struct awp_json_node *object,
                          const char *what, const struct awp_field *fields, size_t field_count,
                          const struct awp_json_node **found) {
    struct reader reader = {complaints, what, fields, field_count, true, found, NULL};
    return read_object(&reader, object);
}

struct awp_bytes awp_object_text(struct awp_complaints *complaints,
                                 const struct awp_json_node *node) {
    struct awp_bytes text = {0};
    if (node != NULL) {
        awp_need(awp_json_string(node, complaints->arena, &text));
    }
    return text;
}

size_t awp_json_count(const struct awp_json_node *node) {
    size_t count = 0;
    for (const struct awp_json_node *item = awp_json_first(node); item != NULL;
         item = awp_json_next(item)) {
        count++;
    }
    return count;
}
