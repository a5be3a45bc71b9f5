/* SPDX-License-Identifier: Apache-2.0 */
/* AFL++'s custom mutator library: the mutators of the format that AWSPROOF_MUTATOR names. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mutators/mutate.h"

/*
 * The interface of AFL++ 4.04c by its names alone, since Debian ships no headers of it: a library
 * is asked for these by dlsym. `afl` is AFL++'s state, of which nothing is known here.
 */
#define HOOK __attribute__((visibility("default")))
void *afl_custom_init(void *afl, unsigned seed);
void afl_custom_deinit(void *data);
size_t afl_custom_fuzz(void *data, uint8_t *buf, size_t buf_size, uint8_t **out_buf,
                       uint8_t *add_buf, size_t add_buf_size, size_t max_size);
size_t afl_custom_havoc_mutation(void *data, uint8_t *buf, size_t buf_size, uint8_t **out_buf,
                                 size_t max_size);
uint8_t afl_custom_havoc_mutation_probability(void *data);
const char *afl_custom_describe(void *data, size_t max_description_len);
int32_t afl_custom_init_trim(void *data, uint8_t *buf, size_t buf_size);
size_t afl_custom_trim(void *data, uint8_t **out_buf);
int32_t afl_custom_post_trim(void *data, uint8_t success);

/* Of the mutations that havoc stacks, so many in a hundred are ours. */
#define HAVOC_PERCENT 30
/* A second input is taken parts from once in so many. */
#define CROSS_ONCE_IN 4
#define DESCRIPTION_BYTES 160

struct output {
    uint8_t *bytes;
    size_t size;
};

struct mutator {
    enum awp_mutate_format format;
    uint32_t seed; /* of the next mutation */
    struct awp_mutation done;
    char description[DESCRIPTION_BYTES];
    struct output fuzzed;
    struct output havoc;
    /* Trimming: what is kept so far, without one part more, and which part that is. */
    struct output kept;
    struct output trimmed;
    size_t kept_len;
    size_t trimmed_len;
    size_t step;
    size_t steps;      /* of what is kept */
    int32_t announced; /* as many as AFL++ was told */
};

/* AFL++ takes no answer for none: there is no other way to refuse than to end. */
static void fail(const char *reason, const char *what) {
    fprintf(stderr, "awsproof mutator: %s%s\n", reason, what);
    exit(2);
}

HOOK void *afl_custom_init(void *afl, unsigned seed) {
    (void)afl;
    const char *format = getenv("AWSPROOF_MUTATOR");
    struct mutator *mutator = calloc(1, sizeof *mutator);
    if (mutator == NULL) {
        fail("no memory", "");
    }
    mutator->seed = seed;
    if (format == NULL) {
        fail("AWSPROOF_MUTATOR is not set: it is json, xml or http", "");
    } else if (!awp_mutate_format_find(format, &mutator->format)) {
        fail("AWSPROOF_MUTATOR is json, xml or http, not ", format);
    }
    return mutator;
}

HOOK void afl_custom_deinit(void *data) {
    struct mutator *mutator = data;
    free(mutator->fuzzed.bytes);
    free(mutator->havoc.bytes);
    free(mutator->kept.bytes);
    free(mutator->trimmed.bytes);
    free(mutator);
}

static bool make_room(struct output *output, size_t size) {
    if (size <= output->size) {
        return true;
    }
    uint8_t *grown = realloc(output->bytes, size);
    if (grown == NULL) {
        return false;
    }
    *output = (struct output){grown, size};
    return true;
}

/* Mutates a copy; where there is no memory for one, the input stays as it is. */
static size_t mutate(struct mutator *mutator, struct output *output, struct awp_bytes input,
                     struct awp_bytes donor, size_t max_size, uint8_t **out) {
    const size_t len = input.len < max_size ? input.len : max_size;
    const struct awp_mutate_options options = {
        .format = mutator->format, .seed = mutator->seed++, .donor = donor, .done = &mutator->done};
    if (!make_room(output, max_size)) {
        return 0;
    }
    if (len > 0) {
        memcpy(output->bytes, input.ptr, len);
    }
    *out = output->bytes;
    return donor.len > 0 && options.seed % CROSS_ONCE_IN == 0
               ? awp_mutate_cross(&options, output->bytes, len, max_size)
               : awp_mutate(&options, output->bytes, len, max_size);
}

