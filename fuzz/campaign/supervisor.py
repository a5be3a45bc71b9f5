# SPDX-License-Identifier: Apache-2.0
"""Runs a campaign: gives each core a job for a slice, takes in findings, keeps the state on disk."""
import os
import pathlib
import signal
import subprocess
import time

import afl
import builds
import common
import counts
import findings
import processes
import roles
import store

TICK_S = 0.25
SAVE_S = 3
TELL_S = 60
# A slice at most: libFuzzer reads AFL++'s queues, and AFL++ libFuzzer's corpus, when they start.
LONGEST_SLICE_S = 1800
SHORTEST_SLICE_S = 5
# What a core loses from the end of one slice to the begin of the next: AFL++ takes a second to end.
CHANGE_S = 1.5
# With less time left no engine is started: it would read its inputs and no more.
LEAST_S = 3
# An engine that outlives its time by this much is ended.
GRACE_S = 5
# A job whose engine ends so often without a finding, at once, is broken; one with so many findings waits its turn.
MOST_FAILURES = 3
MOST_FINDINGS_A_SLICE = 20


def slice_of(cores, seconds, job_count):
    """Seconds of a slice, such that each job has one, and none for longer than LONGEST_SLICE_S."""
    if cores >= job_count:
        return min(LONGEST_SLICE_S, seconds)
    return min(LONGEST_SLICE_S, seconds * cores / job_count - CHANGE_S)


class Run:
    """One engine process of a job."""

    def __init__(self, number, process, until, log):
        self.job = number
        self.process = process
        self.until = until
        self.log = log
        self.restarts = 0
        self.failures = 0
        self.without_queues = False
        self.is_told = False


