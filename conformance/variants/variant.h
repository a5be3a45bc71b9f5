/* SPDX-License-Identifier: Apache-2.0 */
/* Rewritten forms of a response or a document: as good as the first, or broken on purpose. */
#ifndef AWP_VARIANTS_VARIANT_H
#define AWP_VARIANTS_VARIANT_H

#include "awsproof/protocol.h"
#include "random.h"

/** Larger bodies are not rewritten. */
#define AWP_VARIANT_MAX_BODY_BYTES ((size_t)64 << 10)

/** What a body is meant to be. */
enum awp_variant_format { AWP_VARIANT_JSON, AWP_VARIANT_XML };

/** What is rewritten: the headers and body of a response, or a document that stands alone. */
struct awp_specimen {
    enum awp_variant_format format;
    bool is_response;   /* with headers; else a document that stands alone */
    bool is_json_error; /* an error of restJson1, whose code is cleaned (R5, R6) */
    const struct awp_header *headers;
    size_t header_count;
    struct awp_bytes body;
};

/** Whether a variant could be made, and why not. Name as printed. */
#define AWP_VARIANT_END_LIST(X)                                                                    \
    X(MADE, "made")                                                                                \
    X(NOT_FOR_IT, "not for such a case")                                                           \
    X(NO_DOCUMENT, "no document")                                                                  \
    X(TOO_LARGE, "over 64 KiB")                                                                    \
    X(NOTHING_THERE, "nothing there to rewrite")                                                   \
    X(NEAR_BOUND, "near a bound")

enum awp_variant_end {
#define AWP_VARIANT_END_VALUE(name, text) AWP_VARIANT_##name,
    AWP_VARIANT_END_LIST(AWP_VARIANT_END_VALUE)
#undef AWP_VARIANT_END_VALUE
        AWP_VARIANT_END_COUNT
};

/** The end in words. */
const char *awp_variant_end_text(enum awp_variant_end end);

/** What a kind works on. */
enum awp_variant_subject {
    AWP_VARIANT_OF_JSON,    /* a body that is a JSON document */
    AWP_VARIANT_OF_XML,     /* a body that is an XML document */
    AWP_VARIANT_OF_HEADERS, /* whatever the body is */
    AWP_VARIANT_OF_CODE     /* an error of restJson1, wherever its code is */
};

/** What a rewriting is given: chance, an arena for what it keeps, and where the body is to go. */
struct awp_rewriting {
    struct awp_random *random;
    struct awp_arena *arena;
    struct awp_buffer body;
};

/**
 * Rewrites `from`, whose body is the document that the kind wants: the new body goes to
 * `rewriting->body`, new headers into `to`, which begins as a copy of `from`. A rewriting that
 * finds nothing to do writes what was there. Memory shows in the buffer's status alone.
 */
typedef enum awp_variant_end awp_variant_rewrite(struct awp_rewriting *rewriting,
                                                 const struct awp_specimen *from,
                                                 struct awp_specimen *to);

/** A kind of variant. */
struct awp_variant_kind {
    const char *name;    /* "json-white-space" */
    const char *summary; /* one line, for people */
    const char *rules;   /* the clauses of docs/SPEC.md by which the outcome is the same */
    enum awp_variant_subject subject;
    bool is_broken; /* the body is no document any more: the outcome may become Unknown */
    awp_variant_rewrite *rewrite;
};

/** All kinds in a constant array. */
const struct awp_variant_kind *awp_variant_kinds(size_t *count);

/** The kind of this name, or NULL. */
const struct awp_variant_kind *awp_variant_kind_find(struct awp_bytes name);

/**
 * Makes the variant of a specimen that a seed and a label (the case's id) stand for. `*end` says
 * whether there is one; then `*variant` is it, its bytes in the arena or in the specimen, and
 * differs from the specimen. A kind that is not broken keeps the document: JSON but for its
 * members' order and unknown members, XML but for what X1.7 and X3.1 leave out. A broken one is a
 * document no more, and not empty. A status other than AWP_OK: memory.
 */
AWP_MUST_USE enum awp_status awp_variant_make(const struct awp_variant_kind *kind,
                                              const struct awp_specimen *specimen, uint64_t seed,
                                              struct awp_bytes label, struct awp_arena *arena,
                                              struct awp_specimen *variant,
                                              enum awp_variant_end *end);

#endif
