#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The web page of real runs, `awsproof run --html`: AWSPROOF REPORTS."""
import html
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
AWSPROOF = os.path.abspath(sys.argv.pop(1))
REPORTS = pathlib.Path(sys.argv.pop(1)).resolve()

sys.path.insert(0, str(REPORTS / "tests"))
import check_matrix  # noqa: E402

CASES = len(json.loads(subprocess.run([AWSPROOF, "list", "--json"], capture_output=True, check=True).stdout))


def golden(name, body=""):
    return {"id": name, "title": "T", "why": "W.", "level": "must", "rules": ["R5.1"], "sources": ["spec"], "tags": [],
            "response": {"protocol": "restJson1", "status": 500, "headers": [], "body": body},
            "expect": {"kind": "unknown", "code": "500"}}


TEXTS = ("reason", "path", "difference", "got", "errors", "replay")


def odd(mode, **environment):
    settings = " ".join("%s=%s" % (name, shlex.quote(value)) for name, value in environment.items())
    return "exec env %s /usr/bin/python3 %s %s %s" % (settings, shlex.quote(str(HERE / "odd_testee.py")),
                                                     shlex.quote(AWSPROOF), mode)


class Page:
    """A page that is what it promises, and what its script reads of it."""

    def __init__(self, test, text, cases):
        test.assertEqual(list(check_matrix.check_html(text, cases)), [])
        page = check_matrix.Page()
        page.feed(text)
        page.close()
        self.text = text
        self.data = json.loads(page.data[0])
        test.assertEqual(len(self.data["testees"]), 1)
        self.testee = self.data["testees"][0]
        self.cases = {case["id"]: case for case in self.data["cases"]}

    def cell(self, name):
        """What the page says of a case, by TEXTS."""
        numbers = self.cases[name]["cells"].get("0", ["", -1])[2:]
        return {text: self.data["texts"][number] for text, number in zip(TEXTS, numbers)}

    def failures(self):
        """The ids of the cases that break something."""
        return [name for name, case in self.cases.items() if case["cells"].get("0", [""])[0]]

    def replay(self, name):
        """The line that a reader pastes."""
        return self.cell(name).get("replay") or "%s %s" % (self.testee["replay"], name)

    def count(self, text):
        return self.text.count(text)


class WithPage(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name).resolve()
        self.path = self.folder / "page.html"

    def run_it(self, *arguments, testee=odd("wrong-about", ODD_STATUSES="500"), **options):
        chosen = () if testee is None else ("--testee", testee)
        return subprocess.run([AWSPROOF, "run", *chosen, *map(str, arguments)], capture_output=True, text=True,
                              timeout=150, **options)

    def write_cases(self, *cases):
        folder = self.folder / "cases"
        folder.mkdir()
        (folder / "t.json").write_text(json.dumps({"topic": "t", "title": "T", "operation": "securityhub.InviteMembers",
                                                   "cases": cases}), encoding="utf-8")
        return folder

    def page(self, cases=None):
        text = self.path.read_text(encoding="utf-8")
        return Page(self, text, text.count('<tr data-case="') if cases is None else cases)


