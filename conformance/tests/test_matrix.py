#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Drives `awsproof matrix` with testees of all kinds: AWSPROOF CHECK_MATRIX SCHEMA."""
import base64
import json
import os
import pathlib
import re
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
AWSPROOF = os.path.abspath(sys.argv.pop(1))
CHECK = os.path.abspath(sys.argv.pop(1))
SCHEMA = os.path.abspath(sys.argv.pop(1))


def odd(mode, **environment):
    settings = " ".join("%s=%s" % (name, shlex.quote(value)) for name, value in environment.items())
    return "exec env %s /usr/bin/python3 %s %s %s" % (settings, shlex.quote(str(HERE / "odd_testee.py")),
                                                     shlex.quote(AWSPROOF), mode)


def awsproof(*arguments, **options):
    return subprocess.run([AWSPROOF, *map(str, arguments)], capture_output=True, text=True, timeout=120, **options)


def case(name, status=500, body="", headers=(), rules=("R5.1",), level="must", **fields):
    return {"id": name, "title": "The title of " + name, "why": "W.", "level": level, "rules": list(rules),
            "sources": ["spec"], "tags": [],
            "response": {"protocol": "restJson1", "status": status, "headers": [list(pair) for pair in headers],
                         "body": body},
            "expect": {"kind": "unknown", "code": str(status)}, **fields}


CASES = [case("later-rule", 503, rules=["R9.1", "R5"]), case("five-hundred"), case("an-x", 429, body="X"),
         case("may-be", 502, level="may", rules=["R7.1"], accept=[
             {"name": "made-a-result", "seen": ["nobody"], "outcome": {"kind": "result", "value": {}}}]),
         case("in-xml", 500, rules=["X2.1"], response={"protocol": "restXml", "status": 500, "headers": [], "body": ""})]


