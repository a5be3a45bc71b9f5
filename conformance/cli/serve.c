/* SPDX-License-Identifier: Apache-2.0 */
/* `awsproof serve`: the cases' responses over HTTP, for any SDK or application that has an endpoint
 * setting. */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "call.h"
#include "cli.h"
#include "endpoint.h"
#include "text.h"

enum key {
    KEY_PORT = 0x200,
    KEY_CASE,
    KEY_LISTEN,
    KEY_NOT_LOOPBACK,
    KEY_LOG,
    KEY_STALL,
    KEY_FAULTS
};

static const struct argp_option options[] = {
    {.name = "port", .key = KEY_PORT, .arg = "P", .doc = "The port (default: any that is free)"},
    {.name = "case",
     .key = KEY_CASE,
     .arg = "ID",
     .doc = "Serve this case; may be given more than once. As PATTERN, but each must be one that "
            "HTTP can carry"},
    {.name = "log",
     .key = KEY_LOG,
     .arg = "F",
     .doc = "Write what is said on standard output to file F instead"},
    {.name = "stall",
     .key = KEY_STALL,
     .arg = "SECONDS",
     .doc = "How long an answer that stalls is held open (default: 120)"},
    {.name = "listen",
     .key = KEY_LISTEN,
     .arg = "ADDRESS",
     .doc = "The IP address to listen on (default: 127.0.0.1). One that is not loopback needs "
            "--expose-to-network as well"},
    {.name = "faults",
     .key = KEY_FAULTS,
     .doc = "Print the wire faults that a case can have, with their parameters, and end"},
    {.name = "expose-to-network",
     .key = KEY_NOT_LOOPBACK,
     .doc = "Yes, others than this machine may connect"},
    {0}};

struct arguments {
    struct awp_cli_selection selection;
    struct awp_endpoint_options endpoint;
    bool may_be_exposed;
    bool names_cases; /* by --case */
    const char *log_path;
    /* While it serves: */
    const struct awp_case **cases; /* those that HTTP can carry */
    size_t case_count;
    FILE *log;
    struct awp_arena *scratch; /* of one request */
};

