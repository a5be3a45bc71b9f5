/* SPDX-License-Identifier: Apache-2.0 */
/* Whether an adapter is sane: some plain questions with known answers, and what the answers say of
 * the adapter, in plain words. */
#include "smoke.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "attempt.h"
#include "closed_port.h"
#include "probe.h"
#include "smoke_diagnosis.h"
#include "text.h"

/* So often it is started again before the questions are given up. */
#define MAX_STARTS 5

/* A smoke test. */
struct smoke {
    struct awp_arena *arena;
    FILE *out;
    struct awp_probe probe;
    const struct awp_operation *operation;
    const struct awp_protocol *protocol;
    bool is_over_http;                                 /* this round */
    struct awp_smoke_answer answers[AWP_SMOKE_PROBES]; /* of this round */
    size_t faults;
    bool was_stopped;
};

static void say(struct smoke *smoke, const char *what, bool good, struct awp_bytes text) {
    smoke->faults += !good;
    fprintf(smoke->out, "%-14s %-5s %.*s\n", what, good ? "ok" : "FAIL", AWP_TEXT_ARGS(text));
}

static void advise(struct smoke *smoke, const char *text) {
    fprintf(smoke->out, "%20s %s\n", "", text);
}

/* What the testee said where nothing of the kind was due, one line of its last ones. */
static void show(struct smoke *smoke, const char *what, struct awp_bytes text) {
    if (text.len > 0) {
        const struct awp_bytes quoted = awp_text_quoted(smoke->arena, text);
        fprintf(smoke->out, "%20s %s: %.*s\n", "", what, AWP_TEXT_ARGS(quoted));
    }
}

static void explain_no_hello(struct smoke *smoke, const struct awp_exchange *exchange) {
    if (awp_smoke_is_echo(exchange->line, "suite", smoke->arena)) {
        advise(smoke, "echo: it sends back what it is sent, as cat does; a testee must answer with "
                      "a hello of its own");
        return;
    }
    switch (exchange->end) {
    case AWP_EXCHANGE_CRASH:
        advise(smoke, "its process ended before its hello; does the command work by hand?");
        break;
    case AWP_EXCHANGE_HANG:
        advise(smoke, "it runs and says nothing: does it flush its standard output after each "
                      "line, and read line by line instead of to the end?");
        break;
    case AWP_EXCHANGE_PROTOCOL_ERROR:
        advise(smoke, "its hello is not as docs/TESTEE.md wants it");
        break;
    case AWP_EXCHANGE_ANSWERED:
    case AWP_EXCHANGE_NOT_SENT:
    case AWP_EXCHANGE_STOPPED:
        break;
    }
    show(smoke, "it said", exchange->line);
    show(smoke, "its standard error", exchange->errors);
}

static struct awp_bytes describe_hello(const struct awp_hello *hello, struct awp_arena *arena) {
    return awp_text_format(arena, "%.*s %.*s%s%s%s%s", AWP_TEXT_ARGS(hello->name),
                           AWP_TEXT_ARGS(hello->version), hello->is_inline ? ", inline" : "",
                           hello->is_http ? ", http" : "", hello->shows_raw ? ", unknown_raw" : "",
                           hello->has_functions ? ", functions" : "");
}

/* Starts it and reads its hello. */
static bool greet(struct smoke *smoke, const char *what) {
    struct awp_exchange exchange;
    if (awp_probe_start(&smoke->probe, smoke->arena, &exchange)) {
        const struct awp_bytes text =
            awp_text_quoted(smoke->arena, describe_hello(&smoke->probe.testee.hello, smoke->arena));
        say(smoke, what, true, text);
        return true;
    }
    smoke->was_stopped = exchange.end == AWP_EXCHANGE_STOPPED;
    if (!smoke->was_stopped) {
        say(smoke, what, false, exchange.reason);
        explain_no_hello(smoke, &exchange);
    }
    return false;
}

static void check_end(struct smoke *smoke, const char *what, struct awp_bytes note,
                      const char *good) {
    say(smoke, what, note.len == 0, note.len == 0 ? awp_bytes_of_string(good) : note);
}

