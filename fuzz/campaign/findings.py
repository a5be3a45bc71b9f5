# SPDX-License-Identifier: Apache-2.0
"""Findings: gathered from the engines' folders into one of the target's own, each input once."""
import time

import afl
import common
import roles

# Per target: a fault on every path would fill the disk, and tells no more the thousandth time.
MOST = 300
KINDS = ("crash", "timeout", "oom", "leak")
# AFL++ writes into place: what is this old is written.
SETTLED_S = 2


def keep(folders, kind, data, role):
    """Keeps an input as KIND-DIGEST; returns whether it is new."""
    path = folders.findings / f"{kind}-{common.digest(data)}"
    if path.exists() or len(common.files_in(folders.findings)) >= MOST:
        return False
    common.write_whole(folders.found_by / path.name, (role + "\n").encode())
    common.write_whole(path, data)
    return True


def gather(campaign, state, settled_s=SETTLED_S):
    """Takes in what the engines have written, if it is that old; returns how many findings are new."""
    found = 0
    for job in state["jobs"]:
        folders = roles.Folders(campaign, job["target"])
        if roles.by_id(job["role"]).engine == roles.AFL:
            written = afl.crash_files(folders.afl / f"{job['role']}-{state['host']}")
        else:
            written = [(path.name.partition("-")[0], path) for path in common.files_in(folders.artifacts / job["role"])]
        for kind, path in written:
            data = common.read_if_there(path)
            if kind not in KINDS or data is None or not _is_settled(path, settled_s):
                continue
            found += keep(folders, kind, data, job["role"])
    return found


def _is_settled(path, seconds):
    try:
        return time.time() - path.stat().st_mtime >= seconds
    except FileNotFoundError:
        return False


def missing(campaign, state):
    """Where AFL++ counts more findings than it wrote: [(target, role, counted, written)]."""
    found = []
    for job in state["jobs"]:
        if roles.by_id(job["role"]).engine != roles.AFL:
            continue
        folder = roles.Folders(campaign, job["target"]).afl / f"{job['role']}-{state['host']}"
        numbers = afl.statistics(folder)
        counted = int(numbers.get("saved_crashes", "0")) + int(numbers.get("saved_hangs", "0"))
        written = len(afl.crash_files(folder))
        if counted > written:
            found.append((job["target"], job["role"], counted, written))
    return found


def count(campaign, state):
    """How many there are, over all targets."""
    return sum(len(common.files_in(roles.Folders(campaign, name).findings)) for name in state["targets"])
