/* SPDX-License-Identifier: Apache-2.0 */
/* `mutant-run CASES`: reads paths of shared libraries, one a line; tells in JSON which cases kill.
 */
#include <stdio.h>
#include <string.h>

#include "sandbox.h"
#include "text.h"

#define MAX_NAMED 8  /* killing cases that are named, of each mutant */
#define STOP_AFTER 2 /* crashes or hangs of a mutant */
#define PATIENCE 100 /* where all cases are wanted, whatever it takes */
#define MAX_LINE 4096

static void print_kills(const struct awp_trials *trials, const enum awp_trial_end *ends) {
    size_t kills = 0;
    size_t ran = 0;
    fputs("{\"killers\":[", stdout);
    for (size_t i = 0; i < trials->count; i++) {
        ran += ends[i] != AWP_TRIAL_NOT_RUN ? 1 : 0;
        if (!awp_trial_end_kills(ends[i])) {
            continue;
        }
        if (kills++ < MAX_NAMED) {
            printf("%s[\"%.*s\",\"%s\"]", kills == 1 ? "" : ",",
                   AWP_TEXT_ARGS(trials->items[i].golden->id), awp_trial_end_name(ends[i]));
        }
    }
    printf("],\"kills\":%zu,\"ran\":%zu,\"cases\":%zu}\n", kills, ran, trials->count);
    fflush(stdout);
}

/* `every PATH` runs all cases, whatever the first ones found. */
static int serve(const struct awp_trials *trials, struct awp_arena *arena) {
    static const char every[] = "every ";
    char line[MAX_LINE];
    struct awp_sandbox sandbox;
    enum awp_trial_end *ends = awp_need_array(arena, trials->count, sizeof *ends);
    awp_sandbox_init(&sandbox, trials);
    printf("{\"cases\":%zu,\"tiers\":[%zu,%zu,%zu]}\n", trials->count, trials->tier_ends[0],
           trials->tier_ends[1], trials->tier_ends[2]);
    fflush(stdout);
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = 0;
        const bool every_tier = strncmp(line, every, strlen(every)) == 0;
        const struct awp_sandbox_plan plan = {.patience = every_tier ? PATIENCE : 1,
                                              .stop_after = STOP_AFTER,
                                              .every_tier = every_tier};
        if (!awp_sandbox_run(&sandbox, every_tier ? line + strlen(every) : line, plan, ends)) {
            return 3;
        }
        print_kills(trials, ends);
    }
    return 0;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fputs("Usage: mutant-run CASES\n"
              "Reads paths of the decoder's shared libraries, one a line, runs the golden cases of "
              "the\nfile or folder CASES against each, and prints a line of JSON: the cases that "
              "kill it.\n",
              stderr);
        return 2;
    }
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    struct awp_trials trials;
    const int status = awp_trials_load(argv[1], arena, &trials) ? serve(&trials, arena) : 3;
    awp_arena_destroy(arena);
    return status;
}
