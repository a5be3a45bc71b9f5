/* SPDX-License-Identifier: Apache-2.0 */
/* AWSPROOF_ORACLES and an input's hash -> which oracles look at it. */
#include "oracle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COSTLY_SHARE 8

static const struct {
    const char *id;
    bool is_costly;
    const char *what;
} oracles[] = {
#define AWP_ORACLE_ROW(name, id, is_costly, what) [AWP_ORACLE_##name] = {id, is_costly, what},
    AWP_ORACLE_LIST(AWP_ORACLE_ROW)
#undef AWP_ORACLE_ROW
};

enum mode { UNREAD, NONE, CHEAP, SAMPLED, ALL, LISTED };

/* Read once: engines pass no context to a target. */
static enum mode mode = UNREAD;
static bool listed[AWP_ORACLE_COUNT];

static bool list_id(const char *id, size_t len) {
    for (size_t i = 0; i < AWP_ORACLE_COUNT; i++) {
        if (strlen(oracles[i].id) == len && strncmp(oracles[i].id, id, len) == 0) {
            listed[i] = true;
            return true;
        }
    }
    return false;
}

static void read_list(const char *text) {
    mode = LISTED;
    for (const char *at = text;; at++) {
        const size_t len = strcspn(at, ",");
        if (!list_id(at, len)) {
            dprintf(STDERR_FILENO,
                    "fuzz: AWSPROOF_ORACLES: no oracle is called \"%.*s\"; it is none, cheap, all, "
                    "or ids joined by commas\n",
                    (int)len, at);
            exit(2);
        }
        at += len;
        if (*at == '\0') {
            return;
        }
    }
}

static void read_mode(void) {
    static const struct {
        const char *name;
        enum mode mode;
    } modes[] = {{"none", NONE}, {"cheap", CHEAP}, {"sampled", SAMPLED}, {"all", ALL}};
    const char *text = getenv("AWSPROOF_ORACLES");
    mode = SAMPLED;
    if (text == NULL) {
        return;
    }
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        if (strcmp(text, modes[i].name) == 0) {
            mode = modes[i].mode;
            return;
        }
    }
    read_list(text);
}

/* Eight bytes at a time; the constants are odd and have no other meaning. */
static uint64_t hash_of(struct awp_bytes bytes) {
    uint64_t hash = 0x9E3779B97F4A7C15u + bytes.len;
    for (size_t at = 0; at < bytes.len; at += sizeof hash) {
        const size_t rest = bytes.len - at;
        uint64_t word = 0;
        memcpy(&word, bytes.ptr + at, rest < sizeof word ? rest : sizeof word);
        hash = (hash ^ word) * 0xD6E8FEB86659FD93u;
        hash ^= hash >> 32;
    }
    return hash;
}

struct awp_run awp_run_of(const char *target, struct awp_bytes input) {
    if (mode == UNREAD) {
        read_mode();
    }
    return (struct awp_run){target, input, hash_of(input)};
}

bool awp_oracles_are_off(void) { return mode == NONE; }
bool awp_oracles_are_all(void) { return mode == ALL; }

bool awp_oracle_is_on(const struct awp_run *run, enum awp_oracle oracle) {
    switch (mode) {
    case CHEAP:
        return !oracles[oracle].is_costly;
    case SAMPLED:
        return !oracles[oracle].is_costly || (run->hash + oracle) % COSTLY_SHARE == 0;
    case LISTED:
        return listed[oracle];
    case ALL:
        return true;
    case UNREAD:
    case NONE:
        break;
    }
    return false;
}

bool awp_run_is_chosen(const struct awp_run *run, unsigned times) {
    return mode == ALL || (run->hash >> 8) % times == 0;
}

const char *awp_oracle_id(enum awp_oracle oracle) { return oracles[oracle].id; }

void awp_oracles_print(void) {
    for (size_t i = 0; i < AWP_ORACLE_COUNT; i++) {
        printf("%-16s %-7s %s\n", oracles[i].id, oracles[i].is_costly ? "costly" : "cheap",
               oracles[i].what);
    }
}
