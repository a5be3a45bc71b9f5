/* SPDX-License-Identifier: Apache-2.0 */
/* A response decoded by every question, and each outcome held against SPEC. */
#include "fail.h"
#include "health.h"
#include "libraries.h"
#include "probe.h"
#include "surroundings.h"

/* What a question may ask of the allocators: a constant, and a factor over the body's length. */
enum { MAX_ALLOCATIONS = 400, MAX_ALLOCATIONS_PER_BYTE = 4 };
/* libxml2 lays about a kilobyte out for each error, and an error may stand in two bytes: of a
 * thousand kinds of ill-formed text that were tried, `&#` costs most, 355 bytes a byte. */
enum { MAX_BYTES = 192 * 1024, MAX_BYTES_PER_BYTE = 384 };

/* The arenas live from input to input, as a long-lived process would keep them; engines pass no
 * context. */
static struct awp_counting_heap heap;
static struct awp_arena *arena;
static struct awp_arena *scratch;
static size_t idle_blocks;

/* What the libraries set up once is no leak of the first input's. */
static void set_up(const struct awp_run *run) {
    if (arena == NULL) {
        const struct awp_allocator allocator = awp_counting_heap_allocator(&heap);
        const void *document;
        arena = awp_arena_create(&allocator, 0);
        scratch = awp_arena_create(NULL, 0);
        if (arena == NULL || scratch == NULL ||
            awp_parse(AWP_FORMAT_JSON, AWP_BYTES("{}"), arena, &document, NULL) != AWP_OK ||
            awp_parse(AWP_FORMAT_XML, AWP_BYTES("<a/>"), arena, &document, NULL) != AWP_OK) {
            awp_oracle_fail(run, AWP_ORACLE_HARNESS, "no memory for an arena");
        }
        awp_arena_reset(arena);
        const struct awp_placed guarded = awp_place(run, AWP_PLACE_GUARD_AFTER, AWP_BYTES(""));
        awp_placed_release(&guarded);
        idle_blocks = heap.live_blocks;
    }
}

static void check_work(const struct awp_probe *probe, const struct awp_counting_heap *before) {
    const struct awp_counting_heap *xml = awp_xml_heap();
    const size_t allocations = heap.allocations + xml->allocations - before->allocations;
    const size_t bytes = heap.bytes + xml->bytes - before->bytes;
    const size_t len = probe->response.body.len;
    const size_t count = probe->questions->count;
    AWP_REQUIRE(&probe->run,
                allocations <= count * (MAX_ALLOCATIONS + MAX_ALLOCATIONS_PER_BYTE * len) &&
                    bytes <= count * (MAX_BYTES + MAX_BYTES_PER_BYTE * len),
                WORK, "%zu allocations of %zu bytes for %zu questions on a body of %zu",
                allocations, bytes, count, len);
}

static void check_outcomes(struct awp_probe *probe) {
    for (size_t i = 0; i < probe->questions->count; i++) {
        const struct awp_question *question = &probe->questions->items[i];
        const struct awp_outcome expected =
            awp_expect(&probe->run, question, &probe->response, probe->trees[question->format],
                       probe->scratch);
        const enum awp_oracle difference = awp_outcome_difference(&probe->outcomes[i], &expected);
        if (difference != AWP_ORACLE_COUNT && awp_oracle_is_on(&probe->run, difference)) {
            awp_oracle_fail(&probe->run, difference, "%s: another than SPEC gives",
                            awp_probe_question_text(probe, i));
        }
    }
}

/* Protocols parse by themselves; the trees are made apart. */
static void read_trees(struct awp_probe *probe) {
    if (probe->questions->items[0].kind == AWP_ASK_PROTOCOL) {
        for (enum awp_format format = AWP_FORMAT_JSON; format <= AWP_FORMAT_XML; format++) {
            probe->trees[format] = awp_probe_tree(probe, format, probe->response.body);
        }
    }
}

static void count_outcomes(const struct awp_probe *probe) {
    awp_health_count(AWP_HEALTH_INPUTS);
    for (size_t i = 0; i < probe->questions->count; i++) {
        const bool is_json = probe->questions->items[i].format == AWP_FORMAT_JSON;
        const unsigned first = is_json ? AWP_HEALTH_JSON_RESULT : AWP_HEALTH_XML_RESULT;
        awp_health_count((enum awp_health)(first + (unsigned)probe->outcomes[i].kind));
    }
}

static void count_documents(const struct awp_probe *probe) {
    const struct awp_question *first = &probe->questions->items[0];
    const bool by_protocol = first->kind == AWP_ASK_PROTOCOL;
    if (by_protocol || first->format == AWP_FORMAT_JSON) {
        awp_health_count(probe->trees[AWP_FORMAT_JSON] != NULL ? AWP_HEALTH_JSON_DOCUMENT
                                                               : AWP_HEALTH_JSON_NO_DOCUMENT);
    }
    if (by_protocol || first->format == AWP_FORMAT_XML) {
        awp_health_count(probe->trees[AWP_FORMAT_XML] != NULL ? AWP_HEALTH_XML_DOCUMENT
                                                              : AWP_HEALTH_XML_NO_DOCUMENT);
    }
}

static void check(struct awp_probe *probe) {
    static const struct awp_pass first = {AWP_PLACE_HEAP, AWP_ON_DOCUMENT, false, false};
    struct awp_surroundings surroundings;
    const struct awp_counting_heap before = {.allocations =
                                                 heap.allocations + awp_xml_heap()->allocations,
                                             .bytes = heap.bytes + awp_xml_heap()->bytes};
    awp_surroundings_begin(&surroundings, &probe->run);
    awp_probe_ask(probe, &first, &probe->response, probe->outcomes);
    awp_surroundings_end(&surroundings, &probe->run, &heap);
    check_work(probe, &before);
    read_trees(probe);
    count_outcomes(probe);
    count_documents(probe);
    check_outcomes(probe);
    awp_probe_check_passes(probe);
    awp_probe_check_second_parser(probe);
    awp_probe_check_round_trip(probe);
    awp_probe_check_typed(probe);
    awp_probe_check_lookup(probe);
    awp_probe_check_rewriting(probe);
}

void awp_decode_oracle(const struct awp_run *run, const struct awp_questions *questions,
                       const struct awp_http_response *response) {
    struct awp_pass naive = {AWP_PLACE_HEAP, AWP_ON_BYTES, false, false};
    static struct awp_probe probe; /* too large for a stack frame under a sanitizer */
    probe = (struct awp_probe){
        .run = *run, .questions = questions, .response = *response, .heap = &heap};
    set_up(run);
    probe.arena = arena;
    probe.scratch = scratch;
    if (awp_oracles_are_off()) {
        naive.is_single = questions->items[0].kind != AWP_ASK_PROTOCOL;
        awp_probe_ask(&probe, &naive, response, probe.outcomes);
        awp_health_count(AWP_HEALTH_INPUTS);
    } else {
        check(&probe);
    }
    awp_arena_reset(arena);
    awp_arena_reset(scratch);
    AWP_REQUIRE(run, heap.live_blocks == idle_blocks, LIVE_BLOCKS,
                "%zu blocks are live after the reset, %zu were before", heap.live_blocks,
                idle_blocks);
}
