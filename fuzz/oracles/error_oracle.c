/* SPDX-License-Identifier: Apache-2.0 */
/* Decodes one body with many codes, on the document and on bytes, twice, and checks each outcome.
 */
#include "error_oracle.h"

#include <stdlib.h>
#include <string.h>

#include "awsproof/invite_members.h"
#include "counting_heap.h"
#include "fail.h"

/* What the arena may hold after a run: a constant, and a factor over the body's length. */
enum { MAX_HELD_BYTES = 256 * 1024, MAX_HELD_BYTES_PER_BYTE = 512 };
enum { MAX_CODES = 16, POISON = 0xA5 };

/* Codes that the operation does not have: an error of the service's other operations, and near
 * misses. */
static const struct awp_bytes unmodeled_codes[] = {
    AWP_BYTES_INIT("AccessDeniedException"), AWP_BYTES_INIT(""),
    AWP_BYTES_INIT("InternalException\0"), AWP_BYTES_INIT("internalException")};

/* One input under test. */
struct probe {
    const struct awp_error_format *format;
    const struct awp_operation *operation;
    struct awp_arena *arena;
    struct awp_bytes input; /* the engine's; the decoder only ever sees copies */
    const void *document;
    struct awp_bytes codes[MAX_CODES];
    size_t code_count;
};

#define FAIL(probe, oracle, ...)                                                                   \
    awp_oracle_fail((probe)->format->name, oracle, (probe)->input, __VA_ARGS__)

static void require(const struct probe *probe, bool holds, const char *oracle,
                    struct awp_bytes code, const char *what) {
    if (!holds) {
        FAIL(probe, oracle, "with code \"%.*s\": %s", (int)code.len, (const char *)code.ptr, what);
    }
}

static void require_ok(const struct probe *probe, enum awp_status status, struct awp_bytes code,
                       const char *call) {
    if (status != AWP_OK) {
        FAIL(probe, "status", "%s with code \"%.*s\" returned: %s", call, (int)code.len,
             (const char *)code.ptr, awp_status_text(status));
    }
}

