#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Drives `awsproof run` in all the ways in which it can put cases to testees: order, number, repetition, isolation."""
import json
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
AWSPROOF = sys.argv.pop(1)
SCRATCH = tempfile.TemporaryDirectory()


def testee(mode):
    return "exec /usr/bin/python3 %s %s" % (shlex.quote(str(HERE / "engine_testee.py")), mode)


def case(name, body="", level="must", rules=("R7",), want=None):
    return {"id": name, "title": "t", "why": "w", "level": level, "rules": list(rules), "sources": ["spec"],
            "tags": [], "response": {"protocol": "restJson1", "status": 503, "body": body},
            "expect": {"kind": "unknown", "code": want or "503"}}


class Folder:
    """A folder with a set of cases, and the runs over it."""

    def __init__(self, cases, topic="engine"):
        self.path = pathlib.Path(tempfile.mkdtemp(dir=SCRATCH.name))
        self.cases = self.path / "cases"
        self.cases.mkdir()
        self.add(topic, cases)

    def add(self, topic, cases):
        (self.cases / (topic + ".json")).write_text(json.dumps(
            {"topic": topic, "title": "t", "operation": "securityhub.InviteMembers", "cases": cases}), encoding="utf-8")

    def run(self, command, *options):
        report = self.path / "report.jsonl"
        arguments = [AWSPROOF, "run", "--cases", str(self.cases), "--jsonl", str(report), *options]
        if command is not None:
            arguments += ["--testee", command]
        for stale in (report, self.path / "count"):
            stale.unlink(missing_ok=True)
        run = subprocess.run(arguments, capture_output=True, text=True, errors="replace", timeout=600,
                             env={**os.environ, "ENGINE_FOLDER": str(self.path)})
        run.lines = [json.loads(line) for line in report.read_bytes().splitlines()] if report.exists() else []
        run.order = [line["id"] for line in run.lines if line["type"] == "result"]
        run.results = {line["id"]: line for line in run.lines if line["type"] == "result"}
        run.head = run.lines[0] if run.lines else {}
        run.totals = run.lines[-1] if run.lines else {}
        return run


def without_times(lines):
    hidden = ("duration_us", "started_at", "jobs")
    return [{name: value for name, value in line.items() if name not in hidden} for line in lines]


