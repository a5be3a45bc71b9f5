/* SPDX-License-Identifier: Apache-2.0 */
/* Complaints, and the checks of each case by itself. */
#include "lint.h"

#include <stdarg.h>
#include <string.h>

#include "canonical.h"
#include "clause.h"
#include "text.h"

#define MIN_WHY_BYTES 20
#define MAX_TITLE_BYTES 120
#define MAX_WHY_BYTES 300

void awp_lint_complain(struct awp_lint *lint, const struct awp_case *golden, const char *format,
                       ...) {
    va_list arguments;
    va_start(arguments, format);
    fprintf(lint->errors, "%.*s:%u: %.*s: ", AWP_TEXT_ARGS(golden->file), golden->line,
            AWP_TEXT_ARGS(golden->id));
    vfprintf(lint->errors, format, arguments);
    fputs("\n", lint->errors);
    va_end(arguments);
    lint->count++;
}

void awp_lint_complain_of_file(struct awp_lint *lint, const struct awp_case_text *file,
                               const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    if (file != NULL) {
        fprintf(lint->errors, "%.*s: ", AWP_TEXT_ARGS(file->name));
    }
    vfprintf(lint->errors, format, arguments);
    fputs("\n", lint->errors);
    va_end(arguments);
    lint->count++;
}

/* Which levels the case's clauses have, as a bit each. */
static unsigned levels_of_clauses(struct awp_lint *lint, const struct awp_case *golden) {
    unsigned levels = 0;
    for (size_t i = 0; i < golden->rules.count; i++) {
        const struct awp_clause *clause = awp_clause_find(golden->rules.items[i]);
        if (clause != NULL) {
            levels |= 1u << clause->level;
            continue;
        }
        awp_lint_complain(lint, golden, "names the rule %.*s, and none of its clauses",
                          AWP_TEXT_ARGS(golden->rules.items[i]));
    }
    return levels;
}

/* What a case demands some clause demands; who may choose is told so by a clause. */
static void check_level(struct awp_lint *lint, const struct awp_case *golden) {
    const unsigned levels = levels_of_clauses(lint, golden);
    const unsigned enough = golden->level == AWP_LEVEL_MAY ? 1u << AWP_LEVEL_MAY
                            : golden->level == AWP_LEVEL_MUST
                                ? 1u << AWP_LEVEL_MUST
                                : 1u << AWP_LEVEL_MUST | 1u << AWP_LEVEL_SHOULD;
    if (levels != 0 && (levels & enough) == 0) {
        awp_lint_complain(lint, golden, "its level is %s, and no clause of it says so",
                          awp_level_name(golden->level));
    }
    if (golden->level == AWP_LEVEL_MAY && golden->accept_count == 0) {
        awp_lint_complain(lint, golden, "its level is may, and \"accept\" names no other choice");
    }
}

static void check_prose(struct awp_lint *lint, const struct awp_case *golden, const char *name,
                        struct awp_bytes text, size_t max) {
    const char *wrong = NULL;
    if (text.ptr[0] == ' ' || text.ptr[text.len - 1] == ' ' ||
        memmem(text.ptr, text.len, "  ", 2) != NULL) {
        wrong = "has a blank too many";
    } else if (text.len > max) {
        wrong = "is too long to be read at a glance";
    }
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < ' ' || text.ptr[i] == 0x7f) {
            wrong = "holds a control character";
        }
    }
    if (wrong != NULL) {
        awp_lint_complain(lint, golden, "its %s %s", name, wrong);
    }
}

static void check_words(struct awp_lint *lint, const struct awp_case *golden) {
    const struct awp_bytes title = golden->title;
    const struct awp_bytes why = golden->why;
    check_prose(lint, golden, "title", title, MAX_TITLE_BYTES);
    check_prose(lint, golden, "why", why, MAX_WHY_BYTES);
    if (strchr(".!", title.ptr[title.len - 1]) != NULL) {
        awp_lint_complain(lint, golden, "its title ends like a sentence");
    }
    if (why.len < MIN_WHY_BYTES || strchr(".!?", why.ptr[why.len - 1]) == NULL) {
        awp_lint_complain(lint, golden, "its why is no sentence");
    }
}

void awp_lint_each(struct awp_lint *lint) {
    for (size_t i = 0; i < lint->cases->count; i++) {
        const struct awp_case *golden = &lint->cases->items[i];
        check_level(lint, golden);
        check_words(lint, golden);
        if (golden->flags.count == 0) {
            awp_lint_complain(lint, golden, "it has no flag");
        }
    }
}

struct awp_bytes awp_lint_canonical(const struct awp_case_text *file, struct awp_arena *arena) {
    const struct awp_json_node *root = NULL;
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes text = {0};
    awp_need(awp_json_parse(file->text, arena, &root, NULL));
    awp_canonical_write(awp_need_block((void *)(uintptr_t)root), &out);
    awp_need(awp_buffer_finish(&out, &text));
    return text;
}
