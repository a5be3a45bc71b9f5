/* SPDX-License-Identifier: Apache-2.0 */
/* A made-up service that uses every trait of the shape tables, which InviteMembers does not. */
#ifndef AWP_TEST_MODEL_H
#define AWP_TEST_MODEL_H

#include "awsproof/shape.h"

/**
 * A recursive structure:
 *   Name: string        jsonName "name", xmlName "n"
 *   Words: list<string>
 *   Tags: list<string>  whose items are `Tag` elements
 *   Flat: list<string>  xmlFlattened, xmlName "F"
 *   Grid: list<list<string>>
 *   Next: Node
 *   Children: list<Node>
 */
extern const struct awp_shape awp_test_node_shape;

/** Fine: string, Count: integer, which is no kind that is interpreted. */
extern const struct awp_shape awp_test_mixed_shape;

/** A list of integers. */
extern const struct awp_shape awp_test_integers_shape;

/**
 * test.Describe: the output is a Node; its errors are Plain, then Quoted with the query code
 * "Sender.Quoted", then Unread, whose shape is awp_test_mixed_shape. All but the last hold Message.
 */
extern const struct awp_operation awp_test_describe_operation;

/** test.Count: its output is awp_test_mixed_shape. */
extern const struct awp_operation awp_test_count_operation;

#endif
