/* SPDX-License-Identifier: Apache-2.0 */
/* What the page's script shows of a cell, as JSON that can stand inside a script element. */
#include <string.h>

#include "page.h"
#include "sink.h"

/* A "<" could begin what ends the element, or a comment: it goes by its number. */
static void write_string(FILE *out, struct awp_report_text text) {
    (void)fputc('"', out);
    while (text.len > 0) {
        const char *const less = memchr(text.ptr, '<', text.len);
        const size_t len = less == NULL ? text.len : (size_t)(less - text.ptr);
        awp_escape_write(out, AWP_ESCAPE_JSON, (struct awp_report_text){text.ptr, len});
        if (less == NULL) {
            break;
        }
        (void)fputs("\\u003c", out);
        text = (struct awp_report_text){less + 1, text.len - len - 1};
    }
    (void)fputc('"', out);
}

/* Bytes as a string of as many characters, each below U+0100. */
static void write_bytes(FILE *out, struct awp_report_text bytes) {
    (void)fputc('"', out);
    for (size_t i = 0; i < bytes.len; i++) {
        const unsigned char byte = (unsigned char)bytes.ptr[i];
        if (byte == '\n') {
            (void)fputs("\\n", out);
        } else if (byte == '"' || byte == '\\') {
            (void)fprintf(out, "\\%c", byte);
        } else if (byte < 0x20 || byte > 0x7e || byte == '<') {
            (void)fprintf(out, "\\u%04x", byte);
        } else {
            (void)fputc(byte, out);
        }
    }
    (void)fputc('"', out);
}

static void write_member(FILE *out, const char *before, const char *name,
                         struct awp_report_text text) {
    (void)fprintf(out, "%s\"%s\":", before, name);
    write_string(out, text);
}

static void write_href(FILE *out, const char *before, struct awp_report_text path) {
    (void)fprintf(out, "%s\"href\":\"", before);
    awp_matrix_write_link(out, path);
    (void)fputc('"', out);
}

static void write_testee(FILE *out, const struct awp_matrix_testee *testee) {
    write_member(out, "{", "key", testee->key);
    write_member(out, ",", "version", testee->version);
    write_member(out, ",", "replay", testee->replay);
    (void)fputs(",\"findings\":[", out);
    for (size_t i = 0; i < testee->finding_count; i++) {
        write_member(out, i == 0 ? "{" : ",{", "title", testee->findings[i].title);
        write_href(out, ",", testee->findings[i].path);
        (void)fputc('}', out);
    }
    (void)fputs("]}", out);
}

static void write_list(FILE *out, const char *name, const struct awp_report_text *items,
                       size_t count) {
    (void)fprintf(out, ",\"%s\":[", name);
    for (size_t i = 0; i < count; i++) {
        (void)fputs(i == 0 ? "" : ",", out);
        write_string(out, items[i]);
    }
    (void)fputc(']', out);
}

/* [what it breaks, its finding or -1, then the numbers of its texts] */
static void write_cell(FILE *out, const struct awp_page *page, size_t testee, size_t golden) {
    const struct awp_matrix_cell *const cell = awp_matrix_at(page->matrix, testee, golden);
    const struct awp_report_text texts[] = {cell->reason, cell->difference_path, cell->difference,
                                            cell->got, cell->stderr_tail};
    const size_t finding = awp_page_finding(page->matrix, testee, golden);
    const bool is_bad = awp_verdict_breaks_rule(awp_matrix_seen(cell));
    (void)fprintf(out, "[\"%s\",", is_bad ? awp_level_name(cell->broken_level) : "");
    if (finding == AWP_PAGE_NO_FINDING) {
        (void)fputs("-1", out);
    } else {
        (void)fprintf(out, "%zu", finding);
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        (void)fprintf(out, ",%zu", awp_page_texts_find(&page->texts, texts[i]));
    }
    if (cell->replay.len > 0) {
        (void)fprintf(out, ",%zu", awp_page_texts_find(&page->texts, cell->replay));
    }
    (void)fputc(']', out);
}

static void write_cells(FILE *out, const struct awp_page *page, size_t golden) {
    bool is_first = true;
    (void)fputs(",\"cells\":{", out);
    for (size_t t = 0; t < page->matrix->testee_count; t++) {
        const struct awp_matrix_cell *const cell = awp_matrix_at(page->matrix, t, golden);
        if (cell->reason.len + cell->difference.len + cell->got.len + cell->stderr_tail.len +
                cell->replay.len >
            0) {
            (void)fprintf(out, "%s\"%zu\":", is_first ? "" : ",", t);
            write_cell(out, page, t, golden);
            is_first = false;
        }
    }
    (void)fputc('}', out);
}

static void write_case(FILE *out, const struct awp_page *page, size_t at) {
    const struct awp_matrix_case *const golden = &page->matrix->cases[at];
    write_member(out, at == 0 ? "{" : ",\n{", "id", golden->id);
    write_member(out, ",", "title", golden->title);
    write_member(out, ",", "why", golden->why);
    write_list(out, "rules", golden->rules, golden->rule_count);
    write_list(out, "flags", golden->flags, golden->flag_count);
    (void)fputs(",\"sources\":[", out);
    for (size_t i = 0; i < golden->source_count; i++) {
        (void)fprintf(out, "%s%zu", i == 0 ? "" : ",",
                      awp_page_texts_find(&page->texts, golden->sources[i]));
    }
    (void)fputs("],\"input\":", out);
    write_bytes(out, golden->input);
    (void)fprintf(out, ",\"bytes\":%zu,\"want\":%zu", golden->input_bytes,
                  awp_page_texts_find(&page->texts, golden->want));
    write_member(out, ",", "file", golden->file);
    (void)fprintf(out, ",\"line\":%u", golden->line);
    write_href(out, ",", golden->link);
    write_cells(out, page, at);
    (void)fputc('}', out);
}

void awp_page_write_data(FILE *out, const struct awp_page *page) {
    (void)fputs("<script type=\"application/json\" id=\"data\">{\"testees\":[", out);
    for (size_t t = 0; t < page->matrix->testee_count; t++) {
        (void)fputs(t == 0 ? "" : ",\n", out);
        write_testee(out, &page->matrix->testees[t]);
    }
    (void)fputs("],\n\"marks\":{", out);
    for (size_t i = 0; i < AWP_VERDICT_COUNT; i++) {
        (void)fprintf(out, "%s\"%s\":\"%s\"", i == 0 ? "" : ",", awp_matrix_marks[i].text,
                      awp_verdict_name((enum awp_verdict)i));
    }
    (void)fputs("},\n\"texts\":[", out);
    for (size_t i = 0; i < page->texts.count; i++) {
        (void)fputs(i == 0 ? "" : ",\n", out);
        write_string(out, page->texts.items[i]);
    }
    (void)fputs("],\n\"cases\":[", out);
    for (size_t i = 0; i < page->matrix->case_count; i++) {
        write_case(out, page, i);
    }
    (void)fputs("]}</script>\n", out);
}
