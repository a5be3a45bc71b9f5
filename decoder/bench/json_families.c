/* SPDX-License-Identifier: Apache-2.0 */
/* Families of JSON bodies: what a service sends, what a proxy sends, and the worst of each kind. */
#include "input.h"

#include <string.h>

#define ACCOUNTS "{\"UnprocessedAccounts\":["
#define HTML_BEGIN                                                                                 \
    "<!DOCTYPE html>\n<html><head><title>503 Service Temporarily Unavailable</title></head>\n"     \
    "<body><center><h1>503 Service Temporarily Unavailable</h1></center><hr>\n"
#define ERROR                                                                                      \
    "{\"__type\":\"com.amazonaws.securityhub#InvalidInputException\",\"Code\":\"InvalidInput\","   \
    "\"Message\":\"Invalid parameter: AccountIds must be account numbers of twelve digits.\"}"

static const char *comma(size_t ordinal) { return ordinal == 0 ? "" : ","; }

static bool account(struct awp_draft *draft, size_t ordinal) {
    const struct awp_draft_account next = awp_draft_next_account(draft);
    return awp_draft_add(draft, "%s{\"AccountId\":\"%s\",\"ProcessingResult\":\"%s\"}",
                         comma(ordinal), next.number, next.reason);
}

static bool paragraph(struct awp_draft *draft, size_t ordinal) {
    return awp_draft_add(draft, "<p class=\"line\">Request %zu could not be served.<br>\n",
                         ordinal);
}

/* As deep as may be: the root and the list's place in it are two levels. */
static bool nest(struct awp_draft *draft, size_t ordinal) {
    enum { DEEPEST = AWP_MAX_DEPTH - 1, NAME = 16 };
    char open[DEEPEST + 1];
    char close[DEEPEST + 1];
    const size_t left = awp_draft_left(draft);
    const size_t fits = left < NAME ? 0 : (left - NAME) / 2;
    const size_t depth = fits < DEEPEST ? fits : DEEPEST;
    memset(open, '[', depth);
    memset(close, ']', depth);
    open[depth] = close[depth] = 0;
    return depth > 0 &&
           awp_draft_add(draft, "%s\"n%zu\":%s%s", comma(ordinal), ordinal % 1000, open, close);
}

static bool words(struct awp_draft *draft, size_t ordinal) {
    return awp_draft_add(draft, "account %zu was not invited, ", ordinal);
}

static bool unknown_member(struct awp_draft *draft, size_t ordinal) {
    return awp_draft_add(draft, ",\"Unknown%zu\":\"value\"", ordinal);
}

static bool message(struct awp_draft *draft, size_t ordinal) {
    return awp_draft_add(draft, ",\"Message\":\"the one that counts is number %zu\"", ordinal);
}

static bool escapes(struct awp_draft *draft, size_t ordinal) {
    (void)ordinal;
    return awp_draft_add(draft, "\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20AC\\ud83d\\uDE00");
}

static bool zeros(struct awp_draft *draft, size_t ordinal) {
    (void)ordinal;
    return awp_draft_add(draft, "\\u0000");
}

static bool text(struct awp_draft *draft, size_t ordinal) {
    (void)ordinal;
    return awp_draft_add(draft,
                         "\xD0\xA1\xD1\x87\xD1\x91\xD1\x82 \xE6\x9C\xAA\xE6\x8B\x9B\xE5\xBE\x85 "
                         "\xF0\x9F\x9A\xAB ");
}

static bool number(struct awp_draft *draft, size_t ordinal) {
    return awp_draft_add(draft, "%s%zu.25e-%u", comma(ordinal), ordinal,
                         awp_draft_random(draft, 100));
}

static bool empty_array(struct awp_draft *draft, size_t ordinal) {
    return awp_draft_add(draft, "%s[]", comma(ordinal));
}

const struct awp_family awp_json_families[] = {
    {"json-invite-members", "what the service answers: accounts with the reason of each", false,
     true, 200, AWP_OUTCOME_RESULT, ACCOUNTS, account, "]}"},
    {"json-error", "a typical error", false, true, 400, AWP_OUTCOME_MODELED, ERROR, NULL, ""},
    {"json-html", "an HTML page in place of JSON", false, false, 503, AWP_OUTCOME_UNKNOWN,
     HTML_BEGIN, paragraph, "</body></html>\n"},
    {"json-cut", "json-invite-members without its last byte", false, false, 200,
     AWP_OUTCOME_UNKNOWN, ACCOUNTS, account, "]"},
    {"json-deep", "members that nest 512 deep", false, true, 200, AWP_OUTCOME_RESULT, "{", nest,
     "}"},
    {"json-long-string", "one string that is all of the body", false, true, 400,
     AWP_OUTCOME_MODELED, "{\"code\":\"InternalException\",\"Message\":\"", words, "\"}"},
    {"json-unknown", "members that the shape does not have", false, true, 200, AWP_OUTCOME_RESULT,
     "{\"UnprocessedAccounts\":[]", unknown_member, "}"},
    {"json-duplicates", "one name, again and again", false, true, 400, AWP_OUTCOME_MODELED,
     "{\"code\":\"InternalException\"", message, "}"},
    {"json-escapes", "a string of nothing but escapes", false, true, 400, AWP_OUTCOME_MODELED,
     "{\"code\":\"InternalException\",\"Message\":\"", escapes, "\"}"},
    {"json-zeros", "a string of nothing but escapes of U+0000", false, true, 400,
     AWP_OUTCOME_MODELED, "{\"code\":\"InternalException\",\"Message\":\"", zeros, "\"}"},
    {"json-utf8", "a string of characters of two, three and four bytes", false, true, 400,
     AWP_OUTCOME_MODELED, "{\"code\":\"InternalException\",\"Message\":\"", text, "\"}"},
    {"json-numbers", "an unknown member of nothing but numbers", false, true, 200,
     AWP_OUTCOME_RESULT, "{\"Unknown\":[", number, "]}"},
    {"json-empty-arrays", "an unknown member of nothing but empty arrays: most values a byte",
     false, true, 200, AWP_OUTCOME_RESULT, "{\"Unknown\":[", empty_array, "]}"},
};
const size_t awp_json_family_count = sizeof awp_json_families / sizeof awp_json_families[0];
