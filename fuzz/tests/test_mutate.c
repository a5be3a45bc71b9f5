/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of fuzz/mutators/mutate.c: bounds, seeds, crossing, and what a call tells. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "mutators/dice.h"
#include "mutators/mutate.h"

enum { ROOM = 4096 };

static const char *const inputs[] = {
    "{\"Message\":\"a\",\"Code\":[1,null]}",
    "<Error><Code>InternalException</Code><Message>a &amp; b</Message></Error>",
    "HTTP/1.1 400 Bad Request\r\nx-amzn-errortype: A\r\n\r\n{\"Message\":\"a\"}",
    "",
    "x",
    "\x00\xFF<{\"",
};
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Mutates a copy in a block of exactly `max` bytes; the result is for the caller to free. */
static struct awp_bytes mutate(const struct awp_mutate_options *options, const char *input,
                               size_t max, bool cross) {
    uint8_t *buf = malloc(max == 0 ? 1 : max);
    cr_assert_not_null(buf);
    const size_t len = strlen(input);
    memcpy(buf, input, len < max ? len : max);
    const size_t size =
        cross ? awp_mutate_cross(options, buf, len, max) : awp_mutate(options, buf, len, max);
    return (struct awp_bytes){buf, size};
}

static struct awp_mutate_options options_of(size_t format, uint32_t seed) {
    return (struct awp_mutate_options){.format = (enum awp_mutate_format)format,
                                       .seed = seed,
                                       .donor = awp_bytes_of_string(inputs[format])};
}

Test(mutate, the_same_seed_gives_the_same_bytes_and_the_same_names) {
    size_t different = 0;
    for (uint32_t seed = 0; seed < 3000; seed++) {
        struct awp_mutation done[2];
        struct awp_bytes made[2];
        for (size_t i = 0; i < 2; i++) {
            struct awp_mutate_options options = options_of(seed % 3, seed);
            options.done = &done[i];
            made[i] = mutate(&options, inputs[seed % COUNT(inputs)], ROOM, seed % 5 == 0);
        }
        cr_assert(awp_bytes_equal(made[0], made[1]), "seed %u", seed);
        cr_assert_eq(done[0].count, done[1].count);
        cr_assert(done[0].count >= 1 && done[0].count <= AWP_MUTATE_STACK);
        for (size_t i = 0; i < done[0].count; i++) {
            cr_assert_str_eq(done[0].names[i], done[1].names[i]);
        }
        different +=
            awp_bytes_equal(made[0], awp_bytes_of_string(inputs[seed % COUNT(inputs)])) ? 0 : 1;
        free((void *)made[0].ptr);
        free((void *)made[1].ptr);
    }
    cr_expect_gt(different, 2700, "%zu of 3000", different);
}

Test(mutate, another_seed_gives_other_bytes) {
    size_t equal = 0;
    for (uint32_t seed = 0; seed < 500; seed++) {
        const struct awp_mutate_options a = options_of(0, seed);
        const struct awp_mutate_options b = options_of(0, seed + 1);
        const struct awp_bytes made = mutate(&a, inputs[0], ROOM, false);
        const struct awp_bytes other = mutate(&b, inputs[0], ROOM, false);
        equal += awp_bytes_equal(made, other) ? 1 : 0;
        free((void *)made.ptr);
        free((void *)other.ptr);
    }
    cr_expect_lt(equal, 25, "%zu of 500", equal);
}

Test(mutate, the_size_is_never_over_the_bound_and_never_nothing) {
    for (uint32_t seed = 0; seed < 6000; seed++) {
        const char *input = inputs[seed % COUNT(inputs)];
        const size_t len = strlen(input);
        const size_t bounds[] = {1, 2, len, len + 1, len / 2, 8};
        const size_t bound = bounds[seed / 7 % COUNT(bounds)];
        const size_t max = bound == 0 ? 1 : bound;
        const struct awp_mutate_options options = options_of(seed % 3, seed);
        const struct awp_bytes made = mutate(&options, input, max, seed % 2 == 0);
        cr_assert(made.len >= 1 && made.len <= max, "seed %u: %zu of %zu", seed, made.len, max);
        free((void *)made.ptr);
    }
}

