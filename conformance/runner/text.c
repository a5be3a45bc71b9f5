/* SPDX-License-Identifier: Apache-2.0 */
/* Small texts of the runner: formatted, made printable, matched; and what it does without memory.
 */
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "awsproof/buffer.h"

#define MAX_QUOTED_BYTES 80

void awp_need(enum awp_status status) {
    if (status == AWP_OK) {
        return;
    }
    fprintf(stderr, "awsproof: cannot go on: %s\n", awp_status_text(status));
    exit(3);
}

void *awp_need_block(void *block) {
    awp_need(block == NULL ? AWP_NO_MEMORY : AWP_OK);
    return block;
}

void *awp_need_array(struct awp_arena *arena, size_t count, size_t size_bytes) {
    void *block = awp_need_block(awp_arena_allocate_array(arena, count, size_bytes));
    memset(block, 0, count * size_bytes);
    return block;
}

struct awp_bytes awp_text_format(struct awp_arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    const int len = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    const size_t text_len = len < 0 ? 0 : (size_t)len;
    char *text = awp_need_block(awp_arena_allocate(arena, text_len + 1));
    text[0] = '\0';
    vsnprintf(text, text_len + 1, format, again);
    va_end(again);
    return (struct awp_bytes){(const uint8_t *)text, text_len};
}

char *awp_text_cstring(struct awp_arena *arena, struct awp_bytes bytes) {
    char *string = awp_need_block(awp_arena_allocate(arena, bytes.len + 1));
    if (bytes.len > 0) {
        memcpy(string, bytes.ptr, bytes.len);
    }
    string[bytes.len] = '\0';
    return string;
}

struct awp_bytes awp_text_quoted(struct awp_arena *arena, struct awp_bytes bytes) {
    struct awp_buffer out = {.arena = arena};
    const size_t shown = bytes.len < MAX_QUOTED_BYTES ? bytes.len : MAX_QUOTED_BYTES;
    awp_buffer_append_string(&out, "\"");
    for (size_t i = 0; i < shown; i++) {
        char text[8];
        const unsigned byte = bytes.ptr[i];
        const bool plain = byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\';
        snprintf(text, sizeof(text), plain ? "%c" : byte == '"' ? "\\%c" : "\\x%02x", byte);
        awp_buffer_append_string(&out, text);
    }
    awp_buffer_append_string(&out, "\"");
    if (shown < bytes.len) {
        awp_buffer_append(&out, awp_text_format(arena, " and %zu bytes more", bytes.len - shown));
    }
    struct awp_bytes quoted = {0};
    awp_need(awp_buffer_finish(&out, &quoted));
    return quoted;
}

void awp_text_write_barred(FILE *out, struct awp_bytes text) {
    bool is_new = true;
    for (size_t i = 0; i < text.len; i++) {
        const unsigned byte = text.ptr[i];
        fputs(!is_new ? "" : byte == '\n' ? "    |" : "    | ", out);
        is_new = byte == '\n';
        if (byte == '\n' || (byte >= 0x20 && byte < 0x7f && byte != '\\')) {
            putc((int)byte, out);
        } else {
            fprintf(out, byte == '\\' ? "\\\\" : "\\x%02x", byte);
        }
    }
    fputs(is_new ? "" : "\n", out);
}

