#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Drives the testees of both AWS SDKs for Go by hand, against a server of its own on 127.0.0.1."""
import json
import os
import pathlib
import socket
import subprocess
import tempfile
import threading
import unittest

TESTEES = pathlib.Path(__file__).resolve().parents[1] / "testees"
START_S, ANSWER_S = 600, 20  # the first start builds
HELLO = {"type": "hello", "protocol": {"min": 1, "max": 1}, "suite": {"name": "awsproof"}}
EMPTY = {"kind": "result", "value": {}}


def answer(status, body, *headers):
    head = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body.encode())}", *headers, "", ""]
    return "\r\n".join(head).encode("latin-1") + body.encode()


class Server:
    """Gives each request the answer that its path names; what it counts is read when all is over."""

    def __init__(self, answers, together=1):
        self.answers, self.connections, self.requests = answers, 0, []
        self.barrier = threading.Barrier(together)  # so many requests are open before any is answered
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            connection, _ = self.socket.accept()
            self.connections += 1
            threading.Thread(target=self.serve, args=[connection], daemon=True).start()

    def serve(self, connection):
        with connection, connection.makefile("rb") as stream:
            while line := stream.readline():
                length = 0
                while (header := stream.readline()) != b"\r\n":
                    name, _, value = header.partition(b":")
                    length = int(value) if name.lower() == b"content-length" else length
                self.requests.append((line.decode().strip(), stream.read(length)))
                self.barrier.wait(ANSWER_S)
                told = self.answers[line.split(b"/")[1].decode()]
                if told is None:
                    return threading.Event().wait()  # a stall
                connection.sendall(told)


def call(request_id, url, **fields):
    return {"type": "call", "id": request_id, "service": "securityhub", "operation": "InviteMembers",
            "protocol": "restJson1", "input": {"AccountIds": ["111122223333"]},
            "endpoint": f"{url}/{request_id}", **fields}


def converse(name, lines, env=()):
    """Sends the lines, then ends its input: what it wrote, what it complained of, its status."""
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    done = subprocess.run([TESTEES / name / "run"], input=text, capture_output=True, text=True,
                          timeout=START_S, env={**os.environ, **dict(env)})
    return [json.loads(line) for line in done.stdout.splitlines()], done.stderr, done.returncode


