/* SPDX-License-Identifier: Apache-2.0 */
/* Draws mutations of seeds by the thousand: what do they make, and is each of them what it should
 * be? */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "awsproof/document.h"
#include "awsproof/invite_members.h"
#include "awsproof/protocol.h"
#include "http_text.h"
#include "mutators/mutate.h"
#include "mutators/site.h"
#include "parts_check.h"

#define MAX_SEEDS 4096
#define MAX_NAMES 128
#define MAX_BYTES ((size_t)16 * 1024)
/* What is asked of the whole: shares in per cent. */
#define LEAST_WELL_FORMED 60
#define LEAST_KEPT 90
/* Fewer say nothing about a mutator. */
#define LEAST_ALONE 50
#define LEAST_RAW 20
#define MOST_RAW 30

static const char usage[] =
    "Usage: mutator-survey json|xml|http DRAWS SEED FOLDER\n\n"
    "Mutates the files in FOLDER DRAWS times, beginning with SEED, and prints how often each\n"
    "mutator and each outcome of the decoder was met. Checks of each draw: the same seed gives "
    "the\n"
    "same bytes, the size is in bounds, the tree of the result is the result. Checks of the "
    "whole:\n"
    "every mutator and every outcome was met; of well-formed seeds at least 60 % stay so, and 90 "
    "%\n"
    "where a mutator that breaks nothing was alone; 20 to 30 % of all mutations are raw.\n\n"
    "Example\n"
    "  awsproof seeds seeds && mutator-survey json 100000 1 seeds/error_of_json\n\n"
    "Exit status: 0 all checks hold; 1 one does not; 2 usage, or no seeds.\n";

enum { EXIT_USAGE = 2 };

struct seed {
    uint8_t *bytes;
    size_t len;
    bool well_formed;
};

struct tally {
    const char *name;
    bool breaks;
    size_t met;
    size_t alone;      /* on a well-formed seed, and no other mutation with it */
    size_t alone_kept; /* of those, well-formed afterwards */
};

struct survey {
    enum awp_mutate_format format;
    struct seed seeds[MAX_SEEDS];
    size_t seed_count;
    struct tally tallies[MAX_NAMES];
    size_t tally_count;
    size_t outcomes[16]; /* the errors in the operation's order, then Unknown and Result */
    size_t mutations;
    size_t raw;
    size_t of_well_formed;
    size_t well_formed;
    struct awp_arena *arena;
    struct awp_node nodes[AWP_PARTS_NODES];
    uint8_t copy[MAX_BYTES + 1];
    /* What the last draw made: now and then it is mutated again, as an engine does it. */
    uint8_t last[MAX_BYTES];
    size_t last_len;
    bool failed;
};

static void complain(struct survey *survey, const char *what, const char *which) {
    printf("FAILED: %s%s\n", what, which);
    survey->failed = true;
}

static void die(const char *path, const char *reason) {
    fprintf(stderr, "mutator-survey: %s: %s\n", path, reason);
    exit(EXIT_USAGE);
}

static bool parses(const struct survey *survey, struct awp_bytes text, bool json) {
    const struct awp_json_node *value = NULL;
    const struct awp_xml_node *element = NULL;
    const enum awp_status status = json ? awp_json_parse(text, survey->arena, &value, NULL)
                                        : awp_xml_parse(text, survey->arena, &element, NULL);
    const bool good = status == AWP_OK && (value != NULL || element != NULL);
    awp_arena_reset(survey->arena);
    return good;
}

static bool looks_like_xml(struct awp_bytes body) {
    const uint8_t *angle =
        body.len == 0 ? NULL : memchr(body.ptr, '<', body.len < 5 ? body.len : 5);
    return angle != NULL;
}

static bool is_well_formed(const struct survey *survey, struct awp_bytes text) {
    static struct awp_http_text http;
    if (survey->format != AWP_MUTATE_HTTP) {
        return parses(survey, text, survey->format == AWP_MUTATE_JSON);
    }
    awp_http_text_read(text, &http);
    const struct awp_bytes body = http.response.body;
    return http.response.status >= 100 && http.response.status <= 999 &&
           (body.len == 0 || parses(survey, body, !looks_like_xml(body)));
}

/* What the decoder makes of it, by the protocols of its format in turn. */
static void count_outcome(struct survey *survey, struct awp_bytes text, size_t draw) {
    static struct awp_http_text http;
    static const char *const protocols[] = {"restXml", "awsQuery", "ec2Query"};
    bool xml = survey->format == AWP_MUTATE_XML;
    if (survey->format == AWP_MUTATE_HTTP) {
        awp_http_text_read(text, &http);
        xml = looks_like_xml(http.response.body);
    } else {
        http.response = (struct awp_http_response){.status = draw % 4 == 0 ? 200 : 400};
        http.response.body = text;
    }
    const struct awp_operation *operation = &awp_securityhub_invite_members;
    struct awp_outcome outcome;
    const struct awp_protocol *protocol =
        awp_protocol_find(awp_bytes_of_string(xml ? protocols[draw % 3] : "restJson1"));
    if (awp_response_decode(protocol, operation, &http.response, survey->arena, &outcome) !=
        AWP_OK) {
        complain(survey, "the decoder gave no outcome", "");
    } else if (outcome.kind == AWP_OUTCOME_MODELED) {
        survey->outcomes[outcome.error - operation->errors]++;
    } else {
        survey->outcomes[operation->error_count + (outcome.kind == AWP_OUTCOME_RESULT)]++;
    }
    awp_arena_reset(survey->arena);
}

