/* SPDX-License-Identifier: Apache-2.0 */
/* A line chart over the runs of a decoder, as inline SVG that reads without its colours. */
#include "page_chart.h"

#include <inttypes.h>
#include <string.h>

#include "page.h"

/* The drawing, in units of its own: whole ones, so that no locale has a say. */
enum { WIDTH = 840, HEIGHT = 460, LEFT = 108, RIGHT = 816, TOP = 56, BOTTOM = 404 };
enum { STEPS = 4, MOST_MARKS = 40, LABEL_ROOM = 130, LABEL_BYTES = 12, DAY_BYTES = 10 };

/* Marks around a point, so that lines can be told apart without colour. */
static const char *const marks[AWP_CHART_MOST_SERIES] = {
    "m-8 0a8 8 0 1 0 16 0a8 8 0 1 0-16 0z",
    "m-7-7h14v14h-14z",
    "m0-10l10 17h-20z",
    "m0-10l10 10-10 10-10-10z",
    "m-8-8l16 16m0-16l-16 16",
};

/* What the lines are drawn against. */
struct scale {
    size_t low;
    size_t high;
};

/* So many counts a step that there are STEPS at most, and people can read the numbers. */
static size_t step_of(size_t high) {
    static const size_t firsts[] = {1, 2, 3, 4, 5, 6, 8};
    for (size_t tens = 1; true; tens *= 10) {
        for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++) {
            if (firsts[i] * tens * STEPS >= high) {
                return firsts[i] * tens;
            }
        }
    }
}

/* Shares begin at a tenth below the lowest; counts at 0, and end where each step is a whole one. */
static struct scale scale_of(const struct awp_chart *chart) {
    size_t low = SIZE_MAX;
    size_t high = 0;
    for (size_t s = 0; s < chart->series_count; s++) {
        for (size_t i = 0; i < chart->run_count; i++) {
            const size_t value = chart->series[s].values[i];
            if (value != AWP_CHART_NONE) {
                low = value < low ? value : low;
                high = value > high ? value : high;
            }
        }
    }
    if (!chart->is_share) {
        return (struct scale){0, step_of(high) * STEPS};
    }
    const size_t tenth = low > 1000 ? 900 : low / 100 * 100;
    return (struct scale){tenth < 900 ? tenth : 900, 1000};
}

static size_t x_of(const struct awp_chart *chart, size_t run) {
    return chart->run_count < 2 ? (LEFT + RIGHT) / 2
                                : LEFT + (RIGHT - LEFT) * run / (chart->run_count - 1);
}

static size_t y_of(const struct scale *scale, size_t value) {
    return BOTTOM - (BOTTOM - TOP) * (value - scale->low) / (scale->high - scale->low);
}

static void write_value(FILE *out, const struct awp_chart *chart, size_t value) {
    if (!chart->is_share) {
        (void)fprintf(out, "%zu", value);
    } else if (value % 10 == 0) {
        (void)fprintf(out, "%zu %%", value / 10);
    } else {
        (void)fprintf(out, "%zu.%zu %%", value / 10, value % 10);
    }
}

/* "MUST 95.1 % in run 3, 96 % in run 12; ...": what the drawing shows, for those who do not see it.
 */
static void write_alternative(FILE *out, const struct awp_chart *chart) {
    const size_t last = chart->run_count - 1;
    for (size_t s = 0; s < chart->series_count; s++) {
        const size_t *const values = chart->series[s].values;
        (void)fprintf(out, "%s%s", s == 0 ? "" : "; ", chart->series[s].name);
        for (size_t i = 0; i <= last; i += last > 0 ? last : 1) {
            (void)fputs(i == 0 ? " " : ", ", out);
            if (values[i] == AWP_CHART_NONE) {
                (void)fputs("nothing", out);
            } else {
                write_value(out, chart, values[i]);
            }
            (void)fprintf(out, " in run %" PRIu64, chart->runs[i].number);
        }
    }
    (void)fputs(". All runs are in the table below.", out);
}

/* "run 8, 2026-01-31" below the first, and below the last. */
static void write_run(FILE *out, const struct awp_chart *chart, size_t at) {
    const struct awp_history_run *const run = &chart->runs[at];
    const size_t len = run->started_at.len < DAY_BYTES ? run->started_at.len : DAY_BYTES;
    (void)fprintf(out, "<text%s x=\"%d\" y=\"%d\">run %" PRIu64 ", ",
                  at == 0 ? "" : " class=\"end\"", at == 0 ? LEFT : RIGHT, BOTTOM + 42,
                  run->number);
    awp_page_write_text(out, (struct awp_report_text){run->started_at.ptr, len});
    (void)fputs("</text>\n", out);
}

static void write_grid(FILE *out, const struct awp_chart *chart, const struct scale *scale) {
    for (size_t step = 0; step <= STEPS; step++) {
        const size_t value = scale->low + (scale->high - scale->low) * step / STEPS;
        const size_t y = y_of(scale, value);
        (void)fprintf(out,
                      "<path class=\"grid\" d=\"M%d %zuH%d\"/><text class=\"end\" x=\"%d\" "
                      "y=\"%zu\">",
                      LEFT, y, RIGHT, LEFT - 16, y + 8);
        write_value(out, chart, value);
        (void)fputs("</text>\n", out);
    }
    write_run(out, chart, 0);
    if (chart->run_count > 1) {
        write_run(out, chart, chart->run_count - 1);
    }
}

