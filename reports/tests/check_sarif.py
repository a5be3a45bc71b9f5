#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Holds a SARIF log against a schema, and against what a schema cannot say: SCHEMA LOG."""
import copy
import json
import sys

import jsonschema


def places(value, path=()):
    """The path of every object in a value."""
    if isinstance(value, dict):
        yield path
        for name, item in value.items():
            if name not in ("want", "got"):
                yield from places(item, path + (name,))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from places(item, path + (at,))


def accepted_alterations(validator, log):
    """The objects to which an unheard-of member can be added and the schema says nothing."""
    log = copy.deepcopy(log)
    del log["runs"][0]["results"][20:]
    for path in places(log):
        altered = copy.deepcopy(log)
        place = altered
        for step in path:
            place = place[step]
        place["unheardOf"] = 1
        if validator.is_valid(altered):
            yield "the schema accepts any member at /" + "/".join(map(str, path))


def differences(run):
    """What is wrong with the run beyond its form."""
    rules = run["tool"]["driver"]["rules"]
    if len({rule["id"] for rule in rules}) != len(rules):
        yield "two rules of one id"
    seen = set()
    for at, result in enumerate(run["results"]):
        index = result.get("ruleIndex")
        if index is not None and (index >= len(rules) or rules[index]["id"] != result["ruleId"]):
            yield "result %d: its ruleIndex is another rule's" % at
        name = result["locations"][0]["logicalLocations"][0]["name"]
        if (name, result["partialFingerprints"]["caseAndClass/v1"]) in seen:
            yield "result %d: stands twice" % at
        seen.add((name, result["partialFingerprints"]["caseAndClass/v1"]))
        is_known = result["properties"]["verdict"] == "expected_failure"
        if bool(result["suppressions"]) != is_known:
            yield "result %d: suppressed, or not, against its verdict" % at
    fingerprints = {print_ for _, print_ in seen}
    if len(fingerprints) != len(seen):
        yield "two results of one fingerprint"


def main(schema_path, log_path):
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    validator = kind(schema)
    with open(log_path, encoding="utf-8") as file:
        log = json.load(file)
    problems = ["/%s: %s" % ("/".join(map(str, error.absolute_path)), error.message[:200])
                for error in validator.iter_errors(log)]
    if not problems:
        problems += differences(log["runs"][0])
    if schema.get("title", "").startswith("What awsproof writes"):
        problems += accepted_alterations(validator, log)
    for problem in problems:
        print("%s: %s" % (log_path, problem), file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("Usage: check_sarif.py SCHEMA.json LOG.sarif")
    sys.exit(main(*sys.argv[1:]))
