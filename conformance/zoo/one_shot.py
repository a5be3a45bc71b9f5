# SPDX-License-Identifier: Apache-2.0
"""Testees of one-shot mode: started for each case, they read one request and write one outcome."""
import os
import signal

import talk
from member import TIMEOUT_SECONDS, Member, bait, passes

ONE_SHOT = ["--one-shot"]


def die(conversation, request):
    os.kill(os.getpid(), signal.SIGSEGV)


def wait(conversation, request):
    talk.sleep_for_ever()


def say_nothing(conversation, request):
    pass


def say_twice(conversation, request):
    line = talk.line_of(conversation.answer(request))
    conversation.write(line + line)


def fail_after_answer(conversation, request):
    conversation.say(conversation.answer(request))
    os._exit(4)


def leave_child(conversation, request):
    conversation.say(conversation.answer(request))
    if os.fork() == 0:
        talk.sleep_for_ever()


def wrong_id(conversation, request):
    conversation.say(conversation.answer(dict(request, id="c999999")))


MEMBERS = [
    Member("sane-one-shot", "answers one request and ends", passes(), options=ONE_SHOT),
    Member("one-shot-death", "dies by SIGSEGV in place of an answer", bait("crash", "killed by SIGSEGV"), at_bait=die,
           options=ONE_SHOT),
    Member("one-shot-silence", "ends with 0 without an answer", bait("crash", "exit status 0"), at_bait=say_nothing,
           options=ONE_SHOT),
    Member("one-shot-hang", "never answers", bait("hang", "no answer within %g s" % TIMEOUT_SECONDS), at_bait=wait,
           options=ONE_SHOT),
    Member("one-shot-twice", "answers twice", bait("protocol_error", "answers id \"c"),
           at_bait=say_twice, options=ONE_SHOT),
    Member("one-shot-wrong-id", "answers under an id that nobody gave",
           bait("protocol_error", "answers id \"c999999\""), at_bait=wrong_id, options=ONE_SHOT),
    Member("one-shot-child", "ends and leaves a child that holds the pipes", passes(), at_bait=leave_child,
           options=ONE_SHOT),
]
