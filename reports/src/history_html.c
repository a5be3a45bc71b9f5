/* SPDX-License-Identifier: Apache-2.0 */
/* A history as one HTML page that needs no network, and reads without script. */
#include "diff_view.h"
#include "history_view.h"
#include "page.h"
#include "page_frame.h"

static void write(FILE *out, const struct awp_history *history, bool shows_all) {
    const struct awp_page_frame frame = {.styles = {awp_page_style, awp_trends_style},
                                         .scripts = {awp_trends_script}};
    awp_page_frame_begin(out, "awsproof: trends", &frame);
    (void)fprintf(out, "<header>\n<h1>Trends of %zu decoder%s</h1>\n", history->testee_count,
                  awp_history_plural(history->testee_count));
    (void)fputs("<nav aria-label=\"Decoders\">", out);
    for (size_t i = 0; i < history->testee_count; i++) {
        (void)fprintf(out, "<a href=\"#trends-%zu\">", i);
        awp_diff_write_text(out, AWP_ESCAPE_XML_TEXT, history->testees[i].name);
        (void)fputs("</a>\n", out);
    }
    (void)fputs("</nav>\n", out);
    awp_page_frame_write_theme(out);
    (void)fputs("</header>\n<main>\n", out);
    awp_page_write_trends(out, history, NULL, shows_all);
    (void)fputs("</main>\n", out);
    awp_page_frame_end(out, &frame);
}

const struct awp_history_writer awp_history_html = {.name = "html", .write = write};
