/* SPDX-License-Identifier: Apache-2.0 */
/* Workers: forked before anything is parsed, asked and answered over pipes. */
#include "worker.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "heap.h"

struct question {
    const struct awp_family *family; /* the same address on both ends of a fork */
    size_t size;
    unsigned times; /* 0: there are no more questions */
};

static void need(bool is_well, const char *what) {
    if (!is_well) {
        perror(what);
        exit(3);
    }
}

/* Of the processor, not of the clock on the wall: others may run on this machine. */
static double processor_ns(void) {
    struct timespec now;
    need(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now) == 0, "clock_gettime");
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

__attribute__((noinline)) bool awp_bench_counted(const struct awp_side *side, void *kept,
                                                 const struct awp_family *family,
                                                 struct awp_bytes body) {
    return side->run(kept, family, body);
}

static struct awp_measure measure(const struct awp_side *side, void *kept,
                                  const struct question *question, const char *bodies) {
    const struct awp_bytes body = {(const uint8_t *)bodies, question->size};
    struct awp_measure measured = {.is_right = true};
    const double before = processor_ns();
    for (unsigned i = 0; i < question->times; i++) {
        measured.is_right &= side->run(kept, question->family, body);
    }
    measured.ns_of_one = (processor_ns() - before) / question->times;
    measured.peak_bytes = awp_heap_peak_bytes();
    return measured;
}

static void serve(const struct awp_side *side, bool counted, const char *bodies, int questions,
                  int answers) {
    void *kept = side->begin(counted);
    struct question question;
    while (read(questions, &question, sizeof question) == (ssize_t)sizeof question &&
           question.times != 0) {
        const struct awp_measure answer = measure(side, kept, &question, bodies);
        need(write(answers, &answer, sizeof answer) == (ssize_t)sizeof answer, "write");
    }
    side->end(kept);
}

struct awp_worker awp_worker_start(const struct awp_side *side, bool counted, const char *bodies) {
    int questions[2];
    int answers[2];
    need(pipe(questions) == 0 && pipe(answers) == 0, "pipe");
    const pid_t process = fork();
    need(process >= 0, "fork");
    if (process == 0) {
        (void)close(questions[1]);
        (void)close(answers[0]);
        serve(side, counted, bodies, questions[0], answers[1]);
        _exit(0);
    }
    (void)close(questions[0]);
    (void)close(answers[1]);
    return (struct awp_worker){side, process, questions[1], answers[0]};
}

struct awp_measure awp_worker_ask(const struct awp_worker *worker, const struct awp_family *family,
                                  size_t size, unsigned times) {
    const struct question question = {family, size, times};
    struct awp_measure answer;
    need(write(worker->questions, &question, sizeof question) == (ssize_t)sizeof question, "write");
    need(read(worker->answers, &answer, sizeof answer) == (ssize_t)sizeof answer,
         "a worker's answer");
    if (!answer.is_right) {
        fprintf(stderr, "decoder-bench: %s, %zu bytes: not what it should come to by %s\n",
                family->name, size, worker->side->name);
        exit(1);
    }
    return answer;
}

void awp_worker_stop(struct awp_worker *worker) {
    const struct question last = {0};
    need(write(worker->questions, &last, sizeof last) == (ssize_t)sizeof last, "write");
    (void)close(worker->questions);
    (void)close(worker->answers);
    need(waitpid(worker->process, NULL, 0) == worker->process, "waitpid");
}
