#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Many calls open at once over transport http: the verdicts are those of one after the other, and who mixes calls up,
repeats them, dies or hangs at one is found out.

Usage: test_calls.py AWSPROOF
"""
import collections
import json
import os
import pathlib
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
AWSPROOF = os.path.abspath(sys.argv.pop(1))
CASES = HERE.parent / "cases"
LIMIT_S = 240
PLAIN = 40
AFTERWARDS = "999988887777"  # what the plain call after a wire fault is answered


def testee(mode):
    return "exec " + shlex.join([sys.executable, str(HERE / "calls_testee.py"), AWSPROOF, mode])


def case(name, code, **response):
    return {"id": name, "title": "T", "why": "W.", "level": "must", "rules": ["R5"], "sources": ["spec"], "tags": [],
            "response": {"protocol": "restJson1", "status": 503, "headers": [["x-amzn-ErrorType", code]],
                         "body": "{}", **response},
            "expect": {"kind": "unknown", "code": code}}


PLAIN_NAMES = ["plain-%02d" % number for number in range(PLAIN)]
WIRE_NAMES = ["wired-1", "wired-2"]
CALL_CASES = [case(name, "Code" + name[-2:]) for name in PLAIN_NAMES]
CALL_CASES.insert(3, case("bait", "Bait"))
CALL_CASES.insert(20, case(WIRE_NAMES[0], "Wired1", wire={"fault": "chunked"}))
CALL_CASES.insert(21, case(WIRE_NAMES[1], "Wired2", wire={"fault": "chunked"}))


class Calls(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.log = self.folder / "log"
        (self.folder / "cases").mkdir()
        (self.folder / "cases" / "calls.json").write_text(json.dumps(
            {"topic": "calls", "title": "T", "operation": "securityhub.InviteMembers", "cases": CALL_CASES}))

    def arguments(self, mode, *options, cases=None):
        return [AWSPROOF, "run", "--cases", str(cases or self.folder / "cases"), "--testee", testee(mode), "--jsonl",
                str(self.folder / "report"), *options]

    def run_calls(self, mode, *options, cases=None):
        self.log.unlink(missing_ok=True)
        done = subprocess.run(self.arguments(mode, *options, cases=cases), capture_output=True, text=True,
                              timeout=LIMIT_S, check=False, env={**os.environ, "CALLS_LOG": str(self.log)})
        lines = [json.loads(line) for line in (self.folder / "report").read_text().splitlines()]
        self.results = {line["id"]: line for line in lines if line["type"] == "result"}
        self.verdicts = {name: result["verdict"] for name, result in self.results.items()}
        return done

    def calls(self):
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]

    def opened(self):
        """How many calls were open at most beside each: of plain cases by code, of wire cases, of those after them."""
        plain, wired, after = {}, {}, []
        for call in self.calls():
            code = call["outcome"].get("code")
            if code is None:
                self.assertEqual(call["outcome"]["value"]["UnprocessedAccounts"][0]["AccountId"], AFTERWARDS)
                after.append(call["open"])
            else:
                kind = wired if code.startswith("Wired") else plain
                kind[code] = max(call["open"], kind.get(code, 0))  # a case that is asked again counts where it was most
        return plain, wired, after

    def assert_all_pass_but(self, wanted):
        self.assertEqual({name: verdict for name, verdict in self.verdicts.items() if verdict != "pass"}, wanted,
                         {name: result.get("reason") for name, result in self.results.items()})
        self.assertEqual(len(self.verdicts), len(CALL_CASES))


class Windows(Calls):
    def test_plain_calls_are_open_at_once_and_those_that_break_on_the_wire_alone(self):
        done = self.run_calls("sane")
        self.assertEqual(done.returncode, 0, done)
        self.assert_all_pass_but({})
        plain, wired, after = self.opened()
        self.assertEqual(len(plain), PLAIN + 1)
        self.assertGreaterEqual(max(plain.values()), 10)
        self.assertLessEqual(max(plain.values()), 16)
        self.assertEqual(wired, {"Wired1": 1, "Wired2": 1})
        self.assertEqual(after, [1, 1])

    def test_without_pipelining_each_call_is_alone(self):
        done = self.run_calls("sane", "--no-pipelining")
        self.assertEqual(done.returncode, 0, done)
        self.assert_all_pass_but({})
        self.assertEqual({call["open"] for call in self.calls()}, {1})

    def test_several_processes_have_windows_of_their_own(self):
        done = self.run_calls("sane", "--jobs", "3")
        self.assertEqual(done.returncode, 0, done)
        self.assert_all_pass_but({})
        _, wired, after = self.opened()
        self.assertEqual((wired, after), ({"Wired1": 1, "Wired2": 1}, [1, 1]))

    def test_the_golden_cases_come_out_as_one_by_one_and_as_they_did_before(self):
        chosen = ["rest-json-header*/**", "rest-json-status/**", "rest-json-proxy-pages/**", "rest-json-success/**",
                  "rest-json-unknown-code/**", "wire-framing/**", "wire-gzip/**"]
        reports = []
        for options in [[], [], ["--no-pipelining"], ["--jobs", "2"]]:
            done = self.run_calls("sane", *chosen, *options, cases=CASES)
            self.assertEqual(done.returncode, 0, done)
            reports.append([{field: value for field, value in result.items() if field not in ("duration_us", "replay")}
                            for result in self.results.values()])
        self.assertGreater(len(reports[0]), 140)
        for report in reports[1:]:
            self.assertEqual(report, reports[0])


    def test_two_runs_write_the_same_apart_from_their_times(self):
        reports = []
        chosen = ["wire-cut*", "wire-reset*", "wire-framing/**", "rest-json-proxy-pages/**"]
        for _ in range(2):
            self.run_calls("sane", *chosen, cases=CASES)
            text = (self.folder / "report").read_text(encoding="utf-8")
            reports.append(re.sub(r'"(duration_us":\d+|started_at":"[^"]*")', "", text))
        self.assertEqual(reports[0], reports[1])
        self.assertGreater(reports[0].count("(http://127.0.0.1:PORT/KEY)"), 10)
        self.assertGreater(len(self.results), 40)


class Faults(Calls):
    def test_two_calls_that_get_each_others_outcome_fail(self):
        done = self.run_calls("mixed-outcomes")
        self.assertEqual(done.returncode, 1, done)
        failed = {name for name, verdict in self.verdicts.items() if verdict == "fail"}
        self.assertGreater(len(failed), PLAIN // 2)
        self.assertEqual(set(self.verdicts.values()) - {"pass"}, {"fail"})
        self.assertEqual(failed & set(WIRE_NAMES), set())
        wanted = {result["want"]["code"]: name for name, result in self.results.items()}
        gotten = {name: wanted[result["got"]["code"]] for name, result in self.results.items() if name in failed}
        for name, other in gotten.items():
            self.assertEqual(self.results[name]["class"], "other-outcome")
            self.assertNotEqual(name, other)
            self.assertEqual(gotten[other], name)

    def test_a_call_that_goes_to_anothers_endpoint_fails(self):
        done = self.run_calls("mixed-endpoints")
        self.assertEqual(done.returncode, 1, done)
        classes = collections.Counter(self.results[name]["class"] for name, verdict in self.verdicts.items()
                                      if verdict == "fail")
        self.assertGreater(sum(classes.values()), PLAIN // 2)
        self.assertEqual(set(classes) - {"other-outcome", "no-request"}, set())
        self.assertEqual(set(self.verdicts.values()), {"pass", "fail"})

    def test_an_answer_under_an_id_that_nobody_gave_is_a_protocol_error(self):
        self.run_calls("mixed-ids", "plain-00", "plain-01", "plain-02")
        self.assertEqual(set(self.verdicts.values()), {"protocol_error"})
        for result in self.results.values():
            self.assertIn("answers id \"c999999\"", result["reason"])

    def test_requests_that_come_twice_are_seen_for_each_call(self):
        done = self.run_calls("twice")
        self.assertEqual(done.returncode, 1, done)
        self.assertEqual({(result["verdict"], result["class"], result["reason"]) for result in self.results.values()},
                         {("fail", "repeated-request", "the request came 2 times, and should once")})

    def test_a_crash_with_many_calls_open_is_its_own_cases(self):
        done = self.run_calls("dies-at-bait")
        self.assertEqual(done.returncode, 1, done)
        self.assert_all_pass_but({"bait": "crash"})
        self.assertIn("killed by SIGSEGV", self.results["bait"]["reason"])
        plain, _, _ = self.opened()
        self.assertGreaterEqual(plain["Bait"], 10)

    def test_a_hang_with_many_calls_open_is_its_own_cases(self):
        done = self.run_calls("hangs-at-bait", "--timeout", "1")
        self.assertEqual(done.returncode, 1, done)
        self.assert_all_pass_but({"bait": "hang"})
        self.assertIn("no answer within 1 s", self.results["bait"]["reason"])

    def test_a_second_answer_is_blamed_on_the_call_that_it_names(self):
        done = self.run_calls("answers-twice")
        self.assertEqual(done.returncode, 1, done)
        self.assert_all_pass_but({"bait": "protocol_error"})
        self.assertIn(" a second time", self.results["bait"]["reason"])

    def test_ctrl_c_with_calls_open_ends_the_run(self):
        process = subprocess.Popen(self.arguments("hangs-at-bait"), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   env={**os.environ, "CALLS_LOG": str(self.log)})
        deadline = time.monotonic() + 30
        while (not self.log.exists() or len(self.calls()) < 12) and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        errors = process.communicate(timeout=30)[1]
        self.assertEqual(process.returncode, 130, errors)
        lines = [json.loads(line) for line in (self.folder / "report").read_text().splitlines()]
        verdicts = {line["id"]: line["verdict"] for line in lines if line["type"] == "result"}
        self.assertEqual(verdicts["bait"], "not_run")
        self.assertEqual(verdicts["plain-00"], "pass")


if __name__ == "__main__":
    unittest.main()