class Matrix(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name).resolve()
        self.testees = self.folder / "testees"
        self.out = self.folder / "out" / "deep"
        self.testees.mkdir()
        (self.folder / "cases").mkdir()
        self.cases = self.folder / "cases" / "t.json"
        self.write_cases(CASES)

    def write_cases(self, cases):
        self.cases.write_text(json.dumps({"topic": "t", "title": "T", "operation": "securityhub.InviteMembers",
                                          "cases": cases}), encoding="utf-8")

    def add(self, name, command, expectations=None, mode=0o755):
        (self.testees / name).mkdir()
        run = self.testees / name / "run"
        run.write_text("#!/bin/sh\n%s\n" % command, encoding="utf-8")
        run.chmod(mode)
        if expectations is not None:
            (self.testees / name / "expectations.txt").write_text(expectations, encoding="utf-8")

    def matrix(self, *options, cases=None, **more):
        return awsproof("matrix", "--cases", cases or self.cases.parent, "--testees", self.testees,
                        "--findings", self.folder / "findings", "--out", self.out, *options, **more)

    def read(self, stem="sdk-matrix"):
        """The three files, which are what they promise; the lines by type, the cells by testee and case."""
        files = [self.out / ("%s.%s" % (stem, ending)) for ending in ("jsonl", "md", "html")]
        done = subprocess.run(["/usr/bin/python3", CHECK, SCHEMA, *files], capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.texts = {path.suffix[1:]: path.read_text(encoding="utf-8") for path in files}
        lines = [json.loads(line) for line in self.texts["jsonl"].splitlines()]
        self.head = lines[0]
        self.columns = {line["key"]: line for line in lines if line["type"] == "testee"}
        self.rows = [line for line in lines if line["type"] == "case"]
        self.cells = {(line["testee"], line["case"]): line for line in lines if line["type"] == "cell"}
        return self.cells

    def verdicts(self, testee):
        return {name: cell["verdict"] for (key, name), cell in self.cells.items() if key == testee}


class Whole(Matrix):
    def test_every_testee_is_asked_every_case(self):
        self.add("wrong", odd("wrong-about", ODD_STATUSES="500 502"))
        self.add("good", odd("right"))
        done = self.matrix()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.read()
        self.assertEqual(list(self.columns), ["good", "wrong"])
        self.assertEqual(self.verdicts("good"), {row["id"]: "pass" for row in self.rows})
        wrong = self.verdicts("wrong")
        self.assertEqual(wrong, {"later-rule": "pass", "five-hundred": "fail", "an-x": "pass", "may-be": "pass",
                                 "in-xml": "fail"})
        self.assertEqual(self.cells["wrong", "five-hundred"]["class"], "result-for-error")
        self.assertEqual(self.cells["wrong", "five-hundred"]["got"], {"kind": "result", "value": {}})
        self.assertEqual(self.cells["wrong", "may-be"]["choice"], "made-a-result")
        self.assertEqual(self.columns["good"]["name"], "awsproof-reference")
        self.assertEqual(self.columns["good"]["transports"], ["inline"])

    def test_rows_are_grouped_by_their_first_rule_in_the_order_of_the_specification(self):
        self.add("wrong", odd("always-accept"))
        self.assertEqual(self.matrix().returncode, 0)
        self.read()
        self.assertEqual([row["id"] for row in self.rows], ["five-hundred", "an-x", "may-be", "later-rule", "in-xml"])
        headings = re.findall(r"^## ([RDX]\d+) (.+)$", self.texts["md"], re.M)
        self.assertEqual([name for name, _ in headings], ["R5", "R7", "R9", "X2"])
        self.assertEqual(headings[1][1], "No code")
        self.assertIn("- **R5.3** must: Only top-level members count", self.texts["md"])

    def test_a_case_can_be_understood_and_replayed_from_the_data(self):
        self.write_cases([*CASES, case("no-utf8", 500, {"base64": "/wA="})])
        self.add("wrong", odd("wrong-about", ODD_STATUSES="429"))
        self.matrix()
        self.read()
        cases = {row["id"]: row for row in self.rows}
        self.assertEqual((cases["an-x"]["input"], cases["an-x"]["input_bytes"]), ("HTTP 429\n\nX", 11))
        self.assertEqual((cases["an-x"]["why"], cases["an-x"]["sources"], cases["an-x"]["flags"]), ("W.", ["spec"], []))
        self.assertEqual(cases["an-x"]["want"], {"kind": "unknown", "code": "429"})
        self.assertEqual(base64.b64decode(cases["no-utf8"]["input_base64"]), b"HTTP 500\n\n\xff\0")
        for name, status in (("an-x", 1), ("five-hundred", 0)):
            done = subprocess.run("%s %s" % (self.columns["wrong"]["replay"], name), shell=True, capture_output=True,
                                  text=True, timeout=60)
            self.assertEqual(done.returncode, status, done.stdout + done.stderr)
            self.assertIn(", 1 selected", done.stdout)

    def test_the_pages_show_marks_choices_and_links(self):
        self.add("wrong", odd("wrong-about", ODD_STATUSES="500 502"))
        self.assertEqual(self.matrix().returncode, 0)
        self.read()
        self.assertRegex(self.texts["md"], r"\| \[five-hundred\]\(\.\./\.\./cases/t\.json#L1\) \| must \| "
                                           r"\*\*FAIL\*\* result-for-error \|")
        self.assertRegex(self.texts["md"], r"\[may-be\]\(.*\) \| may \| pass made-a-result \|")
        self.assertNotIn("later-rule", self.texts["md"])
        self.assertIn("later-rule", self.texts["html"])

    def test_the_summary_stands_on_standard_output(self):
        self.add("wrong", odd("wrong-about", ODD_STATUSES="500"))
        done = self.matrix()
        self.assertRegex(done.stdout, r"(?m)^wrong +50\.0 +- +0 ")
        self.assertIn("written: %s/sdk-matrix.jsonl" % self.out, done.stdout)

    def test_the_same_run_gives_the_same_bytes_but_for_the_time(self):
        self.add("wrong", odd("wrong-about", ODD_STATUSES="500 502"))
        seen = []
        for _ in range(2):
            self.assertEqual(self.matrix().returncode, 0)
            self.read()
            started = self.head["started_at"]
            seen.append([text.replace(started, "T").replace(started.replace(":", "&#58;"), "T")
                         for text in self.texts.values()])
            time.sleep(1.1)
        self.assertEqual(seen[0], seen[1])

    def test_the_head_says_what_ran_where(self):
        self.add("good", odd("right"))
        self.assertEqual(self.matrix("--timeout", "5", "--jobs", "2", "--level", "must").returncode, 0)
        self.read()
        digest = json.loads(awsproof("run", "--cases", self.cases.parent, "--jsonl", "-").stdout.split("\n")[0])
        self.assertEqual(self.head["suite"], digest["suite"])
        self.assertEqual((self.head["options"], self.head["filter"], self.head["cases"]),
                         ("--timeout 5 --jobs 2", "level:must", 4))
        self.assertEqual(self.head["host"]["machine"], os.uname().machine)
        self.assertEqual(self.head["host"]["system"], "Linux " + ".".join(os.uname().release.split(".")[:2]))
        self.assertEqual((self.head["partial"], self.head["checked"]), (False, False))

    def test_patterns_and_transport_narrow_it(self):
        self.add("good", odd("right"))
        self.assertEqual(self.matrix("--transport", "http", "five-*").returncode, 0)
        self.read()
        self.assertEqual(self.verdicts("good"), {"five-hundred": "unsupported"})
        self.assertEqual(self.head["options"], "--transport http")
        self.assertEqual(self.matrix("nothing-*").returncode, 2)

    def test_crashes_and_hangs_are_verdicts_and_the_others_go_on(self):
        self.add("a-crasher", odd("crash-letter"))
        self.add("b-hanger", odd("hang-letter"))
        self.add("c-good", odd("right"))
        done = self.matrix("--timeout", "2")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.read()
        self.assertEqual(self.verdicts("a-crasher")["an-x"], "crash")
        self.assertEqual(self.verdicts("b-hanger")["an-x"], "hang")
        self.assertEqual(set(self.verdicts("c-good").values()), {"pass"})
        self.assertIn("| must | **CRASH** | **HANG** | pass |", self.texts["md"])

    def test_a_long_answer_is_cut(self):
        self.write_cases([case("long", 404, body="Z" * 5000)])
        self.add("echo", odd("echo-request"))
        self.assertEqual(self.matrix().returncode, 0)
        self.read()
        self.assertEqual(self.verdicts("echo"), {"long": "protocol_error"})
        got = self.cells["echo", "long"]["got_text"]
        self.assertLess(len(got), 700)
        self.assertRegex(got, r"\[\.\.\. \d+ bytes cut \.\.\.\]$")


class Known(Matrix):
    LIST = "five-hundred fail result-for-error # it looks at nothing https://example.com/1\n"

    def test_known_failures_stay_known_in_the_data_and_are_failures_on_the_pages(self):
        self.add("wrong", odd("wrong-about", ODD_STATUSES="500"), self.LIST)
        done = self.matrix()
        self.assertEqual(done.returncode, 0, done.stderr)
        cell = self.read()["wrong", "five-hundred"]
        self.assertEqual((cell["verdict"], cell["seen"], cell["class"]), ("expected_failure", "fail", "result-for-error"))
        self.assertIn("it looks at nothing", cell["reason"])
        self.assertEqual(self.columns["wrong"]["known"], 1)
        self.assertEqual(self.columns["wrong"]["levels"]["must"], {"passed": 2, "claimed": 4, "cases": 4})
        self.assertRegex(self.texts["md"], r"five-hundred\].* \| \*\*FAIL\*\* result-for-error \|")

    def test_a_list_that_is_not_true_is_no_failure_here(self):
        self.add("good", odd("right"), self.LIST)
        self.assertEqual(self.matrix().returncode, 0)
        cell = self.read()["good", "five-hundred"]
        self.assertEqual((cell["verdict"], cell["seen"]), ("unexpected_pass", "pass"))
        self.assertEqual(self.columns["good"]["levels"]["must"]["passed"], 4)

    def test_a_malformed_list_is_refused_before_anything_runs(self):
        self.add("good", "echo started > %s/mark; exec false" % self.folder, "no entry\n")
        done = self.matrix()
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, r"expectations\.txt:1: ")
        self.assertFalse((self.folder / "mark").exists())
        self.assertFalse(self.out.exists())


