#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reads a TAP report line by line: version, plan, points in order, a readable block for each failure."""
import json
import re
import sys

POINT = re.compile(r"(not ok|ok) (\d+) - ((?:[^#\\]|\\.)*?)( # (?:SKIP|TODO) (?:[^#\\]|\\.)*)?")
FIELD = re.compile(r'  ([a-z_]+): (".*"|\[.*\]|[a-z_]+|\d+)')
WIDE = re.compile(r"(?<!\\)((?:\\\\)*)\\U[0-9a-f]{8}")


def read_block(lines):
    """Takes the lines of a block; returns the fields of it. Quoted YAML on one line is JSON but for \\U."""
    fields = {}
    for line in lines:
        if line == "  ...":
            return fields
        name, value = FIELD.fullmatch(line).groups()
        fields[name] = json.loads(WIDE.sub(r"\1?", value)) if value[0] in '"[' else value
    raise ValueError("a block does not end")


def main(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        text = file.read()
    if re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text):
        raise ValueError("a control character is raw")
    lines = iter(text.removesuffix("\n").split("\n"))
    if next(lines) != "TAP version 14":
        raise ValueError("no version line")
    plan = int(re.fullmatch(r"1\.\.(\d+)", next(lines)).group(1))
    points = failures = blocks = 0
    for line in lines:
        if line == "  ---":
            blocks += 1
            if "verdict" not in read_block(lines):
                raise ValueError("a block without its verdict")
        elif not line.startswith("# "):
            match = POINT.fullmatch(line)
            if match is None:
                raise ValueError(f"not a test point: {line}")
            points += 1
            failures += match.group(1) == "not ok"
            if int(match.group(2)) != points:
                raise ValueError(f"point {points} is numbered {match.group(2)}")
    if points != plan or points == 0:
        raise ValueError(f"{plan} planned, {points} found")
    if blocks != failures:
        raise ValueError(f"{failures} not ok, {blocks} blocks")


if __name__ == "__main__":
    main(sys.argv[1])
