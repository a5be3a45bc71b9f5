#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""reports/findings/check: what it takes for a finding, what it refuses and where, and that it sees another output."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

CHECK = pathlib.Path(__file__).resolve().parents[2] / "reports" / "findings" / "check"
GOOD = """\
# Some SDK: it loses an error

- **SDK**: Some SDK 1.0 (some-sdk), Python
- **Rule**: R1.1 (docs/SPEC.md), what is sent arrives
- **Cases**: `one-case`, `other-*`
- **Severity**: lost error: a caller does not see it
- **Where**: https://example.com/source,
  in one function
- **Known issue**: none found

## What it does

It loses it.

## Minimal input

```text
HTTP/1.1 500

## no heading
```

## Reproduction

In a fresh folder:

```sh
echo once >> runs; echo noise; echo more noise >&2
```

```python
print("lost:", open("runs").read().count("once"))
```

## Output

```text
lost: 1
```
"""
LINES = GOOD.split("\n")
OUTPUT = LINES.index("## Output") + 1
REPRODUCTION = LINES.index("## Reproduction") + 1
MALFORMED = [  # what is replaced, by what, the line and the reason of the complaint
    ("# Some SDK: it", "# Some SDK it", 1, "the first line is # SDK: what goes wrong"),
    ("- **Where**:", "- **Place**:", 2, "the form is SDK, Rule, Cases, Severity, Where, Known issue"),
    ("- **Known issue**: none found\n", "", 2, "the form is SDK, Rule, Cases, Severity, Where, Known issue"),
    ("- **Rule**", "- **SDK**: twice\n- **Rule**", 4, "a second SDK"),
    ("- **Rule**", "Prose.\n- **Rule**", 4, "under the title stands a list"),
    ("R1.1 (docs", "Rule 1 (docs", 4, "Rule begins with a clause"),
    ("R1.1 (docs", "R1.7 (docs", 4, "docs/SPEC.md has no clause R1.7"),
    ("R1.1 (docs", "R1.1 and X9.9 (docs", 4, "docs/SPEC.md has no clause X9.9"),
    ("`one-case`", "`no-case`", 5, "conformance/cases has no case no-case"),
    ("`other-*`", "`else-*`", 5, "conformance/cases has no case else-*"),
    ("`one-case`, `other-*`", "many of them", 5, "Cases names no case"),
    ("`one-case`, `other-*`", "one-case, no-such", 5, "conformance/cases has no case no-such"),
    ("lost error: a", "bad luck: a", 6, "Severity begins with one of"),
    ("## Minimal input", "## Input", 11, "the form is What it does, Minimal input, Reproduction, Output"),
    ("It loses it.\n", "", 11, "What it does is empty"),
    ("```sh\n", "```bash\n", REPRODUCTION, "Reproduction has two fenced blocks"),
    ("```python\n", "```\n```\n```python\n", REPRODUCTION, "Reproduction has two fenced blocks"),
    ("```python\n", "```cobol\n", REPRODUCTION, "not cobol"),
    ("print(", "\n" * 29 + "print(", REPRODUCTION, "the program has 30 lines; under 30 are allowed"),
    ("```text\nlost", "```sh\nlost", OUTPUT, "Output has one fenced block"),
    ("lost: 1\n", "", OUTPUT, "Output has one fenced block"),
    ("lost: 1\n```\n", "lost: 1\n", len(LINES) - 1, "a ``` fence does not end"),
]


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        for name in ("docs", "conformance/cases", "conformance/testees/some", "reports/findings"):
            (self.root / name).mkdir(parents=True)
        (self.root / "docs" / "SPEC.md").write_text("- R1.1 MUST What is sent arrives.\n- R1.7 is not one\n")
        (self.root / "conformance" / "cases" / "a.json").write_text(
            '{"cases": [{"id": "one-case"}, {"id": "other-case"}]}')
        (self.root / "conformance" / "cases" / "flags.json").write_text('{"cases": 5}')
        self.names("one-case fail lost-error # why reports/findings/some-loss.md")
        self.write("some-loss", GOOD)

    def names(self, *entries):
        path = self.root / "conformance" / "testees" / "some" / "expectations.txt"
        path.write_text("".join(f"{entry}\n" for entry in entries))

    def write(self, name, text):
        (self.root / "reports" / "findings" / f"{name}.md").write_text(text, encoding="utf-8")

    def check(self, *arguments, path=os.environ["PATH"]):
        return subprocess.run([sys.executable, CHECK, "--root", self.root, *arguments], capture_output=True, text=True,
                              timeout=120, check=False,
                              env={"PATH": path, "AWSPROOF_CACHE": str(self.root / "cache"), "AWS_REGION": "here"})

    def complaint(self, done, line, reason, name="some-loss"):
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        self.assertRegex(done.stdout, rf"(?m)/{name}\.md:{line}: ")
        self.assertIn(reason, done.stdout)


