/* SPDX-License-Identifier: Apache-2.0 */
/* Whether an adapter is sane: some plain questions with known answers, and what the answers say of
 * the adapter, in plain words. */
#include "smoke.h"

#include "attempt.h"
#include "judge.h"
#include "probe.h"
#include "smoke_probe.h"
#include "text.h"

/* So often it is started again before the questions are given up. */
#define MAX_STARTS 5

/* What came of a probe. */
struct answer {
    bool is_asked;
    struct awp_case golden;
    struct awp_exchange exchange;
    struct awp_judgement judgement;
    struct awp_bytes text; /* of an answer: as one line */
};

/* A smoke test. */
struct smoke {
    struct awp_arena *arena;
    FILE *out;
    struct awp_probe probe;
    const struct awp_operation *operation;
    const struct awp_protocol *protocol;
    struct answer answers[AWP_SMOKE_PROBES];
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

static const struct awp_json_node *parse(struct awp_bytes text, struct awp_arena *arena) {
    const struct awp_json_node *root = NULL;
    if (text.len > 0) {
        awp_need(awp_json_parse(text, arena, &root, NULL));
    }
    return root != NULL && awp_json_kind(root) == AWP_JSON_OBJECT ? root : NULL;
}

/* Whether a line is one of ours: our hello has "suite", and each question a "service". */
static bool is_echo(struct awp_bytes line, const char *own_member, struct awp_arena *arena) {
    const struct awp_json_node *root = parse(line, arena);
    return root != NULL && awp_json_member(root, awp_bytes_of_string(own_member)) != NULL &&
           awp_json_member(root, AWP_BYTES("outcome")) == NULL;
}

static void explain_no_hello(struct smoke *smoke, const struct awp_exchange *exchange) {
    if (is_echo(exchange->line, "suite", smoke->arena)) {
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
                                              .protocol = smoke->protocol};
        if (awp_hello_claims(&smoke->probe.testee.hello, &question, smoke->arena, &reason)) {
            return true;
        }
    }
    say(smoke, "claims", false, reason);
    advise(smoke, "what a smoke test asks is securityhub.InviteMembers over transport inline");
    return false;
}

static void judge(struct smoke *smoke, struct answer *answer, struct awp_bytes body) {
    const struct awp_decoder_traits traits = {.shows_raw = smoke->probe.testee.hello.shows_raw};
    struct awp_buffer out = {.arena = smoke->arena};
    if (answer->exchange.end != AWP_EXCHANGE_ANSWERED) {
        answer->judgement =
            awp_judge_fault(awp_exchange_verdict(answer->exchange.end), answer->exchange.reason);
        return;
    }
    answer->judgement =
        awp_judge(&answer->golden, &answer->exchange.answer, body, traits, smoke->arena);
    awp_answer_write(&answer->exchange.answer, false, &out);
    awp_need(awp_buffer_finish(&out, &answer->text));
}

