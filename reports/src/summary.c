/* SPDX-License-Identifier: Apache-2.0 */
/* The report for people: what runs, each failing case as a block, then what fits a screen: the
 * counts, and the run on one line. */
#include <inttypes.h>
#include <string.h>

#include "awsproof/hex_dump.h"
#include "choice_count.h"
#include "coverage_line.h"
#include "digest.h"
#include "escape.h"
#include "json_text.h"
#include "sink.h"
#include "totals_line.h"
#include "writers.h"

/* How much of one text a reader is shown; the reports for programs keep more. */
enum {
    SHOWN_TEXT_BYTES = 2048,
    SHOWN_HEX_BYTES = 512,
    LABEL_WIDTH = 10,
    COLUMN_WIDTH = 8,
    SHOWN_CHOICES = 4
};

enum colour { COLOUR_NONE, COLOUR_RED, COLOUR_GREEN, COLOUR_YELLOW, COLOUR_BOLD, COLOUR_COUNT };

static const char *const colour_codes[COLOUR_COUNT] = {
    [COLOUR_RED] = "\x1b[31m",
    [COLOUR_GREEN] = "\x1b[32m",
    [COLOUR_YELLOW] = "\x1b[33m",
    [COLOUR_BOLD] = "\x1b[1m",
};

/* How a verdict is shown. */
struct summary_verdict {
    bool block; /* in full; else one line, where passes are listed too */
    enum colour colour;
};

static const struct summary_verdict summary_verdicts[AWP_VERDICT_COUNT] = {
    [AWP_VERDICT_PASS] = {false, COLOUR_GREEN},
    [AWP_VERDICT_FAIL] = {true, COLOUR_RED},
    [AWP_VERDICT_CRASH] = {true, COLOUR_RED},
    [AWP_VERDICT_HANG] = {true, COLOUR_RED},
    [AWP_VERDICT_PROTOCOL_ERROR] = {true, COLOUR_RED},
    [AWP_VERDICT_UNSUPPORTED] = {false, COLOUR_YELLOW},
    [AWP_VERDICT_EXPECTED_FAILURE] = {false, COLOUR_YELLOW},
    [AWP_VERDICT_UNEXPECTED_PASS] = {true, COLOUR_RED},
    [AWP_VERDICT_FLAKY] = {true, COLOUR_RED},
    [AWP_VERDICT_NOT_RUN] = {false, COLOUR_YELLOW},
    [AWP_VERDICT_INFRASTRUCTURE] = {true, COLOUR_RED},
};

struct summary_state {
    size_t counts[AWP_VERDICT_COUNT][AWP_LEVEL_COUNT];
    struct awp_choice_counts choices;
};

static void write_line_text(FILE *out, struct awp_report_text text) {
    awp_escape_write_cut(out, AWP_ESCAPE_LINE, text, SHOWN_TEXT_BYTES);
}

static void write_coloured(const struct awp_report_sink *sink, enum colour colour,
                           const char *word) {
    if (!sink->style.colour || colour == COLOUR_NONE) {
        (void)fputs(word, sink->out);
        return;
    }
    (void)fprintf(sink->out, "%s%s\x1b[0m", colour_codes[colour], word);
}

static void write_label(FILE *out, const char *label) {
    const int blanks = LABEL_WIDTH - (int)strlen(label);
    (void)fprintf(out, "  %s:%*s ", label, blanks > 0 ? blanks : 0, "");
}

static void write_field(FILE *out, const char *label, struct awp_report_text text) {
    if (text.len == 0) {
        return;
    }
    write_label(out, label);
    write_line_text(out, text);
    (void)fputc('\n', out);
}

/* JSON in one line's form; anything else as it came. */
static void write_outcome(FILE *out, const char *label, struct awp_report_text text) {
    if (text.len == 0 || text.len > SHOWN_TEXT_BYTES || !awp_json_text_is_valid(text)) {
        write_field(out, label, text);
        return;
    }
    write_label(out, label);
    awp_json_text_write(out, text);
    (void)fputc('\n', out);
}

static void write_list(FILE *out, const struct awp_report_text *items, size_t count) {
    for (size_t i = 0; i < count; i++) {
        (void)fputs(i == 0 ? "" : ", ", out);
        write_line_text(out, items[i]);
    }
}

/* Each line of the text behind a bar, so that nothing in it can pass for the report's own words. */
static void write_barred(FILE *out, struct awp_report_text text) {
    struct awp_report_text rest = text;
    if (rest.len > SHOWN_TEXT_BYTES) {
        rest.len = SHOWN_TEXT_BYTES;
    }
    while (rest.len > 0) {
        const char *const feed = memchr(rest.ptr, '\n', rest.len);
        const size_t len = feed == NULL ? rest.len : (size_t)(feed - rest.ptr);
        (void)fputs(len > 0 ? "    | " : "    |", out);
        awp_escape_write(out, AWP_ESCAPE_LINE, (struct awp_report_text){rest.ptr, len});
        (void)fputc('\n', out);
        const size_t taken = feed == NULL ? len : len + 1;
        rest = (struct awp_report_text){rest.ptr + taken, rest.len - taken};
    }
    if (text.len > SHOWN_TEXT_BYTES) {
        (void)fprintf(out, "    [... %zu more bytes ...]\n", text.len - SHOWN_TEXT_BYTES);
    }
}

