/* SPDX-License-Identifier: Apache-2.0 */
/* The failures of a run by class, as rows of Markdown, in bounded memory. */
#include "markdown_class.h"

#include <stdlib.h>
#include <string.h>

#include "escape.h"
#include "sink.h"

/* How much of one text a row shows; a command that is longer is not shown at all. */
enum { SHOWN_BYTES = 240, REPLAY_BYTES = 1000 };

static void write_text(FILE *out, struct awp_report_text text) {
    awp_escape_write_cut(out, AWP_ESCAPE_MARKDOWN, text, SHOWN_BYTES);
}

static void write_seen(FILE *out, const struct awp_report_result *result) {
    if (result->difference.len == 0) {
        write_text(out, result->reason);
        return;
    }
    write_text(out, result->difference_path);
    (void)fputs(result->difference_path.len > 0 ? " " : "", out);
    write_text(out, result->difference);
}

static void write_row(FILE *out, const struct awp_report_result *result) {
    const bool is_known = result->verdict == AWP_VERDICT_EXPECTED_FAILURE;
    (void)fputs("| <b>", out);
    write_text(out, result->id);
    (void)fputs("</b><br>", out);
    write_text(out, result->title);
    (void)fprintf(out, " | %s%s | ",
                  awp_verdict_breaks_rule(result->verdict) ? awp_level_name(result->broken_level)
                                                           : "",
                  is_known ? ", known" : "");
    write_seen(out, result);
    (void)fputs(" | <code>", out);
    if (result->replay.len <= REPLAY_BYTES) {
        awp_escape_write(out, AWP_ESCAPE_MARKDOWN, result->replay);
    } else {
        (void)fputs("too long for this page", out);
    }
    (void)fputs("</code> |\n", out);
}

/* A failure of no class goes by its verdict's name. */
static void name_of(const struct awp_report_result *result,
                    char name[AWP_MARKDOWN_NAME_BYTES + 1]) {
    const struct awp_report_text text = result->failure.len > 0
                                            ? result->failure
                                            : awp_text_of_string(awp_verdict_name(result->verdict));
    const size_t len = text.len < AWP_MARKDOWN_NAME_BYTES ? text.len : AWP_MARKDOWN_NAME_BYTES;
    for (size_t i = 0; i < len; i++) {
        const char byte = text.ptr[i];
        const bool is_plain = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
        name[i] = is_plain || byte == '_' ? byte : '-';
    }
    name[len] = '\0';
}

static struct awp_markdown_class *class_of(struct awp_markdown_classes *classes,
                                           const struct awp_report_result *result) {
    char name[AWP_MARKDOWN_NAME_BYTES + 1];
    name_of(result, name);
    for (size_t i = 0; i < classes->count; i++) {
        if (strcmp(classes->items[i].name, name) == 0) {
            return &classes->items[i];
        }
    }
    if (classes->count == AWP_MARKDOWN_CLASSES) {
        struct awp_markdown_class *const last = &classes->items[AWP_MARKDOWN_CLASSES - 1];
        strcpy(last->name, "others");
        return last;
    }
    struct awp_markdown_class *const one = &classes->items[classes->count++];
    memcpy(one->name, name, sizeof name);
    return one;
}

static bool keep_row(struct awp_markdown_class *one, const struct awp_report_result *result) {
    char *row = NULL;
    size_t len = 0;
    FILE *const out = open_memstream(&row, &len);
    if (out == NULL) {
        return false;
    }
    write_row(out, result);
    bool kept = fclose(out) == 0;
    if (kept && one->len + len <= AWP_MARKDOWN_CLASS_BYTES) {
        char *const text = realloc(one->text, one->len + len);
        kept = text != NULL;
        if (kept) {
            memcpy(text + one->len, row, len);
            one->text = text;
            one->len += len;
            one->rows++;
        }
    }
    free(row);
    return kept;
}

bool awp_markdown_classes_add(struct awp_markdown_classes *classes,
                              const struct awp_report_result *result) {
    struct awp_markdown_class *const one = class_of(classes, result);
    one->count++;
    if (result->verdict == AWP_VERDICT_EXPECTED_FAILURE) {
        one->known++;
    } else if (awp_verdict_breaks_rule(result->verdict)) {
        one->breaks[result->broken_level]++;
    }
    return keep_row(one, result);
}

static int compare(const void *left, const void *right) {
    const struct awp_markdown_class *const a = left;
    const struct awp_markdown_class *const b = right;
    for (size_t level = AWP_LEVEL_COUNT; level-- > 0;) {
        if (a->breaks[level] != b->breaks[level]) {
            return a->breaks[level] < b->breaks[level] ? 1 : -1;
        }
    }
    return strcmp(a->name, b->name);
}

void awp_markdown_classes_sort(struct awp_markdown_classes *classes) {
    qsort(classes->items, classes->count, sizeof *classes->items, compare);
}

size_t awp_markdown_class_fit(const struct awp_markdown_class *one, size_t max_bytes, size_t *len) {
    size_t rows = 0;
    *len = 0;
    while (*len < one->len) {
        const char *const feed = memchr(one->text + *len, '\n', one->len - *len);
        const size_t end = (size_t)(feed - one->text) + 1;
        if (end > max_bytes) {
            break;
        }
        *len = end;
        rows++;
    }
    return rows;
}

void awp_markdown_classes_clear(struct awp_markdown_classes *classes) {
    for (size_t i = 0; i < classes->count; i++) {
        free(classes->items[i].text);
    }
    classes->count = 0;
}
