/* SPDX-License-Identifier: Apache-2.0 */
/* Outcomes as SPEC R2, R5 to R12, X2, X4 and X6 give them, from a response and a plain tree. */
#include "expect.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "expect_value.h"
#include "fail.h"
#include "value_source.h"

/* All that an expectation is made of. */
struct view {
    const struct awp_run *run;
    const struct awp_question *question;
    const struct awp_http_response *response;
    struct awp_arena *arena;
};

static struct awp_outcome unknown(const struct view *view, struct awp_bytes code) {
    const bool present = view->response->body.len > 0;
    return (struct awp_outcome){
        .kind = AWP_OUTCOME_UNKNOWN,
        .value = {.kind = AWP_SHAPE_STRUCTURE},
        .code = code,
        .raw = {present, present ? view->response->body : (struct awp_bytes)AWP_BYTES_INIT("")}};
}

/* R10, R12: an empty body has no members; no document, or one that does not fit, is Unknown. */
static struct awp_outcome fitted(const struct view *view, const struct awp_shape *shape,
                                 const struct awp_tree *at, struct awp_outcome good,
                                 struct awp_bytes code) {
    good.value = (struct awp_value){.kind = AWP_SHAPE_STRUCTURE};
    if (view->response->body.len == 0) {
        return good;
    }
    if (at == NULL ||
        !awp_expect_value(view->run, shape, view->question->format, at, view->arena, &good.value)) {
        return unknown(view, code);
    }
    return good;
}

static struct awp_outcome error_at(const struct view *view, const struct awp_error *error,
                                   struct awp_bytes code, const struct awp_tree *at) {
    if (error == NULL) {
        return unknown(view, code);
    }
    const struct awp_outcome modeled = {
        .kind = AWP_OUTCOME_MODELED, .error = error, .code = error->shape->name};
    return fitted(view, error->shape, at, modeled, code);
}

static struct awp_outcome result_at(const struct view *view, struct awp_bytes code,
                                    const struct awp_tree *at) {
    const struct awp_outcome result = {.kind = AWP_OUTCOME_RESULT, .code = AWP_BYTES("")};
    return fitted(view, view->question->operation->output, at, result, code);
}

/* R9.1; X4.2 where `by_query_code`. */
static const struct awp_error *error_called(const struct awp_operation *operation,
                                            struct awp_bytes code, bool by_query_code) {
    for (size_t i = 0; i < operation->error_count; i++) {
        const struct awp_error *error = &operation->errors[i];
        const bool other = by_query_code && error->query_code.len > 0;
        if (awp_same_bytes(other ? error->query_code : error->shape->name, code)) {
            return error;
        }
    }
    return NULL;
}

static struct awp_bytes cut_ends(struct awp_bytes text, const char *blanks) {
    while (text.len > 0 && text.ptr[0] != 0 && strchr(blanks, text.ptr[0]) != NULL) {
        text = (struct awp_bytes){text.ptr + 1, text.len - 1};
    }
    while (text.len > 0 && text.ptr[text.len - 1] != 0 &&
           strchr(blanks, text.ptr[text.len - 1]) != NULL) {
        text.len--;
    }
    return text;
}

/* Where the first `mark` is; the length where there is none. */
static size_t index_of(struct awp_bytes text, uint8_t mark) {
    size_t at = 0;
    while (at < text.len && text.ptr[at] != mark) {
        at++;
    }
    return at;
}

/* R6.1, R6.3. */
static struct awp_bytes cleaned(struct awp_bytes candidate) {
    struct awp_bytes code = cut_ends(candidate, " \t");
    code.len = index_of(code, ':');
    const size_t hash = index_of(code, '#');
    if (hash < code.len) {
        code = (struct awp_bytes){code.ptr + hash + 1, code.len - hash - 1};
    }
    return cut_ends(code, " \t");
}

static bool is_named_like(struct awp_bytes name, const char *wanted) {
    return name.len == strlen(wanted) && strncasecmp((const char *)name.ptr, wanted, name.len) == 0;
}

/* R5.1, R6.2, R6.4: of repeated headers the first value up to its comma, unless one is no UTF-8. */
static struct awp_bytes code_of_headers(const struct awp_http_response *response) {
    struct awp_bytes code = AWP_BYTES("");
    bool seen = false;
    for (size_t i = 0; i < response->header_count; i++) {
        if (!is_named_like(response->headers[i].name, "x-amzn-errortype")) {
            continue;
        }
        struct awp_bytes value = response->headers[i].value;
        if (!awp_fuzz_is_utf8(value)) {
            return AWP_BYTES("");
        }
        value.len = index_of(value, ',');
        code = seen ? code : cleaned(value);
        seen = true;
    }
    return code;
}

/* R5.2: the last of the name, if it is a string. */
static struct awp_bytes code_of_member(const struct awp_tree *tree, const char *name) {
    const struct awp_tree *last = NULL;
    if (tree == NULL || tree->kind != AWP_TREE_OBJECT) {
        return AWP_BYTES("");
    }
    for (const struct awp_tree *child = tree->first; child != NULL; child = child->next) {
        last = awp_same_bytes(child->name, awp_bytes_of_string(name)) ? child : last;
    }
    return last == NULL || last->kind != AWP_TREE_TEXT ? AWP_BYTES("") : cleaned(last->text);
}

