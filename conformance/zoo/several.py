# SPDX-License-Identifier: Apache-2.0
"""Testees of which several processes run at once: what one of them does must not reach the others."""
import os
import signal
import time

import talk
from member import TIMEOUT_SECONDS, Member, bait, every, passes

THREE = ["--jobs", "3"]


def die(conversation, request):
    os.kill(os.getpid(), signal.SIGSEGV)


def wait(conversation, request):
    talk.sleep_for_ever()


def answer_at_leisure(conversation, request):
    """So that cases end in another order than they begin."""
    time.sleep(0.5 if request["response"]["status"] == 200 else 0)
    conversation.say(conversation.answer(request))


MEMBERS = [
    Member("sane-three", "answers results later than errors", passes(), at_each=answer_at_leisure,
           options=THREE),
    Member("three-deaths", "dies by SIGSEGV on the bait, in one of three processes", bait("crash", "killed by SIGSEGV"),
           at_bait=die, options=THREE),
    Member("three-hangs", "hangs on the bait, in one of three processes",
           bait("hang", "no answer within %g s" % TIMEOUT_SECONDS), at_bait=wait, options=THREE),
    Member("three-all-dying", "dies by SIGSEGV on every case, in each of three processes",
           every("crash", "killed by SIGSEGV"), at_each=die, options=THREE),
]
