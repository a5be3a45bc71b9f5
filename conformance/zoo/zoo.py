# SPDX-License-Identifier: Apache-2.0
"""All members of the zoo, by family."""
import answers
import deaths
import lines
import one_shot
import processes
import resources
import sane
import several
import silences
import windows

FAMILIES = [
    ("Nothing wrong", sane),
    ("Deaths", deaths),
    ("Silences", silences),
    ("Lines", lines),
    ("Answers", answers),
    ("Processes", processes),
    ("Resources", resources),
    ("Pipelining", windows),
    ("Several processes", several),
    ("One-shot mode", one_shot),
]
MEMBERS = [member for _, family in FAMILIES for member in family.MEMBERS]


def find(name):
    for member in MEMBERS:
        if member.name == name:
            return member
    return None