/* The beginning of a version, no character of it cut through. */
static void write_label(FILE *out, struct awp_report_text version) {
    size_t len = version.len < LABEL_BYTES ? version.len : LABEL_BYTES;
    while (len > 0 && len < version.len && ((unsigned char)version.ptr[len] & 0xc0) == 0x80) {
        len--;
    }
    awp_page_write_text(out, (struct awp_report_text){version.ptr, len});
    (void)fputs(len < version.len ? "..." : "", out);
}

/* A line where a version begins, and its name where there is room for it. */
static void write_versions(FILE *out, const struct awp_chart *chart) {
    size_t free_from = 0;
    for (size_t i = 0; i < chart->run_count; i++) {
        const struct awp_report_text version = chart->runs[i].version;
        const struct awp_report_text before = i == 0 ? version : chart->runs[i - 1].version;
        const bool is_same =
            version.len == before.len &&
            (version.len == 0 || memcmp(version.ptr, before.ptr, version.len) == 0);
        if (i > 0 && is_same) {
            continue;
        }
        const size_t x = x_of(chart, i);
        (void)fprintf(out, "<path class=\"version\" d=\"M%zu %dV%d\"/>", x, TOP - 24, BOTTOM);
        if (x >= free_from) {
            const bool is_late = x + LABEL_ROOM > RIGHT;
            (void)fprintf(out, "<text%s x=\"%zu\" y=\"%d\">", is_late ? " class=\"end\"" : "",
                          is_late ? x - 6 : x + 6, TOP - 30);
            write_label(out, version);
            (void)fputs("</text>", out);
            free_from = x + LABEL_ROOM;
        }
        (void)fputc('\n', out);
    }
}

/* The points that follow each other are joined; where one is missing, the line has a gap. */
static void write_line(FILE *out, const struct awp_chart *chart, const struct scale *scale,
                       size_t at) {
    const size_t *const values = chart->series[at].values;
    bool is_joined = false;
    (void)fprintf(out, "<path class=\"line s%zu\" d=\"", at);
    for (size_t i = 0; i < chart->run_count; i++) {
        if (values[i] != AWP_CHART_NONE) {
            (void)fprintf(out, "%c%zu %zu", is_joined ? 'L' : 'M', x_of(chart, i),
                          y_of(scale, values[i]));
        }
        is_joined = values[i] != AWP_CHART_NONE;
    }
    (void)fputs("\"/>\n", out);
}

/* Marks at all points; at the newest alone where there are many. */
static void write_marks(FILE *out, const struct awp_chart *chart, const struct scale *scale,
                        size_t at) {
    const size_t *const values = chart->series[at].values;
    for (size_t i = chart->run_count > MOST_MARKS ? chart->run_count - 1 : 0; i < chart->run_count;
         i++) {
        if (values[i] == AWP_CHART_NONE) {
            continue;
        }
        (void)fprintf(out, "<path class=\"mark s%zu\" d=\"M%zu %zu%s\"><title>%s ", at,
                      x_of(chart, i), y_of(scale, values[i]), marks[at], chart->series[at].name);
        write_value(out, chart, values[i]);
        (void)fprintf(out, ", run %" PRIu64 ", ", chart->runs[i].number);
        awp_page_write_text(out, chart->runs[i].version);
        (void)fputs("</title></path>\n", out);
    }
}

static void write_legend(FILE *out, const struct awp_chart *chart) {
    (void)fputs("<ul class=\"legend\">", out);
    for (size_t s = 0; s < chart->series_count; s++) {
        const size_t value = chart->series[s].values[chart->run_count - 1];
        (void)fprintf(out,
                      "<li><svg aria-hidden=\"true\" viewBox=\"0 0 84 24\"><path class=\"line "
                      "s%zu\" d=\"M2 12H82\"/><path class=\"mark s%zu\" d=\"M42 12%s\"/></svg> %s",
                      s, s, marks[s], chart->series[s].name);
        if (value != AWP_CHART_NONE) {
            (void)fputs(" <b>", out);
            write_value(out, chart, value);
            (void)fputs("</b>", out);
        }
        (void)fputs("</li>\n", out);
    }
    (void)fputs("</ul>\n", out);
}

void awp_chart_write(FILE *out, const struct awp_chart *chart) {
    const struct scale scale = scale_of(chart);
    (void)fprintf(out, "<figure><figcaption>%s</figcaption>\n", chart->title);
    write_legend(out, chart);
    (void)fprintf(out,
                  "<svg class=\"chart\" role=\"img\" viewBox=\"0 0 %d %d\" "
                  "aria-labelledby=\"%s-title %s-text\">\n<title id=\"%s-title\">%s</title>"
                  "<desc id=\"%s-text\">",
                  WIDTH, HEIGHT, chart->id, chart->id, chart->id, chart->title, chart->id);
    write_alternative(out, chart);
    (void)fputs("</desc>\n", out);
    write_grid(out, chart, &scale);
    write_versions(out, chart);
    for (size_t s = 0; s < chart->series_count; s++) {
        write_line(out, chart, &scale, s);
        write_marks(out, chart, &scale, s);
    }
    (void)fputs("</svg>\n</figure>\n", out);
}
