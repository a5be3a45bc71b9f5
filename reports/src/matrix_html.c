/* SPDX-License-Identifier: Apache-2.0 */
/* A matrix as one HTML page that needs no network, and reads without script: the frame of it. */
#include <nettle/base64.h>
#include <nettle/sha2.h>
#include <stdlib.h>

#include "matrix_writers.h"
#include "page.h"
#include "sink.h"

/* 'sha256-...', by which a policy lets in a style or a script, and no other. */
static void write_digest(FILE *out, struct awp_report_text text) {
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    char encoded[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE)];
    sha256_init(&context);
    sha256_update(&context, text.len, (const uint8_t *)text.ptr);
    sha256_digest(&context, sizeof digest, digest);
    base64_encode_raw(encoded, sizeof digest, digest);
    (void)fprintf(out, "'sha256-%.*s'", (int)sizeof encoded, encoded);
}

static void write_policy(FILE *out) {
    (void)fputs("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                "style-src ",
                out);
    write_digest(out, awp_page_style);
    (void)fputs("; script-src ", out);
    write_digest(out, awp_page_script);
    (void)fputs("; base-uri 'none'; form-action 'none'\">\n", out);
}

static void write_raw(FILE *out, struct awp_report_text text) {
    (void)fwrite(text.ptr, 1, text.len, out);
}

static void write_head(FILE *out, const struct awp_matrix *matrix) {
    (void)fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n", out);
    write_policy(out);
    (void)fputs("<meta name=\"viewport\" content=\"width=device-width\">\n"
                "<title>awsproof: SDK matrix</title>\n<style>",
                out);
    write_raw(out, awp_page_style);
    (void)fputs("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#matrix\">Skip to the matrix"
                "</a>\n<header>\n",
                out);
    (void)fprintf(out, "<h1>SDK matrix: %zu decoder%s, %zu golden case%s</h1>\n",
                  matrix->testee_count, matrix->testee_count == 1 ? "" : "s", matrix->case_count,
                  matrix->case_count == 1 ? "" : "s");
    (void)fputs("<nav aria-label=\"Parts of this page\"><a href=\"#figures\">Figures</a> "
                "<a href=\"#breaks\">What breaks</a> <a href=\"#matrix\">Every case</a> "
                "<a href=\"#ran\">What ran</a></nav>\n"
                "<label id=\"theme\" hidden>Theme <select><option value=\"\">as the system"
                "</option><option>light</option><option>dark</option></select></label>\n"
                "</header>\n<main>\n",
                out);
    if (matrix->is_partial) {
        (void)fputs("<p class=\"bad\"><b>The run was interrupted: this is no whole matrix.</b>"
                    "</p>\n",
                    out);
    }
}

static void write_end(FILE *out, const struct awp_page *page) {
    (void)fputs("</main>\n<dialog id=\"case\" aria-labelledby=\"case-title\"></dialog>\n", out);
    awp_page_write_data(out, page);
    (void)fputs("<script>", out);
    write_raw(out, awp_page_script);
    (void)fputs("</script>\n</body>\n</html>\n", out);
}

static void write_parts(FILE *out, const struct awp_page *page) {
    write_head(out, page->matrix);
    awp_page_write_figures(out, page);
    awp_page_write_breaks(out, page);
    awp_page_write_table(out, page);
    awp_page_write_ran(out, page);
    write_end(out, page);
}

/* How many testees' defects were taken: all, or fewer where there was no memory. */
static size_t take_defects(struct awp_page *page) {
    size_t taken = 0;
    while (taken < page->matrix->testee_count &&
           awp_page_defects_take(&page->defects[taken], page->matrix, taken)) {
        taken++;
    }
    return taken;
}

static void write(FILE *out, const struct awp_matrix *matrix) {
    struct awp_page page = {.matrix = matrix,
                            .defects = calloc(matrix->testee_count + 1, sizeof *page.defects)};
    const size_t taken = page.defects == NULL ? 0 : take_defects(&page);
    if (taken == matrix->testee_count && page.defects != NULL &&
        awp_page_texts_take(&page.texts, matrix)) {
        write_parts(out, &page);
        awp_page_texts_free(&page.texts);
    } else {
        (void)fputs("<!DOCTYPE html>\n<p>There was no memory to write this page.</p>\n", out);
    }
    for (size_t i = 0; i < taken; i++) {
        awp_page_defects_free(&page.defects[i]);
    }
    free(page.defects);
}

const struct awp_matrix_writer awp_matrix_html = {
    .name = "html",
    .description = "one page, without network; every row, and each case behind it",
    .write = write,
};