HOOK size_t afl_custom_fuzz(void *data, uint8_t *buf, size_t buf_size, uint8_t **out_buf,
                            uint8_t *add_buf, size_t add_buf_size, size_t max_size) {
    struct mutator *mutator = data;
    const struct awp_bytes donor = {add_buf, add_buf == NULL ? 0 : add_buf_size};
    const size_t size = mutate(mutator, &mutator->fuzzed, (struct awp_bytes){buf, buf_size}, donor,
                               max_size, out_buf);
    if (size > 0) {
        return size;
    }
    *out_buf = buf;
    return buf_size < max_size ? buf_size : max_size;
}

HOOK size_t afl_custom_havoc_mutation(void *data, uint8_t *buf, size_t buf_size, uint8_t **out_buf,
                                      size_t max_size) {
    struct mutator *mutator = data;
    const size_t size = mutate(mutator, &mutator->havoc, (struct awp_bytes){buf, buf_size},
                               (struct awp_bytes){NULL, 0}, max_size, out_buf);
    if (size > 0) {
        return size;
    }
    *out_buf = buf;
    return buf_size < max_size ? buf_size : max_size;
}

HOOK uint8_t afl_custom_havoc_mutation_probability(void *data) {
    (void)data;
    return HAVOC_PERCENT;
}

HOOK const char *afl_custom_describe(void *data, size_t max_description_len) {
    struct mutator *mutator = data;
    const size_t size = max_description_len < sizeof mutator->description
                            ? max_description_len
                            : sizeof mutator->description;
    awp_mutation_describe(&mutator->done, mutator->description, size);
    return mutator->description;
}

static void count_steps(struct mutator *mutator) {
    mutator->steps = awp_mutate_trim_steps(
        mutator->format, (struct awp_bytes){mutator->kept.bytes, mutator->kept_len});
}

HOOK int32_t afl_custom_init_trim(void *data, uint8_t *buf, size_t buf_size) {
    struct mutator *mutator = data;
    mutator->step = 0;
    if (buf_size < 2 || !make_room(&mutator->kept, buf_size) ||
        !make_room(&mutator->trimmed, buf_size)) {
        return 0; /* nothing is trimmed */
    }
    memcpy(mutator->kept.bytes, buf, buf_size);
    mutator->kept_len = buf_size;
    count_steps(mutator);
    mutator->announced = (int32_t)mutator->steps;
    return mutator->announced;
}

HOOK size_t afl_custom_trim(void *data, uint8_t **out_buf) {
    struct mutator *mutator = data;
    const struct awp_bytes kept = {mutator->kept.bytes, mutator->kept_len};
    mutator->trimmed_len =
        awp_mutate_trim(mutator->format, kept, mutator->step, mutator->trimmed.bytes);
    *out_buf = mutator->trimmed.bytes;
    return mutator->trimmed_len;
}

/* What could go is gone, and the next part has its number; or the next one is tried. */
HOOK int32_t afl_custom_post_trim(void *data, uint8_t success) {
    struct mutator *mutator = data;
    if (success && mutator->trimmed_len > 0) {
        const struct output kept = mutator->kept;
        mutator->kept = mutator->trimmed;
        mutator->trimmed = kept;
        mutator->kept_len = mutator->trimmed_len;
        count_steps(mutator);
    } else {
        mutator->step++;
    }
    if (mutator->step >= mutator->steps || mutator->kept_len < 2) {
        return mutator->announced; /* the end, for AFL++ */
    }
    const int32_t step = (int32_t)mutator->step;
    return step < mutator->announced ? step : mutator->announced - 1;
}
