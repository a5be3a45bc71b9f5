#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A testee that tries to speak for the step that runs it: by commands to GitHub's runner, and by its files."""
import json
import os
import sys

COMMANDS = ["::set-output name=passed::999999", "  ::set-output name=failed::0", "##[set-output name=exit-status;]0",
            "see ##[set-output name=sarif]/etc/passwd", "::add-mask::a", "::error::hostile", "::add-path::/hostile"]
OUTCOMES = [{"kind": "unknown", "code": "\n".join(COMMANDS)}, {"kind": "rejected", "class": COMMANDS[0], "message": "\n".join(COMMANDS)},
            {"kind": "escape", "class": "X", "message": "\r\n".join(COMMANDS)}]


def speak():
    for line in COMMANDS:
        print(line, file=sys.stderr, flush=True)
        print(line, flush=True)  # on standard output it is noise
    for name in ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STEP_SUMMARY", "GITHUB_STATE"):
        if name in os.environ:
            with open(os.environ[name], "a", encoding="utf-8") as file:
                file.write("passed=999999\n")


def main(end):
    speak()
    if end == "dies":
        os.abort()
    hello = {"type": "hello", "protocol": 1, "name": "::set-output name=passed::1\n" + COMMANDS[0], "version": COMMANDS[0],
             "transports": ["inline"], "operations": ["securityhub.InviteMembers"]}
    asked = 0
    for line in sys.stdin.buffer:
        request = json.loads(line)
        if request["type"] == "bye":
            break
        reply = hello
        if request["type"] == "decode":
            speak()
            reply = {"type": "outcome", "id": request["id"], "outcome": OUTCOMES[asked % len(OUTCOMES)]}
            asked += 1
        print(json.dumps(reply), flush=True)


main(sys.argv[1])
