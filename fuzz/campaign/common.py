# SPDX-License-Identifier: Apache-2.0
"""What every part of the campaign command stands on: places, targets, and files written whole or not at all."""
import hashlib
import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# Inputs are bodies of a few kilobytes: more only makes an execution slow.
MAX_BYTES = 16384
# Of one input, in seconds: libFuzzer's, and AFL++'s (which scales less than its default of 1 s under sanitizers).
TIMEOUT_S = 10
AFL_TIMEOUT_MS = 5000


class Problem(Exception):
    """Why a command cannot do its work, in one line; `status` is its exit status."""

    status = 2


class MissingTool(Problem):
    """A tool that is not installed, or a build that failed."""

    status = 3


class Target:
    """A line of fuzz/targets/list."""

    def __init__(self, fields):
        self.name, self.format, self.room, self.dictionary = fields[:4]
        self.least_edges, self.least_not_unknown = int(fields[4]), int(fields[5])

    def dictionary_path(self):
        """The dictionary's file, or None."""
        return None if self.dictionary == "-" else ROOT / "corpus/dictionaries" / f"{self.dictionary}.dict"


def targets():
    """Name -> Target, in the list's order."""
    path = ROOT / "fuzz/targets/list"
    lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    found = {fields[0]: Target(fields) for fields in lines if fields and not fields[0].startswith("#")}
    if not found:
        raise Problem(f"{path}: no target")
    return found


def say(text):
    """Tells the person at the terminal what goes on."""
    print(f"campaign: {text}", file=sys.stderr, flush=True)


def write_whole(path, data):
    """Writes a file so that it is there whole, in its old or its new form, whatever happens."""
    path = pathlib.Path(path)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    with open(part, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)


def digest(data):
    """How an input is named by its bytes: as libFuzzer names it."""
    return hashlib.sha1(data).hexdigest()


def files_in(folder):
    """The files in a folder, in order of name; none where there is no folder. Names with a dot first are left out."""
    try:
        with os.scandir(folder) as entries:
            return sorted(pathlib.Path(entry.path) for entry in entries
                          if not entry.name.startswith(".") and entry.is_file(follow_symlinks=False))
    except FileNotFoundError:
        return []


def read_if_there(path):
    """A file's bytes, or None if it went away: engines rename and delete what they own."""
    try:
        return pathlib.Path(path).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def read_text(path):
    """A file's text, empty if there is none."""
    return (read_if_there(path) or b"").decode("utf-8", "replace")


def read_tail(path, most):
    """The last `most` bytes of a file, as text; empty if there is none."""
    try:
        with open(path, "rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - most))
            return file.read().decode("utf-8", "replace")
    except FileNotFoundError:
        return ""
