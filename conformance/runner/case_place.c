/* SPDX-License-Identifier: Apache-2.0 */
/* Where in a case file something stands: an offset or a value -> a line. */
#include "case.h"

unsigned awp_case_line_of_offset(struct awp_bytes text, size_t offset) {
    unsigned line = 1;
    for (size_t i = 0; i < offset && i < text.len; i++) {
        line += text.ptr[i] == '\n';
    }
    return line;
}

unsigned awp_case_file_line(const struct awp_case_file *file, const struct awp_json_node *where) {
    return awp_case_line_of_offset(file->text, awp_json_offset(file->text, file->root, where));
}
