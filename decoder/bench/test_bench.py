#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The benchmarks' own test: bodies are what they say, the gate fails when it should, the page tells what holds."""
import contextlib
import importlib.machinery
import importlib.util
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
BENCH = sys.argv.pop(1) if len(sys.argv) > 1 else None
sys.dont_write_bytecode = True


def load(name):
    loader = importlib.machinery.SourceFileLoader(name, str(HERE / name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    loader.exec_module(module)
    return module


def bench(*arguments):
    return subprocess.run([BENCH, *arguments], capture_output=True, timeout=120, check=False)


def families():
    return [line.split()[0] for line in bench("list").stdout.decode().splitlines()]


class Driver(unittest.TestCase):
    def test_has_families_of_both_formats(self):
        names = families()
        self.assertGreaterEqual(len(names), 25)
        self.assertEqual(len(names), len(set(names)))

    def test_writes_the_same_body_of_the_size_that_was_asked_for(self):
        for name in families():
            body = bench("write", name, "5000").stdout
            self.assertEqual(body, bench("write", name, "5000").stdout, name)
            self.assertEqual(len(body), 5000 if not name.endswith("-error") else len(body), name)
            self.assertNotEqual(body.strip(), b"", name)

    def test_a_body_comes_to_what_its_family_says_on_both_sides(self):
        for name in families():
            for side in ("ours", "bare"):
                done = bench("once", side, name, "3000")
                self.assertEqual(done.returncode, 0, (name, side, done.stderr))

    def test_measures_time_and_memory_as_json_lines(self):
        for command, field in (("times", "ours_ns"), ("memory", "ours_peak")):
            done = bench(command, "--family", "xml-error")
            line = json.loads(done.stdout)
            self.assertEqual(line["family"], "xml-error")
            self.assertGreater(line[field], 0)

    def test_says_what_is_wrong_with_its_arguments(self):
        for arguments in ((), ("what",), ("times", "--family", "x"), ("times", "--most", "12"), ("times", "--step"),
                          ("once", "theirs", "json-error", "1024"), ("write", "json-deep", "9999999999")):
            done = bench(*arguments)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertEqual(done.stderr.count(b"\n"), 1, arguments)


class Gate(unittest.TestCase):
    def judge(self, change, versions):
        gate = load("gate")
        then = json.loads((HERE / "instructions.json").read_text(encoding="utf-8"))
        now = json.loads(json.dumps(then))
        now["inputs"][3]["ours"] = round(now["inputs"][3]["ours"] * change)
        now["versions"].update(versions)
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            status = gate.judge(now, then)
        return status, said.getvalue()

    def test_passes_within_two_percent_either_way(self):
        for change in (1, 1.019, 0.981):
            self.assertEqual(self.judge(change, {})[0], 0)

    def test_fails_beyond_them_and_names_the_body(self):
        for change in (1.021, 0.979):
            status, said = self.judge(change, {})
            self.assertEqual(status, 1)
            self.assertIn("json-cut", said)
            self.assertNotIn("NOT COMPARABLE", said)

    def test_tells_other_versions_from_a_change_of_ours(self):
        status, said = self.judge(1.05, {"compiler": "gcc 99"})
        self.assertEqual(status, 1)
        self.assertIn("NOT COMPARABLE", said)
        self.assertIn("compiler is gcc 99", said)
        self.assertEqual(self.judge(1, {"compiler": "gcc 99"})[0], 0)

    def test_has_figures_of_just_its_inputs(self):
        gate = load("gate")
        committed = json.loads((HERE / "instructions.json").read_text(encoding="utf-8"))
        self.assertEqual([(row["family"], row["bytes"]) for row in committed["inputs"]], list(gate.INPUTS))
        self.assertEqual(len(gate.INPUTS), 8)


class Report(unittest.TestCase):
    def page(self, text):
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
            file.write(text)
            file.flush()
            return subprocess.run([HERE / "report", file.name], capture_output=True, text=True, check=False)

    @staticmethod
    def time(family, size, ours, is_document=True):
        return json.dumps({"measure": "time", "family": family, "format": "json", "is_document": is_document,
                           "bytes": size, "pairs": 5, "ours_ns": ours, "bare_ns": 1000, "ratio": ours / 1000}) + "\n"

    def test_says_which_goals_hold(self):
        done = self.page(self.time("json-invite-members", 1024, 850) + self.time("json-deep", 1024, 851) +
                         self.time("json-html", 1024, 255, False) + self.time("json-cut", 1024, 256, False))
        self.assertEqual(done.returncode, 0, done.stderr)
        judged = [line for line in done.stdout.splitlines()
                  if line.startswith("| json-") and line.rstrip(" |").endswith(("holds", "does not hold**"))]
        rows = {line.split("|")[1].strip(): line for line in judged}
        self.assertEqual(len(judged), 4)
        for family, holds in (("json-invite-members", True), ("json-deep", False), ("json-html", True),
                              ("json-cut", False)):
            self.assertEqual("does not hold" in rows[family], not holds, rows[family])

    def test_refuses_a_line_that_is_none(self):
        done = self.page('{"measure":"time"')
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, r":1: no line of a benchmark")


if __name__ == "__main__":
    unittest.main()
