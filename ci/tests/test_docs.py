#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""docs/CI.md against what it is about: every input and output is there, and what its examples use exists and runs."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

AWSPROOF = sys.argv.pop(1)

import yaml

import github_runner
import gitlab_runner
import support

PAGE = (support.ROOT / "docs" / "CI.md").read_text(encoding="utf-8")
ACTION = github_runner.Action(support.ROOT / "action.yml")
TEMPLATE = gitlab_runner.Template(support.ROOT / "ci" / "gitlab.yml")


def blocks(language):
    return re.findall("(?ms)^```%s\n(.*?)^```$" % language, PAGE)


def table(heading):
    section = PAGE.split("\n## %s\n" % heading)[1].split("\n## ")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line.startswith("| `")]


class Page(unittest.TestCase):
    def test_it_lists_every_input_and_output(self):
        self.assertEqual([row[0].strip("`") for row in table("Inputs")], list(ACTION.inputs))
        rows = table("Outputs")
        self.assertEqual([name for row in rows for name in re.findall("`([a-z-]+)`", row[0])], list(ACTION.outputs))
        files = {row[0].strip("`"): row[1].strip("`") for row in rows if row[1]}
        self.assertEqual(files, {name: "awsproof." + ending for name, ending in support.KINDS.items()})
        for name in set(TEMPLATE.inputs) - set(ACTION.inputs):
            self.assertRegex(PAGE, "`%s`|%s: https" % (name, name))

    def test_the_github_example_uses_what_there_is(self):
        steps = yaml.load(blocks("yaml")[0], github_runner.Loader)["jobs"]["awsproof"]["steps"]
        (ours,) = [step for step in steps if "awsproof@" in step.get("uses", "")]
        self.assertLessEqual(set(ours["with"]), set(ACTION.inputs))
        used = re.findall(r"steps\.%s\.outputs\.([a-z-]+)" % ours["id"], blocks("yaml")[0])
        self.assertGreater(len(used), 3)
        self.assertLessEqual(set(used), set(ACTION.outputs))
        # What comes after it has to come whatever became of it.
        for step in steps[steps.index(ours) + 1:]:
            self.assertTrue(step["if"].startswith("always() && "), step)

    def test_the_gitlab_example_makes_a_job(self):
        (include,) = yaml.load(blocks("yaml")[1], github_runner.Loader)["include"]
        self.assertTrue(include["remote"].endswith("/ci/gitlab.yml"))
        name, job = TEMPLATE.job(include["inputs"])
        self.assertEqual((name, job["image"]), ("awsproof", "debian:12"))

    def test_the_shell_lines_run(self):
        indented = re.findall(r"(?m)^    (\.awsproof/ci/check-testee .*)$", PAGE)
        in_jenkins = re.findall(r"script: '(\.awsproof/ci/check-testee [^']*)'", PAGE)
        self.assertEqual((len(indented), len(in_jenkins)), (1, 1))
        for line in indented + in_jenkins:
            with self.subTest(line=line), tempfile.TemporaryDirectory() as folder:
                here = pathlib.Path(folder)
                (here / ".awsproof").symlink_to(support.ROOT)
                (here / "my-testee").write_text("#!/bin/sh\nexec %s\n" % support.PLAIN)
                (here / "my-testee").chmod(0o755)
                (here / "known.txt").write_text("header-* fail * # knows no name https://example.com/1 max=99\n")
                done = subprocess.run(line, shell=True, cwd=here, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                      env={**os.environ, "AWSPROOF_CI_AWSPROOF": AWSPROOF, "AWSPROOF_CI_CASES": "depth-* header-*"},
                                      timeout=120)
                self.assertEqual(done.returncode, 1, done.stdout.decode())
                lines = support.read(here / "awsproof-reports")
                self.assertEqual(lines[0]["testee"]["command"], "./my-testee")
                self.assertGreater(lines[-1]["verdicts"]["expected_failure"], 10)
        for pattern in ("awsproof-reports/awsproof.junit.xml", "awsproof-reports/awsproof.sarif"):
            self.assertIn("'%s'" % pattern, PAGE)


if __name__ == "__main__":
    unittest.main(verbosity=2)
