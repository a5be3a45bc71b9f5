# SPDX-License-Identifier: Apache-2.0
"""One trial: a harness let loose on a planted fault until it finds it or its time is over."""
import os
import re
import shutil
import signal
import subprocess
import time

MAX_BYTES = 16384


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


def _wait(process, seconds):
    """Whether it ended by itself in that time; else it is ended, with all that it started."""
    try:
        process.wait(seconds)
        return True
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _start(command, environment, log):
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment,
                            start_new_session=True)


def _libfuzzer(harness, binary, seed, inputs, work, limit):
    (work / "corpus").mkdir()
    command = [binary, f"-seed={seed}", f"-max_len={MAX_BYTES}", "-timeout=10", "-rss_limit_mb=2048",
               "-print_final_stats=1", f"-artifact_prefix={work}/finding-", limit, work / "corpus"]
    if harness.dictionary and inputs.dictionary:
        command.append(f"-dict={inputs.dictionary}")
    if harness.seeds:
        command.append(inputs.seeds)
    with open(work / "log", "wb") as log:
        began = time.monotonic()
        process = _start(command, environment_of(harness), log)
        in_time = _wait(process, harness.cap + 30)
        seconds = time.monotonic() - began
    text = (work / "log").read_bytes().decode(errors="replace")
    executions = re.findall(r"^stat::number_of_executed_units: +(\d+)", text, re.MULTILINE) or \
        re.findall(r"^#(\d+)\t", text, re.MULTILINE)
    found = bool(list(work.glob("finding-*"))) or (in_time and process.returncode != 0)
    if not executions or (found and "Test unit written" not in text and "ORACLE" not in text
                          and "Sanitizer" not in text and "runtime error" not in text):
        raise TrialError(f"{binary.name}: {harness.name} did not run: {text[-300:]!r}")
    return found, seconds, int(executions[-1]), text


def _afl(harness, binary, seed, inputs, work, limit):
    environment = environment_of(harness) | {
        "AFL_NO_UI": "1", "AFL_SKIP_CPUFREQ": "1", "AFL_NO_AFFINITY": "1", "AFL_BENCH_UNTIL_CRASH": "1",
        "AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES": "1", "AFL_FAST_CAL": "1", "AFL_CMPLOG_ONLY_NEW": "1",
        "AFL_IGNORE_PROBLEMS": "1"}
    if "mutator" in harness.options and inputs.format != "none":
        environment |= {"AFL_CUSTOM_MUTATOR_LIBRARY": str(inputs.afl_mutator), "AWSPROOF_MUTATOR": inputs.format}
    command = ["afl-fuzz", "-i", inputs.seeds, "-o", work / "out", "-s", str(seed), "-G", str(MAX_BYTES),
               "-t", "5000", "-m", "none", *limit]
    if harness.build == "afl-cmplog":
        command += ["-c", binary]
        binary = inputs.plain_binary
    with open(work / "log", "wb") as log:
        began = time.monotonic()
        process = _start([*command, "--", binary], environment, log)
        _wait(process, harness.cap + 30)
        seconds = time.monotonic() - began
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
    return found, seconds, int(executions[-1]) if executions else inputs.seed_count, replay(crashes, binary, harness)


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
        limit = f"-runs={runs}" if runs else f"-max_total_time={harness.cap}"
        found, seconds, executions, text = _libfuzzer(harness, binary, seed, inputs, work, limit)
    else:
        found, seconds, executions, text = _afl(harness, binary, seed, inputs, work, ["-V", str(harness.cap)])
    if runs is None and seconds > harness.cap:
        found = False
    shutil.rmtree(work)
    return {"found": found, "seconds": round(seconds, 3), "executions": executions,
            "shown_by": shown_by(text) if found else None}
