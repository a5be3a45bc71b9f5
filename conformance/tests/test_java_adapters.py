#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Drives the testees of both AWS SDKs for Java by hand, against a server of its own on 127.0.0.1."""
import http.server
import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import threading
import unittest

TESTEES = pathlib.Path(__file__).resolve().parents[1] / "testees"
BUILD_S, ANSWER_S = 600, 60
HELLO = {"type": "hello", "protocol": {"min": 1, "max": 1}, "suite": {"name": "awsproof"}}
RESULT = ('{"UnprocessedAccounts":[{"AccountId":"1","ProcessingResult":""},null,'
          '{"AccountId":"\\u00e9\\u2028"}]}')
LIMIT = ("x-amzn-ErrorType", "LimitExceededException")
ANSWERS = {  # by the path's first part: status, body, headers
    "empty": (200, "", ()), "list": (200, '{"UnprocessedAccounts":[]}', ()),
    "items": (200, RESULT, ()), "cut": (200, '{"UnprocessedAccounts":[', ()),
    "both": (429, '{"Message":"","Code":"c"}', (LIMIT,)), "none": (429, "{}", (LIMIT,)),
    "unknown": (418, '{"Message":"m"}', (("x-amzn-ErrorType", "Other"),)),
    "page": (404, "<html>", ()), "bare": (404, "", ()), "half": (400, '{"Message":"\\ud83d"}', (LIMIT,)),
}
TOLD = {
    "empty": {"kind": "result", "value": {}},
    "list": {"kind": "result", "value": {"UnprocessedAccounts": []}},
    "items": {"kind": "result", "value": json.loads(RESULT)},
    "both": {"kind": "modeled", "code": LIMIT[1], "value": {"Message": "", "Code": "c"}},
    "none": {"kind": "modeled", "code": LIMIT[1], "value": {}},
    "unknown": {"kind": "unknown", "code": "Other", "raw_base64": "eyJNZXNzYWdlIjoibSJ9"},
    "page": {"kind": "unknown", "code": "", "raw_base64": "PGh0bWw+"},
    "bare": {"kind": "unknown", "code": ""},
    "half": {"kind": "escape", "class": "UnpairedSurrogate", "message": ""},
}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, body, self.client_address))
        self.server.together.wait(60)
        key = self.path.split("/")[1]
        if key == "stall":
            self.server.over.wait()
            self.close_connection = True
            return
        status, text, headers = ANSWERS[key.split("-")[0]]
        self.send_response_only(status)
        for name, value in (*headers, ("Content-Length", str(len(text.encode())))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text.encode())


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, together=1):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked, self.over, self.together = [], threading.Event(), threading.Barrier(together)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True).start()


def call(key, url, **fields):
    return {"type": "call", "id": key, "service": "securityhub", "operation": "InviteMembers",
            "protocol": "restJson1", "input": {"AccountIds": ["111122223333"]},
            "endpoint": f"{url}/{key}", **fields}


def converse(run, lines, timeout=BUILD_S, **env):
    """Sends the lines, then ends its input: what it wrote, what it complained of, its status."""
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    done = subprocess.run([run], input=text, capture_output=True, text=True, timeout=timeout,
                          check=False, env={**os.environ, **env})
    replies = [json.loads(line) for line in done.stdout.split("\n")[:-1]]
    return replies, done.stderr, done.returncode


