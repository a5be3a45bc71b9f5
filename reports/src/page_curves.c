/* SPDX-License-Identifier: Apache-2.0 */
/* The survival curves of the harnesses as a drawing inside the page. */
#include <math.h>
#include <stdlib.h>

#include "page.h"

/* The drawing's size, and of it the part that the curves are in. */
enum { WIDTH = 760, HEIGHT = 340, LEFT = 52, RIGHT = 620, TOP = 14, BOTTOM = 290 };
/* Names stand at least so far from each other. */
#define NAME_HEIGHT 15.0
/* Kinds of lines that page.css has. */
#define LINES 8
/* Nothing is found earlier, or it is not seen: the axis has no zero. */
#define SHORTEST_SECONDS 0.001

/* Where seconds and shares are in the drawing. */
struct frame {
    double from; /* the axis begins with this, a power of ten */
    double to;
};

static double x_of(const struct frame *frame, double seconds) {
    const double at = seconds < frame->from ? frame->from : seconds;
    const double part = log10(at / frame->from) / log10(frame->to / frame->from);
    return LEFT + (part > 1 ? 1 : part) * (RIGHT - LEFT);
}

static double y_of(double share) { return BOTTOM - share * (BOTTOM - TOP); }

static struct frame frame_of(const struct awp_page *page) {
    const struct awp_fuzzing *const fuzzing = page->matrix->fuzzing;
    double first = page->trials.longest_cap / 10;
    for (size_t i = 0; i < fuzzing->trial_count; i++) {
        const struct awp_fuzzing_trial *const trial = &fuzzing->trials[i];
        first = trial->found && trial->seconds < first ? trial->seconds : first;
    }
    first = first < SHORTEST_SECONDS ? SHORTEST_SECONDS : first;
    return (struct frame){pow(10, floor(log10(first))), page->trials.longest_cap};
}

static void write_grid(FILE *out, const struct frame *frame) {
    (void)fputs("<g class=\"grid\">", out);
    for (int percent = 0; percent <= 100; percent += 25) {
        (void)fprintf(out, "<path d=\"M%d %.1fH%d\"/>", LEFT, y_of(percent / 100.0), RIGHT);
        (void)fprintf(out, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d %%</text>", LEFT - 6,
                      y_of(percent / 100.0) + 4, percent);
    }
    for (double seconds = frame->from; seconds <= frame->to * 1.001; seconds *= 10) {
        const double x = x_of(frame, seconds);
        (void)fprintf(out, "<path d=\"M%.1f %dV%d\"/>", x, TOP, BOTTOM);
        (void)fprintf(out, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%g s</text>", x,
                      BOTTOM + 18, seconds);
    }
    (void)fprintf(out,
                  "</g><text x=\"%d\" y=\"%d\" text-anchor=\"middle\">processor time since the "
                  "harness was let "
                  "loose</text>\n",
                  (LEFT + RIGHT) / 2, BOTTOM + 40);
}

/* Steps that fall on the same tenth of a point are one. */
static void write_curve(FILE *out, const struct frame *frame,
                        const struct awp_page_harness *harness, size_t at) {
    long last = lround(x_of(frame, 0) * 10);
    (void)fprintf(out, "<path class=\"curve c%zu\" d=\"M%.1f %.1f", at % LINES, (double)last / 10,
                  y_of(1));
    for (size_t i = 1; i < harness->step_count; i++) {
        const struct awp_survival_step *const step = &harness->steps[i];
        const long x = lround(x_of(frame, step->seconds) * 10);
        const bool is_hidden =
            i + 1 < harness->step_count && lround(x_of(frame, step[1].seconds) * 10) == x;
        if (!is_hidden) {
            (void)fprintf(out, "H%.1fV%.1f", (double)x / 10, y_of(step->share));
        }
    }
    (void)fprintf(out, "H%.1f\"/>", x_of(frame, harness->cap));
}

/* A harness's name beside the end of its curve. */
struct name {
    size_t at;
    double x; /* of the curve's end */
    double y;
    double shown_y; /* where there is room */
};

static int by_height(const void *left, const void *right) {
    const struct name *const a = left;
    const struct name *const b = right;
    return a->y != b->y ? (a->y > b->y) - (a->y < b->y) : (a->at > b->at) - (a->at < b->at);
}

/* From above each as far down as it must, then from below each as far up as it must. */
static void make_room(struct name *names, size_t count) {
    double above = TOP;
    for (size_t i = 0; i < count; i++) {
        names[i].shown_y = names[i].y < above ? above : names[i].y;
        above = names[i].shown_y + NAME_HEIGHT;
    }
    double below = BOTTOM;
    for (size_t i = count; i-- > 0;) {
        if (names[i].shown_y > below) {
            names[i].shown_y = below;
        }
        below = names[i].shown_y - NAME_HEIGHT;
    }
}

static void write_name(FILE *out, const struct awp_page *page, const struct name *name) {
    const struct awp_fuzzing *const fuzzing = page->matrix->fuzzing;
    (void)fprintf(out, "<path class=\"leader\" d=\"M%.1f %.1fL%d %.1f\"/>", name->x, name->y,
                  RIGHT + 14, name->shown_y);
    (void)fprintf(out, "<text x=\"%d\" y=\"%.1f\">", RIGHT + 18, name->shown_y + 4);
    awp_page_write_text(out, fuzzing->harnesses[page->trials.harnesses[name->at].harness]);
    (void)fputs("</text>\n", out);
}

static void write_names(FILE *out, const struct awp_page *page, const struct frame *frame) {
    const size_t count = page->matrix->fuzzing->harness_count;
    struct name *const names = calloc(count, sizeof *names);
    for (size_t i = 0; i < count && names != NULL; i++) {
        const struct awp_page_harness *const harness = &page->trials.harnesses[i];
        names[i] = (struct name){.at = i,
                                 .x = x_of(frame, harness->cap),
                                 .y = y_of(harness->steps[harness->step_count - 1].share)};
    }
    if (names != NULL) {
        qsort(names, count, sizeof *names, by_height);
        make_room(names, count);
    }
    for (size_t i = 0; i < count && names != NULL; i++) {
        write_name(out, page, &names[i]);
    }
    free(names);
}

void awp_page_write_curve_sample(FILE *out, size_t at) {
    (void)fprintf(out,
                  "<svg class=\"sample\" viewBox=\"0 0 48 10\" aria-hidden=\"true\">"
                  "<path class=\"curve c%zu\" d=\"M0 5H48\"/></svg> ",
                  at % LINES);
}

void awp_page_write_curves(FILE *out, const struct awp_page *page) {
    const struct frame frame = frame_of(page);
    (void)fprintf(
        out,
        "<svg class=\"curves\" viewBox=\"0 0 %d %d\" role=\"img\" "
        "aria-labelledby=\"curves-title curves-told\">\n"
        "<title id=\"curves-title\">Trials that have not found their fault yet, over "
        "time</title>\n<desc id=\"curves-told\">A falling line for each harness, from 100 "
        "%% at the start; the lower it is, the more was found. The table below has the "
        "numbers.</desc>\n",
        WIDTH, HEIGHT);
    write_grid(out, &frame);
    for (size_t i = 0; i < page->matrix->fuzzing->harness_count; i++) {
        write_curve(out, &frame, &page->trials.harnesses[i], i);
    }
    write_names(out, page, &frame);
    (void)fputs("</svg>\n", out);
}