class Trouble(Matrix):
    def test_a_testee_that_does_not_start_has_its_column_and_the_others_go_on(self):
        self.add("a-dead", "echo no such toolchain >&2; exit 3")
        self.add("b-good", odd("right"))
        done = self.matrix()
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertRegex(done.stderr, r"awsproof: a-dead was not judged: ")
        self.assertIn("no such toolchain", done.stderr)
        self.read()
        self.assertEqual(set(self.verdicts("a-dead").values()), {"infrastructure"})
        self.assertEqual(set(self.verdicts("b-good").values()), {"pass"})
        self.assertTrue(self.columns["a-dead"]["trouble"])
        self.assertNotIn("name", self.columns["a-dead"])
        self.assertIn("| **a-dead** |  | not asked | not asked |", self.texts["md"])

    def test_one_that_claims_nothing_is_no_trouble(self):
        self.add("other", odd("claims-nothing"))
        done = self.matrix()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.read()
        self.assertEqual(set(self.verdicts("other").values()), {"unsupported"})
        self.assertRegex(self.texts["md"], r"\*\*other\*\* .*none claimed \| none claimed")

    def refused(self, reason, *options, **more):
        done = self.matrix(*options, **more)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertRegex(done.stderr, reason)
        self.assertFalse(self.out.exists())

    def test_a_folder_without_run_is_an_error(self):
        self.refused(r'there is no testee in "')
        self.add("good", odd("right"))
        (self.testees / "empty").mkdir()
        (self.testees / ".hidden").mkdir()
        (self.testees / "a-file").touch()
        self.refused(r'no executable file `run` in the testee\'s folder ".*/empty"')
        (self.testees / "empty" / "NOT-A-TESTEE").touch()
        self.assertEqual(self.matrix().returncode, 0)
        self.assertEqual(list(self.read() and self.columns), ["good"])
        shutil.rmtree(self.testees / "empty")
        shutil.rmtree(self.out)
        self.add("flat", "exit 0", mode=0o644)
        self.refused(r'folder ".*/flat"')
        self.assertEqual(self.matrix("--only", "good").returncode, 0)

    def test_names_are_checked(self):
        self.add("good", odd("right"))
        self.refused(r'no testee is called "better"', "--only", "good,better")
        self.refused(r'two testees are called "good"', "--testee", "good=true")
        self.refused(r'--testee is NAME=COMMAND, not "true"', "--testee", "true")
        self.refused(r'--testee is NAME=COMMAND, not "x="', "--testee", "x=")
        self.refused(r'not "a b"', "--testee", "a b=true")
        self.refused(r'not ""', "--testee", "=true")
        self.refused(r"cannot read the folder", "--testees", self.folder / "nowhere")
        self.refused(r"--jobs is a whole number", "--jobs", "0")
        self.refused(r"--transport is inline or http", "--transport", "smoke")

    def test_named_testees_need_no_folder(self):
        done = awsproof("matrix", "--cases", self.cases.parent, "--testee", "one=" + odd("right"), "--testee",
                        "two=" + odd("always-unknown"), "--only", "two,one", "--out", self.out, cwd=self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.read()
        self.assertEqual(list(self.columns), ["one", "two"])

    def test_an_out_that_is_no_folder_is_said_before_anything_runs(self):
        self.add("good", "echo started > %s/mark; exec false" % self.folder)
        (self.folder / "out").touch()
        done = self.matrix()
        self.assertEqual(done.returncode, 3)
        self.assertRegex(done.stderr, r"cannot write .*/out/deep: Not a directory")
        self.assertFalse((self.folder / "mark").exists())

    def test_if_one_file_cannot_be_put_in_place_none_is_left_half_written(self):
        self.add("good", odd("right"))
        (self.out / "sdk-matrix.jsonl").mkdir(parents=True)
        done = self.matrix()
        self.assertEqual(done.returncode, 3)
        self.assertRegex(done.stderr, r"cannot write .*sdk-matrix\.jsonl: Is a directory")
        self.assertEqual(sorted(os.listdir(self.out)), ["sdk-matrix.jsonl"])

    def test_a_disk_that_takes_no_more_is_told_and_nothing_is_left(self):
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))

        self.add("good", odd("right"))
        done = self.matrix(preexec_fn=limit)
        self.assertEqual(done.returncode, 3)
        self.assertRegex(done.stderr, r"cannot write .*: File too large")
        self.assertEqual(os.listdir(self.out), [])


