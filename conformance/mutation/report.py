# SPDX-License-Identifier: Apache-2.0
"""What a run has to say: survivors, a table by file, cases that kill alone, and the score."""
import collections
import json

from survivors import CLASSES


def print_diff(mutant, note):
    print(f"{mutant.file}:{mutant.line}: {note}")
    print(f"  - {mutant.old}\n  + {mutant.new}\n  {mutant.key}")


def report(campaign, groups, explained, wrong, case_count):
    """Prints everything; returns the score."""
    invalid, equivalent, distinct = groups
    verdicts = {place: campaign.verdict_of(twins[0]) for place, twins in distinct.items()}
    killed = [place for place, verdict in verdicts.items() if verdict["kills"] > 0]
    survivors = [place for place in distinct if place not in set(killed)]
    classes = collections.Counter(explained[place][0] if explained[place] else "unexplained" for place in survivors)
    duplicates = sum(len(twins) - 1 for twins in distinct.values())
    for place in survivors:
        if explained[place] is None:
            print_diff(distinct[place][0], "a survivor that is not explained")
    for mutant in wrong:
        print_diff(mutant, "listed as unreachable, but cases execute the line")
    print_files(distinct, set(killed), explained)
    print_lonely(verdicts, killed)
    seen = len(distinct) - classes["equivalent"] - classes["unreachable"]
    shown = shown_by_outcomes(len(killed), classes)
    score = percent(len(killed), shown)
    print(f"\n{len(invalid) + len(equivalent) + duplicates + len(distinct)} mutants: {len(invalid)} do not compile, "
          f"{len(equivalent)} give the same object code, {duplicates} the same as another; {len(distinct)} judged by "
          f"{case_count} cases")
    print(f"killed {len(killed)}, survived {len(survivors)}: "
          + (", ".join(f"{classes[name]} {name}" for name in [*CLASSES, "unexplained"] if classes[name]) or "none"))
    print(f"{percent(len(killed), len(distinct)):.1f} % of all that were judged")
    print(f"{percent(len(killed), seen):.1f} % of those that are executed and not equivalent")
    print(f"score {score:.1f} %: {len(killed)} of the {shown} that an outcome can show")
    return score


def shown_by_outcomes(killed, classes):
    """How many the score is of: what a unit test shows is a hole in the cases all the same."""
    return killed + classes["unit"] + classes["unexplained"]


def print_counts(cases):
    """The counts of the golden cases, by level and family, as their manifest has them (awsproof lint holds it true)."""
    manifest = json.loads((cases / "manifest.json").read_text(encoding="utf-8"))
    levels = ", ".join(f"{count} {level}" for level, count in manifest["levels"].items())
    families = ", ".join(f"{name} {count}" for name, count in manifest["families"].items())
    print(f"\n{manifest['cases']} golden cases, version {manifest['version']}: {levels}\nby family: {families}")


def percent(part, whole):
    return 100 * part / whole if whole else 0.0


def print_files(distinct, killed, explained):
    rows = {}
    for place in distinct:
        row = rows.setdefault(place[0], collections.Counter())
        name = "killed" if place in killed else explained[place][0] if explained[place] else "unexplained"
        row[name] += 1
    columns = ["killed", *[name for name in [*CLASSES, "unexplained"] if any(row[name] for row in rows.values())]]
    print(f"\n{'':45}" + "".join(f"{name:>13}" for name in columns))
    for file, row in sorted(rows.items()):
        print(f"{file:45}" + "".join(f"{row[name] or '':>13}" for name in columns))


def print_lonely(verdicts, killed):
    """Cases that alone kill a mutant: what would be lost with each."""
    lonely = collections.Counter(verdicts[place]["killers"][0][0] for place in killed
                                 if verdicts[place]["kills"] == 1)
    print(f"\nmutants that one case alone kills: {sum(lonely.values())}, by {len(lonely)} cases")
    for case, count in sorted(lonely.items(), key=lambda item: (-item[1], item[0])):
        print(f"  {count:4}  {case}")
