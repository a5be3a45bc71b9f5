#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A testee that knows no error by name: SECONDS is how long it takes over each answer."""
import json
import sys
import time

HELLO = {"type": "hello", "protocol": 1, "name": "plain", "version": "1.0.0", "language": "python",
         "transports": ["inline"], "operations": ["securityhub.InviteMembers"]}


def main(seconds):
    for line in sys.stdin.buffer:
        request = json.loads(line)
        if request["type"] == "bye":
            break
        reply = HELLO
        if request["type"] == "decode":
            time.sleep(seconds)
            outcome = {"kind": "unknown", "code": str(request["response"]["status"])}
            reply = {"type": "outcome", "id": request["id"], "outcome": outcome}
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]))
