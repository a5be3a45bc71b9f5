/* SPDX-License-Identifier: Apache-2.0 */
/* A run in GitHub's Markdown, for a job summary or a comment: figures, then failures by class. */
#include <stdlib.h>

#include "escape.h"
#include "markdown_class.h"
#include "share.h"
#include "sink.h"
#include "writers.h"

/* GitHub takes 65,536 characters for a comment. What follows the rows is kept room for. */
enum { PAGE_BYTES = 65000, FOLD_BYTES = 400, SHOWN_BYTES = 240 };

struct markdown_state {
    struct awp_shares shares;
    struct awp_markdown_classes classes;
};

static void begin(struct awp_report_sink *sink, const struct awp_report_run *run) {
    (void)sink;
    (void)run;
}

static void result(struct awp_report_sink *sink, const struct awp_report_result *one) {
    struct markdown_state *const state = sink->state;
    awp_shares_add(&state->shares, one);
    if (awp_verdict_is_failure(one->verdict) && one->verdict != AWP_VERDICT_INFRASTRUCTURE &&
        !awp_markdown_classes_add(&state->classes, one)) {
        sink->failed = true;
    }
}

static void write_text(FILE *out, struct awp_report_text text) {
    awp_escape_write_cut(out, AWP_ESCAPE_MARKDOWN, text, SHOWN_BYTES);
}

static void write_title(FILE *out, const struct awp_report_run *run,
                        const struct awp_report_totals *totals) {
    (void)fputs("### awsproof: ", out);
    write_text(out, run->testee_name);
    (void)fputc(' ', out);
    write_text(out, run->testee_version);
    if (totals->required_failures > 0) {
        (void)fprintf(out, ": %zu failure%s that count%s\n\n", totals->required_failures,
                      totals->required_failures == 1 ? "" : "s",
                      totals->required_failures == 1 ? "s" : "");
    } else {
        (void)fputs(": no failure that counts\n\n", out);
    }
    if (totals->stopped != NULL) {
        (void)fputs("**Stopped early: ", out);
        write_text(out, awp_text_of_string(totals->stopped));
        (void)fputs("**\n\n", out);
    }
}

static void write_shares(FILE *out, const struct awp_shares *shares,
                         const struct awp_report_totals *totals) {
    (void)fputs("| level | passed | of those claimed | share | cases |\n"
                "|---|--:|--:|--:|--:|\n",
                out);
    for (size_t level = AWP_LEVEL_COUNT; level-- > 0;) {
        (void)fprintf(out, "| %s | %zu | %zu | ", awp_level_name((enum awp_level)level),
                      shares->passed[level], shares->claimed[level]);
        if (shares->claimed[level] > 0) {
            awp_shares_write(out, shares, (enum awp_level)level);
        }
        (void)fprintf(out, " | %zu |\n", totals->selected[level]);
    }
}

static void write_verdicts(FILE *out, const struct awp_report_totals *totals) {
    const char *separator = "\n";
    for (size_t i = 0; i < AWP_VERDICT_COUNT; i++) {
        if (totals->verdicts[i] > 0) {
            (void)fprintf(out, "%s%zu %s", separator, totals->verdicts[i],
                          awp_verdict_name((enum awp_verdict)i));
            separator = ", ";
        }
    }
    (void)fputs("\n", out);
}

static void write_classes(FILE *out, const struct awp_markdown_classes *classes) {
    if (classes->count == 0) {
        return;
    }
    (void)fputs("\n| class of failure | breaks MUST | SHOULD | MAY | known | all |\n"
                "|---|--:|--:|--:|--:|--:|\n",
                out);
    for (size_t i = 0; i < classes->count; i++) {
        const struct awp_markdown_class *const one = &classes->items[i];
        (void)fprintf(out, "| %s | %zu | %zu | %zu | %zu | %zu |\n", one->name,
                      one->breaks[AWP_LEVEL_MUST], one->breaks[AWP_LEVEL_SHOULD],
                      one->breaks[AWP_LEVEL_MAY], one->known, one->count);
    }
}

