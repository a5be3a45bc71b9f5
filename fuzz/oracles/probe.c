/* SPDX-License-Identifier: Apache-2.0 */
/* A body decoded by every question once, from a copy that is then overwritten. */
#include "probe.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "fail.h"

enum { POISON = 0xA5, MAX_CODE_BYTES = 64 };

/* A response whose every byte is a copy. */
struct copied {
    struct awp_placed body;
    struct awp_placed names[AWP_FUZZ_MAX_HEADERS];
    struct awp_placed values[AWP_FUZZ_MAX_HEADERS];
    struct awp_header headers[AWP_FUZZ_MAX_HEADERS];
    struct awp_http_response response;
};

static void copy(const struct awp_run *run, enum awp_placement place,
                 const struct awp_http_response *from, struct copied *to) {
    to->body = awp_place(run, place, from->body);
    to->response = *from;
    to->response.body = to->body.bytes;
    to->response.headers = to->headers;
    for (size_t i = 0; i < from->header_count; i++) {
        to->names[i] = awp_place(run, AWP_PLACE_HEAP, from->headers[i].name);
        to->values[i] = awp_place(run, AWP_PLACE_HEAP, from->headers[i].value);
        to->headers[i] = (struct awp_header){to->names[i].bytes, to->values[i].bytes};
    }
}

static void end(const struct awp_placed *placed) {
    awp_placed_scribble(placed);
    awp_placed_release(placed);
}

static void end_copy(const struct copied *copied) {
    for (size_t i = 0; i < copied->response.header_count; i++) {
        end(&copied->names[i]);
        end(&copied->values[i]);
    }
    end(&copied->body);
}

const char *awp_probe_question_text(struct awp_probe *probe, size_t which) {
    const struct awp_question *question = &probe->questions->items[which];
    static char text[192];
    const bool by_protocol = question->kind == AWP_ASK_PROTOCOL;
    const struct awp_bytes what = by_protocol ? question->protocol->name : question->code;
    snprintf(text, sizeof text, "%.*s by %s%.*s", AWP_FUZZ_TEXT(question->operation->name),
             by_protocol ? "" : "code ", AWP_FUZZ_TEXT(what));
    return text;
}

/* No field is left as the poison was. A bool is read as a byte: as a bool it might be no value. */
static bool is_written(const struct awp_outcome *outcome) {
    uint8_t present;
    memcpy(&present, &outcome->raw.present, sizeof present);
    return present <= 1 && (unsigned)outcome->kind <= AWP_OUTCOME_UNKNOWN &&
           outcome->value.kind == AWP_SHAPE_STRUCTURE;
}

static void ask(struct awp_probe *probe, const struct awp_pass *pass, size_t which,
                const struct awp_http_response *response, const void *document,
                struct awp_outcome *outcome) {
    struct awp_question question = probe->questions->items[which];
    static uint8_t code[MAX_CODE_BYTES];
    assert(question.code.len <= sizeof code);
    if (question.code.len > 0) {
        memcpy(code, question.code.ptr, question.code.len);
    }
    question.code.ptr = code;
    memset(outcome, POISON, sizeof *outcome);
    const enum awp_status status =
        awp_ask(&question, pass->asking, response, document, probe->arena, outcome);
    memset(code, POISON, sizeof code);
    if (status != AWP_OK) {
        AWP_REQUIRE(&probe->run, false, STATUS, "%s: %s", awp_probe_question_text(probe, which),
                    awp_status_text(status));
        *outcome = (struct awp_outcome){.kind = AWP_OUTCOME_UNKNOWN,
                                        .value = {.kind = AWP_SHAPE_STRUCTURE}};
    }
    AWP_REQUIRE(&probe->run, is_written(outcome), POISON, "%s: a field was not written",
                awp_probe_question_text(probe, which));
}

static const void *parse(struct awp_probe *probe, enum awp_format format, struct awp_bytes text,
                         struct awp_arena *arena) {
    struct awp_fault fault;
    const void *document = NULL;
    memset(&fault, POISON, sizeof fault);
    const enum awp_status status = awp_parse(format, text, arena, &document, &fault);
    AWP_REQUIRE(&probe->run, status == AWP_OK, STATUS, "the parser: %s", awp_status_text(status));
    AWP_REQUIRE(&probe->run,
                document != NULL ? fault.reason == NULL
                                 : fault.reason != NULL && fault.offset <= text.len,
                FAULT, "no document without a reason and an offset inside, or one with a reason");
    return document;
}

void awp_probe_ask(struct awp_probe *probe, const struct awp_pass *pass,
                   const struct awp_http_response *response,
                   struct awp_outcome outcomes[AWP_MAX_QUESTIONS]) {
    static struct copied copied; /* too large for a stack frame under a sanitizer */
    const size_t count = probe->questions->count;
    const void *document = NULL;
    const struct awp_question *first = &probe->questions->items[0];
    copy(&probe->run, pass->place, response, &copied);
    if (first->kind != AWP_ASK_PROTOCOL && pass->asking != AWP_ON_BYTES) {
        document = parse(probe, first->format, copied.response.body, probe->arena);
    }
    if (outcomes == probe->outcomes && document != NULL) {
        probe->trees[first->format] =
            awp_tree_of_document(&probe->run, first->format, document, probe->scratch);
    }
    for (size_t i = 0; i < count; i++) {
        const size_t which = pass->is_reversed ? count - 1 - i : i;
        if (pass->is_single && which != probe->run.hash % count) {
            outcomes[which] = probe->outcomes[which];
            continue;
        }
        ask(probe, pass, which, &copied.response, document, &outcomes[which]);
    }
    end_copy(&copied);
}

const struct awp_tree *awp_probe_tree(struct awp_probe *probe, enum awp_format format,
                                      struct awp_bytes text) {
    const void *document = parse(probe, format, text, probe->scratch);
    return awp_tree_of_document(&probe->run, format, document, probe->scratch);
}