class Form(Case):
    def test_takes_a_good_one_and_runs_nothing(self):
        self.write("some-loss", GOOD.replace("echo once", "exit 7"))
        done = self.check("--form")
        self.assertEqual((done.returncode, done.stdout), (0, "1 findings, 0 complaints of form\n"), done.stderr)

    def test_refuses_each_fault_with_its_line(self):
        for find, replacement, line, reason in MALFORMED:
            with self.subTest(find=find, replacement=replacement):
                self.assertIn(find, GOOD)
                self.write("some-loss", GOOD.replace(find, replacement, 1))
                self.complaint(self.check("--form"), line, reason)
        self.assertEqual(len(MALFORMED), 22)

    def test_counts_all_faults_and_still_ends_with_2(self):
        self.write("some-other", "no finding at all")
        done = self.check("--form")
        self.complaint(done, 1, "the first line is", "some-other")
        self.assertIn("2 findings, 1 complaints of form", done.stdout)

    def test_wants_an_entry_of_a_list_or_a_reason(self):
        self.names("# one-case fail lost-error # why reports/findings/some-loss.md")
        self.complaint(self.check("--form"), 5, "an expectations.txt names it, or it has - **No expectation**")
        excused = GOOD.replace("- **Known", "- **No expectation**: no case fails by it\n- **Known")
        self.write("some-loss", excused)
        self.assertEqual(self.check("--form").returncode, 0)
        self.names("one-case fail lost-error # why reports/findings/some-loss.md")
        self.complaint(self.check("--form"), 9, "not both and not neither")

    def test_wants_the_finding_that_an_entry_names(self):
        self.names("one-case fail lost-error # why reports/findings/some-loss.md",
                   "other-case fail lost-error # why reports/findings/some-gone.md")
        done = self.check("--form")
        self.assertEqual(done.returncode, 2)
        self.assertIn("conformance/testees/some/expectations.txt:2: there is no reports/findings/some-gone.md",
                      done.stdout)
        self.assertEqual(self.check("--form", "--sdk", "some-loss").returncode, 0)

    def test_refuses_to_check_nothing(self):
        for arguments in (["--form", "--sdk", "other"], [self.root / "gone.md"], ["--no-such-option"]):
            done = self.check(*arguments)
            self.assertEqual((done.returncode, done.stdout), (2, ""), arguments)
        (self.root / "reports" / "findings" / "some-loss.md").unlink()
        (self.root / "reports" / "findings" / "README.md").write_text("not a finding")
        self.assertIn("has no findings", self.check("--form").stderr)


class Run(Case):
    def test_reproduces_in_a_folder_of_its_own_each(self):
        self.write("some-more", GOOD.replace("it loses an error", "it loses another"))
        self.names("one-case fail * # why reports/findings/some-loss.md",
                   "other-case fail * # why reports/findings/some-more.md")
        done = self.check()
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(done.stdout, "reproduced  some-loss\nreproduced  some-more\n"
                                      "2 findings, 0 complaints of form, 2 run\n")

    def test_sees_another_output(self):
        self.write("some-loss", GOOD.replace("lost: 1\n", "lost: 2\n"))
        done = self.check()
        self.assertEqual(done.returncode, 1)
        self.assertIn("differs     some-loss\n--- says\nlost: 2\n+++ printed\nlost: 1\n", done.stdout)

    def test_sees_a_line_too_many_and_how_the_program_ended(self):
        self.write("some-loss", GOOD.replace('print("lost', 'print("first"); import sys; print("lost')
                   .replace('"))\n', '")); sys.exit("broken")\n'))
        done = self.check()
        self.assertEqual(done.returncode, 1)
        self.assertIn("status 1\nbroken", done.stdout)

    def test_ends_a_program_that_hangs(self):
        self.write("some-loss", GOOD.replace("print(", "import time; time.sleep(600); print("))
        done = self.check("--timeout", "1")
        self.assertEqual(done.returncode, 1)
        self.assertIn("no end in time", done.stdout)

    def test_keeps_what_steers_an_sdk_away(self):
        self.write("some-loss", GOOD.replace('open("runs").read().count("once")',
                                             'len([n for n in __import__("os").environ if n == "AWS_REGION"])')
                   .replace("lost: 1", "lost: 0"))
        self.assertEqual(self.check().returncode, 0)

    def test_names_a_toolchain_that_is_missing(self):
        tools = self.root / "tools"
        tools.mkdir()
        (tools / "sh").symlink_to(shutil.which("sh"))
        done = self.check(path=str(tools))
        self.assertEqual(done.returncode, 3, done.stdout + done.stderr)
        self.assertIn("cannot run  some-loss: there is no python3", done.stdout)

    def test_says_how_a_set_up_failed(self):
        self.write("some-loss", GOOD.replace("echo once", "echo cannot >&2; exit 7; echo once"))
        done = self.check()
        self.assertEqual(done.returncode, 3)
        self.assertIn("the set-up ended with status 7\ncannot", done.stdout)

    def test_malformed_comes_before_different_and_different_before_missing(self):
        self.write("some-loss", GOOD.replace("lost: 1\n", "lost: 2\n"))
        self.write("some-more", GOOD.replace("echo once", "exit 7"))
        self.names("one-case fail * # why reports/findings/some-loss.md",
                   "other-case fail * # why reports/findings/some-more.md")
        self.assertEqual(self.check().returncode, 1)
        self.assertEqual(self.check("--sdk", "some-more").returncode, 3)
        self.write("some-more", "nothing")
        self.assertEqual(self.check().returncode, 2)


if __name__ == "__main__":
    unittest.main()
