/* SPDX-License-Identifier: Apache-2.0 */
/* A kind, a specimen and a seed -> a variant, or the rule by which there is none. */
#include "variant.h"

#include "awsproof/document.h"

/* How often a rewriting is tried that depends on luck. */
#define MAX_TRIES 16

const char *awp_variant_end_text(enum awp_variant_end end) {
    static const char *const texts[] = {
#define AWP_VARIANT_END_TEXT(name, text) [AWP_VARIANT_##name] = text,
        AWP_VARIANT_END_LIST(AWP_VARIANT_END_TEXT)
#undef AWP_VARIANT_END_TEXT
    };
    return texts[end];
}

static enum awp_status is_document(const struct awp_specimen *specimen, struct awp_arena *arena,
                                   bool *answer) {
    const struct awp_json_node *json = NULL;
    const struct awp_xml_node *xml = NULL;
    if (specimen->format == AWP_VARIANT_JSON) {
        AWP_GUARD(awp_json_parse(specimen->body, arena, &json, NULL));
    } else {
        AWP_GUARD(awp_xml_parse(specimen->body, arena, &xml, NULL));
    }
    *answer = json != NULL || xml != NULL;
    return AWP_OK;
}

/* Whether a kind is for specimens of this sort at all. */
static bool is_for(const struct awp_variant_kind *kind, const struct awp_specimen *specimen) {
    switch (kind->subject) {
    case AWP_VARIANT_OF_JSON:
        return specimen->format == AWP_VARIANT_JSON;
    case AWP_VARIANT_OF_XML:
        return specimen->format == AWP_VARIANT_XML;
    case AWP_VARIANT_OF_CODE:
        return specimen->is_json_error;
    case AWP_VARIANT_OF_HEADERS:
        break;
    }
    return specimen->is_response;
}

static bool wants_document(const struct awp_variant_kind *kind) {
    return kind->subject == AWP_VARIANT_OF_JSON || kind->subject == AWP_VARIANT_OF_XML;
}

static bool same_headers(const struct awp_specimen *a, const struct awp_specimen *b) {
    if (a->header_count != b->header_count) {
        return false;
    }
    for (size_t i = 0; i < a->header_count; i++) {
        if (!awp_bytes_equal(a->headers[i].name, b->headers[i].name) ||
            !awp_bytes_equal(a->headers[i].value, b->headers[i].value)) {
            return false;
        }
    }
    return true;
}

/* One try. The body is the specimen's own where a kind is about headers alone. */
static enum awp_status try(const struct awp_variant_kind *kind, const struct awp_specimen *specimen,
                           struct awp_random *random, struct awp_arena *arena,
                           struct awp_specimen *variant, enum awp_variant_end *end) {
    struct awp_rewriting rewriting = {.random = random, .arena = arena, .body = {.arena = arena}};
    *variant = *specimen;
    *end = kind->rewrite(&rewriting, specimen, variant);
    AWP_GUARD(awp_buffer_finish(&rewriting.body, &variant->body));
    if (kind->subject == AWP_VARIANT_OF_HEADERS) {
        variant->body = specimen->body;
    }
    if (*end == AWP_VARIANT_MADE && awp_bytes_equal(variant->body, specimen->body) &&
        same_headers(variant, specimen)) {
        *end = AWP_VARIANT_NOTHING_THERE;
    }
    if (*end == AWP_VARIANT_MADE && kind->is_broken) {
        bool still_is = false;
        AWP_GUARD(is_document(variant, arena, &still_is));
        *end = still_is || variant->body.len == 0 ? AWP_VARIANT_NOTHING_THERE : *end;
    }
    return AWP_OK;
}

enum awp_status awp_variant_make(const struct awp_variant_kind *kind,
                                 const struct awp_specimen *specimen, uint64_t seed,
                                 struct awp_bytes label, struct awp_arena *arena,
                                 struct awp_specimen *variant, enum awp_variant_end *end) {
    bool is_one = true;
    *end = AWP_VARIANT_NOT_FOR_IT;
    if (!is_for(kind, specimen)) {
        return AWP_OK;
    }
    *end = AWP_VARIANT_TOO_LARGE;
    if (specimen->body.len > AWP_VARIANT_MAX_BODY_BYTES) {
        return AWP_OK;
    }
    *end = AWP_VARIANT_NO_DOCUMENT;
    if (wants_document(kind)) {
        AWP_GUARD(is_document(specimen, arena, &is_one));
    }
    if (!is_one) {
        return AWP_OK;
    }
    const struct awp_random labelled = awp_random_of(seed, label);
    struct awp_random random = awp_random_of(labelled.state, awp_bytes_of_string(kind->name));
    for (int tries = 0; tries < MAX_TRIES; tries++) {
        AWP_GUARD(try(kind, specimen, &random, arena, variant, end));
        if (*end != AWP_VARIANT_NOTHING_THERE) {
            break;
        }
    }
    return AWP_OK;
}
