/* SPDX-License-Identifier: Apache-2.0 */
/* The part of the page about fuzzing: the lines that are reached, and the faults that are found. */
#include "page.h"
#include "sink.h"

/* "98.7 %", rounded down: only all of it is 100 %. */
static void write_percent(FILE *out, size_t part, size_t whole) {
    const size_t permille = whole == 0 ? 1000 : part * 1000 / whole;
    if (permille == 1000) {
        (void)fputs("100 %", out);
    } else {
        (void)fprintf(out, "%zu.%zu %%", permille / 10, permille % 10);
    }
}

static void write_seconds(FILE *out, double seconds) {
    (void)fprintf(out, seconds < 10 ? "%.2f" : "%.0f", seconds);
}

static void write_median(FILE *out, const struct awp_page_tally *tally) {
    if (tally->has_median) {
        write_seconds(out, tally->median);
    } else {
        (void)fputs("-", out);
    }
}

/* A text that leads somewhere, or nowhere. */
static void write_linked(FILE *out, struct awp_report_text text, struct awp_report_text link) {
    if (link.len > 0) {
        (void)fputs("<a href=\"", out);
        awp_matrix_write_link(out, link);
        (void)fputs("\">", out);
    }
    awp_page_write_text(out, text);
    (void)fputs(link.len > 0 ? "</a>" : "", out);
}

static void write_source(FILE *out, const struct awp_fuzzing_source *source) {
    (void)fputs("<tr><th scope=\"row\">", out);
    awp_page_write_text(out, source->path);
    (void)fprintf(out, "</th><td class=\"number\">%zu</td><td class=\"number\">%zu</td><td>",
                  source->reached, source->lines);
    write_percent(out, source->reached, source->lines);
    (void)fprintf(
        out, "<progress aria-hidden=\"true\" max=\"%zu\" value=\"%zu\"></progress></td></tr>\n",
        source->lines == 0 ? 1 : source->lines, source->reached);
}

static void write_coverage(FILE *out, const struct awp_fuzzing *fuzzing) {
    size_t lines = 0;
    size_t reached = 0;
    for (size_t i = 0; i < fuzzing->source_count; i++) {
        lines += fuzzing->sources[i].lines;
        reached += fuzzing->sources[i].reached;
    }
    (void)fprintf(out,
                  "<h3>What the fuzzers reach</h3>\n<p><b>%zu of %zu lines</b> of the decoder (",
                  reached, lines);
    write_percent(out, reached, lines);
    (void)fprintf(
        out,
        ").</p>\n<details><summary>by file: %zu</summary>\n"
        "<div class=\"scroller\" tabindex=\"0\" role=\"region\" "
        "aria-label=\"Lines reached, by file\">\n<table>\n<thead><tr>"
        "<th scope=\"col\">file</th><th scope=\"col\">lines reached</th>"
        "<th scope=\"col\">lines</th><th scope=\"col\">share</th></tr></thead>\n<tbody>\n",
        fuzzing->source_count);
    for (size_t i = 0; i < fuzzing->source_count; i++) {
        write_source(out, &fuzzing->sources[i]);
    }
    (void)fputs("</tbody>\n</table>\n</div>\n</details>\n", out);
}

/* Times at which the table says how many have not found yet. */
static const double moments[] = {0.1, 1, 10};
enum { MOMENTS = sizeof moments / sizeof *moments };

static void write_harness(FILE *out, const struct awp_page *page, size_t at) {
    const struct awp_page_harness *const harness = &page->trials.harnesses[at];
    (void)fputs("<tr><th scope=\"row\">", out);
    awp_page_write_curve_sample(out, at);
    (void)fputs("<b>", out);
    awp_page_write_text(out, page->matrix->fuzzing->harnesses[harness->harness]);
    (void)fprintf(out, "</b></th><td>%zu of %zu (", harness->tally.found, harness->tally.trials);
    write_percent(out, harness->tally.found, harness->tally.trials);
    (void)fprintf(out, ")</td><td>%zu of %zu</td><td class=\"number\">", harness->always,
                  harness->faults);
    write_median(out, &harness->tally);
    (void)fputs("</td><td class=\"number\">", out);
    write_seconds(out, harness->mean);
    (void)fputs("</td>", out);
    for (size_t i = 0; i <= MOMENTS; i++) {
        const double moment = i < MOMENTS ? moments[i] : harness->cap;
        (void)fprintf(out, "<td class=\"number\">%.0f %%</td>",
                      100 * awp_survival_at(harness->steps, harness->step_count, moment));
    }
    (void)fputs("</tr>\n", out);
}

static void write_harnesses(FILE *out, const struct awp_page *page) {
    (void)fprintf(out,
                  "<div class=\"scroller\" tabindex=\"0\" role=\"region\" "
                  "aria-label=\"The harnesses in numbers\">\n<table id=\"harnesses\">\n<thead><tr>"
                  "<th scope=\"col\">harness</th><th scope=\"col\">trials that found</th>"
                  "<th scope=\"col\">faults found in every trial</th>"
                  "<th scope=\"col\">median s</th><th scope=\"col\">mean s up to %g s</th>",
                  page->trials.common_cap);
    for (size_t i = 0; i < MOMENTS; i++) {
        (void)fprintf(out, "<th scope=\"col\">not yet at %g s</th>", moments[i]);
    }
    (void)fputs("<th scope=\"col\">never</th></tr></thead>\n<tbody>\n", out);
    for (size_t i = 0; i < page->matrix->fuzzing->harness_count; i++) {
        write_harness(out, page, i);
    }
    (void)fprintf(
        out,
        "</tbody>\n</table>\n</div>\n<p><small>The median is over all trials, and there is "
        "none where half of them found nothing. The mean is the area under the curve up to "
        "%g s, behind which some harnesses are stopped: what is not found by then counts "
        "as that much.</small></p>\n",
        page->trials.common_cap);
}

