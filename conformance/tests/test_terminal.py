#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What `awsproof run` does on a terminal, and does not do where there is none."""
import os
import pathlib
import pty
import re
import subprocess
import sys
import tempfile
import unittest

AWSPROOF = sys.argv.pop(1)
TESTEE = str(pathlib.Path(__file__).parent / "plain_testee.py")
COLOUR = b"\x1b[3"
SCREEN_LINES = 24


def on_terminal(*arguments, seconds="0", **environment):
    """The run with standard output and error on a terminal: status, and all that it was sent."""
    kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    ours, theirs = pty.openpty()
    process = subprocess.Popen([AWSPROOF, "run", "--testee", "%s %s" % (TESTEE, seconds), *arguments],
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
        status, text = on_terminal(NO_COLOR="1")
        self.assertEqual(status, 1)
        summary = text[text.rindex(b"verdict  "):].splitlines()
        self.assertGreater(len(summary), 8)
        self.assertLess(len(summary), SCREEN_LINES)
        self.assertTrue(summary[-1].startswith(b"awsproof "))

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


if __name__ == "__main__":
    unittest.main(verbosity=2)
