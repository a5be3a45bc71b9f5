#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Drives the botocore testee by hand; holds docs/TESTEE.md to the schemas and to real traffic."""
import base64
import json
import pathlib
import re
import subprocess
import sys
import threading
import unittest

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
RUN = ROOT / "conformance/testees/botocore/run"
GUIDE = (ROOT / "docs/TESTEE.md").read_text(encoding="utf-8")
START_S, ANSWER_S = 300, 20  # the first start builds a virtual environment
BY_HEADER = [["x-amzn-ErrorType", "InvalidAccessException"]]
HELLO = {"type": "hello", "protocol": {"min": 1, "max": 1},
         "suite": {"name": "awsproof", "version": "0.1.0", "cases_sha256": "0" * 64}}


def schema(name):
    path = ROOT / f"conformance/schema/testee-{name}.schema.json"
    text = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(text)
    return jsonschema.Draft202012Validator(text)


SCHEMAS = {name: schema(name) for name in
           ("runner-hello", "decode", "call", "function", "bye", "hello", "outcome")}


def check(message):
    """Validates a message of either direction against its schema."""
    name = "runner-hello" if message["type"] == "hello" and "suite" in message else message["type"]
    SCHEMAS[name].validate(message)
    return message


def decode(request_id, status, headers=(), body=b""):
    body = body.encode() if isinstance(body, str) else body
    return {"type": "decode", "id": request_id, "service": "securityhub",
            "operation": "InviteMembers", "protocol": "restJson1",
            "response": {"status": status, "headers": list(headers),
                         "body_base64": base64.b64encode(body).decode()}}


