/* SPDX-License-Identifier: Apache-2.0 */
/* A case and its judgement -> the plain data that reports are made of. */
#include "result.h"

#include <inttypes.h>

#include "case_wire.h"
#include "text.h"
#include "variant_cases.h"

struct awp_report_text awp_report_text_of(struct awp_bytes bytes) {
    return (struct awp_report_text){(const char *)bytes.ptr, bytes.len};
}

static const struct awp_report_text *texts_of(struct awp_texts texts, struct awp_arena *arena) {
    struct awp_report_text *items = awp_need_array(arena, texts.count, sizeof(*items));
    for (size_t i = 0; i < texts.count; i++) {
        items[i] = awp_report_text_of(texts.items[i]);
    }
    return items;
}

static struct awp_bytes finish(struct awp_buffer *out) {
    struct awp_bytes text = {0};
    awp_need(awp_buffer_finish(out, &text));
    return text;
}

/* "HTTP 401\nname: value\n\nbody", or "error_of_json InternalException\n\nbody". */
static struct awp_bytes write_input(const struct awp_result_source *source,
                                    struct awp_arena *arena) {
    const struct awp_case *golden = source->golden;
    struct awp_buffer out = {.arena = arena};
    if (golden->function != NULL) {
        awp_buffer_append(&out, golden->function->name);
        awp_buffer_append_string(&out, " ");
        awp_buffer_append(&out, golden->code);
        awp_buffer_append_string(&out, "\n");
    } else {
        awp_buffer_append(&out, awp_text_format(arena, "HTTP %u\n", golden->status));
    }
    if (golden->wire.fault != NULL) {
        awp_buffer_append_string(&out, "(on the wire: ");
        awp_wire_write(&golden->wire, &out);
        awp_buffer_append_string(&out, ")\n");
    }
    for (size_t i = 0; i < golden->header_count; i++) {
        awp_buffer_append(&out, golden->headers[i].name);
        awp_buffer_append_string(&out, ": ");
        awp_buffer_append(&out, golden->headers[i].value);
        awp_buffer_append_string(&out, "\n");
    }
    awp_buffer_append_string(&out, "\n");
    awp_buffer_append(&out, source->body);
    return finish(&out);
}

/* The raw body is shown only where it is what differs: else it is the input again. */
static struct awp_bytes write_want(const struct awp_result_source *source,
                                   struct awp_arena *arena) {
    struct awp_answer want = source->golden->expect;
    struct awp_buffer out = {.arena = arena};
    want.raw = (struct awp_optional_bytes){source->body.len > 0, source->body};
    awp_answer_write(&want, source->judgement->raw_differs, &out);
    return finish(&out);
}

static struct awp_bytes write_got(const struct awp_result_source *source, struct awp_arena *arena) {
    struct awp_buffer out = {.arena = arena};
    if (source->answer == NULL) {
        return source->line;
    }
    awp_answer_write(source->answer, source->judgement->raw_differs, &out);
    return finish(&out);
}

/* A variant is made again: of the case, by its kind and its seed. */
static void write_replay_id(const struct awp_case *golden, struct awp_buffer *out,
                            struct awp_arena *arena) {
    const struct awp_variant_origin *origin = golden->variant;
    if (origin != NULL) {
        awp_buffer_append(out, awp_text_format(arena, " --variant %s --seed %" PRIu64,
                                               origin->kind->name, origin->seed));
    }
    awp_buffer_append_string(out, " ");
    awp_buffer_append(out, origin != NULL ? origin->golden->id : golden->id);
}

static struct awp_bytes write_replay(const struct awp_result_source *source,
                                     struct awp_arena *arena) {
    struct awp_buffer out = {.arena = arena};
    const char *program = source->program == NULL ? "awsproof" : source->program;
    awp_buffer_append(&out, awp_text_shell(arena, awp_bytes_of_string(program)));
    awp_buffer_append_string(&out, " run");
    if (source->cases_path != NULL) {
        awp_buffer_append_string(&out, " --cases ");
        awp_buffer_append(&out, awp_text_shell(arena, awp_bytes_of_string(source->cases_path)));
    }
    if (source->command != NULL) {
        awp_buffer_append_string(&out, " --testee ");
        awp_buffer_append(&out, awp_text_shell(arena, awp_bytes_of_string(source->command)));
    }
    if (source->transport != NULL) {
        awp_buffer_append_string(&out, " --transport ");
        awp_buffer_append_string(&out, source->transport);
    }
    if (source->options.len > 0) {
        awp_buffer_append_string(&out, " ");
        awp_buffer_append(&out, source->options);
    }
    if (source->ids.len > 0) {
        awp_buffer_append_string(&out, " ");
        awp_buffer_append(&out, source->ids);
    } else {
        write_replay_id(source->golden, &out, arena);
    }
    return finish(&out);
}

struct awp_report_result awp_result_make(const struct awp_result_source *source,
                                         struct awp_arena *arena) {
    const struct awp_case *golden = source->golden;
    const struct awp_judgement *judgement = source->judgement;
    return (struct awp_report_result){
        .id = awp_report_text_of(golden->id),
        .title = awp_report_text_of(golden->title),
        .why = awp_report_text_of(golden->why),
        .level = golden->level,
        .rules = texts_of(golden->rules, arena),
        .rule_count = golden->rules.count,
        .sources = texts_of(golden->sources, arena),
        .source_count = golden->sources.count,
        .flags = texts_of(golden->flags, arena),
        .flag_count = golden->flags.count,
        .file = awp_report_text_of(golden->file),
        .line = golden->line,
        .verdict = judgement->verdict,
        .required = awp_judgement_is_required(judgement, source->require),
        .broken_level = judgement->broken_level,
        .failure = awp_report_text_of(awp_bytes_of_string(awp_judgement_class(judgement))),
        .reason = awp_report_text_of(judgement->reason),
        .choice = awp_report_text_of(judgement->choice),
        .input = awp_report_text_of(write_input(source, arena)),
        .want = awp_report_text_of(write_want(source, arena)),
        .got = awp_report_text_of(write_got(source, arena)),
        .difference_path = awp_report_text_of(judgement->difference.path),
        .difference = awp_report_text_of(judgement->difference.text),
        .stderr_tail = awp_report_text_of(source->errors),
        .replay = awp_report_text_of(write_replay(source, arena)),
        .duration_us = source->duration_us,
    };
}
