# SPDX-License-Identifier: Apache-2.0
"""Planted faults: a patch file each, whose head says what the fault is and what shows it."""
import base64
import binascii
import hashlib
import json
import pathlib
import re

HERE = pathlib.Path(__file__).resolve().parent
FINDING = re.compile(r"reports/findings/[a-z0-9.-]+\.md")
CLASSES = ("memory", "undefined-behaviour", "leak", "wrong-variant", "lost-raw-bytes", "non-total",
           "nondeterminism", "cross-format", "no-memory", "quadratic-time")
FORMATS = ("json", "xml", "http")
FIELDS = ("Title", "Class", "Format", "Target", "Oracle", "Depth", "Modelled-on", "Witness", "Clean")


class Malformed(Exception):
    """A patch file that is none: place and reason."""


class Fault:
    """One planted fault. `witness` and `clean` are bytes: inputs of `target`; `digest` is of the whole file."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.id = self.path.stem
        try:
            text = self.path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise Malformed(f"{path}: cannot be read: {error}") from error
        self.digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        head, found, _ = text.partition("\n--- a/decoder/")
        if not found:
            raise Malformed(f"{path}: no change of a file in decoder/ (a line '--- a/decoder/...')")
        values = self._fields(head)
        self.title = values["Title"]
        self.fault_class = self._one_of(values, "Class", CLASSES)
        self.format = self._one_of(values, "Format", FORMATS)
        self.target, self.oracle = values["Target"], values["Oracle"]
        self.depth = int(self._one_of(values, "Depth", ("1", "2", "3", "4")))
        self.modelled_on = values["Modelled-on"]
        is_finding = FINDING.fullmatch(self.modelled_on) and (HERE.parent.parent / self.modelled_on).is_file()
        if self.modelled_on != "none" and not self.modelled_on.startswith("https://") and not is_finding:
            raise Malformed(f"{path}: Modelled-on is neither 'none' nor begins with https:// nor is a finding's file "
                            "(reports/findings/*.md)")
        self.witness = self._bytes(values, "Witness")
        self.clean = self._bytes(values, "Clean")
        if self.witness == self.clean:
            raise Malformed(f"{path}: Witness and Clean are the same bytes")

    def _fields(self, head):
        values = {}
        for number, line in enumerate(head.split("\n"), 1):
            if not line or line.startswith("#"):
                continue
            name, colon, value = line.partition(": ")
            if not colon or name not in FIELDS or name in values or not value.strip():
                raise Malformed(f"{self.path}:{number}: not one of the fields {', '.join(FIELDS)}, "
                                "each once: " + line[:60])
            values[name] = value.strip()
        missing = [name for name in FIELDS if name not in values]
        if missing:
            raise Malformed(f"{self.path}: the head lacks {', '.join(missing)}")
        return values

    def _one_of(self, values, name, allowed):
        if values[name] not in allowed:
            raise Malformed(f"{self.path}: {name} is {values[name]!r}, not one of {', '.join(allowed)}")
        return values[name]

    def _bytes(self, values, name):
        try:
            return body(json.loads(values[name]))
        except (ValueError, binascii.Error) as error:
            raise Malformed(f"{self.path}: {name} is no body as a golden case has it: {error}") from error


def body(form):
    """The bytes of a body in the form of the golden cases (docs/CASES.md)."""
    if isinstance(form, str):
        return form.encode()
    if isinstance(form, list):
        return b"".join(map(body, form))
    if isinstance(form, dict) and form.keys() == {"base64"}:
        return base64.b64decode(form["base64"], validate=True)
    if isinstance(form, dict) and form.keys() == {"repeat", "times"} and isinstance(form["times"], int):
        return body(form["repeat"]) * form["times"]
    raise ValueError(f"neither a string, an array, base64 nor repeat: {json.dumps(form)[:60]}")


def faults():
    """All of them, in the order of their ids."""
    found = [Fault(path) for path in sorted(HERE.glob("*.patch"))]
    for fault in found:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", fault.id):
            raise Malformed(f"{fault.path}: the name is no slug")
    return found