class Twice(Matrix):
    def test_what_does_not_come_out_the_same_is_flaky(self):
        self.write_cases([*CASES, case("goes", 401, headers=[["x-amzn-errortype", "InvalidAccessException"]],
                                       expect={"kind": "modeled", "code": "InvalidAccessException", "value": {}})])
        self.add("comes", odd("comes-and-goes", ODD_FOLDER=str(self.folder)))
        self.add("good", odd("right"))
        done = self.matrix("--check")
        self.assertEqual(done.returncode, 1, done.stderr)
        cell = self.read()["comes", "goes"]
        self.assertEqual(cell["verdict"], "flaky")
        self.assertEqual(cell["reason"], "fail result-for-error in one run, pass in the next")
        self.assertIn("awsproof: comes, goes: fail result-for-error in one run, pass in the next\n", done.stderr)
        self.assertEqual(self.columns["good"]["seen"]["pass"], 6)
        self.assertTrue(self.head["checked"])

    def test_what_is_known_to_come_and_go_ends_nothing(self):
        self.write_cases([case("goes", 401, headers=[["x-amzn-errortype", "InvalidAccessException"]],
                               expect={"kind": "modeled", "code": "InvalidAccessException", "value": {}})])
        self.add("comes", odd("comes-and-goes", ODD_FOLDER=str(self.folder)),
                 "goes flaky result-for-error # it tosses a coin https://example.com/1\n")
        done = self.matrix("--check")
        self.assertEqual(done.returncode, 0, done.stderr)
        cell = self.read()["comes", "goes"]
        self.assertEqual((cell["verdict"], cell["seen"], cell["class"]), ("expected_failure", "flaky", "flaky"))
        self.assertIn("in the next; known to come and go\n", done.stderr)

    def test_what_does_is_not(self):
        self.add("wrong", odd("wrong-about", ODD_STATUSES="500 502"), Known.LIST)
        done = self.matrix("--check")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.read()["wrong", "five-hundred"]["verdict"], "expected_failure")
        self.assertIn("once more", done.stderr)

    def test_one_that_did_not_start_is_not_tried_again(self):
        self.add("dead", "echo started >> %s/mark; exit 3" % self.folder)
        self.assertEqual(self.matrix("--check").returncode, 3)
        self.assertEqual((self.folder / "mark").read_text(encoding="utf-8"), "started\n")


