/* SPDX-License-Identifier: Apache-2.0 */
/* The formats and their mutators: the one list of them. */
#include <string.h>

#include "mutate.h"
#include "site.h"

#define LISTS(...)                                                                                 \
    .lists = (const struct awp_mutator_list *const[]){__VA_ARGS__},                                \
    .list_count = sizeof((const struct awp_mutator_list *const[]){__VA_ARGS__}) /                  \
                  sizeof(const struct awp_mutator_list *)

const struct awp_grammar awp_grammars[AWP_MUTATE_FORMAT_COUNT] = {
    [AWP_MUTATE_JSON] = {.name = "json",
                         .read = awp_parts_of_json,
                         .separator = AWP_BYTES_INIT(","),
                         LISTS(&awp_structure_mutators, &awp_json_value_mutators,
                               &awp_json_text_mutators, &awp_json_error_mutators)},
    [AWP_MUTATE_XML] = {.name = "xml",
                        .read = awp_parts_of_xml,
                        LISTS(&awp_structure_mutators, &awp_xml_element_mutators,
                              &awp_xml_text_mutators, &awp_xml_markup_mutators,
                              &awp_xml_error_mutators)},
    [AWP_MUTATE_HTTP] = {.name = "http",
                         .read = awp_parts_of_http,
                         LISTS(&awp_structure_mutators, &awp_http_line_mutators,
                               &awp_http_body_mutators)},
};

/* Bytes, which are no format: nothing is read. */
const struct awp_grammar awp_raw_grammar = {.name = "raw", LISTS(&awp_raw_mutators)};

const char *awp_mutate_format_name(enum awp_mutate_format format) {
    return awp_grammars[format].name;
}

bool awp_mutate_format_find(const char *name, enum awp_mutate_format *format) {
    for (unsigned i = 0; i < AWP_MUTATE_FORMAT_COUNT; i++) {
        if (strcmp(name, awp_grammars[i].name) == 0) {
            *format = (enum awp_mutate_format)i;
            return true;
        }
    }
    return false;
}
