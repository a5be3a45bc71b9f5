/* SPDX-License-Identifier: Apache-2.0 */
/* The writers, each defined in the file of its name and known to writer_list.c alone. */
#ifndef AWSPROOF_REPORTS_WRITERS_H
#define AWSPROOF_REPORTS_WRITERS_H

#include "awsproof/report.h"

extern const struct awp_report_writer awp_report_summary;
extern const struct awp_report_writer awp_report_tap;
extern const struct awp_report_writer awp_report_junit;
extern const struct awp_report_writer awp_report_jsonl;
extern const struct awp_report_writer awp_report_sarif;
extern const struct awp_report_writer awp_report_markdown;
extern const struct awp_report_writer awp_report_shields;
extern const struct awp_report_writer awp_report_progress;

#endif
