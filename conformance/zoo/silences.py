# SPDX-License-Identifier: Apache-2.0
"""Testees that make the runner wait: they do not read, do not write, do not listen to signals, or too late."""
import os
import signal
import time

import talk
from member import CASES, TIMEOUT_SECONDS, Member, after_bait, bait, no_testee, passes, some

NO_ANSWER = "no answer within %g s" % TIMEOUT_SECONDS
NOT_TAKEN = "did not take its request within %g s" % TIMEOUT_SECONDS


def wait(*_):
    talk.sleep_for_ever()


def answer_then_wait(conversation, request):
    conversation.say(conversation.answer(request))
    talk.sleep_for_ever()


def stop_reading_when_large(conversation):
    conversation.block_bytes = 4096
    conversation.at_large = wait


def slow_down(conversation):
    conversation.block_bytes = 1
    conversation.pause_seconds = 0.01


def slow_down_when_large(conversation):
    conversation.block_bytes = 4096
    conversation.at_large = slow_down


def half_a_line(conversation, request):
    conversation.write(talk.line_of(conversation.answer(request))[:30])
    talk.sleep_for_ever()


def no_json(conversation, request):
    conversation.write(b"OK 503 ServiceUnavailableException\n")


def ignore_sigterm(conversation, request):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    talk.sleep_for_ever()


def stop_itself(conversation, request):
    os.kill(os.getpid(), signal.SIGSTOP)


def answer_too_late(conversation, request):
    time.sleep(TIMEOUT_SECONDS + 0.3)
    conversation.say(conversation.answer(request))


def answer_one_late(conversation, request):
    """The bait is answered when the next case is asked."""
    for late in conversation.held:
        conversation.say(conversation.answer(late))
    conversation.held = [request] if talk.is_bait(request) else []
    if not conversation.held:
        conversation.say(conversation.answer(request))


def dribble(conversation, request):
    """A byte every now and then, and no end of the line."""
    while True:
        conversation.write(b" ")
        time.sleep(0.1)


MEMBERS = [
    Member("hangs-before-hello", "never says hello", no_testee("no hello within 2 s"), at_start=wait,
           options=["--start-timeout", "2"]),
    Member("never-reads", "says hello and reads nothing, with --max-restarts 1",
           some({"zoo-first": "hang", **dict.fromkeys(CASES[1:], "not_run")}, "",
                "`hang` for the first case, `not_run` for the rest"), instead=wait, options=["--max-restarts", "1"]),
    Member("stops-reading", "stops reading in the middle of a large request", bait("hang", NOT_TAKEN),
           at_start=stop_reading_when_large),
    Member("reads-too-slowly", "takes one byte of the request each 10 ms", bait("hang", NOT_TAKEN),
           at_start=slow_down_when_large),
    Member("never-writes", "takes the request and never answers", bait("hang", NO_ANSWER), at_bait=wait),
    Member("half-line-and-sleep", "writes half an answer and sleeps", bait("hang", NO_ANSWER), at_bait=half_a_line),
    Member("dribbles", "writes a space each 100 ms and never ends the line", bait("hang", NO_ANSWER), at_bait=dribble),
    Member("no-json", "answers in a format of its own", bait("hang", NO_ANSWER), at_bait=no_json, noise=2),
    Member("no-json-strict", "the same, with --strict",
           bait("protocol_error", "a line that is no JSON object (--strict)"), at_bait=no_json, noise=2,
           options=["--strict"]),
    Member("ignores-sigterm", "hangs, and ignores SIGTERM", bait("hang", NO_ANSWER), at_bait=ignore_sigterm),
    Member("stops-itself", "hangs by SIGSTOP, in which no SIGTERM reaches it", bait("hang", NO_ANSWER),
           at_bait=stop_itself),
    Member("answers-too-late", "answers when the time is over", bait("hang", NO_ANSWER), at_bait=answer_too_late),
    Member("late-by-one-case", "puts the bait's answer off until the next case is asked", bait("hang", NO_ANSWER),
           at_each=answer_one_late),
    Member("hangs-after-its-answer", "answers the bait and takes nothing any more",
           after_bait("flaky", "first hang (%s), then, alone" % NO_ANSWER), at_bait=answer_then_wait),
    Member("ignores-bye", "answers everything and does not end after bye", passes(), at_bye=wait,
           stderr="the testee did not end within 2 s of bye"),
]
