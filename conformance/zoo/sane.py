# SPDX-License-Identifier: Apache-2.0
"""Testees with nothing wrong, odd as some look: a runner that fails these is as useless as one that passes the rest."""
import time

import talk
from member import Member, passes

FLOOD_BYTES = 32 << 20


def greet(conversation):
    conversation.write(b"Hello from my SDK!\n\n[]\n")


def chatter(conversation, request):
    conversation.write(b"decoding...\n{not json\n\x00\xff\n")
    conversation.say(conversation.answer(request))


def answer_in_crlf(conversation, request):
    line = talk.line_of(conversation.answer(request))
    conversation.write(b" \t" + line.replace(b"\n", b"\r\n"))


def answer_by_bytes(conversation, request):
    for byte in talk.line_of(conversation.answer(request)):
        conversation.write(bytes([byte]))
        time.sleep(0.001)


def read_slowly(conversation):
    conversation.block_bytes = 4096
    conversation.pause_seconds = 0.005


def flood_errors(conversation, request):
    with open(2, "wb", buffering=0, closefd=False) as errors:
        block = b"warning: nothing to worry about\n" * 2048
        for _ in range(FLOOD_BYTES // len(block)):
            errors.write(block)
    conversation.say(conversation.answer(request))


MEMBERS = [
    Member("sane", "answers in Python's standard library, as it should", passes()),
    Member("sane-reference", "is `awsproof testee`, the reference behind the protocol", passes(),
           command="{awsproof} testee"),
    Member("sane-greeting", "greets the world on standard output before its hello", passes(), at_start=greet, noise=3),
    Member("sane-chatter", "mixes log lines, broken JSON, NUL and 0xFF into standard output", passes(),
           at_bait=chatter, noise=3),
    Member("sane-crlf", "ends its lines with CR and LF and begins them with white space", passes(),
           at_each=answer_in_crlf),
    Member("sane-byte-by-byte", "writes its answer one byte at a time", passes(), at_bait=answer_by_bytes),
    Member("sane-slow-reader", "takes 4 KiB of a request at a time, with a pause after each", passes(),
           at_start=read_slowly),
    Member("sane-stderr-flood", "writes 32 MiB to standard error before it answers", passes(), at_bait=flood_errors),
]
