#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Drives `awsproof report` and `awsproof matrix --store`: AWSPROOF CHECK_HISTORY SCHEMA."""
import json
import os
import pathlib
import re
import shlex
import sqlite3
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
AWSPROOF = os.path.abspath(sys.argv.pop(1))
CHECK = os.path.abspath(sys.argv.pop(1))
SCHEMA = os.path.abspath(sys.argv.pop(1))


def side(text):
    verdict, _, choice = text.partition("/")
    verdict, _, failure = verdict.partition(" ")
    return {"verdict": verdict, **({"class": failure, "breaks": "must"} if failure else {}),
            **({"choice": choice} if choice else {})}


def run_lines(day, results, name="sdk", version="1.0", cases="a" * 64, **more):
    yield {"type": "run", "format": 1, "suite": {"name": "awsproof", "version": "0.1.0", "cases_sha256": cases},
           "testee": {"name": name, "version": version, "language": "C", "runtime": "none"},
           "started_at": f"2026-01-{day:02}T12:00:00Z", "selected": len(results), **more}
    for case, text in results.items():
        yield {"type": "result", "id": case, "level": "must", "flags": ["cut"], **side(text)}
    yield {"type": "totals", "verdicts": {}, "duration_us": 5}


def matrix_lines(day, columns, version="1.0", **more):
    yield {"type": "matrix", "format": 1, "suite": {"name": "awsproof", "version": "0.1.0", "cases_sha256": "a" * 64},
           "started_at": f"2026-01-{day:02}T12:00:00Z", "partial": False, **more}
    for key in columns:
        yield {"type": "testee", "key": key, "name": "sdk-" + key, "version": version}
    for case in dict.fromkeys(case for column in columns.values() for case in column):
        yield {"type": "case", "id": case, "level": "should", "flags": ["cut", "two-codes"]}
        for key, column in columns.items():
            yield {"type": "cell", "testee": key, "case": case, **side(column[case])}
    yield {"type": "end", "cells": sum(map(len, columns.values()))}


class Report(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.store = self.folder / "runs.sqlite"
        self.count = 0

    def write(self, lines):
        self.count += 1
        path = self.folder / f"{self.count}.jsonl"
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        return path

    def report(self, *options, store=None):
        return subprocess.run([AWSPROOF, "report", "--store", store or self.store.name, *map(str, options)],
                              capture_output=True, text=True, timeout=60, cwd=self.folder)

    def add(self, *reports):
        done = self.report(*(word for lines in reports for word in ("--add", self.write(lines).name)))
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def lines(self, *options):
        """The history as JSON lines, which are what they promise; by type."""
        done = self.report("--format", "jsonl", *options)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        path = self.folder / "history.jsonl"
        path.write_text(done.stdout, encoding="utf-8")
        checked = subprocess.run(["/usr/bin/python3", CHECK, SCHEMA, path], capture_output=True, text=True, timeout=60)
        self.assertEqual((checked.returncode, checked.stderr), (0, ""))
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        return lambda kind: [line for line in lines if line["type"] == kind]

    def changes(self, *options):
        return {line["case"]: line["kind"] for line in self.lines(*options)("change")}

    def fails(self, done, status, *words):
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)