static struct awp_outcome by_rest_json1(const struct view *view, struct awp_bytes status,
                                        const struct awp_tree *tree) {
    struct awp_bytes code = code_of_headers(view->response);
    code = code.len > 0 ? code : code_of_member(tree, "code");
    code = code.len > 0 ? code : code_of_member(tree, "__type");
    if (code.len == 0) {
        return unknown(view, status); /* R7 */
    }
    return error_at(view, error_called(view->question->operation, code, false), code, tree);
}

static const struct awp_tree *child_called(const struct awp_tree *tree, const char *name) {
    return tree == NULL ? NULL : awp_expect_named(tree->first, awp_bytes_of_string(name));
}

static bool is_called(const struct awp_tree *tree, const char *name) {
    return tree != NULL && awp_same_bytes(tree->name, awp_bytes_of_string(name));
}

/* X2. */
static const struct awp_tree *error_element(const struct awp_tree *tree, bool is_ec2) {
    if (is_ec2) {
        return is_called(tree, "Response") ? child_called(child_called(tree, "Errors"), "Error")
                                           : NULL;
    }
    if (is_called(tree, "Error")) {
        return tree;
    }
    return is_called(tree, "ErrorResponse") ? child_called(tree, "Error") : NULL;
}

/* X3, X4.1: empty where there is none, two, or one with elements inside. */
static struct awp_bytes code_of_element(const struct awp_tree *error) {
    const struct awp_tree *code = child_called(error, "Code");
    if (code == NULL || code->first != NULL ||
        awp_expect_named(code->next, AWP_BYTES("Code")) != NULL) {
        return AWP_BYTES("");
    }
    return cut_ends(code->text, " \t\r\n");
}

/* X6.1, X6.4: the one child that is called like the operation, `Result` behind it. */
static const struct awp_tree *wrapper(const struct view *view, const struct awp_tree *tree) {
    char name[128];
    snprintf(name, sizeof name, "%.*sResult", AWP_FUZZ_TEXT(view->question->operation->name));
    const struct awp_tree *found = child_called(tree, name);
    if (found != NULL && awp_expect_named(found->next, awp_bytes_of_string(name)) != NULL) {
        return NULL;
    }
    return found;
}

static struct awp_outcome by_xml(const struct view *view, struct awp_bytes status,
                                 const struct awp_tree *tree) {
    const struct awp_bytes protocol = view->question->protocol->name;
    const struct awp_tree *error =
        error_element(tree, awp_same_bytes(protocol, AWP_BYTES("ec2Query")));
    const struct awp_bytes code = error == NULL ? AWP_BYTES("") : code_of_element(error);
    if (code.len == 0) {
        return unknown(view, status);
    }
    const bool by_query_code = awp_same_bytes(protocol, AWP_BYTES("awsQuery"));
    return error_at(view, error_called(view->question->operation, code, by_query_code), code,
                    error);
}

static struct awp_outcome by_protocol(const struct view *view, const struct awp_tree *tree) {
    char digits[16];
    snprintf(digits, sizeof digits, "%u", view->response->status);
    const struct awp_bytes status =
        awp_tree_copy(view->run, view->arena, awp_bytes_of_string(digits));
    const struct awp_bytes protocol = view->question->protocol->name;
    if (view->response->status / 100 == 2) {
        const bool wrapped = awp_same_bytes(protocol, AWP_BYTES("awsQuery"));
        return result_at(view, status, wrapped ? wrapper(view, tree) : tree);
    }
    return view->question->format == AWP_FORMAT_JSON ? by_rest_json1(view, status, tree)
                                                     : by_xml(view, status, tree);
}

struct awp_outcome awp_expect(const struct awp_run *run, const struct awp_question *question,
                              const struct awp_http_response *response, const struct awp_tree *tree,
                              struct awp_arena *arena) {
    const struct view view = {run, question, response, arena};
    switch (question->kind) {
    case AWP_ASK_ERROR:
        return error_at(&view, error_called(question->operation, question->code, false),
                        question->code, tree);
    case AWP_ASK_RESPONSE:
        return result_at(&view, question->code, tree);
    case AWP_ASK_PROTOCOL:
        break;
    }
    return by_protocol(&view, tree);
}

enum awp_oracle awp_outcome_difference_but_raw(const struct awp_outcome *a,
                                               const struct awp_outcome *b) {
    if (a->kind != b->kind) {
        return AWP_ORACLE_KIND;
    }
    if (a->error != b->error) {
        return AWP_ORACLE_ERROR;
    }
    if (!awp_same_bytes(a->code, b->code)) {
        return AWP_ORACLE_CODE;
    }
    return awp_same_value(&a->value, &b->value) ? AWP_ORACLE_COUNT : AWP_ORACLE_VALUE;
}

enum awp_oracle awp_outcome_difference(const struct awp_outcome *a, const struct awp_outcome *b) {
    const enum awp_oracle difference = awp_outcome_difference_but_raw(a, b);
    if (difference != AWP_ORACLE_COUNT) {
        return difference;
    }
    if (a->raw.present != b->raw.present) {
        return AWP_ORACLE_RAW_PRESENT;
    }
    return awp_same_bytes(a->raw.bytes, b->raw.bytes) ? AWP_ORACLE_COUNT : AWP_ORACLE_RAW_BYTES;
}
