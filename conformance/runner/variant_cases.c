/* SPDX-License-Identifier: Apache-2.0 */
/* Cases made of golden cases: the same question in other words, with an outcome that follows. */
#include "variant_cases.h"

#include <assert.h>
#include <inttypes.h>

#include "text.h"

/* More members than this are not left out one by one. */
#define MAX_SUBSET_MEMBERS 4

/* What is being made, and of what. */
struct maker {
    const struct awp_variant_wish *wish;
    struct awp_arena *arena;
    struct awp_arena *scratch; /* for one variant */
    struct awp_variant_counts *counts;
    const struct awp_case **cases;
    size_t count;
};

static bool is_json(const struct awp_case *golden) {
    if (golden->function != NULL) {
        return awp_text_glob(AWP_BYTES("*_of_json"), golden->function->name);
    }
    return awp_bytes_equal(golden->protocol->name, AWP_BYTES("restJson1"));
}

static struct awp_specimen specimen_of(const struct awp_case *golden, struct awp_arena *arena) {
    const bool is_response = golden->function == NULL;
    return (struct awp_specimen){
        .format = is_json(golden) ? AWP_VARIANT_JSON : AWP_VARIANT_XML,
        .is_response = is_response,
        .is_json_error = is_response && is_json(golden) && awp_case_is_error(golden),
        .headers = golden->headers,
        .header_count = golden->header_count,
        .body = awp_body_make(&golden->body, arena),
    };
}

/* An object of those members whose bit is set. */
static const struct awp_json_node *subset_of(const struct awp_json_node *value, size_t bits,
                                             struct awp_arena *arena) {
    struct awp_buffer out = {.arena = arena};
    const char *comma = "";
    struct awp_bytes text;
    const struct awp_json_node *root = NULL;
    awp_buffer_append_string(&out, "{");
    for (const struct awp_json_node *member = awp_json_first(value); member != NULL;
         member = awp_json_next(member), bits >>= 1) {
        if ((bits & 1) != 0) {
            struct awp_bytes name;
            awp_need(awp_json_name(member, arena, &name));
            awp_buffer_append_string(&out, comma);
            awp_buffer_append_json_string(&out, name);
            awp_buffer_append_string(&out, ":");
            awp_json_write(member, &out);
            comma = ",";
        }
    }
    awp_buffer_append_string(&out, "}");
    awp_need(awp_buffer_finish(&out, &text));
    awp_need(awp_json_parse(text, arena, &root, NULL));
    return root;
}

static size_t count_members(const struct awp_json_node *value) {
    size_t count = 0;
    for (const struct awp_json_node *member = awp_json_first(value); member != NULL;
         member = awp_json_next(member)) {
        count++;
    }
    return count;
}

static const struct awp_answer any_unknown = {.kind = AWP_ANSWER_UNKNOWN};

/* Unknown; or the error without some members, or none; or what the case accepts anyway. */
static void accept_less(const struct awp_case *golden, struct awp_arena *arena,
                        struct awp_case *variant) {
    const size_t members = count_members(golden->expect.value);
    const size_t subsets = members > MAX_SUBSET_MEMBERS ? 1 : ((size_t)1 << members) - 1;
    struct awp_alternative *accept =
        awp_need_array(arena, 1 + subsets + golden->accept_count, sizeof(*accept));
    size_t count = 0;
    accept[count++] =
        (struct awp_alternative){.name = AWP_BYTES("broken-unknown"), .answer = any_unknown};
    for (size_t bits = 0; bits < subsets; bits++) {
        accept[count] = (struct awp_alternative){.name = AWP_BYTES("broken-keeps-error"),
                                                 .answer = golden->expect};
        accept[count++].answer.value = subset_of(golden->expect.value, bits, arena);
    }
    for (size_t i = 0; i < golden->accept_count; i++) {
        accept[count++] = golden->accept[i];
    }
    variant->accept = accept;
    variant->accept_count = count;
}

/* What a body that is no document any more may come to. */
static void expect_broken(const struct awp_case *golden, const struct awp_variant_wish *wish,
                          struct awp_arena *arena, struct awp_case *variant) {
    static const struct awp_alternative rejected[] = {
        {.name = AWP_BYTES_INIT("broken-rejected"), .answer = {.kind = AWP_ANSWER_REJECTED}}};
    if (golden->expect.kind == AWP_ANSWER_MODELED && !wish->is_reference) {
        accept_less(golden, arena, variant);
        return;
    }
    variant->expect = any_unknown;
    variant->accept = rejected;
    variant->accept_count = golden->expect.kind == AWP_ANSWER_RESULT ? 1 : 0;
}

static struct awp_bytes keep(struct awp_arena *arena, struct awp_bytes bytes) {
    struct awp_bytes copy;
    awp_need(awp_arena_copy(arena, bytes, &copy));
    return copy;
}

static const struct awp_header *keep_headers(const struct awp_specimen *made,
                                             struct awp_arena *arena) {
    struct awp_header *headers = awp_need_array(arena, made->header_count, sizeof(*headers));
    for (size_t i = 0; i < made->header_count; i++) {
        headers[i] = (struct awp_header){keep(arena, made->headers[i].name),
                                         keep(arena, made->headers[i].value)};
    }
    return headers;
}

