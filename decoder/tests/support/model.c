/* SPDX-License-Identifier: Apache-2.0 */
/* The made-up service's tables. */
#include "support/model.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct awp_shape string_shape = {.name = AWP_BYTES_INIT("String"),
                                              .kind = AWP_SHAPE_STRING};

static const struct awp_shape integer_shape = {.name = AWP_BYTES_INIT("Integer"),
                                               .kind = AWP_SHAPE_INTEGER};

#define LIST_SHAPE(shape_name, item)                                                               \
    {                                                                                              \
        .name = AWP_BYTES_INIT(shape_name), .kind = AWP_SHAPE_LIST, .members = (item),             \
        .member_count = 1                                                                          \
    }

static const struct awp_member word_item = {.name = AWP_BYTES_INIT("member"),
                                            .target = &string_shape};
static const struct awp_shape words_shape = LIST_SHAPE("Words", &word_item);

static const struct awp_member tag_item = {
    .name = AWP_BYTES_INIT("member"), .target = &string_shape, .xml_name = AWP_BYTES_INIT("Tag")};
static const struct awp_shape tags_shape = LIST_SHAPE("Tags", &tag_item);

static const struct awp_member row_item = {.name = AWP_BYTES_INIT("member"),
                                           .target = &words_shape};
static const struct awp_shape grid_shape = LIST_SHAPE("Grid", &row_item);

static const struct awp_member node_item = {.name = AWP_BYTES_INIT("member"),
                                            .target = &awp_test_node_shape};
static const struct awp_shape nodes_shape = LIST_SHAPE("Nodes", &node_item);

static const struct awp_member integer_item = {.name = AWP_BYTES_INIT("member"),
                                               .target = &integer_shape};
const struct awp_shape awp_test_integers_shape = LIST_SHAPE("Integers", &integer_item);

static const struct awp_member node_members[] = {
    {.name = AWP_BYTES_INIT("Name"),
     .target = &string_shape,
     .json_name = AWP_BYTES_INIT("name"),
     .xml_name = AWP_BYTES_INIT("n")},
    {.name = AWP_BYTES_INIT("Words"), .target = &words_shape},
    {.name = AWP_BYTES_INIT("Tags"), .target = &tags_shape},
    {.name = AWP_BYTES_INIT("Flat"),
     .target = &words_shape,
     .xml_name = AWP_BYTES_INIT("F"),
     .xml_flattened = true},
    {.name = AWP_BYTES_INIT("Grid"), .target = &grid_shape},
    {.name = AWP_BYTES_INIT("Next"), .target = &awp_test_node_shape},
    {.name = AWP_BYTES_INIT("Children"), .target = &nodes_shape},
};

const struct awp_shape awp_test_node_shape = {.name = AWP_BYTES_INIT("Node"),
                                              .kind = AWP_SHAPE_STRUCTURE,
                                              .members = node_members,
                                              .member_count = COUNT(node_members)};

static const struct awp_member mixed_members[] = {
    {.name = AWP_BYTES_INIT("Fine"), .target = &string_shape},
    {.name = AWP_BYTES_INIT("Count"), .target = &integer_shape},
};

const struct awp_shape awp_test_mixed_shape = {.name = AWP_BYTES_INIT("Unread"),
                                               .kind = AWP_SHAPE_STRUCTURE,
                                               .members = mixed_members,
                                               .member_count = COUNT(mixed_members)};

static const struct awp_member message_members[] = {
    {.name = AWP_BYTES_INIT("Message"), .target = &string_shape},
};

static const struct awp_shape plain_shape = {.name = AWP_BYTES_INIT("Plain"),
                                             .kind = AWP_SHAPE_STRUCTURE,
                                             .members = message_members,
                                             .member_count = COUNT(message_members)};

static const struct awp_shape quoted_shape = {.name = AWP_BYTES_INIT("Quoted"),
                                              .kind = AWP_SHAPE_STRUCTURE,
                                              .members = message_members,
                                              .member_count = COUNT(message_members)};

static const struct awp_error errors[] = {
    {.shape = &plain_shape, .http_status = 400},
    {.shape = &quoted_shape, .http_status = 400, .query_code = AWP_BYTES_INIT("Sender.Quoted")},
    {.shape = &awp_test_mixed_shape, .http_status = 500},
};

const struct awp_operation awp_test_describe_operation = {
    .service = AWP_BYTES_INIT("test"),
    .name = AWP_BYTES_INIT("Describe"),
    .protocol = AWP_BYTES_INIT("awsQuery"),
    .output = &awp_test_node_shape,
    .errors = errors,
    .error_count = COUNT(errors),
};

const struct awp_operation awp_test_count_operation = {
    .service = AWP_BYTES_INIT("test"),
    .name = AWP_BYTES_INIT("Count"),
    .protocol = AWP_BYTES_INIT("restJson1"),
    .output = &awp_test_mixed_shape,
};
