# SPDX-License-Identifier: Apache-2.0
"""Testees whose lines are none that a runner may trust: too long, endless, not UTF-8, too deep, too many."""
import json

import talk
from member import TIMEOUT_SECONDS, Member, bait, no_testee

NO_ANSWER = "no answer within %g s" % TIMEOUT_SECONDS
TOO_LONG = "a line over 64 MiB"
BLOCK_BYTES = 1 << 20
BLOCK = b"x" * BLOCK_BYTES


def endless_line(conversation, request):
    while True:
        conversation.write(BLOCK)


def line_of_100_mb(conversation, request):
    for _ in range(100):
        conversation.write(BLOCK)
    conversation.write(b"\n")
    conversation.say(conversation.answer(request))


def answer_of_100_mb(conversation, request):
    """A JSON object from its first byte to its last."""
    conversation.write(b'{"type":"outcome","id":"%s","outcome":{"kind":"unknown","code":"' % request["id"].encode())
    for _ in range(100):
        conversation.write(BLOCK)
    conversation.write(b'"}}\n')


def answer_of_many_nodes(conversation, request):
    """48 MiB of empty arrays, which take many times as much as a parsed document."""
    conversation.write(b'{"type":"outcome","id":"%s","outcome":{"kind":"result","value":{"UnprocessedAccounts":[[]'
                       % request["id"].encode())
    for _ in range(48):
        conversation.write(b",[ ]" * (BLOCK_BYTES // 4))
    conversation.write(b"]}}}\n")


def endless_noise(conversation, request):
    while True:
        conversation.write(b"still at it\n" * 1024)


def endless_line_before_hello(conversation):
    while True:
        conversation.write(BLOCK)


def spoil(find, replacement):
    """The right answer with bytes in it that no JSON text may have."""
    def answer(conversation, request):
        line = talk.line_of(conversation.answer(request))
        assert find in line
        conversation.write(line.replace(find, replacement))
    return answer


def deep_value(levels):
    def answer(conversation, request):
        outcome = json.dumps({"kind": "result", "value": {"UnprocessedAccounts": 0}})
        deep = "[" * levels + "]" * levels
        line = '{"type":"outcome","id":"%s","outcome":%s}\n' % (request["id"], outcome.replace("0", deep))
        conversation.write(line.encode())
    return answer


MEMBERS = [
    Member("line-without-end", "writes a line that never ends", bait("protocol_error", TOO_LONG), at_bait=endless_line,
           seconds=60),
    Member("line-of-100-mb", "writes 100 MiB and a line end before its answer", bait("protocol_error", TOO_LONG),
           at_bait=line_of_100_mb, seconds=60),
    Member("answer-of-100-mb", "puts 100 MiB into its answer", bait("protocol_error", TOO_LONG),
           at_bait=answer_of_100_mb, seconds=60),
    Member("answer-of-many-nodes", "answers with 12 million empty arrays in 48 MiB",
           bait("protocol_error", "an answer that takes over "), peak_mib=500,
           at_bait=answer_of_many_nodes, seconds=60),
    Member("line-without-end-before-hello", "writes a line that never ends in place of its hello",
           no_testee(TOO_LONG), at_start=endless_line_before_hello, seconds=60),
    Member("noise-without-end", "writes lines that are no JSON, without end", bait("hang", NO_ANSWER),
           at_bait=endless_noise, noise=None),
    Member("nul-byte", "has a NUL byte within its answer", bait("hang", NO_ANSWER),
           at_bait=spoil(b"Unavailable", b"\x00available"), noise=2),
    Member("cr-byte", "has a bare CR within a string of its answer", bait("hang", NO_ANSWER),
           at_bait=spoil(b"Unavailable", b"\ravailable"), noise=2),
    Member("invalid-utf-8", "has a byte 0xFF within its answer", bait("hang", NO_ANSWER),
           at_bait=spoil(b"Unavailable", b"\xffavailable"), noise=2),
    Member("invalid-utf-8-strict", "the same, with --strict",
           bait("protocol_error", "a line that is no JSON object (--strict)"),
           at_bait=spoil(b"Unavailable", b"\xffavailable"), noise=2, options=["--strict"]),
    Member("deep-nesting", "nests 1,000,000 arrays in its answer", bait("hang", NO_ANSWER),
           at_bait=deep_value(1000000), noise=2),
    Member("nesting-within-limits", "nests 500 arrays where a list of structures belongs",
           bait("fail", "a Result for an error"), at_bait=deep_value(500)),
]
