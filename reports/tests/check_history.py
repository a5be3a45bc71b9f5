#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Holds a history as JSON lines against its schema and its own sums: SCHEMA HISTORY.jsonl..."""
import copy
import json
import pathlib
import sys

from jsonschema import Draft202012Validator

ORDER = ["testee", "run", "change", "flaky"]
KINDS = ("newly_failing", "newly_passing", "failing_otherwise", "new")


def alterations(line):
    """The line with one member of a wrong type, or too many."""
    yield {**line, "unheard_of": 1}
    for name in line:
        altered = copy.deepcopy(line)
        altered[name] = {"nothing": "like it"}
        yield altered


def check_testee(head, lines):
    """What a testee's own line says of those that follow it."""
    of = lambda kind: [line for line in lines if line["type"] == kind]
    name = head["name"]
    if [line["type"] for line in lines] != sorted((line["type"] for line in lines), key=ORDER.index):
        yield f"{name}: its lines are not in their order"
    if any(line["testee"] != name for line in lines):
        yield f"{name}: a line of another testee"
    if [line["started_at"] for line in of("run")] != sorted(line["started_at"] for line in of("run")):
        yield f"{name}: its runs are not in time"
    if head["runs"] != len(of("run")) or head["newest"] != of("run")[-1]["run"]:
        yield f"{name}: other runs follow"
    if head["flaky"] != len(of("flaky")):
        yield f"{name}: {len(of('flaky'))} flaky cases, and not {head['flaky']}"
    for kind in KINDS:
        count = sum(line["kind"] == kind for line in of("change"))
        if count != head.get(kind, 0):
            yield f"{name}: {count} {kind}, and not {head.get(kind, 0)}"
    for line in of("run"):
        if sum(line["seen"].values()) != sum(level["cases"] for level in line["levels"].values()):
            yield f"{name}: run {line['run']} saw other cases than it has levels of"
    for line in of("change"):
        if line["after"]["run"] != head["newest"]:
            yield f"{name}: {line['case']} changed in another run"


def check(lines):
    head, *rest, end = lines
    starts = [at for at, line in enumerate(rest) if line["type"] == "testee"] + [len(rest)]
    if head["type"] != "history" or end["type"] != "end" or starts[0] != 0 or len(starts) != head["testees"] + 1:
        yield "the lines are not a history, its testees, an end"
        return
    if end["lines"] != len(rest):
        yield f"{len(rest)} lines, and not {end['lines']}"
    for start, stop in zip(starts, starts[1:]):
        yield from check_testee(rest[start], rest[start + 1:stop])
    failing = sum(line.get("newly_failing", 0) for line in rest if line["type"] == "testee")
    if end["newly_failing"] != failing:
        yield f"{failing} newly failing, and not {end['newly_failing']}"


def check_file(validator, path):
    text = pathlib.Path(path).read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.removesuffix("\n").split("\n")]
    for number, line in enumerate(lines, 1):
        for error in validator.iter_errors(line):
            yield f"{path}:{number}: {error.message}"
        for altered in alterations(line):
            if validator.is_valid(altered):
                yield f"{path}:{number}: the schema accepts {json.dumps(altered)}"
    for problem in check(lines):
        yield f"{path}: {problem}"


def main(schema_path, *paths):
    schema = json.loads(pathlib.Path(schema_path).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    problems = [problem for path in paths for problem in check_file(Draft202012Validator(schema), path)]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems or not paths else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
