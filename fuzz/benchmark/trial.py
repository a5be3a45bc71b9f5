# SPDX-License-Identifier: Apache-2.0
"""One trial: a harness let loose on a planted fault until it finds it or its time is over."""
import os
import re
import shutil
import signal
import subprocess
import time

import psutil

MAX_BYTES = 16384
GRACE_S = 30  # for a last word, when its time is over


class TrialError(Exception):
    """A trial that says nothing: the harness did not run."""


def environment_of(harness):
    """The variables of a trial's process: those of the machine, the sanitizers', the oracles'."""
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith(("AFL_", "ASAN_", "UBSAN_", "AWSPROOF_"))}
    environment["ASAN_OPTIONS"] = "abort_on_error=1:symbolize=0:detect_leaks=1:allocator_may_return_null=1"
    environment["UBSAN_OPTIONS"] = "print_stacktrace=0:halt_on_error=1:abort_on_error=1"
    if harness.oracles is not None:
        environment["AWSPROOF_ORACLES"] = harness.oracles
    return environment


def shown_by(text):
    """What a finding's report says showed it: an oracle's id, or a sanitizer's word for it."""
    for pattern in (r"^ORACLE [a-z_]+: ([a-z-]+):", r"ERROR: AddressSanitizer: ([a-z-]+)",
                    r"ERROR: (LeakSanitizer)", r": runtime error: ()", r"ERROR: libFuzzer: ([a-z-]+)"):
        found = re.search(pattern, text, re.MULTILINE)
        if found:
            return {"LeakSanitizer": "leak", "": "undefined"}.get(found[1], found[1])
    return "crash"


class Run:
    """A process in a session of its own, which ends at a cap of processor time and not of the clock's.

    So other work on the machine takes nothing from a trial. `seconds` is the processor time of it and of all that
    it started, `status` its wait status.
    """

    def __init__(self, command, environment, log, cap):
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment,
                                        start_new_session=True)
        self.pid = self.process.pid
        self.status = None
        self.seconds = 0.0
        self.started = set()
        deadline = time.monotonic() + 60 + 40 * cap
        while not self._is_over() and self.seconds < cap and time.monotonic() < deadline:
            self._look()
            time.sleep(0.02)
        self.ended_by_itself = self.status is not None
        self._end()
        if not self.ended_by_itself and self.seconds < cap:
            raise TrialError(f"{command[0]}: {self.seconds:.1f} s of processor time in {60 + 40 * cap} s: it stood still")

    def _is_over(self):
        if self.status is None:
            pid, status, usage = os.wait4(self.pid, os.WNOHANG)
            if pid:
                self.status = status
                self.process.returncode = os.waitstatus_to_exitcode(status)
                self.seconds = max(self.seconds, usage.ru_utime + usage.ru_stime)
        return self.status is not None

    def _look(self):
        """Notes what runs, and its user and system time: of each process, and of those that it waited for."""
        try:
            root = psutil.Process(self.pid)
            running = [root, *root.children(recursive=True)]
            self.seconds = max(self.seconds, sum(sum(one.cpu_times()[:4]) for one in running))
            self.started.update(running[1:])
        except psutil.NoSuchProcess:
            pass  # one ended while they were read; the next look has the others

    def _end(self):
        """Ends what still runs: by a word first, so that it says what it did."""
        deadline = time.monotonic() + GRACE_S
        if not self._is_over():
            os.killpg(self.pid, signal.SIGTERM)
        while not self._is_over() and time.monotonic() < deadline:
            time.sleep(0.02)
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        while not self._is_over():
            time.sleep(0.02)
        for process in self.started:  # AFL++'s fork servers have sessions of their own
            try:
                process.kill()
            except psutil.NoSuchProcess:
                pass


