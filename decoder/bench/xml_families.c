/* SPDX-License-Identifier: Apache-2.0 */
/* Families of XML bodies, in restXml: what a service sends, and the worst of each kind. */
#include "input.h"

#include <stdio.h>
#include <string.h>

#define ROOT "<InviteMembersResponse xmlns=\"http://securityhub.amazonaws.com/doc/2018-10-26/\">"
#define ROOT_END "</InviteMembersResponse>"
#define ACCOUNTS "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" ROOT "<UnprocessedAccounts>"
#define ERROR_BEGIN "<ErrorResponse><Error><Code>InternalException</Code>"
#define ERROR_END                                                                                  \
    "</Error><RequestId>5f1a2b3c-d4e5-f607-1829-3a4b5c6d7e8f</RequestId></ErrorResponse>"
#define ERROR                                                                                      \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ErrorResponse><Error><Type>Sender</Type>"        \
    "<Code>InvalidInputException</Code><Message>Invalid parameter: AccountIds must be account "    \
    "numbers of twelve digits.</Message>"
#define HTML_BEGIN                                                                                 \
    "<html><head><title>503 Service Temporarily Unavailable</title></head>\n"                      \
    "<body><center><h1>503 Service Temporarily Unavailable</h1></center><hr>\n"

static bool account(struct awp_draft *draft, size_t ordinal) {
    const struct awp_draft_account next = awp_draft_next_account(draft);
    (void)ordinal;
    return awp_draft_add(draft,
                         "<member><AccountId>%s</AccountId><ProcessingResult>%s</ProcessingResult>"
                         "</member>",
                         next.number, next.reason);
}

static bool paragraph(struct awp_draft *draft, size_t ordinal) {
    return awp_draft_add(draft, "<p class=\"line\">Request %zu could not be served.<br>\n",
                         ordinal);
}

/* As deep as may be: the root is one level. */
static bool nest(struct awp_draft *draft, size_t ordinal) {
    enum { DEEPEST = AWP_MAX_DEPTH - 1, PAIR = 7 };
    char open[3 * DEEPEST + 1];
    char close[4 * DEEPEST + 1];
    const size_t fits = awp_draft_left(draft) / PAIR;
    const size_t depth = fits < DEEPEST ? fits : DEEPEST;
    (void)ordinal;
    for (size_t i = 0; i < depth; i++) {
        memcpy(open + 3 * i, "<n>", 3);
        memcpy(close + 4 * i, "</n>", 4);
    }
    open[3 * depth] = close[4 * depth] = 0;
    return depth > 0 && awp_draft_add(draft, "%s%s", open, close);
}

static bool words(struct awp_draft *draft, size_t ordinal) {
    return awp_draft_add(draft, "account %zu was not invited, ", ordinal);
}

static bool unknown_member(struct awp_draft *draft, size_t ordinal) {
    return awp_draft_add(draft, "<Unknown%zu>value</Unknown%zu>", ordinal % 1000, ordinal % 1000);
}

static bool message(struct awp_draft *draft, size_t ordinal) {
    return awp_draft_add(draft, "<Message>one too many, number %zu</Message>", ordinal);
}

/* Half of them declare namespaces, as many as may be in scope. */
static bool attributes(struct awp_draft *draft, size_t ordinal) {
    enum { MOST = AWP_MAX_XML_ATTRIBUTES, LONGEST = 18, FRAME = 4 };
    char text[MOST * LONGEST + 1];
    size_t len = 0;
    const size_t left = awp_draft_left(draft);
    const size_t fits = left < FRAME ? 0 : (left - FRAME) / LONGEST;
    const size_t count = fits < MOST ? fits : MOST;
    for (size_t i = 0; i < count; i++) {
        const char *name = i % 2 == 0 ? "a" : "xmlns:n";
        len += (size_t)snprintf(text + len, sizeof text - len, " %s%zu='u:%zu'", name, i,
                                (ordinal + i) % 10);
    }
    text[len] = 0;
    return count > 0 && awp_draft_add(draft, "<a%s/>", text);
}

static bool references(struct awp_draft *draft, size_t ordinal) {
    (void)ordinal;
    return awp_draft_add(draft, "&lt;&gt;&amp;&quot;&apos;&#233;&#x20AC;&#128512;");
}