static bool is_loopback(const char *address) {
    struct in_addr four;
    struct in6_addr six;
    if (inet_pton(AF_INET, address, &four) == 1) {
        return ntohl(four.s_addr) >> 24 == 127;
    }
    return inet_pton(AF_INET6, address, &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}

static unsigned parse_number(const char *text, unsigned max, const char *what,
                             struct argp_state *state) {
    unsigned number = 0;
    if (!awp_text_unsigned(awp_bytes_of_string(text), max, &number)) {
        argp_error(state, "%s is a whole number up to %u, not: %s", what, max, text);
    }
    return number;
}

static void print_parameter(const struct awp_wire_fault_parameter *parameter) {
    printf("    %s: ", parameter->name);
    if (parameter->choices == NULL) {
        printf("%u to %u (default %u)\n", parameter->min, parameter->max, parameter->fallback);
        return;
    }
    for (unsigned i = 0; parameter->choices[i] != NULL; i++) {
        printf("%s%s", i > 0 ? ", " : "", parameter->choices[i]);
    }
    printf(" (default %s)\n", parameter->choices[parameter->fallback]);
}

static void print_faults(void) {
    size_t count;
    const struct awp_wire_fault *const *faults = awp_wire_fault_list(&count);
    for (size_t i = 0; i < count; i++) {
        printf("%s: %s\n", faults[i]->name, faults[i]->summary);
        for (size_t j = 0; j < AWP_WIRE_FAULT_MAX_PARAMETERS; j++) {
            if (faults[i]->parameters[j].name != NULL) {
                print_parameter(&faults[i]->parameters[j]);
            }
        }
    }
}

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct arguments *arguments = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &arguments->selection;
        return 0;
    case KEY_PORT:
        arguments->endpoint.port = parse_number(argument, 65535, "--port", state);
        return 0;
    case KEY_CASE:
        arguments->names_cases = true;
        return awp_cli_selection_argp.parser(
            ARGP_KEY_ARG, argument,
            &(struct argp_state){.input = &arguments->selection, .argc = state->argc});
    case KEY_LISTEN:
        arguments->endpoint.address = argument;
        return 0;
    case KEY_NOT_LOOPBACK:
        arguments->may_be_exposed = true;
        return 0;
    case KEY_FAULTS:
        print_faults();
        exit(awp_cli_finish_output(AWP_EXIT_PASS));
    case KEY_LOG:
        arguments->log_path = argument;
        return 0;
    case KEY_STALL:
        arguments->endpoint.stall_ms = (int)parse_number(argument, 86400, "--stall", state) * 1000;
        return 0;
    case ARGP_KEY_END:
        if (!is_loopback(arguments->endpoint.address) && !arguments->may_be_exposed) {
            argp_error(state,
                       "%s is no loopback address: others could connect. Say "
                       "--expose-to-network if that is meant",
                       arguments->endpoint.address);
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static struct awp_http_response response_of(const struct awp_case *golden, struct awp_bytes body) {
    return (struct awp_http_response){.status = golden->status,
                                      .headers = golden->headers,
                                      .header_count = golden->header_count,
                                      .body = body};
}

/* Why a case cannot be served, or NULL. The length of a body is enough to tell. */
static const char *hindrance(const struct awp_case *golden) {
    if (golden->function != NULL) {
        return "it is a call of a function, without HTTP";
    }
    const struct awp_http_response response =
        response_of(golden, (struct awp_bytes){NULL, golden->body.len});
    return awp_wire_hindrance(&response);
}

/* Keeps the cases that can be served. False: it was said why that is not enough. */
static bool keep_servable(struct arguments *arguments, const struct awp_case *const *selected,
                          size_t count) {
    arguments->cases = awp_need_array(arguments->selection.arena, count, sizeof(*arguments->cases));
    for (size_t i = 0; i < count; i++) {
        const char *why = hindrance(selected[i]);
        if (why == NULL) {
            arguments->cases[arguments->case_count++] = selected[i];
        } else if (arguments->names_cases) {
            fprintf(stderr, "awsproof serve: the case %.*s cannot be served: %s\n",
                    AWP_TEXT_ARGS(selected[i]->id), why);
            return false;
        }
    }
    if (arguments->case_count == 0) {
        fprintf(stderr, "awsproof serve: none of the %zu cases can be served over HTTP\n", count);
    }
    return arguments->case_count > 0;
}

static const struct awp_case *find_case(const struct arguments *arguments, struct awp_bytes id) {
    for (size_t i = 0; i < arguments->case_count; i++) {
        if (awp_bytes_equal(arguments->cases[i]->id, id)) {
            return arguments->cases[i];
        }
    }
    return NULL;
}

/* One line: {"type":"request","case":ID or null,"request":{...},"wrong":TEXT or null} */
static void log_request(const struct arguments *arguments, const struct awp_case *golden,
                        const struct awp_http_request *request) {
    struct awp_buffer out = {.arena = arguments->scratch};
    struct awp_bytes line = {0};
    struct awp_bytes wrong = AWP_BYTES("no such case");
    awp_buffer_append_string(&out, "{\"type\":\"request\",\"case\":");
    if (golden == NULL) {
        awp_buffer_append_string(&out, "null");
    } else {
        awp_buffer_append_json_string(&out, golden->id);
        const struct awp_call *call = awp_call_find(golden->operation);
        wrong = call == NULL ? (struct awp_bytes){0}
                             : awp_call_request_fault(call, request, arguments->scratch);
    }
    awp_buffer_append_string(&out, ",\"request\":");
    awp_http_request_write(request, &out);
    awp_buffer_append_string(&out, ",\"wrong\":");
    if (wrong.len == 0) {
        awp_buffer_append_string(&out, "null");
    } else {
        awp_buffer_append_json_string(&out, wrong);
    }
    awp_buffer_append_string(&out, "}\n");
    awp_need(awp_buffer_finish(&out, &line));
    fwrite(line.ptr, 1, line.len, arguments->log);
    fflush(arguments->log);
    awp_arena_reset(arguments->scratch);
}

static bool answer(void *context, const struct awp_http_request *request, struct awp_arena *arena,
                   struct awp_endpoint_answer *answer) {
    const struct arguments *arguments = context;
    const struct awp_case *golden = find_case(arguments, request->segment);
    log_request(arguments, golden, request);
    if (golden == NULL) {
        return false;
    }
    answer->response = response_of(golden, awp_body_make(&golden->body, arena));
    answer->wire = golden->wire;
    return true;
}

static void say_begin(const struct arguments *arguments, size_t left_out, unsigned port) {
    const char *address = arguments->endpoint.address;
    const bool is_six = strchr(address, ':') != NULL;
    fprintf(arguments->log, "{\"type\":\"listening\",\"url\":\"http://%s%s%s:%u\",\"cases\":%zu}\n",
            is_six ? "[" : "", address, is_six ? "]" : "", port, arguments->case_count);
    fflush(arguments->log);
    fprintf(stderr,
            "awsproof serve: %zu cases at http://%s%s%s:%u/CASE-ID (%zu cannot be sent over HTTP "
            "and are left out)%s\n",
            arguments->case_count, is_six ? "[" : "", address, is_six ? "]" : "", port, left_out,
            is_loopback(address) ? "" : "; others than this machine may connect");
}

static void say_end(const struct arguments *arguments, struct awp_endpoint_counts counts) {
    fprintf(arguments->log,
            "{\"type\":\"end\",\"connections\":%zu,\"requests\":%zu,\"answers\":%zu,"
            "\"not_found\":%zu,\"refused\":%zu,\"broken\":%zu}\n",
            counts.connections, counts.requests, counts.answers, counts.not_found, counts.refused,
            counts.broken);
}

static int serve(struct arguments *arguments, size_t left_out) {
    char reason[256];
    arguments->endpoint.source = answer;
    arguments->endpoint.context = arguments;
    arguments->endpoint.stop = awp_cli_open_stop();
    struct awp_endpoint *endpoint = awp_endpoint_open(&arguments->endpoint, reason, sizeof(reason));
    if (endpoint == NULL) {
        fprintf(stderr, "awsproof serve: %s\n", reason);
        return AWP_EXIT_INFRASTRUCTURE;
    }
    say_begin(arguments, left_out, awp_endpoint_port(endpoint));
    awp_endpoint_run(endpoint);
    say_end(arguments, awp_endpoint_counts(endpoint));
    awp_endpoint_close(endpoint);
    return AWP_EXIT_PASS;
}

static int serve_selected(struct arguments *arguments, const struct awp_case *const *selected,
                          size_t count) {
    if (!keep_servable(arguments, selected, count)) {
        return AWP_EXIT_USAGE;
    }
    arguments->log = stdout;
    if (arguments->log_path != NULL) {
        arguments->log = fopen(arguments->log_path, "wbe");
        if (arguments->log == NULL) {
            fprintf(stderr, "awsproof serve: cannot open %s: %s\n", arguments->log_path,
                    strerror(errno));
            return AWP_EXIT_USAGE;
        }
    }
    arguments->scratch = awp_need_block(awp_arena_create(NULL, 0));
    int status = serve(arguments, count - arguments->case_count);
    awp_arena_destroy(arguments->scratch);
    if (arguments->log != stdout && fclose(arguments->log) != 0) {
        fprintf(stderr, "awsproof serve: cannot write %s: %s\n", arguments->log_path,
                strerror(errno));
        status = AWP_EXIT_INFRASTRUCTURE;
    }
    return awp_cli_finish_output(status);
}

int awp_cli_serve(int argc, char **argv) {
    static const struct argp_child children[] = {
        {.argp = &awp_cli_selection_argp, .header = "Cases:"}, {0}};
    static const struct argp parser = {
        .options = options,
        .parser = parse,
        .args_doc = "[PATTERN...]",
        .doc = "Answer HTTP requests with the golden cases' responses, wire faults and all: any "
               "SDK or application is put to a case by its endpoint setting, "
               "http://127.0.0.1:PORT/CASE-ID. Serves until SIGINT or SIGTERM. Standard output "
               "gets JSON lines: where it listens, each request that came with what is wrong with "
               "it, and the sums.\v"
               "Examples:\n"
               "  awsproof serve --port 8080\n"
               "  awsproof serve --port 8080 --case wire-reset-in-body\n"
               "  AWS_ENDPOINT_URL=http://127.0.0.1:8080/wire-reset-in-body \\\n"
               "    aws securityhub invite-members --account-ids 111122223333\n"
               "  curl -i http://127.0.0.1:8080/wire-chunked/members/invite -d '{}'\n\n"
               "Exit status: 0 stopped by a signal; 2 usage, a filter that matches nothing, a "
               "case that cannot be served, or a malformed case file; 3 infrastructure.",
        .children = children};
    struct arguments arguments = {.selection = {.arena = awp_need_block(awp_arena_create(NULL, 0))},
                                  .endpoint = awp_endpoint_defaults(NULL, NULL)};
    struct awp_cases cases;
    const struct awp_case *const *selected;
    size_t count;
    int status = AWP_EXIT_USAGE;
    awp_cli_parse(&parser, argc, argv, &arguments);
    if (awp_cli_select(&arguments.selection, &cases, &selected, &count)) {
        status = serve_selected(&arguments, selected, count);
    }
    awp_arena_destroy(arguments.selection.arena);
    return status;
}
