#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The man pages as other programs read them, and the completions as bash, zsh and fish do them."""
import os
import pathlib
import pty
import re
import select
import subprocess
import sys
import tempfile
import time
import unittest

import help_text
import pages
import shells

MESON = pathlib.Path(sys.argv.pop(2))
AWSPROOF = pathlib.Path(sys.argv.pop(1)).resolve()
HERE = pathlib.Path(__file__).resolve().parent
SHELLS = HERE.parent.parent / "completions"
PAGES = sorted(HERE.glob("*.[0-9]"))
COMMANDS = help_text.read_all(AWSPROOF)
ENVIRONMENT = {**os.environ, "PATH": "%s:%s" % (AWSPROOF.parent, os.environ["PATH"]), "LC_ALL": "C.UTF-8"}
IDS = ["depth-513-arrays", "depth-513-at-function-level", "depth-513-in-a-result", "depth-513-mixed",
       "depth-513-objects"]
# What is typed, its last word to be completed, and every word that a shell has to offer.
EXAMPLES = [
    (["awsproof", "sm"], ["smoke"]),
    (["awsproof", "s"], ["seeds", "serve", "shrink", "smoke"]),
    (["awsproof", "run", "--verb"], ["--verbose"]),
    (["awsproof", "run", "--level", "m"], ["may", "must"]),
    (["awsproof", "run", "--require", "m"], ["must"]),
    (["awsproof", "diff", "--format", "m"], ["markdown"]),
    (["awsproof", "decode", "--protocol", "rest"], ["restJson1", "restXml"]),
    (["awsproof", "run", "--variant", "json-white"], ["json-white-space"]),
    (["awsproof", "run", "depth-513-"], IDS),
    (["awsproof", "shrink", "depth-513-"], IDS),
    (["awsproof", "diff", "report-o"], ["report-of-today.jsonl"]),
    (["awsproof", "run", "--jsonl", "report-o"], ["report-of-today.jsonl"]),
]


def run(arguments, folder=None):
    done = subprocess.run(arguments, env=ENVIRONMENT, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          timeout=60)
    return done.returncode, done.stdout.decode()


class Pages(unittest.TestCase):
    def test_every_command_has_its_page_and_it_is_installed(self):
        names = {"awsproof.1", "awsproof-cases.5", "awsproof-expectations.5",
                 *("awsproof-%s.1" % command.name for command in COMMANDS)}
        self.assertEqual({path.name for path in PAGES}, names)
        listed = MESON.read_text()
        for path in PAGES:
            self.assertIn("'%s'" % (path.stem if path.suffix == ".1" else path.name), listed)

    def test_mandoc_finds_nothing(self):
        self.assertEqual(run(["mandoc", "-Tlint", "-Wstyle", *map(str, PAGES)]), (0, ""))

    def test_man_shows_them_without_a_warning(self):
        for path in PAGES:
            status, text = run(["man", "--warnings=w", "--encoding=UTF-8", "--local-file", str(path)])
            self.assertEqual(status, 0, path)
            self.assertNotRegex(text, r"warning|<standard input>", path)
            self.assertIn(path.stem, text)

    def test_each_option_is_on_its_page_once_and_no_other(self):
        for command in COMMANDS:
            shown = run(["mandoc", "-Tutf8", str(HERE / ("awsproof-%s.1" % command.name))])[1]
            text = re.sub(".\b", "", shown)
            found = re.findall(r"^ {5,9}(?:-\S, )?--([a-z-]+)", text, re.M)
            self.assertEqual(sorted(found), sorted(option.name for option in command.options), command.name)
            self.assertIn(command.examples[0], text)

    def test_a_paragraph_cannot_become_a_request(self):
        self.assertEqual(pages.inline(".so /etc/passwd"), "\\&.so /etc/passwd")
        self.assertEqual(pages.inline("a\\fB-b"), "a\\efB\\-b")
        self.assertTrue(all(line.startswith("\\&.") for line in pages.wrapped(" ".join([".so"] * 60)).split("\n")))


class Statuses(unittest.TestCase):
    def test_the_table_of_all_commands_says_what_each_says(self):
        text = (HERE.parent / "REPORTS.md").read_text(encoding="utf-8")
        rows = re.findall(r"^\| `([a-z]+)` \|(.*)\|$", text[text.index("## Exit statuses"):], re.M)
        self.assertEqual([row[0] for row in rows], [command.name for command in COMMANDS])
        for command, (_, cells) in zip(COMMANDS, rows):
            said = zip(["0", "1", "2", "3", "4", "130"], [cell.strip() for cell in cells.split("|")])
            self.assertEqual([pair for pair in said if pair[1]], command.statuses, command.name)


