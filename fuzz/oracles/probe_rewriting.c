/* SPDX-License-Identifier: Apache-2.0 */
/* The same document in other words, and broken on purpose: what each must come to. */
#include "fail.h"
#include "probe.h"
#include "variant.h"

/* In a replay every kind is tried; else one of them, by the input's hash. */
static bool is_tried(const struct awp_probe *probe, size_t kind, size_t kind_count) {
    return awp_oracles_are_all() || (probe->run.hash >> 16) % kind_count == kind;
}

static struct awp_specimen specimen_of(const struct awp_probe *probe) {
    const bool is_response = probe->questions->items[0].kind == AWP_ASK_PROTOCOL;
    enum awp_format format = probe->questions->items[0].format;
    if (is_response) {
        format = probe->trees[AWP_FORMAT_XML] != NULL ? AWP_FORMAT_XML : AWP_FORMAT_JSON;
    }
    return (struct awp_specimen){.format =
                                     format == AWP_FORMAT_JSON ? AWP_VARIANT_JSON : AWP_VARIANT_XML,
                                 .is_response = is_response,
                                 .is_json_error = is_response && format == AWP_FORMAT_JSON &&
                                                  probe->response.status / 100 != 2,
                                 .headers = probe->response.headers,
                                 .header_count = probe->response.header_count,
                                 .body = probe->response.body};
}

static void check_same(struct awp_probe *probe, const struct awp_variant_kind *kind,
                       const struct awp_http_response *variant,
                       const struct awp_outcome *outcomes) {
    for (size_t i = 0; i < probe->questions->count; i++) {
        struct awp_outcome want = probe->outcomes[i];
        if (want.raw.present) {
            want.raw.bytes = variant->body;
        }
        const enum awp_oracle difference = awp_outcome_difference(&outcomes[i], &want);
        AWP_REQUIRE(&probe->run, difference == AWP_ORACLE_COUNT, REWRITING,
                    "%s: %s: another %s; the body became %.*s", awp_probe_question_text(probe, i),
                    kind->name, awp_oracle_id(difference), AWP_FUZZ_TEXT(variant->body));
    }
}

static void check_broken(struct awp_probe *probe, const struct awp_variant_kind *kind,
                         const struct awp_http_response *variant,
                         const struct awp_outcome *outcomes) {
    for (size_t i = 0; i < probe->questions->count; i++) {
        AWP_REQUIRE(&probe->run, outcomes[i].kind == AWP_OUTCOME_UNKNOWN, BREAKING,
                    "%s: %s: not Unknown; the body became %.*s", awp_probe_question_text(probe, i),
                    kind->name, AWP_FUZZ_TEXT(variant->body));
    }
}

static void check_kind(struct awp_probe *probe, const struct awp_variant_kind *kind,
                       const struct awp_specimen *specimen) {
    static const struct awp_pass pass = {AWP_PLACE_HEAP, AWP_ON_DOCUMENT, false, false};
    struct awp_outcome outcomes[AWP_MAX_QUESTIONS];
    struct awp_specimen made;
    enum awp_variant_end end;
    if (awp_variant_make(kind, specimen, probe->run.hash, AWP_BYTES(""), probe->scratch, &made,
                         &end) != AWP_OK) {
        awp_oracle_fail(&probe->run, AWP_ORACLE_HARNESS, "no memory for a variant");
    }
    if (end != AWP_VARIANT_MADE || made.header_count > AWP_FUZZ_MAX_HEADERS) {
        return;
    }
    const struct awp_http_response variant = {.status = probe->response.status,
                                              .headers = made.headers,
                                              .header_count = made.header_count,
                                              .body = made.body};
    awp_probe_ask(probe, &pass, &variant, outcomes);
    if (kind->is_broken) {
        check_broken(probe, kind, &variant, outcomes);
    } else {
        check_same(probe, kind, &variant, outcomes);
    }
}

void awp_probe_check_rewriting(struct awp_probe *probe) {
    size_t count;
    const struct awp_variant_kind *kinds = awp_variant_kinds(&count);
    const struct awp_specimen specimen = specimen_of(probe);
    for (size_t i = 0; i < count; i++) {
        const enum awp_oracle oracle =
            kinds[i].is_broken ? AWP_ORACLE_BREAKING : AWP_ORACLE_REWRITING;
        if (awp_oracle_is_on(&probe->run, oracle) && is_tried(probe, i, count)) {
            check_kind(probe, &kinds[i], &specimen);
        }
    }
}
