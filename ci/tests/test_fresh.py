#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The GitLab template and the action as a user has them: from a fresh checkout, which builds awsproof itself."""
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import github_runner
import gitlab_runner
import support


def copy_tree(folder):
    """What of this tree git has or would have, as a repository of its own."""
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=support.ROOT,
                            stdout=subprocess.PIPE, check=True, timeout=60).stdout.decode()
    for name in listed.strip("\0").split("\0"):
        if (support.ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(support.ROOT / name, folder / name)
    for words in (["init", "-q", "-b", "main"], ["add", "-A"],
                  ["-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "all"]):
        subprocess.run(["git", *words], cwd=folder, check=True, timeout=60)


class Fresh(unittest.TestCase):
    def test_the_template_builds_what_it_fetches_and_the_action_what_it_lies_beside(self):
        with tempfile.TemporaryDirectory() as folder:
            source, project = pathlib.Path(folder) / "source", pathlib.Path(folder) / "my project"
            source.mkdir()
            project.mkdir()
            copy_tree(source)
            testee = ".awsproof/build/conformance/awsproof testee"
            template = gitlab_runner.Template(source / "ci" / "gitlab.yml")
            done = template.run(project, {"source": str(source), "testee": testee, "cases": support.CASES})
            self.assertEqual(done.status, 0, "\n".join(done.log[-40:]))
            self.assertIn("== build", done.log)
            self.assertGreater(support.read(project / "awsproof-reports")[-1]["verdicts"]["pass"], 15)
            support.validate(project / "awsproof-reports")

            shutil.rmtree(project / "awsproof-reports")
            action = github_runner.Action(project / ".awsproof" / "action.yml")
            done = action.run(project, {"testee": testee, "cases": support.CASES})
            self.assertEqual((done.outcome, done.outputs["failed"]), ("success", "0"), "\n".join(done.log[-40:]))
            self.assertIn("== build", done.log)
            self.assertEqual(done.outputs["passed"], str(support.read(project / "awsproof-reports")[-1]["verdicts"]["pass"]))


if __name__ == "__main__":
    unittest.main(verbosity=2)
