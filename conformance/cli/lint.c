/* SPDX-License-Identifier: Apache-2.0 */
/* `awsproof lint`: the golden cases looked over, and what is derived from them made anew. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"
#include "lint.h"
#include "text.h"

enum key { KEY_FIX = 0x200, KEY_TRACEABILITY, KEY_CASES };

struct arguments {
    struct awp_cli_selection selection;
    const char *traceability; /* a file, or NULL */
    bool fix;
    bool is_set; /* a whole set of cases, and no single file */
};

static const struct argp_option options[] = {
    {.name = "cases",
     .key = KEY_CASES,
     .arg = "DIR",
     .doc = "The case files: a folder, or one file (default: $AWSPROOF_CASES, else those inside "
            "awsproof)"},
    {.name = "fix",
     .key = KEY_FIX,
     .doc = "Write what can be derived: the canonical form, the manifest's counts, FILE"},
    {.name = "traceability",
     .key = KEY_TRACEABILITY,
     .arg = "FILE",
     .doc = "Check too that FILE is the table of clauses, incidents and cases"},
    {0}};

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct arguments *arguments = state->input;
    switch (key) {
    case KEY_CASES:
        arguments->selection.path = argument;
        return 0;
    case KEY_FIX:
        arguments->fix = true;
        return 0;
    case KEY_TRACEABILITY:
        arguments->traceability = argument;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* A text that is derived, and where it belongs. */
struct derived {
    const char *path;
    struct awp_bytes is;
    struct awp_bytes should_be;
    const char *complaint;
};

/* Either writes it or complains of it, unless it is right. False: it cannot be written. */
static bool settle(struct awp_lint *lint, bool fix, struct derived derived) {
    if (awp_bytes_equal(derived.is, derived.should_be)) {
        return true;
    }
    if (!fix) {
        fprintf(lint->errors, "%s: %s (see lint --fix)\n", derived.path, derived.complaint);
        lint->count++;
        return true;
    }
    FILE *out = fopen(derived.path, "wbe");
    const bool written = out != NULL && fwrite(derived.should_be.ptr, 1, derived.should_be.len,
                                               out) == derived.should_be.len;
    if ((out != NULL && fclose(out) != 0) || !written) {
        fprintf(stderr, "awsproof: cannot write %s: %s\n", derived.path, strerror(errno));
        return false;
    }
    printf("%s: written anew\n", derived.path);
    return true;
}

static bool settle_canonical(struct awp_lint *lint, bool fix) {
    bool good = true;
    for (size_t i = 0; i < lint->cases->file_count && good; i++) {
        const struct awp_case_text *file = &lint->cases->files[i];
        if (awp_bytes_equal(file->path, AWP_BYTES("manifest.json"))) {
            continue;
        }
        good = settle(lint, fix,
                      (struct derived){(const char *)file->name.ptr, file->text,
                                       awp_lint_canonical(file, lint->arena),
                                       "not in canonical form"});
    }
    return good;
}

static bool settle_manifest(struct awp_lint *lint, const struct arguments *arguments) {
    struct awp_bytes text = {0};
    if (!awp_lint_manifest(lint, &text)) {
        return true;
    }
    const char *folder = arguments->selection.path;
    const struct awp_bytes path = awp_text_format(
        lint->arena, "%s%smanifest.json", folder == NULL ? "" : folder, folder == NULL ? "" : "/");
    return settle(lint, arguments->fix,
                  (struct derived){(const char *)path.ptr, lint->cases->manifest, text,
                                   "its counts are not those of the cases"});
}

static bool read_file(const char *path, struct awp_arena *arena, struct awp_bytes *text) {
    struct awp_buffer out = {.arena = arena};
    uint8_t block[16384];
    size_t len;
    FILE *file = fopen(path, "rbe");
    while (file != NULL && (len = fread(block, 1, sizeof(block), file)) > 0) {
        awp_buffer_append(&out, (struct awp_bytes){block, len});
    }
    const bool good = file == NULL ? errno == ENOENT : !ferror(file);
    if (!good) {
        fprintf(stderr, "awsproof: cannot read %s: %s\n", path, strerror(errno));
    }
    if (file != NULL) {
        fclose(file);
    }
    awp_need(awp_buffer_finish(&out, text));
    return good;
}

static bool settle_traceability(struct awp_lint *lint, const struct arguments *arguments) {
    struct awp_bytes present = {0};
    return read_file(arguments->traceability, lint->arena, &present) &&
           settle(lint, arguments->fix,
                  (struct derived){arguments->traceability, present,
                                   awp_lint_traceability(lint->cases, lint->arena),
                                   "not the table of these cases"});
}

static int lint_cases(const struct arguments *arguments, const struct awp_cases *cases) {
    struct awp_lint lint = {.cases = cases, .arena = arguments->selection.arena, .errors = stderr};
    awp_lint_each(&lint);
    awp_lint_pairs(&lint);
    bool settled = settle_canonical(&lint, arguments->fix);
    if (arguments->is_set) {
        awp_lint_set(&lint);
        settled = settled && settle_manifest(&lint, arguments);
    }
    if (settled && arguments->traceability != NULL) {
        settled = settle_traceability(&lint, arguments);
    }
    if (!settled) {
        return AWP_EXIT_INFRASTRUCTURE;
    }
    printf("%zu cases in %zu files, %zu complaints\n", cases->count, cases->file_count, lint.count);
    return lint.count == 0 ? AWP_EXIT_PASS : AWP_EXIT_FAILURE;
}

/* Whether the path is a folder; so are the cases inside the binary. */
static bool is_folder(const char *path) {
    struct stat found;
    return path == NULL || (stat(path, &found) == 0 && S_ISDIR(found.st_mode));
}

int awp_cli_lint(int argc, char **argv) {
    static const struct argp parser = {
        .options = options,
        .parser = parse,
        .doc = "Check the golden cases: canonical form, clauses, levels, flags, prose, no input "
               "twice; and of a whole folder that every clause of docs/SPEC.md has a case, and "
               "that the manifest is current.\v"
               "Examples:\n"
               "  awsproof lint\n"
               "  awsproof lint --cases conformance/cases --traceability docs/TRACEABILITY.md\n"
               "  awsproof lint --cases conformance/cases --fix\n\n"
               "Exit status: 0 nothing to complain of; 1 complaints; 2 usage, or a malformed case "
               "file; 3 a file that cannot be read or written."};
    struct arguments arguments = {
        .selection = {.arena = awp_need_block(awp_arena_create(NULL, 0))}};
    struct awp_cases cases;
    int status = AWP_EXIT_USAGE;
    awp_cli_parse(&parser, argc, argv, &arguments);
    if (awp_cli_load(&arguments.selection, &cases)) {
        arguments.is_set = is_folder(arguments.selection.path);
        if (arguments.fix && arguments.selection.path == NULL) {
            fprintf(stderr, "awsproof lint: --fix needs --cases: the cases inside the binary are "
                            "as they are\n");
        } else {
            status = awp_cli_finish_output(lint_cases(&arguments, &cases));
        }
    }
    awp_arena_destroy(arguments.selection.arena);
    return status;
}
