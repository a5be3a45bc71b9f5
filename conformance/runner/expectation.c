/* SPDX-License-Identifier: Apache-2.0 */
/* Expectations held against a run: what they excuse, and what is wrong with them. */
#include "expectation.h"

#include <string.h>

#include "text.h"

static bool is_about_variants(struct awp_bytes text) {
    return text.len > 0 && memchr(text.ptr, '~', text.len) != NULL;
}

bool awp_expectation_matches(const struct awp_expectation *entry, struct awp_bytes id) {
    return is_about_variants(entry->pattern) == is_about_variants(id) &&
           awp_text_glob(entry->pattern, id);
}

bool awp_expectation_allows(const struct awp_expectation *entry, enum awp_verdict verdict,
                            struct awp_bytes class_name) {
    return (entry->verdict == verdict || entry->verdict == AWP_VERDICT_FLAKY) &&
           (awp_bytes_equal(entry->class_name, AWP_BYTES("*")) ||
            awp_bytes_equal(entry->class_name, class_name) || verdict == AWP_VERDICT_FLAKY);
}

bool awp_expectation_is_unexplained(const struct awp_expectation *entry) {
    return awp_text_begins(entry->reason, "TODO");
}

static struct awp_expectation *find_entry(struct awp_expectations *expectations,
                                          struct awp_bytes id) {
    for (size_t i = 0; i < expectations->count; i++) {
        if (awp_expectation_matches(&expectations->items[i], id)) {
            return &expectations->items[i];
        }
    }
    return NULL;
}

static void remark(struct awp_expectations *expectations, struct awp_expectation *entry,
                   struct awp_bytes text) {
    struct awp_expectation_remark *added = awp_need_array(expectations->arena, 1, sizeof(*added));
    added->text = text;
    if (entry->last_remark == NULL) {
        entry->remarks = added;
    } else {
        entry->last_remark->next = added;
    }
    entry->last_remark = added;
}

static const char *kind_of(const struct awp_expectation *entry) {
    return entry->verdict == AWP_VERDICT_FLAKY ? "flaky" : "failing";
}

/* Two entries about one case must say the same of it. */
static void compare_entries(struct awp_expectations *expectations,
                            const struct awp_expectation *first, struct awp_expectation *second,
                            struct awp_bytes id) {
    struct awp_arena *arena = expectations->arena;
    if ((first->verdict == AWP_VERDICT_FLAKY) != (second->verdict == AWP_VERDICT_FLAKY)) {
        remark(expectations, second,
               awp_text_format(arena, "overlap: %.*s is known as %s here, and as %s in line %u",
                               AWP_TEXT_ARGS(id), kind_of(second), kind_of(first), first->line));
    } else if (first->verdict != second->verdict ||
               !awp_bytes_equal(first->class_name, second->class_name)) {
        remark(expectations, second,
               awp_text_format(arena, "contradiction: %.*s is %s %.*s here, and %s %.*s in line %u",
                               AWP_TEXT_ARGS(id), awp_verdict_name(second->verdict),
                               AWP_TEXT_ARGS(second->class_name), awp_verdict_name(first->verdict),
                               AWP_TEXT_ARGS(first->class_name), first->line));
    } else if (awp_bytes_equal(first->pattern, second->pattern)) {
        remark(expectations, second,
               awp_text_format(arena, "repeated: line %u has the same pattern", first->line));
    }
}

/* Counts a case at the entries about it; of those, each later one is compared with the first. */
static void bind_case(struct awp_expectations *expectations, struct awp_bytes id) {
    const struct awp_expectation *first = NULL;
    for (size_t i = 0; i < expectations->count; i++) {
        struct awp_expectation *entry = &expectations->items[i];
        if (!awp_expectation_matches(entry, id)) {
            continue;
        }
        entry->matched++;
        if (first != NULL && entry->remarks == NULL) {
            compare_entries(expectations, first, entry, id);
        }
        first = first == NULL ? entry : first;
    }
}

