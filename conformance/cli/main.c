/* SPDX-License-Identifier: Apache-2.0 */
/* The `awsproof` command: finds the subcommand and hands over to it. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

static const struct {
    const char *name;
    const char *summary;
    int (*run)(int argc, char **argv);
} commands[] = {
    {"list", "Print the golden cases", awp_cli_list},
    {"copy", "Write out the case files that the binary carries", awp_cli_copy},
    {"lint", "Check the golden cases, and what is derived from them", awp_cli_lint},
    {"run", "Put the cases to the reference or to a testee, and judge and report", awp_cli_run},
    {"matrix", "Put the cases to many testees, and make one table of it", awp_cli_matrix},
    {"diff", "Tell how two reports differ, and whether anything got worse", awp_cli_diff},
    {"report", "Keep runs, and tell how decoders fare in the course of time", awp_cli_report},
    {"shrink", "Make a case that a testee fails as small as it can be", awp_cli_shrink},
    {"smoke", "Look whether a testee's adapter is sane", awp_cli_smoke},
    {"decode", "Decode one body with the reference and print its outcome", awp_cli_decode},
    {"testee", "Be a testee: the reference, on standard input and output", awp_cli_testee},
    {"serve", "Answer HTTP requests with the cases' responses, wire faults and all", awp_cli_serve},
    {"seeds", "Write the cases' bodies as seeds for the fuzz targets", awp_cli_seeds},
};
#define COMMAND_COUNT (sizeof(commands) / sizeof(commands[0]))

static void print_help(FILE *out) {
    fprintf(out, "Usage: awsproof COMMAND [ARGUMENT...]\n"
                 "Conformance suite for decoders of AWS service responses and errors.\n\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        fprintf(out, "  %-8s %s\n", commands[i].name, commands[i].summary);
    }
    fprintf(out, "\n  --help, --version\n\n"
                 "Examples:\n"
                 "  awsproof run\n"
                 "  awsproof run --testee './my-adapter' --junit report.xml\n"
                 "  awsproof COMMAND --help\n\n" AWP_CLI_EXIT_CODES "\n");
}

static void print_version(FILE *out, struct argp_state *state) {
    (void)state;
    fprintf(out, "awsproof %s\n", AWP_VERSION);
}

void awp_cli_parse(const struct argp *parser, int argc, char **argv, void *input) {
    /* argp's own settings are libc's globals; there is no other way to set them. */
    argp_program_version_hook = print_version;
    argp_err_exit_status = AWP_EXIT_USAGE;
    const error_t error = argp_parse(parser, argc, argv, 0, NULL, input);
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", argv[0], strerror(error));
        exit(AWP_EXIT_USAGE);
    }
}

/* A descriptor 0, 1 or 2 that is closed would be given to the next file or pipe that is opened. */
static void open_standard_descriptors(void) {
    int descriptor;
    do {
        descriptor = open("/dev/null", O_RDWR);
    } while (descriptor >= 0 && descriptor <= STDERR_FILENO);
    if (descriptor > STDERR_FILENO) {
        close(descriptor);
    }
}

static int run_command(int argc, char **argv) {
    char name[64];
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(argv[1], commands[i].name) == 0) {
            snprintf(name, sizeof(name), "awsproof %s", commands[i].name);
            argv[1] = name;
            return commands[i].run(argc - 1, argv + 1);
        }
    }
    fprintf(stderr, "awsproof: no such command: %s (see awsproof --help)\n", argv[1]);
    return AWP_EXIT_USAGE;
}

int main(int argc, char **argv) {
    open_standard_descriptors();
    if (argc < 2) {
        print_help(stderr);
        return AWP_EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-?") == 0) {
        print_help(stdout);
        return awp_cli_finish_output(AWP_EXIT_PASS);
    }
    if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) {
        print_version(stdout, NULL);
        return awp_cli_finish_output(AWP_EXIT_PASS);
    }
    return run_command(argc, argv);
}