class Orders(unittest.TestCase):
    NAMES = ["case-%03d" % i for i in range(120)]

    @classmethod
    def setUpClass(cls):
        cls.folder = Folder([case(name, "x" * i) for i, name in enumerate(cls.NAMES)])

    def test_results_come_in_the_order_of_the_cases_whatever_the_order_of_the_answers(self):
        runs = [self.folder.run(testee("scattered"), *options) for options in
                ([], ["--jobs", "3"], ["--jobs", "3"], ["--no-pipelining"])]
        for run in runs:
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertEqual(run.order, self.NAMES)
        # The replay lines have --no-pipelining in the last.
        self.assertEqual(without_times(runs[0].lines), without_times(runs[1].lines))
        self.assertEqual(without_times(runs[1].lines), without_times(runs[2].lines))

    def test_up_to_16_requests_are_open_at_once_where_the_testee_claims_it(self):
        for options, most in (([], "16"), (["--no-pipelining"], "1")):
            self.folder.run(testee("scattered"), *options)
            self.assertEqual((self.folder.path / "open").read_text(), most)

    def test_a_seed_decides_the_order_and_the_report_has_it(self):
        one, again, other = (self.folder.run(testee("scattered"), "--shuffle", seed, "--jobs", "2")
                             for seed in ("7", "7", "8"))
        self.assertEqual(one.order, again.order)
        self.assertNotEqual(one.order, other.order)
        self.assertNotEqual(one.order, self.NAMES)
        self.assertEqual(sorted(one.order), self.NAMES)
        self.assertEqual((one.head["shuffle_seed"], one.head["jobs"], one.head["repeat"]), ("7", 2, 1))
        self.assertIn("order: shuffled by seed 7\n", one.stdout)
        self.assertEqual(self.folder.run(None, "--shuffle", "7").order, one.order, "the reference, likewise")

    def test_fail_fast_ends_after_the_first_failure_in_the_order_of_the_cases(self):
        folder = Folder([case(name, want="503" if i not in (5, 9) else "404") for i, name in enumerate(self.NAMES)])
        for command, options in ((testee("scattered"), []), (testee("scattered"), ["--jobs", "4"]), (None, [])):
            run = folder.run(command, "--fail-fast", *options)
            self.assertEqual([run.results[name]["verdict"] for name in self.NAMES],
                             ["pass"] * 5 + ["fail"] + ["not_run"] * 114)
            self.assertEqual(run.totals["stopped"], "--fail-fast: a case failed")
            self.assertEqual(run.returncode, 1)

    def test_it_does_not_stop_at_a_failure_that_does_not_count(self):
        folder = Folder([case("a", level="may", want="404"), case("b")])
        run = folder.run(testee("scattered"), "--fail-fast")
        self.assertEqual([line["verdict"] for line in run.results.values()], ["fail", "pass"])

    def test_exact_judges_a_testee_as_the_reference_is_judged(self):
        folder = Folder([dict(case("a", level="may", want="404"),
                              accept=[{"name": "any", "outcome": {"kind": "unknown"}}])])
        self.assertEqual(folder.run(testee("scattered")).returncode, 0)
        run = folder.run(testee("scattered"), "--exact")
        self.assertEqual((run.returncode, run.results["a"]["verdict"], run.results["a"]["breaks"]), (1, "fail", "must"))
        self.assertEqual(folder.run(None).returncode, 1, "the reference fails a MAY case")


class Repetition(unittest.TestCase):
    def test_other_outcomes_at_other_times_are_flaky(self):
        folder = Folder([case("before"), case("victim", "victim"), case("after")])
        run = folder.run(testee("alternate"), "--repeat", "3")
        self.assertEqual({name: line["verdict"] for name, line in run.results.items()},
                         {"before": "pass", "victim": "flaky", "after": "pass"})
        self.assertEqual(run.results["victim"]["reason"],
                         "of 3 attempts 2 pass, 1 fail (another outcome than the expected one)")
        self.assertEqual(run.returncode, 1)
        self.assertIn(" --repeat 3 victim", run.results["victim"]["replay"])
        self.assertEqual(run.head["repeat"], 3)
        self.assertEqual(folder.run(testee("alternate")).results["victim"]["verdict"], "pass")

    def test_the_same_each_time_is_that_verdict(self):
        run = Folder([case("a", want="404"), case("b")]).run(testee("scattered"), "--repeat", "20", "--jobs", "2")
        self.assertEqual([line["verdict"] for line in run.results.values()], ["fail", "pass"])
        self.assertEqual(run.totals["verdicts"]["fail"], 1, "counted once")


