# SPDX-License-Identifier: Apache-2.0
"""Testees that leave something behind, or close what they should keep open."""
import os
import signal

import talk
from member import Member, bait, passes


def leave_grandchild(conversation, request):
    """It holds all three pipes, and is deaf."""
    if os.fork() == 0:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        talk.sleep_for_ever()
    os._exit(5)


def leave_many(conversation, request):
    for _ in range(20):
        if os.fork() == 0:
            talk.sleep_for_ever()
    os._exit(5)


def leave_stray(conversation, request):
    """It holds all three pipes in a session of its own, where no signal to the group finds it."""
    ready, done = os.pipe()
    if os.fork() == 0:
        os.setsid()
        os.close(done)
        talk.sleep_for_ever()
    os.close(done)
    os.read(ready, 1)
    os._exit(5)


def answer_from_a_child(conversation, request):
    """The child answers, while the parent only waits for it."""
    child = os.fork()
    if child == 0:
        conversation.say(conversation.answer(request))
        os._exit(0)
    os.waitpid(child, 0)


def close_output(conversation, request):
    os.close(1)
    talk.sleep_for_ever()


def close_input(conversation):
    os.close(0)
    talk.sleep_for_ever()


def close_input_when_large(conversation):
    conversation.block_bytes = 4096
    conversation.at_large = close_input


def die_by_bus_error(conversation, request):
    os.kill(os.getpid(), signal.SIGBUS)


MEMBERS = [
    Member("leaves-a-grandchild", "dies and leaves a deaf child that holds the pipes", bait("crash", "exit status 5"),
           at_bait=leave_grandchild),
    Member("leaves-20-children", "dies and leaves 20 children that hold the pipes", bait("crash", "exit status 5"),
           at_bait=leave_many),
    Member("leaves-a-stray", "dies and leaves a child in another session that holds the pipes",
           bait("crash", "exit status 5"), at_bait=leave_stray, strays=2),
    Member("closes-stdout", "closes its standard output and lives on",
           bait("protocol_error", "closed its standard input or output, and did not end"), at_bait=close_output),
    Member("closes-stdin", "closes its standard input in the middle of a request and lives on",
           bait("protocol_error", "closed its standard input or output, and did not end"),
           at_start=close_input_when_large),
    Member("dies-in-a-shell", "dies by SIGBUS behind a shell that stays",
           bait("crash", "exit status 135, a shell's word for SIGBUS"), at_bait=die_by_bus_error,
           command="{testee} dies-in-a-shell; exit $?"),
    Member("sane-forks", "forks a child for its answer", passes(), at_bait=answer_from_a_child),
]