class Testee:
    """A running testee. Killed when it does not answer in time, so that no test can hang."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE)
        self.errors = []
        self.reader = threading.Thread(target=lambda: self.errors.extend(self.process.stderr))
        self.reader.start()

    def send(self, message):
        self.send_line(json.dumps(check(message), ensure_ascii=False).encode())

    def send_line(self, line):
        self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()

    def receive(self, limit_s=ANSWER_S):
        timer = threading.Timer(limit_s, self.process.kill)
        timer.start()
        line = self.process.stdout.readline()
        timer.cancel()
        if not line.endswith(b"\n"):
            raise AssertionError(f"no answer within {limit_s} s, or the testee ended")
        return check(json.loads(line.decode("utf-8")))

    def ask(self, message, limit_s=ANSWER_S):
        self.send(message)
        return self.receive(limit_s)

    def end(self):
        """Says bye; the exit status, what else it wrote to standard output, its standard error."""
        self.send({"type": "bye"})
        timer = threading.Timer(ANSWER_S, self.process.kill)
        timer.start()
        rest = self.process.stdout.read()
        status = self.process.wait()
        timer.cancel()
        self.close()
        return status, rest, b"".join(self.errors).decode()

    def close(self):
        self.process.kill()
        self.process.wait()
        self.reader.join()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            pipe.close()


class BotocoreTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.testee = Testee([str(RUN)])
        cls.addClassCleanup(cls.testee.close)
        cls.hello = cls.testee.ask(HELLO, START_S)

    def outcome(self, *response):
        reply = self.testee.ask(decode(self.id(), *response))
        self.assertEqual(reply["id"], self.id())
        return reply["outcome"]

    def escape(self, *response):
        outcome = self.outcome(*response)
        self.assertEqual(outcome["kind"], "escape")
        return outcome["class"]

    def test_the_hello_names_the_locked_release_and_what_it_can_do(self):
        lock = (RUN.parent / "requirements.txt").read_text(encoding="utf-8")
        self.assertEqual(self.hello["name"], "botocore")
        self.assertIn(f"botocore=={self.hello['version']} ", lock)
        self.assertEqual(self.hello["transports"], ["inline", "http"])
        self.assertEqual(self.hello["operations"], ["securityhub.InviteMembers"])
        self.assertEqual(self.hello["protocols"], ["restJson1"])
        self.assertEqual(self.hello["features"], [])

    def test_the_lock_names_no_address_and_pins_every_line_by_digest(self):
        lock = (RUN.parent / "requirements.txt").read_text(encoding="utf-8")
        self.assertNotIn("://", lock)
        pins = re.findall(r"^\S+==\S+ \\\n +--hash=sha256:[0-9a-f]{64}$", lock, re.M)
        self.assertEqual(len(pins), lock.count("=="))
        self.assertEqual(len(pins), 5)

    def test_a_success_gives_its_exact_value(self):
        item = {"AccountId": "111122223333", "ProcessingResult": "é\u2028\0"}
        value = {"UnprocessedAccounts": [item, {}]}
        self.assertEqual(self.outcome(200, [], json.dumps(value)),
                         {"kind": "result", "value": value})
        self.assertEqual(self.outcome(200), {"kind": "result", "value": {}})

    def test_a_value_of_the_wrong_type_is_told_as_it_is(self):
        items = '[{"AccountId":5,"ProcessingResult":1.5},{"AccountId":true},null]'
        outcome = self.outcome(200, [], '{"UnprocessedAccounts":%s}' % items)
        self.assertEqual(outcome["value"]["UnprocessedAccounts"],
                         [{"AccountId": {"integer": "5"}, "ProcessingResult": {"double": "1.5"}},
                          {"AccountId": True}, None])

    def test_a_header_alone_names_a_modeled_error(self):
        self.assertEqual(self.outcome(401, BY_HEADER, '{"Message":"no","Code":"X","Other":1}'),
                         {"kind": "modeled", "code": "InvalidAccessException",
                          "value": {"Message": "no", "Code": "X"}})
        self.assertEqual(self.outcome(401, BY_HEADER, ""),
                         {"kind": "modeled", "code": "InvalidAccessException", "value": {}})

    def test_a_page_of_html_at_503_is_unknown_by_its_status(self):
        self.assertEqual(self.outcome(503, [], "<html><body>Service Unavailable</body></html>"),
                         {"kind": "unknown", "code": "503"})

    def test_truncated_json_is_unknown_on_an_error_and_an_empty_result_on_a_success(self):
        self.assertEqual(self.outcome(400, [], '{"__type":"InvalidInputException","Mess'),
                         {"kind": "unknown", "code": "400"})
        self.assertEqual(self.outcome(200, [], '{"UnprocessedAccounts":[{'),
                         {"kind": "result", "value": {}})

    def test_invalid_utf8_in_a_body_arrives_byte_for_byte_and_escapes(self):
        outcome = self.outcome(401, BY_HEADER, b'{"Message":"\xff"}')
        self.assertEqual((outcome["kind"], outcome["class"]), ("escape", "UnicodeDecodeError"))
        self.assertIn("byte 0xff in position 12", outcome["message"])

    def test_repeated_error_headers_are_joined_as_on_the_wire(self):
        headers = BY_HEADER + [["X-Amzn-Errortype", "Other"]] + BY_HEADER
        self.assertEqual(self.outcome(401, headers, "{}"),
                         {"kind": "unknown",
                          "code": "InvalidAccessException, Other, InvalidAccessException"})

    def test_a_header_value_is_any_bytes(self):
        latin1 = {"base64": base64.b64encode(b"caf\xe9").decode()}
        self.assertEqual(self.outcome(401, [["x-amzn-errortype", latin1]], "{}")["code"], "café")
        utf8 = self.outcome(401, [["x-amzn-errortype", "café"]], "{}")["code"]
        self.assertEqual(utf8, "caf\u00c3\u00a9")

    def test_a_head_that_the_transport_refuses_is_rejected(self):
        for headers in ([["x", "v"]] * 101, [["x", "v" * 70000]]):
            outcome = self.outcome(401, headers + BY_HEADER, "{}")
            self.assertEqual((outcome["kind"], outcome["class"]),
                             ("rejected", "ConnectionClosedError"))

    def test_a_code_that_is_no_string_is_told_as_the_exception_shows_it(self):
        self.assertEqual(self.outcome(400, [], '{"code":400}'), {"kind": "unknown", "code": "400"})
        self.assertEqual(self.outcome(300, BY_HEADER, "{}"), {"kind": "unknown", "code": "Unknown"})

    def test_what_its_callers_are_not_told_of_escapes(self):
        self.assertEqual(self.escape(200, [], "null"), "TypeError")
        self.assertEqual(self.escape(401, BY_HEADER, "[]"), "AttributeError")
        deep = '{"Message":%s}' % ("[" * 100000 + "]" * 100000)
        self.assertEqual(self.escape(401, BY_HEADER, deep), "RecursionError")

    def test_what_json_cannot_carry_escapes_under_a_name_of_its_own(self):
        self.assertEqual(self.escape(401, BY_HEADER, '{"Message":"\\ud800"}'), "UnpairedSurrogate")
        deep = '{"Message":%s}' % ("[" * 600 + "]" * 600)
        self.assertEqual(self.escape(401, BY_HEADER, deep), "NestingTooDeep")

    def test_a_body_of_16_mib_passes_through(self):
        text = "x" * (16 << 20)
        outcome = self.outcome(401, BY_HEADER, json.dumps({"Message": text}))
        self.assertEqual(outcome["value"], {"Message": text})

    def test_what_the_hello_does_not_claim_is_unsupported(self):
        other = {**decode("other", 200), "operation": "GetFindings"}
        function = {"type": "function", "id": "function", "function": "error_of_json",
                    "service": "securityhub", "operation": "InviteMembers", "code": "X"}
        for request in (other, {**decode("xml", 200), "protocol": "restXml"}, function):
            reply = self.testee.ask(request)
            self.assertEqual(reply["id"], request["id"])
            self.assertEqual(reply["outcome"]["kind"], "unsupported")


class LifeTest(unittest.TestCase):
    def start(self):
        testee = Testee([str(RUN)])
        self.addCleanup(testee.close)
        testee.ask(HELLO, START_S)
        return testee

    def test_bad_request_lines_are_named_on_standard_error_and_do_not_end_it(self):
        bad = [b"", b"no json", b"[]", b"5", b'{"type":"decode"}', b'{"id":"x"}', b"\xff\xfe",
               b"[" * 100000]
        for field in ({"response": {"status": 200, "body_base64": "%"}}, {"id": 5},
                      {"response": {"status": None}}, {"id": "\ud800"}):
            bad.append(json.dumps({**decode("b", 200), **field}).encode())
        testee = self.start()
        for line in bad:
            testee.send_line(line)
        self.assertEqual(testee.ask(decode("after", 200))["id"], "after")
        status, rest, errors = testee.end()
        self.assertEqual((status, rest), (0, b""))
        self.assertEqual(errors.count("adapter: a bad request line: "), len(bad))
        self.assertEqual(len(errors.splitlines()), len(bad))

    def test_200_requests_in_a_row_are_answered_in_order(self):
        testee = self.start()
        for number in range(200):
            headers = [["x-amzn-errortype", f"E{number}"]]
            reply = testee.ask(decode(f"c{number}", 400, headers, "{}"))
            self.assertEqual(reply, {"type": "outcome", "id": f"c{number}",
                                     "outcome": {"kind": "unknown", "code": f"E{number}"}})
        self.assertEqual(testee.end(), (0, b"", ""))

    def test_the_end_of_its_input_ends_it(self):
        done = subprocess.run([str(RUN)], stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=START_S, check=False)
        self.assertEqual((done.returncode, done.stdout), (0, b""))

    def test_the_callers_aws_settings_and_proxy_change_nothing(self):
        set_up = ["env", "AWS_PROFILE=none", "AWS_ENDPOINT_URL=http://127.0.0.1:1",
                  "AWS_MAX_ATTEMPTS=9", "HTTPS_PROXY=http://127.0.0.1:1", "PYTHONPATH=/nonexistent",
                  str(RUN)]
        testee = Testee(set_up)
        self.addCleanup(testee.close)
        testee.ask(HELLO, START_S)
        self.assertEqual(testee.ask(decode("x", 200))["outcome"], {"kind": "result", "value": {}})

    def test_a_cache_folder_that_cannot_be_made_is_one_line_and_status_3(self):
        done = subprocess.run(["env", "AWSPROOF_CACHE=/dev/null/x", str(RUN)],
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=START_S,
                              check=False)
        self.assertEqual((done.returncode, done.stdout), (3, b""))
        self.assertIn(b"cannot make the cache folder /dev/null/x", done.stderr.splitlines()[-1])


class GuideTest(unittest.TestCase):
    def blocks(self, language):
        return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.M | re.S)

    def test_every_message_in_the_guide_is_valid_and_every_kind_of_message_is_shown(self):
        lines = [line for block in self.blocks("json") for line in block.split("\n") if line]
        for block in self.blocks("text"):
            lines += [line[2:] for line in block.split("\n") if line[:2] in ("> ", "< ")]
        messages = [check(json.loads(line)) for line in lines]
        kinds = {m["outcome"]["kind"] for m in messages if m["type"] == "outcome"}
        self.assertEqual({m["type"] for m in messages},
                         {"hello", "decode", "call", "function", "bye", "outcome"})
        self.assertEqual(kinds, {"result", "modeled", "unknown", "rejected", "escape",
                                 "unsupported"})

    def test_the_conversation_in_the_guide_is_what_botocore_says(self):
        (talk,) = self.blocks("text")
        sent = [line[2:] for line in talk.split("\n") if line.startswith("> ")]
        said = [json.loads(line[2:]) for line in talk.split("\n") if line.startswith("< ")]
        done = subprocess.run([str(RUN)], input="\n".join(sent + [""]).encode(),
                              capture_output=True, timeout=START_S, check=False)
        got = [check(json.loads(line)) for line in done.stdout.decode().split("\n")[:-1]]
        said[0]["runtime"] = got[0]["runtime"]  # of the machine
        self.assertEqual(got, said)

    def test_the_skeleton_in_the_guide_is_a_testee(self):
        (skeleton,) = self.blocks("python")
        testee = Testee([sys.executable, "-c", skeleton])
        self.addCleanup(testee.close)
        self.assertEqual(testee.ask(HELLO)["name"], "my-sdk")
        self.assertEqual(testee.ask(decode("a", 503))["outcome"],
                         {"kind": "unknown", "code": "503"})
        self.assertEqual(testee.end(), (0, b"", ""))

    def test_the_values_in_the_guide_are_values(self):
        table = GUIDE.split("## Values")[1].split("\n## ")[0]
        values = [json.loads(v) for v in re.findall(r"`(\{[^`]+\})`", table)]
        self.assertGreaterEqual(len(values), 12)
        for value in values:
            outcome = {"kind": "result", "value": {"M": value}}
            check({"type": "outcome", "id": "x", "outcome": outcome})


class SchemaTest(unittest.TestCase):
    def refuses(self, name, message):
        self.assertFalse(SCHEMAS[name].is_valid(message), message)

    def test_what_is_no_message_is_refused(self):
        good = {"type": "outcome", "id": "x", "outcome": {"kind": "unknown", "code": "1"}}
        self.assertTrue(SCHEMAS["outcome"].is_valid(good))
        for outcome in ({}, {"kind": "unknown"}, {"kind": "unknown", "code": 1}, {"kind": "other"},
                        {"kind": "unknown", "code": "1", "raw_base64": "a"}, {"kind": "result"},
                        {"kind": "result", "value": []}, {"kind": "result", "value": {"M": 5}},
                        {"kind": "modeled", "value": {}}, {"kind": "escape", "class": "E"},
                        {"kind": "rejected", "class": "E", "message": "", "status": "503"}):
            self.refuses("outcome", {**good, "outcome": outcome})
        self.refuses("outcome", {**good, "id": ""})
        self.refuses("outcome", {**good, "more": 1})
        for response in ({}, {"status": 99}, {"status": 200, "headers": [["x"]]},
                         {"status": 200, "headers": [["x", {"base64": "?"}]]},
                         {"status": 200, "body": ""}):
            self.refuses("decode", {**decode("x", 200), "response": response})
        self.refuses("bye", {"type": "bye", "id": "x"})

    def test_a_hello_may_hold_fields_of_later_versions(self):
        hello = {"type": "hello", "protocol": 1, "name": "n", "version": "1", "transports": [],
                 "operations": []}
        self.assertTrue(SCHEMAS["hello"].is_valid({**hello, "later": {}}))
        self.assertTrue(SCHEMAS["runner-hello"].is_valid({**HELLO, "later": {}}))
        for name in hello:
            self.refuses("hello", {key: hello[key] for key in hello if key != name})


if __name__ == "__main__":
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        RUN = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
