#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Drives every subcommand of `awsproof`: output, messages, exit status."""
import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

CASES = pathlib.Path(__file__).parent / "fixtures" / "cases"
AWSPROOF = sys.argv.pop(1)
COMMANDS = ["list", "run", "shrink", "smoke", "decode", "testee", "seeds"]


def awsproof(*arguments, data=b"", env=None, stdout=subprocess.PIPE):
    return subprocess.run([AWSPROOF, *arguments], input=data, stdout=stdout, stderr=subprocess.PIPE, timeout=60,
                          env={**os.environ, "AWSPROOF_CASES": str(CASES), **(env or {})})


def decode(*arguments, data=b""):
    done = awsproof("decode", *arguments, data=data)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(b"\n") == 1
    return json.loads(done.stdout)


class Help(unittest.TestCase):
    def test_help_and_version_everywhere(self):
        for command in [[], *([name] for name in COMMANDS)]:
            done = awsproof(*command, "--help")
            self.assertEqual(done.returncode, 0)
            self.assertIn(b"Example", done.stdout)
            self.assertIn(b"Exit status: 0", done.stdout)
            self.assertRegex(awsproof(*command, "--version").stdout, rb"^awsproof \d+\.\d+\.\d+\n$")

    def test_usage_errors_are_status_2_and_one_reason(self):
        for arguments in [[], ["nope"], ["list", "--nope"], ["run", "--level", "x"], ["run", "--timeout", "0"],
                          ["run", "--timeout", "1x"], ["run", "--max-restarts", "-1"], ["run", "--require", "may"],
                          ["run", "--tap", "-", "--jsonl", "-"], ["run", "--tap", "/no/such/folder/x"],
                          ["decode", "--status", "99"], ["decode", "--header", "x"], ["decode", "--code", "x"],
                          ["decode", "--function", "error_of_json"], ["decode", "--function", "x", "--code", "y"],
                          ["decode", "--function", "error_of_json", "--code", "y", "--status", "200"],
                          ["decode", "--protocol", "x"], ["decode", "--operation", "x"], ["decode", "/no/such/file"],
                          ["decode", "a", "b"], ["decode", "/"], ["seeds"], ["testee", "x"], ["list", "no-such-case"],
                          ["list", "--tag", "no-such-tag"], ["run", "--cases", "/no/such/folder"]]:
            with self.subTest(arguments=arguments):
                done = awsproof(*arguments)
                self.assertEqual(done.returncode, 2, done)
                self.assertTrue(done.stderr)


class List(unittest.TestCase):
    def test_lists_and_filters(self):
        self.assertEqual(len(awsproof("list").stdout.splitlines()), 6)
        self.assertEqual(awsproof("list", "--tag", "xml").stdout, b"must    sample-xml  An XML error\n")
        self.assertEqual(len(awsproof("list", "--level", "may", "--level", "should").stdout.splitlines()), 2)

    def test_json_is_an_array_of_objects(self):
        cases = json.loads(awsproof("list", "--json", "sample-call", "sample-may").stdout)
        self.assertEqual([case["id"] for case in cases], ["sample-may", "sample-call"])
        self.assertEqual(cases[1]["on"], "error_of_json")
        self.assertEqual(cases[1]["rules"], ["D1"])
        self.assertEqual(cases[1]["line"], 7 - 1)

    def test_a_pattern_that_matches_nothing_is_named(self):
        self.assertIn(b'"typo-*"', awsproof("list", "sample-*", "typo-*").stderr)

    def test_a_malformed_case_file_is_named_with_its_line(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "x.json")
            path.write_text('{\n"topic": "x"}', encoding="utf-8")
            done = awsproof("list", "--cases", folder)
            self.assertEqual(done.returncode, 2)
            self.assertIn(b"%s:1: a case file has no field" % bytes(path), done.stderr)

    def test_a_full_disk_is_no_success(self):
        with open("/dev/full", "wb") as full:
            self.assertEqual(awsproof("list", stdout=full).returncode, 3)


