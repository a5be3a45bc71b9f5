/* SPDX-License-Identifier: Apache-2.0 */
/* A restJson1 error's plain code with a namespace before it and a URI behind it (R6.1). */
#include "json_tokens.h"
#include "rewrites.h"

static bool is_letter_or_digit(uint8_t byte) {
    return (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

/* Nothing that the cleaning would act on: a code that has some is what its case is about. */
static bool is_plain(struct awp_bytes code) {
    for (size_t i = 0; i < code.len; i++) {
        if (!is_letter_or_digit(code.ptr[i])) {
            return false;
        }
    }
    return code.len > 0;
}

static void write_decorated(struct awp_random *random, struct awp_bytes code,
                            struct awp_buffer *out) {
    static const char *const heads[] = {"", "ns#", "com.amazonaws.securityhub#",
                                        "aws.protocoltests.restjson#"};
    static const char *const tails[] = {"", ":", ":http://internal.amazon.com/coral/x/",
                                        ":InternalException#LimitExceededException"};
    const size_t choice = 1 + awp_random_below(random, 15); /* not both empty */
    awp_buffer_append_string(out, heads[choice & 3]);
    awp_buffer_append(out, code);
    awp_buffer_append_string(out, tails[choice >> 2]);
}

static bool is_error_type(const struct awp_header *header) {
    return awp_bytes_equal_ascii_case(header->name, AWP_BYTES("x-amzn-errortype"));
}

/* The only header that tells the code; its index, or the number of headers where there is none. */
static size_t find_header(const struct awp_specimen *from, size_t *count) {
    size_t found = from->header_count;
    *count = 0;
    for (size_t i = 0; i < from->header_count; i++) {
        if (is_error_type(&from->headers[i])) {
            found = i;
            ++*count;
        }
    }
    return found;
}

static void decorate_header(struct awp_rewriting *rewriting, const struct awp_specimen *from,
                            size_t at, struct awp_specimen *to) {
    struct awp_header *headers =
        awp_arena_allocate_array(rewriting->arena, from->header_count, sizeof(*headers));
    struct awp_buffer value = {.arena = rewriting->arena};
    if (headers == NULL) {
        awp_buffer_fail(&rewriting->body, awp_arena_status(rewriting->arena));
        return;
    }
    for (size_t i = 0; i < from->header_count; i++) {
        headers[i] = from->headers[i];
    }
    write_decorated(rewriting->random, headers[at].value, &value);
    awp_buffer_fail(&rewriting->body, awp_buffer_finish(&value, &headers[at].value));
    to->headers = headers;
}

/* Whether the token is the value of a top-level member `code` or `__type`, plainly written. */
static bool is_code(const struct awp_json_tokens *tokens, size_t index) {
    if (index < 3 || tokens->items[index].depth != 1 || !tokens->items[index - 2].is_name) {
        return false;
    }
    const struct awp_bytes name = tokens->items[index - 2].text;
    return (awp_bytes_equal(name, AWP_BYTES("\"code\"")) ||
            awp_bytes_equal(name, AWP_BYTES("\"__type\""))) &&
           awp_json_token_mark(&tokens->items[index]) == '"' &&
           is_plain(awp_json_token_inside(&tokens->items[index]));
}

static enum awp_variant_end decorate_members(struct awp_rewriting *rewriting,
                                             const struct awp_specimen *from) {
    struct awp_json_tokens tokens;
    enum awp_variant_end end = AWP_VARIANT_NOTHING_THERE;
    awp_buffer_fail(&rewriting->body, awp_json_tokens_of(from->body, rewriting->arena, &tokens));
    for (size_t i = 0; i < tokens.count; i++) {
        if (is_code(&tokens, i)) {
            awp_buffer_append_string(&rewriting->body, "\"");
            write_decorated(rewriting->random, awp_json_token_inside(&tokens.items[i]),
                            &rewriting->body);
            awp_buffer_append_string(&rewriting->body, "\"");
            end = AWP_VARIANT_MADE;
        } else {
            awp_buffer_append(&rewriting->body, tokens.items[i].text);
        }
    }
    return end;
}

static bool is_document(struct awp_rewriting *rewriting, struct awp_bytes body) {
    const struct awp_json_node *root = NULL;
    awp_buffer_fail(&rewriting->body, awp_json_parse(body, rewriting->arena, &root, NULL));
    return root != NULL;
}

enum awp_variant_end awp_rewrite_code(struct awp_rewriting *rewriting,
                                      const struct awp_specimen *from, struct awp_specimen *to) {
    size_t count;
    const size_t at = find_header(from, &count);
    if (count == 1 && is_plain(from->headers[at].value)) {
        decorate_header(rewriting, from, at, to);
        awp_buffer_append(&rewriting->body, from->body);
        return AWP_VARIANT_MADE;
    }
    if (count > 0) {
        return AWP_VARIANT_NOTHING_THERE;
    }
    return is_document(rewriting, from->body) ? decorate_members(rewriting, from)
                                              : AWP_VARIANT_NO_DOCUMENT;
}