class Isolation(unittest.TestCase):
    def leaky(self):
        cases = [case("case-%02d" % i) for i in range(30)]
        cases[11] = case("cause", "leak")
        cases[23] = case("victim", "victim")
        return Folder(cases)

    def test_a_case_that_leaks_is_named_with_the_one_that_suffers(self):
        folder = self.leaky()
        self.assertEqual(folder.run(testee("leak")).results["victim"]["verdict"], "fail")
        run = folder.run(testee("leak"), "--check-isolation", "--jobs", "4")
        self.assertEqual(run.results["victim"]["verdict"], "flaky")
        self.assertEqual(run.results["victim"]["reason"],
                         "another outcome by what came before: after cause fail, alone pass")
        self.assertEqual({name for name, line in run.results.items() if line["verdict"] != "pass"}, {"victim"})
        replay = shlex.split(run.results["victim"]["replay"])
        self.assertEqual(replay[-3:], ["--check-isolation", "cause", "victim"])
        again = subprocess.run([AWSPROOF, *replay[1:]], capture_output=True, text=True)
        self.assertIn("after cause fail, alone pass", again.stdout)

    def test_it_is_found_in_another_order_where_the_cause_comes_later(self):
        folder = Folder([case("victim", "victim"), case("cause", "leak")])
        self.assertEqual(folder.run(testee("leak")).returncode, 0)
        run = folder.run(testee("leak"), "--check-isolation")
        self.assertEqual(run.results["victim"]["reason"],
                         "another outcome by what came before: after cause fail, alone pass")
        self.assertEqual(run.returncode, 1)

    def test_what_takes_several_cases_is_said_to(self):
        cases = [case("case-%02d" % i) for i in range(10)]
        cases[2], cases[6], cases[8] = case("one", "leak"), case("two", "leak"), case("victim", "victim")
        run = Folder(cases).run(testee("leak-two"), "--check-isolation")
        self.assertTrue(run.results["victim"]["reason"].startswith(
            "another outcome by what came before: after the 6 cases from one on fail, alone pass"),
            run.results["victim"]["reason"])

    def test_one_that_keeps_nothing_passes(self):
        run = self.leaky().run(testee("scattered"), "--check-isolation", "--jobs", "4")
        self.assertEqual(run.returncode, 0, run.stdout)


class OneShot(unittest.TestCase):
    def test_each_case_has_a_process_and_what_it_refuses_is_unsupported(self):
        call = {"id": "call", "title": "t", "why": "w", "level": "must", "rules": ["D1"], "sources": ["spec"],
                "tags": [], "call": {"function": "error_of_json", "code": "A", "body": "{}"},
                "expect": {"kind": "unknown", "code": "A"}}
        run = Folder([case("a"), case("b", want="404"), call]).run(testee("once"), "--one-shot", "--jobs", "2")
        self.assertEqual([line["verdict"] for line in run.results.values()], ["pass", "fail", "unsupported"])
        self.assertEqual(run.totals["restarts"], 0)
        self.assertEqual(run.head["testee"]["name"], "one-shot")
        self.assertIn(" --one-shot b", run.results["b"]["replay"])


class Usage(unittest.TestCase):
    FOLDER = Folder([case("a-one", rules=["R5.1"]), case("a-two", rules=["R7"])], "first")
    FOLDER.add("second", [case("b-one", rules=["R5.2"]), case("b-two", rules=["R3"])])

    def names(self, *options):
        run = self.FOLDER.run(None, *options)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.order

    def test_patterns_are_over_ids_or_over_topics_and_ids(self):
        self.assertEqual(self.names("*-one"), ["a-one", "b-one"])
        self.assertEqual(self.names("first/*"), ["a-one", "a-two"])
        self.assertEqual(self.names("**/*-two"), ["a-two", "b-two"])
        self.assertEqual(self.names("*st/**e"), ["a-one"])

    def test_rules_are_those_of_the_cases_clauses(self):
        self.assertEqual(self.names("--rule", "R5"), ["a-one", "b-one"])
        self.assertEqual(self.names("--rule", "R5.2", "--rule", "R3"), ["b-one", "b-two"])

    def test_patterns_may_stand_in_a_file(self):
        path = self.FOLDER.path / "patterns"
        path.write_text("# the ones\n*-one  # with a reason\n\n\tb-two\r\n", encoding="utf-8")
        self.assertEqual(self.names("@%s" % path), ["a-one", "b-one", "b-two"])
        self.assertEqual(self.FOLDER.run(None, "@%s" % path).head["filter"], "*-one b-two")
        for text, words in (("# nothing\n", "there is no pattern in it"), ("a b\n", ":1: one pattern a line"),
                            ("a-one\nnone-*\n", 'the pattern "none-*" matches no case')):
            path.write_text(text, encoding="utf-8")
            run = self.FOLDER.run(None, "@%s" % path)
            self.assertEqual(run.returncode, 2)
            self.assertIn(words, run.stderr)
        self.assertEqual(self.FOLDER.run(None, "@/no/such/file").returncode, 2)

    def test_what_matches_nothing_or_makes_no_sense_ends_with_2(self):
        for options in (["zzz"], ["--rule", "R99"], ["--rule", "R"], ["nothing/**"], ["--jobs", "0"], ["--jobs", "65"],
                        ["--repeat", "0"], ["--shuffle", "-1"], ["--limit-cpu", "0"], ["--limit-files", "2"],
                        ["--jobs", "2"], ["--one-shot"], ["--check-isolation"]):
            with self.subTest(options=options):
                self.assertEqual(self.FOLDER.run(None, *options).returncode, 2)
        self.assertEqual(self.FOLDER.run(testee("once"), "--one-shot", "--check-isolation").returncode, 2)

    def test_a_limit_that_cannot_be_set_is_said(self):
        limit = ["prlimit", "--nofile=100:100", AWSPROOF, "run", "--cases", str(self.FOLDER.cases), "--testee",
                 "exec sleep 60", "--limit-files"]
        run = subprocess.run([*limit, "200"], capture_output=True, text=True)
        self.assertEqual(run.returncode, 3)
        self.assertIn("ulimit: error setting limit", run.stderr)


