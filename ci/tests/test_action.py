#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""action.yml, run as GitHub runs it: what it leaves behind, how it ends, and that no input is more than data."""
import json
import pathlib
import re
import shlex
import sys
import tempfile
import unittest

AWSPROOF = sys.argv.pop(1)

import github_runner
import support

ACTION = github_runner.Action(support.ROOT / "action.yml")


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.workspace = pathlib.Path(folder.name)

    def run_action(self, **inputs):
        given = {"awsproof": AWSPROOF, "cases": support.CASES,
                 **{name.replace("_", "-"): value for name, value in inputs.items()}}
        return ACTION.run(self.workspace, given)

    def read(self, done, folder="awsproof-reports"):
        """All reports are where the outputs say, and at one with the outputs and the step's summary."""
        for name, ending in support.KINDS.items():
            self.assertEqual(done.outputs[name], "%s/awsproof.%s" % (folder, ending))
            self.assertGreater((self.workspace / done.outputs[name]).stat().st_size, 0)
        self.assertEqual(done.outputs["reports"], folder)
        lines = support.read(self.workspace / folder)
        self.assertEqual(done.outputs["passed"], str(lines[-1]["verdicts"]["pass"]))
        self.assertEqual(done.outputs["failed"], str(lines[-1]["required_failures"]))
        self.assertEqual(done.outputs["exit-status"], str(done.status))
        self.assertEqual(done.summary, (self.workspace / done.outputs["summary"]).read_text())
        self.assertEqual((done.obeyed, done.written), ([], {}))
        return lines


class Ends(Case):
    def test_the_reference_passes_and_leaves_every_report(self):
        done = self.run_action(testee=AWSPROOF + " testee")
        self.assertEqual((done.outcome, done.status), ("success", 0))
        lines = self.read(done)
        support.validate(self.workspace / "awsproof-reports")
        self.assertGreater(int(done.outputs["passed"]), 15)
        self.assertEqual(done.outputs["failed"], "0")
        self.assertEqual(lines[0]["filter"], support.CASES)
        self.assertIn("check-testee: exit status 0", done.log)

    def test_a_testee_of_the_zoo_fails_it_with_every_report(self):
        done = self.run_action(testee=support.ZOO + " always-result")
        self.assertEqual((done.outcome, done.status), ("failure", 1))
        lines = self.read(done)
        support.validate(self.workspace / "awsproof-reports")
        self.assertGreater(int(done.outputs["failed"]), 10)
        self.assertEqual({line["verdict"] for line in lines[1:-1]}, {"fail", "crash", "unsupported"})
        # The log has what fits a screen; what fails is in the text.
        self.assertLess(len(done.log), 24)
        self.assertTrue(any(line.startswith("verdict  ") for line in done.log))
        self.assertRegex((self.workspace / done.outputs["text"]).read_text(), r"(?m)^fail  ")

    def test_one_that_dies_again_and_again_ends_the_run_early_with_every_report(self):
        done = self.run_action(testee=support.ZOO + " dies-on-every-case", max_restarts="2")
        self.assertEqual((done.outcome, done.status), ("failure", 1))
        lines = self.read(done)
        self.assertGreater(lines[-1]["verdicts"]["not_run"], 0)
        self.assertGreater(lines[-1]["verdicts"]["crash"], 0)

    def test_one_that_cannot_be_started_is_infrastructure(self):
        done = self.run_action(testee="/no/such/testee")
        self.assertEqual((done.outcome, done.status, done.outputs["exit-status"]), ("failure", 3, "3"))
        self.assertEqual(done.outputs["passed"], "0")
        self.assertTrue((self.workspace / done.outputs["sarif"]).exists())
        self.assertIn("the testee cannot be run", " ".join(done.log))

    def test_a_list_that_is_not_true_is_status_4_and_a_true_one_passes(self):
        known = self.workspace / "known failures.txt"
        entry = "%s fail * # It knows no name https://example.com/1 max=500\n"
        known.write_text("".join(entry % pattern for pattern in support.CASES.split()))
        done = self.run_action(testee=support.PLAIN, expectations=known.name)
        self.assertEqual((done.outcome, done.status), ("failure", 4))
        self.assertEqual(done.outputs["failed"], str(self.read(done)[-1]["required_failures"]))
        failing = [line["id"] for line in support.read(self.workspace / "awsproof-reports")[1:-1]
                   if line["verdict"] == "expected_failure"]
        known.write_text("".join(entry % name for name in failing))
        done = self.run_action(testee=support.PLAIN, expectations=known.name)
        self.assertEqual((done.outcome, done.status, done.outputs["failed"]), ("success", 0, "0"))
        self.assertEqual(self.read(done)[-1]["verdicts"]["expected_failure"], len(failing))
        self.assertGreater(len(failing), 10)

    def test_a_bad_option_is_status_2_with_its_name_and_no_report(self):
        for inputs, said in (({"timeout": "soon"}, "soon"), ({"jobs": "0"}, "--jobs"), ({"level": "most"}, "most"),
                             ({"require": "may"}, "--require"), ({"transport": "pigeon"}, "pigeon"),
                             ({"max_restarts": "-1"}, "--max-restarts"), ({"cases": "no-such-case"}, "no-such-case"),
                             ({"expectations": "/no/such/list"}, "/no/such/list"), ({"testee": ""}, "no testee"),
                             ({"awsproof": "/no/such/awsproof"}, "/no/such/awsproof")):
            with self.subTest(inputs=inputs):
                done = self.run_action(**{"testee": support.PLAIN, **inputs})
                self.assertEqual((done.outcome, done.status), ("failure", 2))
                self.assertIn(said, "\n".join(done.log))
                for name in ("summary", "junit", "sarif", "page", "jsonl", "passed", "failed"):
                    self.assertEqual(done.outputs[name], "", name)
                self.assertEqual(done.summary, "")

    def test_level_and_require_choose_what_is_asked_and_what_counts(self):
        levels = {}
        for level in ("must", "should", "may"):
            done = self.run_action(testee=support.PLAIN, level=level, cases="*-a*", reports="out/" + level)
            self.assertEqual(done.status, 1)
            levels[level] = {line["level"] for line in self.read(done, "out/" + level)[1:-1]}
        self.assertEqual(levels, {"must": {"must"}, "should": {"must", "should"}, "may": {"must", "should", "may"}})
        less = [self.run_action(testee=support.PLAIN, level="should", cases="header-*", require=require).outputs["failed"]
                for require in ("must", "should")]
        self.assertLess(int(less[0]), int(less[1]))


