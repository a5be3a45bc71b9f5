/* SPDX-License-Identifier: Apache-2.0 */
/* The plain engine: runs a target over files, folders and standard input, once each. */
#include "target.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char usage[] =
    "Usage: %s [--timeout SECONDS] PATH...\n\n"
    "Runs the fuzz target once on each input. PATH is a file, a folder (all files in it and below, "
    "in\n"
    "order of name; those that begin with a dot are left out), or - for standard input.\n\n"
    "  --timeout SECONDS   for each input; default 20\n"
    "  --help              this text\n\n"
    "Examples\n"
    "  %s corpus/regressions\n"
    "  printf '{\"Code\":' | %s -\n\n"
    "Every oracle looks at every input; AWSPROOF_ORACLES chooses others: none, cheap, sampled, or "
    "ids joined\n"
    "by commas.\n\n"
    "Exit status: 0 every input held; 2 usage, or an input that cannot be read, or a folder that "
    "holds\n"
    "none. A finding ends the process by a signal, after a line that names the input.\n";

enum { EXIT_USAGE = 2, DEFAULT_TIMEOUT_S = 20, READ_BYTES = 64 * 1024 };

struct replay {
    unsigned timeout_s;
    size_t inputs;
    bool failed; /* an input could not be read */
};

/* The input that runs now: for the handlers, which have no other way to learn it. */
static const char *volatile current_path;

/* Weak: there in a build with a sanitizer, whose own report must not be lost to a handler of ours.
 */
__attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)(void));

static void name_current(void) {
    if (current_path == NULL) {
        return;
    }
    const char *const parts[] = {"FINDING: while running ", current_path, "\n"};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (write(STDERR_FILENO, parts[i], strlen(parts[i])) < 0) {
            return;
        }
    }
}

static void on_signal(int number) {
    name_current();
    static const char slow[] = "no answer within the time-out\n";
    if (number == SIGALRM && write(STDERR_FILENO, slow, sizeof slow - 1) < 0) {
        number = SIGABRT;
    }
    signal(number, SIG_DFL);
    raise(number);
}

static void catch_findings(void) {
    static const int by_us[] = {SIGABRT, SIGALRM, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
    size_t count = sizeof by_us / sizeof by_us[0];
    if (__sanitizer_set_death_callback != NULL) {
        __sanitizer_set_death_callback(name_current);
        count = 2; /* the others are the sanitizer's */
    }
    for (size_t i = 0; i < count; i++) {
        signal(by_us[i], on_signal);
    }
}

static void complain(struct replay *replay, const char *path, const char *reason) {
    fprintf(stderr, "replay: %s: %s\n", path, reason);
    replay->failed = true;
}

static void run_input(struct replay *replay, const char *path, const uint8_t *data, size_t len) {
    current_path = path;
    alarm(replay->timeout_s);
    LLVMFuzzerTestOneInput(data, len);
    alarm(0);
    current_path = NULL;
    replay->inputs++;
}

/* Reads to the end, whatever the stream is, and runs what was read. */
static void run_stream(struct replay *replay, const char *path, FILE *stream) {
    uint8_t *data = NULL;
    size_t len = 0;
    size_t got = READ_BYTES;
    while (got > 0) {
        uint8_t *grown = realloc(data, len + READ_BYTES);
        if (grown == NULL) {
            free(data);
            complain(replay, path, "no memory to read it");
            return;
        }
        data = grown;
        got = fread(data + len, 1, READ_BYTES, stream);
        len += got;
    }
    if (ferror(stream)) {
        complain(replay, path, "cannot be read");
    } else {
        run_input(replay, path, data, len);
    }
    free(data);
}

static void run_path(struct replay *replay, const char *path);

static int is_visible(const struct dirent *entry) { return entry->d_name[0] != '.'; }

static void run_folder(struct replay *replay, const char *path) {
    struct dirent **entries = NULL;
    const int count = scandir(path, &entries, is_visible, alphasort);
    if (count < 0) {
        complain(replay, path, strerror(errno));
        return;
    }
    for (int i = 0; i < count; i++) {
        char *child = NULL;
        if (asprintf(&child, "%s/%s", path, entries[i]->d_name) < 0) {
            complain(replay, path, "no memory for a file's name");
            child = NULL;
        } else {
            run_path(replay, child);
        }
        free(child);
        free(entries[i]);
    }
    free((void *)entries);
}

static void run_file(struct replay *replay, const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        complain(replay, path, strerror(errno));
        return;
    }
    run_stream(replay, path, file);
    fclose(file);
}

static void run_path(struct replay *replay, const char *path) {
    struct stat status;
    if (stat(path, &status) != 0) {
        complain(replay, path, strerror(errno));
    } else if (S_ISDIR(status.st_mode)) {
        run_folder(replay, path);
    } else if (S_ISREG(status.st_mode)) {
        run_file(replay, path);
    } else {
        complain(replay, path, "neither a file nor a folder");
    }
}

/* An argument must bring at least one input: a folder of none would make a check that checks
 * nothing. */
static void run_argument(struct replay *replay, const char *argument) {
    const size_t before = replay->inputs;
    const bool failed_before = replay->failed;
    replay->failed = false;
    if (strcmp(argument, "-") == 0) {
        run_stream(replay, "standard input", stdin);
    } else {
        run_path(replay, argument);
    }
    if (replay->inputs == before && !replay->failed) {
        complain(replay, argument, "no input in this folder");
    }
    replay->failed = replay->failed || failed_before;
}

static bool read_timeout(const char *text, unsigned *timeout_s) {
    char *end = NULL;
    const unsigned long value = strtoul(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0' || value == 0 || value > 86400) {
        return false;
    }
    *timeout_s = (unsigned)value;
    return true;
}

int main(int argc, char **argv) {
    struct replay replay = {.timeout_s = DEFAULT_TIMEOUT_S};
    int next = 1;
    if (next < argc && strcmp(argv[next], "--help") == 0) {
        printf(usage, argv[0], argv[0], argv[0]);
        return EXIT_SUCCESS;
    }
    if (next < argc && strcmp(argv[next], "--timeout") == 0) {
        if (next + 1 >= argc || !read_timeout(argv[next + 1], &replay.timeout_s)) {
            fprintf(stderr, "replay: --timeout wants seconds, 1 to 86400; see --help\n");
            return EXIT_USAGE;
        }
        next += 2;
    }
    if (next >= argc) {
        fprintf(stderr, "replay: no PATH given; see --help\n");
        return EXIT_USAGE;
    }
    catch_findings();
    if (setenv("AWSPROOF_ORACLES", "all", 0) != 0) {
        fprintf(stderr, "replay: no memory for the environment\n");
        return EXIT_USAGE;
    }
    for (; next < argc; next++) {
        if (argv[next][0] == '-' && argv[next][1] != '\0') {
            fprintf(stderr, "replay: unknown option %s; see --help\n", argv[next]);
            return EXIT_USAGE;
        }
        run_argument(&replay, argv[next]);
    }
    printf("%zu inputs run, no finding\n", replay.inputs);
    return replay.failed ? EXIT_USAGE : EXIT_SUCCESS;
}
