/* SPDX-License-Identifier: Apache-2.0 */
/* `decoder-bench`: the decoder against the bare parsers, in time and in memory, as JSON lines. */
#include <gnu/libc-version.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "bare.h"
#include "measure.h"

#if defined(__clang__)
#define AWP_BENCH_COMPILER "clang " __clang_version__
#else
#define AWP_BENCH_COMPILER "gcc " __VERSION__
#endif

static const char usage[] =
    "Usage: decoder-bench times [OPTION...]            both sides in turn, pair by pair\n"
    "       decoder-bench memory [OPTION...]           memory in use at the most\n"
    "       decoder-bench once SIDE FAMILY BYTES       a body twice; the second time in\n"
    "                                                  awp_bench_counted, for callgrind\n"
    "       decoder-bench write FAMILY BYTES           the body itself\n"
    "       decoder-bench list                         the families\n"
    "       decoder-bench versions                     what the figures depend on\n"
    "\n"
    "Prints a JSON line for each family and size: 1 KiB, doubled up to 16 MiB. Times are those of\n"
    "the processor; a side is ours (bytes to an outcome, in an arena that is rewound) or bare\n"
    "(cJSON_ParseWithLength and cJSON_Delete, xmlReadMemory and xmlFreeDoc).\n"
    "\n"
    "  --family NAME    this family alone\n"
    "  --most BYTES     no body larger than this\n"
    "  --step FACTOR    from size to size; 2 unless told\n"
    "  --help           this text\n"
    "\n"
    "Examples\n"
    "  decoder-bench times --family json-invite-members --most 65536\n"
    "  valgrind --tool=callgrind --toggle-collect=awp_bench_counted \\\n"
    "      decoder-bench once ours xml-error 512\n"
    "\n"
    "Exit status: 0; 1 a body did not come to what its family says; 2 usage; 3 no memory or "
    "process.\n";

static int usage_error(const char *what, const char *which) {
    fprintf(stderr, "decoder-bench: %s%s; see --help\n", what, which);
    return 2;
}

/* A whole number in bounds, or 0. */
static size_t number(const char *text, size_t least, size_t most) {
    char *end;
    const unsigned long long value = strtoull(text, &end, 10);
    return *end != 0 || value < least || value > most ? 0 : (size_t)value;
}

static int read_option(struct awp_plan *plan, const char *name, const char *value) {
    if (value == NULL) {
        return usage_error("no value for ", name);
    }
    if (strcmp(name, "--family") == 0) {
        plan->family = awp_family_find(value);
        return plan->family != NULL ? 0 : usage_error("no such family: ", value);
    }
    if (strcmp(name, "--most") == 0) {
        plan->most_bytes = number(value, AWP_LEAST_BODY_BYTES, AWP_MOST_BODY_BYTES);
        return plan->most_bytes != 0 ? 0 : usage_error("not 1024 to 16777216: ", value);
    }
    if (strcmp(name, "--step") == 0) {
        plan->step = number(value, 2, AWP_MOST_BODY_BYTES);
        return plan->step != 0 ? 0 : usage_error("not 2 or more: ", value);
    }
    return usage_error("unknown option ", name);
}

static int measure(char **arguments, bool times) {
    struct awp_plan plan = {.most_bytes = AWP_MOST_BODY_BYTES, .step = 2};
    for (; *arguments != NULL; arguments += 2) {
        const int status = read_option(&plan, arguments[0], arguments[1]);
        if (status != 0) {
            return status;
        }
    }
    plan.bodies =
        mmap(NULL, AWP_MOST_BODY_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (plan.bodies == MAP_FAILED) {
        perror("decoder-bench: mmap");
        return 3;
    }
    if (times) {
        awp_measure_times(&plan);
    } else {
        awp_measure_memory(&plan);
    }
    return 0;
}

/* FAMILY BYTES as a body; its `ptr` is NULL, and something was said, where they are none. */
static struct awp_bytes make_body(char **arguments, const struct awp_family **family) {
    const struct awp_bytes none = {0};
    if (arguments[0] == NULL || arguments[1] == NULL || arguments[2] != NULL) {
        (void)usage_error("a family and a number of bytes are wanted", "");
        return none;
    }
    *family = awp_family_find(arguments[0]);
    if (*family == NULL) {
        (void)usage_error("no such family: ", arguments[0]);
        return none;
    }
    const size_t fixed = awp_family_fixed_bytes(*family);
    const size_t asked = number(arguments[1], AWP_LEAST_BODY_BYTES, AWP_MOST_BODY_BYTES);
    const size_t size = fixed != 0 ? fixed : asked;
    if (size == 0) {
        (void)usage_error("not 1024 to 16777216: ", arguments[1]);
        return none;
    }
    char *to = malloc(size);
    if (to == NULL) {
        perror("decoder-bench");
        return none;
    }
    awp_family_write(*family, size, to);
    return (struct awp_bytes){(const uint8_t *)to, size};
}

static int run_once(char **arguments) {
    const struct awp_side *sides[] = {&awp_side_ours, &awp_side_bare};
    for (size_t i = 0; arguments[0] != NULL && i < sizeof sides / sizeof sides[0]; i++) {
        const struct awp_side *side = sides[i];
        const struct awp_family *family;
        if (strcmp(arguments[0], side->name) != 0) {
            continue;
        }
        const struct awp_bytes body = make_body(arguments + 1, &family);
        if (body.ptr == NULL) {
            return 2;
        }
        void *kept = side->begin(false);
        const bool is_right =
            side->run(kept, family, body) && awp_bench_counted(side, kept, family, body);
        side->end(kept);
        free((void *)body.ptr);
        return is_right ? 0 : 1;
    }
    return usage_error("a side is wanted: ours or bare", "");
}

static int write_body(char **arguments) {
    const struct awp_family *family;
    const struct awp_bytes body = make_body(arguments, &family);
    if (body.ptr == NULL) {
        return 2;
    }
    const bool is_written = fwrite(body.ptr, 1, body.len, stdout) == body.len;
    free((void *)body.ptr);
    return is_written ? 0 : 3;
}

/* What the figures depend on, as a line of JSON. */
static void print_versions(void) {
    printf("{\"compiler\":\"%s\",\"cjson\":\"%s\",\"libxml2\":\"%s\",\"libc\":\"%s\"}\n",
           AWP_BENCH_COMPILER, awp_bare_cjson_version(), awp_bare_libxml2_version(),
           gnu_get_libc_version());
}

static void list_families(const struct awp_family *families, size_t count) {
    for (size_t i = 0; i < count; i++) {
        printf("%-20s %s\n", families[i].name, families[i].what);
    }
}

int main(int argc, char **argv) {
    const char *command = argc < 2 ? "" : argv[1];
    if (strcmp(command, "--help") == 0) {
        fputs(usage, stdout);
        return 0;
    }
    if (strcmp(command, "times") == 0 || strcmp(command, "memory") == 0) {
        return measure(argv + 2, strcmp(command, "times") == 0);
    }
    if (strcmp(command, "once") == 0) {
        return run_once(argv + 2);
    }
    if (strcmp(command, "write") == 0) {
        return write_body(argv + 2);
    }
    if (strcmp(command, "versions") == 0) {
        print_versions();
        return 0;
    }
    if (strcmp(command, "list") == 0) {
        list_families(awp_json_families, awp_json_family_count);
        list_families(awp_xml_families, awp_xml_family_count);
        return 0;
    }
    return usage_error(argc < 2 ? "no command given" : "unknown command ", command);
}