static void add_variant(struct maker *maker, const struct awp_case *golden,
                        const struct awp_variant_kind *kind, const struct awp_specimen *made) {
    struct awp_arena *arena = maker->arena;
    struct awp_case *variant = awp_need_array(arena, 1, sizeof(*variant));
    struct awp_variant_origin *origin = awp_need_array(arena, 1, sizeof(*origin));
    const uint64_t seed = maker->wish->seed;
    *origin = (struct awp_variant_origin){golden, kind, seed};
    *variant = *golden;
    variant->variant = origin;
    variant->id = awp_text_format(arena, "%.*s~%s", AWP_TEXT_ARGS(golden->id), kind->name);
    variant->title = awp_text_format(arena, "%.*s (%s, seed %" PRIu64 ")",
                                     AWP_TEXT_ARGS(golden->title), kind->name, seed);
    variant->headers = keep_headers(made, arena);
    variant->header_count = made->header_count;
    variant->body = (struct awp_body){.bytes = keep(arena, made->body), .len = made->body.len};
    if (kind->is_broken) {
        expect_broken(golden, maker->wish, arena, variant);
    }
    maker->cases[maker->count++] = variant;
}

/* A case that is about how it is sent, and a broken form of what is expected to be Unknown. */
static bool is_left_out(const struct awp_case *golden, const struct awp_variant_kind *kind) {
    return golden->wire.fault != NULL ||
           (kind->is_broken && golden->expect.kind == AWP_ANSWER_UNKNOWN);
}

static void add_variants(struct maker *maker, const struct awp_case *golden) {
    size_t kind_count;
    const struct awp_variant_kind *kinds = awp_variant_kinds(&kind_count);
    assert(kind_count <= AWP_VARIANT_MAX_KINDS);
    const struct awp_specimen specimen = specimen_of(golden, maker->scratch);
    for (size_t i = 0; i < kind_count; i++) {
        if (maker->wish->kind != NULL && maker->wish->kind != &kinds[i]) {
            continue;
        }
        struct awp_specimen made;
        enum awp_variant_end end;
        if (is_left_out(golden, &kinds[i])) {
            maker->counts->ends[i][AWP_VARIANT_NOT_EXPECTED]++;
            continue;
        }
        awp_need(awp_variant_make(&kinds[i], &specimen, maker->wish->seed, golden->id,
                                  maker->scratch, &made, &end));
        maker->counts->ends[i][end]++;
        if (end == AWP_VARIANT_MADE) {
            maker->counts->made++;
            add_variant(maker, golden, &kinds[i], &made);
        }
    }
    awp_arena_reset(maker->scratch);
}

void awp_variant_cases_make(const struct awp_case *const *cases, size_t count,
                            const struct awp_variant_wish *wish, struct awp_arena *arena,
                            const struct awp_case *const **all, size_t *all_count,
                            struct awp_variant_counts *counts) {
    *counts = (struct awp_variant_counts){0};
    struct maker maker = {.wish = wish,
                          .arena = arena,
                          .scratch = awp_need_block(awp_arena_create(NULL, 0)),
                          .counts = counts};
    maker.cases = awp_need_array(arena, count * (1 + AWP_VARIANT_MAX_KINDS), sizeof(*maker.cases));
    for (size_t i = 0; i < count; i++) {
        if (wish->kind == NULL) {
            maker.cases[maker.count++] = cases[i];
        }
        add_variants(&maker, cases[i]);
    }
    awp_arena_destroy(maker.scratch);
    *all = maker.cases;
    *all_count = maker.count;
}

static const char *end_text(size_t end) {
    return end == AWP_VARIANT_NOT_EXPECTED ? "an Unknown, or about the wire"
                                           : awp_variant_end_text((enum awp_variant_end)end);
}

/* "json-solidus  23; left out: 1034 no document, 100 nothing there to rewrite" */
static void write_kind(const size_t ends[AWP_VARIANT_CASE_ENDS], const char *name, FILE *out) {
    const char *separator = "; left out: ";
    fprintf(out, "  %-24s%6zu", name, ends[AWP_VARIANT_MADE]);
    for (size_t end = AWP_VARIANT_MADE + 1; end < AWP_VARIANT_CASE_ENDS; end++) {
        if (ends[end] > 0) {
            fprintf(out, "%s%zu %s", separator, ends[end], end_text(end));
            separator = ", ";
        }
    }
    fprintf(out, "\n");
}

void awp_variant_counts_write(const struct awp_variant_counts *counts,
                              const struct awp_variant_wish *wish, FILE *out) {
    size_t kind_count;
    const struct awp_variant_kind *kinds = awp_variant_kinds(&kind_count);
    fprintf(out, "awsproof: %zu variants, seed %" PRIu64 "\n", counts->made, wish->seed);
    for (size_t i = 0; i < kind_count; i++) {
        if (wish->kind == NULL || wish->kind == &kinds[i]) {
            write_kind(counts->ends[i], kinds[i].name, out);
        }
    }
}