static void write_input(FILE *out, struct awp_report_text input) {
    if (input.len == 0) {
        return;
    }
    write_label(out, "input");
    (void)fprintf(out, "%zu bytes\n", input.len);
    write_barred(out, input);
    awp_hex_dump_write(out, input, SHOWN_HEX_BYTES, 4);
}

static void write_difference(FILE *out, const struct awp_report_result *result) {
    if (result->difference.len == 0 && result->difference_path.len == 0) {
        return;
    }
    write_label(out, "difference");
    if (result->difference_path.len > 0) {
        (void)fputs("at ", out);
        write_line_text(out, result->difference_path);
        (void)fputs(": ", out);
    }
    write_line_text(out, result->difference);
    (void)fputc('\n', out);
}

static void write_rules(FILE *out, const struct awp_report_result *result) {
    write_label(out, "level");
    (void)fputs(awp_level_name(result->level), out);
    if (awp_verdict_breaks_rule(result->verdict)) {
        (void)fprintf(out, ", breaks %s%s", awp_level_name(result->broken_level),
                      awp_result_is_excused(result) ? " (not required)" : "");
    }
    (void)fputs("; rules ", out);
    write_list(out, result->rules, result->rule_count);
    (void)fputs("; source ", out);
    write_list(out, result->sources, result->source_count);
    (void)fputc('\n', out);
    write_label(out, "case");
    write_line_text(out, result->file);
    (void)fprintf(out, ":%u\n", result->line);
}

static void write_head(const struct awp_report_sink *sink, const struct awp_report_result *result) {
    const char *const name = awp_verdict_name(result->verdict);
    write_coloured(sink, summary_verdicts[result->verdict].colour, name);
    (void)fputs("  ", sink->out);
    write_line_text(sink->out, result->id);
    (void)fputs(": ", sink->out);
    write_line_text(sink->out, result->title);
}

static void write_block(const struct awp_report_sink *sink,
                        const struct awp_report_result *result) {
    FILE *const out = sink->out;
    write_head(sink, result);
    (void)fputc('\n', out);
    write_field(out, "why", result->why);
    write_rules(out, result);
    write_input(out, result->input);
    write_outcome(out, "want", result->want);
    if (result->got.len == 0) {
        write_field(out, "got", AWP_TEXT("nothing"));
    }
    write_outcome(out, "got", result->got);
    write_field(out, "choice", result->choice);
    write_difference(out, result);
    write_field(out, "class", result->failure);
    write_field(out, "reason", result->reason);
    if (result->stderr_tail.len > 0) {
        write_label(out, "stderr");
        (void)fprintf(out, "%zu bytes\n", result->stderr_tail.len);
        write_barred(out, result->stderr_tail);
    }
    /* Never cut: a half command is worse than a long one, and no testee has a say in it. */
    write_label(out, "replay");
    awp_escape_write(out, AWP_ESCAPE_LINE, result->replay);
    (void)fputs("\n\n", out);
}

static void write_short(const struct awp_report_sink *sink,
                        const struct awp_report_result *result) {
    write_head(sink, result);
    if (result->choice.len > 0) {
        (void)fputs(" [", sink->out);
        write_line_text(sink->out, result->choice);
        (void)fputc(']', sink->out);
    }
    if (result->reason.len > 0) {
        (void)fputs(" (", sink->out);
        write_line_text(sink->out, result->reason);
        (void)fputc(')', sink->out);
    }
    (void)fputc('\n', sink->out);
}

static void begin(struct awp_report_sink *sink, const struct awp_report_run *run) {
    if (!sink->style.quiet) {
        awp_digest_write(sink->out, "", run);
        (void)fputc('\n', sink->out);
    }
}

static void result(struct awp_report_sink *sink, const struct awp_report_result *one) {
    struct summary_state *const state = sink->state;
    state->counts[one->verdict][one->level]++;
    const bool chosen = one->verdict == AWP_VERDICT_PASS;
    if (chosen && !awp_choice_counts_add(&state->choices, one->choice)) {
        sink->failed = true;
    }
    if (sink->style.quiet) {
        return;
    }
    if (summary_verdicts[one->verdict].block) {
        write_block(sink, one);
    } else if (sink->style.verbose) {
        write_short(sink, one);
    }
    /* A pipe's reader, and a progress line on the same terminal, want whole blocks. */
    (void)fflush(sink->out);
}

static void write_row(FILE *out, const size_t counts[AWP_LEVEL_COUNT]) {
    size_t sum = 0;
    for (size_t level = AWP_LEVEL_COUNT; level-- > 0;) {
        (void)fprintf(out, "%*zu", COLUMN_WIDTH, counts[level]);
        sum += counts[level];
    }
    (void)fprintf(out, "%*zu\n", COLUMN_WIDTH, sum);
}

