/* SPDX-License-Identifier: Apache-2.0 */
/* What the runner's tests share: arenas, parsed texts, and case files made on the spot. */
#ifndef AWP_RUNNER_TEST_SUPPORT_H
#define AWP_RUNNER_TEST_SUPPORT_H

#include "case.h"

/** The text in a heap block of exactly its size, so that a one-byte over-read is seen. */
struct awp_bytes awp_test_exact(const char *text);
void awp_test_release(struct awp_bytes exact);

/** A JSON text, parsed; the test fails where it is none. */
const struct awp_json_node *awp_test_json(struct awp_arena *arena, const char *text);

/** An outcome of this grammar; the test fails where it is none. */
struct awp_answer awp_test_answer(struct awp_arena *arena, enum awp_answer_grammar grammar,
                                  const char *text);

/** A folder that is empty, and its removal with the files in it. */
struct awp_test_folder {
    char path[64];
};
struct awp_test_folder awp_test_folder_make(void);
void awp_test_folder_write(const struct awp_test_folder *folder, const char *name,
                           struct awp_bytes text);
void awp_test_folder_remove(const struct awp_test_folder *folder);

/** Loads the folder's cases, and what was complained of meanwhile, with the folder's name cut off.
 */
bool awp_test_load(const struct awp_test_folder *folder, struct awp_arena *arena,
                   struct awp_cases *cases, struct awp_bytes *errors);

/** A case file "t.json" with one good case, of which each test changes a part; lines are counted
 * on. */
extern const char awp_test_case_file[];

/** The text with the one occurrence of `find` replaced. */
struct awp_bytes awp_test_replace(struct awp_arena *arena, const char *text, const char *find,
                                  const char *replacement);

/** The one case of awp_test_case_file after such a replacement; the test fails where it is none. */
const struct awp_case *awp_test_case(struct awp_arena *arena, const char *find,
                                     const char *replacement);

#endif
