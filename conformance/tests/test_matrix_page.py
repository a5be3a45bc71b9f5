#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The page of a matrix: made anew with --from, what --fuzzing puts on it, how large it gets: AWSPROOF REPORTS."""
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import unittest

AWSPROOF = os.path.abspath(sys.argv.pop(1))
REPORTS = pathlib.Path(sys.argv.pop(1)).resolve()
PUBLISHED = REPORTS / "published" / "sdk-matrix.jsonl"
LINES = PUBLISHED.read_text(encoding="utf-8").splitlines(True)
CASES = sum(line.startswith('{"type":"case"') for line in LINES)
NAMES = ("sdk-matrix.html", "sdk-matrix.jsonl", "sdk-matrix.md")

sys.path.insert(0, str(REPORTS / "tests"))
import check_matrix  # noqa: E402

COVERAGE = {"record": "coverage", "files": [{"file": "decoder/src/arena.c", "lines": 144, "reached": 143},
                                            {"file": "decoder/src/bytes.c", "lines": 24, "reached": 24}]}
HEAD = {"record": "head", "started_at": "2026-11-22T22:00:00Z", "sources": "0123abcd", "machine": "2 cores",
        "versions": {"AFL++": "4.04c", "clang": "14.0.6"}}


def trial(fault, harness, seed, seconds, cap=20):
    """A record as the benchmark writes it; `seconds` None: not found."""
    found = seconds is not None
    return {"record": "trial", "fault": fault, "patch": "00", "harness": harness, "seed": seed, "cap": cap,
            "found": found, "seconds": seconds if found else cap, "executions": 1, "shown_by": "kind" if found else None}


FEW = [HEAD, trial("easy", "full", 1, 0.5), trial("easy", "naive", 1, 7.5), trial("hard", "full", 1, 12),
       trial("hard", "naive", 1, None)]


def awsproof(*arguments, **options):
    return subprocess.run([AWSPROOF, *map(str, arguments)], capture_output=True, text=True, timeout=120, **options)


class WithFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name).resolve()
        self.out = self.folder / "out"

    def write(self, name, records):
        path = self.folder / name
        path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        return path

    def anew(self, path, *options, **more):
        return awsproof("matrix", "--from", path, "--out", self.out, *options, **more)

    def html(self, cases, name="sdk-matrix.html"):
        """The page, which is what it promises."""
        text = (self.out / name).read_text(encoding="utf-8")
        self.assertEqual(list(check_matrix.check_html(text, cases)), [])
        return text


