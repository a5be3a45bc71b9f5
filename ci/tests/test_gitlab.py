#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""ci/gitlab.yml, run as GitLab's shell executor runs it: what it leaves behind, and that no input is more than data."""
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

AWSPROOF = sys.argv.pop(1)

import gitlab_runner
import github_runner
import support

TEMPLATE = gitlab_runner.Template(support.ROOT / "ci" / "gitlab.yml")
Refused = github_runner.Refused


def make_source(folder):
    """A repository that the template can fetch, with as much of awsproof as a job needs that is given a built one."""
    (folder / "ci").mkdir(parents=True)
    shutil.copy(support.SCRIPT, folder / "ci")
    for words in (["init", "-q", "-b", "main"], ["add", "-A"],
                  ["-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "all"], ["tag", "v1"]):
        subprocess.run(["git", *words], cwd=folder, check=True, timeout=60)


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.source = pathlib.Path(folder.name) / "awsproof source"
        make_source(cls.source)

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.project = pathlib.Path(folder.name)

    def run_job(self, **inputs):
        given = {"source": str(self.source), "awsproof": AWSPROOF, "cases": support.CASES,
                 **{name.replace("_", "-"): value for name, value in inputs.items()}}
        return TEMPLATE.run(self.project, given)

    def read(self, done, folder="awsproof-reports"):
        self.assertEqual(done.artifacts, sorted("%s/awsproof.%s" % (folder, ending) for ending in support.KINDS.values()))
        self.assertEqual(done.junit, self.project / folder / "awsproof.junit.xml")
        return support.read(self.project / folder)


class Ends(Case):
    def test_the_reference_passes_and_a_testee_of_the_zoo_fails_with_every_report(self):
        done = self.run_job(testee=AWSPROOF + " testee", ref="v1")
        self.assertEqual(done.status, 0, done.log)
        self.assertGreater(self.read(done)[-1]["verdicts"]["pass"], 15)
        done = self.run_job(testee=support.ZOO + " always-result", reports="out/zoo", level="should", require="must", jobs=2)
        self.assertEqual(done.status, 1, done.log)
        lines = self.read(done, "out/zoo")
        self.assertEqual(lines[0]["jobs"], 2)
        self.assertGreater(lines[-1]["required_failures"], 10)
        support.validate(self.project / "out/zoo")

    def test_what_cannot_be_done_is_said(self):
        for inputs, status, said in (({"testee": "/no/such/testee"}, 3, "the testee cannot be run"),
                                     ({"timeout": 0}, 2, "not a number of seconds"), ({"transport": "pigeon"}, 2, "pigeon"),
                                     ({"expectations": "/no/such/list"}, 2, "/no/such/list"),
                                     ({"ref": "no-such-branch"}, 128, "no-such-branch"),
                                     ({"source": "/no/such/source"}, 128, "/no/such/source")):
            with self.subTest(inputs=inputs):
                done = self.run_job(**{"testee": support.PLAIN, **inputs})
                self.assertEqual(done.status, status, done.log)
                self.assertIn(said, "\n".join(done.log))

    def test_inputs_that_gitlab_would_refuse_are_refused(self):
        TEMPLATE.job({"source": "x", "testee": "y"})
        for inputs in ({"testee": "y"}, {"source": "x"}, {"source": "", "testee": "y"}, {"level": "most"}, {"require": "may"},
                       {"jobs": "2"}, {"timeout": "x"}, {"max-restarts": True}, {"reports": "../out"}, {"reports": "a b"},
                       {"testee": "a\nb"}, {"testee": "a\u2028b"}, {"testee": "a\x85"}, {"cases": "a\nb"}, {"source": "a\nb"}, {"ref": "a\n"}, {"job": "a'"}, {"stage": "a: b"}, {"image": "a #b"},
                       {"unheard-of": "x"}):
            with self.subTest(inputs=inputs), self.assertRaises(Refused):
                TEMPLATE.job(inputs if {"source", "testee"} & set(inputs) else {"source": "x", "testee": "y", **inputs})

    def test_no_end_of_a_line_gets_into_the_text_by_an_input_that_has_a_regex(self):
        for name in ("source", "ref", "testee", "reports", "job", "stage", "image"):
            for end in ("\n", "\r", "\x85", "\u2028", "\u2029"):
                with self.subTest(name=name, end=end), self.assertRaisesRegex(Refused, "its regex does not match"):
                    TEMPLATE.job({"source": "x", "testee": "y", name: "a%sb: {}" % end})

    def test_the_job_and_its_place_are_chosen(self):
        name, job = TEMPLATE.job({"source": "x", "testee": "y", "job": "my sdk", "stage": ".post", "image": "python:3.12-bookworm"})
        self.assertEqual((name, job["stage"], job["image"]), ("my sdk", ".post", "python:3.12-bookworm"))
        self.assertTrue(job["artifacts"]["paths"][0].endswith("/"))  # else GitLab exposes no folder


class Hostile(Case):
    LINES = [payload.replace("\u2028", "") for payload in support.PAYLOADS if "\n" not in payload]

    def test_no_input_is_a_part_of_a_script_or_an_option(self):
        tried = 0
        for name in ("source", "ref", "expectations", "cases", "transport"):
            for payload in self.LINES:
                with self.subTest(name=name, payload=payload):
                    done = self.run_job(**{"testee": AWSPROOF + " testee", name: payload})
                    self.assertIn(done.status, (2, 128), done.log)
                    self.assertEqual([path for path in self.project.rglob("*") if path.name == "PWNED"], [])
                    tried += 1
        self.assertEqual(tried, 5 * 7)

    def test_the_testee_reaches_awsproof_byte_for_byte(self):
        for payload in self.LINES:
            with self.subTest(payload=payload):
                command = "  %s testee # %s: 'x' |2- & *" % (AWSPROOF, shlex.quote(payload))
                done = self.run_job(testee=command)
                self.assertEqual(done.status, 0, done.log)
                self.assertEqual(self.read(done)[0]["testee"]["command"], command)
                self.assertEqual([path for path in self.project.rglob("*") if path.name == "PWNED"], [])


HEAD = "spec:\n  inputs:\n    x: {description: X}\n---\n"
JOB = ("j:\n  stage: test\n  image: i\n  variables: {A: '$[[ inputs.x ]]'}\n  script: ['echo $A >made/out; exit 5']\n"
       "  artifacts: {when: always, paths: [made/], reports: {junit: made/out}}\n")


def template(text):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "t.yml"
        path.write_text(text)
        return gitlab_runner.Template(path)


class Runner(unittest.TestCase):
    """The runner of these tests: what it does not know it refuses."""

    def test_it_runs_a_job_and_keeps_its_artifacts(self):
        with tempfile.TemporaryDirectory() as folder:
            project = pathlib.Path(folder)
            (project / "made").mkdir()
            done = template(HEAD + JOB).run(project, {"x": "hi"})
            self.assertEqual(done, gitlab_runner.Done(5, [], ["made/out"], project / "made" / "out"))
            self.assertEqual((project / "made" / "out").read_text(), "hi\n")

    def test_it_refuses_what_it_does_not_know(self):
        for text in (JOB, HEAD, HEAD + JOB + "k: {}\n", HEAD.replace("description", "type") + JOB, HEAD + JOB.replace("inputs.x", "inputs.y"),
                     HEAD + JOB.replace("inputs.x", "inputs.x | expand_vars"), HEAD + JOB + "  only: [main]\n",
                     HEAD.replace("X}", "X, regex: 'a'}") + JOB, HEAD.replace("X}", "X, type: array}") + JOB,
                     HEAD.replace("X}", "X, regex: '^.*$', default: ''}") + JOB, HEAD.replace("X}", "X, default: 1}") + JOB,
                     HEAD + JOB.replace("always", "on_success")):
            with self.subTest(text=text), self.assertRaises(Refused):
                template(text).job({"x": "hi"})
        small = template(HEAD + JOB)
        for value in ("$HOME", "a'b: c", "'\nk: {}\nl: '", "']"):  # by single quotes nothing is kept
            with self.subTest(value=value), self.assertRaises(Refused):
                small.environment(small.job({"x": value})[1]["variables"])


class Whole(unittest.TestCase):
    def test_inputs_are_those_of_the_action_and_those_of_a_job(self):
        action = github_runner.Action(support.ROOT / "action.yml")
        others = ["source", "ref", "job", "stage", "image"]
        self.assertEqual([name for name in TEMPLATE.inputs if name not in others], list(action.inputs))
        for name, entry in action.inputs.items():
            self.assertEqual(str(TEMPLATE.inputs[name].get("default", "")), entry.get("default", ""), name)
        _, job = TEMPLATE.job({"source": "x", "testee": "y"})
        self.assertEqual(sorted(job["variables"]), sorted([*action.steps[0]["env"], "AWSPROOF_CI_SOURCE", "AWSPROOF_CI_REF"]))


if __name__ == "__main__":
    unittest.main(verbosity=2)
