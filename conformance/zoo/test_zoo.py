#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Runs `awsproof run` against every member of the zoo: verdicts, exit status, time, and what the runner holds."""
import concurrent.futures
import json
import os
import pathlib
import shlex
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import uuid

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import member  # noqa: E402
import page  # noqa: E402
import zoo  # noqa: E402

PROGRAMS = {}
AT_ONCE = 4
ZOO_SECONDS = 180
# What the runner may hold more at its last start of a testee than at its second. A line over the limit is 64 MiB.
GROWTH_KIB = 8 << 10
# Freed memory is given back: what is left over is then what somebody forgot.
SANITIZER = "quarantine_size_mb=1:"


def command_of(entry):
    """The testee's command; exec, so that the runner is its parent."""
    programs = dict(PROGRAMS, testee=shlex.quote(str(HERE / "testee")))
    if entry.command is None:
        return "exec %s %s" % (programs["testee"], entry.name)
    return entry.command.format(**programs)


def processes_with(mark):
    """The processes whose environment holds this text."""
    found = []
    for folder in pathlib.Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and mark in (folder / "environ").read_bytes():
                found.append(int(folder.name))
        except OSError:  # it is not ours, or has just ended
            pass
    return found


class Run:
    """One run against a member, and what was seen."""

    def __init__(self, entry):
        self.entry = entry
        with tempfile.TemporaryDirectory() as folder:
            self.folder = pathlib.Path(folder)
            self.mark = b"ZOO_MARK=" + uuid.uuid4().hex.encode()
            start = time.monotonic()
            self.status, self.runner = self.run_to_end()
            self.seconds = time.monotonic() - start
            self.strays = self.end_strays()
            self.errors = (self.folder / "stderr").read_text(encoding="utf-8", errors="replace")
            report = self.read_lines("report.jsonl")
            # The reports are opened after the first start.
            self.watched = self.read_lines("notes")[1:] if entry.runs_alone() else []
        self.results = {line["id"]: line for line in report if line["type"] == "result"}
        self.totals = report[-1] if report else {}

    def arguments(self):
        return [PROGRAMS["awsproof"], "run", "--cases", str(HERE / "cases"),
                "--jsonl", str(self.folder / "report.jsonl"), "--timeout", str(self.entry.timeout_seconds()),
                "--testee", command_of(self.entry), *self.entry.options]

    def run_to_end(self):
        """The runner's status and id; it is killed when it takes far too long."""
        name, value = self.mark.decode().split("=")
        environment = {**os.environ, name: value, "ZOO_FOLDER": str(self.folder),
                       "ASAN_OPTIONS": SANITIZER + os.environ.get("ASAN_OPTIONS", "")}
        with open(self.folder / "stdout", "wb") as out, open(self.folder / "stderr", "wb") as errors:
            process = subprocess.Popen(self.arguments(), stdin=subprocess.DEVNULL, stdout=out, stderr=errors,
                                       env=environment)
        guard = threading.Timer(self.entry.seconds * 2, process.kill)
        guard.start()
        status = process.wait()
        guard.cancel()
        return status, process.pid

    def end_strays(self):
        """How many processes of the run outlive it, apart from those that are just dying."""
        deadline = time.monotonic() + 2
        while len(processes_with(self.mark)) > self.entry.strays and time.monotonic() < deadline:
            time.sleep(0.02)
        strays = processes_with(self.mark)
        for process in strays:
            os.kill(process, signal.SIGKILL)
        return len(strays)

    def memory(self):
        if not self.watched:
            return ""
        first, last = self.watched[0], self.watched[-1]
        return "%d starts watched, %+d KiB, peak %d KiB" % (
            len(self.watched), last["memory_kib"] - first["memory_kib"], last["peak_kib"])

    def read_lines(self, name):
        path = self.folder / name
        return [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []


class Zoo(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        start = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            cls.runs = list(pool.map(Run, zoo.MEMBERS))
        cls.seconds = time.monotonic() - start
        for run in cls.runs:
            print("%6.2f s  %s  %s" % (run.seconds, run.entry.name, run.memory()))
        print("%6.2f s for the whole zoo" % cls.seconds)

    def check_each(self, check):
        for run in self.runs:
            with self.subTest(testee=run.entry.name):
                check(run)

    def test_every_case_gets_its_verdict(self):
        def check(run):
            want = {case: run.entry.expectation.verdict(case) for case in member.CASES}
            got = {case: run.results.get(case, {}).get("verdict") for case in member.CASES}
            reasons = {case: run.results.get(case, {}).get("reason") for case in member.CASES}
            self.assertEqual(got, want, "%s\n%s" % (reasons, run.errors))
        self.check_each(check)

    def test_every_reason_is_the_right_one(self):
        def check(run):
            for case, beginning in run.entry.expectation.reasons.items():
                reason = run.results.get(case, {}).get("reason", "")
                self.assertTrue(reason.startswith(beginning), "%s: %s\nwant %s" % (case, reason, beginning))
        self.check_each(check)

    def test_the_exit_status_says_what_happened(self):
        def check(run):
            self.assertEqual(run.status, run.entry.expectation.status, run.errors)
            self.assertIn(run.entry.stderr, run.errors)
        self.check_each(check)

    def test_no_run_takes_longer_than_the_table_says(self):
        self.check_each(lambda run: self.assertLess(run.seconds, run.entry.seconds))
        self.assertLess(self.seconds, ZOO_SECONDS)

    def test_noise_is_counted(self):
        def check(run):
            if run.entry.noise is not None:
                self.assertEqual(run.totals.get("noise_lines"), run.entry.noise)
        self.check_each(check)

    def test_the_runner_holds_what_it_held_before(self):
        def check(run):
            for note in run.watched:
                first = run.watched[0]
                self.assertEqual(note["runner"], run.runner)
                self.assertEqual(note["descriptors"], first["descriptors"])
                self.assertEqual(note["children"], 1)
                self.assertLess(note["memory_kib"] - first["memory_kib"], GROWTH_KIB)
                self.assertLess(note["peak_kib"], run.entry.peak_mib << 10)
        self.check_each(check)
        self.assertGreater(sum(len(run.watched) > 1 for run in self.runs), 20,
                           "hardly a testee was started often enough for the runner to be watched")

    def test_no_process_is_left(self):
        self.check_each(lambda run: self.assertEqual(run.strays, run.entry.strays))


class Table(unittest.TestCase):
    def test_the_zoo_is_as_large_as_it_should_be(self):
        names = [entry.name for entry in zoo.MEMBERS]
        self.assertEqual(len(names), len(set(names)))
        self.assertGreaterEqual(sum(not entry.is_sane() for entry in zoo.MEMBERS), 24)
        self.assertGreaterEqual(sum(entry.name.startswith("sane") for entry in zoo.MEMBERS), 3)

    def test_every_sane_one_is_named_so(self):
        for entry in zoo.MEMBERS:
            self.assertTrue(entry.is_sane() or not entry.name.startswith("sane"), entry.name)

    def test_the_cases_are_those_of_the_table(self):
        with open(HERE / "cases" / "zoo.json", encoding="utf-8") as file:
            self.assertEqual([case["id"] for case in json.load(file)["cases"]], member.CASES)

    def test_the_page_is_current(self):
        self.assertEqual(page.PAGE.read_text(encoding="utf-8"), page.text(),
                         "run conformance/zoo/page.py --write")


if __name__ == "__main__":
    PROGRAMS["awsproof"], PROGRAMS["fault_testee"] = sys.argv[1:3]
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