class Anew(WithFolder):
    def test_the_published_matrix_comes_out_as_it_is(self):
        done = self.anew(PUBLISHED)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(sorted(path.name for path in self.out.iterdir()), sorted(NAMES))
        links = re.compile(r'"path":"[^"]*/([^"/]+)"')
        self.assertEqual(links.sub(r"\1", (self.out / NAMES[1]).read_text(encoding="utf-8")), links.sub(r"\1", "".join(LINES)))
        self.assertIn("aws-sdk-java-v1", done.stdout)
        self.html(CASES)

    def test_links_lead_from_where_it_is_now(self):
        testees = self.folder / "testees"
        findings = self.folder / "findings"
        cases = self.folder / "cases"
        for folder in (testees / "ref", findings, cases):
            folder.mkdir(parents=True)
        (testees / "ref" / "run").write_text("#!/bin/sh\nexec '%s' testee\n" % AWSPROOF, encoding="utf-8")
        (testees / "ref" / "run").chmod(0o755)
        (findings / "ref-none.md").write_text("# There is none\n", encoding="utf-8")
        (cases / "t.json").write_text(json.dumps({"topic": "t", "title": "T", "operation": "securityhub.InviteMembers", "cases": [
            {"id": "five", "title": "T", "why": "W.", "level": "must", "rules": ["R5.1"], "sources": ["spec"], "tags": [],
             "response": {"protocol": "restJson1", "status": 500, "headers": [], "body": ""},
             "expect": {"kind": "unknown", "code": "500"}}]}), encoding="utf-8")
        done = awsproof("matrix", "--cases", cases, "--testees", testees, "--findings", findings, "--out", self.out)
        self.assertEqual(done.returncode, 0, done.stderr)
        first = (self.out / NAMES[1]).read_text(encoding="utf-8")
        pages = [(self.out / name).read_text(encoding="utf-8") for name in (NAMES[0], NAMES[2])]
        self.out = self.folder / "other"
        self.assertEqual(self.anew(self.folder / "out" / NAMES[1]).returncode, 0)
        self.assertEqual((self.out / NAMES[1]).read_text(encoding="utf-8"), first)
        self.assertEqual([(self.out / name).read_text(encoding="utf-8") for name in (NAMES[0], NAMES[2])], pages)
        self.out = self.folder / "far" / "away"
        self.assertEqual(self.anew(self.folder / "out" / NAMES[1]).returncode, 0)
        page = self.html(1)
        self.assertIn('href="../../findings/ref-none.md"', page)
        self.assertIn('href="../../cases/t.json#L1"', page)

    def test_it_may_be_written_over_itself(self):
        self.assertEqual(self.anew(PUBLISHED).returncode, 0)
        before = (self.out / NAMES[1]).read_bytes()
        self.assertEqual(self.anew(self.out / NAMES[1]).returncode, 0)
        self.assertEqual((self.out / NAMES[1]).read_bytes(), before)

    def test_what_is_no_whole_matrix_is_refused_with_its_line(self):
        first = next(at for at, line in enumerate(LINES) if line.startswith('{"type":"cell"'))
        broken = self.folder / "broken.jsonl"
        for kept, reason in ((LINES[:-1], ":%d: the matrix ends before its end" % len(LINES)),
                             (LINES[:1], ":2: the matrix ends"), ([], ":1: the matrix ends"), (["[]\n"], ":1: this line is not"),
                             (LINES[:first] + LINES[first + 1:], ':%d: "testee" or "case" is not the next' % (first + 1))):
            broken.write_text("".join(kept), encoding="utf-8")
            done = self.anew(broken)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertTrue(done.stderr.startswith("%s%s" % (broken, reason)), done.stderr)
            self.assertEqual(done.stderr.count("\n"), 1)
        self.assertEqual(list(self.out.iterdir()), [])

    def test_it_asks_nobody_so_nothing_may_be_said_of_asking(self):
        for options in (["--testee", "a=b"], ["--check"], ["header-*"], ["--level", "must"], ["--timeout", "3"],
                        ["--only", "botocore"], ["--findings", "x"], ["--cases", "x"]):
            done = self.anew(PUBLISHED, *options)
            self.assertEqual(done.returncode, 2, options)
            self.assertIn("--from asks nobody", done.stderr)
        self.assertFalse(self.out.exists())

    def test_a_partial_one_stays_partial(self):
        path = self.folder / "p.jsonl"
        path.write_text("".join([LINES[0].replace('"partial":false', '"partial":true'), *LINES[1:]]), encoding="utf-8")
        self.assertEqual(self.anew(path).returncode, 0)
        self.assertEqual(sorted(path.name for path in self.out.iterdir()), sorted(n.replace(".", ".partial.") for n in NAMES))
        self.assertIn("The run was interrupted", self.html(CASES,
                                                           "sdk-matrix.partial.html"))


