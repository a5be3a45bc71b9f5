# SPDX-License-Identifier: Apache-2.0
"""Testees that die: before they speak, in the middle of a run, of a line, of a request."""
import os
import signal
import sys

import talk
from member import CASES, Member, bait, every, no_testee, passes, some


def by_signal(number):
    def die(*_):
        os.kill(os.getpid(), number)
        talk.sleep_for_ever()
    return die


def by_exit(status):
    def die(*_):
        os._exit(status)
    return die


def once(conversation, request):
    if conversation.first_time("died"):
        os._exit(3)
    conversation.say(conversation.answer(request))


def at_second_start(conversation):
    if not conversation.first_time("started"):
        os._exit(9)


def after_its_answer(conversation, request):
    conversation.say(conversation.answer(request))
    os._exit(6)


def while_written_to(conversation):
    conversation.block_bytes = 4096
    conversation.at_large = by_exit(7)


def in_half_a_line(conversation, request):
    conversation.write(talk.line_of(conversation.answer(request))[:30])
    os._exit(0)


def with_last_words(conversation, request):
    sys.stderr.write("fatal: the parser gave up\n")
    sys.stderr.flush()
    os.abort()


MEMBERS = [
    Member("dies-before-hello", "dies by SIGABRT before its hello", no_testee("killed by SIGABRT"),
           at_start=by_signal(signal.SIGABRT), stderr="the testee cannot be run: killed by SIGABRT"),
    Member("exits-before-hello", "exits with 0 without a word", no_testee("exit status 0"), at_start=by_exit(0)),
    Member("dies-on-one-case", "dies by SIGSEGV on the bait", bait("crash", "killed by SIGSEGV"),
           at_bait=by_signal(signal.SIGSEGV)),
    Member("dies-on-every-case", "dies by SIGFPE on every case", every("crash", "killed by SIGFPE"),
           at_each=by_signal(signal.SIGFPE)),
    Member("dies-once", "dies on the bait the first time only",
           bait("flaky", "first crash (exit status 3), then, alone"), at_bait=once),
    Member("starts-once", "dies on the first case, and cannot be started again",
           some({CASES[0]: "crash", **dict.fromkeys(CASES[1:], "not_run")}, "",
                "`crash` for the first case, `not_run` for the rest", 3),
           at_start=at_second_start, at_each=by_exit(8)),
    Member("dies-mid-run", "answers the bait and dies with no request open",
           bait("crash", "after its answer: exit status 6"), at_bait=after_its_answer),
    Member("dies-while-written-to", "dies when it has read a part of a large request", bait("crash", "exit status 7"),
           at_start=while_written_to),
    Member("exits-0-early", "exits with 0 in place of an answer", bait("crash", "exit status 0"), at_bait=by_exit(0)),
    Member("half-line-and-death", "writes half an answer and exits with 0", bait("crash", "exit status 0"),
           at_bait=in_half_a_line),
    Member("dies-with-last-words", "writes to standard error and aborts", bait("crash", "killed by SIGABRT"),
           at_bait=with_last_words),
    Member("asan-report", "is built with AddressSanitizer and reads one byte too many",
           bait("crash", "exit status 1; AddressSanitizer: heap-buffer-overflow"),
           command="{fault_testee} heap-buffer-overflow"),
    Member("stack-overflow", "is built with AddressSanitizer and calls itself without end",
           bait("crash", "exit status 1; AddressSanitizer: stack-overflow"), command="{fault_testee} stack-overflow"),
    Member("dies-after-bye", "answers everything and exits with 9 after bye", passes(), at_bye=by_exit(9),
           stderr="the testee ended after bye: exit status 9"),
]