class HelpText(unittest.TestCase):
    def test_every_form_of_an_option_is_read(self):
        lines = ["      --jobs=N               Run N", "      --header=K: V          A header", "  -?, --help   Help",
                 " Variants:", "      --variants[=SEED]      Run", "      --only=NAME,...        Of all"]
        options = help_text.read_options(lines)
        self.assertEqual([option[:4] for option in options],
                         [(None, "jobs", "N", False), (None, "header", "K: V", False), ("?", "help", None, False),
                          (None, "variants", "SEED", True), (None, "only", "NAME,...", False)])

    def test_what_is_no_option_is_refused(self):
        with self.assertRaises(ValueError):
            help_text.read_options(["   something else"])
        with self.assertRaises(ValueError):
            help_text.statuses("Exit status: good; bad.")

    def test_a_choice_that_the_help_does_not_name_is_refused(self):
        with self.assertRaises(ValueError):
            shells.kind_of(help_text.Option(None, "level", "LEVEL", False, "must, should", ""))


class Shell(unittest.TestCase):
    """What the three shells share: a folder with one file in it."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        (pathlib.Path(self.folder) / "report-of-today.jsonl").write_text("")


class Bash(Shell):
    SCRIPT = ('source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _awsproof; '
              'printf "%s\\n" "${COMPREPLY[@]}"')

    def complete(self, words):
        status, text = run(["bash", "--norc", "-c", self.SCRIPT, "bash", str(SHELLS / "awsproof.bash"), *words],
                           self.folder)
        self.assertEqual(status, 0, text)
        return sorted(text.split())

    def test_it_offers_what_there_is(self):
        for words, wanted in EXAMPLES + [(["awsproof", "run", "--level", "=", "s"], ["should"])]:
            self.assertEqual(self.complete(words), wanted, words)

    def test_it_offers_each_option(self):
        for command in COMMANDS:
            offered = {word.rstrip("=") for word in self.complete(["awsproof", command.name, "--"])}
            self.assertEqual(offered, {"--" + option.name for option in command.options})


class Fish(Shell):
    def complete(self, words):
        line = " ".join(words)
        status, text = run(["fish", "--no-config", "-c", 'source $argv[1]; complete -C $argv[2]',
                            str(SHELLS / "awsproof.fish"), line], self.folder)
        self.assertEqual(status, 0, text)
        return sorted(row.split("\t")[0] for row in text.splitlines())

    def test_it_offers_what_there_is(self):
        for words, wanted in EXAMPLES:
            self.assertEqual(self.complete(words), wanted, words)

    def test_it_offers_each_option(self):
        for command in COMMANDS:
            self.assertEqual(set(self.complete(["awsproof", command.name, "--"])),
                             {"--" + option.name for option in command.options})


class Zsh(Shell):
    SETUP = ("PS1='ready> '; unsetopt beep zle_bracketed_paste; setopt no_always_last_prompt; "
             "autoload -Uz compinit; compinit -D; zstyle ':completion:*' list-prompt ''; LISTMAX=0; source '%s'\n")

    def setUp(self):
        super().setUp()
        child, self.terminal = pty.fork()
        if child == 0:
            os.chdir(self.folder)
            os.execvpe("zsh", ["zsh", "-f", "-i"], {**ENVIRONMENT, "TERM": "dumb", "COLUMNS": "200", "LINES": "100"})
        self.addCleanup(os.waitpid, child, 0)
        self.addCleanup(os.close, self.terminal)
        os.write(self.terminal, (self.SETUP % (SHELLS / "_awsproof")).encode())
        os.write(self.terminal, b"print set''up\n")
        self.read_until("setup\r")

    def read_until(self, mark):
        """What comes up to the mark, and to the prompt behind it: what is typed before that is lost."""
        text, end = "", time.monotonic() + 60
        while not re.search("%s.*ready> " % mark, text, re.S):
            self.assertLess(time.monotonic(), end, "%r is not in %r" % (mark, text))
            if select.select([self.terminal], [], [], 1)[0]:
                text += os.read(self.terminal, 65536).decode(errors="replace")
        return text

    def complete(self, words):
        """What stands on the line after two tabs, and is listed below it; then the line is thrown away."""
        line = " ".join(words)
        os.write(self.terminal, line.encode() + b"\t\t\x15print do''ne\n")
        return self.read_until("done\r")

    def test_it_offers_what_there_is(self):
        for words, wanted in EXAMPLES:
            text = self.complete(words)
            for word in wanted:
                self.assertIn(word, text, words)

    def test_it_offers_each_option_of_run(self):
        text = self.complete(["awsproof", "run", "--"])
        for command in COMMANDS:
            for option in command.options if command.name == "run" else []:
                self.assertIn("--" + option.name, text)


if __name__ == "__main__":
    unittest.main(verbosity=2)