/* Chooses the operation and the protocol to ask in: the first that it claims. */
static bool choose(struct smoke *smoke) {
    static const char *const protocols[] = {"restJson1", "restXml", "awsQuery", "ec2Query"};
    struct awp_bytes reason = {0};
    smoke->operation = awp_operation_find(AWP_BYTES("securityhub.InviteMembers"));
    for (size_t i = 0; i < sizeof(protocols) / sizeof(protocols[0]); i++) {
        smoke->protocol = awp_protocol_find(awp_bytes_of_string(protocols[i]));
        const struct awp_question question = {.operation = smoke->operation,
                                              .protocol = smoke->protocol,
                                              .is_over_http = smoke->is_over_http};
        if (awp_hello_claims(&smoke->probe.testee.hello, &question, smoke->arena, &reason)) {
            return true;
        }
    }
    say(smoke, "claims", false, reason);
    advise(smoke, "what a smoke test asks is securityhub.InviteMembers");
    return false;
}

/* What failures of its calls mostly come from. */
static void advise_on_call(struct smoke *smoke, const char *failure) {
    static const struct {
        const char *failure;
        const char *words;
    } advices[] = {
        {"no-request", "it answers and has called nobody: does it call the endpoint of the request "
                       "that it answers?"},
        {"wrong-request", "does the endpoint's path stay before the operation's own, and does the "
                          "SDK get the input of the request?"},
        {"repeated-request", "are the SDK's retries off? a call is made once"},
    };
    for (size_t i = 0; i < sizeof(advices) / sizeof(advices[0]); i++) {
        if (strcmp(failure, advices[i].failure) == 0) {
            advise(smoke, advices[i].words);
        }
    }
}

static void tell(struct smoke *smoke, const struct awp_smoke_answer *answer) {
    const struct awp_judgement *judgement = &answer->judgement;
    const char *name = awp_text_cstring(smoke->arena, answer->golden.id);
    if (judgement->verdict == AWP_VERDICT_PASS) {
        const char *kind = awp_answer_kind_name(answer->exchange.answer.kind);
        say(smoke, name, true,
            awp_text_format(smoke->arena, "%s, as it %s be", kind,
                            judgement->choice.len > 0 ? "may" : "should"));
        return;
    }
    say(smoke, name, false,
        awp_text_format(smoke->arena, "%s: %.*s", awp_verdict_name(judgement->verdict),
                        AWP_TEXT_ARGS(judgement->reason)));
    if (judgement->difference.found) {
        const struct awp_bytes text = awp_text_format(smoke->arena, "at %.*s: %.*s",
                                                      AWP_TEXT_ARGS(judgement->difference.path),
                                                      AWP_TEXT_ARGS(judgement->difference.text));
        advise(smoke, awp_text_cstring(smoke->arena, text));
    }
    advise_on_call(smoke, awp_judgement_class(judgement));
    show(smoke, "it said", answer->exchange.line);
    show(smoke, "its standard error", answer->exchange.errors);
}

/* Whether it runs, or does so again. */
static bool is_there(struct smoke *smoke) {
    if (smoke->probe.testee.is_running) {
        return true;
    }
    if (smoke->probe.testee.starts >= MAX_STARTS) {
        advise(smoke, "that is often enough: the other questions are not asked");
        return false;
    }
    return greet(smoke, "hello again");
}

static void keep_text(struct smoke *smoke, struct awp_smoke_answer *answer) {
    struct awp_buffer out = {.arena = smoke->arena};
    if (answer->exchange.end == AWP_EXCHANGE_ANSWERED) {
        awp_answer_write(&answer->exchange.answer, false, &out);
        awp_need(awp_buffer_finish(&out, &answer->text));
    }
}

