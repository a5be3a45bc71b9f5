/* SPDX-License-Identifier: Apache-2.0 */
/* decode(encode(v)) = v in both formats, or a refusal where the format cannot hold v. */
#include "awsproof/invite_members.h"
#include "expect.h"
#include "fail.h"
#include "health.h"
#include "value_oracle.h"
#include "value_source.h"
#include "wide_model.h"

enum { MAX_VALUES = 200 };

/* The structures that a value is made of; the first byte chooses. */
static const struct awp_shape *shape_of(uint8_t choice) {
    const struct awp_operation *operation =
        (choice & 1) != 0 ? &awp_fuzz_wide : &awp_securityhub_invite_members;
    const size_t which = (choice >> 1) % (operation->error_count + 1);
    return which == 0 ? operation->output : operation->errors[which - 1].shape;
}

static void check_format(const struct awp_run *run, enum awp_format format,
                         const struct awp_shape *shape, const struct awp_value *value,
                         struct awp_arena *arena) {
    const char *name = format == AWP_FORMAT_JSON ? "JSON" : "XML";
    const bool fits =
        format == AWP_FORMAT_JSON ? awp_value_is_utf8(value) : awp_value_fits_xml(value);
    struct awp_bytes text;
    const void *document = NULL;
    struct awp_value again;
    const enum awp_status status = awp_encode(format, value, arena, &text);
    AWP_REQUIRE(run, status == (fits ? AWP_OK : AWP_NOT_REPRESENTABLE), REFUSAL,
                "%s: %s, and the value %s", name, awp_status_text(status),
                fits ? "fits" : "does not fit");
    awp_health_count(status == AWP_OK ? AWP_HEALTH_TAKEN : AWP_HEALTH_REFUSED);
    if (status != AWP_OK) {
        return;
    }
    const bool read = awp_parse(format, text, arena, &document, NULL) == AWP_OK &&
                      document != NULL &&
                      awp_value_of_document(format, shape, document, arena, &again) == AWP_OK;
    AWP_REQUIRE(run, read && awp_same_value(value, &again), ROUND_TRIP, "%s: %s in %.*s", name,
                read ? "another value" : "no value", AWP_FUZZ_TEXT(text));
}

/* The form of docs/TESTEE.md is JSON too, whatever the wire's names are. */
static void check_canonical(const struct awp_run *run, const struct awp_value *value,
                            struct awp_arena *arena) {
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes text;
    const struct awp_json_node *root = NULL;
    awp_value_write(value, &out);
    const bool written = awp_buffer_finish(&out, &text) == AWP_OK;
    AWP_REQUIRE(run, written == awp_value_is_utf8(value), REFUSAL, "the canonical form");
    AWP_REQUIRE(run,
                !written || (awp_json_parse(text, arena, &root, NULL) == AWP_OK && root != NULL &&
                             awp_json_kind(root) == AWP_JSON_OBJECT),
                ROUND_TRIP, "the canonical form is no JSON object");
}

/* What is not interpreted is refused, and told from what does not fit. */
static void check_unread(const struct awp_run *run, struct awp_arena *arena) {
    const struct awp_value map = {.kind = AWP_SHAPE_MAP};
    const struct awp_member_value member = {awp_fuzz_unread.output->members, map};
    const struct awp_value value = {.kind = AWP_SHAPE_STRUCTURE, .as.structure = {&member, 1}};
    const struct awp_value list = {.kind = AWP_SHAPE_LIST};
    static const char *const texts[] = {"{\"Message\":{}}", "<a><Message/></a>"};
    struct awp_bytes text;
    for (enum awp_format format = AWP_FORMAT_JSON; format <= AWP_FORMAT_XML; format++) {
        const void *document = NULL;
        struct awp_value read;
        const enum awp_status parsed =
            awp_parse(format, awp_bytes_of_string(texts[format]), arena, &document, NULL);
        AWP_REQUIRE(run,
                    parsed == AWP_OK &&
                        awp_value_of_document(format, awp_fuzz_unread.output, document, arena,
                                              &read) == AWP_UNSUPPORTED_SHAPE &&
                        awp_encode(format, &value, arena, &text) == AWP_UNSUPPORTED_SHAPE,
                    REFUSAL, "a map is not refused as unsupported");
    }
    AWP_REQUIRE(run, awp_encode(AWP_FORMAT_XML, &list, arena, &text) == AWP_MISFIT, REFUSAL,
                "a list as an XML document is not refused");
}

/* A flattened list that is empty would come back absent. */
static void check_empty_flat(const struct awp_run *run, struct awp_arena *arena) {
    const struct awp_shape *shape = awp_fuzz_wide.output;
    struct awp_bytes text;
    for (size_t i = 0; i < shape->member_count; i++) {
        const struct awp_member_value member = {&shape->members[i], {.kind = AWP_SHAPE_LIST}};
        const struct awp_value value = {.kind = AWP_SHAPE_STRUCTURE, .as.structure = {&member, 1}};
        if (shape->members[i].target->kind != AWP_SHAPE_LIST) {
            continue;
        }
        const bool refused =
            awp_encode(AWP_FORMAT_XML, &value, arena, &text) == AWP_NOT_REPRESENTABLE;
        AWP_REQUIRE(run, refused == shape->members[i].xml_flattened, REFUSAL,
                    "an empty list is %srefused", refused ? "" : "not ");
    }
}

/* The decoder's own comparison says what ours says: of the value, its parts, and another one. */
static void check_equality(const struct awp_run *run, const struct awp_value *value,
                           const struct awp_value *other) {
    bool same = awp_value_equal(value, value) &&
                awp_value_equal(value, other) == awp_same_value(value, other);
    for (size_t i = 0; i < value->as.structure.count; i++) {
        const struct awp_value *part = &value->as.structure.members[i].value;
        same = same && awp_value_equal(part, part) &&
               awp_value_equal(value, part) == awp_same_value(value, part);
        for (size_t j = 0; j < other->as.structure.count; j++) {
            const struct awp_value *of_other = &other->as.structure.members[j].value;
            same = same && awp_value_equal(part, of_other) == awp_same_value(part, of_other);
        }
    }
    AWP_REQUIRE(run, same, ROUND_TRIP, "by awp_value_equal, equal or not");
}

void awp_round_trip_oracle(const struct awp_run *run) {
    static const enum awp_string_range ranges[] = {AWP_STRINGS_OF_XML, AWP_STRINGS_OF_XML,
                                                   AWP_STRINGS_OF_JSON, AWP_STRINGS_OF_BYTES};
    struct awp_arena *arena = awp_arena_create(NULL, 0);
    struct awp_value_source source = {
        .run = run, .left = run->input, .arena = arena, .budget = MAX_VALUES};
    const uint8_t choice = awp_value_source_byte(&source);
    source.range = ranges[awp_value_source_byte(&source) % 4];
    const struct awp_shape *shape = shape_of(choice);
    const struct awp_value value = awp_value_source_value(&source, shape);
    awp_health_count(AWP_HEALTH_INPUTS);
    check_format(run, AWP_FORMAT_JSON, shape, &value, arena);
    check_format(run, AWP_FORMAT_XML, shape, &value, arena);
    check_canonical(run, &value, arena);
    const struct awp_value other = awp_value_source_value(&source, shape);
    check_equality(run, &value, &other);
    if (awp_run_is_chosen(run, 64)) {
        check_unread(run, arena);
        check_empty_flat(run, arena);
    }
    if (awp_oracle_is_on(run, AWP_ORACLE_LOOKUP)) {
        awp_lookup_oracle(run, &value);
    }
    awp_arena_destroy(arena);
}
