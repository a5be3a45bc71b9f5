#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The reference behind the testee protocol, odd in one way that the second argument names: what the tools must see.

The first argument is the awsproof to ask for right answers. Environment: ODD_FOLDER, for what outlives a process.
"""
import base64
import json
import os
import pathlib
import signal
import subprocess
import sys
import time

AWSPROOF, MODE = sys.argv[1], sys.argv[2]
REFERENCE = subprocess.Popen([AWSPROOF, "testee"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
RESULT = {"kind": "result", "value": {}}
ESCAPE = {"kind": "escape", "class": "TypeError", "message": "undefined is not a function"}


def ask(line):
    REFERENCE.stdin.write(line)
    REFERENCE.stdin.flush()
    return json.loads(REFERENCE.stdout.readline())


def say(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def body_of(request):
    return base64.b64decode(request.get("response", request).get("body_base64", ""))


def header_of(request, name):
    return next((value for key, value in request.get("response", {}).get("headers", []) if key.lower() == name), "")


def right(request, outcome):
    return outcome


def echo_body(request, outcome):
    value = json.loads(body_of(request) or b"{}")
    return {**outcome, "value": value} if "value" in outcome else outcome


def forget_modeled(request, outcome):
    return {"kind": "unknown", "code": outcome["code"]} if outcome["kind"] == "modeled" else outcome


COUNT = [0]


def unsteady(request, outcome):
    COUNT[0] += 1
    return RESULT if COUNT[0] > 7 else outcome


def reject(request, outcome):
    return {"kind": "rejected", "class": "E%d" % request["response"]["status"], "message": "no"}


def break_at_letters(request, outcome):
    """Fails where the body holds an X, and later a Y, and the header h a Z."""
    text = body_of(request)
    at = text.find(b"X")
    return ESCAPE if at >= 0 and text.find(b"Y", at) >= 0 and "Z" in header_of(request, "h") else outcome


def crash_at_letter(request, outcome):
    if b"X" in body_of(request):
        print("found an X", file=sys.stderr, flush=True)
        os.kill(os.getpid(), signal.SIGSEGV)
    return outcome


def hang_at_letter(request, outcome):
    if b"X" in body_of(request):
        time.sleep(60)
    return outcome


def come_and_go(request, outcome):
    """Every second time the first case is asked, over all processes, it is wrong."""
    if header_of(request, "x-amzn-errortype") != "InvalidAccessException":
        return outcome
    mark = pathlib.Path(os.environ["ODD_FOLDER"], "mark")
    if mark.exists():
        mark.unlink()
        return outcome
    mark.touch()
    return RESULT


def wrong_about(request, outcome):
    """Accepts errors of the statuses that ODD_STATUSES lists."""
    wrong = str(request.get("response", {}).get("status")) in os.environ["ODD_STATUSES"].split()
    return RESULT if wrong else outcome


ANSWERS = {
    "always-accept": lambda request, outcome: {"kind": "result", "value": {"UnprocessedAccounts": [
        {"AccountId": str(len(body_of(request)))}]}},
    "always-reject": reject,
    "always-unknown": lambda request, outcome: {"kind": "unknown", "code": str(request["response"]["status"])},
    "always-modeled": lambda request, outcome: {"kind": "modeled", "code": "InternalException", "value": {
        "Message": str(len(body_of(request)))}},
    "always-unsupported": lambda request, outcome: {"kind": "unsupported", "reason": "%d" % len(body_of(request))},
    "constant": lambda request, outcome: RESULT,
    "echo-body": echo_body,
    "forgets-modeled": forget_modeled,
    "unsteady": unsteady,
    "letters": break_at_letters,
    "crash-letter": crash_at_letter,
    "hang-letter": hang_at_letter,
    "comes-and-goes": come_and_go,
    "wrong-about": wrong_about,
}


def main():
    hello = ask(sys.stdin.buffer.readline())
    hello["features"] = []
    if MODE == "wrong-version":
        hello["protocol"] = 2
    if MODE == "claims-nothing":
        hello["operations"] = ["other.Operation"]
    if MODE == "no-hello":
        del hello["name"]
    if MODE == "noise":
        print("Hello from a library", flush=True)
    say(hello)
    for line in sys.stdin.buffer:
        request = json.loads(line)
        if request["type"] == "bye":
            sys.exit(3 if MODE == "bad-bye" else 0)
        if MODE == "echo-request":
            say(request)
        elif MODE == "crash":
            os._exit(9)
        else:
            reply = ask(line)
            reply["outcome"] = ANSWERS.get(MODE, right)(request, reply["outcome"])
            say(reply)
    if MODE == "stays":
        time.sleep(60)


main()