Test(mutate, any_bytes_at_all_can_be_mutated_again_and_again) {
    static const char letters[] = "<<>>//!?[]{}\"\":,=' -a&;#\r\n\\C";
    struct awp_dice dice = awp_dice_of(3);
    for (uint32_t seed = 0; seed < 60000; seed++) {
        char input[12];
        const size_t len = awp_dice_below(&dice, sizeof input);
        for (size_t i = 0; i < len; i++) {
            input[i] = letters[awp_dice_below(&dice, sizeof letters - 1)];
        }
        input[len] = '\0';
        const struct awp_mutate_options options = options_of(seed % 3, seed);
        const struct awp_bytes made = mutate(&options, input, 1 + awp_dice_below(&dice, 400), true);
        cr_assert_geq(made.len, 1);
        uint8_t *buf = realloc((void *)made.ptr, 600);
        size_t size = made.len;
        cr_assert_not_null(buf);
        for (uint32_t i = 1; i <= 4; i++) {
            const struct awp_mutate_options again = options_of(seed % 3, seed * 5 + i);
            size = awp_mutate(&again, buf, size, 600);
            cr_assert_geq(size, 1);
        }
        free(buf);
    }
}

Test(mutate, texts_that_are_hardly_a_beginning_can_be_mutated) {
    static const char *const hard[] = {"<<Code/>",
                                       "<a><b/>",
                                       "<a></b>",
                                       "<",
                                       "</",
                                       "<a",
                                       "<a b",
                                       "<a b=",
                                       "<a b='",
                                       "<!",
                                       "<!--",
                                       "<![CDATA[",
                                       "<?",
                                       "<?xml ",
                                       "&",
                                       "<a>&",
                                       "<a/><a>",
                                       "<:/>",
                                       "{",
                                       "\"",
                                       "{\"",
                                       "{\"a\"",
                                       "{\"\":",
                                       "[",
                                       "]",
                                       "}]",
                                       "[[{",
                                       "[\"\\",
                                       "[\"\\u",
                                       "{:",
                                       ",,",
                                       "-",
                                       "HTTP",
                                       " ",
                                       "\r\n",
                                       "a\n:",
                                       "a\n\n",
                                       "a\n:\n\n<",
                                       "200\r\n\r\n{\"",
                                       "\xEF\xBB\xBF",
                                       "\xEF\xBB"};
    for (size_t i = 0; i < COUNT(hard); i++) {
        for (uint32_t seed = 0; seed < 3000; seed++) {
            const struct awp_mutate_options options = options_of(seed % 3, seed * 41 + (uint32_t)i);
            const struct awp_bytes made = mutate(&options, hard[i], 64 + seed % 512, seed % 4 == 0);
            cr_assert_geq(made.len, 1);
            free((void *)made.ptr);
        }
    }
}

/* How many of `draws` mutations of the input hold the text. */
static size_t count_holding(size_t format, const char *input, const char *text, uint32_t draws) {
    size_t found = 0;
    for (uint32_t seed = 0; seed < draws; seed++) {
        struct awp_mutate_options options = options_of(format, seed);
        options.donor.len = 0;
        const struct awp_bytes made = mutate(&options, input, ROOM, false);
        found += memmem(made.ptr, made.len, text, strlen(text)) != NULL ? 1 : 0;
        free((void *)made.ptr);
    }
    return found;
}