static bool sections(struct awp_draft *draft, size_t ordinal) {
    (void)ordinal;
    return awp_draft_add(draft, "<![CDATA[<]]>&amp;<!---->");
}

static bool text(struct awp_draft *draft, size_t ordinal) {
    (void)ordinal;
    return awp_draft_add(draft,
                         "\xD0\xA1\xD1\x87\xD1\x91\xD1\x82 \xE6\x9C\xAA\xE6\x8B\x9B\xE5\xBE\x85 "
                         "\xF0\x9F\x9A\xAB ");
}

/* Nearly as many different names as a document may hold. */
static bool element_name(struct awp_draft *draft, size_t ordinal) {
    return awp_draft_add(draft, "<u%zu/>", ordinal % (AWP_MAX_XML_NAMES - 64));
}

static bool empty_element(struct awp_draft *draft, size_t ordinal) {
    (void)ordinal;
    return awp_draft_add(draft, "<a/>");
}

const struct awp_family awp_xml_families[] = {
    {"xml-invite-members", "what the service would answer: accounts with the reason of each", true,
     true, 200, AWP_OUTCOME_RESULT, ACCOUNTS, account, "</UnprocessedAccounts>" ROOT_END},
    {"xml-error", "a typical error", true, true, 400, AWP_OUTCOME_MODELED, ERROR, NULL, ERROR_END},
    {"xml-html", "an HTML page in place of XML", true, false, 503, AWP_OUTCOME_UNKNOWN,
     "<!DOCTYPE html>\n" HTML_BEGIN, paragraph, "</body></html>\n"},
    {"xml-html-plain", "an HTML page without a DOCTYPE", true, false, 503, AWP_OUTCOME_UNKNOWN,
     HTML_BEGIN, paragraph, "</body></html>\n"},
    {"xml-cut", "xml-invite-members without its last element's end", true, false, 200,
     AWP_OUTCOME_UNKNOWN, ACCOUNTS, account, "</UnprocessedAccounts>"},
    {"xml-entity", "xml-invite-members with an HTML entity at its end", true, false, 200,
     AWP_OUTCOME_UNKNOWN, ACCOUNTS, account, "</UnprocessedAccounts>&nbsp;" ROOT_END},
    {"xml-deep", "elements that nest 512 deep", true, true, 200, AWP_OUTCOME_RESULT, ROOT, nest,
     ROOT_END},
    {"xml-long-string", "one text that is all of the body", true, true, 400, AWP_OUTCOME_MODELED,
     ERROR_BEGIN "<Message>", words, "</Message>" ERROR_END},
    {"xml-unknown", "elements that the shape does not have", true, true, 200, AWP_OUTCOME_RESULT,
     ROOT, unknown_member, ROOT_END},
    {"xml-duplicates", "one member, again and again: no document that fits", true, true, 400,
     AWP_OUTCOME_UNKNOWN, ERROR_BEGIN, message, ERROR_END},
    {"xml-attributes", "elements of 256 attributes, half of them namespaces", true, true, 200,
     AWP_OUTCOME_RESULT, ROOT, attributes, ROOT_END},
    {"xml-references", "a text of nothing but references", true, true, 400, AWP_OUTCOME_MODELED,
     ERROR_BEGIN "<Message>", references, "</Message>" ERROR_END},
    {"xml-sections", "a text of CDATA sections, references and comments", true, true, 400,
     AWP_OUTCOME_MODELED, ERROR_BEGIN "<Message>", sections, "</Message>" ERROR_END},
    {"xml-utf8", "a text of characters of two, three and four bytes", true, true, 400,
     AWP_OUTCOME_MODELED, ERROR_BEGIN "<Message>", text, "</Message>" ERROR_END},
    {"xml-names", "nearly 65,536 different names", true, true, 200, AWP_OUTCOME_RESULT, ROOT,
     element_name, ROOT_END},
    {"xml-empty-elements", "nothing but empty elements: most elements a byte", true, true, 200,
     AWP_OUTCOME_RESULT, ROOT, empty_element, ROOT_END},
};
const size_t awp_xml_family_count = sizeof awp_xml_families / sizeof awp_xml_families[0];
