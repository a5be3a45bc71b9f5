#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Drives what helps with a testee: lists of known failures, `awsproof shrink`, `awsproof smoke`, replay lines."""
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
CASES = HERE / "fixtures" / "cases"
AWSPROOF = os.path.abspath(sys.argv.pop(1))
TODAY = "2026-11-22"


def odd(mode):
    return "exec /usr/bin/python3 %s %s %s" % (shlex.quote(str(HERE / "odd_testee.py")), shlex.quote(AWSPROOF), mode)


def awsproof(*arguments, env=None, **options):
    return subprocess.run([AWSPROOF, *arguments], capture_output=True, text=True, timeout=120,
                          env={**os.environ, **(env or {})}, **options)


def case(name, status=500, body="", headers=(), expect=None, **fields):
    return {"id": name, "title": "T", "why": "W.", "level": "must", "rules": ["R5"], "sources": ["spec"], "tags": [],
            "response": {"protocol": "restJson1", "status": status, "headers": [list(pair) for pair in headers],
                         "body": body},
            "expect": expect or {"kind": "unknown", "code": str(status)}, **fields}


class Folder(unittest.TestCase):
    """A folder of its own, with cases in it."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.list = self.folder / "known.txt"

    def write_cases(self, *cases):
        (self.folder / "cases").mkdir(exist_ok=True)
        (self.folder / "cases" / "t.json").write_text(json.dumps(
            {"topic": "t", "title": "T", "operation": "securityhub.InviteMembers", "cases": cases}), encoding="utf-8")
        return str(self.folder / "cases")


class Lists(Folder):
    """Runs with a list of known failures."""
    # Wrong about 500 and 503: 500 is two cases.
    CASES = [case("five-hundred-one"), case("five-hundred-two", body="x"), case("five-oh-three", 503),
             case("fine", 429)]

    def run_list(self, text, *options, statuses="500 503", mode="wrong-about", cases=None):
        if text is not None:
            self.list.write_text(text, encoding="utf-8")
        report = self.folder / "report.jsonl"
        done = awsproof("run", "--cases", cases or self.write_cases(*self.CASES), "--testee", odd(mode),
                        "--expectations", str(self.list), "--today", TODAY, "--jsonl", str(report), *options,
                        env={"ODD_STATUSES": statuses, "ODD_FOLDER": str(self.folder)})
        lines = [json.loads(line) for line in report.read_bytes().splitlines()] if report.exists() else []
        self.verdicts = {line["id"]: line["verdict"] for line in lines if line["type"] == "result"}
        self.results = {line["id"]: line for line in lines if line["type"] == "result"}
        self.totals = lines[-1] if lines else None
        return done

    FULL = ("five-hundred-* fail result-for-error # it looks at nothing https://example.com/1\n"
            "five-oh-three fail * # it too reports/findings/two.md until=2026-11-22\n")


class Expectations(Lists):
    FULL = Lists.FULL

    def test_a_true_list_makes_the_run_pass(self):
        done = self.run_list(self.FULL)
        self.assertEqual(done.returncode, 0, done)
        self.assertEqual(self.verdicts, {"five-hundred-one": "expected_failure", "fine": "pass",
                                         "five-hundred-two": "expected_failure", "five-oh-three": "expected_failure"})
        self.assertEqual(self.results["five-oh-three"]["class"], "result-for-error")
        self.assertIn("known (%s:2): it too reports/findings/two.md" % self.list, self.results["five-oh-three"]["reason"])
        self.assertEqual(self.totals["must"]["expected_failure"], 3)
        self.assertIn("lost coverage: 3 of 4 MUST cases (75.0 %): 3 expected_failure\n", done.stdout)
        self.assertIn("2 entries; 3 known failures, 0 known flaky ones, 0 faults of the list", done.stderr)

    # What is added to or changed in the list, the statuses that are wrong, the exit status, the fault.
    FAULTS = [
        (FULL, "500", 4, ":2: stale: five-oh-three passes"),
        (FULL + "nope-* fail * # r https://example.com\n", "500 503", 4, ":3: unmatched: nope-* matches no case"),
        (FULL.replace("/1", "/1 max=1"), "500 503", 4, ":1: over-wide: five-hundred-* matches 2 cases, and may match 1"),
        (FULL + "*-two crash * # r https://example.com\n", "500 503", 4,
         ":3: contradiction: five-hundred-two is crash * here, and fail result-for-error in line 1"),
        (FULL + "*-two flaky * # r https://example.com\n", "500 503", 4, ":3: overlap: five-hundred-two is known as"),
        (FULL.replace("11-22", "11-21"), "500 503", 4, ":2: expired: until=2026-11-21 is over"),
        (FULL.replace("it too", "TODO"), "500 503", 4, ":2: unexplained: its reason is still to be written"),
        (FULL, "500 503 429", 1, " 0 faults of the list"),
        (FULL.replace("result-for", "lost"), "500 503", 1,
         ":1: stale: five-hundred-one is fail result-for-error now, not fail lost-error"),
    ]

    def test_a_list_that_is_not_true_ends_the_run_with_status_4_and_its_line(self):
        for text, statuses, status, fault in self.FAULTS:
            with self.subTest(fault=fault):
                done = self.run_list(text, statuses=statuses)
                self.assertEqual(done.returncode, status, done.stderr)
                self.assertIn(fault, done.stderr)
                if fault.startswith(":"):
                    self.assertIn(str(self.list) + fault, done.stderr)

    def test_an_unexpected_pass_is_one_in_every_report(self):
        done = self.run_list(self.FULL, "--tap", str(self.folder / "tap"), statuses="500")
        self.assertEqual(self.verdicts["five-oh-three"], "unexpected_pass")
        self.assertTrue(self.results["five-oh-three"]["required"])
        self.assertIn("unexpected_pass  five-oh-three", done.stdout)
        self.assertRegex((self.folder / "tap").read_text(), r"(?m)^not ok 3 - five-oh-three: T$")

    def test_what_is_no_entry_is_usage_and_nothing_runs(self):
        done = self.run_list("five-oh-three fail escape\n\nx\n")
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stderr.splitlines(), [
            "%s:1: an entry needs # and its reason and place behind it" % self.list,
            "%s:3: an entry is: pattern verdict class # reason place [until=DATE] [max=N]" % self.list])
        self.assertEqual(self.verdicts, {})

    def test_known_flaky_is_not_known_failing(self):
        flaky = "sample-modeled flaky * # every second time https://example.com/f\n"
        for verdict in ["expected_failure", "pass"]:
            done = self.run_list(flaky, "sample-modeled", "sample-result", mode="comes-and-goes", cases=str(CASES))
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(self.verdicts["sample-modeled"], verdict)
            self.assertEqual(self.totals["known_flaky"], 1 if verdict == "expected_failure" else 0)

    def test_it_needs_a_testee_a_file_and_a_date(self):
        self.list.write_text("", encoding="utf-8")
        for arguments, words in [
                (["--expectations", str(self.list)], "--expectations needs --testee"),
                (["--expectations", str(self.folder / "none"), "--testee", "x"], "cannot open the expectations"),
                (["--update-expectations", "--testee", "x"], "need --expectations FILE"),
                (["--expectations", str(self.list), "--testee", "x", "--today", "2026-02-30"], "--today is a date")]:
            with self.subTest(arguments=arguments):
                done = awsproof("run", "--cases", str(CASES), *arguments)
                self.assertEqual(done.returncode, 2)
                self.assertIn(words, done.stderr)


class Update(Lists):
    def test_it_writes_a_sorted_file_that_is_true_but_for_its_reasons(self):
        done = self.run_list(None, "--update-expectations")
        self.assertEqual(done.returncode, 0, done)
        want = ["%s fail result-for-error # TODO a Result for an error" % name
                for name in ["five-hundred-one", "five-hundred-two", "five-oh-three"]]
        self.assertEqual(self.list.read_text().splitlines(), want)
        self.assertEqual(done.stderr.splitlines(),
                         ["--- %s" % self.list, "+++ %s" % self.list, *["+" + line for line in want]])
        done = self.run_list(None)
        self.assertEqual(done.returncode, 4)
        self.assertEqual(done.stderr.count("unexplained"), 3)
        self.assertIn("needs no change", self.run_list(None, "--update-expectations").stderr)

    def test_it_changes_what_must_change_keeps_comments_and_shows_it(self):
        self.list.write_text("# All of it.\n\n# Nobody knows why.\n" + self.FULL + "gone fail * # r https://example.com\n")
        self.list.chmod(0o640)
        done = self.run_list(None, "--update-expectations", statuses="500 429")
        self.assertEqual(done.returncode, 0, done)
        self.assertEqual(self.list.read_text(),
                         "# All of it.\n\n"
                         "fine fail result-for-error # TODO a Result for an error\n"
                         "# Nobody knows why.\n" + self.FULL.splitlines(keepends=True)[0])
        self.assertEqual(self.list.stat().st_mode & 0o777, 0o640)
        self.assertEqual(done.stderr.splitlines()[2:], [
            "+fine fail result-for-error # TODO a Result for an error",
            "-five-oh-three fail * # it too reports/findings/two.md until=2026-11-22",
            "-gone fail * # r https://example.com"])
        self.assertEqual(os.listdir(self.folder).count("known.txt"), 1)
        self.assertEqual([name for name in os.listdir(self.folder) if name.startswith("known.txt.")], [])

    def test_it_refuses_a_filtered_run(self):
        done = self.run_list(self.FULL, "--update-expectations", "five-*")
        self.assertEqual(done.returncode, 2)
        self.assertIn("--update-expectations needs a run over all 4 cases", done.stderr)
        self.assertEqual(self.verdicts, {})
        for more in [["--variants"], ["--transport", "inline"]]:
            done = self.run_list(self.FULL, "--update-expectations", *more)
            self.assertEqual(done.returncode, 2)
            self.assertIn("--update-expectations needs a run ", done.stderr)
            self.assertEqual(self.list.read_text(), self.FULL)

    def test_it_refuses_after_a_crash_and_without_a_testee(self):
        for command, status, words in [(odd("crash"), 4, "is left as it is: the testee "), ("exit 3", 3, "left as it is")]:
            with self.subTest(command=command):
                self.list.write_text(self.FULL)
                done = awsproof("run", "--cases", self.write_cases(*self.CASES), "--testee", command,
                                "--expectations", str(self.list), "--update-expectations")
                self.assertEqual(done.returncode, status, done.stderr)
                self.assertIn(words, done.stderr)
                self.assertEqual(self.list.read_text(), self.FULL)

    def test_a_file_that_cannot_be_written_is_told(self):
        self.list = self.folder / "no-such-folder" / "known.txt"
        done = self.run_list(None, "--update-expectations")
        self.assertEqual(done.returncode, 3)
        self.assertIn("cannot write the expectations", done.stderr)


class Shrink(Folder):
    def shrink(self, mode, name, *options, cases):
        return awsproof("shrink", "--cases", cases, "--testee", odd(mode), name, *options)

    def cases(self):
        return self.write_cases(
            case("long", 503, "aaaaXbbbbbb\"\u00e9\\?bbbbbXbbbbbbbbYccccc" * 20,
                 [("a", "b"), ("h", "one Z two"), ("c", "d")]),
            case("plain", 503, "aaa"))

    def test_it_leaves_what_the_failure_needs_as_text_hex_and_c_string(self):
        cases = self.cases()
        done = self.shrink("letters", "long", cases=cases)
        self.assertEqual(done.returncode, 0, done)
        self.assertIn("long: fail escape, as before\n", done.stdout)
        self.assertIn("    | HTTP 503\n    | h: Z\n    |\n    | XY\n", done.stdout)
        self.assertIn("    00000000  58 59  ", done.stdout)
        self.assertIn("C string of 2 bytes:\n    \"XY\"\n", done.stdout)
        self.assertIn("want:      {\"kind\":\"unknown\",\"code\":\"503\"}\n", done.stdout)
        self.assertIn("got:       {\"kind\":\"escape\"", done.stdout)
        self.assertEqual(done.stdout, self.shrink("letters", "long", cases=cases).stdout)

    def test_a_crash_stays_a_crash(self):
        done = self.shrink("crash-letter", "long", cases=self.cases())
        self.assertEqual(done.returncode, 0, done)
        self.assertIn("long: crash crash, as before\n", done.stdout)
        self.assertIn("C string of 1 bytes:\n    \"X\"\n", done.stdout)
        self.assertIn("1 bytes of body and 0 headers, of 720 and 3", done.stdout)
        self.assertIn("stderr:    11 bytes\n    | found an X\n", done.stdout)

    def test_a_hang_stays_a_hang(self):
        cases = self.write_cases(case("short", 503, "abXcd"))
        done = self.shrink("hang-letter", "short", "--timeout", "0.3", cases=cases)
        self.assertEqual(done.returncode, 0, done)
        self.assertIn("short: hang hang, as before\n", done.stdout)
        self.assertIn("    \"X\"\n", done.stdout)

    def test_it_asks_no_more_often_than_it_may(self):
        done = self.shrink("letters", "long", "--max-tests", "9", cases=self.cases())
        self.assertEqual(done.returncode, 0, done)
        self.assertIn("not minimal: --max-tests 9 reached", done.stderr)
        self.assertRegex(done.stdout, "; 10 tests, ")

    def test_bytes_that_are_no_text_are_escaped_for_c(self):
        cases = self.write_cases(case("bytes", 503, {"base64": "WAA3/z8iXFk="}))  # X 0 7 ff ? " \ Y
        (self.folder / "testee.py").write_text((HERE / "odd_testee.py").read_text().replace(
            'ESCAPE if at >= 0 and text.find(b"Y", at) >= 0 and "Z" in header_of(request, "h")',
            'ESCAPE if len(text) == 8'))
        done = awsproof("shrink", "--cases", cases, "--testee",
                        "exec /usr/bin/python3 %s %s letters" % (self.folder / "testee.py", AWSPROOF), "bytes")
        self.assertIn("    | X\\x007\\xff?\"\\\\Y\n", done.stdout)
        self.assertIn("    \"X\\0007\\377\\?\\\"\\\\Y\"\n", done.stdout)

    def test_what_cannot_be_shrunk_is_told(self):
        cases = self.cases()
        for arguments, status, words in [
                (["plain", "--testee", odd("letters")], 2, "nothing to shrink in plain: the testee passes it"),
                (["long"], 2, "shrink needs --testee: the reference passes every case"),
                (["--testee", odd("letters")], 2, "shrink is about one case"),
                (["long", "plain", "--testee", odd("letters")], 2, "shrink is about one case"),
                (["nope", "--testee", odd("letters")], 2, "matches no case"),
                (["long", "--testee", "exit 7"], 3, "the testee cannot be run: exit status 7"),
                (["long", "--testee", odd("claims-nothing")], 2, "it does not claim operation"),
                (["long", "--max-tests", "0", "--testee", "x"], 2, "--max-tests is a whole number")]:
            with self.subTest(words=words):
                done = awsproof("shrink", "--cases", cases, *arguments)
                self.assertEqual(done.returncode, status, done)
                self.assertIn(words, done.stderr)
                self.assertEqual(done.stdout, "")

    def test_a_failure_that_comes_and_goes_is_no_ground_to_stand_on(self):
        done = awsproof("shrink", "--cases", str(CASES), "--testee", odd("comes-and-goes"), "sample-modeled",
                        env={"ODD_FOLDER": str(self.folder)})
        self.assertEqual(done.returncode, 1)
        self.assertIn("asked twice, it comes to two different ends", done.stderr)

    def test_ctrl_c_ends_it_and_the_testee(self):
        mark = self.folder / "pid"
        process = subprocess.Popen([AWSPROOF, "shrink", "--cases", self.cases(), "--testee",
                                    "echo $$ >%s; %s" % (mark, odd("hang-letter")), "long"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while not (mark.exists() and mark.read_text()):
            time.sleep(0.01)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)
        self.assertEqual(process.returncode, 130)
        with self.assertRaises(ProcessLookupError):
            os.kill(int(mark.read_text()), 0)


class Smoke(unittest.TestCase):
    # mode, exit status, what is said
    TABLE = [
        ("right", 0, ["hello          ok", "end of input   ok", "bye            ok", "\nsane\n"]),
        ("noise", 0, ["noise: 2 lines on its standard output", "\nsane\n"]),
        ("always-accept", 1, ["always-accept: it gives a Result for everything, errors too"]),
        ("always-reject", 1, ["always-reject: it refuses everything, plain results too"]),
        ("always-unknown", 1, ["always-unknown: "]),
        ("always-modeled", 1, ["always-modeled: "]),
        ("always-unsupported", 1, ["always-unsupported: "]),
        ("constant", 1, ["constant: it gives the same answer whatever it is asked", "always-accept: "]),
        ("echo-request", 1, ["echo: it sends the question back"]),
        ("echo-body", 1, ["body-echo: it hands back the body itself", "SmokeTestStranger"]),
        ("forgets-modeled", 1, ["forgets-modeled: it gives unknown for modeled errors"]),
        ("unsteady", 1, ["unsteady: asked the same twice, it gave two answers"]),
        ("crash", 1, ["FAIL  crash: exit status 9", "that is often enough"]),
        ("bad-bye", 1, ["bye            FAIL  the testee ended after bye: exit status 3"]),
        ("stays", 1, ["end of input   FAIL  it did not end within 2 s of the end of its input"]),
        ("wrong-version", 3, ["hello          FAIL  it speaks protocol 2; this runner speaks 1",
                              "its hello is not as docs/TESTEE.md wants it"]),
        ("no-hello", 3, ["a hello has no field \"name\""]),
        ("claims-nothing", 3, ["claims         FAIL  it does not claim operation securityhub.InviteMembers"]),
    ]

    def test_what_is_wrong_with_an_adapter_is_said_in_plain_words(self):
        for mode, status, parts in self.TABLE:
            with self.subTest(mode=mode):
                done = awsproof("smoke", "--testee", odd(mode), "--timeout", "5")
                self.assertEqual(done.returncode, status, done)
                for part in parts:
                    self.assertIn(part, done.stdout)
                self.assertEqual("\nsane\n" in done.stdout, status == 0)
                names = {name for name in ("always-accept", "always-reject", "always-unknown", "always-modeled",
                                           "always-unsupported", "constant", "echo", "body-echo", "forgets-modeled",
                                           "unsteady") if "\n%s: " % name in done.stdout}
                self.assertEqual(names, {part.split(":")[0] for part in parts} & names, done.stdout)

    def test_what_is_no_testee_at_all_is_told_from_one_that_is_wrong(self):
        for command, words in [("cat", "echo: it sends back what it is sent, as cat does"),
                               ("exit 4", "its process ended before its hello"),
                               ("/no/such/program", "not found"),
                               ("sleep 60", "it runs and says nothing"),
                               ("echo '{\"type\":\"outcome\"}'; sleep 60", "its hello is not as docs/TESTEE.md wants")]:
            with self.subTest(command=command):
                done = awsproof("smoke", "--testee", command, "--start-timeout", "1")
                self.assertEqual(done.returncode, 3, done)
                self.assertIn("hello          FAIL", done.stdout)
                self.assertIn(words, done.stdout)

    def test_the_reference_is_sane_and_a_testee_is_needed(self):
        self.assertEqual(awsproof("smoke", "--testee", shlex.quote(AWSPROOF) + " testee").returncode, 0)
        done = awsproof("smoke")
        self.assertEqual(done.returncode, 2)
        self.assertIn("--testee is missing", done.stderr)


class FailureOutput(Folder):
    def failure(self, command):
        """A run of one case that fails, in a folder of its own: the report for people."""
        cases = self.write_cases(case("it-fails", 500, "{\"a\":\"\u00e9\"}", [("h", "v")], why="Users suffer."))
        done = awsproof("run", "--cases", cases, "--testee", command, "it-fails", cwd=self.folder)
        self.assertEqual(done.returncode, 1, done)
        return done.stdout

    def test_it_tells_all_that_is_known(self):
        text = self.failure("echo its last words >&2; " + odd("constant"))
        for part in ["fail  it-fails: T\n", "  why:        Users suffer.\n", "rules R5; source spec\n", "t.json:1\n",
                     "    | HTTP 500\n    | h: v\n    |\n    | {\"a\":\"\u00e9\"}\n", "    00000000  48 54 54 50 ",
                     "  want:       {\"kind\":\"unknown\",\"code\":\"500\"}\n", "  got:        {\"kind\":\"result\"",
                     "  difference: at $.kind: want \"unknown\", got \"result\"\n", "  class:      result-for-error\n",
                     "  reason:     a Result for an error\n"]:
            self.assertIn(part, text)
        text = self.failure("echo its last words >&2; " + odd("crash"))
        self.assertIn("crash  it-fails", text)
        self.assertIn("  class:      crash\n", text)
        self.assertIn("  reason:     exit status 9\n", text)

    def test_the_replay_line_runs_the_case_again_when_it_is_pasted(self):
        quiet = "cd .\ntrue 'a  \"b\" $HOME `id` \\\\' d\u00e9j\u00e0\n"
        for command in [odd("constant"), quiet + odd("constant"), "true 'it'\\''s' && " + odd("crash")]:
            with self.subTest(command=command):
                text = self.failure(command)
                lines = [line for line in text.splitlines() if line.startswith("  replay: ")]
                self.assertEqual(len(lines), 1)
                again = subprocess.run(["sh", "-c", lines[0][len("  replay:"):]], capture_output=True, text=True,
                                       cwd=self.folder, timeout=60)
                self.assertEqual(again.returncode, 1, again)
                # From the case on: before it stands when the run began.
                block = text[text.index("it-fails: "):text.index("  replay: ")]
                said = again.stdout
                self.assertEqual(said[said.index("it-fails: "):said.index("  replay: ")], block)


if __name__ == "__main__":
    unittest.main()