class RunReference(unittest.TestCase):
    def test_the_reference_passes_the_samples(self):
        done = awsproof("run")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn(b"6 cases: 6 pass", done.stdout)

    def test_a_wrong_expectation_fails_the_run(self):
        with tempfile.TemporaryDirectory() as folder:
            text = (CASES / "sample-json.json").read_text(encoding="utf-8")
            wrong = text.replace('"code": "503" }', '"code": "504" }')
            self.assertNotEqual(text, wrong)
            pathlib.Path(folder, "sample-json.json").write_text(wrong, encoding="utf-8")
            done = awsproof("run", "--cases", folder)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b'want "504", got "503"', done.stdout)

    def test_reports_go_to_files_and_to_standard_output(self):
        with tempfile.TemporaryDirectory() as folder:
            paths = [str(pathlib.Path(folder, name)) for name in ("a.tap", "b.xml")]
            done = awsproof("run", "--tap", paths[0], "--junit", paths[1], "--jsonl", "-", "sample-m*")
            self.assertIn("1..2", pathlib.Path(paths[0]).read_text(encoding="utf-8"))
            self.assertIn("<testsuite", pathlib.Path(paths[1]).read_text(encoding="utf-8"))
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([line["type"] for line in lines], ["run", "result", "result", "totals"])
        self.assertIn(b"2 cases: 2 pass", done.stderr)

    def test_a_report_that_cannot_be_written_is_no_success(self):
        done = awsproof("run", "--jsonl", "/dev/full")
        self.assertEqual(done.returncode, 3)
        self.assertIn(b"/dev/full", done.stderr)

    def test_closed_standard_descriptors_do_no_harm(self):
        done = subprocess.run(["/bin/sh", "-c", "exec \"$0\" run --cases \"$1\" --testee \"$0 testee\" <&- 2>&-", AWSPROOF,
                               str(CASES)], stdout=subprocess.PIPE, timeout=60)
        self.assertEqual(done.returncode, 0)
        self.assertIn(b"6 cases: 6 pass", done.stdout)


class Decode(unittest.TestCase):
    def test_decodes_responses_and_calls(self):
        self.assertEqual(decode(data=b"{}"), {"kind": "result", "value": {}})
        self.assertEqual(decode("--status", "500", "--header", "X-Amzn-ErrorType: \tInternalException", data=b'{"Message":"m"}'),
                         {"kind": "modeled", "code": "InternalException", "value": {"Message": "m"}})
        self.assertEqual(decode("--status", "503", data=b"\x00\xff"), {"kind": "unknown", "code": "503", "raw_base64": "AP8="})
        self.assertEqual(decode("--protocol", "restXml", "--status", "400", "-", data=b"<Error><Code>Other</Code></Error>")["code"],
                         "Other")
        self.assertEqual(decode("--function", "error_of_json", "--code", "LimitExceededException"),
                         {"kind": "modeled", "code": "LimitExceededException", "value": {}})

    def test_reads_a_file(self):
        with tempfile.NamedTemporaryFile() as file:
            file.write(b"x")
            file.flush()
            self.assertEqual(decode(file.name), {"kind": "unknown", "code": "200", "raw_base64": "eA=="})


