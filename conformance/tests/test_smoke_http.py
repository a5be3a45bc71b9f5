#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""`awsproof smoke` and `awsproof shrink` over transport http: an honest adapter, and one lie after the other.

Usage: test_smoke_http.py AWSPROOF
"""
import json
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
AWSPROOF = os.path.abspath(sys.argv.pop(1))
QUESTIONS = ["result", "other-result", "empty-result", "modeled", "other-modeled", "unknown", "no-code"]


def http_testee(mode, claim="http-only"):
    words = [sys.executable, str(HERE / "http_testee.py"), AWSPROOF, mode, *([claim] if claim else [])]
    return "exec " + shlex.join(words)


def awsproof(*arguments):
    return subprocess.run([AWSPROOF, *arguments], capture_output=True, text=True, timeout=120, check=False)


def lines_of(text):
    """What is said to each question, by its name: the first word of its line."""
    return {line.split()[0]: line for line in text.splitlines() if line[:1] not in ("", " ")}


class Smoke(unittest.TestCase):
    # mode, the questions that fail, what is said
    LIES = [
        ("result-refused", ["refused"], ["refused        FAIL  a result, and nobody answered the call"]),
        ("modeled-refused", ["refused"], ["refused        FAIL  a modeled error, and no service sent it"]),
        ("unknown-refused", ["refused"],
         ["refused        FAIL  an unknown service error, and no service answered\n",
          " a connection that is refused is `rejected`: does the adapter tell service errors from"]),
        ("escape-refused", ["refused"], ["refused        FAIL  an escape: "]),
        ("unsupported-refused", ["refused"], ["refused        FAIL  it refuses a call that its hello claims"]),
        ("status-refused", ["refused"], ["refused        FAIL  rejected with an HTTP status, and there was no answer"]),
        ("one-endpoint", ["refused"], [" it called the endpoint of an earlier request: each call has its own"]),
        ("stuck", ["result-again", "unsteady:"],
         [" before the refused call it was right: what does that call leave behind?"]),
        ("silent", [*QUESTIONS, "refused", "result-again", "always-accept:", "constant:"],
         [" it answers and has called nobody: does it call the endpoint"]),
        ("twice", [*QUESTIONS, "result-again"],
         ["FAIL  fail: the request came 2 times, and should once\n", " are the SDK's retries off?"]),
        ("path", [*QUESTIONS, "result-again"],
         ["\"/members/invites\", not \"/members/invite\"",
          " does the endpoint's path stay before the operation's own"]),
        ("body", [*QUESTIONS, "result-again"], ["body at $.AccountIds[0]: want \"111122223333\", got absent"]),
        ("forgets-members", ["modeled", "other-modeled"], [" at $.value.Message: want \"smoke three\", got absent"]),
        ("forgets-code", ["unknown"], [" at $.code: want \"SmokeTestException\", got \"UnknownError\""]),
    ]

    def test_an_honest_adapter_is_sane(self):
        done = awsproof("smoke", "--testee", http_testee("sane"))
        self.assertEqual(done.returncode, 0, done)
        said = lines_of(done.stdout)
        for name in [*QUESTIONS, "refused", "result-again", "bye"]:
            self.assertIn(" ok ", said[name])
        self.assertEqual(said["transport"], "transport      ok    http")
        self.assertTrue(done.stdout.endswith("\nsane\n"))

    def test_each_transport_that_is_claimed_has_its_round(self):
        done = awsproof("smoke", "--testee", http_testee("sane", None))
        self.assertEqual(done.returncode, 0, done)
        rounds = done.stdout.split("transport      ok    ")[1:]
        self.assertEqual([text.split("\n")[0] for text in rounds], ["inline", "http"])
        self.assertEqual([text.count(" ok ") for text in rounds], [8, 10])
        self.assertEqual(["\nrefused " in text for text in rounds], [False, True])

    def test_a_lie_over_http_is_seen_beside_an_honest_inline(self):
        done = awsproof("smoke", "--testee", http_testee("unknown-refused", None))
        self.assertEqual(done.returncode, 1, done)
        self.assertIn("not sane: 1 fault\n", done.stdout)

    def test_each_lie_is_seen_and_told(self):
        for mode, failing, parts in self.LIES:
            with self.subTest(mode=mode):
                done = awsproof("smoke", "--testee", http_testee(mode), "--timeout", "5")
                self.assertEqual(done.returncode, 1, done)
                self.assertNotIn("\nsane\n", done.stdout)
                said = lines_of(done.stdout)
                wrong = [name for name, line in said.items() if "FAIL" in line or name.endswith(":")]
                self.assertEqual(wrong, failing, done.stdout)
                self.assertIn("not sane: %d fault" % len(failing), done.stdout)
                for part in parts:
                    self.assertIn(part, done.stdout)

    def test_a_call_that_waits_for_a_refused_connection_hangs_and_the_rest_is_asked(self):
        done = awsproof("smoke", "--testee", http_testee("hang-refused"), "--timeout", "1")
        self.assertEqual(done.returncode, 1, done)
        self.assertIn("refused        FAIL  hang: no answer within 1 s\n", done.stdout)
        self.assertIn(" are the SDK's retries off, and its time-outs set", done.stdout)
        self.assertIn("hello again    ok", done.stdout)
        self.assertIn("result-again   ok", done.stdout)
        self.assertIn("not sane: 1 fault\n", done.stdout)


class Shrink(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        response = {"protocol": "restJson1", "status": 503, "body": "<html>bbbbbbbbbbbb</html>",
                    "headers": [["a", "b"], ["x-amzn-ErrorType", "Some Thing"], ["c", "d"]]}
        case = {"id": "coded", "title": "T", "why": "W.", "level": "must", "rules": ["R5"], "sources": ["spec"],
                "tags": [], "response": response, "expect": {"kind": "unknown", "code": "Some Thing"}}
        unframed = {**case, "id": "interim", "expect": {"kind": "unknown", "code": "103"},
                    "response": {"protocol": "restJson1", "status": 103, "body": ""}}
        cut = {**case, "id": "cut", "expect": {"kind": "unknown", "code": "503"},
               "response": {"protocol": "restJson1", "status": 503, "body": "x", "wire": {"fault": "chunked"}}}
        (self.folder / "t.json").write_text(json.dumps(
            {"topic": "t", "title": "T", "operation": "securityhub.InviteMembers", "cases": [case, unframed, cut]}))

    def shrink(self, name, mode, *options, claim="http-only"):
        return awsproof("shrink", "--cases", str(self.folder), "--testee", http_testee(mode, claim), name, *options)

    def test_it_shrinks_what_an_adapter_with_http_alone_fails(self):
        done = self.shrink("coded", "forgets-code")
        self.assertEqual(done.returncode, 0, done)
        self.assertIn("coded: fail other-outcome, as before\n", done.stdout)
        self.assertRegex(done.stdout, r"    \| HTTP 503\n    \| x-amzn-ErrorType: [SomeThing]\n    \|\n")
        self.assertIn("0 bytes of body and 1 headers, of 25 and 3", done.stdout)
        self.assertEqual(done.stdout, self.shrink("coded", "forgets-code").stdout)

    def test_a_wrong_request_is_a_failure_that_needs_no_body(self):
        done = self.shrink("coded", "path")
        self.assertEqual(done.returncode, 0, done)
        self.assertIn("coded: fail wrong-request, as before\n", done.stdout)
        self.assertIn("0 bytes of body and 0 headers", done.stdout)
        self.assertIn("reason:    the request's path behind the endpoint's is \"/members/invites\"", done.stdout)

    def test_the_transport_can_be_chosen(self):
        done = self.shrink("coded", "forgets-code", claim=None)
        self.assertEqual(done.returncode, 2, done)
        self.assertIn("nothing to shrink in coded: the testee passes it inline; over transport http it may fail "
                      "(--transport http)", done.stderr)
        done = self.shrink("coded", "forgets-code", "--transport", "http", claim=None)
        self.assertEqual(done.returncode, 0, done)
        self.assertIn("1 headers, of 25 and 3", done.stdout)
        done = self.shrink("coded", "sane", "--transport", "http", claim=None)
        self.assertIn("nothing to shrink in coded: the testee passes it over transport http", done.stderr)

    def test_what_cannot_be_shrunk_is_told(self):
        for name, options, words in [
                ("interim", [], "HTTP has no final answer with a status under 200"),
                ("cut", [], "it is about how an answer is sent"),
                ("coded", ["--transport", "inline"], "it does not claim transport inline"),
                ("coded", ["--transport", "pigeon"], "--transport is inline or http, not: pigeon")]:
            with self.subTest(name=name, options=options):
                done = self.shrink(name, "forgets-code", *options)
                self.assertEqual(done.returncode, 2, done)
                self.assertIn(words, done.stderr)
                self.assertEqual(done.stdout, "")


if __name__ == "__main__":
    unittest.main()
