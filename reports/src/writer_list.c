/* SPDX-License-Identifier: Apache-2.0 */
/* The one list that knows every writer. */
#include <string.h>

#include "writers.h"

static const struct awp_report_writer *const writers[] = {
    &awp_report_summary, &awp_report_tap,      &awp_report_junit,   &awp_report_jsonl,
    &awp_report_sarif,   &awp_report_markdown, &awp_report_shields, &awp_report_progress,
};

static const size_t writer_count = sizeof writers / sizeof *writers;

const struct awp_report_writer *const *awp_report_writer_list(size_t *count) {
    *count = writer_count;
    return writers;
}

const struct awp_report_writer *awp_report_writer_find(const char *name) {
    for (size_t i = 0; i < writer_count; i++) {
        if (strcmp(writers[i]->name, name) == 0) {
            return writers[i];
        }
    }
    return NULL;
}
