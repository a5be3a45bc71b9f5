/* SPDX-License-Identifier: Apache-2.0 */
/* Whether each seed, read as its target reads it, reaches the outcome that its name claims. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "awsproof/invite_members.h"
#include "awsproof/protocol.h"
#include "http_text.h"

#define MAX_CODE_BYTES 48
#define MAX_SEED_BYTES ((size_t)128 * 1024)

static const char usage[] =
    "Usage: seed-check TARGET FOLDER\n\n"
    "Decodes each file in FOLDER as the fuzz target TARGET does (error_of_json, error_of_xml,\n"
    "response_of_json, response_of_xml, http_response) and compares with the file's name:\n"
    "KIND-CODE--ID, or KIND-CODE-PROTOCOL--ID of http_response. Prints how many there are of each\n"
    "kind.\n\n"
    "Example\n"
    "  awsproof seeds seeds && seed-check http_response seeds/http_response\n\n"
    "Exit status: 0 each is what it is called; 1 one is not; 2 usage, or a seed that cannot be\n"
    "read or has no such name.\n";

enum { EXIT_USAGE = 2 };

static const char *const kinds[] = {[AWP_OUTCOME_RESULT] = "result",
                                    [AWP_OUTCOME_MODELED] = "modeled",
                                    [AWP_OUTCOME_UNKNOWN] = "unknown"};

struct claim {
    char *kind;
    char *code;
    char *protocol; /* of http_response; else NULL */
};

struct check {
    const char *target;
    const struct awp_function *function; /* NULL: http_response */
    struct awp_arena *arena;
    uint8_t bytes[MAX_SEED_BYTES];
    size_t counts[3];
    bool failed;
};

static void die(const char *what, const char *reason) {
    fprintf(stderr, "seed-check: %s: %s\n", what, reason);
    exit(EXIT_USAGE);
}

/* Cuts the name up in place. A code has no hyphen: what is no letter or digit became `_`. */
static struct claim claim_of(char *name, bool has_protocol) {
    struct claim claim = {.kind = name};
    char *rest = strstr(name, "--");
    claim.code = strchr(name, '-');
    if (rest == NULL || claim.code == NULL || claim.code > rest) {
        die(name, "no name of a seed");
    }
    /* An empty code makes the first hyphens a pair. */
    rest = strstr(claim.code + 1, "--");
    if (rest == NULL) {
        die(name, "no name of a seed");
    }
    *rest = '\0';
    *claim.code++ = '\0';
    if (has_protocol) {
        claim.protocol = strrchr(claim.code, '-');
        if (claim.protocol == NULL) {
            die(name, "no protocol in the name of a seed");
        }
        *claim.protocol++ = '\0';
    }
    return claim;
}

static enum awp_status decode(const struct check *check, const struct claim *claim,
                              struct awp_bytes seed, struct awp_outcome *outcome) {
    static struct awp_http_text http;
    const struct awp_operation *operation = &awp_securityhub_invite_members;
    if (check->function != NULL) {
        return check->function->decode(operation, awp_bytes_of_string(claim->code), seed,
                                       check->arena, outcome);
    }
    const struct awp_protocol *protocol = awp_protocol_find(awp_bytes_of_string(claim->protocol));
    if (protocol == NULL) {
        die(claim->protocol, "no protocol");
    }
    awp_http_text_read(seed, &http);
    return awp_response_decode(protocol, operation, &http.response, check->arena, outcome);
}

/* As `awsproof seeds` writes a code into a name. */
static bool is_called(struct awp_bytes code, const char *name) {
    const size_t len = code.len < MAX_CODE_BYTES ? code.len : MAX_CODE_BYTES;
    bool equal = strlen(name) == len;
    for (size_t i = 0; i < len && equal; i++) {
        const uint8_t byte = code.ptr[i];
        const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= '0' && byte <= '9') || byte == '.' || byte == '_';
        equal = name[i] == (plain ? (char)byte : '_');
    }
    return equal;
}

static struct awp_bytes read_file(struct check *check, const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        die(path, "cannot be read");
    }
    const size_t len = fread(check->bytes, 1, MAX_SEED_BYTES, file);
    if (ferror(file) || len == MAX_SEED_BYTES) {
        die(path, "cannot be read, or is too long");
    }
    fclose(file);
    return (struct awp_bytes){check->bytes, len};
}

static void check_seed(struct check *check, const char *folder, char *name) {
    char path[4096];
    struct awp_outcome outcome;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    const struct awp_bytes seed = read_file(check, path);
    const struct claim claim = claim_of(name, check->function == NULL);
    if (decode(check, &claim, seed, &outcome) != AWP_OK) {
        die(path, "the decoder gave no outcome");
    }
    /* A result has no code: its name has the status. */
    const bool is_right =
        strcmp(claim.kind, kinds[outcome.kind]) == 0 &&
        (outcome.kind == AWP_OUTCOME_RESULT || is_called(outcome.code, claim.code));
    if (!is_right) {
        printf("%s: is %s %.*s\n", path, kinds[outcome.kind], (int)outcome.code.len,
               (const char *)outcome.code.ptr);
        check->failed = true;
    }
    check->counts[outcome.kind]++;
    awp_arena_reset(check->arena);
}

static int is_visible(const struct dirent *entry) { return entry->d_name[0] != '.'; }

static void check_folder(struct check *check, const char *folder) {
    struct dirent **entries = NULL;
    const int count = scandir(folder, &entries, is_visible, alphasort);
    if (count <= 0) {
        die(folder, "no seeds there");
    }
    for (int i = 0; i < count; i++) {
        check_seed(check, folder, entries[i]->d_name);
        free(entries[i]);
    }
    free((void *)entries);
}

int main(int argc, char **argv) {
    static struct check check; /* too large for a stack */
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(usage, stdout);
        return EXIT_SUCCESS;
    }
    if (argc != 3) {
        die("arguments", "two are wanted; see --help");
    }
    check.target = argv[1];
    check.function = awp_function_find(awp_bytes_of_string(argv[1]));
    if (check.function == NULL && strcmp(argv[1], "http_response") != 0) {
        die(argv[1], "no target whose seeds have an outcome");
    }
    check.arena = awp_arena_create(NULL, 0);
    if (check.arena == NULL) {
        die("memory", "there is none");
    }
    check_folder(&check, argv[2]);
    printf("%s: %zu result, %zu modeled, %zu unknown\n", check.target,
           check.counts[AWP_OUTCOME_RESULT], check.counts[AWP_OUTCOME_MODELED],
           check.counts[AWP_OUTCOME_UNKNOWN]);
    awp_arena_destroy(check.arena);
    return check.failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
