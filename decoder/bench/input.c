/* SPDX-License-Identifier: Apache-2.0 */
/* Writing bodies: the frame of a family filled with its items, the same for the same size. */
#include "input.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST_ADDITION = 8192 };

const struct awp_family *awp_family_find(const char *name) {
    for (size_t i = 0; i < awp_json_family_count; i++) {
        if (strcmp(awp_json_families[i].name, name) == 0) {
            return &awp_json_families[i];
        }
    }
    for (size_t i = 0; i < awp_xml_family_count; i++) {
        if (strcmp(awp_xml_families[i].name, name) == 0) {
            return &awp_xml_families[i];
        }
    }
    return NULL;
}

size_t awp_family_fixed_bytes(const struct awp_family *family) {
    return family->item != NULL ? 0 : strlen(family->begin) + strlen(family->end);
}

void awp_family_write(const struct awp_family *family, size_t size, char *to) {
    const size_t end_len = strlen(family->end);
    struct awp_draft draft = {.to = to, .room = size - end_len, .random = 1};
    const bool fits = size >= end_len && awp_draft_add(&draft, "%s", family->begin);
    assert(fits);
    (void)fits;
    if (family->item != NULL) {
        for (size_t ordinal = 0; family->item(&draft, ordinal); ordinal++) {
        }
    }
    memcpy(to + draft.len, family->end, end_len);
    memset(to + draft.len + end_len, ' ', size - draft.len - end_len);
}

bool awp_draft_add(struct awp_draft *draft, const char *format, ...) {
    char text[LONGEST_ADDITION];
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    assert(length >= 0 && (size_t)length < sizeof text);
    if ((size_t)length > awp_draft_left(draft)) {
        return false;
    }
    memcpy(draft->to + draft->len, text, (size_t)length);
    draft->len += (size_t)length;
    return true;
}

/* Numerical Recipes' generator, of which the upper bits are used. */
unsigned awp_draft_random(struct awp_draft *draft, unsigned bound) {
    draft->random = draft->random * 1664525U + 1013904223U;
    return (draft->random >> 8) % bound;
}

size_t awp_draft_left(const struct awp_draft *draft) { return draft->room - draft->len; }

struct awp_draft_account awp_draft_next_account(struct awp_draft *draft) {
    static const char *const reasons[] = {
        "The account is not associated with a verified email address.",
        "Already a member.",
        "Failed to invite the account: the account is suspended.",
        "BadRequestException: the request is rejected because it is the administrator's account.",
    };
    struct awp_draft_account account;
    const unsigned high = awp_draft_random(draft, 1000000);
    const unsigned low = awp_draft_random(draft, 1000000);
    (void)snprintf(account.number, sizeof account.number, "%06u%06u", high, low);
    account.reason = reasons[awp_draft_random(draft, sizeof reasons / sizeof reasons[0])];
    return account;
}