static bool is_slug_letter(uint8_t byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

bool awp_text_is_slug(struct awp_bytes text) {
    bool after_letter = false;
    for (size_t i = 0; i < text.len; i++) {
        const bool letter = is_slug_letter(text.ptr[i]);
        if (!letter && (text.ptr[i] != '-' || !after_letter)) {
            return false;
        }
        after_letter = letter;
    }
    return after_letter;
}

/* A run of a pattern: where the pattern goes on after it, and where in the text it ends so far. */
struct glob_run {
    bool is_open;
    size_t pattern;
    size_t text;
};

/* Makes the innermost run that can be longer so by one byte. False: there is none. */
static bool extend_run(struct glob_run *short_run, struct glob_run *long_run, struct awp_bytes text,
                       size_t *p, size_t *t) {
    struct glob_run *run = short_run;
    if (!short_run->is_open || text.ptr[short_run->text] == '/') {
        short_run->is_open = false;
        run = long_run;
    }
    if (!run->is_open) {
        return false;
    }
    *p = run->pattern;
    *t = ++run->text;
    return true;
}

bool awp_text_glob(struct awp_bytes pattern, struct awp_bytes text) {
    struct glob_run short_run = {.is_open =
                                     false}; /* the last `*`: a mismatch need go back no more */
    struct glob_run long_run = {.is_open = false}; /* the last `**` */
    size_t p = 0;
    size_t t = 0;
    while (t < text.len || p < pattern.len) {
        const bool is_star = p < pattern.len && pattern.ptr[p] == '*';
        if (is_star && p + 1 < pattern.len && pattern.ptr[p + 1] == '*') {
            p += 2;
            long_run = (struct glob_run){true, p, t};
            short_run.is_open = false;
        } else if (is_star) {
            short_run = (struct glob_run){true, ++p, t};
        } else if (p < pattern.len && t < text.len && pattern.ptr[p] == text.ptr[t]) {
            p++;
            t++;
        } else if (t == text.len || !extend_run(&short_run, &long_run, text, &p, &t)) {
            return false;
        }
    }
    return true;
}

bool awp_text_begins(struct awp_bytes text, const char *prefix) {
    const size_t len = strlen(prefix);
    return text.len >= len && memcmp(text.ptr, prefix, len) == 0;
}

bool awp_text_unsigned(struct awp_bytes digits, unsigned max, unsigned *number) {
    unsigned long long value = 0;
    if (digits.len == 0 || digits.len > 10 || (digits.len > 1 && digits.ptr[0] == '0')) {
        return false;
    }
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.ptr[i] < '0' || digits.ptr[i] > '9') {
            return false;
        }
        value = value * 10 + (unsigned)(digits.ptr[i] - '0');
    }
    if (value > max) {
        return false;
    }
    *number = (unsigned)value;
    return true;
}

static bool is_shell_safe(struct awp_bytes text) {
    static const char safe[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:=@%+,";
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\0' || strchr(safe, text.ptr[i]) == NULL) {
            return false;
        }
    }
    return text.len > 0;
}

static bool is_printable(struct awp_bytes text) {
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < 0x20 || text.ptr[i] >= 0x7f) {
            return false;
        }
    }
    return true;
}

static void shell_quote(struct awp_buffer *out, struct awp_bytes text) {
    awp_buffer_append_string(out, "'");
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\'') {
            awp_buffer_append_string(out, "'\\''");
        } else {
            awp_buffer_append(out, (struct awp_bytes){text.ptr + i, 1});
        }
    }
    awp_buffer_append_string(out, "'");
}

/* What printf makes again of the bytes, by octal escapes, as a word: line feeds at its end are lost
 * on the way, and no command or path has them. */
static void shell_printf(struct awp_buffer *out, struct awp_bytes text) {
    awp_buffer_append_string(out, "\"$(printf '");
    for (size_t i = 0; i < text.len; i++) {
        char escape[8];
        const unsigned byte = text.ptr[i];
        const bool plain =
            byte >= 0x20 && byte < 0x7f && byte != '\'' && byte != '\\' && byte != '%';
        snprintf(escape, sizeof(escape), plain ? "%c" : "\\%03o", byte);
        awp_buffer_append_string(out, escape);
    }
    awp_buffer_append_string(out, "')\"");
}

struct awp_bytes awp_text_shell(struct awp_arena *arena, struct awp_bytes text) {
    if (is_shell_safe(text)) {
        return text;
    }
    struct awp_buffer out = {.arena = arena};
    (is_printable(text) ? shell_quote : shell_printf)(&out, text);
    struct awp_bytes word = {0};
    awp_need(awp_buffer_finish(&out, &word));
    return word;
}