class Kept(Report):
    def test_what_is_added_is_told(self):
        done = self.add(run_lines(1, {"a": "pass", "b": "fail escape", "c": "unsupported"}))
        self.assertEqual(done.stderr, "awsproof: 1.jsonl: run 1 was added\n")
        self.assertIn("runs.sqlite: 1 decoder\n", done.stdout)
        self.assertIn("sdk: 1 run, 1 version\n", done.stdout)
        self.assertIn("1 of 2 (50.0 %)", done.stdout)
        self.assertIn("  run 1 (1.0): the first, so there is none to compare it with\n", done.stdout)
        self.assertTrue(done.stdout.endswith("\n0 newly failing\n"))

    def test_a_run_is_kept_once(self):
        lines = list(run_lines(1, {"a": "pass"}))
        done = self.add(lines, lines)
        self.assertEqual(done.stderr, "awsproof: 1.jsonl: run 1 was added\nawsproof: 2.jsonl: run 1 was there already\n")
        self.assertEqual(self.add(lines).stderr, "awsproof: 3.jsonl: run 1 was there already\n")
        matrix = list(matrix_lines(2, {"x": {"a": "pass"}, "y": {"a": "pass"}}))
        self.assertEqual(self.add(matrix).stderr, "awsproof: 4.jsonl: runs 2 to 3 were added\n")
        self.assertEqual(self.add(matrix).stderr, "awsproof: 5.jsonl: runs 2 to 3 were there already\n")
        more = list(matrix_lines(2, {"x": {"a": "pass"}, "y": {"a": "pass"}, "z": {"a": "pass"}}))
        self.assertEqual(self.add(more).stderr, "awsproof: 6.jsonl: run 4 was added, and 2 were there already\n")

    def test_all_reports_are_kept_or_none(self):
        good, bad = self.write(run_lines(1, {"a": "pass"})), self.folder / "bad.jsonl"
        bad.write_text(good.read_text()[:-5])
        self.fails(self.report("--add", good.name, "--add", bad.name), 2, "bad.jsonl:3: ", "not whole")
        self.fails(self.report(), 2, "runs.sqlite: there is no store in it yet")
        self.assertEqual(self.report("--add", good.name).returncode, 0)
        self.fails(self.report("--add", bad.name), 2, "bad.jsonl:3: ")
        self.assertEqual(len(self.lines()("run")), 1)

    def test_other_programs_can_read_it(self):
        self.add(matrix_lines(1, {"x": {"a": "pass", "b": "expected_failure hang/c"}}, options="--jobs 2", filter="a*"))
        with sqlite3.connect(self.store) as store:
            rows = store.execute("SELECT testee, name, id, level, flags, verdict, seen, class, choice, breaks, options, filter"
                                 " FROM result JOIN run USING (run) JOIN report USING (report) JOIN golden USING (golden)"
                                 " JOIN outcome USING (outcome) ORDER BY id").fetchall()
        self.assertEqual(rows, [
            ("x", "sdk-x", "a", "should", "cut two-codes", "pass", "pass", "", "", "", "--jobs 2", "a*"),
            ("x", "sdk-x", "b", "should", "cut two-codes", "expected_failure", "hang", "hang", "c", "must", "--jobs 2", "a*")])
        self.assertEqual(sorted(path.name for path in self.folder.glob("runs.sqlite*")), ["runs.sqlite"])

    def test_runs_of_this_awsproof_are_kept(self):
        paths = []
        for name in "ab":
            paths.append(self.folder / (name + ".jsonl"))
            done = subprocess.run([AWSPROOF, "run", "--quiet", "--jsonl", paths[-1], "*-body-*", "--jobs", "1"],
                                  capture_output=True, text=True, timeout=60)
            self.assertEqual(done.returncode, 0, done.stderr)
        # Of the same second, and as long to the microsecond, they would be one run.
        text, count = re.subn('"started_at":"[^"]*"', '"started_at":"2099-01-01T00:00:00Z"', paths[1].read_text(encoding="utf-8"))
        self.assertEqual(count, 1)
        paths[1].write_text(text, encoding="utf-8")
        self.assertEqual(self.report(*(word for path in paths for word in ("--add", path))).returncode, 0)
        (testee,) = self.lines()("testee")
        self.assertEqual((testee["name"], testee["runs"], testee["newly_failing"], testee["new"]), ("reference", 2, 0, 0))
        self.assertGreater(testee["same"], 5)


