#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Drives `awsproof diff`: what is worse, what is not, and what is no report."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

AWSPROOF = os.path.abspath(sys.argv.pop(1))
DIGEST = "0" * 64


def run_lines(results, version="1.0", digest=DIGEST):
    """The report of a run: {id: "verdict class" or "pass/choice"}."""
    yield {"type": "run", "format": 1, "suite": {"name": "awsproof", "version": "0.1.0", "cases_sha256": digest},
           "testee": {"name": "sdk", "version": version}, "started_at": "2026-11-22T00:00:00Z",
           "selected": len(results)}
    for name, text in results.items():
        yield {"type": "result", "id": name, **side(text)}
    yield {"type": "totals", "verdicts": {}}


def side(text):
    verdict, _, choice = text.partition("/")
    verdict, _, failure = verdict.partition(" ")
    return {"verdict": verdict, **({"class": failure} if failure else {}), **({"choice": choice} if choice else {})}


def matrix_lines(columns, version="1.0"):
    """A matrix: {testee: {id: text}}."""
    yield {"type": "matrix", "format": 1, "suite": {"name": "awsproof", "version": "0.1.0", "cases_sha256": DIGEST}}
    for key in columns:
        yield {"type": "testee", "key": key, "name": "sdk-" + key, "version": version}
    for name in dict.fromkeys(name for column in columns.values() for name in column):
        yield {"type": "case", "id": name}
        for key, column in columns.items():
            if name in column:
                yield {"type": "cell", "testee": key, "case": name, **side(column[name])}
    yield {"type": "end", "cells": sum(map(len, columns.values()))}


class Diff(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, lines):
        path = self.folder / name
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        return path

    def diff(self, *options):
        return subprocess.run([AWSPROOF, "diff", *options, "old", "new"], capture_output=True, text=True, timeout=60,
                              cwd=self.folder)

    def compare(self, old, new, *options):
        self.write("old", run_lines(old))
        self.write("new", run_lines(new, "2.0"))
        return self.diff(*options)

    def one(self, old, new):
        """The status, and the word before the one case that differs."""
        done = self.compare({"x": old} if old else {}, {"x": new} if new else {})
        lines = [line for line in done.stdout.splitlines() if " x: " in line]
        self.assertEqual(len(lines), 0 if old == new else 1, done.stdout)
        return (done.returncode, lines[0].split("x: ")[0].strip() if lines else None)


class Ways(Diff):
    def test_what_is_worse_what_is_better_and_what_is_neither(self):
        for old, new, status, word in [
                ("pass", "pass", 0, None),
                ("fail escape", "fail escape", 0, None),
                ("pass", "fail escape", 1, "worse"),
                ("pass", "crash crash", 1, "worse"),
                ("pass", "flaky flaky", 1, "worse"),
                ("pass", "unsupported", 1, "worse"),
                ("pass", "not_run", 1, "worse"),
                ("pass", "infrastructure", 1, "worse"),
                ("pass", "expected_failure escape", 1, "worse"),
                ("unexpected_pass", "fail escape", 1, "worse"),
                ("unsupported", "fail escape", 1, "worse"),
                ("not_run", "hang hang", 1, "worse"),
                ("fail escape", "crash crash", 1, "worse"),
                ("fail escape", "hang hang", 1, "worse"),
                ("fail escape", "protocol_error protocol_error", 1, "worse"),
                ("expected_failure escape", "expected_failure crash", 1, "worse"),
                ("flaky flaky", "fail escape", 1, "worse"),
                ("", "fail escape", 1, "worse"),
                ("", "crash crash", 1, "worse"),
                ("fail escape", "pass", 0, "better"),
                ("crash crash", "fail escape", 0, "better"),
                ("expected_failure escape", "unexpected_pass", 0, "better"),
                ("unsupported", "pass", 0, "better"),
                ("fail escape", "fail lost-error", 0, ""),
                ("fail escape", "expected_failure escape", 0, ""),
                ("expected_failure crash", "crash crash", 0, ""),
                ("crash crash", "hang hang", 0, ""),
                ("pass/first", "pass/second", 0, ""),
                ("pass/first", "pass", 0, ""),
                ("unsupported", "not_run", 0, ""),
                ("", "pass", 0, ""),
                ("", "expected_failure escape", 0, ""),
                ("", "unsupported", 0, ""),
                ("pass", "", 0, ""),
                ("fail escape", "", 0, "")]:
            with self.subTest(old=old, new=new):
                self.assertEqual(self.one(old, new), (status, word))


