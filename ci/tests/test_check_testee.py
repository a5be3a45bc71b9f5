#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""ci/check-testee by hand, as on any other machine: options, variables, what it leaves, and how it is stopped."""
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest

AWSPROOF = sys.argv.pop(1)

import support


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def start(self, *arguments, **environment):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "AWSPROOF_"))}
        return subprocess.Popen([str(support.SCRIPT), *arguments], cwd=self.folder, env={**kept, **environment},
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                preexec_fn=self.hear)

    @staticmethod
    def hear():
        """Signals that whoever started the tests ignores, by nohup or in the background, no shell can trap."""
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)

    def check(self, *arguments, **environment):
        process = self.start(*arguments, **{"AWSPROOF_CI_AWSPROOF": AWSPROOF, "AWSPROOF_CI_CASES": "header-*", **environment})
        said, _ = process.communicate(timeout=120)
        return process.returncode, said.decode("utf-8", "replace")


class Options(Case):
    def test_help_names_every_option_and_needs_nothing(self):
        status, said = self.check("--help")
        self.assertEqual(status, 0)
        known = re.search(r"^inputs='([^']+)'$", support.SCRIPT.read_text(), re.M)[1].split()
        self.assertEqual(re.findall(r"^  --([a-z-]+) ", said, re.M), [*known, "help"])
        self.assertEqual([path.name for path in self.folder.iterdir()], [])

    def test_an_option_goes_before_its_variable_and_an_empty_one_is_not_given(self):
        status, said = self.check("--testee", support.PLAIN, "--reports=a", "--cases", "depth-*", AWSPROOF_CI_TESTEE="/no/such",
                                  AWSPROOF_CI_REPORTS="b", AWSPROOF_CI_JOBS="", AWSPROOF_CI_LEVEL="")
        self.assertEqual(status, 1, said)
        self.assertEqual([path.name for path in self.folder.iterdir()], ["a"])
        head = support.read(self.folder / "a")[0]
        self.assertEqual((head["filter"], head["testee"]["command"]), ("depth-*", support.PLAIN))

    def test_variables_do_all_that_options_do(self):
        status, said = self.check(AWSPROOF_CI_TESTEE=support.PLAIN, AWSPROOF_CI_JOBS="2", AWSPROOF_CI_MAX_RESTARTS="3",
                                  AWSPROOF_CI_TIMEOUT="5", AWSPROOF_CI_REQUIRE="must", AWSPROOF_CI_TRANSPORT="inline",
                                  AWSPROOF_CI_LEVEL="must")
        self.assertEqual(status, 1, said)
        head = support.read(self.folder / "awsproof-reports")[0]
        self.assertEqual((head["jobs"], head["filter"], head["options"]), (2, "header-* level:must", "--timeout 5 --require must"))

    def test_what_it_does_not_know_is_status_2(self):
        for arguments in (["--unheard-of", "x"], ["testee"], ["--testee"], ["-t", "x"], ["--"], ["--testee=x", "--level", "most"],
                          ["--testee", support.PLAIN, "--awsproof", "/tmp"], ["--testee", support.PLAIN, "--reports", "/dev/null/x"]):
            with self.subTest(arguments=arguments):
                status, said = self.check(*arguments)
                self.assertEqual(status, 2, said)
                self.assertIn("check-testee: ", said)
                self.assertIn("--help", said)


class Run(Case):
    def test_reports_of_an_earlier_run_are_gone_and_other_files_are_not(self):
        reports = self.folder / "awsproof-reports"
        self.assertEqual(self.check("--testee", support.PLAIN)[0], 1)
        (reports / "mine.txt").write_text("kept")
        self.assertEqual(self.check("--testee", support.PLAIN, "--jobs", "none")[0], 2)
        self.assertEqual([path.name for path in reports.iterdir()], ["mine.txt"])

    def test_the_testee_sees_no_variable_of_this_script_and_no_file_of_the_runner(self):
        files = {name: str(self.folder / name) for name in ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STEP_SUMMARY")}
        testee = self.folder / "testee"
        testee.write_text("#!/bin/sh\nenv >%s/seen\nexec %s testee\n" % (self.folder, AWSPROOF))
        testee.chmod(0o755)
        status, said = self.check("--testee", str(testee), AWSPROOF_CI_TIMEOUT="9", KEPT="yes", **files)
        self.assertEqual(status, 0, said)
        seen = (self.folder / "seen").read_text()
        self.assertIn("\nKEPT=yes\n", "\n" + seen)
        self.assertNotRegex(seen, r"AWSPROOF_CI_|GITHUB_")
        self.assertIn("exit-status=0\n", (self.folder / "GITHUB_OUTPUT").read_text())
        self.assertNotIn("::", said)  # no command where GITHUB_ACTIONS is not set

    def test_stopped_it_stops_the_run_and_keeps_what_there_is(self):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            with self.subTest(signal=number):
                output = self.folder / "output"
                process = self.start("--testee", support.PLAIN[:-1] + "0.5", "--awsproof", AWSPROOF, GITHUB_OUTPUT=str(output))
                report = self.folder / "awsproof-reports" / "awsproof.jsonl"
                for _ in range(600):
                    if report.exists() and report.stat().st_size > 0:
                        break
                    time.sleep(0.05)
                time.sleep(0.5)
                process.send_signal(number)
                said, _ = process.communicate(timeout=60)
                self.assertEqual(process.returncode, 130, said)
                lines = support.read(self.folder / "awsproof-reports")
                self.assertGreater(lines[-1]["verdicts"]["not_run"], 1000)
                self.assertIn("exit-status=130\n", output.read_text())
                output.unlink()
                (self.folder / "awsproof-reports" / "awsproof.jsonl").unlink()

    def test_an_awsproof_that_dies_or_is_none_is_infrastructure(self):
        for body, said in (("kill -SEGV $$", "status 139"), ("exit 77", "status 77"), ("exec /no/such/loader", "status 127")):
            with self.subTest(body=body):
                program = self.folder / "program"
                program.write_text("#!/bin/sh\n%s\n" % body)
                program.chmod(0o755)
                status, text = self.check("--testee", "x", "--awsproof", "./program")
                self.assertEqual(status, 3, text)
                self.assertIn(said, text)

    def test_one_on_the_path_is_found_by_its_name(self):
        (self.folder / "bin").mkdir()
        (self.folder / "bin" / "my-awsproof").symlink_to(AWSPROOF)
        status, said = self.check("--testee", support.PLAIN, "--awsproof", "my-awsproof",
                                  PATH="%s:%s" % (self.folder / "bin", os.environ["PATH"]))
        self.assertEqual(status, 1, said)


if __name__ == "__main__":
    unittest.main(verbosity=2)
