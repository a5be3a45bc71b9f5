/* SPDX-License-Identifier: Apache-2.0 */
/* A line chart over the runs of a decoder, as inline SVG that reads without its colours. */
#ifndef AWSPROOF_REPORTS_PAGE_CHART_H
#define AWSPROOF_REPORTS_PAGE_CHART_H

#include "awsproof/history.h"

/** No point of a series at this run. */
#define AWP_CHART_NONE SIZE_MAX

/** A line: a value for each run, and a dash and a mark by its place in the chart. */
struct awp_chart_series {
    const char *name;
    size_t *values;
};

enum { AWP_CHART_MOST_SERIES = 5 };

/** A chart. */
struct awp_chart {
    const char *id; /* of the page's element, "passed-0": a slug */
    const char *title;
    bool is_share; /* values are tenths of a percent; else counts */
    const struct awp_chart_series *series;
    size_t series_count; /* AWP_CHART_MOST_SERIES at most */
    const struct awp_history_run *runs;
    size_t run_count;
};

/** Writes a figure: title, legend, drawing with a text alternative. */
void awp_chart_write(FILE *out, const struct awp_chart *chart);

#endif