class Testee(unittest.TestCase):
    HELLO = {"type": "hello", "protocol": {"min": 1, "max": 1}, "suite": {"name": "awsproof", "version": "0", "cases_sha256": ""}}
    DECODE = {"type": "decode", "id": "c17", "service": "securityhub", "operation": "InviteMembers", "protocol": "restJson1",
              "response": {"status": 401, "headers": [["x-amzn-ErrorType", "InvalidAccessException"]], "body_base64": ""}}

    def talk(self, *messages):
        data = b"".join(message if isinstance(message, bytes) else json.dumps(message).encode() + b"\n" for message in messages)
        done = awsproof("testee", data=data)
        return [json.loads(line) for line in done.stdout.splitlines()], done.stderr, done.returncode

    def test_speaks_the_protocol(self):
        call = {"type": "function", "id": "c18", "function": "error_of_xml", "service": "securityhub", "operation": "InviteMembers",
                "code": "Other", "body_base64": base64.b64encode(b"<a/>").decode()}
        answers, errors, status = self.talk(self.HELLO, self.DECODE, call, {"type": "bye"})
        self.assertEqual(status, 0, errors)
        self.assertEqual(answers[0]["transports"], ["inline"])
        self.assertEqual(sorted(answers[0]["features"]), ["functions", "pipelining", "unknown_raw"])
        self.assertEqual(sorted(answers[0]["protocols"]), ["awsQuery", "ec2Query", "restJson1", "restXml"])
        self.assertEqual(answers[1], {"type": "outcome", "id": "c17", "outcome": {"kind": "modeled", "code": "InvalidAccessException", "value": {}}})
        self.assertEqual(answers[2]["outcome"], {"kind": "unknown", "code": "Other", "raw_base64": "PGEvPg=="})

    def test_ends_with_its_input(self):
        self.assertEqual(self.talk(self.HELLO)[2], 0)

    def test_refuses_what_it_cannot_answer_and_goes_on_where_it_can(self):
        answers, errors, status = self.talk(dict(self.DECODE, id="a", protocol="json"), self.DECODE, {"type": "bye"})
        self.assertEqual(status, 0)
        self.assertEqual(answers[0]["outcome"], {"kind": "unsupported", "reason": 'no such protocol: "json"'})
        self.assertEqual(answers[1]["id"], "c17")
        self.assertIn(b'no such protocol: "json"', errors)
        for line in [b"oops\n", b"{}\n", b"[]\n", b'{"type":"decode"}\n', b'{"type"', b"\n"]:
            answers, errors, status = self.talk(line, self.DECODE)
            self.assertEqual((answers, status), ([], 1), line)
            self.assertEqual(errors.count(b"\n"), 1)

    def test_refuses_another_version_of_the_protocol(self):
        answers, errors, status = self.talk(dict(self.HELLO, protocol={"min": 2, "max": 3}))
        self.assertEqual((answers, status), ([], 1))
        self.assertIn(b"protocols 2 to 3", errors)


class Seeds(unittest.TestCase):
    def test_writes_each_body_for_the_target_that_wants_it(self):
        with tempfile.TemporaryDirectory() as folder:
            done = awsproof("seeds", folder + "/seeds")
            self.assertEqual(done.returncode, 0, done.stderr)
            files = {str(path.relative_to(folder + "/seeds")): path.read_bytes() for path in pathlib.Path(folder).rglob("*") if path.is_file()}
        self.assertEqual(files, {
            "error_of_json/modeled-InternalException--sample-call": b'{"Code":"a"}',
            "error_of_json/modeled-InvalidAccessException--sample-modeled": b'{"Message":"No."}',
            "error_of_json/unknown-503--sample-unknown": b"<html><p><p><p>",
            "error_of_xml/modeled-InvalidInputException--sample-xml": b"<Error><Code>InvalidInputException</Code></Error>",
            "response_of_json/result-200--sample-result": b'{"UnprocessedAccounts":[{"AccountId":"1"}]}',
            "response_of_json/result-InternalException--sample-call": b'{"Code":"a"}',
            "response_of_json/unknown-200--sample-may": b'{"UnprocessedAccounts":[null]}',
            "http_response/modeled-InvalidAccessException-restJson1--sample-modeled":
                b'HTTP/1.1 401\r\nx-amzn-ErrorType: InvalidAccessException\r\n\r\n{"Message":"No."}',
            "http_response/modeled-InvalidInputException-restXml--sample-xml":
                b"HTTP/1.1 400\r\n\r\n<Error><Code>InvalidInputException</Code></Error>",
            "http_response/result-200-restJson1--sample-result":
                b'HTTP/1.1 200\r\n\r\n{"UnprocessedAccounts":[{"AccountId":"1"}]}',
            "http_response/unknown-200-restJson1--sample-may": b'HTTP/1.1 200\r\n\r\n{"UnprocessedAccounts":[null]}',
            "http_response/unknown-503-restJson1--sample-unknown": b"HTTP/1.1 503\r\nx-odd: \xff\r\n\r\n<html><p><p><p>"})
        self.assertIn(b"error_of_json: 3 seeds, 0 bodies over 64 KiB left out\n", done.stdout)

    def test_a_folder_that_cannot_be_made_is_no_success(self):
        self.assertEqual(awsproof("seeds", "/proc/seeds").returncode, 3)


if __name__ == "__main__":
    unittest.main()