/* memcmp by another name: the oracle trusts none of the decoder's comparisons. */
static bool same_bytes(struct awp_bytes a, struct awp_bytes b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* A copy in a heap block of exactly its size, so that reading one byte too far is seen. */
static struct awp_bytes heap_copy(const struct probe *probe, struct awp_bytes bytes) {
    uint8_t *copy = malloc(bytes.len);
    if (copy == NULL) {
        FAIL(probe, "harness", "no memory for a copy of %zu bytes", bytes.len);
    }
    if (bytes.len > 0) {
        memcpy(copy, bytes.ptr, bytes.len);
    }
    return (struct awp_bytes){copy, bytes.len};
}

/* Overwrites a copy: an outcome that points into it then shows other bytes. */
static void scribble(struct awp_bytes copy) {
    if (copy.len > 0) {
        memset((uint8_t *)(uintptr_t)copy.ptr, POISON, copy.len);
    }
}

static void release(struct awp_bytes copy) { free((void *)(uintptr_t)copy.ptr); }

static void list_codes(struct probe *probe) {
    const size_t unmodeled_count = sizeof unmodeled_codes / sizeof unmodeled_codes[0];
    if (probe->operation->error_count + unmodeled_count > MAX_CODES) {
        FAIL(probe, "harness", "%zu modeled errors are too many", probe->operation->error_count);
    }
    for (size_t i = 0; i < probe->operation->error_count; i++) {
        probe->codes[probe->code_count++] = probe->operation->errors[i].shape->name;
    }
    for (size_t i = 0; i < unmodeled_count; i++) {
        probe->codes[probe->code_count++] = unmodeled_codes[i];
    }
}

static void parse(struct probe *probe, struct awp_bytes body) {
    struct awp_fault fault;
    memset(&fault, POISON, sizeof fault);
    require_ok(probe, probe->format->parse(body, probe->arena, &probe->document, &fault),
               AWP_BYTES("(none)"), "the parser");
    if (probe->document == NULL && (fault.reason == NULL || fault.offset > body.len)) {
        FAIL(probe, "fault", "no document, but no reason, or an offset beyond the body's end");
    }
}

static void decode(const struct probe *probe, size_t which, struct awp_bytes body,
                   struct awp_outcome *outcome) {
    const struct awp_bytes code = heap_copy(probe, probe->codes[which]);
    memset(outcome, POISON, sizeof *outcome);
    require_ok(
        probe,
        probe->format->decode(probe->operation, code, probe->document, body, probe->arena, outcome),
        probe->codes[which], "the decoder on the document");
    scribble(code);
    release(code);
}

static void decode_bytes(const struct probe *probe, size_t which, struct awp_bytes body,
                         struct awp_outcome *outcome) {
    const struct awp_function *function =
        awp_function_find(awp_bytes_of_string(probe->format->name));
    if (function == NULL) {
        FAIL(probe, "harness", "the library has no function of this name");
    }
    const struct awp_bytes code = heap_copy(probe, probe->codes[which]);
    memset(outcome, POISON, sizeof *outcome);
    require_ok(probe, function->decode(probe->operation, code, body, probe->arena, outcome),
               probe->codes[which], "the decoder on bytes");
    scribble(code);
    release(code);
}

static const struct awp_error *modeled_error(const struct probe *probe, struct awp_bytes code) {
    for (size_t i = 0; i < probe->operation->error_count; i++) {
        if (same_bytes(probe->operation->errors[i].shape->name, code)) {
            return &probe->operation->errors[i];
        }
    }
    return NULL;
}

static enum awp_oracle_member look_for(const struct probe *probe, const struct awp_member *member,
                                       struct awp_bytes *text) {
    if (probe->input.len == 0) {
        return AWP_ORACLE_ABSENT;
    }
    if (member->target->kind != AWP_SHAPE_STRING) {
        FAIL(probe, "harness", "an error's member that is no string: the oracle cannot read it");
    }
    return probe->format->member(probe->document, member->name, probe->arena, text);
}

/* Whether the body is what an error of this shape may look like: empty, or a fitting document. */
static bool fits(const struct probe *probe, const struct awp_shape *shape) {
    if (probe->input.len == 0) {
        return true;
    }
    if (probe->document == NULL || !probe->format->holds_members(probe->document)) {
        return false;
    }
    for (size_t i = 0; i < shape->member_count; i++) {
        struct awp_bytes text;
        if (look_for(probe, &shape->members[i], &text) == AWP_ORACLE_MISFIT) {
            return false;
        }
    }
    return true;
}

static const struct awp_value *value_member(const struct awp_value *structure,
                                            const struct awp_member *member) {
    for (size_t i = 0; i < structure->as.structure.count; i++) {
        if (structure->as.structure.members[i].member == member) {
            return &structure->as.structure.members[i].value;
        }
    }
    return NULL;
}

/* The value holds what the document holds: each member present or absent, byte for byte. */
static void check_value(const struct probe *probe, const struct awp_error *error,
                        const struct awp_value *value) {
    const struct awp_bytes code = error->shape->name;
    size_t present_count = 0;
    for (size_t i = 0; i < error->shape->member_count; i++) {
        struct awp_bytes text = {NULL, 0};
        const bool present = look_for(probe, &error->shape->members[i], &text) == AWP_ORACLE_TEXT;
        const struct awp_value *got = value_member(value, &error->shape->members[i]);
        require(probe, present == (got != NULL), "value", code,
                present ? "a member is lost" : "a member out of nowhere");
        if (present) {
            require(probe, got->kind == AWP_SHAPE_STRING && same_bytes(got->as.string, text),
                    "value", code, "a member's text is another one");
            present_count++;
        }
    }
    require(probe, value->as.structure.count == present_count, "value", code,
            "more members than the shape has");
}

/* D4: the value, encoded and decoded again, is equal. */
static void check_round_trip(const struct probe *probe, const struct awp_outcome *outcome) {
    const struct awp_error_format *format = probe->format;
    const struct awp_bytes code = outcome->error->shape->name;
    struct awp_bytes text;
    require_ok(probe, format->encode(&outcome->value, probe->arena, &text), code, "the encoder");
    const void *document = NULL;
    require_ok(probe, format->parse(text, probe->arena, &document, NULL), code,
               "the parser, on what the encoder wrote,");
    struct awp_outcome again;
    require_ok(probe, format->decode(probe->operation, code, document, text, probe->arena, &again),
               code, "the decoder, on what the encoder wrote,");
    require(probe, awp_outcome_equal(outcome, &again), "round-trip", code,
            "encoded and decoded again, the outcome is another one");
}

static void check_modeled(const struct probe *probe, const struct awp_error *error,
                          const struct awp_outcome *outcome) {
    const struct awp_bytes code = error->shape->name;
    require(probe, outcome->error == error, "error", code, "another entry of the error list");
    require(probe, same_bytes(outcome->code, code), "code", code, "another code");
    check_value(probe, error, &outcome->value);
    check_round_trip(probe, outcome);
}

static void check_unknown(const struct probe *probe, struct awp_bytes code,
                          const struct awp_outcome *outcome) {
    require(probe, outcome->error == NULL, "error", code,
            "Unknown with an entry of the error list");
    require(probe, same_bytes(outcome->code, code), "code", code, "another code");
    require(probe, outcome->value.as.structure.count == 0, "value", code, "Unknown with a value");
    require(probe, outcome->raw.present == (probe->input.len > 0), "raw-present", code,
            "raw must be absent if and only if the body is empty");
    require(probe, same_bytes(outcome->raw.bytes, probe->input), "raw-bytes", code,
            "raw is not the body");
}

/* No field is left as the poison was. A bool is read as a byte: as a bool it might be no value at
 * all. */
static void check_written(const struct probe *probe, struct awp_bytes code,
                          const struct awp_outcome *outcome) {
    uint8_t present;
    memcpy(&present, &outcome->raw.present, sizeof present);
    require(probe, present <= 1, "poison", code, "raw.present was not written");
    require(probe, outcome->value.kind == AWP_SHAPE_STRUCTURE, "poison", code,
            "the value is no structure");
}

static void check_outcome(const struct probe *probe, struct awp_bytes code,
                          const struct awp_outcome *outcome) {
    const struct awp_error *error = modeled_error(probe, code);
    const bool must_be_modeled = error != NULL && fits(probe, error->shape);
    const enum awp_outcome_kind want = must_be_modeled ? AWP_OUTCOME_MODELED : AWP_OUTCOME_UNKNOWN;
    require(probe, outcome->kind == want, "kind", code,
            must_be_modeled ? "must be Modeled" : "must be Unknown");
    check_written(probe, code, outcome);
    if (must_be_modeled) {
        check_modeled(probe, error, outcome);
    } else {
        check_unknown(probe, code, outcome);
    }
}

static void run(struct probe *probe) {
    struct awp_outcome outcomes[MAX_CODES], again[MAX_CODES], on_bytes;
    const size_t count = probe->code_count;
    const size_t chosen = probe->input.len % count; /* over many inputs, each code */
    const struct awp_bytes body = heap_copy(probe, probe->input);
    parse(probe, body);
    for (size_t i = 0; i < count; i++) {
        decode(probe, i, body, &outcomes[i]);
    }
    for (size_t i = count; i-- > 0;) {
        decode(probe, i, body, &again[i]);
    }
    decode_bytes(probe, chosen, body, &on_bytes);
    scribble(body);
    for (size_t i = 0; i < count; i++) {
        check_outcome(probe, probe->codes[i], &outcomes[i]);
        check_written(probe, probe->codes[i], &again[i]);
        require(probe, awp_outcome_equal(&outcomes[i], &again[i]), "twice", probe->codes[i],
                "decoded twice, two outcomes");
    }
    check_written(probe, probe->codes[chosen], &on_bytes);
    require(probe, awp_outcome_equal(&outcomes[chosen], &on_bytes), "on-bytes",
            probe->codes[chosen], "decoded from bytes, another outcome");
    release(body);
}

/* The arena lives from input to input, as a long-lived process would keep it; engines pass no
 * context. */
void awp_error_oracle_run(const struct awp_error_format *format, struct awp_bytes input) {
    static struct awp_counting_heap heap;
    static struct awp_arena *arena;
    static size_t idle_blocks;
    struct probe probe = {
        .format = format, .operation = &awp_securityhub_invite_members, .input = input};
    if (arena == NULL) {
        const struct awp_allocator allocator = awp_counting_heap_allocator(&heap);
        arena = awp_arena_create(&allocator, 0);
        idle_blocks = heap.live_blocks;
    }
    if (arena == NULL) {
        FAIL(&probe, "harness", "no memory for an arena");
    }
    probe.arena = arena;
    list_codes(&probe);
    run(&probe);
    const size_t held = awp_arena_held_bytes(arena);
    if (held > MAX_HELD_BYTES + MAX_HELD_BYTES_PER_BYTE * input.len) {
        FAIL(&probe, "memory", "the arena holds %zu bytes for a body of %zu", held, input.len);
    }
    awp_arena_reset(arena);
    if (heap.live_blocks != idle_blocks) {
        FAIL(&probe, "live-blocks", "%zu blocks are live after the reset, %zu were before",
             heap.live_blocks, idle_blocks);
    }
}
