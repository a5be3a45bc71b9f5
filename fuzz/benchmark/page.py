# SPDX-License-Identifier: Apache-2.0
"""docs/FUZZ-BENCHMARK.md and its plots, from the results."""
import statistics as ordinary

import plots
import statistics_of_times as statistics
from results import times

COMMON_CAP = 20  # seconds: harnesses with other caps are compared up to here


def seconds(value):
    """A time as the tables show it."""
    return "-" if value is None else f"{value:.2f}" if value < 10 else f"{value:.0f}"


def share(part, whole):
    """'12 of 30'."""
    return f"{part} of {whole}"


def counts(results, harness):
    """(trials, trials that found it, faults found in every trial, faults)."""
    trials = results.of(harness.name)
    by_fault = {}
    for trial in trials:
        by_fault.setdefault(trial["fault"], []).append(trial["found"])
    return (len(trials), sum(trial["found"] for trial in trials),
            sum(all(found) for found in by_fault.values()), len(by_fault))


def harness_rows(results, harnesses):
    """One row a harness: what it found, how fast, and against naive."""
    naive = times(results.of("naive"))
    for harness in harnesses:
        trials = results.of(harness.name)
        if not trials:
            continue
        count, found, always, faults = counts(results, harness)
        mine = times(trials)
        executions = [trial["executions"] for trial in trials if trial["found"]]
        a12, p = statistics.compare(mine, naive, COMMON_CAP)
        yield (harness.name, harness.title, share(found, count), f"{100 * found / count:.0f} %",
               share(always, faults), seconds(statistics.median(mine)),
               f"{ordinary.median(executions):.0f}" if executions else "-",
               seconds(statistics.restricted_mean(mine, COMMON_CAP)),
               "-" if harness.name == "naive" else f"{a12:.2f}",
               "-" if harness.name == "naive" else f"{p:.1g}")


def fault_rows(results, faults, harnesses):
    """One row a fault: how often each harness found it, and full's median."""
    for fault in faults:
        cells = []
        for harness in harnesses:
            trials = results.of(harness.name, fault.id)
            cells.append(f"{sum(trial['found'] for trial in trials)}/{len(trials)}" if trials else "")
        full = results.of("full", fault.id)
        shown = sorted({trial["shown_by"] for trial in full if trial["found"]})
        yield (f"`{fault.id}`", fault.fault_class, fault.format, str(fault.depth), *cells,
               seconds(statistics.median(times(full))) if full else "", ", ".join(shown))


def table(head, rows):
    """A Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]


def write(results, faults, harnesses, page, source):
    """Writes the page, and its plots into a folder of its name beside it."""
    folder = page.with_suffix("")
    folder = folder.with_name(folder.name.lower())
    folder.mkdir(parents=True, exist_ok=True)
    plots.survival(results, harnesses, folder / "survival.svg", 60)
    shown = [harness for harness in harnesses if harness.name in ("naive", "full")]
    plots.times_to_find(results, shown, [fault.id for fault in faults], folder / "times.svg")
    head = results.head
    lines = [
        "# Does the harness find what is there?",
        "",
        f"Made by `fuzz/benchmark/bench report` from `{source}`; not edited by hand.",
        "",
        f"{len(faults)} faults are planted in the decoder's code, one at a time (`fuzz/planted/*.patch`); each "
        "harness is let loose on each, several times with other seeds of its engine's random numbers. What "
        "counts is whether it ends with a finding, and after how long. A harness without oracles sees what a "
        "sanitizer sees, and no more.",
        "",
        f"Measured on {head['started_at'][:10]}: {head['machine']}; " + ", ".join(
            f"{name} {version}" for name, version in sorted(head["versions"].items())) +
        f"; sources {head['sources'][:16]}.",
        "",
        "## Harnesses",
        "",
        *table(("harness", "what it is", "found", "", "found by every seed", "median s", "executions, where found",
                f"mean s up to {COMMON_CAP}", "A12", "p"), harness_rows(results, harnesses)),
        "",
        "Seconds are of processor time, of the harness and all that it starts: other work on the machine does not "
        f"count. The median is over all runs, those that found nothing included. *Mean up to {COMMON_CAP}* is the "
        f"restricted mean survival time: what is not found by then counts as {COMMON_CAP}. *A12* is the chance that a "
        "run of this harness is faster than one of `naive` (Vargha and Delaney; 0.5: no difference), *p* is of "
        "the two-sided Mann-Whitney test between the two. Executions do not depend on the machine; a seed of the "
        "corpus that shows the fault at once counts with those before it.",
        "",
        "![Share of runs that have not found the fault, over time](fuzz-benchmark/survival.svg)",
        "",
        "![Seconds to find each fault, naive and full](fuzz-benchmark/times.svg)",
        "",
        "## Faults",
        "",
        "How often each harness found it; then the full harness's median in seconds, and what showed it there.",
        "",
        *table(("fault", "class", "format", "depth", *(harness.name for harness in harnesses), "median s",
                "shown by"), fault_rows(results, faults, harnesses)),
        "",
        "*Depth* is how many things an input must have together.",
        "",
    ]
    page.write_text("\n".join(lines), encoding="utf-8")