static struct tally *tally_of(struct survey *survey, const char *name) {
    for (size_t i = 0; i < survey->tally_count; i++) {
        if (strcmp(survey->tallies[i].name, name) == 0) {
            return &survey->tallies[i];
        }
    }
    complain(survey, "a mutator that no list has: ", name);
    return &survey->tallies[0];
}

static void add_lists(struct survey *survey, const struct awp_grammar *format) {
    for (size_t i = 0; i < format->list_count; i++) {
        for (size_t j = 0; j < format->lists[i]->count; j++) {
            const struct awp_mutator *mutator = &format->lists[i]->mutators[j];
            bool is_new = true;
            for (size_t k = 0; k < survey->tally_count; k++) {
                is_new = is_new && strcmp(survey->tallies[k].name, mutator->name) != 0;
            }
            /* This one hands on to another format's, and is called by their names. */
            if (is_new && strcmp(mutator->name, "http-body") != 0) {
                survey->tallies[survey->tally_count++] =
                    (struct tally){.name = mutator->name, .breaks = mutator->breaks};
            }
        }
    }
}

static void check_parts(struct survey *survey, struct awp_bytes text) {
    struct awp_parts tree = {.nodes = survey->nodes, .capacity = AWP_PARTS_NODES};
    awp_grammars[survey->format].read(text, &tree);
    const char *wrong = awp_parts_check(&tree, text, survey->copy);
    if (wrong != NULL) {
        complain(survey, "the tree is wrong: ", wrong);
    }
}

static size_t mutate(const struct awp_mutate_options *options, bool cross, const struct seed *seed,
                     uint8_t *buf, size_t max) {
    const size_t len = seed->len < max ? seed->len : max;
    memcpy(buf, seed->bytes, len);
    return cross ? awp_mutate_cross(options, buf, len, max) : awp_mutate(options, buf, len, max);
}

static void count(struct survey *survey, const struct awp_mutation *done, bool from_well_formed,
                  struct awp_bytes text) {
    const bool kept = is_well_formed(survey, text);
    for (size_t i = 0; i < done->count; i++) {
        struct tally *tally = tally_of(survey, done->names[i]);
        tally->met++;
        survey->mutations++;
        survey->raw += strncmp(done->names[i], "raw-", 4) == 0 ? 1 : 0;
        if (done->count == 1 && from_well_formed) {
            tally->alone++;
            tally->alone_kept += kept ? 1 : 0;
        }
    }
    survey->of_well_formed += from_well_formed ? 1 : 0;
    survey->well_formed += from_well_formed && kept ? 1 : 0;
}

/* A call, twice, each on a block of the very size that it may use. */
static void draw(struct survey *survey, uint32_t number) {
    struct awp_dice dice = awp_dice_of(~(uint64_t)number);
    const struct seed made = {survey->last, survey->last_len, false};
    const struct seed *seed = &survey->seeds[awp_dice_below(&dice, survey->seed_count)];
    if (survey->last_len > 0 && awp_dice_once_in(&dice, 2)) {
        seed = &made;
    }
    const struct seed *donor = &survey->seeds[awp_dice_below(&dice, survey->seed_count)];
    const bool with_donor = awp_dice_once_in(&dice, 2);
    const bool cross = with_donor && awp_dice_once_in(&dice, 4);
    /* Room in plenty, or just the input's own, or less. */
    const size_t rooms[] = {seed->len, 1 + seed->len / 2, MAX_BYTES};
    const size_t room = rooms[awp_dice_once_in(&dice, 8) ? awp_dice_below(&dice, 2) : 2];
    const size_t max = room == 0 ? 1 : room;
    struct awp_mutation done = {0};
    const struct awp_mutate_options options = {.format = survey->format,
                                               .seed = number,
                                               .donor = {donor->bytes, with_donor ? donor->len : 0},
                                               .done = &done};
    uint8_t *buf = malloc(max);
    if (buf == NULL) {
        die("a draw", "no memory");
    }
    const size_t len = mutate(&options, cross, seed, buf, max);
    const struct awp_bytes text = {buf, len};
    if (len == 0 || len > max) {
        complain(survey, "a size out of bounds", "");
    } else {
        check_parts(survey, text);
        if (max == MAX_BYTES) {
            count(survey, &done, seed->well_formed && (!with_donor || donor->well_formed), text);
            count_outcome(survey, text, number);
        }
        memcpy(survey->copy, buf, len);
        if (mutate(&options, cross, seed, buf, max) != len || memcmp(survey->copy, buf, len) != 0) {
            complain(survey, "the same seed gave other bytes", "");
        }
        memcpy(survey->last, buf, len);
        survey->last_len = len;
    }
    free(buf);
}

