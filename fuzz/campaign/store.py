# SPDX-License-Identifier: Apache-2.0
"""A campaign's state: one JSON file, replaced whole; everything else is in the folders of the engines."""
import fcntl
import json
import os
import pathlib

import common
import roles

NAME = "campaign.json"
VERSION = 1
# Name -> type of what a state must have; and of each job.
FIELDS = {"version": int, "id": str, "host": str, "cores": int, "seconds": (int, float), "used": (int, float),
          "slice": (int, float), "targets": list, "jobs": list, "running": list, "status": str, "fault": str}
JOB_FIELDS = {"target": str, "role": str, "slices": int, "executions": int, "seconds": (int, float), "broken": str,
              "last_done": int}
RUN_FIELDS = {"job": int, "pid": int, "start": int, "boot": str}


class Damaged(common.Problem):
    """A state that is none."""


def _check(value, fields, where):
    if not isinstance(value, dict):
        raise ValueError(f"{where} is no object")
    for name, kind in fields.items():
        if name not in value:
            raise ValueError(f"{where} lacks {name}")
        if not isinstance(value[name], kind) or isinstance(value[name], bool):
            raise ValueError(f"{where}.{name} is {json.dumps(value[name])[:40]}")


def _checked(state):
    _check(state, FIELDS, "the campaign")
    if state["version"] != VERSION:
        raise ValueError(f"version {state['version']}, this command knows {VERSION}")
    if state["cores"] < 1 or not state["jobs"]:
        raise ValueError("no cores or no jobs")
    for number, job in enumerate(state["jobs"]):
        _check(job, JOB_FIELDS, f"jobs[{number}]")
        if job["target"] not in state["targets"] or roles.by_id(job["role"]) is None:
            raise ValueError(f"jobs[{number}] is of {job['target']}, {job['role']}")
    for number, run in enumerate(state["running"]):
        _check(run, RUN_FIELDS, f"running[{number}]")
        if not 0 <= run["job"] < len(state["jobs"]):
            raise ValueError(f"running[{number}].job is {run['job']}")
    return state


def load(folder):
    """The state of the campaign in this folder."""
    path = pathlib.Path(folder) / NAME
    try:
        return _checked(json.loads(path.read_bytes().decode()))
    except FileNotFoundError:
        raise common.Problem(f"{folder}: no campaign there (no {NAME}); 'start' begins one") from None
    except OSError as error:
        raise common.Problem(f"{path}: {error.strerror}") from None
    except ValueError as error:
        raise Damaged(f"{path}: no state of a campaign: {error}; the corpora are whole: "
                      f"'start --folder NEW --corpus {folder}' goes on with them") from None


def save(folder, state):
    """Puts the state in the old one's place."""
    common.write_whole(pathlib.Path(folder) / NAME, (json.dumps(state, indent=1) + "\n").encode())


class Lock:
    """Held by the one process that runs a campaign; the kernel gives it back however that process ends."""

    def __init__(self, folder):
        self._file = os.open(pathlib.Path(folder) / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)

    def take(self):
        """Whether it is ours now."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def release(self):
        """Gives it back."""
        os.close(self._file)


def is_run(folder):
    """Whether somebody runs the campaign now."""
    lock = Lock(folder)
    taken = lock.take()
    lock.release()
    return not taken