static void write_fact(FILE *out, const char *label, struct awp_report_text text) {
    if (text.len > 0) {
        (void)fprintf(out, "- %s: ", label);
        write_text(out, text);
        (void)fputc('\n', out);
    }
}

static void write_ran(FILE *out, const struct awp_report_run *run) {
    (void)fputs("\n<details><summary>What ran</summary>\n\n", out);
    write_fact(out, "awsproof", run->suite_version);
    write_fact(out, "SHA-256 of the cases", run->cases_sha256);
    write_fact(out, "filter", run->filter);
    write_fact(out, "options", run->options);
    write_fact(out, "runtime", run->testee_runtime);
    write_fact(out, "command", run->testee_command);
    write_fact(out, "begun", run->started_at);
    (void)fputs("\n</details>\n", out);
}

/* One class, folded, with the rows that fit into its share of what is left of the page. Returns how
 * many failures are left out. */
static size_t write_class(FILE *out, const struct awp_markdown_class *one, size_t max_bytes) {
    size_t len = 0;
    const size_t rows = awp_markdown_class_fit(one, max_bytes, &len);
    if (rows == 0) {
        return one->count;
    }
    (void)fprintf(out,
                  "\n<details><summary>%s: %zu of %zu</summary>\n\n"
                  "| case | breaks | what was seen | replay |\n|---|---|---|---|\n",
                  one->name, rows, one->count);
    (void)fwrite(one->text, 1, len, out);
    (void)fputs("\n</details>\n", out);
    return one->count - rows;
}

/* Each class gets an equal part of the room; what one leaves goes to those behind it. */
static void write_details(FILE *out, const struct awp_markdown_classes *classes, size_t room) {
    size_t left_out = 0;
    for (size_t i = 0; i < classes->count; i++) {
        const long before = ftell(out);
        const size_t part = room / (classes->count - i);
        left_out += write_class(out, &classes->items[i], part > FOLD_BYTES ? part - FOLD_BYTES : 0);
        const long after = ftell(out);
        room -= (size_t)(after - before);
    }
    if (left_out > 0) {
        (void)fprintf(out,
                      "\n%zu failure%s left out: a comment holds no more. `--jsonl` keeps all.\n",
                      left_out, left_out == 1 ? " is" : "s are");
    }
}

/* The page is made in memory, for the room that is left is what the head does not take. */
static bool write_page(FILE *page, struct markdown_state *state, const struct awp_report_run *run,
                       const struct awp_report_totals *totals) {
    awp_markdown_classes_sort(&state->classes);
    write_title(page, run, totals);
    write_shares(page, &state->shares, totals);
    write_verdicts(page, totals);
    write_classes(page, &state->classes);
    write_ran(page, run);
    const long head = ftell(page);
    if (head < 0 || head > PAGE_BYTES - FOLD_BYTES) {
        return false;
    }
    write_details(page, &state->classes, (size_t)(PAGE_BYTES - FOLD_BYTES - head));
    return true;
}

static void end(struct awp_report_sink *sink, const struct awp_report_totals *totals) {
    struct markdown_state *const state = sink->state;
    char *text = NULL;
    size_t len = 0;
    FILE *const page = open_memstream(&text, &len);
    bool is_made = page != NULL && write_page(page, state, sink->run, totals);
    is_made = page != NULL && fclose(page) == 0 && is_made;
    if (is_made) {
        (void)fwrite(text, 1, len, sink->out);
    }
    sink->failed = sink->failed || !is_made;
    free(text);
    awp_markdown_classes_clear(&state->classes);
}

const struct awp_report_writer awp_report_markdown = {
    .name = "markdown",
    .description = "GitHub's Markdown for a job summary or a comment; under 64 KiB",
    .state_bytes = sizeof(struct markdown_state),
    .begin = begin,
    .result = result,
    .end = end,
};
