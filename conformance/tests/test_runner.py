#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Drives `awsproof run`: restarts, reports, levels, interruption. What single testees do to it is the zoo's test."""
import json
import os
import pathlib
import shlex
import signal
import subprocess
import sys
import tempfile
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
CASES = HERE / "fixtures" / "cases"
ZOO = HERE.parent / "zoo"
ZOO_CASES = ["zoo-first", "zoo-before", "zoo-bait", "zoo-after", "zoo-last"]
AWSPROOF = sys.argv.pop(1)


class Run:
    """One run, its JSON lines read."""

    def __init__(self, command, *options, ids=("sample-modeled",), cases=CASES, env=None):
        with tempfile.TemporaryDirectory() as folder:
            report = pathlib.Path(folder, "report.jsonl")
            arguments = [AWSPROOF, "run", "--cases", str(cases), "--jsonl", str(report), *options]
            if command is not None:
                arguments += ["--testee", command]
            start = time.monotonic()
            self.process = subprocess.run([*arguments, *ids], capture_output=True, timeout=100,
                                          env={**os.environ, "ZOO_FOLDER": folder, **(env or {})})
            self.seconds = time.monotonic() - start
            lines = [json.loads(line) for line in report.read_bytes().splitlines()] if report.exists() else []
        self.status = self.process.returncode
        self.errors = self.process.stderr.decode("utf-8", "replace")
        self.results = {line["id"]: line for line in lines if line["type"] == "result"}
        self.totals = lines[-1] if lines else None

    def verdicts(self):
        return {result["verdict"] for result in self.results.values()}


def zoo(name):
    return "exec %s %s" % (shlex.quote(str(ZOO / "testee")), name)


def zoo_run(name, *options, ids=()):
    return Run(zoo(name), *options, ids=ids, cases=ZOO / "cases")


class BrokenTestees(unittest.TestCase):
    def test_a_testee_that_cannot_be_started_is_infrastructure(self):
        for command, words in [("/no/such/program", "not found"), ("exit 4", "exit status 4")]:
            with self.subTest(command=command):
                run = Run(command, ids=())
                self.assertEqual(run.status, 3)
                self.assertIn(words, run.errors)
                self.assertEqual(run.verdicts(), {"infrastructure"})
                self.assertEqual(len(run.results), 6)

    def test_a_crash_costs_two_restarts_for_it_and_for_what_follows(self):
        run = zoo_run("dies-on-one-case")
        self.assertEqual(run.totals["restarts"], 2)
        self.assertEqual(run.status, 1)

    def test_the_last_words_on_standard_error_are_kept(self):
        run = zoo_run("dies-with-last-words")
        self.assertIn("fatal: the parser gave up", run.results["zoo-bait"]["stderr_tail"])

    def test_the_run_ends_when_it_has_restarted_often_enough(self):
        run = zoo_run("dies-on-every-case", "--max-restarts", "2")
        self.assertEqual([run.results[name]["verdict"] for name in ZOO_CASES], ["crash", "crash", *["not_run"] * 3])
        self.assertEqual(run.results["zoo-last"]["reason"], "--max-restarts 2 reached")
        self.assertEqual(run.totals["restarts"], 2)
        self.assertEqual(run.status, 1)

    def test_unsupported_is_no_failure_where_something_was_judged(self):
        run = Run(zoo("sane"), ids=("sample-modeled", "sample-call", "sample-xml"))
        self.assertEqual(run.results["sample-call"]["verdict"], "unsupported")
        self.assertEqual(run.results["sample-xml"]["verdict"], "unsupported")
        self.assertEqual(run.status, 0, run.errors)

    def test_require_must_forgives_what_breaks_should_only(self):
        self.assertEqual(Run(zoo("always-result"), ids=["sample-result"]).status, 1)
        command = zoo("always-result")
        run = Run(command, ids=["sample-may"])
        self.assertEqual(run.results["sample-may"]["breaks"], "should")
        self.assertEqual(run.status, 1)
        self.assertEqual(Run(command, "--require", "must", ids=["sample-may"]).status, 0)

    def test_a_replay_line_repeats_the_failure(self):
        result = Run(zoo("always-result")).results["sample-modeled"]
        replay = shlex.split(result["replay"])
        self.assertEqual(replay[0], AWSPROOF)
        again = subprocess.run([AWSPROOF, *replay[1:]], capture_output=True)
        self.assertEqual(again.returncode, 1)
        self.assertIn(b"a Result for an error", again.stdout)


class ManyCrashes(unittest.TestCase):
    def test_200_crashes_leave_no_descriptor_and_no_process(self):
        with open(CASES / "sample-json.json", encoding="utf-8") as file:
            sample = json.load(file)
        model = sample["cases"][0]
        sample["cases"] = [dict(model, id="crash-%d" % i) for i in range(200)]
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "sample-json.json").write_text(json.dumps(sample), encoding="utf-8")
            script = pathlib.Path(folder, "testee.sh")
            script.write_text(
                # Once our hello is here, the runner has closed the testee's ends of the pipes.
                "read hello\n"
                "echo \"$(ls /proc/$PPID/fd | wc -l) $(cat /proc/$PPID/task/$PPID/children | wc -w)\" >>%s/log\n"
                "echo '%s'\nread request\nkill -SEGV $$\n"
                % (folder, json.dumps({"type": "hello", "protocol": 1, "name": "n", "version": "1",
                                       "transports": ["inline"], "operations": ["securityhub.InviteMembers"]})),
                encoding="utf-8")
            run = Run("exec sh %s" % script, "--max-restarts", "1000", ids=(), cases=folder)
            log = pathlib.Path(folder, "log").read_text(encoding="utf-8").splitlines()
        self.assertEqual(run.verdicts(), {"crash"})
        self.assertEqual(len(run.results), 200)
        self.assertEqual(len(log), 400)
        self.assertEqual(set(line.split()[1] for line in log), {"1"}, "a zombie beside the testee")
        # The first start is before the reports are opened.
        self.assertEqual(len(set(line.split()[0] for line in log[1:])), 1, "descriptors grow")


class Interruption(unittest.TestCase):
    def test_ctrl_c_ends_the_testee_and_completes_the_reports(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(signal=number), tempfile.TemporaryDirectory() as folder:
                report = pathlib.Path(folder, "report.jsonl")
                mark = pathlib.Path(folder, "pid")
                command = "echo $$ >%s; exec %s" % (mark, zoo("never-reads")[5:])
                process = subprocess.Popen([AWSPROOF, "run", "--cases", str(CASES), "--jsonl", str(report),
                                            "--testee", command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
                while not (mark.exists() and mark.read_text()):
                    time.sleep(0.01)
                time.sleep(0.5)
                start = time.monotonic()
                process.send_signal(number)
                process.communicate(timeout=10)
                self.assertEqual(process.returncode, 130)
                self.assertLess(time.monotonic() - start, 5)
                lines = [json.loads(line) for line in report.read_bytes().splitlines()]
                self.assertEqual(lines[-1]["type"], "totals")
                self.assertEqual([line["verdict"] for line in lines if line["type"] == "result"], ["not_run"] * 6)
                with self.assertRaises(ProcessLookupError):
                    os.kill(int(mark.read_text()), 0)


if __name__ == "__main__":
    unittest.main()
