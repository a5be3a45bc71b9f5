# SPDX-License-Identifier: Apache-2.0
"""Who fuzzes how: one table of roles, and the command and environment of each."""
import dataclasses
import os
import shutil

import common

LIBFUZZER, AFL = "libfuzzer", "afl"


@dataclasses.dataclass(frozen=True)
class Role:
    """A way to fuzz a target: which build, and what its engine is told."""

    name: str
    engine: str
    build: str                   # builds.BUILDS
    options: tuple = ()
    mutator: bool = False        # our structure-aware mutator in AFL++
    compare: str = ""            # the build whose comparisons AFL++ looks at (-c)
    about: str = ""


# In the order of their worth: with few cores the first come first.
ROLES = (
    Role("main", AFL, "afl", about="AFL++ -M: takes in what libFuzzer finds, hands on to all others"),
    Role("libfuzzer", LIBFUZZER, "libfuzzer", about="ASan, UBSan, leaks, our mutator"),
    Role("mutator", AFL, "afl", ("-p", "explore"), mutator=True, about="AFL++ with our mutator"),
    Role("sanitized", AFL, "afl-sanitized", ("-p", "fast"), about="AFL++ on a build with ASan and UBSan"),
    Role("cmplog", AFL, "afl", ("-p", "explore", "-l", "2"), compare="afl-cmplog", about="AFL++ with CMPLOG"),
    Role("laf", AFL, "afl-laf", ("-p", "coe"), about="AFL++ on a build with split comparisons"),
    Role("values", LIBFUZZER, "libfuzzer", ("-use_value_profile=1",), about="libFuzzer with value profiles"),
)
# One more of each when there are cores left, again and again.
FILL = (
    Role("mopt", AFL, "afl", ("-p", "fast", "-L", "0"), about="AFL++ with MOpt"),
    Role("cmplog-all", AFL, "afl", ("-p", "fast", "-l", "2AT"), compare="afl-cmplog", about="CMPLOG, transformations"),
    Role("sequence", AFL, "afl", ("-p", "lin", "-Z"), about="AFL++, the queue in its order"),
    Role("libfuzzer-more", LIBFUZZER, "libfuzzer", about="one libFuzzer more on the same corpus"),
    Role("quad", AFL, "afl", ("-p", "quad"), about="AFL++, another schedule"),
    Role("laf-rare", AFL, "afl-laf", ("-p", "rare"), about="split comparisons, another schedule"),
    Role("exploit", AFL, "afl", ("-p", "exploit"), mutator=True, about="our mutator, another schedule"),
)
# By name alone: its build takes long, and needs parsers of its own.
ON_REQUEST = (
    Role("memory", LIBFUZZER, "libfuzzer-memory", about="MSan, our mutator; only when it is asked for"),
)
BY_NAME = {role.name: role for role in (*ROLES, *FILL, *ON_REQUEST)}


def by_id(job_role):
    """The role of `name` or `name-N`, the N-th of its kind; None if there is none."""
    name, _, number = job_role.rpartition("-")
    return BY_NAME.get(job_role) or (BY_NAME.get(name) if number.isdigit() else None)


def jobs(targets, names, cores):
    """[(target, role id)]: each role of each target once, then more of them until every core has one."""
    base = [BY_NAME[name] for name in names] if names else ROLES
    found = [(target, role.name) for role in base for target in targets]
    more = [role for role in (base if names else (*FILL, *ROLES)) if role.name != "main"]
    number = 2
    while more and len(found) < cores:
        for role in more:
            for target in targets:
                first = (target, role.name) not in found
                if len(found) < cores:
                    found.append((target, role.name if first else f"{role.name}-{number}"))
        number += 1
    return found


