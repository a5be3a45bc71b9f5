/* SPDX-License-Identifier: Apache-2.0 */
/* What stands around the contents of a page: its head with the policy, and its scripts. */
#include "page_frame.h"

#include <nettle/base64.h>
#include <nettle/sha2.h>

/* 'sha256-...', by which a policy lets in a style or a script, and no other. */
static void write_digest(FILE *out, struct awp_report_text text) {
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    char encoded[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE)];
    sha256_init(&context);
    sha256_update(&context, text.len, (const uint8_t *)text.ptr);
    sha256_digest(&context, sizeof digest, digest);
    base64_encode_raw(encoded, sizeof digest, digest);
    (void)fprintf(out, " 'sha256-%.*s'", (int)sizeof encoded, encoded);
}

static void write_digests(FILE *out, const struct awp_report_text *parts) {
    for (size_t i = 0; i < AWP_PAGE_FRAME_PARTS && parts[i].len > 0; i++) {
        write_digest(out, parts[i]);
    }
}

static void write_element(FILE *out, const char *name, struct awp_report_text part) {
    (void)fprintf(out, "<%s>", name);
    (void)fwrite(part.ptr, 1, part.len, out);
    (void)fprintf(out, "</%s>\n", name);
}

static void write_elements(FILE *out, const char *name, const struct awp_report_text *parts) {
    for (size_t i = 0; i < AWP_PAGE_FRAME_PARTS && parts[i].len > 0; i++) {
        write_element(out, name, parts[i]);
    }
}

void awp_page_frame_begin(FILE *out, const char *title, const struct awp_page_frame *frame) {
    (void)fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'",
                out);
    (void)fputs("; style-src", out);
    write_digests(out, frame->styles);
    (void)fputs("; script-src", out);
    write_digest(out, awp_theme_script);
    write_digests(out, frame->scripts);
    (void)fprintf(out,
                  "; base-uri 'none'; form-action 'none'\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width\">\n"
                  "<title>%s</title>\n",
                  title);
    write_elements(out, "style", frame->styles);
    (void)fputs("</head>\n<body>\n", out);
}

void awp_page_frame_write_theme(FILE *out) {
    (void)fputs("<label id=\"theme\" hidden>Theme <select><option value=\"\">as the system</option>"
                "<option>light</option><option>dark</option></select></label>\n",
                out);
}

void awp_page_frame_end(FILE *out, const struct awp_page_frame *frame) {
    write_element(out, "script", awp_theme_script);
    write_elements(out, "script", frame->scripts);
    (void)fputs("</body>\n</html>\n", out);
}