void awp_expectations_bind(struct awp_expectations *expectations, const struct awp_cases *cases,
                           const struct awp_case *const *selected, size_t selected_count) {
    for (size_t i = 0; i < cases->count; i++) {
        bind_case(expectations, cases->items[i].id);
    }
    for (size_t i = 0; i < selected_count; i++) {
        if (selected[i]->variant != NULL) {
            bind_case(expectations, selected[i]->id);
        }
    }
}

static struct awp_bytes keep(struct awp_expectations *expectations, struct awp_bytes text) {
    struct awp_bytes kept = {0};
    awp_need(awp_arena_copy(expectations->arena, text, &kept));
    return kept;
}

static void keep_sighting(struct awp_expectations *expectations, const struct awp_case *golden,
                          const struct awp_judgement *judgement, struct awp_expectation *entry) {
    struct awp_sighting *sighting = awp_need_array(expectations->arena, 1, sizeof(*sighting));
    *sighting = (struct awp_sighting){
        .next = expectations->sightings,
        .id = golden->id,
        .verdict = judgement->verdict,
        .class_name = awp_bytes_of_string(awp_judgement_class(judgement)),
        .reason = keep(expectations, judgement->reason),
        .entry = entry,
    };
    expectations->sightings = sighting;
}

static void excuse(struct awp_expectations *expectations, const struct awp_expectation *entry,
                   struct awp_judgement *judgement, struct awp_arena *arena) {
    judgement->failure = awp_judgement_class(judgement);
    judgement->verdict = AWP_VERDICT_EXPECTED_FAILURE;
    judgement->reason =
        awp_text_format(arena, "%.*s; known (%s:%u): %.*s%s%.*s", AWP_TEXT_ARGS(judgement->reason),
                        expectations->path, entry->line, AWP_TEXT_ARGS(entry->reason),
                        entry->place.len > 0 ? " " : "", AWP_TEXT_ARGS(entry->place));
    judgement->is_known_flaky = entry->verdict == AWP_VERDICT_FLAKY;
    expectations->known_flaky += judgement->is_known_flaky;
    expectations->known_failing += !judgement->is_known_flaky;
}

static void judge_pass(struct awp_expectations *expectations, struct awp_expectation *entry,
                       const struct awp_case *golden, struct awp_judgement *judgement,
                       struct awp_arena *arena) {
    if (entry->verdict == AWP_VERDICT_FLAKY) {
        return;
    }
    entry->is_wrong = true;
    remark(expectations, entry,
           awp_text_format(expectations->arena, "stale: %.*s passes", AWP_TEXT_ARGS(golden->id)));
    judgement->verdict = AWP_VERDICT_UNEXPECTED_PASS;
    judgement->broken_level = AWP_LEVEL_MUST; /* a list that is not true fails every run */
    judgement->reason = awp_text_format(arena, "it passes, and %s:%u says that it does not",
                                        expectations->path, entry->line);
}

static void judge_failure(struct awp_expectations *expectations, struct awp_expectation *entry,
                          const struct awp_case *golden, struct awp_judgement *judgement,
                          struct awp_arena *arena) {
    const char *class_name = awp_judgement_class(judgement);
    if (awp_expectation_allows(entry, judgement->verdict, awp_bytes_of_string(class_name))) {
        excuse(expectations, entry, judgement, arena);
        return;
    }
    entry->is_wrong = true;
    remark(expectations, entry,
           awp_text_format(expectations->arena, "stale: %.*s is %s %s now, not %s %.*s",
                           AWP_TEXT_ARGS(golden->id), awp_verdict_name(judgement->verdict),
                           class_name, awp_verdict_name(entry->verdict),
                           AWP_TEXT_ARGS(entry->class_name)));
    judgement->reason =
        awp_text_format(arena, "%.*s; %s:%u lists another failure",
                        AWP_TEXT_ARGS(judgement->reason), expectations->path, entry->line);
}

