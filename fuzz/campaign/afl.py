# SPDX-License-Identifier: Apache-2.0
"""What this machine's AFL++ has: versions differ in options and variables, and refuse or ignore what they lack."""
import pathlib
import re
import shutil
import subprocess

import common

# What every instance gets, where the binary knows the name.
VARIABLES = {
    "AFL_NO_UI": "1",
    "AFL_AUTORESUME": "1",
    "AFL_SKIP_CPUFREQ": "1",
    "AFL_NO_AFFINITY": "1",       # cores are shared with libFuzzer, which binds itself to none
    "AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES": "1",
    "AFL_FAST_CAL": "1",
    "AFL_CMPLOG_ONLY_NEW": "1",   # a slice must not go by on what was compared in the one before
    "AFL_IMPORT_FIRST": "1",
    "AFL_TESTCACHE_SIZE": "100",
    "AFL_FINAL_SYNC": "1",        # from 4.10 on
    "AFL_IGNORE_SEED_PROBLEMS": "1",
    "AFL_NO_WARN_INSTABILITY": "1",
}


class Afl:
    """The afl-fuzz that is installed: its version, the options it takes, the variables it knows."""

    def __init__(self, command="afl-fuzz"):
        self.command = shutil.which(command)
        if self.command is None:
            raise common.MissingTool(f"{command} is not installed (.ci/install test brings it)")
        help_text = subprocess.run([self.command, "-hh"], capture_output=True, text=True, errors="replace",
                                   stdin=subprocess.DEVNULL, check=False).stdout
        version = re.search(r"afl-fuzz\+\+([0-9][0-9a-z.]*)", help_text)
        self.version = version[1] if version else "unknown"
        self._options = set(re.findall(r"^ *-([A-Za-z])\b", help_text, re.MULTILINE)) | set(
            re.findall(r"^ *-[A-Za-z]/-([A-Za-z])\b", help_text, re.MULTILINE))
        schedules = re.search(r"-p schedule.*?(?=\n +-[A-Za-z] )", help_text, re.DOTALL)
        self.schedules = set(re.findall(r"[a-z]+", schedules[0])) if schedules else set()
        binary = pathlib.Path(self.command).read_bytes()
        # A script stands for afl-fuzz in tests: there every name is between words, not between zeros.
        self._names = set(re.findall(rb"AFL_[A-Z0-9_]+", binary))
        if not self._options:
            raise common.MissingTool(f"{self.command} -hh names no options: is it AFL++?")

    def takes(self, option):
        """Whether there is an option of this letter."""
        return option in self._options

    def knows(self, variable):
        """Whether it looks at this variable of the environment."""
        return variable.encode() in self._names

    def variables(self):
        """VARIABLES, as far as this version knows them."""
        return {name: value for name, value in VARIABLES.items() if self.knows(name)}


def statistics(folder):
    """fuzzer_stats of an instance, as text by name; empty before AFL++ wrote any."""
    found = re.findall(r"^(\w+) *: (.*)$", common.read_text(folder / "fuzzer_stats"), re.MULTILINE)
    return {name: value.strip() for name, value in found}


def crash_files(folder):
    """(kind, file) of an instance's findings; each resumption puts the former ones into a folder with a date."""
    return [("crash" if "crashes" in place.name else "timeout", path)
            for place in sorted([*folder.glob("crashes*"), *folder.glob("hangs*")])
            for path in common.files_in(place) if path.name.startswith("id")]


def heal(folder):
    """Makes an instance's folder fit to be resumed, whatever moment it was killed at; returns whether it has inputs.

    AFL++ resumes from _resume if that is there, since queue may then be incomplete; it forgets that it was perhaps
    killed when the queue was complete and _resume half deleted. So what is in either goes into _resume.
    """
    old, queue = folder / "_resume", folder / "queue"
    if old.is_dir():
        kept = {path.name for path in common.files_in(old)}
        for path in common.files_in(queue):
            if path.name not in kept:
                path.rename(old / path.name)
    numbers = statistics(folder)
    if (folder / "fuzzer_stats").exists() and not {"start_time", "last_update"} <= numbers.keys():
        (folder / "fuzzer_stats").unlink()  # cut off by a power failure: AFL++ would refuse the folder
    return any(path.name.startswith("id") and path.stat().st_size
               for place in (old, queue) for path in common.files_in(place))