class Fuzzing(WithFolder):
    def test_the_page_tells_what_fuzzing_came_to(self):
        results, coverage = self.write("results.jsonl", FEW), self.write("coverage.jsonl", [COVERAGE])
        self.assertEqual(self.anew(PUBLISHED, "--fuzzing", results, "--fuzzing", coverage).returncode, 0)
        page = self.html(CASES)
        self.assertIn("<b>167 of 168 lines</b> of the decoder (99.4 %)", page)
        self.assertIn("2 faults were planted in the decoder, one at a time, and each of 2 harnesses", page)
        # Up to 20 s, full: (0.5 + 12) / 2; naive: (7.5 + 20) / 2, and no median since half found nothing.
        self.assertIn('<b>full</b></th><td>2 of 2 (100 %)</td><td>2 of 2</td><td class="number">6.25</td>'
                      '<td class="number">6.25</td>', page)
        self.assertIn('<b>naive</b></th><td>1 of 2 (50.0 %)</td><td>1 of 2</td><td class="number">-</td>'
                      '<td class="number">14</td>', page)
        self.assertLess(page.index(">hard<"), page.index(">easy<"))
        self.assertIn("with AFL++ 4.04c, clang 14.0.6", page)

    def test_without_it_there_is_no_such_part(self):
        self.assertEqual(self.anew(PUBLISHED).returncode, 0)
        self.assertNotIn("<svg", self.html(CASES))

    def test_faults_and_harnesses_lead_to_the_project_s_files(self):
        for name in ("fuzz/planted/easy.patch", "docs/FUZZ-BENCHMARK.md"):
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text("x", encoding="utf-8")
        results = self.write("results.jsonl", FEW)
        self.assertEqual(self.anew(PUBLISHED, "--fuzzing", results, cwd=self.folder).returncode, 0)
        page = self.html(CASES)
        self.assertIn('<a href="../fuzz/planted/easy.patch">easy</a>', page)
        self.assertIn('<th scope="row">hard</th>', page)
        self.assertIn('<a href="../docs/FUZZ-BENCHMARK.md">What each harness is.</a>', page)

    def test_what_is_malformed_is_refused_with_its_line_before_anybody_is_asked(self):
        marker = self.folder / "was-asked"
        for records, reason in (([*FEW, {"record": "trial"}], ':6: "fault" is missing'),
                                ([*FEW, FEW[1]], ":6: this trial stands in line 2 already"),
                                ([{"record": "coverage", "files": []}], ':1: "files" are none'), ([], ":1: nothing of fuzzing")):
            path = self.write("bad.jsonl", records)
            done = awsproof("matrix", "--testee", "a=touch %s" % marker, "--out", self.out, "--fuzzing", path)
            self.assertEqual((done.returncode, done.stdout, done.stderr.count("\n")), (2, "", 1))
            self.assertTrue(done.stderr.startswith("%s%s" % (path, reason)), done.stderr)
        done = self.anew(PUBLISHED, "--fuzzing", self.folder / "none.jsonl")
        self.assertEqual((done.returncode, done.stderr), (2, "awsproof: cannot read %s/none.jsonl: No such file or "
                                                             "directory\n" % self.folder))
        self.assertFalse(marker.exists() or self.out.exists())


class Size(WithFolder):
    """500 cases by nine decoders, of rows that are real, with a whole benchmark beside them, stay under 2 MB."""

    def drawn(self, choose):
        lines = [json.loads(line) for line in LINES]
        testees = [line for line in lines if line["type"] == "testee"]
        body = [line for line in lines if line["type"] in ("case", "cell")]
        width = 1 + len(testees)
        rows = [body[at:at + width] for at in range(0, len(body), width)]
        self.assertEqual(len(testees), 9)
        self.assertGreater(len(rows), 1000)
        chosen = choose(rows)
        self.assertEqual(len(chosen), 500)
        return self.write("drawn.jsonl", [{**lines[0], "cases": 500}, *testees, *[line for row in chosen for line in row],
                                          {"type": "end", "cells": 4500}])

    def benchmark(self):
        dice = random.Random(1)
        records = [HEAD]
        for harness in ("naive", "seeds", "oracles", "structured", "full", "afl", "afl-cmplog", "afl-mutator"):
            for fault in range(40):
                records += [trial("fault-%02d" % fault, harness, seed, round(dice.expovariate(0.2), 3) if dice.random() < 0.8
                                  else None) for seed in range(10)]
        return self.write("results.jsonl", records)

    def bytes_of(self, path, *options):
        self.assertEqual(self.anew(path, *options).returncode, 0)
        return len(self.html(500).encode())

    def test_rows_at_even_distances(self):
        path = self.drawn(lambda rows: [rows[at * len(rows) // 500] for at in range(500)])
        alone = self.bytes_of(path)
        whole = self.bytes_of(path, "--fuzzing", self.benchmark(), "--fuzzing", self.write("coverage.jsonl", [COVERAGE]))
        print("# %d bytes, %d with fuzzing" % (alone, whole))
        self.assertLess(whole, 2_000_000)
        self.assertLess(whole - alone, 150_000)

    def test_the_rows_that_say_most(self):
        said = lambda row: sum(len(json.dumps(line)) for line in row)
        keep = lambda rows: sorted(sorted(range(len(rows)), key=lambda at: said(rows[at]))[-500:])
        path = self.drawn(lambda rows: [rows[at] for at in keep(rows)])
        whole = self.bytes_of(path, "--fuzzing", self.benchmark())
        print("# %d bytes of the longest rows" % whole)
        self.assertLess(whole, 2_000_000)


if __name__ == "__main__":
    unittest.main()
