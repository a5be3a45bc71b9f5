#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Transport http: a sane client passes every case that HTTP can carry; each fault of a client is seen.

Usage: test_transport_http.py AWSPROOF
"""
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile
import unittest

AWSPROOF = sys.argv.pop(1)
HERE = pathlib.Path(__file__).resolve().parent
CASES = HERE.parent / "cases"
TESTEE = shlex.join([sys.executable, str(HERE / "http_testee.py"), AWSPROOF])
INLINE = shlex.join([AWSPROOF, "testee"])
LIMIT_S = 240


def run(testee, *arguments):
    """The exit status, the results by id, the sums, and standard error."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "out.jsonl"
        done = subprocess.run(
            [AWSPROOF, "run", "--cases", CASES, "--testee", testee, "--jsonl", path, *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=LIMIT_S, check=False)
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    results = {line["id"]: line for line in lines if line["type"] == "result"}
    return done.returncode, results, done.stderr.decode()


def known_cases():
    return json.loads(subprocess.run([AWSPROOF, "list", "--json", "--cases", CASES],
                                     stdout=subprocess.PIPE, check=True).stdout)


class TransportHttpTest(unittest.TestCase):
    def assert_verdicts(self, results, verdict):
        self.assertTrue(results)
        self.assertEqual({name: result["reason"] for name, result in results.items()
                          if result["verdict"] != verdict}, {})

    def test_a_strict_client_with_the_reference_behind_it_passes_every_wire_case(self):
        status, results, _ = run(TESTEE, "wire-*")
        self.assert_verdicts(results, "pass")
        self.assertGreaterEqual(len(results), 74)
        self.assertEqual(status, 0)

    def test_over_http_the_reference_gives_what_it_gives_inline(self):
        topics = ("rest-json-header", "rest-json-status", "rest-json-proxy-pages",
                  "rest-json-success", "rest-json-sanitise", "json-utf8")
        names = [case["id"] for case in known_cases() if case["topic"] in topics]
        status, over_http, _ = run(TESTEE, "--transport", "http", *names)
        _, inline, _ = run(INLINE, "--transport", "inline", *names)
        self.assertEqual(status, 0)
        shown = {name for name in over_http if over_http[name]["verdict"] != "unsupported"}
        self.assertGreater(len(shown), 50)
        self.assertEqual({name: over_http[name]["got"] for name in shown},
                         {name: inline[name]["got"] for name in shown})
        for name in over_http.keys() - shown:
            self.assertRegex(over_http[name]["reason"], "HTTP has no|would frame it on the wire|has a control character")

    def test_a_broken_client_is_seen_and_told_by_name(self):
        cases = ["wire-chunked", "wire-long-body", "wire-long-body-forged-answer",
                 "wire-short-body-whole-document"]
        whole = cases[0]
        for mode, name, failure, level, reason in (
                ("get", whole, "wrong-request", "must", 'method is "GET", not "POST"'),
                ("path", whole, "wrong-request", "must",
                 '"/members/invites", not "/members/invite"'),
                ("type", whole, "wrong-request", "must",
                 'Content-Type is "application/x-www-form-urlencoded"'),
                ("body", whole, "wrong-request", "must",
                 'body at $.AccountIds[0]: want "111122223333", got absent'),
                ("twice", whole, "repeated-request", "should", "came 2 times, and should once"),
                ("silent", whole, "no-request", "must", "an outcome, but no request came for it"),
                ("ignoring-chunks", whole, "other-outcome", "must",
                 "another outcome than the expected one"),
                ("poisoned", cases[1], "spoiled-connection", "must",
                 'the next answer, a plain one, came out as {"kind":"rejected"'),
                ("poisoned", cases[2], "spoiled-connection", "must",
                 '"AccountId":"666666666666"'),
                ("truncating", cases[3], "broken-result", "must",
                 "a Result made of a broken answer")):
            with self.subTest(mode=mode, case=name):
                status, results, _ = run(f"{TESTEE} {mode}", name)
                self.assertEqual(status, 1)
                self.assertEqual(results[name]["verdict"], "fail")
                self.assertEqual(results[name]["breaks"], level)
                self.assertEqual(results[name]["class"], failure)
                self.assertIn(reason, results[name]["reason"])

    def test_what_a_spoiled_connection_holds_does_not_reach_the_next_case(self):
        spoiled, after = "wire-long-body-forged-answer", "wire-repeated-length-same"
        status, results, _ = run(f"{TESTEE} poisoned", spoiled, after, "--max-restarts", "0")
        self.assertEqual(status, 1)
        self.assertEqual(results[spoiled]["class"], "spoiled-connection")
        self.assertEqual(results[after]["verdict"], "pass", results[after].get("reason"))

    def test_the_replay_line_of_a_failure_over_http_is_over_http(self):
        _, results, _ = run(f"{TESTEE} get", "--transport", "http", "wire-chunked")
        self.assertIn(" --transport http wire-chunked", results["wire-chunked"]["replay"])
        self.assertIn("(on the wire: chunked size=7)", results["wire-chunked"]["input"])

    def test_a_wire_fault_is_unsupported_inline_and_for_who_does_not_claim_http(self):
        status, results, errors = run(TESTEE, "--transport", "inline", "wire-*")
        self.assert_verdicts(results, "unsupported")
        self.assertEqual({result["reason"] for result in results.values()},
                         {"a wire fault needs transport http"})
        self.assertEqual(status, 3)
        self.assertIn("nothing was judged: the testee claims none of the %d cases; of the first, a wire fault needs "
                      "transport http\n" % len(results), errors)
        _, results, _ = run(INLINE, "wire-chunked", "success-two-elements")
        self.assertEqual(results["wire-chunked"]["reason"], "it does not claim transport http")
        self.assertEqual(results["success-two-elements"]["verdict"], "pass")

    def test_one_that_claims_http_alone_is_asked_by_http_and_by_nothing_else(self):
        only = TESTEE + " sane http-only"
        status, results, _ = run(only, "success-two-elements", "wire-chunked")
        self.assertEqual(status, 0)
        self.assert_verdicts(results, "pass")
        self.assertEqual(set(results), {"wire-chunked", "success-two-elements"})
        for option, reason in (("http", None), ("inline", "it does not claim transport inline")):
            status, results, errors = run(only, "--transport", option, "success-*")
            self.assertEqual(status, 3 if reason else 0)
            self.assertGreater(len(results), 20)
            self.assert_verdicts(results, "unsupported" if reason else "pass")
            self.assertEqual({result.get("reason") for result in results.values()}, {reason})
            self.assertEqual("; of the first, it does not claim transport inline\n" in errors, bool(reason))

    def test_one_that_claims_no_transport_that_there_is_is_told_so(self):
        hello = {"type": "hello", "protocol": 1, "name": "n", "version": "1", "transports": ["pigeon"],
                 "operations": ["securityhub.InviteMembers"]}
        status, results, errors = run("read x; echo %s; read y" % shlex.quote(json.dumps(hello)), "success-*")
        self.assertEqual(status, 3)
        self.assertEqual({result["reason"] for result in results.values()},
                         {"it claims neither transport inline nor transport http"})
        self.assertIn("; of the first, it claims neither transport inline nor transport http\n", errors)

    def test_functions_are_asked_whatever_the_transport_is(self):
        names = [case["id"] for case in known_cases() if case["on"] in ("error_of_json",
                                                                       "response_of_json")]
        status, results, _ = run(TESTEE, "--transport", "http", *names)
        self.assertEqual(status, 0)
        self.assertGreater(len(results), 20)
        self.assert_verdicts(results, "pass")

    def test_a_transport_that_there_is_not_is_wrong_usage(self):
        done = subprocess.run([AWSPROOF, "run", "--transport", "pigeon"], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=LIMIT_S, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"--transport is inline or http, not: pigeon", done.stderr)


if __name__ == "__main__":
    unittest.main()
