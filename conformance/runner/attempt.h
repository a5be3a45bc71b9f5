/* SPDX-License-Identifier: Apache-2.0 */
/* One case put to a decoder: its question, what came of it, and what that is judged to be. */
#ifndef AWP_RUNNER_ATTEMPT_H
#define AWP_RUNNER_ATTEMPT_H

#include "over_http.h"
#include "testee.h"

/** What is the same for all attempts of a run. */
struct awp_attempt_setting {
    enum awp_transport transport;
    struct awp_desk *desk; /* NULL: nothing goes over HTTP */
    bool is_exact;         /* judged as the reference is */
};

/** A case on its way to its result. Everything is in its arena. */
struct awp_attempt {
    const struct awp_case *golden;
    struct awp_arena *arena;
    struct awp_question question;
    struct awp_question probe; /* over HTTP, after a wire fault: a plain call */
    bool is_probed;            /* the probe is what is asked now */
    bool is_spoiled;           /* the probe's answer was not its own; the next one would not be */
    struct awp_exchange exchange;
    struct awp_judgement judgement;
    uint64_t start_us;
    uint64_t duration_us;
};

/** Microseconds of the monotonic clock. */
uint64_t awp_now_us(void);

/** Sets up an attempt: its question with the body. */
void awp_attempt_prepare(struct awp_attempt *attempt, const struct awp_case *golden,
                         struct awp_arena *arena);

/** Asks the reference, in process, and judges. */
void awp_attempt_ask_reference(struct awp_attempt *attempt);

/** Whether the testee claims what the question needs; if not, the attempt is judged. */
bool awp_attempt_is_claimed(struct awp_attempt *attempt, const struct awp_attempt_setting *setting,
                            const struct awp_hello *hello);

/** Whether it needs a process for itself while it lasts: a call whose answer breaks on the
 * wire, or is large. */
bool awp_attempt_is_exclusive(const struct awp_attempt *attempt);

/** What is to be sent next, ready to be sent. */
const struct awp_question *awp_attempt_ask(struct awp_attempt *attempt,
                                           const struct awp_attempt_setting *setting);

/**
 * Takes in what came of that (`exchange`, its texts in the attempt's arena), and judges. False:
 * there is something more to be asked, at once and of the same process.
 */
bool awp_attempt_settle(struct awp_attempt *attempt, const struct awp_attempt_setting *setting,
                        const struct awp_hello *hello, const struct awp_exchange *exchange);

/** Takes back what lies ready for a question that was asked and whose answer nobody waits for. */
void awp_attempt_withdraw(struct awp_attempt *attempt, const struct awp_attempt_setting *setting);

/** Judges an attempt that came to nothing. */
void awp_attempt_fail(struct awp_attempt *attempt, enum awp_exchange_end end,
                      enum awp_verdict verdict, struct awp_bytes reason);

/** The verdict that an exchange without an answer comes to. */
enum awp_verdict awp_exchange_verdict(enum awp_exchange_end end);

/** Whether it is a crash, a hang or a protocol error. */
bool awp_exchange_is_fault(enum awp_exchange_end end);

/**
 * What the attempt came to, as a number: two attempts at a case that came to the same have the
 * same. Looks at the verdict and at the outcome, not at messages and times.
 */
uint64_t awp_attempt_fingerprint(const struct awp_attempt *attempt);

#endif
