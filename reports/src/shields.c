/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON of which shields.io makes a badge: the shares of a run, and a colour by rule. */
#include "share.h"
#include "sink.h"
#include "writers.h"

/* The first that holds is the badge's colour. */
struct shade {
    size_t must;   /* at least so many tenths of a percent of the MUST cases pass */
    size_t should; /* and of the SHOULD cases */
    bool clean;    /* and no failure breaks a MUST, in a case of any level */
    const char *colour;
};

static const struct shade shades[] = {
    {1000, 1000, true, "brightgreen"}, {1000, 950, true, "green"}, {1000, 0, true, "yellow"},
    {900, 0, false, "orange"},         {0, 0, false, "red"},
};

static const char *colour_of(const struct awp_shares *shares) {
    const struct shade *shade = shades;
    while (awp_shares_permille(shares, AWP_LEVEL_MUST) < shade->must ||
           awp_shares_permille(shares, AWP_LEVEL_SHOULD) < shade->should ||
           (shade->clean && shares->breaks_must > 0)) {
        shade++;
    }
    return shade->colour;
}

static void begin(struct awp_report_sink *sink, const struct awp_report_run *run) {
    (void)sink;
    (void)run;
}

static void result(struct awp_report_sink *sink, const struct awp_report_result *one) {
    awp_shares_add(sink->state, one);
}

/* The levels of which the run had something to judge; of a single level it says nothing more. */
static void write_levels(FILE *out, const struct awp_shares *shares) {
    static const char *const words[AWP_LEVEL_COUNT] = {
        [AWP_LEVEL_SHOULD] = "SHOULD ", [AWP_LEVEL_MUST] = "MUST "};
    const char *separator = "";
    for (size_t level = AWP_LEVEL_COUNT; level-- > AWP_LEVEL_SHOULD;) {
        if (shares->claimed[level] > 0) {
            (void)fprintf(out, "%s%s", separator, words[level]);
            awp_shares_write(out, shares, (enum awp_level)level);
            separator = " | ";
        }
    }
    if (separator[0] == '\0') {
        (void)fprintf(out, "%zu MAY cases", shares->claimed[AWP_LEVEL_MAY]);
    }
}

static void end(struct awp_report_sink *sink, const struct awp_report_totals *totals) {
    const struct awp_shares *const shares = sink->state;
    FILE *const out = sink->out;
    (void)fputs("{\"schemaVersion\":1,\"label\":\"awsproof\",\"message\":\"", out);
    /* No figure of a run that broke off: it would be one of less than was asked for. */
    if (totals->stopped != NULL || shares->judged == 0) {
        (void)fputs(shares->judged == 0 ? "not judged" : "not finished", out);
        (void)fputs("\",\"color\":\"lightgrey\",\"isError\":true}\n", out);
        return;
    }
    write_levels(out, shares);
    (void)fprintf(out, "\",\"color\":\"%s\"}\n", colour_of(shares));
}

const struct awp_report_writer awp_report_shields = {
    .name = "shields",
    .description = "the JSON of an endpoint badge of shields.io",
    .state_bytes = sizeof(struct awp_shares),
    .begin = begin,
    .result = result,
    .end = end,
};
