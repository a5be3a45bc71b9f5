#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A testee whose answers depend on more than the question, in a way that its argument names."""
import base64
import json
import os
import random
import sys

MODE = sys.argv[1]
HELLO = {"type": "hello", "protocol": 1, "name": "engine-testee", "version": "1", "transports": ["inline"],
         "operations": ["securityhub.InviteMembers"], "features": ["pipelining"] if MODE == "scattered" else []}


def say(message):
    os.write(1, json.dumps(message).encode() + b"\n")


def answer(request, code=None):
    say({"type": "outcome", "id": request["id"],
         "outcome": {"kind": "unknown", "code": code or str(request["response"]["status"])}})


def body_of(request):
    return base64.b64decode(request["response"]["body_base64"]).decode()


def requests():
    while line := sys.stdin.readline():
        request = json.loads(line)
        if request["type"] == "bye":
            return
        if request["type"] == "hello":
            say(HELLO)
        else:
            yield request


def leak(needed):
    """Whoever says victim is answered wrongly once so many said leak."""
    seen = 0
    for request in requests():
        seen += body_of(request) == "leak"
        answer(request, "999" if body_of(request) == "victim" and seen >= needed else None)


def alternate():
    """Every second victim is answered wrongly, over all processes of the run."""
    for request in requests():
        wrong = False
        if body_of(request) == "victim":
            with open(os.path.join(os.environ["ENGINE_FOLDER"], "count"), "a+b") as file:
                file.write(b"x")
                wrong = file.tell() % 2 == 0
        answer(request, "999" if wrong else None)


def scattered():
    """Answers what is open in an order of chance."""
    import select
    open_requests, kept, most = [], b"", 0
    while True:
        timeout = 0.01 if open_requests else None
        if select.select([0], [], [], timeout)[0]:
            block = os.read(0, 1 << 16)
            if not block:
                with open(os.path.join(os.environ["ENGINE_FOLDER"], "open"), "w", encoding="ascii") as file:
                    file.write(str(most))
                return
            *lines, kept = (kept + block).split(b"\n")
            for message in map(json.loads, lines):
                if message["type"] == "hello":
                    say(HELLO)
                elif message["type"] == "decode":
                    open_requests.append(message)
            most = max(most, len(open_requests))
        elif open_requests:
            answer(open_requests.pop(random.randrange(len(open_requests))))


def once():
    """One-shot: no hello, one line, one answer."""
    request = json.loads(sys.stdin.readline())
    assert sys.stdin.readline() == "", "more than one line"
    if request["type"] != "decode":
        say({"type": "outcome", "id": request["id"], "outcome": {"kind": "unsupported", "reason": "only decode"}})
    else:
        answer(request)


{"leak": lambda: leak(1), "leak-two": lambda: leak(2), "alternate": alternate, "scattered": scattered,
 "once": once}[MODE]()
