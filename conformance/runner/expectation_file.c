/* SPDX-License-Identifier: Apache-2.0 */
/* A file of expectations, read strictly: each line an entry, a comment, or empty. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "expectation.h"
#include "text.h"

#define MAX_FILE_BYTES ((size_t)16 << 20)
#define MAX_CASES 1000000

/* A file that is being read. */
struct reader {
    struct awp_expectations *expectations;
    FILE *errors;
    unsigned line;
    size_t faults;
    struct awp_bytes *pending; /* comments that may belong to the next entry */
    size_t pending_count;
    struct awp_bytes *comments; /* that belong to none */
    size_t comment_count;
};

/* Complains of the line; always false. */
static bool complain(struct reader *reader, const char *what, struct awp_bytes text) {
    struct awp_arena *arena = reader->expectations->arena;
    const struct awp_bytes quoted = text.ptr == NULL ? AWP_BYTES("") : awp_text_quoted(arena, text);
    fprintf(reader->errors, "%s:%u: %s%s%.*s\n", reader->expectations->path, reader->line, what,
            quoted.len > 0 ? " " : "", AWP_TEXT_ARGS(quoted));
    reader->faults++;
    return false;
}

static bool complain_plainly(struct reader *reader, const char *what) {
    return complain(reader, what, (struct awp_bytes){0});
}

static bool is_blank(uint8_t byte) { return byte == ' ' || byte == '\t'; }

static struct awp_bytes trim(struct awp_bytes text) {
    while (text.len > 0 && is_blank(text.ptr[0])) {
        text = (struct awp_bytes){text.ptr + 1, text.len - 1};
    }
    while (text.len > 0 && is_blank(text.ptr[text.len - 1])) {
        text.len--;
    }
    return text;
}

/* Takes the next word off the text's front; empty at its end. */
static struct awp_bytes take_word(struct awp_bytes *text) {
    *text = trim(*text);
    struct awp_bytes word = {text->ptr, 0};
    while (word.len < text->len && !is_blank(text->ptr[word.len])) {
        word.len++;
    }
    *text = (struct awp_bytes){text->ptr + word.len, text->len - word.len};
    return word;
}

static unsigned digits(struct awp_bytes text, size_t at, size_t count) {
    unsigned number = 0;
    for (size_t i = at; i < at + count; i++) {
        number = number * 10 + (unsigned)(text.ptr[i] - '0');
    }
    return number;
}

bool awp_expectation_date_is_valid(struct awp_bytes date) {
    static const char form[] = "dddd-dd-dd";
    static const unsigned days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (date.len != sizeof(form) - 1) {
        return false;
    }
    for (size_t i = 0; i < date.len; i++) {
        const bool digit = date.ptr[i] >= '0' && date.ptr[i] <= '9';
        if (form[i] == 'd' ? !digit : date.ptr[i] != '-') {
            return false;
        }
    }
    const unsigned year = digits(date, 0, 4);
    const unsigned month = digits(date, 5, 2);
    const unsigned day = digits(date, 8, 2);
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month >= 1 && month <= 12 && day >= 1 &&
           day <= days[month - 1] + (month == 2 && leap ? 1 : 0);
}