class Folders:
    """Where a target's things are in a campaign's folder."""

    def __init__(self, campaign, target):
        self.base = campaign / "targets" / target
        self.seeds = self.base / "seeds"
        self.corpus = self.base / "libfuzzer"     # one for all libFuzzer processes: what they reload from
        self.artifacts = self.base / "artifacts"  # what libFuzzer writes at a finding
        self.afl = self.base / "afl"              # AFL++'s folder for all instances
        self.findings = self.base / "findings"
        self.found_by = self.base / "found-by"    # the same names: which role it was
        self.logs = self.base / "logs"
        self.health = self.base / "health"

    def make(self):
        """Makes what the engines do not make themselves."""
        for path in (self.seeds, self.corpus, self.artifacts, self.afl, self.findings, self.found_by, self.logs,
                     self.health):
            path.mkdir(parents=True, exist_ok=True)

    def queues(self):
        """AFL++'s queues, as far as there are any."""
        return [path for path in sorted(self.afl.glob("*/queue")) if path.is_dir()]


def clean_environment():
    """The machine's variables without those of engines, sanitizers and targets: a campaign's are its own."""
    return {name: value for name, value in os.environ.items()
            if not name.startswith(("AFL_", "ASAN_", "UBSAN_", "MSAN_", "LSAN_", "AWSPROOF_", "LLVM_PROFILE"))}


def sanitizer_environment():
    """How sanitizers report to us: symbols if there is somebody to find them, and every leak."""
    symbolizer = shutil.which("llvm-symbolizer-14") or shutil.which("llvm-symbolizer") or ""
    found = {"ASAN_OPTIONS": "detect_leaks=1:allocator_may_return_null=1", "UBSAN_OPTIONS": "print_stacktrace=1"}
    if symbolizer:
        found |= {"ASAN_SYMBOLIZER_PATH": symbolizer, "MSAN_SYMBOLIZER_PATH": symbolizer}
    return found


def libfuzzer_command(role, artifacts, target, folders, binary, seconds, seed, queues):
    """Plain processes on one corpus, not -fork: that one spends its time merging, and writes a finding many times."""
    dictionary = target.dictionary_path()
    return [str(binary), f"-max_total_time={seconds}", f"-seed={seed}", f"-max_len={common.MAX_BYTES}",
            f"-timeout={common.TIMEOUT_S}", "-rss_limit_mb=2048", "-print_final_stats=1", "-reload=5",
            "-reduce_inputs=0",  # else it deletes entries: here only `merge` does, into another folder
            f"-artifact_prefix={artifacts}/", *([f"-dict={dictionary}"] if dictionary else []), *role.options,
            str(folders.corpus), str(folders.seeds), *map(str, queues)]


def afl_command(afl, role, instance, target, folders, binaries, seconds, resumes):
    """`binaries` finds a build's binary of the target; options that this AFL++ lacks are left out with their value."""
    dictionary = target.dictionary_path()
    words = [afl.command, "-i", "-" if resumes else str(folders.seeds), "-o", str(folders.afl)]
    words += ["-M" if role.name == "main" else "-S", instance]
    words += ["-V", str(seconds), "-t", str(common.AFL_TIMEOUT_MS), "-m", "none"]
    if afl.takes("G"):
        words += ["-G", str(common.MAX_BYTES)]
    if dictionary:
        words += ["-x", str(dictionary)]
    if role.name == "main" and afl.takes("F"):
        words += ["-F", str(folders.corpus)]
    if role.compare and afl.takes("c"):
        words += ["-c", str(binaries(role.compare))]
    values = list(role.options)
    while values:
        option = values.pop(0)
        value = [values.pop(0)] if values and not values[0].startswith("-") else []
        known = afl.takes(option[1]) and (option != "-p" or value[0] in afl.schedules)
        words += [option, *value] if known else []
    return [*words, "--", str(binaries(role.build))]


def afl_environment(afl, role, target, mutator):
    """The variables of an instance; `mutator` is our library for AFL++."""
    found = clean_environment() | afl.variables()
    if role.mutator and target.format != "none" and afl.knows("AFL_CUSTOM_MUTATOR_LIBRARY"):
        found |= {"AFL_CUSTOM_MUTATOR_LIBRARY": str(mutator), "AWSPROOF_MUTATOR": target.format}
    return found
