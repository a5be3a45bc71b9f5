/* SPDX-License-Identifier: Apache-2.0 */
/* Where in a value one stands, kept on the stack while it is walked: "$.value.List[3].Name". */
#include "path.h"

#include "text.h"

static bool is_plain_name(struct awp_bytes name) {
    for (size_t i = 0; i < name.len; i++) {
        const uint8_t byte = name.ptr[i];
        if (!((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
              (byte >= '0' && byte <= '9') || byte == '_')) {
            return false;
        }
    }
    return name.len > 0;
}

struct awp_bytes awp_path_text(const struct awp_path *path, struct awp_arena *arena) {
    if (path == NULL) {
        return AWP_BYTES("$");
    }
    const struct awp_bytes up = awp_path_text(path->up, arena);
    if (path->member.ptr == NULL) {
        return awp_text_format(arena, "%.*s[%zu]", AWP_TEXT_ARGS(up), path->index);
    }
    if (is_plain_name(path->member)) {
        return awp_text_format(arena, "%.*s.%.*s", AWP_TEXT_ARGS(up), AWP_TEXT_ARGS(path->member));
    }
    const struct awp_bytes name = awp_text_quoted(arena, path->member);
    return awp_text_format(arena, "%.*s[%.*s]", AWP_TEXT_ARGS(up), AWP_TEXT_ARGS(name));
}
