/* SPDX-License-Identifier: Apache-2.0 */
/* Small texts of the runner: formatted, made printable, matched; and what it does without memory.
 */
#ifndef AWP_RUNNER_TEXT_H
#define AWP_RUNNER_TEXT_H

#include <stdio.h>

#include "awsproof/arena.h"

/** The two arguments of a "%.*s". */
#define AWP_TEXT_ARGS(bytes) (int)(bytes).len, (const char *)(bytes).ptr

/**
 * Ends the program with one line and exit status 3 unless `status` is AWP_OK. The runner is a
 * program whose inputs are bounded, so a failed allocation has nobody to be returned to.
 */
void awp_need(enum awp_status status);

/** Returns `block`, or ends the program as awp_need does where it is NULL. */
void *awp_need_block(void *block);

/** Room for `count` objects of `size_bytes`, zeroed; ends the program where there is none. */
void *awp_need_array(struct awp_arena *arena, size_t count, size_t size_bytes);

/** A formatted text in the arena; a NUL that is not counted follows it. */
struct awp_bytes awp_text_format(struct awp_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** The bytes followed by a NUL, in the arena: for system calls. */
char *awp_text_cstring(struct awp_arena *arena, struct awp_bytes bytes);

/**
 * The bytes in quotes, for a message of one line: what is not printable ASCII stands as \xNN, and
 * all after the first 80 bytes is left out and counted.
 */
struct awp_bytes awp_text_quoted(struct awp_arena *arena, struct awp_bytes bytes);

/**
 * Writes each line of the text behind a bar, what is not printable ASCII as \xNN: nothing in it can
 * act on a terminal, or pass for a line of the program's own.
 */
void awp_text_write_barred(FILE *out, struct awp_bytes text);

/** Whether this is a slug: [a-z0-9]+(-[a-z0-9]+)*. */
bool awp_text_is_slug(struct awp_bytes text);

/**
 * Whether the whole text fits the pattern, in which `*` stands for any run of bytes without `/`,
 * and `**` for any run.
 */
bool awp_text_glob(struct awp_bytes pattern, struct awp_bytes text);

/** Whether the text begins with this string. */
bool awp_text_begins(struct awp_bytes text, const char *prefix);

/** Reads a whole number in decimal, no sign, no leading zero, at most `max`. */
bool awp_text_unsigned(struct awp_bytes digits, unsigned max, unsigned *number);

/**
 * The text as one word of a POSIX shell: as it is where that is safe, else in single quotes, else
 * (control characters, bytes that are no ASCII) as what printf makes: it can be shown and pasted.
 */
struct awp_bytes awp_text_shell(struct awp_arena *arena, struct awp_bytes text);

#endif
