/* SPDX-License-Identifier: Apache-2.0 */
/* Outcomes as the runner holds them: an expectation, an alternative, or what a testee answered. */
#ifndef AWP_RUNNER_ANSWER_H
#define AWP_RUNNER_ANSWER_H

#include "awsproof/outcome.h"
#include "object.h"

/** The outcomes of the testee protocol (docs/TESTEE.md, OUTCOME). */
enum awp_answer_kind {
    AWP_ANSWER_RESULT,
    AWP_ANSWER_MODELED,
    AWP_ANSWER_UNKNOWN,
    AWP_ANSWER_REJECTED,
    AWP_ANSWER_ESCAPE,
    AWP_ANSWER_UNSUPPORTED,
    AWP_ANSWER_KIND_COUNT
};

/** One of them. What its kind has not is absent or empty. */
struct awp_answer {
    enum awp_answer_kind kind;
    struct awp_optional_bytes code;    /* modeled, unknown; in a pattern: absent, any code */
    const struct awp_json_node *value; /* result, modeled: an object; else NULL */
    struct awp_optional_bytes raw;     /* unknown, of an answer */
    struct awp_bytes class_name;       /* rejected, escape */
    struct awp_bytes message;          /* rejected, escape */
    struct awp_bytes reason;           /* unsupported */
    bool has_status;                   /* rejected: it still shows the HTTP status */
    unsigned status;
};

/** Where an outcome stands: what it may be differs. */
enum awp_answer_grammar {
    AWP_GRAMMAR_EXPECT,  /* "expect" of a case: result, modeled, or unknown with its code */
    AWP_GRAMMAR_PATTERN, /* "outcome" of an alternative: unknown may lack its code; rejected */
    AWP_GRAMMAR_REPLY    /* a testee's */
};

/** The kind as written: "result". */
const char *awp_answer_kind_name(enum awp_answer_kind kind);

/**
 * Reads an outcome, strictly. False after complaints. The answer points into the document and into
 * the complaints' arena.
 */
bool awp_answer_of_json(const struct awp_json_node *node, enum awp_answer_grammar grammar,
                        struct awp_complaints *complaints, struct awp_answer *answer);

/** The decoder's outcome as an answer; all of it in the arena or in the outcome. */
void awp_answer_of_outcome(const struct awp_outcome *outcome, struct awp_arena *arena,
                           struct awp_answer *answer);

/** Appends the answer as an OUTCOME; the raw body is left out unless `with_raw`. */
void awp_answer_write(const struct awp_answer *answer, bool with_raw, struct awp_buffer *out);

#endif
