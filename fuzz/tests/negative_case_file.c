/* SPDX-License-Identifier: Apache-2.0 */
/* Faults in the loader of case files, put in by the linker's --wrap. */
#include "case.h"
#include "negative.h"

bool __real_awp_cases_load_texts(const struct awp_case_text *files, size_t count,
                                 struct awp_arena *arena, FILE *errors, struct awp_cases *cases);
bool __wrap_awp_cases_load_texts(const struct awp_case_text *files, size_t count,
                                 struct awp_arena *arena, FILE *errors, struct awp_cases *cases);
bool __wrap_awp_cases_load_texts(const struct awp_case_text *files, size_t count,
                                 struct awp_arena *arena, FILE *errors, struct awp_cases *cases) {
    static unsigned calls;
    const bool loaded = __real_awp_cases_load_texts(files, count, arena, errors, cases);
    calls++;
    if (awp_negative_is("refuse-in-silence")) {
        return false;
    }
    if (awp_negative_is("name-no-line")) {
        fprintf(errors, "fuzz.json: something is wrong\n");
        return false;
    }
    if (awp_negative_is("name-a-line-that-is-not-there")) {
        fprintf(errors, "fuzz.json:99999: something is wrong\n");
        return false;
    }
    if (awp_negative_is("say-more-the-second-time") && calls % 2 == 0) {
        fprintf(errors, "fuzz.json:1: something else is wrong\n");
        return false;
    }
    return loaded;
}