class Both:
    def outcomes(self, answers, together=1, env=()):
        server = Server(answers, together)
        lines = [HELLO, *(call(name, server.url) for name in answers)]
        if together > 1:
            replies, _, status = converse(self.NAME, lines, env)
        else:  # one process, one request after the other
            replies, status = [], 0
            with subprocess.Popen([TESTEES / self.NAME / "run"], env={**os.environ, **dict(env)},
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as testee:
                for line in lines:
                    clock = threading.Timer(START_S if line is HELLO else ANSWER_S, testee.kill)
                    clock.daemon = True
                    clock.start()
                    print(json.dumps(line), file=testee.stdin, flush=True)
                    replies.append(json.loads(testee.stdout.readline()))
                    clock.cancel()
                testee.stdin.close()
                status = testee.wait(ANSWER_S)
        self.assertEqual(status, 0)
        return {reply["id"]: reply["outcome"] for reply in replies[1:]}, server

    def test_the_hello_names_the_sdk_and_the_module_that_go_mod_locks(self):
        [hello], _, status = converse(self.NAME, [HELLO, {"type": "bye"}, {"type": "hello"}])
        self.assertEqual(status, 0)
        self.assertEqual((hello["name"], hello["language"]), (self.NAME, "go"))
        self.assertIn(f"{self.MODULE} v{hello['version']}\n",
                      (TESTEES / self.NAME / "go.mod").read_text(encoding="utf-8"))

    def test_each_answer_comes_back_as_the_sdk_shows_it(self):
        item = '{"AccountId":"1","ProcessingResult":""}'
        got, server = self.outcomes({
            "empty": answer(200, ""), "list": answer(200, '{"UnprocessedAccounts":[]}'),
            "items": answer(200, '{"UnprocessedAccounts":[%s,{}]}' % item),
            "modeled": answer(401, '{"Message":"<n\u00e9>\u2028"}',
                              "x-amzn-errortype: InvalidAccessException"),
            "both": answer(500, '{"Message":"","Code":"c"}', "x-amzn-errortype: InternalException"),
            "unknown": answer(503, "{}", "x-amzn-errortype: Throttled"),
            "page": answer(503, "<html>"), "bytes": answer(500, "", "x-amzn-errortype: a\xff")})
        self.assertEqual(got["empty"], EMPTY)
        self.assertEqual(got["list"]["value"], {"UnprocessedAccounts": []})
        self.assertEqual(got["items"]["value"], {"UnprocessedAccounts": [json.loads(item), {}]})
        self.assertEqual(got["modeled"], {"kind": "modeled", "code": "InvalidAccessException",
                                          "value": {"Message": "<n\u00e9>\u2028"}})
        self.assertEqual(got["both"], {"kind": "modeled", "code": "InternalException",
                                       "value": {"Message": "", "Code": "c"}})
        self.assertEqual(got["unknown"], {"kind": "unknown", "code": "Throttled"})
        self.assertEqual((got["page"]["kind"], got["page"]["class"], got["page"]["status"]),
                         ("rejected", self.UNDECODED, 503))
        self.assertEqual((got["bytes"]["kind"], got["bytes"]["class"]), ("escape", "InvalidUTF8"))
        self.assertEqual(len(server.requests), len(got), "one attempt each")
        self.assertLess(server.connections, len(got), "kept and used again")
        self.assertEqual(server.requests[1], ("POST /list/members/invite HTTP/1.1",
                                              b'{"AccountIds":["111122223333"]}'))

    def test_no_answer_is_rejected_and_in_time(self):
        with socket.create_server(("127.0.0.1", 0)) as free:
            url = f"http://127.0.0.1:{free.getsockname()[1]}"
        [reply], _, _ = converse(self.NAME, [call("refused", url)])
        self.assertEqual((reply["outcome"]["kind"], reply["outcome"]["class"]), ("rejected", self.UNSENT))
        self.assertNotIn("status", reply["outcome"])
        got, _ = self.outcomes({"stall": None, "after": answer(200, "")})
        self.assertEqual((got["stall"]["class"], got["after"]), (self.UNSENT, EMPTY))

    def test_calls_run_beside_each_other_and_all_are_answered_at_the_end_of_the_input(self):
        got, _ = self.outcomes({f"k{n}": answer(200, "") for n in range(16)}, together=16)
        self.assertEqual(list(got.values()), [EMPTY] * 16)

    def test_the_environment_has_no_part_in_it(self):
        env = {"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_MAX_ATTEMPTS": "9", "AWS_CA_BUNDLE": "/nonexistent",
               "HTTP_PROXY": "http://127.0.0.1:1", "GODEBUG": "http2debug=2", "GOFLAGS": "-mod=mod -race"}
        got, _ = self.outcomes({"plain": answer(200, "")}, env=env)
        self.assertEqual(got["plain"], EMPTY)

    def test_what_it_does_not_claim_is_unsupported_and_what_is_no_request_is_complained_of(self):
        odd = [call("a", "x", type="decode"), call("b", "x", operation="ListMembers"),
               call("c", "x", service="s3"), call("d", "x", protocol="restXml")]
        bad = ["", "{", "[]", "null", '{"type":5}', '{"type":"call"}', json.dumps(call("e", "x", input=5))]
        replies, complaints, status = converse(self.NAME, [*bad, *odd])
        self.assertEqual(status, 0)
        self.assertEqual({reply["id"]: reply["outcome"]["kind"] for reply in replies},
                         dict.fromkeys("abcd", "unsupported"))
        self.assertEqual(complaints.count("a bad request line"), len(bad))

    def test_a_go_that_is_missing_or_too_old_is_named(self):
        with tempfile.TemporaryDirectory() as cache:
            folder = pathlib.Path(cache, "toolchains/bin")  # comes first in the PATH
            folder.mkdir(parents=True)
            old = folder / "go"
            old.write_text("#!/bin/sh\necho go1.23.9\n", encoding="ascii")
            old.chmod(0o755)
            env = {"AWSPROOF_CACHE": cache, "PATH": "/usr/bin:/bin"}
            self.assertEqual(converse(self.NAME, [HELLO], env)[::2], ([], 3))
            self.assertIn("go is go1.23.9: this needs Go 1.24 or newer", converse(self.NAME, [], env)[1])
            old.write_text("#!/bin/sh\nexit 1\n", encoding="ascii")
            self.assertIn("go does not start", converse(self.NAME, [], env)[1])
            self.assertEqual(list(pathlib.Path(cache).iterdir()), [folder.parent], "nothing is left")


class V1(Both, unittest.TestCase):
    NAME, MODULE = "aws-sdk-go-v1", "github.com/aws/aws-sdk-go"
    UNDECODED, UNSENT = "SerializationError", "RequestError"

    def test_a_redirect_leads_nowhere(self):
        got, _ = self.outcomes({"away": answer(307, "", "Location: http://192.0.2.1/")})
        self.assertIn("proxyconnect", got["away"]["message"])


class V2(Both, unittest.TestCase):
    NAME, MODULE = "aws-sdk-go-v2", "github.com/aws/aws-sdk-go-v2/service/securityhub"
    UNDECODED, UNSENT = "smithy.DeserializationError", "http.RequestSendError"


if __name__ == "__main__":
    unittest.main()
