# SPDX-License-Identifier: Apache-2.0
"""What a run works with: its progress on the terminal, its memory on the disk, its mutant-run processes."""
import json
import subprocess
import sys
import threading
import time

from build import BuildError


class Progress:
    """One line that is written over, on a terminal; elsewhere a line now and then."""

    def __init__(self, what, total):
        self.what, self.total, self.done = what, total, 0
        self.start = self.said = time.monotonic()
        self.is_terminal = sys.stderr.isatty()
        self.lock = threading.Lock()

    def step(self, note=""):
        with self.lock:
            self.done += 1
            now = time.monotonic()
            if self.is_terminal:
                left = (now - self.start) / self.done * (self.total - self.done)
                print(f"\r\033[K{self.what} {self.done}/{self.total}, {left:.0f} s left {note}", end="",
                      file=sys.stderr, flush=True)
            elif now - self.said >= 30:
                self.said = now
                print(f"{self.what} {self.done}/{self.total} {note}", file=sys.stderr, flush=True)

    def end(self):
        if self.is_terminal:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


class Store:
    """What is known, as JSON lines: appended at once, read back by the next run; the last line counts."""

    def __init__(self, path):
        self.path, self.lock = path, threading.Lock()
        self.lines = {}
        self.file = path.open("a+")
        self.file.seek(0)
        text = self.file.read()
        if text != "" and not text.endswith("\n"):
            self.file.write("\n")
        for line in text.splitlines():
            try:
                entry = json.loads(line)
                self.lines[entry["id"]] = entry
            except (ValueError, KeyError):
                continue  # the line that was being written when the run was ended

    def add(self, entry):
        with self.lock:
            self.lines[entry["id"]] = entry
            self.file.write(json.dumps(entry) + "\n")
            self.file.flush()


class Server:
    """A mutant-run process: libraries in, killing cases out."""

    def __init__(self, program, cases):
        self.process = subprocess.Popen([str(program), str(cases)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True, start_new_session=True)
        self.hello = self.read()

    def read(self):
        line = self.process.stdout.readline()
        if line == "":
            raise BuildError(f"mutant-run ended with status {self.process.wait()}")
        return json.loads(line)

    def run(self, library, every=False):
        self.process.stdin.write(f"{'every ' if every else ''}{library}\n")
        self.process.stdin.flush()
        return self.read()

    def close(self):
        self.process.stdin.close()
        self.process.wait()
