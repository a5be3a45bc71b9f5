# SPDX-License-Identifier: Apache-2.0
"""Results as JSON lines: a head that says what was measured, then a line a trial."""
import json
import os
import pathlib

HEAD = {"record", "started_at", "sources", "machine", "versions"}
TRIAL = {"record", "fault", "patch", "harness", "seed", "cap", "found", "seconds", "executions",
         "shown_by"}


class Malformed(Exception):
    """A file that holds no results: place and reason."""


class Results:
    """What was measured so far. A trial is written when it is over, so an end at any moment loses none."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.head = None
        self.trials = {}
        if self.path.exists():
            self._read()

    def _read(self):
        text = self.path.read_bytes()
        whole = text.rfind(b"\n") + 1  # a line that was cut off is asked again
        for number, line in enumerate(text[:whole].splitlines(), 1):
            try:
                record = json.loads(line)
                kind = record["record"]
                keys = {"head": HEAD, "trial": TRIAL}[kind]
                if record.keys() != keys or (kind == "head") != (number == 1):
                    raise ValueError(f"not a {kind} record")
            except (ValueError, KeyError, TypeError) as error:
                raise Malformed(f"{self.path}:{number}: {error!r}") from error
            if kind == "head":
                self.head = record
            else:
                self.trials[record["fault"], record["harness"], record["seed"]] = record
        if whole != len(text):
            os.truncate(self.path, whole)

    def leave_out_others(self, faults):
        """Forgets the trials of faults that are no more, or whose patch is another now; gives their number."""
        digests = {fault.id: fault.digest for fault in faults}
        others = [key for key, trial in self.trials.items() if digests.get(key[0]) != trial["patch"]]
        for key in others:
            del self.trials[key]
        return len(others)

    def begin(self, head):
        """Begins a new file, or goes on with one of the same sources; Malformed: it is of others."""
        if self.head is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.head = {"record": "head", **head}
            self._append(self.head)
        elif self.head["sources"] != head["sources"]:
            raise Malformed(f"{self.path}: measured on other sources ({self.head['sources'][:12]}, and these "
                            f"are {head['sources'][:12]}): give another file, or remove this one")

    def add(self, trial):
        """Keeps a trial, and writes it."""
        record = {"record": "trial", **trial}
        self.trials[trial["fault"], trial["harness"], trial["seed"]] = record
        self._append(record)

    def _append(self, record):
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps(record, sort_keys=True) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def of(self, harness, fault=None):
        """The trials of a harness, and of one fault where it is given."""
        return [trial for (of_fault, of_harness, _), trial in sorted(self.trials.items())
                if of_harness == harness and fault in (None, of_fault)]


def times(trials, unit="seconds"):
    """Seconds or executions to find, None for those that found nothing."""
    return [trial[unit] if trial["found"] else None for trial in trials]