void awp_expectations_judge(struct awp_expectations *expectations, const struct awp_case *golden,
                            struct awp_judgement *judgement, struct awp_arena *arena) {
    struct awp_expectation *entry = find_entry(expectations, golden->id);
    expectations->verdicts[judgement->verdict]++;
    if (expectations->keeps_sightings) {
        keep_sighting(expectations, golden, judgement, entry);
    }
    if (entry == NULL) {
        return;
    }
    if (judgement->verdict == AWP_VERDICT_PASS) {
        judge_pass(expectations, entry, golden, judgement, arena);
    } else if (awp_judgement_class(judgement)[0] != '\0') {
        judge_failure(expectations, entry, golden, judgement, arena);
    }
    entry->unclaimed += judgement->verdict == AWP_VERDICT_UNSUPPORTED;
}

/* What is being checked, and how much was complained of. */
struct check {
    const struct awp_expectations *expectations;
    FILE *errors;
    size_t count;
};

static void complain(struct check *check, const struct awp_expectation *entry,
                     struct awp_bytes what) {
    fprintf(check->errors, "%s:%u: %.*s\n", check->expectations->path, entry->line,
            AWP_TEXT_ARGS(what));
    check->count++;
}

static void check_matches(struct check *check, const struct awp_expectation *entry,
                          const struct awp_renames *renames) {
    struct awp_arena *arena = check->expectations->arena;
    const size_t max = entry->max > 0 ? entry->max : AWP_EXPECTATION_DEFAULT_MAX;
    if (entry->matched > max) {
        complain(check, entry,
                 awp_text_format(arena, "over-wide: %.*s matches %zu cases, and may match %zu%s",
                                 AWP_TEXT_ARGS(entry->pattern), entry->matched, max,
                                 entry->max > 0 ? "" : " where no max=N is said"));
    }
    /* Variants are only there where a run asked for them. */
    if (entry->matched == 0 && !is_about_variants(entry->pattern)) {
        const struct awp_bytes hint = awp_rename_hint(renames, entry->pattern, arena);
        complain(check, entry,
                 awp_text_format(arena, "unmatched: %.*s matches no case%s%.*s",
                                 AWP_TEXT_ARGS(entry->pattern), hint.len > 0 ? ": " : "",
                                 AWP_TEXT_ARGS(hint)));
    }
    if (entry->matched > 0 && entry->unclaimed == entry->matched &&
        !check->expectations->has_chosen_transport) {
        complain(check, entry,
                 awp_text_format(arena, "stale: the testee claims no case that %.*s matches",
                                 AWP_TEXT_ARGS(entry->pattern)));
    }
}

static bool has_expired(const struct awp_expectation *entry, struct awp_bytes today) {
    return entry->until.len > 0 && memcmp(entry->until.ptr, today.ptr, entry->until.len) < 0;
}

static void check_entry(struct check *check, const struct awp_expectation *entry,
                        const struct awp_renames *renames) {
    struct awp_arena *arena = check->expectations->arena;
    check_matches(check, entry, renames);
    if (has_expired(entry, check->expectations->today)) {
        complain(
            check, entry,
            awp_text_format(arena, "expired: until=%.*s is over", AWP_TEXT_ARGS(entry->until)));
    }
    if (awp_expectation_is_unexplained(entry)) {
        complain(check, entry, AWP_BYTES("unexplained: its reason is still to be written"));
    }
    for (const struct awp_expectation_remark *item = entry->remarks; item != NULL;
         item = item->next) {
        complain(check, entry, item->text);
    }
}

size_t awp_expectations_check(const struct awp_expectations *expectations,
                              const struct awp_renames *renames, FILE *errors) {
    struct check check = {expectations, errors, 0};
    for (size_t i = 0; i < expectations->count; i++) {
        check_entry(&check, &expectations->items[i], renames);
    }
    return check.count;
}