class Both:
    def setUp(self):
        self.run_file = TESTEES / self.NAME / "run"

    def outcomes(self, keys, together=1, **env):
        server = Server(together)
        replies, _, status = converse(self.run_file, [call(key, server.url) for key in keys], **env)
        server.over.set()
        server.shutdown()
        server.server_close()
        self.assertEqual(status, 0)
        self.assertEqual(len(replies), len(keys))
        return {reply["id"]: reply["outcome"] for reply in replies}, server

    def test_the_hello_names_the_sdk_and_the_version_of_the_pom(self):
        [hello], _, status = converse(self.run_file, [HELLO, {"type": "bye"}, HELLO])
        self.assertEqual(status, 0)
        self.assertEqual((hello["name"], hello["language"]), (self.NAME, "java"))
        self.assertEqual(hello["transports"], ["http"])
        self.assertEqual(hello["features"], ["pipelining", "unknown_raw"])
        pom = (self.run_file.parent / "pom.xml").read_text(encoding="utf-8")
        self.assertIn(f"securityhub</artifactId>\n      <version>{hello['version']}</version>", pom)

    def test_each_answer_comes_back_as_the_sdk_shows_it(self):
        got, server = self.outcomes([*TOLD, "cut"])
        cut = got.pop("cut")
        self.assertEqual(got, TOLD)
        self.assertEqual((cut["kind"], cut["class"]), ("rejected", self.CLIENT_ERROR))
        asked = [path for path, body, _ in server.asked if body == b'{"AccountIds":["111122223333"]}']
        self.assertEqual(sorted(asked), sorted(f"/{key}/members/invite" for key in [*TOLD, "cut"]))

    def test_connections_are_kept_for_the_next_call(self):
        server = Server()
        with subprocess.Popen([self.run_file], text=True,
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE) as testee:
            for number in range(4):
                print(json.dumps(call(f"empty-{number}", server.url)), file=testee.stdin, flush=True)
                self.assertEqual(json.loads(testee.stdout.readline())["outcome"], TOLD["empty"])
            testee.stdin.close()
            self.assertEqual(testee.wait(BUILD_S), 0)
        server.shutdown()
        server.server_close()
        self.assertEqual(len({address for _, _, address in server.asked}), 1)

    def test_calls_run_beside_each_other_and_all_are_answered_at_the_end_of_the_input(self):
        got, _ = self.outcomes([f"list-{number}" for number in range(16)], together=16)
        self.assertEqual(list(got.values()), [TOLD["list"]] * 16)

    def test_no_answer_is_rejected_and_in_time(self):
        with socket.create_server(("127.0.0.1", 0)) as free:
            url = f"http://127.0.0.1:{free.getsockname()[1]}"
        [reply], _, _ = converse(self.run_file, [call("refused", url)])
        got, _ = self.outcomes(["stall", "empty"], timeout=ANSWER_S)
        for outcome in reply["outcome"], got["stall"]:
            self.assertEqual((outcome["kind"], outcome["class"]), ("rejected", self.CLIENT_ERROR))
        self.assertEqual(got["empty"], TOLD["empty"])

    def test_the_environment_has_no_part_in_it(self):
        got, _ = self.outcomes(["list"], AWS_ENDPOINT_URL="http://127.0.0.1:1", AWS_MAX_ATTEMPTS="9",
                               HTTP_PROXY="http://127.0.0.1:1", AWS_REGION="nowhere",
                               JAVA_TOOL_OPTIONS="-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=1")
        self.assertEqual(got["list"], TOLD["list"])

    def test_what_it_does_not_claim_is_unsupported_and_what_is_no_request_is_complained_of(self):
        odd = [call("a", "x", type="decode"), call("b", "x", operation="ListMembers"),
               call("c", "x", service="s3"), call("d", "x", protocol="restXml")]
        bad = ["", "{", "[]", "null", '{"type":5}', '{"type":"call"}', json.dumps(HELLO) + " {}",
               json.dumps(call("e", "x", input=5)), json.dumps(call("f", "x", endpoint="%"))]
        replies, complaints, status = converse(self.run_file, [*bad, *odd])
        self.assertEqual(status, 0)
        self.assertEqual({reply["id"]: reply["outcome"]["kind"] for reply in replies},
                         dict.fromkeys("abcd", "unsupported"))
        self.assertEqual(complaints.count("adapter: a bad request line: "), len(bad))

    def test_a_toolchain_that_is_missing_or_too_old_is_named(self):
        with tempfile.TemporaryDirectory() as cache:
            tools = pathlib.Path(cache, "toolchains/bin")
            tools.mkdir(parents=True)
            for name in ("sh", "cat", "dirname", "env", "mkdir", "mktemp", "mv", "rm", "sed",
                         "sha256sum"):
                (tools / name).symlink_to(shutil.which(name))
            for name, text, complaint in (
                    (None, "", "there is no java: install the Debian package openjdk-17-jre-headless"),
                    ("java", "exit 1", "java does not start"),
                    ("java", "echo '    java.specification.version = 1.8' >&2", "java is 1.8, and this needs 17"),
                    ("java", "echo '    java.specification.version = 11' >&2", "java is 11, and this needs 17"),
                    ("java", "echo '    java.specification.version = 17' >&2",
                     "there is no mvn: install the Debian package maven"),
                    ("mvn", "", "there is no javac: install the Debian package openjdk-17-jdk-headless")):
                if name:
                    (tools / name).write_text(f"#!/bin/sh\n{text}\n", encoding="ascii")
                    (tools / name).chmod(0o755)
                replies, complaints, status = converse(self.run_file, [HELLO], PATH=str(tools),
                                                       AWSPROOF_CACHE=cache)
                self.assertEqual((replies, status), ([], 3))
                self.assertIn(f"{self.NAME}/run: {complaint}", complaints)
            self.assertEqual(list(pathlib.Path(cache).iterdir()), [tools.parent], "nothing is left")

    def test_a_jar_that_is_another_than_the_locked_one_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            home = shutil.copytree(TESTEES / self.NAME, pathlib.Path(folder, self.NAME))
            for name in ("build-once.sh", "java-build.sh", "Conversation.java"):
                shutil.copy(TESTEES / name, folder)
            lock = home / "jars.sha256"
            lines = lock.read_text(encoding="ascii").splitlines(keepends=True)
            lock.write_text("".join(["0" * 64 + lines[0][64:], *lines[1:]]), encoding="ascii")
            replies, complaints, status = converse(home / "run", [HELLO],
                                                   AWSPROOF_CACHE=folder + "/cache")
            self.assertEqual((replies, status), ([], 3))
            self.assertIn("these are not the jars that", complaints)
            self.assertEqual(list(pathlib.Path(folder, "cache").iterdir()), [], "nothing is left")


class V1(Both, unittest.TestCase):
    NAME, CLIENT_ERROR = "aws-sdk-java-v1", "com.amazonaws.SdkClientException"


class V2(Both, unittest.TestCase):
    NAME = "aws-sdk-java-v2"
    CLIENT_ERROR = "software.amazon.awssdk.core.exception.SdkClientException"


if __name__ == "__main__":
    unittest.main()
