/* SPDX-License-Identifier: Apache-2.0 */
/* The least that a target over bodies can do: copy, parse, count. */
#include "parse_only.h"

#include "fail.h"
#include "health.h"
#include "placement.h"
#include "question.h"

void awp_parse_only(enum awp_format format, struct awp_bytes input) {
    static struct awp_arena *arena;
    static const enum awp_health counts[2][2] = {
        [AWP_FORMAT_JSON] = {AWP_HEALTH_JSON_NO_DOCUMENT, AWP_HEALTH_JSON_DOCUMENT},
        [AWP_FORMAT_XML] = {AWP_HEALTH_XML_NO_DOCUMENT, AWP_HEALTH_XML_DOCUMENT}};
    const struct awp_run run = awp_run_of("parse_only", input);
    const struct awp_placed placed = awp_place(&run, AWP_PLACE_HEAP, input);
    const void *document = NULL;
    if (arena == NULL) {
        arena = awp_arena_create(NULL, 0);
    }
    if (arena == NULL || awp_parse(format, placed.bytes, arena, &document, NULL) != AWP_OK) {
        awp_oracle_fail(&run, AWP_ORACLE_HARNESS, "no memory");
    }
    awp_health_count(AWP_HEALTH_INPUTS);
    awp_health_count(counts[format][document != NULL]);
    awp_placed_release(&placed);
    awp_arena_reset(arena);
}
