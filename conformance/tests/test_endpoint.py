#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""`awsproof serve`: what curl sees of each wire fault, what is recorded, and who it survives.

Usage: test_endpoint.py AWSPROOF
"""
import json
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

AWSPROOF = sys.argv.pop(1)
HERE = pathlib.Path(__file__).resolve().parent
CASES = HERE.parent / "cases"
SCHEMA = HERE.parent / "schema" / "case-file.schema.json"
LIMIT_S = 60
# AddressSanitizer keeps 256 MiB of what is freed.
PEAK_KIB = 600_000 if b"__asan_init" in pathlib.Path(AWSPROOF).read_bytes() else 60_000
INVITE = b'{"AccountIds":["111122223333"]}'
GOOD = b'{"UnprocessedAccounts":[{"AccountId":"111122223333","ProcessingResult":"Suspended"}]}'

# What curl's exit status is, and what it prints, head and body, for one case of each fault at least.
# 0 done, 1 not HTTP/1, 8 weird server reply, 18 partial file, 28 time-out, 52 nothing, 56 receiving failed, 61 bad
# encoding, 23 its own limit. A pattern is searched for in all that it prints.
CURL = {
    "wire-short-body-whole-document": ([18], rb"Content-Length: 95\r\n\r\n" + re.escape(GOOD) + rb"$"),
    "wire-short-body-nothing-came": ([18], rb"Content-Length: 64\r\n\r\n$"),
    "wire-long-body": ([0], re.escape(GOOD) + rb"$"),
    "wire-long-body-forged-answer": ([0], re.escape(GOOD) + rb"$"),
    "wire-cut-at-start": ([52], rb"^$"),
    "wire-cut-in-status-line": ([1, 8, 52, 56], rb"^(HTTP/1\.1)?$"),
    "wire-cut-in-header": ([0, 8, 18, 56], rb"^HTTP/1\.1 200 OK\r\n(?!.*\r\n\r\n)"),
    "wire-cut-in-body": ([18], rb'Content-Length: 85\r\n\r\n\{"UnprocessedAccounts":\[\{"AccountId":"1111$'),
    "wire-reset-at-start": ([56], rb"^$"),
    "wire-reset-in-header": ([56], rb""),
    "wire-reset-in-body": ([56], rb'\{"UnprocessedAccounts":\[\{"AccountId":"1111$'),
    "wire-stall-at-start": ([28], rb"^$"),
    "wire-stall-in-status-line": ([28], rb"^$"),
    "wire-stall-in-header": ([28], rb"^HTTP/1\.1 200 OK\r\n(?!.*\r\n\r\n)"),
    "wire-stall-in-body": ([28], rb'\{"UnprocessedAccounts":\[\{"AccountId":"1111$'),
    "wire-chunked": ([0], rb"Transfer-Encoding: chunked\r\n\r\n" + re.escape(GOOD) + rb"$"),
    "wire-chunk-size-no-hex": ([56], rb'"1111$'),
    "wire-chunk-size-empty": ([56], rb'"1111$'),
    "wire-chunk-size-negative": ([56], rb'"1111$'),
    "wire-chunk-size-overflow": ([56], rb'"1111$'),
    "wire-chunk-size-too-large": ([18], rb""),
    "wire-chunk-short": ([18], re.escape(GOOD) + rb"$"),
    "wire-chunk-no-end": ([18], re.escape(GOOD) + rb"$"),
    "wire-chunk-trailers": ([0], re.escape(GOOD) + rb"(X-Checked: yes\r\n)?$"),
    "wire-chunk-trailer-is-no-discriminator": ([0], rb"HTTP/1\.1 503 .*\r\n\r\n\{\}"),
    "wire-split-every-byte": ([0], re.escape(GOOD) + rb"$"),
    "wire-no-length": ([0], rb"^HTTP/1\.1 200 OK\r\n\r\n" + re.escape(GOOD) + rb"$"),
    "wire-interim-100-three-times": ([0], rb"^(HTTP/1\.1 100 Continue\r\n\r\n){3}HTTP/1\.1 200"),
    "wire-interim-103": ([0], rb"^HTTP/1\.1 103 Early Hints\r\nLink.*\r\n\r\nHTTP/1\.1 200 OK"),
    "wire-http-1-0": ([0], rb"^HTTP/1\.0 200 OK\r\nContent-Length: 85\r\n\r\n"),
    "wire-http-1-0-close": ([0], rb"^HTTP/1\.0 200 OK\r\n\r\n" + re.escape(GOOD) + rb"$"),
    "wire-header-64-kib": ([0, 23, 56, 100], rb""),
    "wire-1000-headers": ([0, 56, 100], rb"X-Number: 0\r\n"),
    "wire-repeated-length-same": ([0], rb"Content-Length: 85\r\nContent-Length: 85\r\n"),
    "wire-repeated-length-joined": ([0, 8], rb"^HTTP/1\.1 200 OK\r\n"),
    "wire-repeated-length-shorter-last": ([0, 8, 18], rb"^HTTP/1\.1 200 OK\r\nContent-Length: 85\r\n"),
    "wire-both-framings": ([0], re.escape(GOOD) + rb"$"),
    "wire-folded-before-value": ([0], rb"X-Amzn-ErrorType:(\r\n)? InvalidAccessException\r\n"),
    "wire-gzip-true": ([0], re.escape(GOOD) + rb"$"),
    "wire-gzip-false": ([61], rb"Content-Encoding: gzip\r\n"),
    "wire-gzip-truncated": ([0, 61, 18], rb"(?s)^(?!.*Suspended\"\}\]\}).*$"),
    "wire-no-http-text": ([1], rb"^$"),
    "wire-no-http-tls": ([1], rb"^$"),
    "wire-no-http-binary": ([1], rb"^$"),
    "wire-no-http-status": ([1, 8], rb""),
}


class Server:
    """A running `awsproof serve`, and what it says on standard output."""

    def __init__(self, *arguments):
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen([AWSPROOF, "serve", "--cases", CASES, *arguments],
                                        stdout=self.log, stderr=subprocess.PIPE)
        deadline = time.monotonic() + LIMIT_S
        while not (lines := self.lines()):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(self.process.communicate()[1].decode())
            time.sleep(0.01)
        self.port = int(lines[0]["url"].rsplit(":", 1)[1])

    def lines(self):
        """All whole lines so far. The file's position is shared with the server: it is not moved."""
        data = b""
        while piece := os.pread(self.log.fileno(), 1 << 20, len(data)):
            data += piece
        return [json.loads(line) for line in data.split(b"\n")[:-1]]

    def descriptors(self):
        return len(list(pathlib.Path(f"/proc/{self.process.pid}/fd").iterdir()))

    def peak_kib(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1])

    def end(self, number=signal.SIGTERM):
        """Stops it; the exit status, all its lines, its standard error."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            errors = self.process.communicate(timeout=LIMIT_S)[1].decode()
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        lines = self.lines()
        self.log.close()
        return self.process.returncode, lines, errors

    def connect(self):
        connection = socket.create_connection(("127.0.0.1", self.port), LIMIT_S)
        connection.settimeout(LIMIT_S)
        return connection


def request(name, body=INVITE, extra=b""):
    return (b"POST /" + name.encode() + b"/members/invite HTTP/1.1\r\nHost: x\r\n" + extra +
            b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def read_until(connection, end):
    data = b""
    while not data.endswith(end):
        piece = connection.recv(65536)
        if not piece:
            raise AssertionError(f"an end after {data!r}")
        data += piece
    return data


def serve_fails(*arguments):
    done = subprocess.run([AWSPROOF, "serve", "--cases", CASES, *arguments], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=LIMIT_S, check=False)
    return done.returncode, done.stderr.decode()


class WireTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()

    @classmethod
    def tearDownClass(cls):
        status, lines, errors = cls.server.end()
        sums = lines[-1]
        if status != 0 or sums["type"] != "end" or sums["refused"] != cls.refused:
            raise AssertionError(f"{status} {sums} {errors}")

    refused = 0

    def curl(self, name, *arguments):
        done = subprocess.run(
            ["curl", "--silent", "--include", "--max-time", "1.5", "--http1.1", *arguments,
             "--header", "Content-Type: application/json", "--data-binary", INVITE.decode(),
             f"http://127.0.0.1:{self.server.port}/{name}/members/invite"],
            stdout=subprocess.PIPE, timeout=LIMIT_S, check=False)
        return done.returncode, done.stdout

    def test_curl_sees_each_wire_fault(self):
        for name, (statuses, pattern) in CURL.items():
            with self.subTest(case=name):
                options = ["--compressed"] if "gzip" in name else []
                status, output = self.curl(name, *options)
                self.assertIn(status, statuses, output[:300])
                self.assertRegex(output[:200_000], re.compile(pattern, re.DOTALL))

    def test_every_fault_is_listed_has_a_schema_a_case_and_a_row_for_curl(self):
        listed = subprocess.run([AWSPROOF, "serve", "--faults"], stdout=subprocess.PIPE, check=True)
        names = set(re.findall(r"^([a-z0-9-]+):", listed.stdout.decode(), re.MULTILINE))
        self.assertGreaterEqual(len(names), 21)
        schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
        self.assertEqual({fault["properties"]["fault"]["const"]
                          for fault in schema["$defs"]["wire"]["oneOf"]}, names)
        used = {}
        for path in CASES.glob("wire-*.json"):
            for case in json.loads(path.read_text(encoding="utf-8"))["cases"]:
                used[case["id"]] = case["response"]["wire"]["fault"]
        self.assertEqual(set(used.values()), names)
        self.assertEqual({used[name] for name in CURL}, names)

    def test_a_connection_that_stays_open_gives_the_next_answer_exactly(self):
        """After each fault that does not end the connection, the bytes of a plain answer follow."""
        plain = b"HTTP/1.1 200 OK\r\nContent-Length: 26\r\n\r\n" + b'{"UnprocessedAccounts":[]}'
        for name, end in (("wire-chunked", b"0\r\n\r\n"), ("wire-chunk-trailers", b"yes\r\n\r\n"),
                          ("wire-split-every-byte", GOOD), ("wire-interim-103", GOOD),
                          ("wire-long-body", b"}}\r\n"), ("wire-header-64-kib", GOOD),
                          ("wire-1000-headers", GOOD), ("wire-gzip-false", GOOD),
                          ("wire-repeated-length-shorter-first", GOOD),
                          ("wire-both-framings", b"0\r\n\r\n")):
            with self.subTest(case=name), self.server.connect() as connection:
                for _ in range(2):
                    connection.sendall(request(name))
                    read_until(connection, end)
                    connection.sendall(request("success-empty-list"))
                    self.assertEqual(read_until(connection, b"[]}"), plain)

    def test_requests_that_are_sent_ahead_are_answered_in_order(self):
        names = ["success-empty-list", "wire-split-every-byte", "success-two-elements"] * 5
        with self.server.connect() as connection:
            connection.sendall(b"".join(map(request, names)))
            data = b""
            while data.count(b"HTTP/1.1 200 OK") < len(names) or not data.endswith(b"]}"):
                data += connection.recv(65536)
        bodies = re.findall(rb"\r\n\r\n(\{.*?\]\})", data)
        self.assertEqual([bodies[i] for i in (0, 1, 3, 4)],
                         [b'{"UnprocessedAccounts":[]}', GOOD] * 2)
        self.assertEqual(len(bodies), len(names))

    def test_a_body_that_waits_for_100_continue_is_asked_for(self):
        with self.server.connect() as connection:
            text = request("success-empty-list", extra=b"Expect: 100-continue\r\n")
            connection.sendall(text[:-len(INVITE)])
            self.assertEqual(read_until(connection, b"\r\n\r\n"), b"HTTP/1.1 100 Continue\r\n\r\n")
            connection.sendall(INVITE)
            self.assertIn(b"200 OK", read_until(connection, b"[]}"))

    def test_the_request_is_recorded_and_judged(self):
        good = "success-two-elements"
        for text, wrong in (
                (request(good), None),
                (request(good).replace(b"POST", b"PUT"), 'method is "PUT", not "POST"'),
                (request(good).replace(b"/invite ", b"/invite/ "), 'is "/members/invite/", not'),
                (request(good).replace(b"/invite ", b"/invite?a=b "), 'query is "a=b", not ""'),
                (request(good).replace(b"application/json", b"text/plain"), "Content-Type is"),
                (request(good, b'{"AccountIds":["1"]}'), "body at $.AccountIds[0]"),
                (request(good, b'{"AccountIds":'), "body is no JSON at byte"),
                (request(good, b"\xff"), "body is no JSON at byte 0"),
                (request("no-such-case"), "no such case")):
            with self.subTest(text=text), self.server.connect() as connection:
                connection.sendall(text)
                connection.recv(10)
                line = self.server.lines()[-1]
                if wrong is None:
                    self.assertIsNone(line["wrong"])
                else:
                    self.assertIn(wrong, line["wrong"])
                target = text.split(b" ")[1].decode()
                self.assertEqual(line["case"], None if "no-such" in target else good)
                self.assertEqual(line["request"]["target"], target)
                self.assertIn(["Host", "x"], line["request"]["headers"])
                body = text.split(b"\r\n\r\n", 1)[1]
                self.assertEqual(line["request"]["body"], {"base64": "/w=="} if body == b"\xff"
                                 else body.decode())

    def test_an_unknown_path_is_404_and_what_is_no_request_is_400(self):
        status, output = self.curl("no-such-case")
        self.assertEqual(status, 0)
        self.assertRegex(output, rb"^HTTP/1\.1 404 ")
        with self.server.connect() as connection:
            connection.sendall(b"\x16\x03\x01\x02\x00 no HTTP\r\n\r\n")
            answer = b"".join(iter(lambda: connection.recv(4096), b""))
        self.assertRegex(answer, rb"^HTTP/1\.1 400 ")
        type(self).refused += 1


class UsageTest(unittest.TestCase):
    def test_another_address_than_loopback_needs_to_be_said_twice(self):
        status, errors = serve_fails("--listen", "0.0.0.0")
        self.assertEqual(status, 2)
        self.assertIn("0.0.0.0 is no loopback address", errors)
        server = Server("--listen", "0.0.0.0", "--expose-to-network")
        status, _, errors = server.end()
        self.assertEqual(status, 0)
        self.assertIn("others than this machine may connect", errors)

    def test_ipv6_loopback_is_loopback(self):
        if not socket.has_ipv6 or not pathlib.Path("/proc/net/if_inet6").exists():
            self.skipTest("no IPv6 here")
        server = Server("--listen", "::1")
        self.assertRegex(server.lines()[0]["url"], r"^http://\[::1\]:\d+$")
        self.assertEqual(server.end()[0], 0)

    def test_what_cannot_be_is_said_in_one_line(self):
        taken = socket.create_server(("127.0.0.1", 0))
        port = str(taken.getsockname()[1])
        for status, text, arguments in (
                (3, f"cannot listen on 127.0.0.1 port {port}: ", ["--port", port]),
                (2, "--port is a whole number up to 65535, not: 65536", ["--port", "65536"]),
                (2, "no loopback address", ["--listen", "localhost"]),
                (3, "not an IP address: nowhere", ["--listen", "nowhere", "--expose-to-network"]),
                (2, "error-function-", ["--case", "error-function-*"]),
                (2, "no-such-case", ["--case", "no-such-case"])):
            with self.subTest(arguments=arguments):
                got, errors = serve_fails(*arguments)
                self.assertEqual(got, status, errors)
                self.assertIn(text, errors)
        taken.close()

    def test_cases_by_id_and_by_pattern(self):
        server = Server("--case", "wire-chunked", "--case", "wire-interim-*")
        count = server.lines()[0]["cases"]
        status, lines, _ = server.end(signal.SIGINT)
        self.assertEqual(count, 6)
        self.assertEqual(status, 0)
        self.assertEqual(lines[-1], {"type": "end", "connections": 0, "requests": 0, "answers": 0,
                                     "not_found": 0, "refused": 0, "broken": 0})


class Intact(threading.Thread):
    """A client that keeps the rules; notes each answer that is not exactly the expected one."""

    def __init__(self, server, count):
        super().__init__()
        self.server, self.count, self.bad = server, count, []

    def run(self):
        try:
            connection = self.server.connect()
            for i in range(self.count):
                name, end = (("success-empty-list", b"[]}"), ("wire-chunked", b"0\r\n\r\n"))[i % 2]
                connection.sendall(request(name))
                answer = read_until(connection, end)
                if not answer.startswith(b"HTTP/1.1 200 OK\r\n") or answer.count(b"HTTP/1.1") != 1:
                    self.bad.append(answer)
            connection.close()
        except (OSError, AssertionError) as error:
            self.bad.append(repr(error))


class Broken(threading.Thread):
    """A client that breaks each of its connections in another way."""

    def __init__(self, server, count, seed):
        super().__init__()
        self.server, self.count, self.bad = server, count, []
        self.random = random.Random(seed)

    def run(self):
        for _ in range(self.count):
            try:
                self.break_one(self.random.randrange(7), request("success-two-elements"))
            except OSError:
                pass  # it may be quicker to hang up than we are

    def break_one(self, kind, text):
        with self.server.connect() as connection:
            if kind == 0:  # leaves at once
                return
            if kind == 1:  # leaves inside a request
                connection.sendall(text[:self.random.randrange(1, len(text))])
                return
            if kind == 2:  # resets inside a request
                connection.sendall(text[:self.random.randrange(1, len(text))])
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                return
            if kind == 3:  # no HTTP, and a lot of it
                connection.sendall(self.random.randbytes(self.random.randrange(1, 20_000)))
                return
            if kind == 4:  # does not wait for an answer that takes its time
                connection.sendall(request("wire-split-every-byte"))
                return
            if kind == 5:  # does not read a large answer
                connection.sendall(request("wire-header-64-kib") * 20)
                return
            for i in range(0, 60, 6):  # slow, and then gone
                connection.sendall(text[i:i + 6])
                time.sleep(0.001)


class SurvivalTest(unittest.TestCase):
    def test_10000_requests_of_50_connections_half_of_them_broken(self):
        server = Server("--stall", "1")
        before = server.descriptors()
        clients = [Intact(server, 200) for _ in range(25)]
        clients += [Broken(server, 200, seed) for seed in range(25)]
        for client in clients:
            client.start()
        for client in clients:
            client.join(LIMIT_S * 2)
            self.assertFalse(client.is_alive())
        self.assertEqual([client.bad for client in clients if client.bad], [])
        deadline = time.monotonic() + LIMIT_S
        while server.descriptors() > before and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertEqual(server.descriptors(), before)
        # Hundreds of connections may be lingering at once, each with an answer of 64 KiB and more.
        self.assertLess(server.peak_kib(), 4 * PEAK_KIB)
        status, lines, errors = server.end()
        self.assertEqual(status, 0, errors)
        self.assertNotIn("Sanitizer", errors)
        sums = lines[-1]
        recorded = [line["case"] for line in lines if line["type"] == "request"]
        self.assertEqual(len(recorded), sums["requests"])
        self.assertEqual(recorded.count("success-empty-list"), 2500)
        self.assertEqual(recorded.count("wire-chunked"), 2500)
        self.assertEqual(sums["connections"], 25 + 25 * 200)
        self.assertGreaterEqual(sums["answers"], 5000)
        self.assertGreater(sums["refused"], 100)
        self.assertGreater(sums["broken"], 100)

    def test_wrk_gets_an_answer_to_every_request(self):
        self.assertIsNotNone(shutil.which("wrk"), "wrk is not installed")
        server = Server("--case", "success-empty-list")
        done = subprocess.run(
            ["wrk", "--connections", "50", "--threads", "2", "--duration", "2s", "--timeout", "10s",
             f"http://127.0.0.1:{server.port}/success-empty-list"],
            stdout=subprocess.PIPE, timeout=LIMIT_S, check=True)
        output = done.stdout.decode()
        answered = int(re.search(r"(\d+) requests in", output)[1])
        self.assertGreater(answered, 1000)
        self.assertNotIn("Non-2xx", output)
        self.assertNotIn("Socket errors", output)
        self.assertLess(server.peak_kib(), PEAK_KIB)
        status, lines, errors = server.end()
        self.assertEqual(status, 0, errors)
        sums = lines[-1]
        self.assertEqual((sums["refused"], sums["not_found"]), (0, 0))
        self.assertGreaterEqual(sums["answers"], answered)
        self.assertLessEqual(sums["requests"] - answered, 100)  # those under way at its end


if __name__ == "__main__":
    unittest.main()
