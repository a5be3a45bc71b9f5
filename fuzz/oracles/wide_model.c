/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of an operation with every trait, and of one that is not interpreted. */
#include "wide_model.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const struct awp_shape string = {.name = AWP_BYTES_INIT("String"), .kind = AWP_SHAPE_STRING};

static const struct awp_member text_items[] = {
    {.name = AWP_BYTES_INIT("member"), .target = &string}};
static const struct awp_shape texts = {.name = AWP_BYTES_INIT("Texts"),
                                       .kind = AWP_SHAPE_LIST,
                                       .members = text_items,
                                       .member_count = COUNT(text_items)};

static const struct awp_member named_items[] = {
    {.name = AWP_BYTES_INIT("member"), .target = &string, .xml_name = AWP_BYTES_INIT("item")}};
static const struct awp_shape named_texts = {.name = AWP_BYTES_INIT("NamedTexts"),
                                             .kind = AWP_SHAPE_LIST,
                                             .members = named_items,
                                             .member_count = COUNT(named_items)};

static const struct awp_shape tree;
static const struct awp_member tree_items[] = {{.name = AWP_BYTES_INIT("member"), .target = &tree}};
static const struct awp_shape trees = {.name = AWP_BYTES_INIT("Trees"),
                                       .kind = AWP_SHAPE_LIST,
                                       .members = tree_items,
                                       .member_count = COUNT(tree_items)};
static const struct awp_member tree_members[] = {
    {.name = AWP_BYTES_INIT("Leaf"), .target = &string},
    {.name = AWP_BYTES_INIT("Left"), .target = &tree},
    {.name = AWP_BYTES_INIT("Below"), .target = &trees}};
static const struct awp_shape tree = {.name = AWP_BYTES_INIT("Tree"),
                                      .kind = AWP_SHAPE_STRUCTURE,
                                      .members = tree_members,
                                      .member_count = COUNT(tree_members)};

static const struct awp_member output_members[] = {
    {.name = AWP_BYTES_INIT("Plain"), .target = &string, .required = true},
    {.name = AWP_BYTES_INIT("Renamed"),
     .target = &string,
     .json_name = AWP_BYTES_INIT("inJson"),
     .xml_name = AWP_BYTES_INIT("InXml")},
    {.name = AWP_BYTES_INIT("Flat"),
     .target = &texts,
     .xml_name = AWP_BYTES_INIT("flat"),
     .xml_flattened = true},
    {.name = AWP_BYTES_INIT("Named"), .target = &named_texts},
    {.name = AWP_BYTES_INIT("Tree"), .target = &tree}};
static const struct awp_shape output = {.name = AWP_BYTES_INIT("WideResponse"),
                                        .kind = AWP_SHAPE_STRUCTURE,
                                        .members = output_members,
                                        .member_count = COUNT(output_members)};

static const struct awp_shape bare = {.name = AWP_BYTES_INIT("BareError"),
                                      .kind = AWP_SHAPE_STRUCTURE};
static const struct awp_shape tangled = {.name = AWP_BYTES_INIT("TangledError"),
                                         .kind = AWP_SHAPE_STRUCTURE,
                                         .members = output_members,
                                         .member_count = COUNT(output_members)};
static const struct awp_error errors[] = {
    {.shape = &bare, .http_status = 400, .query_code = AWP_BYTES_INIT("Bare.InQuery")},
    {.shape = &tangled, .http_status = 500}};

const struct awp_operation awp_fuzz_wide = {.service = AWP_BYTES_INIT("fuzz"),
                                            .name = AWP_BYTES_INIT("Wide"),
                                            .protocol = AWP_BYTES_INIT("restJson1"),
                                            .output = &output,
                                            .errors = errors,
                                            .error_count = COUNT(errors)};

static const struct awp_member entry[] = {{.name = AWP_BYTES_INIT("key"), .target = &string},
                                          {.name = AWP_BYTES_INIT("value"), .target = &string}};
static const struct awp_shape map = {.name = AWP_BYTES_INIT("Map"),
                                     .kind = AWP_SHAPE_MAP,
                                     .members = entry,
                                     .member_count = COUNT(entry)};
static const struct awp_member unread_members[] = {
    {.name = AWP_BYTES_INIT("Message"), .target = &map}};
static const struct awp_shape unread = {.name = AWP_BYTES_INIT("UnreadError"),
                                        .kind = AWP_SHAPE_STRUCTURE,
                                        .members = unread_members,
                                        .member_count = COUNT(unread_members)};
static const struct awp_error unread_errors[] = {{.shape = &unread, .http_status = 400}};

const struct awp_operation awp_fuzz_unread = {.service = AWP_BYTES_INIT("fuzz"),
                                              .name = AWP_BYTES_INIT("Unread"),
                                              .protocol = AWP_BYTES_INIT("restJson1"),
                                              .output = &unread,
                                              .errors = unread_errors,
                                              .error_count = COUNT(unread_errors)};