class Supervisor:
    """One campaign under way. Its caller holds the lock."""

    def __init__(self, campaign, state, say=common.say):
        self.campaign = pathlib.Path(campaign)
        self.state = state
        self.say = say
        self.targets = common.targets()
        self.afl = afl.Afl() if any(roles.by_id(job["role"]).engine == roles.AFL for job in state["jobs"]) else None
        self.runs = []
        self.stopping = False
        self.saved_at = 0.0
        self.untold, self.told_at = 0, -TELL_S

    def _jobs(self):
        return self.state["jobs"]

    def save(self):
        """Writes the state down, with what runs."""
        for run in self.runs:
            counts.fold(self.campaign, self.state, self._jobs()[run.job])
        self.state["running"] = [{"job": run.job, **known} for run in self.runs
                                 if (known := processes.identity(run.process.pid))]
        self.state["runner"] = os.getpid()
        store.save(self.campaign, self.state)
        self.saved_at = time.monotonic()

    def end_leftovers(self):
        """Ends what a campaign that was killed left behind, and counts what it had done."""
        for run in self.state["running"]:
            counts.fold(self.campaign, self.state, self._jobs()[run["job"]])
        known = [run for run in self.state["running"] if processes.is_alive(run)]
        ended = processes.end([*known, *processes.marked(self.state["id"])])
        if ended:
            self.say(f"ended {ended} processes that were left")
        self.state["running"] = []

    def _binary(self, build, target):
        return self.campaign / "binaries" / build / target

    def _command(self, job, seconds, before):
        role = roles.by_id(job["role"])
        target = self.targets[job["target"]]
        folders = roles.Folders(self.campaign, target.name)
        # A seed of its own for each slice, and the same again for the same campaign.
        seed = 1 + self._jobs().index(job) + len(self._jobs()) * job["slices"]
        seed += 7919 * before.restarts if before else 0
        if role.engine == roles.LIBFUZZER:
            artifacts = folders.artifacts / job["role"]
            artifacts.mkdir(parents=True, exist_ok=True)
            job["last_done"] = 0
            command = roles.libfuzzer_command(role, artifacts, target, folders,
                                              self._binary(role.build, target.name), seconds, seed,
                                              [] if before and before.without_queues else folders.queues())
            environment = roles.clean_environment() | roles.sanitizer_environment()
        else:
            instance = counts.instance(self.state, job)
            resumes = afl.heal(folders.afl / instance)
            command = roles.afl_command(self.afl, role, instance, target, folders,
                                        lambda build: self._binary(build, target.name), seconds, resumes)
            environment = roles.afl_environment(self.afl, role, target,
                                                self.campaign / "binaries" / "afl" / builds.MUTATOR)
        environment |= {processes.MARK: self.state["id"], "AWSPROOF_HEALTH": str(folders.health / job["role"])}
        return command, environment, folders.logs / f"{job['role']}.log"

    def _start(self, number, until, before=None):
        job = self._jobs()[number]
        seconds = max(1, int(until - self.state["used"]))
        command, environment, log = self._command(job, seconds, before)
        with open(log, "wb") as out:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=environment,
                                       cwd=self.campaign, start_new_session=True)
        run = Run(number, process, until, log)
        if before:
            run.restarts, run.failures, run.without_queues = before.restarts, before.failures, before.without_queues
        self.runs.append(run)
        self.save()

    def _next(self):
        """The number of the job that has had the fewest slices and does not run; None if there is none."""
        busy = {run.job for run in self.runs}
        free = [(job["slices"], number) for number, job in enumerate(self._jobs())
                if number not in busy and not job["broken"]]
        return min(free)[1] if free else None

    def _left(self):
        return self.state["seconds"] - self.state["used"]

    def _ended(self, run):
        """Looks at a process that has ended: its slice is over, or it found something and goes on, or it is broken."""
        job = self._jobs()[run.job]
        counts.fold(self.campaign, self.state, job)
        self.runs.remove(run)
        status = run.process.returncode
        left = run.until - self.state["used"]
        is_clean = status == 0 or run.is_told
        self._gather()
        if is_clean or left < 2 or self.stopping:
            job["slices"] += 1
            return
        log = common.read_text(run.log)
        has_found = "Test unit written to" in log
        # What an input of AFL++'s shows under a sanitizer would end each libFuzzer process while it reads.
        run.without_queues = run.without_queues or (has_found and "\tINITED" not in log)
        run.restarts += 1
        run.failures += 0 if has_found else 1
        if run.failures >= MOST_FAILURES:
            job["broken"] = last_line(run.log) or f"exit status {status}"
            self.say(f"{job['target']}, {job['role']}: gives up: {job['broken']}; the log is {run.log}")
        elif run.restarts >= MOST_FINDINGS_A_SLICE:
            job["slices"] += 1
        else:
            self._start(run.job, run.until, run)

    def tick(self, passed_s):
        """One look at everything, `passed_s` after the one before."""
        state = self.state
        state["used"] = round(state["used"] + passed_s, 3)
        for run in self.runs:
            self._jobs()[run.job]["seconds"] += passed_s
        for run in list(self.runs):
            if run.process.poll() is not None:
                self._ended(run)
            elif state["used"] >= run.until and not run.is_told:
                run.is_told = True
                run.process.send_signal(signal.SIGTERM)
            elif state["used"] >= run.until + GRACE_S:
                self._kill(run)
        while not self.stopping and len(self.runs) < state["cores"] and self._left() >= LEAST_S:
            number = self._next()
            if number is None:
                break
            self._start(number, state["used"] + min(self._left(), state["slice"]))
        if time.monotonic() - self.saved_at >= SAVE_S:
            self._gather()
            self.save()

    def _gather(self):
        """Takes findings in; says so at the first, and then once a minute at most."""
        self.untold += findings.gather(self.campaign, self.state)
        if self.untold and time.monotonic() - self.told_at >= TELL_S:
            self.say(f"{self.untold} new findings, {findings.count(self.campaign, self.state)} in all")
            self.untold, self.told_at = 0, time.monotonic()

    def _kill(self, run):
        """The engine and what it started: a target under AFL++ is in a session of its own, and has our mark."""
        mine = processes.identity(run.process.pid)
        below = [known for known in processes.marked(self.state["id"])
                 if mine and parent_of(known["pid"]) == run.process.pid]
        processes.end(([mine] if mine else []) + below, grace_s=1)

    def run(self):
        """Until the time is over, or a signal; returns whether the campaign is done."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        self.end_leftovers()
        self.state["status"] = "running"
        last = time.monotonic()
        try:
            while not self.stopping:
                now = time.monotonic()
                self.tick(now - last)
                last = now
                if not self.runs and self._left() < LEAST_S:
                    break
                if not self.runs and self._next() is None:
                    raise common.MissingTool("every job is broken: " + self._jobs()[0]["broken"])
                time.sleep(TICK_S)
        finally:
            self._finish()
        return self.state["status"] == "done"

    def _finish(self):
        self.stopping = True
        for run in self.runs:
            run.is_told = True
        processes.end([known for run in self.runs if (known := processes.identity(run.process.pid))])
        for run in list(self.runs):
            run.process.wait()
            self._ended(run)
        processes.end(processes.marked(self.state["id"]), grace_s=1)
        findings.gather(self.campaign, self.state, settled_s=0)
        for target, role, counted, written in findings.missing(self.campaign, self.state):
            self.say(f"{target}, {role}: AFL++ counts {counted} findings and wrote {written}")
        self.state["status"] = "done" if self._left() < LEAST_S else "stopped"
        self.save()
        self.say(f"{self.state['status']}, {findings.count(self.campaign, self.state)} findings")

    def _stop(self, _number, _frame):
        self.stopping = True


def parent_of(pid):
    """The parent's number, or 0."""
    text = common.read_text(f"/proc/{pid}/stat").rpartition(")")[2].split()
    return int(text[1]) if len(text) > 1 else 0


def last_line(path):
    """What a log says last that is not empty."""
    lines = [line.strip() for line in common.read_text(path).splitlines() if line.strip()]
    said = [line for line in lines if "PROGRAM ABORT" in line or "ERROR" in line] or lines
    return said[-1][:200] if said else ""


def start_in_background(command, folder):
    """Starts the process that runs the campaign, in a session of its own."""
    with open(folder / "supervisor.log", "ab") as log:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                                env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"})
