/* SPDX-License-Identifier: Apache-2.0 */
/* Every protocol, one file each; protocol_list.c knows them all. */
#ifndef AWP_PROTOCOLS_H
#define AWP_PROTOCOLS_H

#include "awsproof/protocol.h"

extern const struct awp_protocol awp_rest_json1;
extern const struct awp_protocol awp_rest_xml;
extern const struct awp_protocol awp_aws_query;
extern const struct awp_protocol awp_ec2_query;

#endif
