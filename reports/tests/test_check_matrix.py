#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Does check_matrix.py see what is wrong? Each golden file is spoilt in one way, and must be refused for it."""
import pathlib
import sys
import unittest

import check_matrix

HERE = pathlib.Path(__file__).resolve().parent
SCHEMA = HERE.parent / "schema" / "matrix.schema.json"


def golden(ending):
    return (HERE / "golden" / ("matrix." + ending)).read_bytes().decode("utf-8")


class Spoilt(unittest.TestCase):
    def refused(self, check, text, old, new, reason):
        self.assertEqual(list(check(text)), [])
        self.assertIn(old, text)
        problems = list(check(text.replace(old, new, 1)))
        self.assertTrue(any(reason in problem for problem in problems), "%s: %s" % (reason, problems))

    def test_data(self):
        text = golden("jsonl")
        cell = '{"type":"cell","testee":"good","case":"all-pass","verdict":"pass"}\n'
        for old, new, reason in [
                (cell, "", "the lines are not a matrix"),
                (cell, cell.replace("good", "dead"), "a cell is not where its testee and case say"),
                (cell, cell.replace('"pass"', '"passed"'), "not valid under any of the given schemas"),
                (cell, cell.replace("}", ',"seen":"pass"}'), "not valid under any of the given schemas"),
                (cell, cell.replace("}", ',"class":"escape"}'), "not valid under any of the given schemas"),
                (',"seen":"crash"', "", "not valid under any of the given schemas"),
                ('"escapes":1,', '"escapes":2,', "bad: escapes is 2, and its cells say 1"),
                ('"passed":3,', '"passed":2,', "good: levels is"),
                ('"cells":42', '"cells":41', "the end counts other cells"),
                ('"format":1', '"format":2', "not valid under any of the given schemas")]:
            with self.subTest(reason=reason, old=old):
                self.refused(lambda changed: check_matrix.check_jsonl(SCHEMA, changed, False), text, old, new, reason)

    def test_page_for_the_web(self):
        for old, new, reason in [
                ("<h1>", "<script>1</script><h1>", "the policy does not name the style and the script"),
                ("<h1>", "<img><h1>", "there is a <img>"),
                ("'use strict';", "'use  strict';", "the policy does not name the style and the script"),
                ('"want":', '"want":99', "no such text"),
                ('"texts":["",', '"texts":["x","",', "the texts do not begin with the empty one"),
                ('"bytes":', '"bytes":0,"was":', "its input is not bytes, or more than there are"),
                ("<h1>", '<h1 onclick="x">', "<h1> has onclick"),
                ("<h1>", '<h1 style="x">', "<h1> has style"),
                ('href="../', 'href="https://', "a link leads out"),
                ("</h1>", "", "closes nothing that is open"),
                (":root {", ":root{", "the policy does not name the style"),
                ("<h1>", "<h1>\x1b", "a control character is raw")]:
            with self.subTest(reason=reason):
                self.refused(lambda changed: check_matrix.check_html(changed, 14), golden("html"), old, new, reason)
        self.assertIn("rows for 99 cases", "".join(check_matrix.check_html(golden("html"), 99)))

    def test_page_in_markdown(self):
        for old, new, reason in [
                ("| must | pass |", "| must | pa|ss |", "bars, and its table"),
                ("| must | pass |", "| must | <b>pass</b> |", "holds HTML"),
                ("</details>", "", "a <details> is left open"),
                ("## R5", "x" * 500_000, "more than GitHub shows")]:
            with self.subTest(reason=reason):
                self.refused(check_matrix.check_markdown, golden("md"), old, new, reason)


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    unittest.main(verbosity=2)
