#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turns the clauses of docs/SPEC.md into a table in C: SPEC.md OUTPUT.c, from the project's root."""
import json
import pathlib
import re
import sys

RULE = re.compile(r"### ([RDX][1-9][0-9]?) (\S.*)")
CLAUSE = re.compile(r"- ([RDX][1-9][0-9]?)\.([1-9][0-9]?) (MUST|SHOULD|MAY) (\S.*)")
ELSEWHERE = re.compile(r"- ([RDX][1-9][0-9]?\.[1-9][0-9]?) is shown by (\S+): \S.*")
LOOKS_LIKE_ONE = re.compile(r"[-*+]?\s*\**[RDX][0-9]+\.[0-9]+\**\s+(MUST|SHOULD|MAY|is)\b")


def fail(path, number, reason):
    sys.exit("%s:%d: %s" % (path, number, reason))


def read(path, root):
    """The rules, {id: title}, and the clauses, {id: [level, text, where else it is shown]}, in order."""
    rules, clauses = {}, {}
    for number, line in enumerate(pathlib.Path(path).read_text(encoding="utf-8").split("\n"), 1):
        rule, clause, elsewhere = RULE.match(line), CLAUSE.fullmatch(line), ELSEWHERE.fullmatch(line)
        if rule:
            if rule[1] in rules:
                fail(path, number, "the rule %s stands twice" % rule[1])
            rules[rule[1]] = rule[2]
        elif clause:
            if not rules or clause[1] != list(rules)[-1]:
                fail(path, number, "clause %s.%s is not below its rule" % (clause[1], clause[2]))
            before = sum(name.split(".")[0] == clause[1] for name in clauses)
            if int(clause[2]) != before + 1:
                fail(path, number, "the next clause of %s is %d, not %s" % (clause[1], before + 1, clause[2]))
            clauses["%s.%s" % (clause[1], clause[2])] = [clause[3], clause[4], ""]
        elif elsewhere:
            if elsewhere[1] not in clauses or clauses[elsewhere[1]][2]:
                fail(path, number, "no such clause, or twice: %s" % elsewhere[1])
            if not (root / elsewhere[2]).is_file():
                fail(path, number, "no such file: %s" % elsewhere[2])
            clauses[elsewhere[1]][2] = elsewhere[2]
        elif LOOKS_LIKE_ONE.match(line):
            fail(path, number, "a clause that is not written as one: %s" % line)
    for rule in rules:
        if rule + ".1" not in clauses:
            fail(path, 1, "the rule %s has no clause" % rule)
    if not rules:
        fail(path, 1, "no rule in it")
    return rules, clauses


def quoted(text):
    """A literal of C; what is not ASCII goes by its bytes."""
    return '"%s"' % "".join(json.dumps(chr(byte))[1:-1] if byte < 0x80 else "\\%03o" % byte for byte in text.encode())


def main(path, output):
    rules, clauses = read(path, pathlib.Path(path).resolve().parent.parent)
    with open(output, "w", encoding="utf-8") as out:
        out.write("/* Made from docs/SPEC.md by conformance/embed/clauses.py. */\n#include \"clause.h\"\n\n"
                  "const struct awp_clause awp_clauses[] = {\n")
        for name, (level, text, elsewhere) in clauses.items():
            out.write("    {AWP_BYTES_INIT(%s), AWP_LEVEL_%s,\n     AWP_BYTES_INIT(%s),\n     AWP_BYTES_INIT(%s)},\n"
                      % (quoted(name), level, quoted(text), quoted(elsewhere)))
        out.write("};\nconst size_t awp_clause_count = sizeof(awp_clauses) / sizeof(awp_clauses[0]);\n\n"
                  "const struct awp_rule awp_rules[] = {\n")
        for name, title in rules.items():
            out.write("    {AWP_BYTES_INIT(%s), AWP_BYTES_INIT(%s)},\n" % (quoted(name), quoted(title)))
        out.write("};\nconst size_t awp_rule_count = sizeof(awp_rules) / sizeof(awp_rules[0]);\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("Usage: clauses.py SPEC.md OUTPUT.c")
    main(*sys.argv[1:])