class Changes(Report):
    def test_each_newest_run_is_held_against_the_one_before(self):
        self.add(matrix_lines(1, {"x": {"a": "pass", "b": "hang hang"}, "y": {"a": "pass", "b": "pass"}}),
                 matrix_lines(2, {"x": {"a": "expected_failure escape", "b": "pass"}, "y": {"a": "pass", "b": "pass"}}))
        of = self.lines()
        self.assertEqual([(line["testee"], line["case"], line["kind"]) for line in of("change")],
                         [("x", "a", "newly_failing"), ("x", "b", "newly_passing")])
        self.assertEqual(of("change")[0]["flags"], ["cut", "two-codes"])
        self.assertEqual(of("change")[0]["before"], {"verdict": "pass", "run": 1})
        self.assertEqual(of("change")[0]["after"], {"verdict": "expected_failure", "class": "escape", "run": 3})
        self.assertEqual(of("end")[0]["newly_failing"], 1)

    def test_a_new_case_is_no_changed_verdict(self):
        self.add(run_lines(1, {"a": "pass"}), run_lines(2, {"a": "pass", "b": "fail escape", "c": "pass"}, cases="b" * 64))
        self.assertEqual({tuple(line["flags"]) for line in self.lines()("change")}, {("cut",)})
        (testee,) = self.lines()("testee")
        self.assertEqual((testee["new"], testee["new_failing"], testee["newly_failing"]), (2, 1, 0))
        self.assertTrue(testee["other_cases"])
        text = self.report().stdout
        self.assertIn("2 new (1 fails), 0 not judged this time; their cases are not the same\n", text)
        self.assertIn("  new, and failing:\n    b: fail escape\n", text)

    def test_since_a_run_a_date_or_a_version(self):
        self.add(run_lines(1, {"a": "pass", "b": "pass"}, version="1"), run_lines(2, {"a": "fail escape", "b": "pass"}, version="7"),
                 run_lines(3, {"a": "fail escape", "b": "fail escape"}, version="7"))
        self.assertEqual(self.changes(), {"b": "newly_failing"})
        for since in ("1", "run:1", "2026-01-02", "date:2026-01-01T12:00:01Z", "version:1"):
            self.assertEqual(self.changes("--since", since), {"a": "newly_failing", "b": "newly_failing"}, since)
        self.assertEqual(self.changes("--since", "2"), {"b": "newly_failing"})
        self.assertEqual(self.changes("--since", "3"), {})
        self.assertEqual(self.changes("--since", "version:7"), {})
        self.assertEqual(len(self.lines("--since", "2")("run")), 2)

    def test_flaky_is_told(self):
        self.add(*(run_lines(day, {"a": text, "b": "pass"}) for day, text in enumerate(["pass", "hang hang", "pass"], 1)))
        (flaky,) = self.lines()("flaky")
        self.assertEqual((flaky["case"], flaky["seen"]["pass"], flaky["seen"]["hang"]), ("a", 2, 1))
        self.assertIn("  flaky: 1\n    a: 1.0, cases aaaaaaaa: pass 2, hang 1\n", self.report().stdout)

    def test_markdown_is_for_a_comment(self):
        self.add(run_lines(1, {"a": "pass"}), run_lines(2, {"a": "fail escape"}))
        text = self.report("--format", "markdown").stdout
        self.assertTrue(text.startswith("### awsproof: 1 newly failing\n"))
        self.assertIn("| a | must | pass | fail escape |", text)

    def test_the_page_asks_for_nothing_and_has_everything(self):
        self.add(run_lines(1, {"a": "pass"}), run_lines(2, {"a": "fail escape", "<b>": "fail x"}, name="sdk"))
        self.assertEqual(self.report("--html", "trends.html").returncode, 0)
        page = (self.folder / "trends.html").read_text(encoding="utf-8")
        self.assertIn("Content-Security-Policy", page)
        self.assertIn("<svg class=\"chart\" role=\"img\"", page)
        self.assertIn("&lt;b&gt;", page)
        self.assertNotIn("<b>:", page)
        self.assertNotIn("src=", page)
        self.fails(self.report("--html", "none/trends.html"), 3, "cannot write none/trends.html: No such file")


