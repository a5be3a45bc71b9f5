#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""botocore gives over transport http, by its stock transport, what it gives inline.

Usage: test_botocore_transports.py AWSPROOF
"""
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile
import unittest

AWSPROOF = sys.argv.pop(1)
ROOT = pathlib.Path(__file__).resolve().parents[2]
TESTEE = shlex.quote(str(ROOT / "conformance/testees/botocore/run"))
LIMIT_S = 300


def results_of(transport, *patterns):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "out.jsonl"
        done = subprocess.run(
            [AWSPROOF, "run", "--cases", ROOT / "conformance/cases", "--testee", TESTEE,
             "--transport", transport, "--jsonl", path, *patterns],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=LIMIT_S, check=False)
        if done.returncode not in (0, 1):
            raise AssertionError(done.stderr.decode())
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {line["id"]: line for line in lines if line["type"] == "result"}


class BotocoreTransportsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.inline, cls.http = results_of("inline"), results_of("http")

    def test_inline_and_http_agree_on_all_cases_that_both_can_show(self):
        shown = [name for name, result in self.inline.items()
                 if "unsupported" not in (result["verdict"], self.http[name]["verdict"])]
        self.assertGreater(len(shown), 400)
        self.assertEqual(*({name: [results[name].get(field) for field in ("verdict", "got", "reason")]
                            for name in shown} for results in (self.http, self.inline)))

    def test_what_only_one_transport_can_show_has_its_reason(self):
        for name, result in self.http.items():
            if result["verdict"] == "unsupported" != self.inline[name]["verdict"]:
                self.assertRegex(result["reason"], "HTTP has no|would frame it on the wire|has a control character")
            elif self.inline[name]["verdict"] == "unsupported" != result["verdict"]:
                self.assertEqual(self.inline[name]["reason"], "a wire fault needs transport http")

    def test_every_wire_case_ends_in_time_and_poisons_nothing(self):
        wire = {name: result for name, result in self.http.items() if name.startswith("wire-")}
        self.assertGreaterEqual(len(wire), 74)
        for name, result in wire.items():
            self.assertIn(result["verdict"], ("pass", "fail"), name)
            self.assertNotIn("the next answer", result.get("reason", ""), name)
            self.assertNotIn("request", result.get("reason", ""), name)


if __name__ == "__main__":
    unittest.main()
