# SPDX-License-Identifier: Apache-2.0
"""What the engines say of themselves: fuzzer_stats of AFL++, the log of libFuzzer, the target's own counts."""
import re
import struct

import afl
import common
import roles

HEALTH_RECORD = struct.Struct("=24sQ")


def _last(pattern, text):
    found = re.findall(pattern, text)
    return int(found[-1]) if found else 0


def of_log(path):
    """Of a libFuzzer process, from its log."""
    tail = common.read_tail(path, 65536)
    return {"done": _last(r"stat::number_of_executed_units: +(\d+)", tail) or _last(r"(?m)^#(\d+)\t", tail),
            "edges": _last(r" cov: (\d+)", tail), "features": _last(r" ft: (\d+)", tail),
            "corpus": _last(r" corp: (\d+)/", tail),
            "rate": _last(r"stat::average_exec_per_sec: +(\d+)", tail) or _last(r" exec/s: (\d+)", tail),
            "stability": None, "saved": 0}


def of_stats(folder):
    """Of an AFL++ instance, from its fuzzer_stats."""
    numbers = afl.statistics(folder)

    def number(*names):
        for name in names:
            found = re.match(r"[0-9.]+", numbers.get(name, ""))
            if found:
                return float(found[0])
        return 0.0

    return {"done": int(number("execs_done")), "edges": int(number("edges_found")), "features": 0,
            "corpus": int(number("corpus_count", "paths_total")), "rate": number("execs_per_sec"),
            "stability": number("stability") if "stability" in numbers else None,
            "saved": int(number("saved_crashes", "unique_crashes") + number("saved_hangs", "unique_hangs"))}


def instance(state, job):
    """An AFL++ instance's name: of role and machine, so that folders of several machines can be laid together."""
    return f"{job['role']}-{state['host']}"


def of_job(campaign, state, job):
    """What the engine of this job said last."""
    folders = roles.Folders(campaign, job["target"])
    if roles.by_id(job["role"]).engine == roles.AFL:
        return of_stats(folders.afl / instance(state, job))
    return of_log(folders.logs / f"{job['role']}.log")


def fold(campaign, state, job):
    """Adds to the job what its engine did since it was last asked; AFL++ counts on when it resumes, libFuzzer anew."""
    said = of_job(campaign, state, job)
    done = said["done"]
    job["executions"] += done - job["last_done"] if done >= job["last_done"] else done
    job["last_done"] = done
    # A process that was ended while it read its inputs has said nothing yet.
    for name in ("edges", "features"):
        job[name] = max(job.get(name, 0), said[name])


def target_line(campaign, state, name):
    """A target's sums over its jobs, for people and for machines."""
    jobs = [job for job in state["jobs"] if job["target"] == name]
    running = {run["job"] for run in state["running"]}
    line = {"target": name, "running": [], "executions": 0, "rate": 0.0, "edges": 0, "features": 0, "corpus": 0,
            "findings": 0, "stability": None, "slices": 0, "seconds": 0, "broken": []}
    for number, job in enumerate(state["jobs"]):
        if job["target"] != name:
            continue
        said = of_job(campaign, state, job)
        line["executions"] += job["executions"] + (
            said["done"] - job["last_done"] if said["done"] >= job["last_done"] else said["done"])
        line["slices"] += job["slices"]
        line["seconds"] += job["seconds"]
        line["features"] = max(line["features"], said["features"], job.get("features", 0))
        if roles.by_id(job["role"]).engine == roles.LIBFUZZER:
            line["edges"] = max(line["edges"], said["edges"], job.get("edges", 0))
        if said["stability"] is not None:
            line["stability"] = min(said["stability"], line["stability"] or 100.0)
        if number in running:
            line["running"].append(job["role"])
            line["rate"] += said["rate"]
        if job["broken"]:
            line["broken"].append(job["role"])
    folders = roles.Folders(campaign, name)
    line["corpus"] = len(common.files_in(folders.corpus)) + sum(len(common.files_in(q)) for q in folders.queues())
    line["findings"] = len(common.files_in(folders.findings))
    line["jobs"] = len(jobs)
    line["seconds"] = round(line["seconds"], 1)
    return line


def summed_health(files):
    """The bytes of a file of counts that is the sum of these, for fuzz/health; empty if none was written."""
    sums = {}
    for path in files:
        data = common.read_if_there(path) or b""
        for name, count in HEALTH_RECORD.iter_unpack(data[:len(data) // HEALTH_RECORD.size * HEALTH_RECORD.size]):
            sums[name] = sums.get(name, 0) + count
    return b"".join(HEALTH_RECORD.pack(name, count) for name, count in sums.items())