class Text(Diff):
    OLD = {"same": "pass", "gone": "fail escape", "breaks": "pass/first", "mended": "hang hang", "turns": "fail escape"}
    NEW = {"turns": "fail lost-error", "same": "pass", "breaks": "fail escape", "mended": "pass/second", "fresh": "pass"}

    def test_it_lists_what_changed_the_worse_first(self):
        done = self.compare(self.OLD, self.NEW)
        self.assertEqual((done.returncode, done.stderr), (1, ""))
        self.assertEqual(done.stdout, """\
old: old, cases %s
new: new, cases %s

sdk 1.0 -> sdk 2.0
changed: 3
  worse   breaks: pass (first) -> fail escape
  better  mended: hang -> pass (second)
          turns: fail escape -> fail lost-error
added: 1
          fresh: pass
removed: 1
          gone: fail escape
unchanged: 1

3 changed (1 worse, 1 better), 1 added, 1 removed, 1 unchanged
""" % (DIGEST, DIGEST))

    def test_all_lists_what_did_not_change_too(self):
        done = self.compare(self.OLD, self.NEW, "--all")
        self.assertIn("unchanged: 1\n          same: pass\n", done.stdout)

    def test_nothing_got_worse_is_said(self):
        done = self.compare(self.NEW, self.NEW)
        self.assertEqual(done.returncode, 0)
        self.assertTrue(done.stdout.endswith("\n0 changed, 0 added, 0 removed, 5 unchanged; nothing got worse\n"))

    def test_no_text_acts_on_a_terminal(self):
        done = self.compare({"x\x1b[2J": "pass"}, {"x\x1b[2J": "fail \x1b]0;title\x07"})
        self.assertIn("x\\x1b[2J: pass -> fail \\x1b]0;title\\x07\n", done.stdout)
        self.assertNotIn("\x1b", done.stdout)


class Markdown(Diff):
    def test_it_is_a_comment_with_tables(self):
        done = self.compare(Text.OLD, Text.NEW, "--format", "markdown")
        self.assertEqual(done.returncode, 1)
        self.assertTrue(done.stdout.startswith("### awsproof: 1 got worse\n\n3 changed (1 worse, 1 better), "))
        self.assertIn("\n#### sdk 1.0 → sdk 2.0\n", done.stdout)
        self.assertIn("<details open><summary>3 changed</summary>\n\n| case | old | new | |\n|---|---|---|---|\n"
                      "| breaks | pass (first) | fail escape | **worse** |\n", done.stdout)
        self.assertIn("| gone | fail escape |  |  |\n", done.stdout)
        self.assertNotIn("same", done.stdout)
        self.assertEqual(done.stdout.count("<details"), done.stdout.count("</details>"))

    def test_it_fits_into_a_comment_and_says_what_it_leaves_out(self):
        many = {"a-case-with-a-name-that-is-rather-long-%05d" % i: "pass" for i in range(3000)}
        broken = dict.fromkeys(many, "fail escape")
        done = self.compare(many, broken, "--format", "markdown")
        self.assertLess(len(done.stdout), 65536)
        self.assertEqual(done.stdout.count("**worse**"), 200)
        self.assertIn("\n2800 more are left out; `awsproof diff --all` lists them.\n", done.stdout)
        done = self.compare(many, broken, "--format", "markdown", "--all")
        self.assertEqual(done.stdout.count("**worse**"), 3000)

    def test_no_name_makes_markup(self):
        done = self.compare({"|<b>*x*`": "pass"}, {"|<b>*x*`": "fail [a](b)"}, "--format", "markdown")
        self.assertIn("| &#124;&lt;b&gt;&#42;x&#42;&#96; | pass | fail &#91;a&#93;(b) | **worse** |\n", done.stdout)

    def test_nothing_changed_is_said(self):
        done = self.compare({"x": "pass"}, {"x": "pass"}, "--format", "markdown")
        self.assertEqual(done.returncode, 0)
        self.assertIn("### awsproof: nothing got worse\n", done.stdout)
        self.assertIn("\nNothing changed; cases: 1.\n", done.stdout)


