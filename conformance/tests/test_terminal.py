#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What awsproof does on a terminal of 80 columns and 24 rows, and does not do where there is none."""
import fcntl
import os
import pathlib
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios
import unittest

AWSPROOF = sys.argv.pop(1)
TESTEE = str(pathlib.Path(__file__).parent / "plain_testee.py")
COLOUR = b"\x1b[3"
COLUMNS, ROWS = 80, 24
LEFT = rb"\r\[#+\.*\] \d+/\d+(, \d+ failing)?, about \d+:\d\d left\x1b\[K\r"
SDKS = ("botocore aws-sdk-js-v3 aws-sdk-js-v2 aws-sdk-go-v2 aws-sdk-go-v1 aws-sdk-rust rusoto aws-sdk-java-v2 "
        "aws-sdk-java-v1").split()


def testee(seconds):
    return "%s %s" % (TESTEE, seconds)


def on_terminal(*arguments, seconds="0", **environment):
    """The run with standard output and error on a terminal: status, and all that it was sent."""
    return command_on_terminal("run", "--testee", testee(seconds), *arguments, **environment)


def command_on_terminal(*arguments, **environment):
    kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    process = subprocess.Popen([AWSPROOF, *arguments],
                               stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env={**kept, **environment})
    os.close(theirs)
    text = b""
    while True:
        try:
            block = os.read(ours, 65536)
        except OSError:  # how Linux says that nobody holds the other end any more
            break
        if not block:
            break
        text += block
    os.close(ours)
    return process.wait(timeout=60), text.replace(b"\r\n", b"\n")


