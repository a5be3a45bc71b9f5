#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What goes into the binary when it is built: embed/clauses.py and embed/cases.py, and what they refuse."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

EMBED = pathlib.Path(__file__).resolve().parent.parent / "embed"
SPEC = "# S\n\n### R1 First\n- R1.1 MUST One.\n- R1.2 MAY Two \u2014 \"quoted\".\n\n### X2 Second\n- X2.1 SHOULD Three.\n"


def run(script, *arguments):
    return subprocess.run([sys.executable, EMBED / script, *map(str, arguments)], capture_output=True, text=True,
                          timeout=60, check=False)


class Clauses(unittest.TestCase):
    def make(self, text):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "docs").mkdir()
            (root / "a_test.c").write_text("", encoding="utf-8")
            (root / "docs" / "SPEC.md").write_text(text, encoding="utf-8")
            done = run("clauses.py", root / "docs" / "SPEC.md", root / "out.c")
            return done, (root / "out.c").read_text(encoding="utf-8") if done.returncode == 0 else ""

    def test_writes_each_clause_with_level_text_and_test(self):
        done, made = self.make(SPEC + "\n- R1.2 is shown by a_test.c: it cannot be otherwise.\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('AWP_BYTES_INIT("R1.1"), AWP_LEVEL_MUST,\n     AWP_BYTES_INIT("One."),\n     AWP_BYTES_INIT("")', made)
        self.assertIn('AWP_BYTES_INIT("Two \\342\\200\\224 \\"quoted\\"."),\n     AWP_BYTES_INIT("a_test.c")', made)
        self.assertIn('awp_rules[] = {\n    {AWP_BYTES_INIT("R1"), AWP_BYTES_INIT("First")},\n'
                      '    {AWP_BYTES_INIT("X2"), AWP_BYTES_INIT("Second")},\n};', made)

    def test_refuses_what_it_would_misread(self):
        for find, replacement, reason in [
                ("- R1.2", "- R1.3", "the next clause of R1 is 2, not 3"),
                ("- R1.2", "- R1.1", "the next clause of R1 is 2, not 1"),
                ("- X2.1", "- R2.1", "clause R2.1 is not below its rule"),
                ("### X2", "### R1", "the rule R1 stands twice"),
                ("- X2.1 SHOULD Three.\n", "", "the rule X2 has no clause"),
                ("- R1.1 MUST One.", "- **R1.1** MUST One.", "a clause that is not written as one"),
                ("- R1.1 MUST One.", "R1.1 MUST One.", "a clause that is not written as one"),
                (SPEC, "nothing", "no rule in it"),
                ("Three.\n", "Three.\n- R1.2 is shown by nowhere.c: no.\n", "no such file: nowhere.c"),
                ("Three.\n", "Three.\n- R9.9 is shown by a_test.c: no.\n", "no such clause, or twice: R9.9")]:
            with self.subTest(reason=reason):
                self.assertIn(find, SPEC)
                done, _ = self.make(SPEC.replace(find, replacement))
                self.assertEqual(done.returncode, 1)
                self.assertIn(reason, done.stderr)
                self.assertRegex(done.stderr, r"SPEC\.md:\d+: ")
                self.assertEqual(done.stderr.count("\n"), 1)


class Cases(unittest.TestCase):
    def test_joins_all_files_and_says_what_they_are_made_from(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            cases = root / "cases"
            (cases / "deep").mkdir(parents=True)
            (cases / "b.json").write_bytes(b"BB")
            (cases / "deep" / "a.json").write_bytes(b"\x00\xff")
            (cases / "notes.md").write_bytes(b"no")
            done = run("cases.py", cases, root / "o.bin", root / "o.c", root / "o.d")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual((root / "o.bin").read_bytes(), b"BB\x00\xff")
            table = (root / "o.c").read_text(encoding="utf-8")
            self.assertIn('{"b.json", 0, 2},\n    {"deep/a.json", 2, 2},\n', table)
            made_from = (root / "o.d").read_text(encoding="utf-8")
            for part in [cases, cases / "deep", cases / "b.json", cases / "deep" / "a.json"]:
                self.assertIn(" %s" % part, made_from)

    def test_refuses_no_files_and_odd_names(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            outputs = [root / "o.bin", root / "o.c", root / "o.d"]
            (root / "cases").mkdir()
            self.assertIn("no case file", run("cases.py", root / "cases", *outputs).stderr)
            (root / "cases" / 'a"b.json').write_bytes(b"{}")
            done = run("cases.py", root / "cases", *outputs)
            self.assertEqual(done.returncode, 1)
            self.assertIn("a name for a case file", done.stderr)


if __name__ == "__main__":
    unittest.main()