/* Asks one probe. False: it cannot go on. */
static bool ask(struct smoke *smoke, enum awp_smoke_probe probe) {
    struct awp_smoke_answer *answer = &smoke->answers[probe];
    answer->golden = awp_smoke_case(probe, smoke->operation, smoke->protocol, smoke->arena);
    const struct awp_question question = {.operation = smoke->operation,
                                          .protocol = smoke->protocol,
                                          .status = answer->golden.status,
                                          .headers = answer->golden.headers,
                                          .header_count = answer->golden.header_count,
                                          .body = answer->golden.body.bytes,
                                          .is_over_http = smoke->is_over_http};
    if (!is_there(smoke)) {
        return false;
    }
    if (!awp_probe_try(&smoke->probe, &answer->golden, &question, smoke->arena, &answer->exchange,
                       &answer->judgement) ||
        answer->exchange.end == AWP_EXCHANGE_STOPPED) {
        smoke->was_stopped = answer->exchange.end == AWP_EXCHANGE_STOPPED;
        return false;
    }
    answer->is_asked = true;
    keep_text(smoke, answer);
    tell(smoke, answer);
    return true;
}

/* What an answer says that there cannot be, for nobody answered the call; NULL: nothing. */
static const char *invention(const struct awp_answer *answer) {
    static const char *const inventions[AWP_ANSWER_KIND_COUNT] = {
        [AWP_ANSWER_RESULT] = "a result, and nobody answered the call",
        [AWP_ANSWER_MODELED] = "a modeled error, and no service sent it",
        [AWP_ANSWER_UNKNOWN] = "an unknown service error, and no service answered",
        [AWP_ANSWER_ESCAPE] = "an escape: is a failed connection no error that its callers expect?",
        [AWP_ANSWER_UNSUPPORTED] = "it refuses a call that its hello claims",
    };
    if (answer->kind == AWP_ANSWER_REJECTED && answer->has_status) {
        return "rejected with an HTTP status, and there was no answer to have one";
    }
    return inventions[answer->kind];
}

static void tell_refused(struct smoke *smoke, const struct awp_exchange *exchange) {
    if (exchange->end != AWP_EXCHANGE_ANSWERED) {
        const enum awp_verdict verdict = awp_exchange_verdict(exchange->end);
        say(smoke, "refused", false,
            awp_text_format(smoke->arena, "%s: %.*s", awp_verdict_name(verdict),
                            AWP_TEXT_ARGS(exchange->reason)));
        advise(smoke, "are the SDK's retries off, and its time-outs set to 2 seconds or so?");
        show(smoke, "it said", exchange->line);
        show(smoke, "its standard error", exchange->errors);
        return;
    }
    const char *wrong = invention(&exchange->answer);
    say(smoke, "refused", wrong == NULL,
        awp_bytes_of_string(wrong == NULL ? "rejected, as it should be" : wrong));
    if (wrong != NULL) {
        advise(smoke, "a connection that is refused is `rejected`: does the adapter tell service "
                      "errors from those of the connection?");
    }
}

/* Has it call a port on which nothing listens. False: it cannot go on. */
static bool ask_refused(struct smoke *smoke) {
    struct awp_exchange exchange = {.end = AWP_EXCHANGE_CRASH};
    unsigned port = 0;
    const int closed = awp_closed_port_open(&port);
    if (closed < 0) {
        say(smoke, "refused", false,
            awp_text_format(smoke->arena, "no port for it: %s", strerror(errno)));
        return false;
    }
    const struct awp_question question = {
        .operation = smoke->operation,
        .protocol = smoke->protocol,
        .is_over_http = true,
        .endpoint = awp_text_format(smoke->arena, "http://127.0.0.1:%u/refused", port),
        .input = awp_bytes_of_string(awp_call_find(smoke->operation)->input)};
    const size_t strays = awp_desk_stray_count(smoke->probe.desk);
    const bool is_asked =
        is_there(smoke) && awp_probe_ask(&smoke->probe, &question, smoke->arena, &exchange);
    close(closed);
    smoke->was_stopped = smoke->was_stopped || exchange.end == AWP_EXCHANGE_STOPPED;
    if (!is_asked || smoke->was_stopped) {
        return false;
    }
    tell_refused(smoke, &exchange);
    if (awp_desk_stray_count(smoke->probe.desk) > strays) {
        advise(smoke, "it called the endpoint of an earlier request: each call has its own");
    }
    return true;
}

static void tell_noise(const struct smoke *smoke) {
    if (smoke->probe.testee.noise_lines > 0) {
        fprintf(smoke->out,
                "noise: %zu lines on its standard output were no JSON objects; what a library "
                "prints is best moved to standard error\n",
                smoke->probe.testee.noise_lines);
    }
}

