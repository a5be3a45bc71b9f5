/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer's custom mutator and crossover: the mutators of the format that the target reads. */
#include <string.h>

#include "mutators/mutate.h"

#ifndef AWP_MUTATOR_FORMAT
#error "AWP_MUTATOR_FORMAT is one of enum awp_mutate_format"
#endif

/* libFuzzer's names. Weak: an engine that only borrows libFuzzer's interface may not bring it. */
__attribute__((weak)) size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *data1, size_t size1, const uint8_t *data2,
                                 size_t size2, uint8_t *out, size_t max_out_size, unsigned seed);

/* Weak: there in a build with MemorySanitizer, which takes what libFuzzer wrote for unwritten. */
__attribute__((weak)) void __msan_unpoison(const volatile void *data, size_t size);

static void mark_written(const uint8_t *data, size_t size) {
    if (__msan_unpoison != NULL) {
        __msan_unpoison(data, size);
    }
}

static size_t mutate_by_engine(uint8_t *data, size_t size, size_t max_size) {
    const size_t mutated = LLVMFuzzerMutate(data, size, max_size);
    mark_written(data, mutated);
    return mutated;
}

__attribute__((visibility("default"))) size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed) {
    mark_written(data, size);
    /* The engine's own mutations know the dictionary, and what the target compared with. */
    const struct awp_mutate_options options = {.format = AWP_MUTATOR_FORMAT,
                                               .seed = seed,
                                               .engine = LLVMFuzzerMutate != NULL ? mutate_by_engine
                                                                                  : NULL};
    return awp_mutate(&options, data, size, max_size);
}

__attribute__((visibility("default"))) size_t
LLVMFuzzerCustomCrossOver(const uint8_t *data1, size_t size1, const uint8_t *data2, size_t size2,
                          uint8_t *out, size_t max_out_size, unsigned seed) {
    mark_written(data1, size1);
    mark_written(data2, size2);
    const struct awp_mutate_options options = {
        .format = AWP_MUTATOR_FORMAT, .seed = seed, .donor = {data2, size2}};
    const size_t size = size1 < max_out_size ? size1 : max_out_size;
    if (size > 0) {
        memcpy(out, data1, size);
    }
    return awp_mutate_cross(&options, out, size, max_out_size);
}
