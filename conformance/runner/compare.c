/* SPDX-License-Identifier: Apache-2.0 */
/* Expected value against the one seen: equal, or where they first differ and how. */
#include "compare.h"

#include "object.h"
#include "text.h"

/* Texts up to this length are shown whole, longer ones around the place where they differ. */
#define MAX_SHOWN_BYTES 80

static struct awp_difference differ(const struct awp_path *path, struct awp_arena *arena,
                                    struct awp_bytes want, struct awp_bytes got) {
    return (struct awp_difference){
        true, awp_path_text(path, arena),
        awp_text_format(arena, "want %.*s, got %.*s", AWP_TEXT_ARGS(want), AWP_TEXT_ARGS(got))};
}

static struct awp_bytes show(const struct awp_json_node *node, struct awp_arena *arena) {
    struct awp_bytes text = {0};
    if (node == NULL) {
        return AWP_BYTES("absent");
    }
    if (awp_json_kind(node) == AWP_JSON_STRING) {
        awp_need(awp_json_string(node, arena, &text));
        return awp_text_quoted(arena, text);
    }
    struct awp_buffer out = {.arena = arena};
    awp_json_write(node, &out);
    awp_need(awp_buffer_finish(&out, &text));
    if (text.len <= MAX_SHOWN_BYTES) {
        return text;
    }
    return awp_text_format(arena, "%s of %zu", awp_json_kind_text(awp_json_kind(node)),
                           awp_json_count(node));
}

struct awp_difference awp_compare_text(struct awp_bytes want, struct awp_bytes got,
                                       const struct awp_path *path, struct awp_arena *arena) {
    if (awp_bytes_equal(want, got)) {
        return (struct awp_difference){0};
    }
    if (want.len <= MAX_SHOWN_BYTES && got.len <= MAX_SHOWN_BYTES) {
        return differ(path, arena, awp_text_quoted(arena, want), awp_text_quoted(arena, got));
    }
    size_t at = 0;
    while (at < want.len && at < got.len && want.ptr[at] == got.ptr[at]) {
        at++;
    }
    const struct awp_bytes wanted =
        awp_text_quoted(arena, (struct awp_bytes){want.ptr + at, want.len - at});
    const struct awp_bytes gotten =
        awp_text_quoted(arena, (struct awp_bytes){got.ptr + at, got.len - at});
    return (struct awp_difference){
        true, awp_path_text(path, arena),
        awp_text_format(arena,
                        "want %zu bytes, got %zu bytes; from byte %zu on want %.*s, got %.*s",
                        want.len, got.len, at, AWP_TEXT_ARGS(wanted), AWP_TEXT_ARGS(gotten))};
}

static struct awp_bytes name_of(const struct awp_json_node *node, struct awp_arena *arena) {
    struct awp_bytes name = {0};
    awp_need(awp_json_name(node, arena, &name));
    return name;
}

static struct awp_difference compare_objects(const struct awp_json_node *want,
                                             const struct awp_json_node *got,
                                             const struct awp_path *path, struct awp_arena *arena) {
    for (const struct awp_json_node *item = awp_json_first(want); item != NULL;
         item = awp_json_next(item)) {
        const struct awp_path here = {.up = path, .member = name_of(item, arena)};
        const struct awp_json_node *other = awp_json_member(got, here.member);
        const struct awp_difference difference =
            other == NULL ? differ(&here, arena, show(item, arena), AWP_BYTES("absent"))
                          : awp_compare_json(item, other, &here, arena);
        if (difference.found) {
            return difference;
        }
    }
    for (const struct awp_json_node *item = awp_json_first(got); item != NULL;
         item = awp_json_next(item)) {
        const struct awp_path here = {.up = path, .member = name_of(item, arena)};
        if (awp_json_member(want, here.member) == NULL) {
            return differ(&here, arena, AWP_BYTES("absent"), show(item, arena));
        }
        if (awp_json_member(got, here.member) != item) {
            return differ(&here, arena, AWP_BYTES("it once"), AWP_BYTES("it twice"));
        }
    }
    return (struct awp_difference){0};
}

static struct awp_difference compare_arrays(const struct awp_json_node *want,
                                            const struct awp_json_node *got,
                                            const struct awp_path *path, struct awp_arena *arena) {
    const struct awp_json_node *wanted = awp_json_first(want);
    const struct awp_json_node *gotten = awp_json_first(got);
    for (size_t index = 0; wanted != NULL || gotten != NULL; index++) {
        const struct awp_path here = {.up = path, .index = index};
        if (wanted == NULL || gotten == NULL) {
            return differ(&here, arena, show(wanted, arena), show(gotten, arena));
        }
        const struct awp_difference difference = awp_compare_json(wanted, gotten, &here, arena);
        if (difference.found) {
            return difference;
        }
        wanted = awp_json_next(wanted);
        gotten = awp_json_next(gotten);
    }
    return (struct awp_difference){0};
}

struct awp_difference awp_compare_json(const struct awp_json_node *want,
                                       const struct awp_json_node *got, const struct awp_path *path,
                                       struct awp_arena *arena) {
    const enum awp_json_kind kind = awp_json_kind(want);
    if (kind != awp_json_kind(got)) {
        return differ(path, arena, show(want, arena), show(got, arena));
    }
    if (kind == AWP_JSON_OBJECT) {
        return compare_objects(want, got, path, arena);
    }
    if (kind == AWP_JSON_ARRAY) {
        return compare_arrays(want, got, path, arena);
    }
    if (kind == AWP_JSON_STRING) {
        struct awp_bytes wanted = {0};
        struct awp_bytes gotten = {0};
        awp_need(awp_json_string(want, arena, &wanted));
        awp_need(awp_json_string(got, arena, &gotten));
        return awp_compare_text(wanted, gotten, path, arena);
    }
    if (kind == AWP_JSON_NUMBER && !awp_bytes_equal(awp_json_number(want), awp_json_number(got))) {
        return differ(path, arena, awp_json_number(want), awp_json_number(got));
    }
    return (struct awp_difference){0};
}