static void write_tally(FILE *out, const struct awp_page_tally *tally) {
    if (tally->trials == 0) {
        (void)fputs("<td class=\"n\">not tried</td>", out);
        return;
    }
    const bool is_always = tally->found == tally->trials;
    (void)fputs(is_always          ? "<td class=\"p\">"
                : tally->found > 0 ? "<td>"
                                   : "<td class=\"n\">",
                out);
    (void)fprintf(out, "%zu of %zu", tally->found, tally->trials);
    if (tally->has_median) {
        (void)fputs("<small>", out);
        write_seconds(out, tally->median);
        (void)fputs(" s</small>", out);
    }
    (void)fputs("</td>", out);
}

static void write_fault(FILE *out, const struct awp_page *page, size_t fault) {
    const struct awp_fuzzing *const fuzzing = page->matrix->fuzzing;
    (void)fputs("<tr><th scope=\"row\">", out);
    write_linked(out, fuzzing->faults[fault].id, fuzzing->faults[fault].link);
    (void)fputs("</th>", out);
    for (size_t i = 0; i < fuzzing->harness_count; i++) {
        const size_t harness = page->trials.harnesses[i].harness;
        write_tally(out, &page->trials.tallies[harness * fuzzing->fault_count + fault]);
    }
    (void)fputs("</tr>\n", out);
}

static void write_faults(FILE *out, const struct awp_page *page) {
    const struct awp_fuzzing *const fuzzing = page->matrix->fuzzing;
    (void)fputs(
        "<h3 id=\"faults-title\">Which harness finds which fault</h3>\n"
        "<p>In how many trials it was found, and the median time; the hardest faults first, "
        "the fastest harness at the left.</p>\n"
        "<div class=\"scroller tall\" tabindex=\"0\" role=\"region\" "
        "aria-labelledby=\"faults-title\">\n<table id=\"faults\">\n<thead><tr>"
        "<th scope=\"col\">fault</th>",
        out);
    for (size_t i = 0; i < fuzzing->harness_count; i++) {
        (void)fputs("<th scope=\"col\">", out);
        awp_page_write_text(out, fuzzing->harnesses[page->trials.harnesses[i].harness]);
        (void)fputs("</th>", out);
    }
    (void)fputs("</tr></thead>\n<tbody>\n", out);
    for (size_t i = 0; i < fuzzing->fault_count; i++) {
        write_fault(out, page, page->trials.faults[i]);
    }
    (void)fputs("</tbody>\n</table>\n</div>\n", out);
}

static void write_told(FILE *out, const struct awp_fuzzing *fuzzing) {
    const struct awp_report_text parts[] = {fuzzing->started_at, fuzzing->machine,
                                            fuzzing->versions, fuzzing->digest};
    static const char *const labels[] = {"begun", "on", "with", "sources"};
    (void)fprintf(
        out,
        "<h3>Would they see a fault?</h3>\n<p>%zu faults were planted in the decoder, one "
        "at a time, and each of %zu harnesses was let loose on them, %zu trials in all.",
        fuzzing->fault_count, fuzzing->harness_count, fuzzing->trial_count);
    if (fuzzing->link.len > 0) {
        (void)fputs(" ", out);
        write_linked(out, AWP_TEXT("What each harness is."), fuzzing->link);
    }
    (void)fputs("</p>\n<p><small>", out);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].len > 0) {
            (void)fprintf(out, "%s%s ", i == 0 ? "" : "; ", labels[i]);
            awp_page_write_text(out, parts[i]);
        }
    }
    (void)fputs("</small></p>\n", out);
}

static void write_trials(FILE *out, const struct awp_page *page) {
    write_told(out, page->matrix->fuzzing);
    (void)fputs("<p>The trials of each harness that have not found their fault yet, over time; the "
                "lower, the better.</p>\n<div class=\"scroller\" tabindex=\"0\" role=\"region\" "
                "aria-label=\"Survival curves\">\n",
                out);
    awp_page_write_curves(out, page);
    (void)fputs("</div>\n", out);
    write_harnesses(out, page);
    write_faults(out, page);
}

void awp_page_write_fuzzing(FILE *out, const struct awp_page *page) {
    const struct awp_fuzzing *const fuzzing = page->matrix->fuzzing;
    if (fuzzing == NULL) {
        return;
    }
    (void)fputs("<section id=\"fuzzing\" aria-labelledby=\"fuzzing-title\">\n"
                "<h2 id=\"fuzzing-title\">How the reference decoder is fuzzed</h2>\n",
                out);
    if (fuzzing->source_count > 0) {
        write_coverage(out, fuzzing);
    }
    if (fuzzing->trial_count > 0) {
        write_trials(out, page);
    }
    (void)fputs("</section>\n", out);
}
