# SPDX-License-Identifier: Apache-2.0
"""What is said of times to find, where some were never found: all runs are cut off at a cap."""
import math
import statistics as ordinary

from scipy.stats import mannwhitneyu


def restricted(times, cap):
    """Times of found runs and None for the others, as times up to the cap."""
    return [cap if time is None else min(time, cap) for time in times]


def restricted_mean(times, cap):
    """Restricted mean survival time: the mean of the times, cut off at the cap, in the same unit.

    Runs are cut off at the cap alone, so this is the area under the Kaplan-Meier curve up to it.
    """
    return ordinary.fmean(restricted(times, cap))


def median(times):
    """The median of the times; None where half of the runs or more found nothing."""
    ordered = sorted(math.inf if time is None else time for time in times)
    middle = ordinary.median_high(ordered)
    return None if math.isinf(middle) else ordinary.median_low(ordered) if len(ordered) % 2 else (
        (ordinary.median_low(ordered) + middle) / 2)


def survival(times, cap):
    """Points (time, share of runs that have not found it by then), a step each, from (0, 1) to the cap."""
    found = sorted(time for time in times if time is not None and time <= cap)
    points = [(0.0, 1.0)]
    for count, time in enumerate(found, 1):
        points.append((time, 1 - count / len(times)))
    points.append((cap, points[-1][1]))
    return points


def compare(times, others, cap):
    """Vargha and Delaney's A12 of being faster, and Mann-Whitney's two-sided p: (a12, p).

    A12 is the chance that a run of `times` is faster than one of `others`, ties counting half.
    """
    ours, theirs = restricted(times, cap), restricted(others, cap)
    if set(ours) | set(theirs) == {cap}:
        return 0.5, 1.0
    slower, p = mannwhitneyu(ours, theirs, alternative="two-sided", method="asymptotic")
    return 1 - slower / (len(ours) * len(theirs)), p
