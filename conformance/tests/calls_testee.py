#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A testee that makes many calls at once over transport http, each on a thread, and answers as they come.

Usage: calls_testee.py AWSPROOF MODE. Each MODE breaks one thing that the runner has to see. Environment: CALLS_LOG, a
file to which a line is added for each call: how many calls were open at most while it lasted, and what came of it.
"""
import concurrent.futures
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time

import http_testee

AT_ONCE = 16
BAIT = "Bait"
MODES = ("sane", "mixed-outcomes", "mixed-endpoints", "mixed-ids", "twice", "dies-at-bait", "hangs-at-bait",
         "answers-twice")


class Testee:
    def __init__(self, awsproof, mode):
        self.mode = mode
        self.reference = subprocess.Popen([awsproof, "testee"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.lock = threading.Lock()
        self.local = threading.local()
        self.open = {}  # the id of each open call: how many were open at most since it is
        self.met = mode not in ("sane", "dies-at-bait")  # whether the first calls have waited for each other
        self.partner = None  # of a mode that mixes two up: who waits for the other
        self.delays = random.Random(7)

    def ask(self, message):
        with self.lock:
            self.reference.stdin.write(json.dumps(message).encode() + b"\n")
            self.reference.stdin.flush()
            return json.loads(self.reference.stdout.readline())

    def say(self, message):
        line = json.dumps(message).encode() + b"\n"
        with self.lock:
            sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()

    def begin(self, request):
        with self.lock:
            self.open[request["id"]] = 0
            for name in self.open:
                self.open[name] = max(self.open[name], len(self.open))

    def end(self, request, outcome):
        with self.lock:
            most = self.open.pop(request["id"])
            if "CALLS_LOG" in os.environ:
                with open(os.environ["CALLS_LOG"], "a", encoding="utf-8") as log:
                    log.write(json.dumps({"id": request["id"], "open": most, "outcome": outcome}) + "\n")

    def call(self, request):
        if not hasattr(self.local, "connection"):
            self.local.connection = http_testee.Connection("sane")
        mode = "twice" if self.mode == "twice" else "sane"
        outcome = http_testee.call(request, mode, self.local.connection, lambda message: self.ask(message)["outcome"])
        with self.lock:
            delay = self.delays.random() * 0.004
        time.sleep(delay)
        return outcome

    def meet(self, mine):
        """What the next one brings to this place, for what this one brings; its own where nobody comes."""
        with self.lock:
            if self.partner is None:
                place = self.partner = [mine, None, threading.Event()]
            else:
                place, self.partner = self.partner, None
                place[1] = mine
                place[2].set()
                return place[0]
        if place[2].wait(0.3):
            return place[1]
        with self.lock:
            if self.partner is place:
                self.partner = None
        return mine if place[1] is None else place[1]

    def serve(self, request):
        """One call, on a thread of its own."""
        self.wait_for_others()
        if self.mode == "mixed-endpoints":
            request = dict(request, endpoint=self.meet(request["endpoint"]))
        outcome = self.call(request)
        if outcome.get("code") == BAIT:
            self.misbehave(request, outcome)
        if self.mode == "mixed-outcomes":
            outcome = self.meet(outcome)
        if self.mode == "mixed-ids":
            request = dict(request, id="c999999")
        self.finish(request, outcome)

    def finish(self, request, outcome):
        if request["id"] in self.open:
            self.end(request, outcome)
        self.say({"type": "outcome", "id": request["id"], "outcome": outcome})

    def wait_for_others(self):
        """Until ten calls have been open beside each other, or for two seconds, once: alone there are none."""
        end = time.monotonic() + 2
        while not self.met and len(self.open) < 10 and time.monotonic() < end:
            time.sleep(0.01)
        self.met = True

    def misbehave(self, request, outcome):
        if self.mode == "dies-at-bait":
            self.end(request, outcome)  # said now: of those that are open at its death none says it
            os.kill(os.getpid(), signal.SIGSEGV)
            time.sleep(600)  # any thread may take the signal: this one goes no further
        if self.mode == "hangs-at-bait":
            time.sleep(600)
        if self.mode == "answers-twice":
            self.finish(request, outcome)

    def run(self):
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            for line in sys.stdin.buffer:
                message = json.loads(line)
                if message["type"] == "bye":
                    break
                if message["type"] == "call":
                    self.begin(message)
                    pool.submit(self.serve, message)
                    continue
                reply = self.ask(message)
                if message["type"] == "hello":
                    reply["transports"] = ["http"]
                self.say(reply)
        self.reference.stdin.close()
        self.reference.wait()


def main(awsproof, mode):
    if mode not in MODES:
        sys.exit(f"no such mode: {mode} ({', '.join(MODES)})")
    Testee(awsproof, mode).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