class Stopped(Matrix):
    def stop(self, *options):
        """Runs until the second testee has been asked, and stops it there."""
        process = subprocess.Popen([AWSPROOF, "matrix", "--cases", str(self.cases.parent), "--testees",
                                    str(self.testees), "--out", str(self.out), *options],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.kill)
        for line in process.stderr:
            if "b-hanger (2 of 3)" in line:
                break
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        return process.returncode

    def test_what_is_done_is_kept_and_a_whole_matrix_is_left_alone(self):
        self.add("a-good", odd("right"))
        self.add("b-hanger", odd("hang-letter"))
        self.add("c-good", odd("right"))
        self.out.mkdir(parents=True)
        (self.out / "sdk-matrix.jsonl").write_text("whole\n", encoding="utf-8")
        self.assertEqual(self.stop("--timeout", "60"), 130)
        self.read("sdk-matrix.partial")
        self.assertTrue(self.head["partial"])
        self.assertEqual(set(self.verdicts("a-good").values()), {"pass"})
        self.assertEqual(self.verdicts("b-hanger")["an-x"], "not_run")
        self.assertEqual(set(self.verdicts("c-good").values()), {"not_run"})
        self.assertIn("the run was interrupted", self.texts["md"])
        self.assertEqual((self.out / "sdk-matrix.jsonl").read_text(encoding="utf-8"), "whole\n")
        self.assertEqual(len(os.listdir(self.out)), 4)
        self.assertEqual(self.matrix("--only", "a-good").returncode, 0)
        self.assertEqual(sorted(os.listdir(self.out)), ["sdk-matrix.html", "sdk-matrix.jsonl", "sdk-matrix.md"])


class Findings(Matrix):
    def test_findings_are_linked_with_the_testee_whose_name_fits_best(self):
        for name in ("sdk", "sdk-v2"):
            self.add(name, odd("right"))
        (self.folder / "findings").mkdir()
        for name, text in [("sdk-header.md", "# It looks at no | header\nmore"), ("sdk-v2-body.md", "# A body\n"),
                           ("sdk-untitled.md", "no heading"), ("other-thing.md", "# Not ours\n"), ("sdk-x.txt", "# no\n")]:
            (self.folder / "findings" / name).write_text(text, encoding="utf-8")
        self.assertEqual(self.matrix().returncode, 0)
        self.read()
        self.assertEqual(self.columns["sdk"]["findings"],
                         [{"path": "../../findings/sdk-header.md", "title": "It looks at no | header"},
                          {"path": "../../findings/sdk-untitled.md", "title": "sdk-untitled.md"}])
        self.assertEqual([f["title"] for f in self.columns["sdk-v2"]["findings"]], ["A body"])
        self.assertIn("- [It looks at no &#124; header](../../findings/sdk-header.md)\n", self.texts["md"])
        self.assertIn('<a href="../../findings/sdk-v2-body.md">A body</a>', self.texts["html"])
        self.assertNotIn("Not ours", self.texts["md"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
