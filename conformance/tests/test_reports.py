#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The reports of real runs that go to files: SARIF, Markdown and the badge, held against the JSON lines."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

REPORTS = pathlib.Path(sys.argv.pop(2))
AWSPROOF = sys.argv.pop(1)
TESTEE = str(pathlib.Path(__file__).parent / "plain_testee.py") + " 0"
KINDS = {"sarif": "run.sarif", "markdown": "run.md", "shields": "badge.json", "jsonl": "run.jsonl"}
LEVELS = {"must": "error", "should": "warning", "may": "note"}

sys.path.insert(0, str(REPORTS / "tests"))
import check_sarif  # noqa: E402


class Run:
    """A run with all reports, in a folder of its own."""

    def __init__(self, test, *arguments, testee=TESTEE):
        folder = tempfile.TemporaryDirectory()
        test.addCleanup(folder.cleanup)
        self.paths = {kind: pathlib.Path(folder.name) / name for kind, name in KINDS.items()}
        files = [word for kind, path in self.paths.items() for word in ("--" + kind, str(path))]
        self.done = subprocess.run([AWSPROOF, "run", "--quiet", "--testee", testee, *files, *arguments],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        lines = [json.loads(line) for line in self.paths["jsonl"].read_text().splitlines()]
        self.results, self.totals = lines[1:-1], lines[-1]
        self.sarif = json.loads(self.paths["sarif"].read_text())["runs"][0]
        self.markdown = self.paths["markdown"].read_text()
        self.badge = json.loads(self.paths["shields"].read_text())

    def of(self, *verdicts):
        return [result for result in self.results if result["verdict"] in verdicts]


class Sarif(unittest.TestCase):
    def test_each_failure_is_a_result_of_its_level_rule_and_place(self):
        run = Run(self)
        self.assertEqual(run.done.returncode, 1)
        self.assertEqual(check_sarif.main(REPORTS / "schema" / "sarif.schema.json", run.paths["sarif"]), 0)
        failures = run.of("fail")
        self.assertGreater(len(failures), 100)
        self.assertEqual(len(run.sarif["results"]), len(failures))
        rules = run.sarif["tool"]["driver"]["rules"]
        self.assertGreater(len(rules), 70)
        for failure, result in zip(failures, run.sarif["results"]):
            self.assertEqual(result["level"], LEVELS[failure["breaks"]])
            self.assertEqual(rules[result["ruleIndex"]]["id"], failure["rules"][0])
            place = result["locations"][0]["physicalLocation"]
            self.assertEqual(place["artifactLocation"]["uri"], failure["file"])
            self.assertEqual(place["region"]["startLine"], failure["line"])
            self.assertTrue((REPORTS.parent / failure["file"]).is_file())
            self.assertEqual(result["suppressions"], [])
            self.assertEqual(result["properties"]["replay"], failure["replay"])
        self.assertEqual(run.sarif["invocations"][0]["exitCode"], 1)
        self.assertTrue(run.sarif["invocations"][0]["executionSuccessful"])

    def test_the_next_run_has_the_same_fingerprints(self):
        prints = [{result["partialFingerprints"]["primaryLocationLineHash"] for result in run.sarif["results"]}
                  for run in (Run(self), Run(self, "--shuffle", "7"))]
        self.assertEqual(prints[0], prints[1])
        self.assertGreater(len(prints[0]), 100)

    def test_a_known_failure_is_suppressed_with_its_reason(self):
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as known:
            known.write("header-* fail * # It knows no name https://example.com/1 max=500\n")
            known.flush()
            run = Run(self, "--expectations", known.name, "header-*")
        known_ids = {result["id"] for result in run.of("expected_failure")}
        self.assertGreater(len(known_ids), 5)
        suppressed = [result for result in run.sarif["results"] if result["suppressions"]]
        self.assertEqual({result["locations"][0]["logicalLocations"][0]["name"] for result in suppressed}, known_ids)
        for result in suppressed:
            self.assertIn("It knows no name", result["suppressions"][0]["justification"])
        # Whether the list is true shows after the reports: so the status may not be told.
        self.assertNotIn("exitCode", run.sarif["invocations"][0])
        stale = [result for result in run.sarif["results"] if result["ruleId"] == "awsproof-stale-expectation"]
        self.assertEqual(len(stale), len(run.of("unexpected_pass")))
        self.assertGreater(len(stale), 0)

    def test_a_testee_that_is_not_there_is_a_notification_and_no_result(self):
        run = Run(self, testee="/no/such/testee")
        self.assertEqual(run.done.returncode, 3)
        self.assertEqual(run.sarif["results"], [])
        invocation = run.sarif["invocations"][0]
        self.assertFalse(invocation["executionSuccessful"])
        self.assertEqual(invocation["exitCode"], 3)
        self.assertIn("could not be started", invocation["toolExecutionNotifications"][0]["message"]["text"])
        self.assertEqual(run.badge["message"], "not judged")

    def test_a_run_that_ends_early_says_so(self):
        run = Run(self, "--fail-fast")
        self.assertEqual(len(run.sarif["results"]), 1)
        self.assertFalse(run.sarif["invocations"][0]["executionSuccessful"])
        self.assertIn("**Stopped early: ", run.markdown)
        self.assertEqual(run.badge, {"schemaVersion": 1, "label": "awsproof", "message": "not finished",
                                     "color": "lightgrey", "isError": True})


class Markdown(unittest.TestCase):
    def test_it_fits_a_comment_and_counts_each_failure_once(self):
        run = Run(self)
        self.assertLess(len(run.markdown), 65536)
        failures = run.of("fail")
        shown = re.findall(r"^\| <b>([^<]+)</b>", run.markdown, re.M)
        left_out = re.search(r"^([0-9]+) failures are left out", run.markdown, re.M)
        self.assertEqual(len(shown) + int(left_out[1] if left_out else 0), len(failures))
        self.assertEqual(len(shown), len(set(shown)))
        self.assertLessEqual(set(shown), {failure["id"] for failure in failures})
        for name in {failure["class"] for failure in failures}:
            count = sum(failure["class"] == name for failure in failures)
            self.assertRegex(run.markdown, r"(?m)^\| %s \|.* \| %d \|$" % (name, count))
        self.assertIn("%d failures that count" % run.totals["required_failures"], run.markdown)

    def test_the_reference_has_nothing_to_show(self):
        run = Run(self, "depth-*", testee=AWSPROOF + " testee")
        self.assertEqual(run.done.returncode, 0)
        self.assertIn(": no failure that counts\n", run.markdown)
        self.assertNotIn("class of failure", run.markdown)
        self.assertEqual(run.sarif["results"], [])
        self.assertEqual(run.badge["color"], "brightgreen")


class Badge(unittest.TestCase):
    def test_its_figures_are_those_of_the_run(self):
        run = Run(self)
        parts = []
        for level in ("must", "should"):
            of = [result for result in run.results if result["level"] == level and result["verdict"] != "unsupported"]
            permille = sum(result["verdict"] == "pass" for result in of) * 1000 // len(of)
            parts.append("%s %d.%d %%" % (level.upper(), permille // 10, permille % 10))
        self.assertEqual(run.badge, {"schemaVersion": 1, "label": "awsproof", "message": " | ".join(parts),
                                     "color": "red"})


class Files(unittest.TestCase):
    def test_a_full_disk_is_status_3_and_named(self):
        for kind in ("sarif", "markdown", "shields"):
            done = subprocess.run([AWSPROOF, "run", "--" + kind, "/dev/full", "depth-*"], stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, timeout=60)
            self.assertEqual(done.returncode, 3, kind)
            self.assertIn(b"cannot write the report /dev/full", done.stderr)

    def test_a_folder_that_is_not_there_is_status_2(self):
        for kind in ("sarif", "markdown", "shields"):
            done = subprocess.run([AWSPROOF, "run", "--" + kind, "/no/such/folder/x"], stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, timeout=60)
            self.assertEqual(done.returncode, 2, kind)
            self.assertIn(b"cannot open the report /no/such/folder/x", done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