class Endurance(unittest.TestCase):
    CRASHES = 10000

    @staticmethod
    def look_at(process):
        """How many descriptors and children the runner has, and its memory in KiB."""
        proc = pathlib.Path("/proc/%d" % process.pid)
        status = dict(line.split(":", 1) for line in (proc / "status").read_text().splitlines())
        children = (proc / "task" / str(process.pid) / "children").read_text().split()
        return len(list((proc / "fd").iterdir())), len(children), int(status["VmRSS"].split()[0])

    def test_10000_crashes_leave_no_descriptor_no_process_and_no_memory(self):
        folder = Folder([case("crash-%05d" % i) for i in range(self.CRASHES // 2)])
        hello = json.dumps({"type": "hello", "protocol": 1, "name": "n", "version": "1", "transports": ["inline"],
                            "operations": ["securityhub.InviteMembers"]})
        report = folder.path / "report.jsonl"
        start = time.monotonic()
        # In a sanitizer's build: what is freed goes back, and does not wait in a quarantine of 256 MiB.
        sanitizer = ":".join([*filter(None, [os.environ.get("ASAN_OPTIONS")]), "quarantine_size_mb=1"])
        process = subprocess.Popen(
            [AWSPROOF, "run", "--cases", str(folder.cases), "--jsonl", str(report), "--max-restarts", "1000000",
             "--testee", "read hello; echo '%s'; read request; kill -SEGV $$" % hello],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "ASAN_OPTIONS": sanitizer})
        seen = []
        while process.poll() is None:
            try:
                seen.append(self.look_at(process))
            except (OSError, KeyError):  # it has just ended
                pass
            time.sleep(0.1)
        totals = json.loads(report.read_bytes().splitlines()[-1])
        print("%d crashes in %.1f s, looked at %d times" % (totals["restarts"] + 1, time.monotonic() - start, len(seen)))
        self.assertEqual(totals["verdicts"]["crash"], self.CRASHES // 2)
        self.assertEqual(totals["restarts"], self.CRASHES - 1)
        middle, last = seen[len(seen) // 2], seen[-2]
        self.assertGreater(len(seen), 20)
        self.assertLess(max(look[0] for look in seen), 32, "descriptors grow")
        self.assertLessEqual(max(look[1] for look in seen), 2, "processes grow")
        # What is lost at each crash is lost 5,000 times in this half; the kernel rounds up to huge pages.
        self.assertLess(last[2] - middle[2], 16 << 10, "memory grows: %s" % [look[2] for look in seen])


if __name__ == "__main__":
    with SCRATCH:
        unittest.main()
