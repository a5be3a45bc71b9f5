# SPDX-License-Identifier: Apache-2.0
"""A member of the zoo: what it does, and what `awsproof run` must make of it."""

BAIT = "zoo-bait"
CASES = ["zoo-first", "zoo-before", BAIT, "zoo-after", "zoo-last"]
TIMEOUT_SECONDS = 2        # of runs that are to come to a hang
LONG_TIMEOUT_SECONDS = 30  # of all others: a loaded machine must not make one


class Expectation:
    """Verdicts by case (a pass where none is given), how a case's reason begins, the exit status."""

    def __init__(self, verdicts, reasons, status, text):
        self.verdicts = verdicts
        self.reasons = reasons
        self.status = status
        self.text = text  # the verdicts as the page says them

    def verdict(self, case):
        return self.verdicts.get(case, "pass")


def passes():
    return Expectation({}, {}, 0, "`pass`")


def bait(verdict, reason):
    """The bait alone is lost."""
    return only(BAIT, verdict, reason, "the bait")


def after_bait(verdict, reason):
    """The case after the bait is where it comes out."""
    return only("zoo-after", verdict, reason, "the case after the bait")


def only(case, verdict, reason, name):
    return Expectation({case: verdict}, {case: reason}, 1, "`%s` for %s" % (verdict, name))


def some(verdicts, reason, text, status=1):
    """These cases' verdicts, and the reason of each that does not pass."""
    return Expectation(verdicts, {case: reason for case in verdicts}, status, text)


def every(verdict, reason, status=1):
    return some({case: verdict for case in CASES}, reason, "`%s` for every case" % verdict, status)


def no_testee(reason):
    """It never comes to a conversation."""
    return every("infrastructure", reason, 3)


class Member:
    """`at_start` is done before the hello; `at_each` and `at_bait` in place of an answer; `instead` of all
    after the hello; `at_bye` at the end. A member with a `command` is a program of its own."""

    def __init__(self, name, what, expectation, at_start=None, at_each=None, at_bait=None, instead=None,
                 at_bye=None, features=(), options=(), seconds=10, noise=0, stderr="", strays=0, peak_mib=250,
                 command=None):
        self.name = name
        self.what = what
        self.expectation = expectation
        self.at_start = at_start
        self.at_each = at_each
        self.at_bait = at_bait
        self.instead = instead
        self.at_bye = at_bye
        self.features = features
        self.options = list(options)  # of awsproof run
        self.seconds = seconds        # that the run may take
        self.noise = noise            # lines that are counted as such; None: any number
        self.stderr = stderr          # what the run says there, in part
        self.strays = strays          # processes that leave the testee's group for good
        self.peak_mib = peak_mib      # of the runner's memory
        self.command = command

    def is_sane(self):
        return self.expectation.status == 0

    def is_a_program(self):
        return self.command is not None and "{testee}" not in self.command

    def timeout_seconds(self):
        verdicts = [*self.expectation.verdicts.values(), *self.expectation.reasons.values()]
        return TIMEOUT_SECONDS if any("hang" in text for text in verdicts) else LONG_TIMEOUT_SECONDS

    def runs_alone(self):
        return "--jobs" not in self.options

    def is_one_shot(self):
        return "--one-shot" in self.options