class Statuses(Report):
    def test_new_failures_fail_where_that_is_asked_for(self):
        self.add(run_lines(1, {"a": "pass"}))
        ask = ("--fail-on", "new-failures")
        self.assertEqual(self.report(*ask).returncode, 0)
        new = self.write(run_lines(2, {"a": "pass", "b": "fail escape"}))
        self.assertEqual(self.report("--add", new.name, *ask).returncode, 0)
        worse = self.write(run_lines(3, {"a": "hang hang", "b": "fail escape"}))
        self.assertEqual(self.report("--add", worse.name, *ask).returncode, 1)
        self.assertEqual(self.report().returncode, 0)
        same = self.write(run_lines(4, {"a": "hang hang", "b": "fail escape"}))
        self.assertEqual(self.report("--add", same.name, *ask).returncode, 0)
        self.assertEqual(self.report("--since", "2", *ask).returncode, 1)

    def test_a_run_that_judged_nothing_is_no_good_news(self):
        self.add(run_lines(1, {"a": "pass"}), run_lines(2, {"a": "infrastructure"}))
        self.fails(self.report("--fail-on", "new-failures"), 3, 'the newest run of "sdk" judged nothing')
        self.assertEqual(self.report().returncode, 0)
        self.assertIn("it judged nothing, 1 not judged this time", self.report().stdout)

    def test_a_subset_hides_no_failure(self):
        self.add(run_lines(1, {"a": "pass", "b": "pass"}), run_lines(2, {"b": "pass"}, filter="b"),
                 run_lines(3, {"a": "fail escape", "b": "pass"}))
        self.assertEqual(self.report("--fail-on", "new-failures").returncode, 1)

    def test_usage(self):
        self.add(run_lines(1, {"a": "pass"}))
        for words, said in [(("--format", "html"), "--format is text, markdown or jsonl, not: html"),
                            (("--fail-on", "failures"), "--fail-on is new-failures, not: failures"),
                            (("--since", "run:x"), "--since is a run's number, a date or a version, not: run:x"),
                            (("1.jsonl",), "a report to be kept stands behind --add: 1.jsonl")]:
            done = self.report(*words)
            self.assertEqual(done.returncode, 2)
            self.assertIn(said, done.stderr)
        done = subprocess.run([AWSPROOF, "report"], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 2)
        self.assertIn("which runs? --store FILE is needed", done.stderr)

    def test_what_is_not_there_is_named(self):
        self.fails(self.report(), 2, "there is no store runs.sqlite: No such file or directory")
        self.assertFalse(self.store.exists())
        self.fails(self.report("--add", "none.jsonl"), 2, "cannot read none.jsonl: No such file")
        self.add(run_lines(1, {"a": "pass"}))
        self.fails(self.report("--testee", "nobody"), 2, 'the store runs.sqlite has no decoder "nobody"')
        self.fails(self.report("--since", "2"), 2, 'has no run "2"')
        self.fails(self.report("--since", "9.9"), 2, 'has no run of the version "9.9"')

    def test_files_that_are_no_store(self):
        (self.folder / "text").write_text("not a database, but a text that is long enough for its head\n" * 9)
        self.fails(self.report(store="text"), 2, "the store text: file is not a database")
        report = self.write(run_lines(1, {"a": "pass"}))
        self.fails(self.report("--add", report.name, store="text"), 2, "the store text: file is not a database")
        with sqlite3.connect(self.folder / "other") as other:
            other.execute("CREATE TABLE mine (x)")
        self.fails(self.report("--add", report.name, store="other"), 2, "the store other: it is no store of awsproof")
        self.add(run_lines(1, {"a": "pass"}))
        with sqlite3.connect(self.store) as store:
            store.execute("PRAGMA user_version = 2")
        self.fails(self.report(), 2, "from a newer awsproof: its format is 2, and this one knows those up to 1")
        self.fails(self.report("--add", "1.jsonl", store="none/x"), 3, "the store none/x: unable to open")

    def test_reports_of_another_kind(self):
        for text, said in [("{}\n", ":1: "), ("", "nothing in it"),
                           (json.dumps({"type": "run", "format": 2, "suite": {"cases_sha256": ""}}) + "\n", "another format than 1"),
                           ("".join(json.dumps(line) + "\n" for line in run_lines(1, {"a": "pass"})).replace("must", "most"),
                            'no such level: "most"'),
                           ("".join(json.dumps(line) + "\n" for line in run_lines(1, {"a": "pass"})).replace('"cut"', '"a b"'),
                            "a flag that is none"),
                           ("".join(json.dumps(line) + "\n" for line in run_lines(1, {"a": "pass"})).replace("T12", " 12"),
                            '"started_at" is no moment')]:
            (self.folder / "odd.jsonl").write_text(text)
            self.fails(self.report("--add", "odd.jsonl"), 2, "odd.jsonl:", said)

    def test_a_store_that_another_program_writes_to_is_read_and_waited_for(self):
        self.add(run_lines(1, {"a": "pass"}))
        other = sqlite3.connect(self.store, isolation_level=None)
        self.addCleanup(other.close)
        other.execute("BEGIN IMMEDIATE")
        self.assertEqual(len(self.lines()("run")), 1)
        report = self.write(run_lines(2, {"a": "pass"}))
        waiting = subprocess.Popen([AWSPROOF, "report", "--store", self.store, "--add", report], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        other.execute("COMMIT")
        waiting.communicate(timeout=60)
        self.assertEqual(waiting.returncode, 0)
        self.assertEqual(len(self.lines()("run")), 2)

    def test_a_file_that_cannot_be_written_is_the_systems_fault(self):
        self.add(run_lines(1, {"a": "pass"}))
        report = self.write(run_lines(2, {"a": "pass", **{f"case-{i}": "fail escape" for i in range(2000)}}))
        limited = "ulimit -f 64; trap '' XFSZ; exec %s report --store runs.sqlite --add %s" % (shlex.quote(AWSPROOF), report.name)
        done = subprocess.run(["bash", "-c", limited], capture_output=True, text=True, timeout=60, cwd=self.folder)
        self.fails(done, 3, "the store runs.sqlite: ")
        self.assertEqual(len(self.lines()("run")), 1)
        with open("/dev/full", "wb") as full:
            done = subprocess.run([AWSPROOF, "report", "--store", self.store], stdout=full, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(done.returncode, 3)


class Matrix(Report):
    """awsproof matrix --store."""

    def matrix(self, mode, *options):
        testee = "exec /usr/bin/python3 %s %s %s" % (shlex.quote(str(HERE / "odd_testee.py")), shlex.quote(AWSPROOF), mode)
        return subprocess.run([AWSPROOF, "matrix", "--testee", "sdk=" + testee, "--store", "runs.sqlite", "--out", "out",
                               "--findings", "none", *options, "status-5*"], capture_output=True, text=True, timeout=120, cwd=self.folder)

    def test_its_page_shows_the_trends_and_its_file_is_the_run_that_was_kept(self):
        self.assertEqual(self.matrix("right").returncode, 0)
        page = (self.folder / "out/sdk-matrix.html").read_text(encoding="utf-8")
        self.assertIn('<section id="trends"', page)
        self.assertIn("the first, so there is none to compare it with", page)
        done = self.report("--add", "out/sdk-matrix.jsonl")
        self.assertEqual(done.stderr, "awsproof: out/sdk-matrix.jsonl: run 1 was there already\n")
        self.add(matrix_lines(1, {"another": {"a": "pass"}}))
        self.assertEqual(self.matrix("always-accept").returncode, 0)
        (testee,) = self.lines("--testee", "sdk")("testee")
        self.assertGreater(testee["newly_failing"], 0)
        page = (self.folder / "out/sdk-matrix.html").read_text(encoding="utf-8")
        self.assertIn('<b class="tag">%d newly failing</b>' % testee["newly_failing"], page)
        self.assertIn("<a data-case=", page[page.index('<section id="trends"'):])
        self.assertNotIn('data-name="another"', page)

    def test_without_a_store_there_are_no_trends(self):
        done = subprocess.run([AWSPROOF, "matrix", "--testee", "sdk=%s testee" % AWSPROOF, "--out", "out", "status-5*"],
                              capture_output=True, text=True, timeout=120, cwd=self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn('id="trends"', (self.folder / "out/sdk-matrix.html").read_text(encoding="utf-8"))

    def test_what_is_no_store_is_said_before_anybody_is_asked(self):
        self.store.write_text("no database at all, but a text that is long enough for it\n" * 9)
        self.fails(self.matrix("right"), 2, "the store runs.sqlite: file is not a database")
        self.assertFalse((self.folder / "out/sdk-matrix.html").exists())

    def test_what_cannot_be_written_is_not_kept(self):
        self.assertEqual(self.matrix("right").returncode, 0)
        (self.folder / "out/sdk-matrix.md").unlink()
        (self.folder / "out/sdk-matrix.md").mkdir()
        (self.folder / "out/sdk-matrix.md/x").mkdir()
        self.assertEqual(self.matrix("always-accept").returncode, 3)
        self.assertEqual(len(self.lines()("run")), 1)

    def test_a_matrix_that_is_there_can_be_shown_with_its_trends(self):
        self.assertEqual(self.matrix("right").returncode, 0)
        done = subprocess.run([AWSPROOF, "matrix", "--from", "out/sdk-matrix.jsonl", "--store", "runs.sqlite", "--out", "again"],
                              capture_output=True, text=True, timeout=60, cwd=self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('<section id="trends"', (self.folder / "again/sdk-matrix.html").read_text(encoding="utf-8"))
        self.assertEqual(len(self.lines()("run")), 1)


if __name__ == "__main__":
    unittest.main()