static void read_seed(struct survey *survey, const char *folder, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = malloc(MAX_BYTES + 1);
    if (file == NULL || bytes == NULL) {
        die(path, "cannot be read");
    }
    const size_t len = fread(bytes, 1, MAX_BYTES + 1, file);
    if (ferror(file)) {
        die(path, "cannot be read");
    }
    fclose(file);
    if (len <= MAX_BYTES && survey->seed_count < MAX_SEEDS) {
        /* Exact, so that a byte too far is seen. */
        uint8_t *exact = realloc(bytes, len == 0 ? 1 : len);
        struct seed *seed = &survey->seeds[survey->seed_count++];
        *seed = (struct seed){.bytes = exact == NULL ? bytes : exact, .len = len};
        seed->well_formed = is_well_formed(survey, (struct awp_bytes){seed->bytes, len});
    } else {
        free(bytes);
    }
}

static int is_visible(const struct dirent *entry) { return entry->d_name[0] != '.'; }

static void read_seeds(struct survey *survey, const char *folder) {
    struct dirent **entries = NULL;
    const int count = scandir(folder, &entries, is_visible, alphasort);
    for (int i = 0; i < count; i++) {
        read_seed(survey, folder, entries[i]->d_name);
        free(entries[i]);
    }
    free((void *)entries);
    if (survey->seed_count == 0) {
        die(folder, "no seeds there");
    }
}

static double share(size_t part, size_t whole) {
    return whole == 0 ? 0 : 100.0 * (double)part / (double)whole;
}

static void report_mutators(struct survey *survey) {
    for (size_t i = 0; i < survey->tally_count; i++) {
        const struct tally *tally = &survey->tallies[i];
        printf("%-20s %8zu %s %8zu alone, %5.1f %% kept\n", tally->name, tally->met,
               tally->breaks ? "breaks" : "      ", tally->alone,
               share(tally->alone_kept, tally->alone));
        if (tally->met == 0) {
            complain(survey, "never drawn: ", tally->name);
        }
        if (!tally->breaks && tally->alone >= LEAST_ALONE &&
            share(tally->alone_kept, tally->alone) < LEAST_KEPT) {
            complain(survey, "breaks what it should not: ", tally->name);
        }
    }
}

static void report(struct survey *survey) {
    const struct awp_operation *operation = &awp_securityhub_invite_members;
    const double well_formed = share(survey->well_formed, survey->of_well_formed);
    const double raw = share(survey->raw, survey->mutations);
    report_mutators(survey);
    for (size_t i = 0; i < operation->error_count + 2; i++) {
        const struct awp_bytes name =
            i < operation->error_count
                ? operation->errors[i].shape->name
                : awp_bytes_of_string(i == operation->error_count ? "Unknown" : "Result");
        printf("%-28.*s %8zu\n", (int)name.len, (const char *)name.ptr, survey->outcomes[i]);
        if (survey->outcomes[i] == 0) {
            complain(survey, "an outcome that was never met: ", (const char *)name.ptr);
        }
    }
    printf("%zu mutations, %.1f %% raw; of %zu draws from well-formed seeds %.1f %% well-formed\n",
           survey->mutations, raw, survey->of_well_formed, well_formed);
    if (well_formed < LEAST_WELL_FORMED) {
        complain(survey, "too little stays well-formed", "");
    }
    if (raw < LEAST_RAW || raw > MOST_RAW) {
        complain(survey, "too few or too many raw mutations", "");
    }
}

static size_t number_of(const char *text) {
    char *end = NULL;
    const unsigned long value = strtoul(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0') {
        die(text, "is no number; see --help");
    }
    return value;
}

int main(int argc, char **argv) {
    static struct survey survey; /* too large for a stack */
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(usage, stdout);
        return EXIT_SUCCESS;
    }
    if (argc != 5) {
        die("arguments", "four are wanted; see --help");
    }
    if (!awp_mutate_format_find(argv[1], &survey.format)) {
        die(argv[1], "is none of json, xml, http");
    }
    const size_t draws = number_of(argv[2]);
    const uint32_t first = (uint32_t)number_of(argv[3]);
    survey.arena = awp_arena_create(NULL, 0);
    if (survey.arena == NULL || draws == 0) {
        die("a survey", "wants memory, and one draw at least");
    }
    add_lists(&survey, &awp_grammars[survey.format]);
    if (survey.format == AWP_MUTATE_HTTP) {
        add_lists(&survey, &awp_grammars[AWP_MUTATE_JSON]);
        add_lists(&survey, &awp_grammars[AWP_MUTATE_XML]);
    }
    add_lists(&survey, &awp_raw_grammar);
    read_seeds(&survey, argv[4]);
    for (size_t i = 0; i < draws && !survey.failed; i++) {
        draw(&survey, first + (uint32_t)i);
    }
    if (!survey.failed) {
        report(&survey);
    }
    for (size_t i = 0; i < survey.seed_count; i++) {
        free(survey.seeds[i].bytes);
    }
    awp_arena_destroy(survey.arena);
    return survey.failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