def _libfuzzer(harness, binary, seed, inputs, work, runs):
    (work / "corpus").mkdir()
    command = [binary, f"-seed={seed}", f"-max_len={MAX_BYTES}", "-timeout=60", "-rss_limit_mb=2048",
               "-print_final_stats=1", f"-artifact_prefix={work}/finding-", work / "corpus"]
    if runs:
        command.append(f"-runs={runs}")
    if harness.dictionary and inputs.dictionary:
        command.append(f"-dict={inputs.dictionary}")
    if harness.seeds:
        command.append(inputs.seeds)
    with open(work / "log", "wb") as log:
        process = Run(command, environment_of(harness), log, harness.cap)
    text = (work / "log").read_bytes().decode(errors="replace")
    executions = re.findall(r"^stat::number_of_executed_units: +(\d+)", text, re.MULTILINE) or \
        re.findall(r"^#(\d+)\t", text, re.MULTILINE)
    found = bool(list(work.glob("finding-*"))) or (process.ended_by_itself and process.status != 0)
    if not executions or (found and "Test unit written" not in text and "ORACLE" not in text
                          and "Sanitizer" not in text and "runtime error" not in text):
        raise TrialError(f"{binary.name}: {harness.name} did not run: {text[-300:]!r}")
    return found, process.seconds, int(executions[-1]), text


def _afl(harness, binary, seed, inputs, work):
    environment = environment_of(harness) | {
        "AFL_NO_UI": "1", "AFL_SKIP_CPUFREQ": "1", "AFL_NO_AFFINITY": "1", "AFL_BENCH_UNTIL_CRASH": "1",
        "AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES": "1", "AFL_FAST_CAL": "1", "AFL_CMPLOG_ONLY_NEW": "1",
        "AFL_IGNORE_PROBLEMS": "1"}
    if "mutator" in harness.options and inputs.format != "none":
        environment |= {"AFL_CUSTOM_MUTATOR_LIBRARY": str(inputs.afl_mutator), "AWSPROOF_MUTATOR": inputs.format}
    command = ["afl-fuzz", "-i", inputs.seeds, "-o", work / "out", "-s", str(seed), "-G", str(MAX_BYTES),
               "-t", "20000", "-m", "none"]
    if harness.build == "afl-cmplog":
        command += ["-c", binary]
        binary = inputs.plain_binary
    with open(work / "log", "wb") as log:
        process = Run([*command, "--", binary], environment, log, harness.cap)
    text = (work / "log").read_bytes().decode(errors="replace")
    crashes = [path for path in (work / "out/default/crashes").glob("id*")]
    statistics = work / "out/default/fuzzer_stats"
    executions = re.findall(r"^execs_done +: (\d+)", statistics.read_text(), re.MULTILINE) \
        if statistics.exists() else []
    # A seed that shows the fault ends the dry run, before there are any statistics.
    at_once = re.search(r"Test case '([^']*)' results in a crash|crashes? on startup|SIGABRT|signal 6", text)
    if not crashes and not executions and not at_once:
        raise TrialError(f"{binary.name}: {harness.name} did not run: {text[-300:]!r}")
    found = bool(crashes) or (bool(at_once) and not executions)
    return found, process.seconds, int(executions[-1]) if executions else inputs.seed_count, replay(crashes, binary, harness)


def replay(crashes, binary, harness):
    """What a crash of AFL++ says of itself when it is run alone."""
    if not crashes:
        return ""
    with open(crashes[0], "rb") as crash:
        done = subprocess.run([binary], stdin=crash, capture_output=True, timeout=60,
                              env=environment_of(harness))
    return done.stderr.decode(errors="replace")


def run(harness, binary, seed, inputs, work, runs=None):
    """The trial's record, without its names. `runs` bounds executions in place of time (libFuzzer)."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    if harness.engine == "libfuzzer":
        found, seconds, executions, text = _libfuzzer(harness, binary, seed, inputs, work, runs)
    else:
        found, seconds, executions, text = _afl(harness, binary, seed, inputs, work)
    if runs is None and seconds > harness.cap:
        found = False
    shutil.rmtree(work)
    return {"found": found, "seconds": round(seconds, 3), "executions": executions,
            "shown_by": shown_by(text) if found else None}