class Hostile(Case):
    def harmless(self, done, folder):
        self.assertEqual([path for path in folder.rglob("*") if path.name == "PWNED"], [])
        self.assertEqual((done.obeyed, done.written), ([], {}))
        self.assertEqual(set(done.outputs), set(ACTION.outputs))
        self.assertNotIn("999999", (done.outputs["passed"], done.outputs["failed"]))

    def test_no_input_is_a_part_of_a_script_an_option_or_an_output(self):
        tried = 0
        for name in ACTION.inputs:
            for payload in support.PAYLOADS:
                if name in ("testee", "awsproof"):  # a command, for the shell or by its name: below
                    continue
                with self.subTest(name=name, payload=payload), tempfile.TemporaryDirectory() as folder:
                    self.workspace = pathlib.Path(folder)
                    done = self.run_action(**{"testee": AWSPROOF + " testee", "cases": "depth-3*", name: payload})
                    self.harmless(done, self.workspace)
                    self.assertIn(done.status, (0, 2), done.log)
                    tried += 1
        self.assertEqual(tried, 9 * len(support.PAYLOADS))

    def test_the_testee_reaches_awsproof_byte_for_byte(self):
        for payload in support.PAYLOADS:
            with self.subTest(payload=payload), tempfile.TemporaryDirectory() as folder:
                self.workspace = pathlib.Path(folder)
                command = "%s testee # %s" % (AWSPROOF, shlex.quote(payload).replace("\n", " "))
                done = self.run_action(testee=command)
                self.assertEqual(done.status, 0, done.log)
                self.assertEqual(self.read(done)[0]["testee"]["command"], command)
                self.harmless(done, self.workspace)

    def test_a_folder_for_reports_may_have_any_name_of_one_line(self):
        for name in ("out dir", "-out", "--sarif=x", "$HOME", "a'b\"c", "a;b", "*", "é", "##[x]"):
            with self.subTest(name=name):
                self.read(self.run_action(testee=support.ZOO + " always-result", reports=name), name)
        for name in ("a\nb", "a\rpassed=1", "a\tb"):
            with self.subTest(name=name):
                done = self.run_action(testee=support.PLAIN, reports=name)
                self.assertEqual((done.status, done.outputs["reports"]), (2, ""))

    def test_a_testee_cannot_speak_for_the_step(self):
        for end, status in (("lives", 1), ("dies", 3)):
            with self.subTest(end=end):
                done = self.run_action(testee=support.HOSTILE + " " + end)
                self.assertEqual(done.status, status, done.log)
                self.harmless(done, self.workspace)
                self.assertEqual(done.outputs["exit-status"], str(status))
                self.assertEqual(done.outputs["sarif"], "awsproof-reports/awsproof.sarif")
        # It did try: its words are in the log, as words.
        self.assertTrue(any("set-output name=passed" in line for line in done.log))


