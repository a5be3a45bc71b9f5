/* SPDX-License-Identifier: Apache-2.0 */
/* What the sanitizers are told of an arena: which of a block's bytes are handed out. They know
   blocks alone, and would be blind to what happens inside of one. Nothing in a build without them.
 */
#ifndef AWSPROOF_POISON_H
#define AWSPROOF_POISON_H

#include <stddef.h>

#if !defined(__has_feature)
#define AWP_HAS_FEATURE(name) 0
#else
#define AWP_HAS_FEATURE(name) __has_feature(name)
#endif

#if defined(__SANITIZE_ADDRESS__) || AWP_HAS_FEATURE(address_sanitizer)
#include <sanitizer/asan_interface.h>
#endif
#if AWP_HAS_FEATURE(memory_sanitizer)
#include <sanitizer/msan_interface.h>
#endif

/** From here on `size` bytes at `from` may not be touched. */
static inline void awp_poison(void *from, size_t size) {
#if defined(__SANITIZE_ADDRESS__) || AWP_HAS_FEATURE(address_sanitizer)
    ASAN_POISON_MEMORY_REGION(from, size);
#else
    (void)from, (void)size;
#endif
}

/** They may be touched again; what is in them is nobody's yet. */
static inline void awp_unpoison(void *from, size_t size) {
#if defined(__SANITIZE_ADDRESS__) || AWP_HAS_FEATURE(address_sanitizer)
    ASAN_UNPOISON_MEMORY_REGION(from, size);
#elif AWP_HAS_FEATURE(memory_sanitizer)
    __msan_allocated_memory(from, size);
#else
    (void)from, (void)size;
#endif
}

#endif
