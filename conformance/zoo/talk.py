# SPDX-License-Identifier: Apache-2.0
"""The testee protocol as a good testee speaks it, and the places at which a member of the zoo departs from it."""
import base64
import json
import os
import sys
import time

BAIT_STATUS = 503  # only the bait's response has it
UNKNOWN_OF_BAIT = {"kind": "unknown", "code": "ServiceUnavailableException"}
LARGE_BYTES = 16384  # as much as no request has but the bait's, and less than a pipe holds
MODELED = ("InternalException", "InvalidInputException", "InvalidAccessException", "LimitExceededException")


def right(request):
    """The outcome of a restJson1 response, for the responses that zoo.json has."""
    response = request["response"]
    body = base64.b64decode(response["body_base64"])
    headers = {name.lower(): value for name, value in response["headers"]}
    code = headers.get("x-amzn-errortype", str(response["status"]))
    if response["status"] // 100 == 2:
        return {"kind": "result", "value": json.loads(body)}
    if code in MODELED:
        return {"kind": "modeled", "code": code, "value": json.loads(body)}
    return {"kind": "unknown", "code": code}


def is_bait(request):
    return request["response"]["status"] == BAIT_STATUS


def line_of(message):
    return json.dumps(message).encode() + b"\n"


def sleep_for_ever():
    while True:
        time.sleep(60)


class Talk:
    """One conversation over standard input and output, without any buffer of Python's."""

    def __init__(self):
        self.hello = {"type": "hello", "protocol": 1, "name": "zoo", "version": "1", "language": "python",
                      "transports": ["inline"], "operations": ["securityhub.InviteMembers"], "features": []}
        self.kept = b""
        self.block_bytes = 65536
        self.pause_seconds = 0
        self.at_large = None  # what to do in the middle of a request larger than a pipe holds
        self.previous = None  # the outcome of the request before
        self.held = []        # requests that a member has put off

    def read_line(self):
        """The next line, or None at the end of input."""
        while b"\n" not in self.kept:
            if self.at_large is not None and len(self.kept) > LARGE_BYTES:
                self.at_large(self)
            block = os.read(0, self.block_bytes)
            if not block:
                return None
            self.kept += block
            time.sleep(self.pause_seconds)
        line, self.kept = self.kept.split(b"\n", 1)
        return line

    def read_request(self):
        """The next request; None after bye."""
        line = self.read_line()
        request = None if line is None else json.loads(line)
        return None if request is None or request["type"] == "bye" else request

    def write(self, data):
        """All of the bytes, whatever standard output is."""
        while data:
            data = data[os.write(1, data):]

    def say(self, message):
        self.write(line_of(message))

    def answer(self, request, outcome=None):
        """The right answer to a request, or an answer with this outcome."""
        return {"type": "outcome", "id": request["id"], "outcome": outcome or right(request)}

    def first_time(self, name):
        """Whether this is the first call with this name over all processes of a run."""
        try:
            os.close(os.open(os.path.join(state_folder(), name), os.O_CREAT | os.O_EXCL))
            return True
        except FileExistsError:
            return False

    def serve(self, member):
        """A conversation from hello to bye, with what the member does in its place."""
        self.hello["features"] = list(member.features)
        if member.at_start is not None:
            member.at_start(self)
        suite = json.loads(self.read_line())
        assert suite["type"] == "hello" and "expect" not in json.dumps(suite)
        note_runner()
        self.say(self.hello)
        if member.instead is not None:
            member.instead(self)
            return
        while (request := self.read_request()) is not None:
            self.serve_request(member, request)
            self.previous = right(request)
        if member.at_bye is not None:
            member.at_bye(self)

    def serve_request(self, member, request):
        if member.at_each is not None:
            member.at_each(self, request)
        elif member.at_bait is not None and is_bait(request):
            member.at_bait(self, request)
        else:
            self.say(self.answer(request))

    def serve_once(self, member):
        """The one request of one-shot mode."""
        request = json.loads(self.read_line())
        note_runner()
        self.serve_request(member, request)


def state_folder():
    """An empty folder, the run's own: where processes of a run leave notes for each other."""
    folder = os.environ.get("ZOO_FOLDER", "")
    if not os.path.isdir(folder):
        sys.exit("zoo: this testee needs ZOO_FOLDER, the path of an empty folder")
    return folder


def status_of(process):
    with open("/proc/%d/status" % process, encoding="ascii", errors="replace") as status:
        return {name: value.strip() for name, value in (line.split(":", 1) for line in status)}


def runner():
    """The process that started this one, perhaps by a shell; None where it is no awsproof."""
    process = os.getppid()
    while process > 1:
        status = status_of(process)
        if status["Name"] == "awsproof":
            return process
        process = int(status["PPid"])
    return None


def children(process):
    folder = "/proc/%d/task" % process
    count = 0
    for thread in os.listdir(folder):
        with open("%s/%s/children" % (folder, thread), encoding="ascii") as file:
            count += len(file.read().split())
    return count


def note_runner():
    """What the runner holds at this moment, noted by the testee that it has just started."""
    process = runner() if os.environ.get("ZOO_FOLDER") else None
    if process is not None:
        status = status_of(process)
        note = {"runner": process, "descriptors": len(os.listdir("/proc/%d/fd" % process)),
                "children": children(process), "memory_kib": int(status["RssAnon"].split()[0]),
                "peak_kib": int(status["VmHWM"].split()[0])}
        with open(os.path.join(state_folder(), "notes"), "ab") as notes:
            notes.write(line_of(note))