def action(text="", step="", **others):
    """A small action in a file, as an Action."""
    parts = {"inputs": "{x: {description: X}}", "run": "'true'", "value": "${{ steps.a.outputs.b }}", "using": "composite",
             **others}
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "action.yml"
        path.write_text("name: n\ndescription: d\ninputs: %(inputs)s\n"
                        "outputs:\n  b:\n    description: d\n    value: %(value)s\n"
                        "runs:\n  using: %(using)s\n  steps:\n    - id: a\n      shell: bash\n      run: %(run)s\n" % parts
                        + step + text)
        return github_runner.Action(path)


class Runner(unittest.TestCase):
    """The runner of these tests: what it does not know it refuses, and what GitHub's obeys it obeys."""

    def test_it_refuses_what_it_does_not_know(self):
        action()
        for what in ({"step": "      if: always()\n"}, {"step": "      uses: a/b@c\n"}, {"step": "      working-directory: x\n"},
                     {"step": "      continue-on-error: true\n"}, {"text": "pre: x\n"}, {"using": "node20"},
                     {"run": "'echo ${{ inputs.x }}'"}, {"step": "      env: {A: '${{ github.token }}'}\n"},
                     {"step": "      env: {A: '${{ inputs.y }}'}\n"}, {"step": "      env: {A: '${{ inputs.x'}\n"},
                     {"step": "      env: {A: '${{ steps.a.outputs.b }}'}\n"}, {"step": "      env: {A: 1}\n"},
                     {"value": "${{ steps.z.outputs.b }}"}, {"value": "${{ inputs.x || 1 }}"}, {"step": "      id: c\n"},
                     {"inputs": "{x: {}}"}, {"inputs": "{x: {description: X, type: string}}"},
                     {"inputs": "{x: {description: X, required: yes please}}"}, {"inputs": "{x y: {description: X}}"}):
            with self.subTest(what=what), self.assertRaises(github_runner.Refused):
                action(**what)

    def test_it_gives_inputs_and_takes_outputs_and_a_summary(self):
        small = action(run="'echo \"b=$A-$B\" >>\"$GITHUB_OUTPUT\"; echo hi >>\"$GITHUB_STEP_SUMMARY\"; echo p >>\"$GITHUB_PATH\"; exit 7'",
                       inputs="{x: {description: X}, y: {description: Y, default: z}}",
                       step="      env: {A: '<${{ inputs.x }}>', B: '${{inputs.y}}'}\n")
        with tempfile.TemporaryDirectory() as folder:
            done = small.run(folder, {"x": "$(exit 3)"})
            self.assertEqual(done, github_runner.Done("failure", 7, {"b": "<$(exit 3)>-z"}, "hi\n", [], [], {"GITHUB_PATH": "p\n"}))
            with self.assertRaises(github_runner.Refused):
                small.run(folder, {"z": ""})

    def test_it_obeys_commands_until_they_are_stopped_and_again_after(self):
        listener = github_runner.Listener()
        token = "0123456789abcdef"
        printed = ["::set-output name=a::1", "  ::set-output name=b::2", "x ##[set-output name=c]3", "::unheard-of::x", "::x",
                   "::stop-commands::" + token, "::set-output name=a::9", "##[set-output name=a]9", "::stop-commands::" + token[::-1],
                   "::%s::" % token, "::set-output name=d::4"]
        log = listener.hear("\n".join(printed))
        self.assertEqual(listener.outputs, {"a": "1", "b": "2", "c": "3", "d": "4"})
        self.assertEqual(log, ["::unheard-of::x", "::x", *printed[6:9]])
        with self.assertRaises(github_runner.Refused):
            github_runner.Listener().hear("::stop-commands::token")

    def test_it_reads_files_of_outputs(self):
        self.assertEqual(github_runner.read_pairs("a=1=2\nb<<E\nx\n\ny\nE\nc=\n"), {"a": "1=2", "b": "x\n\ny", "c": ""})
        for broken in ("a", "a<<E\nx", "<<E\nE"):
            with self.assertRaises(github_runner.Refused):
                github_runner.read_pairs(broken)


class Whole(unittest.TestCase):
    """The action, the template, the script and the page about them name the same things."""

    def test_inputs_are_those_of_the_script(self):
        known = re.search(r"^inputs='([^']+)'$", support.SCRIPT.read_text(), re.M)[1].split()
        self.assertEqual(list(ACTION.inputs), known)
        env = ACTION.steps[0]["env"]
        self.assertEqual(env, {"AWSPROOF_CI_" + name.upper().replace("-", "_"): "${{ inputs.%s }}" % name for name in known})

    def test_outputs_are_those_that_the_script_writes(self):
        for name, entry in ACTION.outputs.items():
            self.assertEqual(entry["value"], "${{ steps.check.outputs.%s }}" % name)
        with tempfile.TemporaryDirectory() as folder:
            done = ACTION.run(folder, {"testee": support.PLAIN, "awsproof": AWSPROOF, "cases": "depth-*"})
        self.assertEqual([name for name, value in done.outputs.items() if value == ""], [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
