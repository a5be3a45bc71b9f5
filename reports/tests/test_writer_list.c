/* SPDX-License-Identifier: Apache-2.0 */
/* Every writer is known by its name and has its golden file. */
#include "awsproof/report.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "fixed_run.h"

struct golden {
    const char *writer;
    const char *file;
};

/* The plain form of each; forms with colour and the like are in the writers' own tests. */
static const struct golden goldens[] = {
    {"summary", "summary.txt"},  {"tap", "tap.tap"},           {"junit", "junit.xml"},
    {"jsonl", "jsonl.jsonl"},    {"sarif", "sarif.sarif"},     {"markdown", "markdown.md"},
    {"shields", "shields.json"}, {"progress", "progress.txt"},
};

static const char *golden_of(const char *writer) {
    for (size_t i = 0; i < sizeof goldens / sizeof *goldens; i++) {
        if (strcmp(goldens[i].writer, writer) == 0) {
            return goldens[i].file;
        }
    }
    return NULL;
}

Test(writer_list, every_writer_writes_its_golden_file) {
    size_t count = 0;
    const struct awp_report_writer *const *const writers = awp_report_writer_list(&count);
    cr_assert_eq(count, sizeof goldens / sizeof *goldens);
    for (size_t i = 0; i < count; i++) {
        const char *const file = golden_of(writers[i]->name);
        cr_assert_not_null(file, "%s has no golden file", writers[i]->name);
        const struct rendered report =
            render_fixed_run(writers[i]->name, (struct awp_report_style){0});
        assert_golden(file, report);
        free(report.data);
    }
}

Test(writer_list, a_writer_is_found_by_its_name) {
    size_t count = 0;
    const struct awp_report_writer *const *const writers = awp_report_writer_list(&count);
    for (size_t i = 0; i < count; i++) {
        cr_expect_eq(awp_report_writer_find(writers[i]->name), writers[i]);
        cr_expect_gt(strlen(writers[i]->description), 0);
    }
    cr_expect_null(awp_report_writer_find("TAP"));
    cr_expect_null(awp_report_writer_find(""));
}

Test(writer_list, the_fixed_run_has_every_verdict) {
    bool seen[AWP_VERDICT_COUNT] = {false};
    for (size_t i = 0; i < fixed_run.selected; i++) {
        seen[fixed_results[i].verdict] = true;
    }
    for (size_t i = 0; i < AWP_VERDICT_COUNT; i++) {
        cr_expect(seen[i], "no %s", awp_verdict_name((enum awp_verdict)i));
    }
}
