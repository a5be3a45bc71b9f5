#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Validates every golden case file against its schema, and shows that the schema refuses."""
import copy
import json
import pathlib
import sys

import jsonschema

SAMPLE = {
    "topic": "sample", "title": "t", "operation": "securityhub.InviteMembers",
    "cases": [{
        "id": "a", "title": "t", "why": "w", "level": "must", "rules": ["R5", "R5.2"], "flags": ["no-code"], "sources": ["spec"], "tags": [],
        "response": {"protocol": "restJson1", "status": 401, "headers": [["a", "b"]], "body": ["x", {"repeat": "y", "times": 3, "counter": "y"}]},
        "expect": {"kind": "unknown", "code": "401"},
        "accept": [{"name": "other", "seen": ["awso"], "outcome": {"kind": "unknown"}},
                   {"name": "kept", "outcome": {"kind": "result", "value": {"a": [None, {"repeat": {}, "times": 2}]}}}],
    }],
}

# The files beside the cases, and their schemas.
BESIDE = {"flags.json": "flags.schema.json", "renamed.json": "renamed.schema.json", "manifest.json": "manifest.schema.json"}

# Each breaks the sample in one place: a path to a field, and its new value (DELETE: none).
DELETE = object()
BREAKS = [
    (["extra"], 1),
    (["title"], ""),
    (["topic"], "No Slug"),
    (["cases"], []),
    (["cases", 0, "extra"], 1),
    (["cases", 0, "id"], "a--b"),
    (["cases", 0, "why"], DELETE),
    (["cases", 0, "level"], "shall"),
    (["cases", 0, "rules"], ["R15"]),
    (["cases", 0, "rules"], []),
    (["cases", 0, "rules"], ["R5.0"]),
    (["cases", 0, "flags"], []),
    (["cases", 0, "flags"], ["No Slug"]),
    (["cases", 0, "response", "body"], {"repeat": "x", "times": 3, "counter": ""}),
    (["cases", 0, "expect"], {"kind": "result", "value": {"a": [None]}}),
    (["cases", 0, "expect"], {"kind": "result", "value": {"a": [{"repeat": "x", "times": 0}]}}),
    (["cases", 0, "sources"], ["http://plain.example"]),
    (["cases", 0, "call"], {"function": "error_of_json", "code": "X"}),
    (["cases", 0, "response"], DELETE),
    (["cases", 0, "response", "protocol"], "awsJson1_1"),
    (["cases", 0, "response", "status"], 99),
    (["cases", 0, "response", "headers", 0], ["a"]),
    (["cases", 0, "response", "headers", 0, 1], 5),
    (["cases", 0, "response", "body"], {"repeat": "x"}),
    (["cases", 0, "response", "body"], {"base64": "a"}),
    (["cases", 0, "expect", "code"], DELETE),
    (["cases", 0, "expect"], {"kind": "rejected"}),
    (["cases", 0, "expect"], {"kind": "result", "value": {"a": None}}),
    (["cases", 0, "accept", 0, "name"], "A"),
    (["cases", 0, "accept", 0, "outcome"], {"kind": "rejected", "class": "x"}),
]


def broken(path, value):
    sample = copy.deepcopy(SAMPLE)
    place = sample
    for step in path[:-1]:
        place = place[step]
    if value is DELETE:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return sample


def check_beside(path, schemas):
    """A file that is no case file, against its own schema; and that the schema refuses a field too many."""
    schema = json.loads((schemas / BESIDE[path.name]).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    content = json.loads(path.read_text(encoding="utf-8"))
    failures = ["%s: %s: %s" % (path, error.json_path, error.message[:200]) for error in validator.iter_errors(content)]
    if validator.is_valid({**content, "extra": 1}):
        failures.append("%s accepts a field too many" % BESIDE[path.name])
    return failures


def main(schema_path, *folders):
    schema = json.loads(pathlib.Path(schema_path).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    failures = []
    if not validator.is_valid(SAMPLE):
        failures.append("the schema refuses the sample: %s" % jsonschema.exceptions.best_match(validator.iter_errors(SAMPLE)).message)
    for path, value in BREAKS:
        if validator.is_valid(broken(path, value)):
            failures.append("the schema accepts %s = %r" % (path, "nothing" if value is DELETE else value))
    files = sorted(path for folder in folders for path in pathlib.Path(folder).rglob("*.json"))
    for path in [path for path in files if path.name in BESIDE]:
        failures += check_beside(path, pathlib.Path(schema_path).parent)
    files = [path for path in files if path.name not in BESIDE]
    for path in files:
        for error in validator.iter_errors(json.loads(path.read_text(encoding="utf-8"))):
            failures.append("%s: %s: %s" % (path, error.json_path, error.message[:200]))
    if not files:
        failures.append("no case file in %s" % ", ".join(folders))
    for failure in failures:
        print(failure, file=sys.stderr)
    print("%d case files, %d broken samples, %d failures" % (len(files), len(BREAKS), len(failures)))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
