/* SPDX-License-Identifier: Apache-2.0 */
/* Mutations of a response's body: by the mutators of the format that it looks like. */
#include "mutate.h"
#include "site.h"
#include "words.h"

static uint32_t find_body(const struct awp_parts *tree) {
    const uint32_t last = tree->nodes[0].last;
    return last != AWP_NO_NODE && awp_parts_kind(tree, last) == AWP_NODE_BODY ? last : AWP_NO_NODE;
}

size_t awp_parts_body(const struct awp_parts *tree) {
    const uint32_t body = find_body(tree);
    return body == AWP_NO_NODE ? SIZE_MAX : tree->nodes[body].begin;
}

const struct awp_grammar *awp_grammar_of_body(struct awp_bytes body) {
    for (size_t i = 0; i < body.len; i++) {
        if (body.ptr[i] == '<') {
            return &awp_grammars[AWP_MUTATE_XML];
        }
        if (body.ptr[i] > ' ' && body.ptr[i] < 0x80) {
            break; /* white space and byte order marks are passed over */
        }
    }
    return &awp_grammars[AWP_MUTATE_JSON];
}

bool awp_site_enter_body(struct awp_site *site, struct awp_site *inner, struct awp_draft *draft) {
    const uint32_t body = find_body(site->tree);
    if (body == AWP_NO_NODE) {
        return false;
    }
    const size_t begin = awp_site_node(site, body)->begin;
    *draft = (struct awp_draft){site->draft->ptr + begin, site->draft->len - begin,
                                site->draft->max - begin};
    *inner = *site;
    inner->draft = draft;
    inner->format = awp_grammar_of_body(awp_draft_bytes(draft));
    inner->format->read(awp_draft_bytes(draft), inner->tree);
    inner->donor = (struct awp_bytes){NULL, 0};
    const uint32_t donated = site->donor.len == 0 ? AWP_NO_NODE : find_body(site->donor_tree);
    if (donated != AWP_NO_NODE) {
        inner->donor = awp_parts_text(site->donor_tree, site->donor, donated);
        if (awp_grammar_of_body(inner->donor) == inner->format) {
            inner->format->read(inner->donor, inner->donor_tree);
        } else {
            inner->donor.len = 0; /* no part of JSON is one of XML */
        }
    }
    return true;
}

/* The body is at the end: what happens to it in place happens to the whole. */
static bool change_body(struct awp_site *site) {
    struct awp_site inner;
    struct awp_draft draft;
    if (!awp_site_enter_body(site, &inner, &draft)) {
        return false;
    }
    const size_t head = site->draft->len - draft.len;
    const bool done = awp_site_mutate(&inner);
    site->draft->len = head + draft.len;
    if (done) {
        site->done = inner.done;
        return true;
    }
    /* The trees are the body's now; the next mutator needs the response's. */
    site->format->read(awp_draft_bytes(site->draft), site->tree);
    if (site->donor.len > 0) {
        site->format->read(site->donor, site->donor_tree);
    }
    return false;
}

static bool append_error(struct awp_dice *dice, struct awp_draft *out) {
    static const struct awp_bytes around[][2] = {
        {AWP_BYTES_INIT("{\"__type\":\""), AWP_BYTES_INIT("\"}")},
        {AWP_BYTES_INIT("{\"code\":\""), AWP_BYTES_INIT("\",\"Message\":\"a\"}")},
        {AWP_BYTES_INIT("<Error><Code>"), AWP_BYTES_INIT("</Code></Error>")},
        {AWP_BYTES_INIT("<ErrorResponse><Error><Code>"),
         AWP_BYTES_INIT("</Code><Message>a</Message></Error></ErrorResponse>")},
        {AWP_BYTES_INIT("<Response><Errors><Error><Code>"),
         AWP_BYTES_INIT("</Code></Error></Errors></Response>")},
        {AWP_BYTES_INIT("<html><body>"), AWP_BYTES_INIT("</body></html>")},
    };
    const struct awp_bytes *pair = AWP_PICK(dice, around);
    const bool fits = awp_draft_append(out, pair[0]);
    awp_words_code(dice, awp_dice_once_in(dice, 2), out);
    return fits && awp_draft_append(out, pair[1]);
}

/* An error of any protocol, or nothing, in the body's place. */
static bool set_body(struct awp_site *site) {
    uint8_t bytes[400];
    struct awp_draft body = {bytes, 0, sizeof bytes};
    const uint32_t node = find_body(site->tree);
    if (node == AWP_NO_NODE) {
        return false;
    }
    if (!awp_dice_once_in(site->dice, 8) && !append_error(site->dice, &body)) {
        return false;
    }
    return awp_site_replace(site, node, awp_draft_bytes(&body));
}

/* The whole input becomes a response: where there was none there is one now. */
static bool set_response(struct awp_site *site) {
    static const struct awp_bytes heads[] = {
        AWP_BYTES_INIT("HTTP/1.1 200 OK\r\n\r\n{\"UnprocessedAccounts\":[]}"),
        AWP_BYTES_INIT("HTTP/1.1 400 Bad Request\r\nx-amzn-errortype: InvalidInputException"
                       "\r\n\r\n{\"Message\":\"a\"}"),
        AWP_BYTES_INIT("HTTP/1.1 503 x\r\ncontent-type: text/html\r\n\r\n<html>"),
        AWP_BYTES_INIT("HTTP/1.1 500 x\r\n\r\n<Error><Code>InternalException</Code></Error>")};
    return awp_draft_replace(site->draft, 0, site->draft->len, AWP_PICK(site->dice, heads));
}

static const struct awp_mutator mutators[] = {
    {"http-body", 60, false, change_body},
    {"http-set-body", 5, false, set_body},
    {"http-response", 2, true, set_response},
};

const struct awp_mutator_list awp_http_body_mutators = {mutators, AWP_COUNT(mutators)};