class RunPage(WithPage):
    def test_it_says_what_the_other_reports_of_the_run_say(self):
        files = {name: self.folder / name for name in ("tap", "junit", "jsonl", "sarif", "markdown", "shields")}
        done = self.run_it("--html", self.path, *[word for name, path in files.items() for word in ("--" + name, path)])
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("%d selected" % CASES, done.stdout)
        lines = [json.loads(line) for line in files["jsonl"].read_text().splitlines()]
        results = lines[1:-1]
        page = self.page(len(results))
        failures = [one for one in results if one["verdict"] == "fail"]
        self.assertGreater(len(failures), 20)
        self.assertEqual(page.count('<td class="b">FAIL<small>'), len(failures))
        self.assertEqual(page.count('<td class="p">pass'), sum(one["verdict"] == "pass" for one in results))
        self.assertEqual(set(page.cases), {one["id"] for one in results})
        for one in failures:
            cell = page.cell(one["id"])
            self.assertEqual((cell["reason"], cell["difference"]), (one["reason"], one.get("difference", "")))
            self.assertEqual(page.replay(one["id"]), one["replay"])
        self.assertTrue(all(path.stat().st_size > 0 for path in files.values()))
        self.assertEqual(page.testee["key"], "awsproof-reference")
        self.assertIn("<h1>awsproof-reference ", page.text)
        self.assertLess(len(page.text), 2_000_000)

    def test_its_first_replay_line_shows_the_failure_again(self):
        self.run_it("--html", self.path)
        page = self.page(CASES)
        line = html.unescape(page.text.split('<code class="line">')[1].split("</code>")[0])
        again = subprocess.run(line, shell=True, capture_output=True, text=True, timeout=60)
        self.assertEqual(again.returncode, 1, again.stdout + again.stderr)
        self.assertIn("1 case: 1 fail", again.stdout)

    def test_a_variant_has_a_replay_line_of_its_own(self):
        self.run_it("--html", self.path, "--variants=7", "header-*")
        page = self.page()
        variants = [name for name in page.failures() if "~" in name]
        plain = [name for name in page.failures() if "~" not in name]
        self.assertGreater(len(variants), 5)
        self.assertGreater(len(plain), 2)
        self.assertNotIn("replay", page.cell(plain[0]))
        origin, kind = variants[0].split("~")
        line = page.replay(variants[0])
        self.assertTrue(line.endswith("--variant %s --seed 7 %s" % (kind, origin)), line)
        again = subprocess.run(line, shell=True, capture_output=True, text=True, timeout=60)
        self.assertEqual(again.returncode, 1, again.stdout + again.stderr)
        self.assertIn("1 case: 1 fail", again.stdout)

    def test_a_case_that_takes_another_one_before_it_is_replayed_with_that(self):
        cases = self.write_cases(golden("first"), golden("cause", "leak"), golden("victim", "victim"))
        testee = "/usr/bin/python3 %s leak" % shlex.quote(str(HERE / "engine_testee.py"))
        done = self.run_it("--cases", cases, "--html", self.path, "--check-isolation", testee=testee)
        self.assertEqual(done.returncode, 1, done.stderr)
        page = self.page(3)
        self.assertEqual(page.failures(), ["victim"])
        self.assertTrue(page.replay("victim").endswith(" --check-isolation cause victim"), page.replay("victim"))
        self.assertEqual(page.replay("first"), page.testee["replay"] + " first")
        self.assertIn("--check-isolation cause victim</code>", page.text)

    def test_a_long_command_is_not_cut(self):
        command = "A=%s %s" % ("x" * 5000, odd("wrong-about", ODD_STATUSES="500"))
        self.run_it("--html", self.path, "header-*", testee=command)
        page = self.page()
        self.assertIn("x" * 5000, page.testee["replay"])

    def test_quiet_prints_one_line_all_the_same(self):
        done = self.run_it("--quiet", "--html", self.path, "header-*")
        self.assertEqual((done.returncode, done.stdout.count("\n"), done.stderr), (1, 1, ""))
        self.assertTrue(self.path.is_file())

    def test_the_reference_has_a_page_on_which_nothing_breaks(self):
        done = self.run_it("--html", self.path, "header-*", testee=None)
        self.assertEqual(done.returncode, 0, done.stderr)
        page = self.page()
        self.assertEqual(page.count('<td class="b">'), 0)
        self.assertIn("Nothing of what it was asked.", page.text)
        self.assertEqual(page.testee["key"], "reference")

    def test_known_failures_are_failures_on_it(self):
        known = self.folder / "known.txt"
        known.write_text("* fail * # It takes a 500 for a result https://example.com/1 max=2000\n", encoding="utf-8")
        done = self.run_it("--html", self.path, "--expectations", known, "page-*")
        page = self.page()
        self.assertGreater(page.count('<td class="b">FAIL'), 0)
        self.assertIn("It takes a 500 for a result", json.dumps(page.data["texts"]))
        self.assertIn(done.returncode, (0, 4))

    def test_links_lead_from_where_it_lies_to_the_cases(self):
        cases = self.write_cases(golden("five"))
        (self.folder / "deep").mkdir()
        self.path = self.folder / "deep" / "page.html"
        self.run_it("--cases", cases, "--html", self.path)
        self.assertIn('href="../cases/t.json#L1"', self.path.read_text(encoding="utf-8"))
        done = self.run_it("--cases", cases, "--html", "-", cwd=self.folder)
        self.assertIn('href="cases/t.json#L1"', done.stdout)


class Ends(WithPage):
    def test_an_interrupted_run_has_a_page_of_what_there_was(self):
        started = self.folder / "started"
        testee = "touch %s; %s" % (shlex.quote(str(started)), odd("hang-letter"))
        process = subprocess.Popen([AWSPROOF, "run", "--testee", testee, "--html", str(self.path), "--timeout", "60",
                                    "--no-pipelining"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 60
        while not started.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, errors)
        page = self.page(CASES)
        self.assertIn("The run was interrupted: what was not run by then says so.", page.text)
        self.assertGreater(page.count(">not run<") + page.count(">not run</td>"), 0)

    def test_one_that_stops_at_the_first_failure_says_so(self):
        self.run_it("--html", self.path, "--fail-fast")
        page = self.page(CASES)
        self.assertIn("not judged to the end: --fail-fast: a case failed", page.text)
        self.assertEqual(page.count('<td class="b">'), 1)
        self.assertNotIn("was interrupted", page.text)

    def test_a_testee_that_cannot_be_started_has_a_page_that_says_so(self):
        done = self.run_it("--html", self.path, testee="/no/such/testee")
        self.assertEqual(done.returncode, 3)
        page = self.page(CASES)
        self.assertEqual(page.count("<td class=\"n\">infrastructure"), CASES)
        self.assertEqual(page.testee["key"], "testee")
        self.assertIn("not judged to the end", page.text)


class Usage(WithPage):
    def test_a_file_that_cannot_be_written_is_said_before_anything_runs(self):
        marker = self.folder / "was-run"
        for path in (self.folder / "no" / "page.html", self.folder):
            done = self.run_it("--html", path, testee="touch %s" % shlex.quote(str(marker)))
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertRegex(done.stderr, r"^awsproof: cannot open the report %s: [A-Z].*\n$" % path)
        self.assertFalse(marker.exists())

    def test_a_full_disk_is_said(self):
        done = self.run_it("--html", "/dev/full", "header-*", testee=None)
        self.assertEqual(done.returncode, 3)
        self.assertIn("awsproof: cannot write the report /dev/full", done.stderr)

    def test_standard_output_takes_it_and_no_other(self):
        done = self.run_it("--html", "-", "header-*", testee=None)
        self.assertEqual(done.returncode, 0)
        Page(self, done.stdout, done.stdout.count('<tr data-case="'))
        self.assertIn("awsproof 0.", done.stderr)
        done = self.run_it("--html", "-", "--jsonl", "-", testee=None)
        self.assertEqual((done.returncode, done.stderr), (2, "awsproof: two reports for standard output\n"))


if __name__ == "__main__":
    unittest.main()
