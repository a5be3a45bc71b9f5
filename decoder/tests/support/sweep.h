/* SPDX-License-Identifier: Apache-2.0 */
/* Sweeps: one parse or decode over every prefix of its input and with every allocation failing. */
#ifndef AWP_TEST_SWEEP_H
#define AWP_TEST_SWEEP_H

#include "awsproof/buffer.h"
#include "awsproof/protocol.h"

struct awp_test_sweep;

/**
 * Runs the call under test on `input` in `arena`, asserts that a failure left its results
 * untouched, and appends what came of a success to `came`, which lives in another arena.
 */
typedef enum awp_status awp_test_run(const struct awp_test_sweep *sweep, struct awp_bytes input,
                                     struct awp_arena *arena, struct awp_buffer *came);

/** What is swept. */
struct awp_test_sweep {
    const char *name;
    awp_test_run *run;
    struct awp_bytes input;
    bool uses_libxml2;
    const char *whole;  /* what comes of the input */
    const char *empty;  /* of no bytes */
    const char *broken; /* of every other prefix: how what comes begins */
    /* For the run: */
    const struct awp_operation *operation;
    const struct awp_function *function;
    struct awp_bytes code; /* the function's */
    const struct awp_protocol *protocol;
    struct awp_http_response response; /* without its body */
};

/** The runs. Of a parse comes `document TEXT`, or `no document: REASON` with a place in the text.
 */
awp_test_run awp_test_run_json_parse;
awp_test_run awp_test_run_xml_parse;
/** Of these comes what awp_test_describe says. */
awp_test_run awp_test_run_function;
awp_test_run awp_test_run_response;

/** Every prefix, as an exact-size copy. */
void awp_test_sweep_prefixes(const struct awp_test_sweep *sweep);

/**
 * Every allocation fails in turn, alone and with all after it: each object in the arena, each block
 * of the arena's, each of libxml2's. AWP_NO_MEMORY or what comes without a failure, nothing else.
 */
void awp_test_sweep_memory(const struct awp_test_sweep *sweep);

/** Every ceiling from the smallest to where it no longer matters: AWP_OVER_CEILING until then. */
void awp_test_sweep_ceilings(const struct awp_test_sweep *sweep);

/** All three, over a table of `count` sweeps. */
void awp_test_sweep_all(const struct awp_test_sweep *sweeps, size_t count);

#endif