class Matrices(Diff):
    def compare_matrices(self, old, new, *options):
        self.write("old", matrix_lines(old))
        self.write("new", matrix_lines(new, "2.0"))
        return self.diff(*options)

    def test_decoders_are_compared_by_their_keys(self):
        done = self.compare_matrices({"a": {"x": "pass", "y": "pass"}, "b": {"x": "fail escape", "y": "pass"}},
                                     {"b": {"x": "pass", "y": "pass"}, "a": {"x": "fail escape", "y": "pass"}})
        self.assertEqual(done.returncode, 1)
        self.assertIn("\nb: sdk-b 1.0 -> sdk-b 2.0\nchanged: 1\n  better  x: fail escape -> pass\nunchanged: 1\n\n"
                      "a: sdk-a 1.0 -> sdk-a 2.0\nchanged: 1\n  worse   x: pass -> fail escape\n", done.stdout)
        self.assertTrue(done.stdout.endswith("\n2 changed (1 worse, 1 better), 0 added, 0 removed, 2 unchanged\n"))

    def test_a_decoder_on_one_side_alone_is_not_compared(self):
        for form in ("text", "markdown"):
            done = self.compare_matrices({"a": {"x": "pass"}, "gone": {"x": "pass"}},
                                         {"a": {"x": "pass"}, "fresh": {"x": "fail escape"}}, "--format", form)
            self.assertEqual(done.returncode, 0, done.stdout)
            self.assertRegex(done.stdout, r"(?i)in the new report alone; cases: 1")
            self.assertRegex(done.stdout, r"(?i)in the old report alone; cases: 1")
            self.assertIn("nothing got worse", done.stdout)

    def test_a_run_and_a_matrix_do_not_compare(self):
        self.write("old", matrix_lines({"a": {"x": "pass"}}))
        self.write("new", run_lines({"x": "pass"}))
        done = self.diff()
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, r"^awsproof: old and new: one is the report of a run, and the other a matrix\n$")


class Malformed(Diff):
    def refused(self, lines, number, reason, kind="new"):
        self.write("old", run_lines({"x": "pass"}))
        path = self.write("new", run_lines({"x": "pass"}))
        if isinstance(lines, bytes):
            path.write_bytes(lines)
        else:
            self.write("new", lines)
        done = self.diff()
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertTrue(done.stderr.startswith("%s:%d: " % (kind, number)), done.stderr)
        self.assertIn(reason, done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1)

    def test_a_run_that_is_none_is_refused_with_its_line(self):
        head, result, totals = run_lines({"x": "pass"})
        self.refused([result, totals], 1, 'a line that must not stand here: "result"')
        self.refused([head, result], 2, "ends before its totals: it is not whole")
        self.refused([{**head, "selected": 2}, result, result, totals], 3, '"x" stands in line 2 already')
        self.refused([head, head, totals], 2, "must not stand here")
        self.refused([head, totals, result], 2, "1 results are announced, and there are 0")
        self.refused([head, result, totals, result], 4, "must not stand here")
        self.refused([head, result, {**result, "id": "y"}, totals], 4, "1 results are announced, and there are 2")
        self.refused([{**head, "selected": -1}, totals], 1, '"selected" is no count of results')
        self.refused([{**head, "format": 2}, totals], 1, "another format than 1")
        self.refused([{"type": "run", "format": 1}], 1, 'has no field "suite"')
        self.refused([head, {**result, "verdict": "passed"}, totals], 2, 'no such verdict: "passed"')
        self.refused([head, {**result, "verdict": 1}, totals], 2, "must be a string, not a number")
        self.refused([head, {"type": "result", "id": "x"}, totals], 2, 'has no field "verdict"')
        self.refused([head, {"type": "surprise"}, totals], 2, 'no such type of line: "surprise"')
        self.refused([head, {"type": "cell", "testee": "a", "case": "x", "verdict": "pass"}, totals], 2,
                     'another kind of report: "cell"')
        self.refused([head, [], totals], 2, "a line must be an object, not an array")

    def test_a_matrix_that_is_none_is_refused_with_its_line(self):
        lines = list(matrix_lines({"a": {"x": "pass"}}))
        self.refused(lines[:-1], 4, "ends before its totals")
        self.refused([*lines[:2], lines[1], *lines[2:]], 3, "stands twice")
        self.refused([lines[0], *lines[2:]], 3, 'a cell of no testee: "a"')
        self.refused([lines[0], {**lines[1], "key": ""}, lines[-1]], 2, "no name for a testee")
        self.refused([*lines[:3], lines[-1]], 4, "1 results are announced, and there are 0")
        self.refused([lines[0], *run_lines({})], 2, "must not stand here")

    def test_bytes_that_are_no_report_are_refused_with_their_line(self):
        whole = "".join(json.dumps(line) + "\n" for line in run_lines({"x": "pass"})).encode()
        self.refused(b"", 1, "there is nothing in it")
        self.refused(b"TAP version 14\n", 1, "no JSON: ")
        self.refused(b"\n", 1, "no JSON: ")
        self.refused(whole[:-1], 3, "a line without an end")
        self.refused(whole[:-20], 3, "a line without an end")
        self.refused(whole.replace(b'"x"', b'"\xff"'), 2, "no JSON: ")
        self.refused(whole + b"\n", 4, "no JSON: ")

    def test_every_cut_of_a_report_is_refused(self):
        whole = "".join(json.dumps(line) + "\n" for line in run_lines({"x": "pass"})).encode()
        self.write("old", run_lines({"x": "pass"}))
        for end in range(0, len(whole), 7):
            (self.folder / "new").write_bytes(whole[:end])
            self.assertEqual(self.diff().returncode, 2, whole[:end])

    def test_what_cannot_be_read_is_told(self):
        self.write("old", run_lines({"x": "pass"}))
        done = self.diff()
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stderr, "awsproof: cannot read new: No such file or directory\n")
        (self.folder / "new").mkdir()
        done = self.diff()
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, r"^new:1: Is a directory\n$")

    def test_usage_is_checked(self):
        for options in (["one"], ["one", "two", "three"], ["--format", "xml", "one", "two"]):
            done = subprocess.run([AWSPROOF, "diff", *options], capture_output=True, text=True, timeout=60)
            self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)

    def test_a_report_that_cannot_be_written_is_told(self):
        self.write("old", run_lines({"x": "pass"}))
        self.write("new", run_lines({"x": "pass"}))
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([AWSPROOF, "diff", self.folder / "old", self.folder / "new"], stdout=full,
                                  stderr=subprocess.PIPE, text=True, timeout=60)
        self.assertEqual(done.returncode, 3)
        self.assertIn("cannot write standard output", done.stderr)


