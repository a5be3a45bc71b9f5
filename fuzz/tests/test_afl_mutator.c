/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of fuzz/engine/afl_mutator.c under the sanitizers: buffers of exactly the sizes that are
 * told. */
#include <criterion/criterion.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* As AFL++ knows them. */
void *afl_custom_init(void *afl, unsigned seed);
void afl_custom_deinit(void *data);
size_t afl_custom_fuzz(void *data, uint8_t *buf, size_t buf_size, uint8_t **out_buf,
                       uint8_t *add_buf, size_t add_buf_size, size_t max_size);
size_t afl_custom_havoc_mutation(void *data, uint8_t *buf, size_t buf_size, uint8_t **out_buf,
                                 size_t max_size);
const char *afl_custom_describe(void *data, size_t max_description_len);
int32_t afl_custom_init_trim(void *data, uint8_t *buf, size_t buf_size);
size_t afl_custom_trim(void *data, uint8_t **out_buf);
int32_t afl_custom_post_trim(void *data, uint8_t success);

static const struct {
    const char *format;
    const char *input;
} rows[] = {
    {"json", "{\"Message\":\"a\",\"x\":[1,2,{\"y\":null}]}"},
    {"xml", "<Error><Code>a</Code><Message b='c'>d</Message></Error>"},
    {"http", "HTTP/1.1 503 x\r\na: b\r\n\r\n{\"Code\":[1,2]}"},
    {"json", ""},
    {"xml", "x"},
    {"http", "\n"},
};
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void *mutator_of(const char *format) {
    cr_assert_eq(setenv("AWSPROOF_MUTATOR", format, 1), 0);
    void *mutator = afl_custom_init(NULL, 1);
    cr_assert_not_null(mutator);
    return mutator;
}

static uint8_t *exact_copy(const char *text, size_t len) {
    uint8_t *copy = malloc(len == 0 ? 1 : len);
    cr_assert_not_null(copy);
    memcpy(copy, text, len);
    return copy;
}

Test(afl_mutator, inputs_and_outputs_keep_to_their_sizes) {
    for (size_t i = 0; i < COUNT(rows); i++) {
        const size_t len = strlen(rows[i].input);
        for (size_t max = 1; max < 3 * len + 8; max += 1 + max / 4) {
            void *mutator =
                mutator_of(rows[i].format); /* anew: its buffers have grown to nothing */
            uint8_t *input = exact_copy(rows[i].input, len);
            uint8_t *donor = exact_copy(rows[i].input, len);
            for (int run = 0; run < 40; run++) {
                uint8_t *out = NULL;
                size_t size = afl_custom_fuzz(mutator, input, len, &out, donor, len, max);
                cr_assert(size >= 1 && size <= max && out != NULL && out != input);
                cr_assert(memcmp(input, rows[i].input, len) == 0);
                size = afl_custom_havoc_mutation(mutator, input, len, &out, max);
                cr_assert(size >= 1 && size <= max && out != NULL && out != input);
            }
            cr_expect(memcmp(input, rows[i].input, len) == 0);
            cr_expect(memcmp(donor, rows[i].input, len) == 0);
            afl_custom_deinit(mutator);
            free(input);
            free(donor);
        }
    }
}

Test(afl_mutator, a_description_keeps_to_its_size) {
    void *mutator = mutator_of("json");
    uint8_t input[] = "[1,2]";
    for (int run = 0; run < 300; run++) {
        uint8_t *out = NULL;
        cr_assert_gt(afl_custom_fuzz(mutator, input, 5, &out, NULL, 0, 100), 0);
        const size_t room = (size_t)run % 40 + 1;
        cr_assert_lt(strlen(afl_custom_describe(mutator, room)), room);
    }
    afl_custom_deinit(mutator);
}

/* What is tried is kept now and then, by no rule that the mutator could know. */
Test(afl_mutator, trimming_keeps_to_the_input_and_comes_to_an_end) {
    for (size_t i = 0; i < COUNT(rows); i++) {
        void *mutator = mutator_of(rows[i].format);
        for (unsigned every = 1; every < 6; every++) {
            const size_t len = strlen(rows[i].input);
            uint8_t *input = exact_copy(rows[i].input, len);
            const int32_t steps = afl_custom_init_trim(mutator, input, len);
            size_t least = len;
            unsigned runs = 0;
            for (int32_t step = 0; step < steps; runs++) {
                uint8_t *out = NULL;
                const size_t size = afl_custom_trim(mutator, &out);
                cr_assert(out != NULL && size < least, "%zu of %zu bytes", size, least);
                const bool is_kept = size > 0 && runs % every == 0;
                least = is_kept ? size : least;
                step = afl_custom_post_trim(mutator, is_kept);
                cr_assert(step >= 0 && step <= steps && runs < 1000);
            }
            cr_expect(len < 2 ? runs == 0 : runs > 0);
            free(input);
        }
        afl_custom_deinit(mutator);
    }
}