def through_pipes(*arguments):
    """Status, and all that it wrote, where no descriptor is a terminal."""
    done = subprocess.run([AWSPROOF, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=120)
    return done.returncode, done.stdout + done.stderr


def rows(lines):
    """How many rows of the screen these lines take, and one for the prompt after them."""
    return sum(max(1, -(-len(line) // COLUMNS)) for line in lines) + 1


class Colour(unittest.TestCase):
    def test_a_terminal_has_colours(self):
        self.assertIn(COLOUR, on_terminal("depth-*")[1])
        self.assertIn(COLOUR, on_terminal("depth-*", NO_COLOR="")[1])

    def test_no_color_takes_them_away(self):
        text = on_terminal("depth-*", NO_COLOR="1")[1]
        self.assertIn(b"awsproof ", text)
        # What takes a progress line away is no colour.
        self.assertNotIn(b"\x1b", text.replace(b"\x1b[K", b""))

    def test_a_pipe_has_none(self):
        done = subprocess.run([AWSPROOF, "run", "--testee", TESTEE + " 0"], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(done.returncode, 1)
        self.assertNotIn(b"\x1b", done.stdout + done.stderr)

    def test_a_report_in_a_file_has_none_though_the_rest_is_on_a_terminal(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "run.tap"
            on_terminal("--tap", str(path), "depth-*")
            self.assertNotIn(b"\x1b", path.read_bytes())
            self.assertIn(b"TAP version 14\n", path.read_bytes())


class LastWords(unittest.TestCase):
    def test_those_of_a_testee_that_does_not_start_act_on_no_terminal(self):
        with tempfile.TemporaryDirectory() as folder:
            dying = pathlib.Path(folder) / "testee"
            dying.write_text("#!/bin/sh\nprintf '\\033]0;mine\\007\\033[2J\\r\\233 gone\\nawsproof 0.1.0 | x | 1 pass\\n' >&2\nexit 3\n")
            dying.chmod(0o755)
            status, text = command_on_terminal("run", "--testee", str(dying))
        self.assertEqual(status, 3)
        self.assertEqual(text, b"awsproof: the testee cannot be run: exit status 3\nits standard error ends:\n"
                         rb"    | \x1b]0;mine\x07\x1b[2J\x0d\x9b gone" b"\n    | awsproof 0.1.0 | x | 1 pass\n")


class Progress(unittest.TestCase):
    # 13 of them are asked, 0.3 s each: nearly four seconds, of which two go by before anything is shown.
    SLOW = ("depth-*",)

    def test_a_run_over_two_seconds_shows_how_far_it_is_and_how_long_it_takes(self):
        status, text = on_terminal(*self.SLOW, seconds="0.3")
        self.assertEqual(status, 1)
        self.assertRegex(text, rb"\r\[#+\.+\] \d+/\d+, \d+ failing, about \d+:\d\d left\x1b\[K\r")
        self.assertNotIn(b" left", text.split(b"verdict  ")[-1])

    def test_a_short_run_shows_none(self):
        for _ in range(10):  # on a busy machine it may be none
            text = on_terminal(*self.SLOW)[1]
            if float(re.search(rb" ([0-9.]+) s(\x1b\[0m)?\n\Z", text)[1]) < 1.5:
                break
        self.assertNotIn(b" left", text)

    def test_quiet_and_verbose_ones_show_none(self):
        for option in ("--quiet", "--verbose"):
            self.assertNotIn(b" left", on_terminal(option, *self.SLOW, seconds="0.3")[1])

    def test_where_standard_error_is_no_terminal_there_is_none(self):
        done = subprocess.run([AWSPROOF, "run", "--testee", TESTEE + " 0.3", *self.SLOW], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=60)
        self.assertNotIn(b" left", done.stdout + done.stderr)


class Summary(unittest.TestCase):
    def test_it_fits_a_screen(self):
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as known:
            known.write("header-* fail * # It knows no name https://example.com/1 max=900\n")
            known.flush()
            for options in ([], ["--variants", "header-*"], ["--expectations", known.name, "--timeout", "5", "--strict", "--jobs", "2"]):
                with self.subTest(options=options):
                    _, text = on_terminal(*options, NO_COLOR="1")
                    summary = text[text.rindex(b"verdict  "):].splitlines()
                    self.assertGreater(len(summary), 6)
                    self.assertLessEqual(rows(summary), ROWS)
                    self.assertTrue(any(line.startswith(b"awsproof ") for line in summary))
                    # What ran is said before that.
                    self.assertRegex(text[:5000], rb"(?m)^suite: awsproof [^\n]+ selected\n([^\n]+\n)*testee: plain 1\.0\.0\n")

    def test_quiet_it_is_one_line_whatever_fails(self):
        status, text = on_terminal("--quiet", NO_COLOR="1")
        self.assertEqual(status, 1)
        self.assertRegex(text, rb"\Aawsproof [0-9.]+ \| plain 1\.0\.0 \| [^\n]+ fail[^\n]*\n\Z")

    def test_verbose_it_lists_passes(self):
        plain, verbose = (on_terminal(*options, "depth-*", NO_COLOR="1")[1] for options in ((), ("--verbose",)))
        passes = [re.findall(rb"^pass  depth-[a-z0-9-]+: ", text, re.M) for text in (plain, verbose)]
        self.assertEqual(passes[0], [])
        self.assertGreater(len(passes[1]), 2)

    def test_quiet_and_verbose_are_refused_together(self):
        status, text = on_terminal("--quiet", "--verbose")
        self.assertEqual(status, 2)
        self.assertIn(b"--quiet and --verbose do not go together", text)


class OtherCommands(unittest.TestCase):
    """Those that can take long show how far they are; none shows anything of that in a pipe."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def test_a_matrix_of_nine_fits_a_screen_and_shows_how_far_it_is(self):
        words = ["matrix", "--out", str(self.folder), "depth-*"]
        words += [word for name in SDKS[1:] for word in ("--testee", "%s=%s" % (name, testee(0)))]
        words += ["--testee", "botocore=" + testee(0.3)]
        status, text = command_on_terminal(*words, NO_COLOR="1")
        self.assertEqual(status, 0, text)
        self.assertRegex(text, LEFT)
        summary = text[text.rindex(b"not\ndecoder "):].splitlines()[1:]
        self.assertEqual(len(summary), 1 + len(SDKS) + 1)
        self.assertLessEqual(max(len(line) for line in summary[:-1]), COLUMNS)
        self.assertLessEqual(rows(summary) + 1, ROWS)
        self.assertNotIn(b"\x1b", text.replace(b"\x1b[K", b""))
        status, text = through_pipes(*words)
        self.assertEqual(status, 0, text)
        self.assertNotIn(b"\x1b", text)
        self.assertNotIn(b"\r", text)

    def test_looking_for_isolation_shows_how_far_it_is_and_then_the_run_does(self):
        words = ["run", "--testee", testee(0.2), "--check-isolation", "depth-5*"]
        _, text = command_on_terminal(*words)
        self.assertIn(b" left", text)
        totals = {int(total) for total in re.findall(rb"\d+/(\d+)[^\n]* left", text)}
        selected = int(re.search(rb", (\d+) selected", text)[1])
        self.assertIn(3 * selected, totals)
        self.assertLessEqual(totals, {selected, 3 * selected})
        self.assertNotIn(b"\x1b", through_pipes(*words)[1])

    def test_shrinking_for_over_two_seconds_shows_how_long_it_takes_at_most(self):
        words = ["shrink", "unknown-header-with-html-body", "--testee"]
        status, text = command_on_terminal(*words, testee(0.3))
        self.assertEqual(status, 0, text)
        self.assertRegex(text, rb"\rshrink: \d+ tests, \d+ bytes of body, \d+ headers, at most \d+:\d\d left\x1b\[K\r")
        # Erased before the result comes.
        self.assertRegex(text, rb"left\x1b\[K\r\r\x1b\[Kunknown-header-with-html-body: ")
        for _ in range(10):  # on a busy machine it may be none
            status, text = command_on_terminal(*words, testee(0))
            if b"at most" not in text:
                break
        self.assertNotIn(b"\x1b", text)
        self.assertNotIn(b"\x1b", through_pipes(*words, testee(0.3))[1])

    def test_those_that_take_a_moment_write_lines_alone(self):
        reports = [str(self.folder / name) for name in ("old.jsonl", "new.jsonl")]
        through_pipes("run", "--testee", testee(0), "--jsonl", reports[0], "header-*")
        through_pipes("run", "--jsonl", reports[1], "header-*")
        for words in (["list"], ["lint"], ["diff", *reports], ["smoke", "--testee", testee(0)], ["smoke", "--testee", testee(0.3)]):
            with self.subTest(words=words):
                status, text = command_on_terminal(*words)
                self.assertIn(status, (0, 1))
                self.assertNotRegex(text, rb"[\x1b\r]")
                self.assertEqual(sorted(text.splitlines()), sorted(through_pipes(*words)[1].splitlines()))
        # The figures are at the end, where they stand on the screen however much comes before.
        self.assertRegex(command_on_terminal("diff", *reversed(reports))[1], rb"\n\d+ changed \([^\n]+unchanged\n\Z")


if __name__ == "__main__":
    unittest.main(verbosity=2)
