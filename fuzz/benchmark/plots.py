# SPDX-License-Identifier: Apache-2.0
"""The benchmark's plots, as SVG that is the same for the same results."""
import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as pyplot  # noqa: E402

import statistics_of_times as statistics  # noqa: E402
from results import times  # noqa: E402

COLOURS = ("#000000", "#e69f00", "#56b4e9", "#009e73", "#d55e00", "#0072b2", "#cc79a7", "#999999")
LINES = ("-", "--", "-.", ":", "-", "--", "-.", ":")


def _save(figure, path):
    matplotlib.rcParams["svg.hashsalt"] = "awsproof"
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None}, bbox_inches="tight")
    pyplot.close(figure)


def survival(results, harnesses, path, horizon):
    """Share of the trials that had found nothing yet, over the seconds, a curve a harness."""
    figure, axes = pyplot.subplots(figsize=(8, 4.5))
    for harness, colour, line in zip(harnesses, COLOURS, LINES):
        trials = results.of(harness.name)
        if not trials:
            continue
        points = statistics.survival(times(trials), min(horizon, harness.cap))
        axes.step([max(time, 0.01) for time, _ in points], [100 * share for _, share in points],
                  where="post", label=f"{harness.name} ({len(trials)} runs)", color=colour, linestyle=line)
    axes.set_xscale("log")
    axes.set_xlabel("seconds of processor time since the start")
    axes.set_ylabel("runs without the fault, in %")
    axes.set_ylim(0, 102)
    axes.grid(True, which="both", alpha=0.25)
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
    _save(figure, path)


def times_to_find(results, harnesses, faults, path):
    """A row a fault, a mark a run: when it was found; behind the line at the right, not at all."""
    figure, axes = pyplot.subplots(figsize=(8, 0.27 * len(faults) + 1.2))
    never = 100
    for offset, (harness, colour, mark) in enumerate(zip(harnesses, ("#0072b2", "#d55e00"), "ox")):
        for row, fault in enumerate(faults):
            found = times(results.of(harness.name, fault))
            axes.plot([max(time, 0.01) if time is not None else never for time in found],
                      [row + 0.18 * (2 * offset - 1)] * len(found), mark, color=colour, markersize=4,
                      alpha=0.7, label=harness.name if row == 0 else None)
    axes.axvline(75, color="#888888", linewidth=0.8)
    axes.set_xscale("log")
    axes.set_xlim(0.008, 140)
    axes.set_xticks([0.01, 0.1, 1, 10, never], ["0.01", "0.1", "1", "10", "not found"])
    axes.set_yticks(range(len(faults)), faults, fontsize=8)
    axes.invert_yaxis()
    axes.set_xlabel("seconds of processor time to find")
    axes.grid(True, axis="x", alpha=0.25)
    axes.legend(loc="lower center", bbox_to_anchor=(0.4, 1.0), ncol=2, frameon=False)
    _save(figure, path)