static bool is_pattern(struct awp_bytes text) {
    for (size_t i = 0; i < text.len; i++) {
        const uint8_t byte = text.ptr[i];
        if (!((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '-' ||
              byte == '*' || byte == '~')) {
            return false;
        }
    }
    return text.len > 0;
}

/* The verdicts that can be expected. */
static const enum awp_verdict verdicts[] = {AWP_VERDICT_FAIL, AWP_VERDICT_CRASH, AWP_VERDICT_HANG,
                                            AWP_VERDICT_PROTOCOL_ERROR, AWP_VERDICT_FLAKY};
#define VERDICTS (sizeof(verdicts) / sizeof(verdicts[0]))

static bool read_verdict(struct reader *reader, struct awp_bytes word, enum awp_verdict *verdict) {
    for (size_t i = 0; i < VERDICTS; i++) {
        if (awp_bytes_equal(word, awp_bytes_of_string(awp_verdict_name(verdicts[i])))) {
            *verdict = verdicts[i];
            return true;
        }
    }
    return complain(reader, "a verdict is fail, crash, hang, protocol_error or flaky, not", word);
}

/* What comes and goes may be any failure; others have the classes of their verdict. */
static bool class_exists(enum awp_verdict verdict, struct awp_bytes name) {
    if (awp_bytes_equal(name, AWP_BYTES("*"))) {
        return true;
    }
    if (verdict != AWP_VERDICT_FLAKY) {
        return awp_judgement_class_exists(verdict, name);
    }
    for (size_t i = 0; i < VERDICTS; i++) {
        if (awp_judgement_class_exists(verdicts[i], name)) {
            return true;
        }
    }
    return false;
}

static bool read_class(struct reader *reader, struct awp_bytes word,
                       struct awp_expectation *entry) {
    if (class_exists(entry->verdict, word)) {
        entry->class_name = word;
        return true;
    }
    struct awp_arena *arena = reader->expectations->arena;
    const enum awp_verdict shown =
        entry->verdict == AWP_VERDICT_FLAKY ? AWP_VERDICT_FAIL : entry->verdict;
    const struct awp_bytes names = awp_judgement_classes_text(shown, arena);
    const struct awp_bytes what =
        awp_text_format(arena, "a class of %s is * or one of %.*s, not",
                        awp_verdict_name(entry->verdict), AWP_TEXT_ARGS(names));
    return complain(reader, awp_text_cstring(arena, what), word);
}

/* Takes an option's prefix off the word. */
static bool take_prefix(struct awp_bytes *word, const char *prefix) {
    if (!awp_text_begins(*word, prefix)) {
        return false;
    }
    const size_t len = strlen(prefix);
    *word = (struct awp_bytes){word->ptr + len, word->len - len};
    return true;
}

static bool read_option(struct reader *reader, struct awp_bytes word,
                        struct awp_expectation *entry) {
    struct awp_bytes value = word;
    if (take_prefix(&value, "until=")) {
        entry->until = value;
        return awp_expectation_date_is_valid(value) ||
               complain(reader, "until= wants a date such as 2027-01-31, not", value);
    }
    if (take_prefix(&value, "max=")) {
        return (awp_text_unsigned(value, MAX_CASES, &entry->max) && entry->max > 0) ||
               complain(reader, "max= wants a whole number from 1 to 1000000, not", value);
    }
    return complain(reader, "behind the place stand until=DATE and max=N alone, not", word);
}

static bool is_option(struct awp_bytes word) {
    return awp_text_begins(word, "until=") || awp_text_begins(word, "max=");
}

static bool is_place(struct awp_bytes word) {
    return awp_text_check_url(word) == NULL || awp_text_check_finding(word) == NULL;
}

/* "reason place [until=DATE] [max=N]"; of a reason still to be written the place may be left out.
 */
static bool read_explanation(struct reader *reader, struct awp_bytes text,
                             struct awp_expectation *entry) {
    struct awp_bytes rest = text;
    const uint8_t *end = text.ptr;
    struct awp_bytes word;
    while ((word = take_word(&rest)).len > 0 && !is_place(word) && !is_option(word)) {
        end = word.ptr + word.len;
    }
    entry->reason = trim((struct awp_bytes){text.ptr, (size_t)(end - text.ptr)});
    if (entry->reason.len == 0) {
        return complain_plainly(reader, "an entry has no reason behind its #");
    }
    if (is_place(word)) {
        entry->place = word;
        word = take_word(&rest);
    } else if (!awp_expectation_is_unexplained(entry)) {
        return complain_plainly(
            reader,
            "an entry has no place (https://... or reports/findings/....md) behind its reason");
    }
    for (; word.len > 0; word = take_word(&rest)) {
        if (!read_option(reader, word, entry)) {
            return false;
        }
    }
    return true;
}

static bool read_entry(struct reader *reader, struct awp_bytes line,
                       struct awp_expectation *entry) {
    const uint8_t *hash = memchr(line.ptr, '#', line.len);
    struct awp_bytes words = line;
    struct awp_bytes rest = {0};
    if (hash != NULL) {
        words.len = (size_t)(hash - line.ptr);
        rest = (struct awp_bytes){hash + 1, line.len - words.len - 1};
    }
    const struct awp_bytes pattern = take_word(&words);
    const struct awp_bytes verdict = take_word(&words);
    const struct awp_bytes class_name = take_word(&words);
    *entry = (struct awp_expectation){.line = reader->line, .text = line, .pattern = pattern};
    if (class_name.len == 0 || trim(words).len > 0) {
        return complain_plainly(
            reader, "an entry is: pattern verdict class # reason place [until=DATE] [max=N]");
    }
    if (!is_pattern(pattern)) {
        return complain(reader, "a pattern is made of a-z 0-9 - ~ and *, not", pattern);
    }
    if (!read_verdict(reader, verdict, &entry->verdict) || !read_class(reader, class_name, entry)) {
        return false;
    }
    if (hash == NULL) {
        return complain_plainly(reader, "an entry needs # and its reason and place behind it");
    }
    return read_explanation(reader, rest, entry);
}

/* Comments that an empty line or the end cuts off from what follows belong to no entry. */
static void release_comments(struct reader *reader) {
    for (size_t i = 0; i < reader->pending_count; i++) {
        reader->comments[reader->comment_count++] = reader->pending[i];
    }
    reader->pending_count = 0;
}

static void keep_comments(struct reader *reader, struct awp_expectation *entry) {
    struct awp_bytes *comments =
        awp_need_array(reader->expectations->arena, reader->pending_count, sizeof(*comments));
    for (size_t i = 0; i < reader->pending_count; i++) {
        comments[i] = reader->pending[i];
    }
    entry->comments = comments;
    entry->comment_count = reader->pending_count;
    reader->pending_count = 0;
}

static bool has_controls(struct awp_bytes line) {
    for (size_t i = 0; i < line.len; i++) {
        if ((line.ptr[i] < ' ' && line.ptr[i] != '\t') || line.ptr[i] == 0x7f) {
            return true;
        }
    }
    return false;
}

static void read_line(struct reader *reader, struct awp_bytes line) {
    struct awp_expectations *expectations = reader->expectations;
    const struct awp_bytes trimmed = trim(line);
    if (!awp_bytes_is_utf8(line) || has_controls(line)) {
        complain_plainly(reader, "a line holds a control character (CR is one), or is no UTF-8");
    } else if (trimmed.len == 0) {
        release_comments(reader);
    } else if (trimmed.ptr[0] == '#') {
        reader->pending[reader->pending_count++] = trimmed;
    } else if (read_entry(reader, trimmed, &expectations->items[expectations->count])) {
        keep_comments(reader, &expectations->items[expectations->count]);
        expectations->count++;
    }
}

static size_t count_lines(struct awp_bytes text) {
    size_t count = 1;
    for (size_t i = 0; i < text.len; i++) {
        count += text.ptr[i] == '\n';
    }
    return count;
}

bool awp_expectations_parse(struct awp_expectations *expectations, const char *path,
                            struct awp_bytes text, FILE *errors) {
    const size_t lines = count_lines(text);
    struct awp_arena *arena = expectations->arena;
    struct reader reader = {
        .expectations = expectations,
        .errors = errors,
        .pending = awp_need_array(arena, lines, sizeof(*reader.pending)),
        .comments = awp_need_array(arena, lines, sizeof(*reader.comments)),
    };
    expectations->path = path;
    expectations->text = text;
    expectations->items = awp_need_array(arena, lines, sizeof(*expectations->items));
    while (text.len > 0) {
        const uint8_t *feed = memchr(text.ptr, '\n', text.len);
        const size_t len = feed == NULL ? text.len : (size_t)(feed - text.ptr);
        const size_t taken = feed == NULL ? len : len + 1;
        reader.line++;
        read_line(&reader, (struct awp_bytes){text.ptr, len});
        text = (struct awp_bytes){text.ptr + taken, text.len - taken};
    }
    release_comments(&reader);
    expectations->comments = reader.comments;
    expectations->comment_count = reader.comment_count;
    return reader.faults == 0;
}

static bool read_all(FILE *in, struct awp_arena *arena, struct awp_bytes *text) {
    struct awp_buffer out = {.arena = arena};
    uint8_t block[16384];
    size_t len;
    while (out.len <= MAX_FILE_BYTES && (len = fread(block, 1, sizeof(block), in)) > 0) {
        awp_buffer_append(&out, (struct awp_bytes){block, len});
    }
    awp_need(awp_buffer_finish(&out, text));
    return ferror(in) == 0;
}

bool awp_expectations_load(struct awp_expectations *expectations, const char *path,
                           bool may_be_missing, FILE *errors) {
    struct awp_bytes text = {0};
    FILE *in = fopen(path, "rbe");
    if (in == NULL && errno == ENOENT && may_be_missing) {
        return awp_expectations_parse(expectations, path, text, errors);
    }
    if (in == NULL) {
        fprintf(errors, "awsproof: cannot open the expectations %s: %s\n", path, strerror(errno));
        return false;
    }
    const bool read = read_all(in, expectations->arena, &text);
    if (!read) {
        fprintf(errors, "awsproof: cannot read the expectations %s: %s\n", path, strerror(errno));
    } else if (text.len > MAX_FILE_BYTES) {
        fprintf(errors, "awsproof: the expectations %s are more than 16 MiB\n", path);
    }
    fclose(in);
    return read && text.len <= MAX_FILE_BYTES &&
           awp_expectations_parse(expectations, path, text, errors);
}
