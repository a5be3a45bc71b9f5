#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds a JSON lines report against its schema: every line, and that each altered line is refused."""
import base64
import copy
import json
import sys

from jsonschema import Draft202012Validator


def alterations(line):
    """The line with one member missing, of a wrong type, or too many."""
    yield {**line, "unheard_of": 1}
    for name in line:
        if name not in ("want", "got"):
            altered = copy.deepcopy(line)
            altered[name] = {"nothing": "like it"}
            yield altered


def main(schema_path, report_path):
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    with open(report_path, encoding="utf-8", newline="\n") as file:
        lines = [json.loads(text) for text in file.read().removesuffix("\n").split("\n")]
    problems = []
    for number, line in enumerate(lines, 1):
        problems += [f"line {number}: {error.message}" for error in validator.iter_errors(line)]
        for altered in alterations(line):
            if validator.is_valid(altered):
                problems.append(f"line {number}: the schema accepts {json.dumps(altered)}")
        if "input_base64" in line:
            raw = base64.b64decode(line["input_base64"], validate=True)
            if len(raw) != line["input_bytes"]:
                problems.append(f"line {number}: input_base64 is not the whole input")
    if [line["type"] for line in lines] != ["run"] + ["result"] * lines[0]["selected"] + ["totals"]:
        problems.append("the lines are not a run, its results, its totals")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