class Real(Diff):
    """With reports that awsproof itself writes."""

    def test_a_run_of_the_reference_is_the_same_as_one_of_it_behind_the_protocol(self):
        for name, options in [("old", []), ("new", ["--testee", AWSPROOF + " testee"])]:
            subprocess.run([AWSPROOF, "run", *options, "--jsonl", str(self.folder / name), "header-*"], check=False,
                           capture_output=True, timeout=60)
        done = self.diff()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertRegex(done.stdout, r"\n0 changed, 0 added, 0 removed, [1-9]\d* unchanged; nothing got worse\n$")

    def test_matrices_compare(self):
        for name in ("old", "new"):
            subprocess.run([AWSPROOF, "matrix", "--testee", "reference=%s testee" % AWSPROOF, "--out",
                            str(self.folder / ("out-" + name)), "header-*"], check=True, capture_output=True, timeout=60)
            os.rename(self.folder / ("out-" + name) / "sdk-matrix.jsonl", self.folder / name)
        done = self.diff()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertRegex(done.stdout, r"\nreference: awsproof-reference 0\.\d\.\d -> .*\nunchanged: [1-9]")

    def test_memory_does_not_grow_with_what_the_lines_hold(self):
        def lines(count, size):
            yield {**next(run_lines({})), "selected": count}
            for i in range(count):
                yield {"type": "result", "id": "case-%05d" % i, "verdict": "pass", "got": "x" * size}
            yield {"type": "totals"}

        peaks = []
        # In a sanitizer's build: what is freed goes back, and does not wait in a quarantine of 256 MiB.
        sanitizer = ":".join([*filter(None, [os.environ.get("ASAN_OPTIONS")]), "quarantine_size_mb=1"])
        for size in (10, 100_000):
            for name in ("old", "new"):
                self.write(name, lines(1000, size))
            done = subprocess.run(["/usr/bin/python3", "-c", "import resource, subprocess, sys\n"
                                   "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)\n"
                                   "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)",
                                   AWSPROOF, "diff", self.folder / "old", self.folder / "new"],
                                  capture_output=True, text=True, timeout=100, check=True,
                                  env={**os.environ, "ASAN_OPTIONS": sanitizer})
            peaks.append(int(done.stdout))
        # Two files of 100 MB each; a line of 100 kB takes some times that while it is read.
        self.assertLess(peaks[1] - peaks[0], 20_000)


if __name__ == "__main__":
    unittest.main(verbosity=2)