Test(mutate, what_the_decoder_hangs_on_is_made_out_of_nearly_nothing) {
    static const struct {
        enum awp_mutate_format format;
        const char *input;
        const char *made;
    } rows[] = {
        {AWP_MUTATE_JSON, "{\"a\":1}", "\"__type\":"},
        {AWP_MUTATE_JSON, "{\"a\":1}", "\"code\":"},
        {AWP_MUTATE_JSON, "{\"a\":1}", "\"Message\":"},
        {AWP_MUTATE_JSON, "{\"a\":1}", "\"UnprocessedAccounts\":"},
        {AWP_MUTATE_JSON, "{\"a\":1}", "#InternalException"},
        {AWP_MUTATE_JSON, "{\"a\":1}", "ResourceNotFoundException:http"},
        {AWP_MUTATE_JSON, "{\"a\":1}", "LimitExceededException"},
        {AWP_MUTATE_JSON, "{\"a\":1}", "\\u0000"},
        {AWP_MUTATE_JSON, "{\"a\":1}", "\xC0\x80"},
        {AWP_MUTATE_JSON, "{\"a\":1}", "\xC1"},
        {AWP_MUTATE_JSON, "{\"a\":1}", "\xEF\xBB\xBF"},
        {AWP_MUTATE_JSON, "{\"a\":1}", "1e999"},
        {AWP_MUTATE_JSON, "{\"a\":1}", "E99999999999999999999999"},
        {AWP_MUTATE_JSON, "{\"a\":[1]}", "[{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},1]"},
        {AWP_MUTATE_XML, "<a>b</a>", "<![CDATA[b]]>"},
        {AWP_MUTATE_XML, "<a>b</a>", "<ErrorResponse><Error><Code>"},
        {AWP_MUTATE_XML, "<a>b</a>", "<Response><Errors><Error>"},
        {AWP_MUTATE_XML, "<a>b</a>", "<Code>InvalidAccessException</Code>"},
        {AWP_MUTATE_XML, "<a>b</a>", "&#x62;"},
        {AWP_MUTATE_XML, "<a>b</a>", "<!DOCTYPE"},
        {AWP_MUTATE_XML, "<a>b</a>", "encoding='ISO-8859-1'"},
        {AWP_MUTATE_XML, "<a>b</a>", "<q:a xmlns:q="},
        {AWP_MUTATE_XML, "<a>b</a>", "<member>"},
        {AWP_MUTATE_XML, "<a><b>c</b></a>", "<b/><b/><b/><b/><b/><b/><b/><b/><b/><b/><b/><b/><b/>"},
        {AWP_MUTATE_HTTP, "HTTP/1.1 503 x\r\n\r\n{}", "\nx-amzn-errortype: InternalException"},
        {AWP_MUTATE_HTTP, "HTTP/1.1 503 x\r\n\r\n{}", "\nX-AMZN-ERRORTYPE: "},
        {AWP_MUTATE_HTTP, "HTTP/1.1 503 x\r\n\r\n{}", "\r\nContent-Type: "},
        {AWP_MUTATE_HTTP, "HTTP/1.1 503 x\r\n\r\n{}", "HTTP/1.1 429 x"},
        {AWP_MUTATE_HTTP, "HTTP/1.1 503 x\r\n\r\n{}", "{\"__type\":\""},
        {AWP_MUTATE_HTTP, "HTTP/1.1 503 x\r\n\r\n{}", "<Error><Code>"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const size_t found = count_holding(rows[i].format, rows[i].input, rows[i].made, 12000);
        cr_expect_geq(found, 3, "%s: %zu of 12000", rows[i].made, found);
    }
}

Test(mutate, numbers_have_the_lengths_that_a_parser_minds) {
    static const size_t lengths[] = {63, 64, 65, 700};
    size_t found[COUNT(lengths)] = {0};
    for (uint32_t seed = 0; seed < 20000; seed++) {
        const struct awp_mutate_options options = {.seed = seed};
        const struct awp_bytes made = mutate(&options, "[1]", ROOM, false);
        size_t digits = 0;
        while (1 + digits < made.len && made.ptr[1 + digits] >= '0' &&
               made.ptr[1 + digits] <= '9') {
            digits++;
        }
        for (size_t i = 0; i < COUNT(lengths); i++) {
            found[i] += digits == lengths[i] ? 1 : 0;
        }
        free((void *)made.ptr);
    }
    for (size_t i = 0; i < COUNT(lengths); i++) {
        /* Other mutations make some such lengths by chance. */
        cr_expect_geq(found[i], 8, "%zu digits: %zu", lengths[i], found[i]);
    }
}

Test(mutate, where_there_is_no_room_at_all_nothing_is_made) {
    for (size_t format = 0; format < AWP_MUTATE_FORMAT_COUNT; format++) {
        struct awp_mutation done = {.count = 9};
        struct awp_mutate_options options = options_of(format, 1);
        options.done = &done;
        const struct awp_bytes made = mutate(&options, inputs[format], 0, false);
        cr_expect_eq(made.len, 0);
        cr_expect_eq(done.count, 0);
        free((void *)made.ptr);
    }
}

static size_t engine(uint8_t *buf, size_t len, size_t max) {
    (void)len;
    memset(buf, '!', max < 3 ? max : 3);
    return 3;
}

static size_t broken_engine(uint8_t *buf, size_t len, size_t max) {
    (void)buf;
    (void)len;
    return max + 1;
}

Test(mutate, an_engine_does_a_half_of_the_raw_mutations) {
    size_t by_engine = 0;
    size_t mutations = 0;
    for (uint32_t seed = 0; seed < 4000; seed++) {
        struct awp_mutation done;
        struct awp_mutate_options options = options_of(0, seed);
        options.engine = seed % 2 == 0 ? engine : broken_engine;
        options.done = &done;
        const struct awp_bytes made = mutate(&options, inputs[0], ROOM, false);
        cr_assert_leq(made.len, ROOM);
        for (size_t i = 0; i < done.count; i++) {
            by_engine += strcmp(done.names[i], "raw-engine") == 0 ? 1 : 0;
            mutations += seed % 2 == 0 ? 1 : 0;
        }
        free((void *)made.ptr);
    }
    cr_expect(by_engine * 100 > mutations * 9 && by_engine * 100 < mutations * 16, "%zu of %zu",
              by_engine, mutations);
}

/* Whether `part` is somewhere in `text`. */
static bool holds(struct awp_bytes text, const char *part) {
    return memmem(text.ptr, text.len, part, strlen(part)) != NULL;
}

Test(mutate, crossing_brings_a_part_of_the_donor) {
    static const struct {
        enum awp_mutate_format format;
        const char *donor;
        const char *mark;
    } rows[] = {
        {AWP_MUTATE_JSON, "{\"d\":[\"donated\",{\"e\":\"donated\"}]}", "donated"},
        {AWP_MUTATE_XML, "<d><e>donated</e><f g='donated'/></d>", "donated"},
        {AWP_MUTATE_HTTP, "HTTP/1.1 299 donated\r\nh: donated\r\n\r\n{\"d\":\"donated\"}",
         "donated"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        size_t found = 0;
        for (uint32_t seed = 0; seed < 1000; seed++) {
            struct awp_mutation done;
            const struct awp_mutate_options options = {.format = rows[i].format,
                                                       .seed = seed,
                                                       .donor = awp_bytes_of_string(rows[i].donor),
                                                       .done = &done};
            const struct awp_bytes made = mutate(&options, inputs[rows[i].format], ROOM, true);
            const bool is_spliced = done.count == 1 && strcmp(done.names[0], "splice") == 0;
            found += is_spliced && holds(made, rows[i].mark) ? 1 : 0;
            free((void *)made.ptr);
        }
        cr_expect_gt(found, 500, "%s: %zu of 1000", rows[i].donor, found);
    }
}

Test(mutate, crossing_with_nothing_is_a_mutation) {
    struct awp_mutation done;
    const struct awp_mutate_options options = {.seed = 5, .done = &done};
    const struct awp_bytes made = mutate(&options, inputs[0], ROOM, true);
    cr_expect_geq(done.count, 1);
    cr_expect_geq(made.len, 1);
    free((void *)made.ptr);
}

Test(mutate, a_description_is_cut_between_names) {
    const struct awp_mutation mutation = {2, {"json-type", "raw-bit"}};
    char text[32];
    awp_mutation_describe(&mutation, text, sizeof text);
    cr_expect_str_eq(text, "json-type+raw-bit");
    awp_mutation_describe(&mutation, text, 18);
    cr_expect_str_eq(text, "json-type+raw-bit");
    awp_mutation_describe(&mutation, text, 17);
    cr_expect_str_eq(text, "json-type");
    awp_mutation_describe(&mutation, text, 1);
    cr_expect_str_eq(text, "");
    text[0] = 'x';
    awp_mutation_describe(&mutation, text, 0);
    cr_expect_eq(text[0], 'x');
}

Test(mutate, formats_are_found_by_their_names) {
    enum awp_mutate_format format;
    for (size_t i = 0; i < AWP_MUTATE_FORMAT_COUNT; i++) {
        cr_expect(
            awp_mutate_format_find(awp_mutate_format_name((enum awp_mutate_format)i), &format));
        cr_expect_eq(format, i);
    }
    cr_expect_not(awp_mutate_format_find("yaml", &format));
}

Test(mutate, the_decoders_bounds_are_met_from_both_sides) {
    /* What deepens, lengthens and adds attributes gives each of the three sizes around a bound. */
    size_t depths[3] = {0};
    size_t attributes[3] = {0};
    for (uint32_t seed = 0; seed < 30000; seed++) {
        const struct awp_mutate_options json = options_of(AWP_MUTATE_JSON, seed);
        const struct awp_bytes made = mutate(&json, "[1]", 8192, false);
        size_t deep = 0;
        while (deep < made.len && made.ptr[deep] == '[') {
            deep++;
        }
        if (deep >= 511 && deep <= 513) {
            depths[deep - 511]++;
        }
        free((void *)made.ptr);
        const struct awp_mutate_options xml = options_of(AWP_MUTATE_XML, seed);
        const struct awp_bytes element = mutate(&xml, "<a/>", 8192, false);
        size_t count = 0;
        for (size_t i = 0; i + 2 < element.len; i++) {
            count += memcmp(element.ptr + i, "=''", 3) == 0 ? 1 : 0;
        }
        if (count >= 255 && count <= 257) {
            attributes[count - 255]++;
        }
        free((void *)element.ptr);
    }
    for (size_t i = 0; i < 3; i++) {
        cr_expect_gt(depths[i], 0, "depth %zu", 511 + i);
        cr_expect_gt(attributes[i], 0, "%zu attributes", 255 + i);
    }
}