static void tell(struct smoke *smoke, const struct answer *answer) {
    const struct awp_judgement *judgement = &answer->judgement;
    const char *name = awp_text_cstring(smoke->arena, answer->golden.id);
    const char *kind = awp_answer_kind_name(answer->golden.expect.kind);
    if (judgement->verdict == AWP_VERDICT_PASS) {
        say(smoke, name, true, awp_text_format(smoke->arena, "%s, as it should be", kind));
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
    show(smoke, "it said", answer->exchange.line);
    show(smoke, "its standard error", answer->exchange.errors);
}

/* Asks one probe. False: it cannot go on. */
static bool ask(struct smoke *smoke, enum awp_smoke_probe probe) {
    struct answer *answer = &smoke->answers[probe];
    answer->golden = awp_smoke_case(probe, smoke->operation, smoke->protocol, smoke->arena);
    const struct awp_bytes body = answer->golden.body.bytes;
    const struct awp_question question = {.operation = smoke->operation,
                                          .protocol = smoke->protocol,
                                          .status = answer->golden.status,
                                          .headers = answer->golden.headers,
                                          .header_count = answer->golden.header_count,
                                          .body = body};
    if (!smoke->probe.testee.is_running && smoke->probe.testee.starts >= MAX_STARTS) {
        advise(smoke, "that is often enough: the other questions are not asked");
        return false;
    }
    if (!smoke->probe.testee.is_running && !greet(smoke, "hello again")) {
        return false;
    }
    if (!awp_probe_ask(&smoke->probe, &question, smoke->arena, &answer->exchange) ||
        answer->exchange.end == AWP_EXCHANGE_STOPPED) {
        smoke->was_stopped = answer->exchange.end == AWP_EXCHANGE_STOPPED;
        return false;
    }
    answer->is_asked = true;
    judge(smoke, answer, body);
    tell(smoke, answer);
    return true;
}

/* How many answers there are, and how many of them are of a kind. */
static size_t count_answers(const struct smoke *smoke) {
    size_t count = 0;
    for (size_t i = 0; i < AWP_SMOKE_PROBES; i++) {
        count += smoke->answers[i].text.len > 0;
    }
    return count;
}

static size_t count_kind(const struct smoke *smoke, enum awp_answer_kind kind) {
    size_t count = 0;
    for (size_t i = 0; i < AWP_SMOKE_PROBES; i++) {
        count += smoke->answers[i].text.len > 0 && smoke->answers[i].exchange.answer.kind == kind;
    }
    return count;
}

static bool is_all(const struct smoke *smoke, enum awp_answer_kind kind) {
    const size_t count = count_answers(smoke);
    return count > 1 && count_kind(smoke, kind) == count;
}

static bool always_accepts(const struct smoke *smoke) { return is_all(smoke, AWP_ANSWER_RESULT); }

/* Refusals of two kinds are refusals all the same. */
static bool always_rejects(const struct smoke *smoke) {
    const size_t count = count_answers(smoke);
    return count > 1 &&
           count_kind(smoke, AWP_ANSWER_REJECTED) + count_kind(smoke, AWP_ANSWER_ESCAPE) == count;
}

static bool is_always_unknown(const struct smoke *smoke) {
    return is_all(smoke, AWP_ANSWER_UNKNOWN);
}

static bool is_always_modeled(const struct smoke *smoke) {
    return is_all(smoke, AWP_ANSWER_MODELED);
}

static bool refuses_its_claims(const struct smoke *smoke) {
    return is_all(smoke, AWP_ANSWER_UNSUPPORTED);
}

static bool is_constant(const struct smoke *smoke) {
    const struct awp_bytes *first = NULL;
    size_t same = 0;
    for (size_t i = 0; i < AWP_SMOKE_PROBES; i++) {
        const struct awp_bytes *text = &smoke->answers[i].text;
        first = first == NULL && text->len > 0 ? text : first;
        same += first != NULL && awp_bytes_equal(*first, *text);
    }
    return same > 2 && same == count_answers(smoke);
}

static bool echoes_questions(const struct smoke *smoke) {
    for (size_t i = 0; i < AWP_SMOKE_PROBES; i++) {
        if (is_echo(smoke->answers[i].exchange.line, "service", smoke->arena)) {
            return true;
        }
    }
    return false;
}

static bool echoes_bodies(const struct smoke *smoke) {
    const struct answer *answer = &smoke->answers[AWP_SMOKE_OTHER_RESULT];
    return answer->text.len > 0 && answer->exchange.answer.value != NULL &&
           awp_json_member(answer->exchange.answer.value, AWP_BYTES(AWP_SMOKE_STRANGE_MEMBER)) !=
               NULL;
}

static bool is_unknown(const struct answer *answer) {
    return answer->text.len > 0 && answer->exchange.answer.kind == AWP_ANSWER_UNKNOWN;
}

static bool forgets_modeled(const struct smoke *smoke) {
    return !is_always_unknown(smoke) && is_unknown(&smoke->answers[AWP_SMOKE_MODELED]) &&
           is_unknown(&smoke->answers[AWP_SMOKE_OTHER_MODELED]);
}

static bool is_unsteady(const struct smoke *smoke) {
    const struct answer *first = &smoke->answers[AWP_SMOKE_RESULT];
    const struct answer *again = &smoke->answers[AWP_SMOKE_RESULT_AGAIN];
    return first->is_asked && again->is_asked && !awp_bytes_equal(first->text, again->text);
}

/* What the answers together say of an adapter. */
static const struct {
    const char *name;
    bool (*applies)(const struct smoke *smoke);
    const char *words;
} diagnoses[] = {
    {"always-accept", always_accepts,
     "it gives a Result for everything, errors too: does the SDK get the status, and does the "
     "adapter look at what the SDK throws?"},
    {"always-reject", always_rejects,
     "it refuses everything, plain results too: is what it throws really the SDK's answer?"},
    {"always-unknown", is_always_unknown,
     "it gives unknown for everything, plain results too: does the body reach the SDK?"},
    {"always-modeled", is_always_modeled,
     "it gives a modeled error for everything, plain results too"},
    {"always-unsupported", refuses_its_claims,
     "it refuses all that its hello claims: is the hello right?"},
    {"constant", is_constant,
     "it gives the same answer whatever it is asked: does the response reach the SDK at all?"},
    {"echo", echoes_questions,
     "it sends the question back; an answer is {\"type\":\"outcome\",\"id\":...,\"outcome\":...}"},
    {"body-echo", echoes_bodies,
     "it hands back the body itself, with a member that the model does not have, and not what the "
     "SDK made of it"},
    {"forgets-modeled", forgets_modeled,
     "it gives unknown for modeled errors: does the adapter tell typed exceptions from others?"},
    {"unsteady", is_unsteady, "asked the same twice, it gave two answers: what does it keep?"},
};

static void diagnose(struct smoke *smoke) {
    for (size_t i = 0; i < sizeof(diagnoses) / sizeof(diagnoses[0]); i++) {
        if (diagnoses[i].applies(smoke)) {
            smoke->faults++;
            fprintf(smoke->out, "%s: %s\n", diagnoses[i].name, diagnoses[i].words);
        }
    }
    if (smoke->probe.testee.noise_lines > 0) {
        fprintf(smoke->out,
                "noise: %zu lines on its standard output were no JSON objects; what a library "
                "prints is best moved to standard error\n",
                smoke->probe.testee.noise_lines);
    }
}

static void ask_all(struct smoke *smoke) {
    bool goes_on = true;
    for (unsigned i = 0; i < AWP_SMOKE_PROBES && goes_on; i++) {
        goes_on = ask(smoke, (enum awp_smoke_probe)i);
    }
    if (goes_on) {
        check_end(smoke, "bye", awp_probe_end(&smoke->probe, smoke->arena),
                  "it ended with status 0");
    }
    if (!smoke->was_stopped) {
        diagnose(smoke);
    }
}

/* The first start is for the hello and for the end of input, the second for the questions. */
static enum awp_smoke_end run(struct smoke *smoke) {
    if (!greet(smoke, "hello")) {
        return AWP_SMOKE_NOTHING_ASKED;
    }
    check_end(smoke, "end of input", awp_probe_hang_up(&smoke->probe, smoke->arena),
              "it ended with status 0");
    if (!greet(smoke, "second start") || !choose(smoke)) {
        return AWP_SMOKE_NOTHING_ASKED;
    }
    ask_all(smoke);
    return smoke->faults == 0 ? AWP_SMOKE_SANE : AWP_SMOKE_INSANE;
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
