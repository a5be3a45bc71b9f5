#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""docs/BROKEN-TESTEES.md out of the zoo's tables: `page.py` prints it, `page.py --write` renews it."""
import pathlib
import sys

import member
import zoo

PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "BROKEN-TESTEES.md"
HEAD = """# Broken testees

<!-- Written by conformance/zoo/page.py --write; edit the tables in conformance/zoo/. -->

A runner that a testee can break cannot be believed. So awsproof is run against a zoo: {broken} testees, each broken in
one way, and {sane} that answer well, odd as they are. For each, the table says what `awsproof run` must make of it;
the test `conformance zoo` asserts every cell, under gcc and under AddressSanitizer and UndefinedBehaviorSanitizer.

Each is asked the {cases} cases of `conformance/zoo/cases/`, and most misbehave at one of them only, the bait: an error
503 with a page larger than a pipe holds. **Where the table names a verdict for the bait, all other cases pass**: what
one case breaks is blamed on no other. Besides the cells the test asserts that the runner ended by itself, that from
its first restart to its last it held the same descriptors and one child and grew by less than 8 MiB, that its memory
stayed within 250 MiB (500 for `answer-of-many-nodes`), and that no process is left: but for the stray, which went where
no signal to its group comes.

- The reason is how the case's reason begins. The status is the run's exit status.
- Within: seconds from the run's start to its end, by which a runner that waits for ever is told from ours; most take
  less than one. The time-out is {timeout} s where a hang is to come of it, {long} s elsewhere.
- A hang counts twice: the case is asked again, alone, before it is blamed.

To see one (those built with AddressSanitizer are `conformance/zoo/fault-testee` in the build folder):

    ZOO_FOLDER=$(mktemp -d) awsproof run --cases conformance/zoo/cases \\
        --testee 'exec conformance/zoo/testee dies-on-one-case'
"""
TABLE_HEAD = "| testee | what it does | verdict | reason | status | within |\n|---|---|---|---|---|---|\n"


def reason(expectation):
    reasons = sorted(set(expectation.reasons.values()) - {""})
    return ", ".join("`%s`" % text.replace("|", "\\|") for text in reasons)


def row(entry):
    what = entry.what
    if entry.stderr:
        what += "; the run says `%s`" % entry.stderr
    if entry.options:
        what += " (`%s`)" % " ".join(entry.options)
    return "| `%s` | %s | %s | %s | %d | %d |\n" % (
        entry.name, what, entry.expectation.text, reason(entry.expectation), entry.expectation.status, entry.seconds)


def text():
    sane = sum(entry.is_sane() for entry in zoo.MEMBERS)
    parts = [HEAD.format(broken=len(zoo.MEMBERS) - sane, sane=sane, cases=len(member.CASES),
                         timeout=member.TIMEOUT_SECONDS, long=member.LONG_TIMEOUT_SECONDS)]
    for title, family in zoo.FAMILIES:
        purpose = family.__doc__.strip()
        parts.append("\n## %s\n\n%s\n\n%s" % (title, purpose, TABLE_HEAD))
        parts += map(row, family.MEMBERS)
    return "".join(parts)


def main(arguments):
    if arguments == ["--write"]:
        PAGE.write_text(text(), encoding="utf-8")
    elif arguments:
        sys.exit("usage: page.py [--write]")
    else:
        sys.stdout.write(text())


if __name__ == "__main__":
    main(sys.argv[1:])
