/* SPDX-License-Identifier: Apache-2.0 */
/* How two reports differ, for people at a terminal: a line a case. */
#include "diff_view.h"

static void write_text(FILE *out, struct awp_report_text text) {
    awp_diff_write_text(out, AWP_ESCAPE_LINE, text);
}

static void write_line(FILE *out, const struct awp_diff_line *line) {
    const struct awp_diff_side *const before = &line->before;
    const struct awp_diff_side *const after = &line->after;
    (void)fprintf(out, "  %-6s  ", awp_diff_way_names[awp_diff_way(line)]);
    write_text(out, line->id);
    (void)fputs(": ", out);
    awp_diff_write_side(out, AWP_ESCAPE_LINE, before->is_there ? before : after);
    if (awp_diff_kind(line) == AWP_DIFF_CHANGED) {
        (void)fputs(" -> ", out);
        awp_diff_write_side(out, AWP_ESCAPE_LINE, after);
    }
    (void)fputc('\n', out);
}

/* What got worse stands first. */
static void write_lines(FILE *out, const struct awp_diff_testee *testee, enum awp_diff_kind kind) {
    static const enum awp_diff_way order[] = {AWP_DIFF_WORSE, AWP_DIFF_BETTER, AWP_DIFF_NEITHER};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        for (size_t at = 0; at < testee->line_count; at++) {
            const struct awp_diff_line *const line = &testee->lines[at];
            if (awp_diff_kind(line) == kind && awp_diff_way(line) == order[i]) {
                write_line(out, line);
            }
        }
    }
}

static void write_name(FILE *out, const struct awp_diff_testee *testee) {
    if (testee->key.len > 0) {
        write_text(out, testee->key);
        (void)fputs(": ", out);
    }
    if (testee->is_in_old && testee->is_in_new) {
        write_text(out, testee->before);
        (void)fputs(" -> ", out);
        write_text(out, testee->after);
        (void)fputc('\n', out);
        return;
    }
    write_text(out, testee->is_in_new ? testee->after : testee->before);
    (void)fprintf(out, " is in the %s report alone; cases: %zu\n",
                  testee->is_in_new ? "new" : "old", testee->line_count);
}

static void write_testee(FILE *out, const struct awp_diff_testee *testee, bool shows_all) {
    const struct awp_diff_sums sums = awp_diff_sum(testee);
    write_name(out, testee);
    if (!testee->is_in_old || !testee->is_in_new) {
        return;
    }
    for (size_t kind = 0; kind < AWP_DIFF_KIND_COUNT; kind++) {
        if (sums.kinds[kind] > 0) {
            (void)fprintf(out, "%s: %zu\n", awp_diff_kind_names[kind], sums.kinds[kind]);
        }
        if (kind != AWP_DIFF_UNCHANGED || shows_all) {
            write_lines(out, testee, (enum awp_diff_kind)kind);
        }
    }
}

static void write_cases(FILE *out, const char *label, struct awp_report_text path,
                        struct awp_report_text cases) {
    (void)fprintf(out, "%s: ", label);
    write_text(out, path);
    (void)fputs(", cases ", out);
    write_text(out, cases);
    (void)fputc('\n', out);
}

static void write(FILE *out, const struct awp_diff *diff, bool shows_all) {
    write_cases(out, "old", diff->old_path, diff->old_cases);
    write_cases(out, "new", diff->new_path, diff->new_cases);
    for (size_t t = 0; t < diff->testee_count; t++) {
        (void)fputc('\n', out);
        write_testee(out, &diff->testees[t], shows_all);
    }
    (void)fputc('\n', out);
    awp_diff_write_sums(out, diff);
    (void)fputs(awp_diff_sum_all(diff).worse > 0 ? "\n" : "; nothing got worse\n", out);
}

const struct awp_diff_writer awp_diff_text = {.name = "text", .write = write};