static void write_table(const struct awp_report_sink *sink, const struct summary_state *state) {
    enum { NAME_WIDTH = 18 };
    size_t sums[AWP_LEVEL_COUNT] = {0};
    (void)fprintf(sink->out, "%-*s", NAME_WIDTH, "verdict");
    for (size_t level = AWP_LEVEL_COUNT; level-- > 0;) {
        (void)fprintf(sink->out, "%*s", COLUMN_WIDTH, awp_level_name((enum awp_level)level));
    }
    (void)fprintf(sink->out, "%*s\n", COLUMN_WIDTH, "all");
    for (size_t i = 0; i < AWP_VERDICT_COUNT; i++) {
        size_t sum = 0;
        for (size_t level = 0; level < AWP_LEVEL_COUNT; level++) {
            sums[level] += state->counts[i][level];
            sum += state->counts[i][level];
        }
        if (sum > 0) {
            const char *const name = awp_verdict_name((enum awp_verdict)i);
            write_coloured(sink, summary_verdicts[i].colour, name);
            (void)fprintf(sink->out, "%*s", NAME_WIDTH - (int)strlen(name), "");
            write_row(sink->out, state->counts[i]);
        }
    }
    (void)fprintf(sink->out, "%-*s", NAME_WIDTH, "all");
    write_row(sink->out, sums);
}

static void write_choice(FILE *out, const struct awp_choice_count *item, int width) {
    (void)fprintf(out, "%*zu%s", width, item->count, width > 0 ? "  " : " ");
    write_line_text(out, (struct awp_report_text){item->name, item->name_len});
}

/* A line of its own for each if asked; else a few, for the sake of the screen. */
static void write_choices(const struct awp_report_sink *sink,
                          const struct awp_choice_counts *choices) {
    FILE *const out = sink->out;
    const bool all = sink->style.verbose;
    const size_t shown = all || choices->count < SHOWN_CHOICES ? choices->count : SHOWN_CHOICES;
    if (choices->count == 0) {
        return;
    }
    (void)fputs("accepted alternatives seen:", out);
    for (size_t i = 0; i < shown; i++) {
        (void)fputs(all ? "\n" : i == 0 ? " " : ", ", out);
        write_choice(out, &choices->items[i], all ? COLUMN_WIDTH : 0);
    }
    if (shown < choices->count) {
        (void)fprintf(out, ", and %zu more; --verbose lists them", choices->count - shown);
    }
    (void)fputc('\n', out);
}

/* What else is to be known, on one line. */
static void write_remarks(FILE *out, const struct awp_report_totals *totals) {
    const struct {
        const char *what;
        size_t count;
    } remarks[] = {{"known to be flaky", totals->known_flaky},
                   {"raw bodies not compared", totals->raw_not_compared},
                   {"lines of noise", totals->noise_lines},
                   {"restarts", totals->restarts}};
    const char *separator = "";
    for (size_t i = 0; i < sizeof(remarks) / sizeof(remarks[0]); i++) {
        if (remarks[i].count > 0) {
            (void)fprintf(out, "%s%s: %zu", separator, remarks[i].what, remarks[i].count);
            separator = "; ";
        }
    }
    (void)fputs(separator[0] == ';' ? "\n" : "", out);
}

static void write_stopped(const struct awp_report_sink *sink, const char *stopped) {
    if (stopped != NULL) {
        write_coloured(sink, COLOUR_RED, "stopped early");
        (void)fputs(": ", sink->out);
        write_line_text(sink->out, awp_text_of_string(stopped));
        (void)fputc('\n', sink->out);
    }
}

static void write_counts(const struct awp_report_sink *sink,
                         const struct awp_report_totals *totals) {
    const struct summary_state *const state = sink->state;
    FILE *const out = sink->out;
    write_table(sink, state);
    (void)fputc('\n', out);
    write_choices(sink, &state->choices);
    if (awp_coverage_line_write(out, totals)) {
        (void)fputc('\n', out);
    }
    write_remarks(out, totals);
    write_stopped(sink, totals->stopped);
    (void)fputc('\n', out);
}

static void end(struct awp_report_sink *sink, const struct awp_report_totals *totals) {
    struct summary_state *const state = sink->state;
    FILE *const out = sink->out;
    if (sink->style.quiet) {
        write_stopped(sink, totals->stopped);
    } else {
        write_counts(sink, totals);
    }
    awp_choice_counts_clear(&state->choices);
    if (sink->style.colour) {
        (void)fputs(colour_codes[COLOUR_BOLD], out);
    }
    awp_totals_line_write(out, sink->run, totals);
    (void)fputs(sink->style.colour ? "\x1b[0m\n" : "\n", out);
}

const struct awp_report_writer awp_report_summary = {
    .name = "summary",
    .description = "for people: what runs, each failing case, the counts, the run on one line",
    .state_bytes = sizeof(struct summary_state),
    .begin = begin,
    .result = result,
    .end = end,
};
