#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A testee over transport http: a strict HTTP client of its own, and the reference as its decoder.

Usage: http_testee.py AWSPROOF [MODE [http-only]]. Each MODE breaks one thing that the runner, or `awsproof smoke`,
has to see; http-only: its hello claims no other transport.
"""
import base64
import json
import re
import socket
import subprocess
import sys
import time
import urllib.parse

TIMEOUT_S = 1.5
REFUSED = {
    "result-refused": {"kind": "result", "value": {}},
    "modeled-refused": {"kind": "modeled", "code": "InternalException", "value": {"Message": "refused"}},
    "unknown-refused": {"kind": "unknown", "code": "ServiceUnavailable"},
    "escape-refused": {"kind": "escape", "class": "TypeError", "message": "None has no status"},
    "status-refused": {"kind": "rejected", "class": "HttpError", "message": "refused", "status": 503},
    "unsupported-refused": {"kind": "unsupported", "reason": "no service there"},
}
MODES = ("sane", "get", "path", "type", "body", "twice", "silent", "poisoned", "truncating", "ignoring-chunks",
         "one-endpoint", "stuck", "hang-refused", "forgets-members", "forgets-code", *REFUSED)


class WireError(Exception):
    pass


class Connection:
    """One connection that is kept; whatever is doubtful ends it."""

    def __init__(self, mode):
        self.mode, self.socket, self.buffer, self.address = mode, None, b"", None

    def close(self):
        if self.socket:
            self.socket.close()
        self.socket, self.buffer = None, b""

    def more(self):
        """Reads once; whether there was something."""
        data = self.socket.recv(65536)
        self.buffer += data
        return bool(data)

    def line(self):
        while b"\n" not in self.buffer:
            if len(self.buffer) > 1 << 20 or not self.more():
                raise WireError("an end within a line")
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line.removesuffix(b"\r")

    def exactly(self, count):
        while len(self.buffer) < count:
            if not self.more():
                if self.mode == "truncating":
                    break
                raise WireError("an end within the body")
        data, self.buffer = self.buffer[:count], self.buffer[count:]
        return data

    def head(self):
        line = self.line()
        match = re.fullmatch(rb"HTTP/1\.([01]) (\d{3})(?: .*)?", line)
        if not match:
            raise WireError("no status line")
        headers = []
        while line := self.line():
            if line[:1] in b" \t" and headers:
                headers[-1] = (headers[-1][0], (headers[-1][1] + b" " + line.strip()).strip())
                continue
            name, colon, value = line.partition(b":")
            if not colon or not re.fullmatch(rb"[!-~]+", name):
                raise WireError("no header")
            headers.append((name, value.strip(b" \t")))
        return int(match[1]), int(match[2]), headers

    def chunks(self):
        body = b""
        while True:
            size = self.line().split(b";")[0]
            if not re.fullmatch(rb"[0-9A-Fa-f]{1,8}", size):
                raise WireError("no chunk size")
            if int(size, 16) == 0:
                while self.line():
                    pass
                return body
            body += self.exactly(int(size, 16))
            if self.line():
                raise WireError("no end of a chunk")

    def body(self, headers):
        """The body, and whether the connection can be kept after it."""
        values = {name.lower(): value.lower() for name, value in headers}
        if values.get(b"transfer-encoding") == b"chunked" and self.mode != "ignoring-chunks":
            return self.chunks(), b"content-length" not in values
        lengths = {part.strip() for name, value in headers if name.lower() == b"content-length"
                   for part in value.split(b",")}
        if len(lengths) > 1 or not all(re.fullmatch(rb"\d{1,9}", length) for length in lengths):
            raise WireError("Content-Lengths that contradict")
        if lengths:
            return self.exactly(int(lengths.pop())), True
        while self.more():
            pass
        return self.buffer, False

    def exchange(self, address, request):
        if self.socket and self.address != address and self.mode != "one-endpoint":
            self.close()
        if not self.socket:
            self.socket, self.address = socket.create_connection(address, TIMEOUT_S), address
        try:
            self.socket.sendall(request)
            status = 100
            while status < 200:
                minor, status, headers = self.head()
            body, can_stay = self.body(headers) if status not in (204, 304) else (b"", True)
        except (OSError, WireError):
            self.close()
            raise
        if self.mode != "poisoned" and (self.buffer or not can_stay or minor == 0):
            self.close()
        return status, headers, body


def requests_of(mode, url, given):
    body = json.dumps(given).encode()
    method, path, kind = b"POST", url.path + "/members/invite", b"application/json"
    if mode == "get":
        method = b"GET"
    elif mode == "path":
        path = url.path + "/members/invites"
    elif mode == "type":
        kind = b"application/x-www-form-urlencoded"
    elif mode == "body":
        body = b'{"AccountIds":[]}'
    request = (method + b" " + path.encode() + b" HTTP/1.1\r\nHost: " + url.netloc.encode() +
               b"\r\nContent-Type: " + kind + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    return [request] * {"twice": 2, "silent": 0}.get(mode, 1)


def after_refusal(mode, connection, error):
    if mode == "hang-refused":
        time.sleep(60)
    if mode == "stuck":
        connection.exchange = lambda *_: (503, [], b"")
    return REFUSED.get(mode, {"kind": "rejected", "class": type(error).__name__, "message": str(error)})


def shorten(mode, outcome):
    """The outcome without what the adapter forgets."""
    if mode == "forgets-members" and outcome["kind"] == "modeled":
        return {**outcome, "value": {}}
    if mode == "forgets-code" and outcome["kind"] == "unknown":
        return {**outcome, "code": "UnknownError"}
    return outcome


def call(request, mode, connection, decode):
    url = urllib.parse.urlsplit(request["endpoint"])
    response = (200, [], b'{"UnprocessedAccounts":[]}')
    try:
        for text in requests_of(mode, url, request["input"]):
            response = connection.exchange((url.hostname, url.port), text)
    except ConnectionRefusedError as error:
        return after_refusal(mode, connection, error)
    except (OSError, WireError) as error:
        return {"kind": "rejected", "class": type(error).__name__, "message": f"{error} ({request['endpoint']})"}
    status, headers, body = response

    def text_of(value):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return {"base64": base64.b64encode(value).decode()}
    return shorten(mode, decode({
        **{name: request[name] for name in ("id", "service", "operation", "protocol")}, "type": "decode",
        "response": {"status": status, "body_base64": base64.b64encode(body).decode(),
                     "headers": [[name.decode(), text_of(value)] for name, value in headers]}}))


def main(awsproof, mode="sane", claim=None):
    if mode not in MODES or claim not in (None, "http-only"):
        sys.exit(f"no such mode: {mode} {claim or ''} ({', '.join(MODES)})")
    reference = subprocess.Popen([awsproof, "testee"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    connection = Connection(mode)

    def ask(message):
        reference.stdin.write(json.dumps(message).encode() + b"\n")
        reference.stdin.flush()
        return json.loads(reference.stdout.readline())
    for line in sys.stdin.buffer:
        message = json.loads(line)
        if message["type"] == "bye":
            break
        if message["type"] == "hello":
            reply = ask(message)
            reply["transports"] = ["http"] if claim else [*reply["transports"], "http"]
            reply["features"].remove("pipelining")
        elif message["type"] == "call":
            outcome = call(message, mode, connection, lambda request: ask(request)["outcome"])
            reply = {"type": "outcome", "id": message["id"], "outcome": outcome}
        else:
            reply = ask(message)
        print(json.dumps(reply), flush=True)
    connection.close()
    reference.stdin.close()
    reference.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
