/* SPDX-License-Identifier: Apache-2.0 */
/* The strict scan: refuses every text that is no JSON document by SPEC R3, before cJSON sees it. */
#ifndef AWP_JSON_SCAN_H
#define AWP_JSON_SCAN_H

#include "awsproof/document.h"

/** What a scan found. */
struct awp_json_scan {
    struct awp_fault fault; /* its reason is NULL where the text is a document */
    size_t name_count;      /* names of members */
    size_t scalar_count;    /* values that are no array and no object */
    size_t text_bytes;      /* in names and strings, without their quotes, and in numbers */
};

/** Scans the text. Linear in its length; takes no memory but the stack, for 512 levels at most. */
void awp_json_scan(struct awp_bytes text, struct awp_json_scan *scan);

/**
 * Writes where the first `count` values of a text that is a document begin, in its order (a
 * container before what it holds), as offsets.
 */
void awp_json_scan_places(struct awp_bytes text, struct awp_json_place *places, size_t count);

#endif