static bool passes(const struct smoke *smoke, enum awp_smoke_probe probe) {
    return smoke->answers[probe].is_asked &&
           smoke->answers[probe].judgement.verdict == AWP_VERDICT_PASS;
}

/* Puts all questions over one transport. False: it cannot go on. */
static bool ask_all(struct smoke *smoke) {
    bool goes_on = true;
    memset(smoke->answers, 0, sizeof(smoke->answers));
    for (unsigned i = 0; i < AWP_SMOKE_PROBES && goes_on; i++) {
        const bool is_last = i == AWP_SMOKE_RESULT_AGAIN;
        goes_on = (!is_last || !smoke->is_over_http || ask_refused(smoke)) &&
                  ask(smoke, (enum awp_smoke_probe)i);
    }
    if (smoke->is_over_http && passes(smoke, AWP_SMOKE_RESULT) &&
        !passes(smoke, AWP_SMOKE_RESULT_AGAIN) && goes_on) {
        advise(smoke, "before the refused call it was right: what does that call leave behind?");
    }
    if (!smoke->was_stopped) {
        smoke->faults += awp_smoke_diagnose(smoke->answers, smoke->arena, smoke->out);
    }
    return goes_on;
}

/* A round over one transport. */
static bool begin_round(struct smoke *smoke, bool is_over_http) {
    struct awp_bytes reason = {0};
    smoke->is_over_http = is_over_http;
    if (!choose(smoke)) {
        return false;
    }
    if (is_over_http && !awp_probe_open_desk(&smoke->probe, smoke->arena, &reason)) {
        say(smoke, "transport", false, reason);
        return false;
    }
    say(smoke, "transport", true, is_over_http ? AWP_BYTES("http") : AWP_BYTES("inline"));
    return true;
}

/* Each transport that is claimed has its round; where none is, that of inline says so. */
static enum awp_smoke_end ask_over_each(struct smoke *smoke) {
    const bool is_http = smoke->probe.testee.hello.is_http;
    const bool is_inline = smoke->probe.testee.hello.is_inline || !is_http;
    const bool rounds[] = {is_inline, is_http};
    bool goes_on = true;
    for (size_t i = 0; i < 2 && goes_on; i++) {
        if (rounds[i] && !begin_round(smoke, i == 1)) {
            return AWP_SMOKE_NOTHING_ASKED;
        }
        goes_on = !rounds[i] || ask_all(smoke);
    }
    if (goes_on) {
        check_end(smoke, "bye", awp_probe_end(&smoke->probe, smoke->arena),
                  "it ended with status 0");
    }
    tell_noise(smoke);
    return smoke->faults == 0 ? AWP_SMOKE_SANE : AWP_SMOKE_INSANE;
}

/* The first start is for the hello and for the end of input, the second for the questions. */
static enum awp_smoke_end run(struct smoke *smoke) {
    if (!greet(smoke, "hello")) {
        return AWP_SMOKE_NOTHING_ASKED;
    }
    check_end(smoke, "end of input", awp_probe_hang_up(&smoke->probe, smoke->arena),
              "it ended with status 0");
    return greet(smoke, "second start") ? ask_over_each(smoke) : AWP_SMOKE_NOTHING_ASKED;
}

enum awp_smoke_end awp_smoke(const struct awp_testee_options *options, FILE *out) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    struct smoke *smoke = awp_need_array(arena, 1, sizeof(*smoke));
    smoke->arena = arena;
    smoke->out = out;
    awp_probe_init(&smoke->probe, options);
    enum awp_smoke_end end = run(smoke);
    if (smoke->was_stopped) {
        end = AWP_SMOKE_STOPPED;
    } else if (end == AWP_SMOKE_SANE) {
        fprintf(out, "sane\n");
    } else {
        fprintf(out, "not sane: %zu fault%s\n", smoke->faults, smoke->faults == 1 ? "" : "s");
    }
    awp_probe_clear(&smoke->probe);
    awp_arena_destroy(arena);
    return end;
}
