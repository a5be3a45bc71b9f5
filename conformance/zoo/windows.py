# SPDX-License-Identifier: Apache-2.0
"""Testees that claim pipelining, so that several requests are open at once, and answer in any order, rightly or not."""
import os
import select
import signal

import talk
from member import BAIT, Member, bait, passes, some

PIPELINING = ["pipelining"]


def gather(conversation):
    """All the requests that come before bye, or before a moment without any; the last moment gives []."""
    requests = []
    while b"\n" in conversation.kept or select.select([0], [], [], 0.2 if requests else None)[0]:
        request = conversation.read_request()
        if request is None:
            break
        requests.append(request)
    return requests


def in_rounds(answer_all):
    """Gathers what is open, and answers it in one go, until bye."""
    def serve(conversation):
        while requests := gather(conversation):
            answer_all(conversation, requests)
    return serve


def in_reverse(conversation, requests):
    for request in reversed(requests):
        conversation.say(conversation.answer(request))


def odd_first(conversation, requests):
    for request in requests[1::2] + requests[0::2]:
        conversation.say(conversation.answer(request))


def bait_twice(conversation, requests):
    """The second time in the midst of the others."""
    for request in requests:
        conversation.say(conversation.answer(request))
    for request in filter(talk.is_bait, requests):
        conversation.say(conversation.answer(request))


def swap_two(conversation, requests):
    """The outcomes of the bait and of the case after it change places."""
    outcomes = [talk.right(request) for request in requests]
    for at in range(len(requests) - 1):
        if talk.is_bait(requests[at]):
            outcomes[at], outcomes[at + 1] = outcomes[at + 1], outcomes[at]
    for request, outcome in zip(requests, outcomes):
        conversation.say(conversation.answer(request, outcome))


def all_but_bait(conversation, requests):
    for request in requests:
        if not talk.is_bait(request):
            conversation.say(conversation.answer(request))


def die_at_bait(conversation, requests):
    for request in requests:
        if talk.is_bait(request):
            os.kill(os.getpid(), signal.SIGSEGV)
        conversation.say(conversation.answer(request))


def die_with_bait_open(conversation, requests):
    """Before any answer, whichever cases are open beside it."""
    if any(map(talk.is_bait, requests)):
        os.kill(os.getpid(), signal.SIGSEGV)
    in_reverse(conversation, requests)


def one_late(conversation, request):
    """Each request is answered when the next one comes: the last one never."""
    for late in conversation.held:
        conversation.say(conversation.answer(late))
    conversation.held = [request]


def unknown_id_for_bait(conversation, requests):
    for request in requests:
        conversation.say(conversation.answer(dict(request, id="c999999") if talk.is_bait(request) else request))


MEMBERS = [
    Member("sane-reversed", "answers all that is open in reverse order", passes(), instead=in_rounds(in_reverse),
           features=PIPELINING),
    Member("sane-odd-first", "answers every second request first", passes(), instead=in_rounds(odd_first),
           features=PIPELINING),
    Member("pipelined-swap", "gives two open requests each other's outcome",
           some({BAIT: "fail", "zoo-after": "fail"}, "", "`fail` for the two"), instead=in_rounds(swap_two),
           features=PIPELINING),
    Member("pipelined-gap", "answers every open request but the bait", bait("hang", "no answer within"),
           instead=in_rounds(all_but_bait), features=PIPELINING),
    Member("pipelined-late-by-one", "answers each request when the next one comes",
           some({"zoo-last": "hang"}, "no answer within", "`hang` for the last case"), at_each=one_late,
           features=PIPELINING),
    Member("pipelined-death", "answers what came before the bait, and dies by SIGSEGV with the rest open",
           bait("crash", "killed by SIGSEGV"), instead=in_rounds(die_at_bait), features=PIPELINING),
    Member("pipelined-death-of-all", "dies by SIGSEGV whenever the bait is among the open requests",
           bait("crash", "killed by SIGSEGV"), instead=in_rounds(die_with_bait_open), features=PIPELINING),
    Member("pipelined-unknown-id", "answers the bait under an id that nobody gave",
           bait("protocol_error", "answers id"), instead=in_rounds(unknown_id_for_bait), features=PIPELINING),
    Member("pipelined-repeat", "gives an answer a second time among other answers",
           bait("protocol_error", "answers id \"c"), instead=in_rounds(bait_twice), features=PIPELINING),
]
