/* SPDX-License-Identifier: Apache-2.0 */
/* Golden cases as plain data, and the loading of them from case files. */
#ifndef AWP_RUNNER_CASE_H
#define AWP_RUNNER_CASE_H

#include <stdio.h>

#include "answer.h"
#include "awsproof/protocol.h"
#include "awsproof/report.h"
#include "body.h"
#include "fault.h"
#include "flag.h"
#include "rename.h"
#include "texts.h"

struct awp_variant_origin;

/** What a decoder other than the reference may also do. */
struct awp_alternative {
    struct awp_bytes name;
    struct awp_texts seen;    /* who is known to do it */
    struct awp_answer answer; /* a pattern: see AWP_GRAMMAR_PATTERN */
};

/** A case: a response to decode by a protocol, or a call of one of the four functions. */
struct awp_case {
    struct awp_bytes id;
    struct awp_bytes title;
    struct awp_bytes why;
    enum awp_level level;
    struct awp_texts rules; /* rules and clauses of docs/SPEC.md: "R5", "R5.2" */
    struct awp_texts sources;
    struct awp_texts flags; /* what goes wrong; the first is the case's family */
    struct awp_texts tags;
    const struct awp_operation *operation;
    const struct awp_protocol *protocol; /* of a response; NULL: a call */
    unsigned status;                     /* of a response */
    const struct awp_header *headers;    /* of a response */
    size_t header_count;
    struct awp_wire wire;                /* of a response: how it is sent */
    const struct awp_function *function; /* of a call; NULL: a response */
    struct awp_bytes code;               /* of a call */
    struct awp_body body;
    struct awp_answer expect;
    const struct awp_alternative *accept;
    size_t accept_count;
    struct awp_bytes topic;
    struct awp_bytes file;                    /* as the loader was given it */
    unsigned line;                            /* of the case in it, from 1 */
    const struct awp_json_node *node;         /* the case as it stands there */
    const struct awp_variant_origin *variant; /* of a variant (variant_cases.h); else NULL */
};

/** A file of the cases' folder. */
struct awp_case_text {
    struct awp_bytes name; /* for messages; a NUL that is not counted follows it */
    struct awp_bytes path; /* below the folder: "json-size.json" */
    struct awp_bytes text;
};

/** All cases of a run, in the order of their files' names, then as they stand there. */
struct awp_cases {
    const struct awp_case *items;
    size_t count;
    struct awp_flags flags;            /* flags.json; none where there is no such file */
    struct awp_renames renames;        /* renamed.json, likewise */
    struct awp_bytes manifest;         /* manifest.json as it stands, likewise */
    const struct awp_case_text *files; /* all of them, in the order of their paths */
    size_t file_count;
    char sha256[65]; /* over the case files' paths and bytes, in hex */
};

/** Whether the case asks for an error: a status outside 200..299, or an error function. */
bool awp_case_is_error(const struct awp_case *golden);

/** What the case is put to: a protocol's name, or a function's. */
struct awp_bytes awp_case_subject(const struct awp_case *golden);

/** The case's family: its first flag; empty where it has none. */
struct awp_bytes awp_case_family(const struct awp_case *golden);

/** The line on which a value of a case file begins, from 1 on. */
struct awp_case_place {
    const struct awp_json_node *node;
    unsigned line;
};

/** A case file that is being read. */
struct awp_case_file {
    struct awp_complaints complaints; /* first: what the complaints are said to */
    struct awp_bytes name;
    struct awp_bytes text;
    const struct awp_json_node *root;
    const struct awp_case_place *places; /* of all its values, in the order of their addresses */
    size_t place_count;
    const struct awp_flags *flags; /* the vocabulary; empty: any slug is a flag */
    FILE *errors;
};

/** The line, from 1 on, on which the byte at `offset` of the text stands. */
unsigned awp_case_line_of_offset(struct awp_bytes text, size_t offset);

/** Finds the places of the parsed file, once, so that a line is soon told. Into its arena. */
void awp_case_file_find_places(struct awp_case_file *file);

/** The line of a value in the file, from 1. */
unsigned awp_case_file_line(const struct awp_case_file *file, const struct awp_json_node *where);

/** Reads the parsed file's cases into its arena. False after complaints. */
bool awp_case_file_read(struct awp_case_file *file, struct awp_case **cases, size_t *count);

/**
 * Loads a case file, or all *.json files under a folder, where flags.json, renamed.json and
 * manifest.json are no case files. Everything belongs to `arena`. False after lines
 * `FILE:LINE: reason` on `errors`: what cannot be read, breaks the format, or defines an id twice.
 */
bool awp_cases_load(const char *path, struct awp_arena *arena, FILE *errors,
                    struct awp_cases *cases);

/** As awp_cases_load, of files that are in memory, in the order of their paths. */
bool awp_cases_load_texts(const struct awp_case_text *files, size_t count, struct awp_arena *arena,
                          FILE *errors, struct awp_cases *cases);

#endif
