#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Drives `awsproof run --variants`: what runs, what is said, and how a failure is run again."""
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile
import unittest

CASES = pathlib.Path(__file__).parent / "fixtures" / "cases"
AWSPROOF = sys.argv.pop(1)

# Knows nothing but the members' names as they are most often written, and takes the header's code uncleaned.
NAIVE = r"""
import base64, json, sys
for line in sys.stdin:
    request = json.loads(line)
    if request["type"] == "hello":
        reply = {"type": "hello", "protocol": 1, "name": "naive", "version": "1", "transports": ["inline"],
                 "operations": ["securityhub.InviteMembers"]}
    elif request["type"] == "decode":
        response = request["response"]
        body = base64.b64decode(response.get("body_base64", "")).decode("utf-8", "replace")
        headers = dict((name.lower(), value) for name, value in response.get("headers", []))
        value = {}
        for name in ("Message", "Code"):
            mark = '"%s":"' % name
            if mark in body:
                value[name] = body.split(mark, 1)[1].split('"', 1)[0]
        outcome = {"kind": "modeled", "code": headers.get("x-amzn-errortype", "none"), "value": value}
        reply = {"type": "outcome", "id": request["id"], "outcome": outcome}
    else:
        break
    print(json.dumps(reply), flush=True)
"""


def run(*arguments):
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder, "report.jsonl")
        done = subprocess.run([AWSPROOF, "run", "--jsonl", str(report), *arguments], capture_output=True, timeout=100)
        lines = [json.loads(line) for line in report.read_bytes().splitlines()] if report.exists() else []
    done.results = [line for line in lines if line["type"] == "result"]
    return done


class Reference(unittest.TestCase):
    def test_passes_all_variants_and_prints_how_many_of_each_kind_ran(self):
        done = run("--cases", str(CASES), "--variants")
        self.assertEqual(done.returncode, 0, done)
        kinds = [result["id"].split("~")[1] for result in done.results if "~" in result["id"]]
        self.assertGreater(len(set(kinds)), 8)
        self.assertIn(b"awsproof: %d variants, seed 1\n" % len(kinds), done.stderr)
        for kind in set(kinds):
            self.assertRegex(done.stderr.decode(), r"\n  %s +%d[;\n]" % (kind, kinds.count(kind)))

    def test_a_seed_is_the_same_each_time_and_another_is_not(self):
        inputs = [[result["input"] for result in run("--cases", str(CASES), "--variants=" + seed).results]
                  for seed in ["5", "5", "18446744073709551615"]]
        self.assertEqual(inputs[0], inputs[1])
        self.assertNotEqual(inputs[0], inputs[2])

    def test_without_the_option_there_are_none(self):
        done = run("--cases", str(CASES))
        self.assertFalse([result for result in done.results if "~" in result["id"]])
        self.assertNotIn(b"variants", done.stderr)


class Naive(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        script = pathlib.Path(self.folder.name, "naive.py")
        script.write_text(NAIVE)
        self.command = "exec /usr/bin/python3 %s" % shlex.quote(str(script))

    def tearDown(self):
        self.folder.cleanup()

    def test_passes_the_case_and_fails_its_variants_each_with_a_line_that_runs_it_again(self):
        done = run("--cases", str(CASES), "--testee", self.command, "--variants=4", "sample-modeled")
        self.assertEqual(done.returncode, 1, done)
        verdicts = {result["id"]: result["verdict"] for result in done.results}
        self.assertEqual(verdicts["sample-modeled"], "pass")
        self.assertEqual(verdicts["sample-modeled~header-case"], "pass")
        self.assertEqual(verdicts["sample-modeled~json-unicode-escapes"], "fail")
        self.assertEqual(verdicts["sample-modeled~code-decoration"], "fail")
        failed = next(result for result in done.results if result["id"] == "sample-modeled~json-unicode-escapes")
        self.assertIn("(json-unicode-escapes, seed 4)", failed["title"])
        self.assertTrue(failed["replay"].startswith(shlex.quote(AWSPROOF) + " run "))
        again = run(*shlex.split(failed["replay"])[2:])
        self.assertEqual(again.returncode, 1, again)
        self.assertEqual([(result["id"], result["input"], result["verdict"]) for result in again.results],
                         [(failed["id"], failed["input"], "fail")])

    def test_usage(self):
        for arguments in [["--variants=x"], ["--variants="], ["--variants=-1"], ["--variant", "nope"], ["--seed", "1"],
                          ["--variants=18446744073709551616"], ["--variant", "xml-cdata"]]:
            done = run("--cases", str(CASES), *arguments, "sample-modeled")
            self.assertEqual(done.returncode, 2, done)
            self.assertTrue(done.stderr)
        listed = run("--variant", "help")
        self.assertEqual(listed.returncode, 0)
        self.assertGreater(len(listed.stdout.splitlines()), 8)


if __name__ == "__main__":
    unittest.main(verbosity=2)
