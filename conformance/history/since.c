/* SPDX-License-Identifier: Apache-2.0 */
/* With which run the newest of a decoder is compared: a run, a date or a version. */
#include "since.h"

#include <string.h>

#include "text.h"

static bool has_form(struct awp_bytes text, const char *form) {
    if (text.len != strlen(form)) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        const bool is_digit = text.ptr[i] >= '0' && text.ptr[i] <= '9';
        if (form[i] == 'd' ? !is_digit : text.ptr[i] != (uint8_t)form[i]) {
            return false;
        }
    }
    return true;
}

static bool read_run(struct awp_since *since) {
    unsigned number;
    if (!awp_text_unsigned(since->text, UINT32_MAX, &number) || number == 0) {
        return false;
    }
    since->run = number;
    return true;
}

static bool read_date(struct awp_since *since) {
    return has_form(since->text, "dddd-dd-dd") || has_form(since->text, "dddd-dd-ddTdd:dd:ddZ");
}

static bool read_version(struct awp_since *since) { return since->text.len > 0; }

/* The first that can be read is what is meant. */
static const struct {
    const char *prefix;
    enum awp_since_kind kind;
    bool (*read)(struct awp_since *since);
} kinds[] = {
    {"run:", AWP_SINCE_RUN, read_run},
    {"date:", AWP_SINCE_DATE, read_date},
    {"version:", AWP_SINCE_VERSION, read_version},
};
enum { KIND_COUNT = sizeof(kinds) / sizeof(kinds[0]) };

bool awp_since_parse(const char *text, struct awp_since *since) {
    const struct awp_bytes whole = awp_bytes_of_string(text);
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (awp_text_begins(whole, kinds[i].prefix)) {
            *since = (struct awp_since){
                .kind = kinds[i].kind,
                .text = awp_bytes_of_string(text + strlen(kinds[i].prefix)),
            };
            return kinds[i].read(since);
        }
    }
    for (size_t i = 0; i < KIND_COUNT; i++) {
        *since = (struct awp_since){.kind = kinds[i].kind, .text = whole};
        if (kinds[i].read(since)) {
            return true;
        }
    }
    return false;
}

static int compare(struct awp_report_text a, struct awp_report_text b) {
    const size_t len = a.len < b.len ? a.len : b.len;
    const int order = len == 0 ? 0 : memcmp(a.ptr, b.ptr, len);
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

bool awp_since_is_before(const struct awp_history_run *one, const struct awp_history_run *other) {
    const int order = compare(one->started_at, other->started_at);
    return order != 0 ? order < 0 : one->number < other->number;
}

static bool is_up_to(const struct awp_since *since, const struct awp_history_run *at,
                     const struct awp_history_run *run) {
    const struct awp_report_text text = {(const char *)since->text.ptr, since->text.len};
    switch (since->kind) {
    case AWP_SINCE_RUN:
        return at != NULL && !awp_since_is_before(at, run);
    case AWP_SINCE_DATE:
        return compare(run->started_at, text) < 0;
    case AWP_SINCE_VERSION:
        return compare(run->version, text) == 0;
    case AWP_SINCE_BEFORE:
    default:
        return false;
    }
}

size_t awp_since_base(const struct awp_since *since, const struct awp_history_run *at,
                      const struct awp_history_run *runs, size_t run_count) {
    if (since->kind == AWP_SINCE_BEFORE) {
        return run_count > 1 ? run_count - 2 : run_count;
    }
    for (size_t i = run_count; i > 0; i--) {
        if (is_up_to(since, at, &runs[i - 1])) {
            return i - 1;
        }
    }
    return since->kind == AWP_SINCE_DATE && run_count > 1 ? 0 : run_count;
}
