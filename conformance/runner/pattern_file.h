/* SPDX-License-Identifier: Apache-2.0 */
/* Patterns from a file, one a line. */
#ifndef AWP_RUNNER_PATTERN_FILE_H
#define AWP_RUNNER_PATTERN_FILE_H

#include <stdio.h>

#include "texts.h"

/**
 * Reads the patterns of a file's text: a line each, blanks around them cut off; empty lines and
 * what follows a `#` are no pattern. `name` is the file's, for messages. False after one line on
 * `errors`: a line of several words, or no pattern at all. They are in the arena.
 */
bool awp_patterns_parse(const char *name, struct awp_bytes text, struct awp_arena *arena,
                        FILE *errors, struct awp_texts *patterns);

/** As awp_patterns_parse, of a file. */
bool awp_patterns_read(const char *path, struct awp_arena *arena, FILE *errors,
                       struct awp_texts *patterns);

#endif
