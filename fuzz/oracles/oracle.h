/* SPDX-License-Identifier: Apache-2.0 */
/* Every oracle by its id, and which of them look at this input. */
#ifndef AWSPROOF_FUZZ_ORACLE_H
#define AWSPROOF_FUZZ_ORACLE_H

#include "awsproof/bytes.h"

/**
 * Name, id, whether it is costly (then it looks at a share of the inputs), and what must hold. The
 * ids are what a report, docs/FUZZING.md and AWSPROOF_ORACLES call them; they do not change.
 */
#define AWP_ORACLE_LIST(X)                                                                         \
    X(STATUS, "status", false, "every call returns AWP_OK: no body is a failure of the library")   \
    X(FAULT, "fault", false, "no document comes with a reason and an offset inside the body")      \
    X(POISON, "poison", false, "every field of the outcome was written: it held 0xA5 before")      \
    X(KIND, "kind", false, "Result, Modeled or Unknown, as SPEC has it for this document")         \
    X(ERROR, "error", false, "the entry of the error list is the one that SPEC gives")             \
    X(CODE, "code", false, "the code is the one that SPEC gives")                                  \
    X(VALUE, "value", false, "each member is there if the document has it, byte for byte")         \
    X(RAW_PRESENT, "raw-present", false, "Unknown's raw is absent if and only if the body is")     \
    X(RAW_BYTES, "raw-bytes", false, "Unknown's raw is the body, the input overwritten since")     \
    X(WORK, "work", false, "allocations and bytes are within a constant and a factor of the body") \
    X(LIVE_BLOCKS, "live-blocks", false, "after the reset as many blocks are live as before")      \
    X(OUTPUT, "output", false, "nothing is printed")                                               \
    X(ERRNO, "errno", false, "errno is left as it was")                                            \
    X(GLOBALS, "globals", false, "the locale, and what the libraries keep, are left as they were") \
    X(TWICE, "twice", true, "again in reverse order, equal outcomes")                              \
    X(ON_BYTES, "on-bytes", true, "from bytes the same outcomes as from the document")             \
    X(PLACEMENT, "placement", true, "unaligned, and at a guard page's edge, the same outcomes")    \
    X(RAW_DOCUMENT, "raw-document", true,                                                          \
      "without the bytes, raw is a text equal to the document")                                    \
    X(SECOND_PARSER, "second-parser", true, "jansson's or expat's document gives the outcome")     \
    X(ROUND_TRIP, "round-trip", true, "a value, written and read again, is equal")                 \
    X(TYPED, "typed", true, "InviteMembers' own types hold what the generic outcome holds")        \
    X(REWRITING, "rewriting", true, "the same document in other words gives the same outcome")     \
    X(BREAKING, "breaking", true, "a document that is broken gives Unknown")                       \
    X(LOOKUP, "lookup", true, "a name finds what is called so, and nothing else")                  \
    X(REFUSAL, "refusal", false, "a value is refused if and only if the format cannot hold it")    \
    X(FORMATS, "formats", false, "one value in each format and envelope gives one outcome")        \
    X(NO_MEMORY, "no-memory", false, "where memory fails: no memory, or the outcome as ever")      \
    X(SEQUENCE, "sequence", false, "what was decoded before changes nothing")                      \
    X(CASE_LINES, "case-lines", false, "a case file is taken, or refused by lines with a place")   \
    X(CASE_TWICE, "case-twice", false, "a case file that is loaded again says the same again")     \
    X(REQUEST_BOUNDS, "request-bounds", false, "a request is within the endpoint's bounds")        \
    X(REQUEST_TARGET, "request-target", false, "a target's parts lie inside of the target")        \
    X(REQUEST_TAKEN, "request-taken", false, "every byte of a request is taken once")              \
    X(REQUEST_PIECES, "request-pieces", false, "however it is cut, the same requests are read")    \
    X(REPLY_PARSE, "reply-parse", false, "a line is a document, or has a fault")                   \
    X(REPLY_REASON, "reply-reason", false, "a line is refused with one line of reason, or taken")  \
    X(REPLY_KIND, "reply-kind", false, "an answer that was taken is of a kind that there is")      \
    X(REPLY_SAME, "reply-same", false, "an answer that was taken, written, reads as the same")     \
    X(HARNESS, "harness", false, "the harness itself has what it needs")

enum awp_oracle {
#define AWP_ORACLE_VALUE(name, id, is_costly, what) AWP_ORACLE_##name,
    AWP_ORACLE_LIST(AWP_ORACLE_VALUE)
#undef AWP_ORACLE_VALUE
        AWP_ORACLE_COUNT
};

/** One input in one target: what every check and every report is about. */
struct awp_run {
    const char *target;
    struct awp_bytes input;
    uint64_t
        hash; /* of the input: all chance comes from it, so that a replay takes the same path */
};

/** A run of `input`. The first one reads AWSPROOF_ORACLES; a value that it cannot read ends it. */
struct awp_run awp_run_of(const char *target, struct awp_bytes input);

/** Whether no oracle looks at anything: the target only decodes, as a naive one does. */
bool awp_oracles_are_off(void);

/** Whether every oracle looks at every input: what the replayer asks for. */
bool awp_oracles_are_all(void);

/**
 * Whether this oracle looks at this run. AWSPROOF_ORACLES is `none`, `cheap`, `all`, ids joined by
 * commas (those, on every input), or not set: the cheap ones on every input and each costly one on
 * an eighth, chosen by the input's hash.
 */
bool awp_oracle_is_on(const struct awp_run *run, enum awp_oracle oracle);

/** Whether this run is one of the one in `times` that do more; in a replay every run is. */
bool awp_run_is_chosen(const struct awp_run *run, unsigned times);

/** The oracle's id. */
const char *awp_oracle_id(enum awp_oracle oracle);

/** Writes the table, one line an oracle, to standard output. */
void awp_oracles_print(void);

#endif
