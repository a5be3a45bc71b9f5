# SPDX-License-Identifier: Apache-2.0
"""Corpora made small by the engines' own means, into a folder of their own."""
import os
import re
import shutil
import subprocess

import common
import roles

WAYS = {"merge": "-merge=1", "set-cover": "-set_cover_merge=1", "afl-cmin": None}


def _libfuzzer(command, log):
    """Runs a merge; (files, features, edges) that it added."""
    with open(log, "wb") as out:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=False,
                              env=roles.clean_environment() | roles.sanitizer_environment())
    added = re.findall(r"MERGE-OUTER: (\d+) new files with (\d+) new features added; (\d+) new coverage edges",
                       common.read_text(log))
    if done.returncode or not added:
        raise common.MissingTool(f"the merge failed with status {done.returncode}; its log is {log}")
    return tuple(map(int, added[-1]))


def by_libfuzzer(campaign, target, way, place):
    """Merges into `place`; a second merge of everything must add no edge."""
    folders = roles.Folders(campaign, target.name)
    binary = campaign / "binaries/libfuzzer" / target.name
    help_text = subprocess.run([binary, "-help=1"], capture_output=True, text=True, check=False).stderr
    if WAYS[way][1:].partition("=")[0] not in help_text:
        raise common.Problem(f"this libFuzzer has no {WAYS[way]}; --by merge")
    command = [binary, WAYS[way], f"-max_len={common.MAX_BYTES}", f"-timeout={common.TIMEOUT_S}",
               f"-artifact_prefix={folders.artifacts}/merge-"]
    sources = [folders.seeds, folders.corpus, *folders.queues()]
    _, features, edges = _libfuzzer([*command, place, *sources], folders.logs / "merge.log")
    command[1] = WAYS["merge"]
    _, _, lost = _libfuzzer([*command, place, *sources], folders.logs / "merge-check.log")
    if lost:
        raise common.MissingTool(f"{target.name}: {lost} edges are missing after the merge; "
                                 f"the log is {folders.logs / 'merge-check.log'}")
    return f"{features} features, {edges} edges"


def by_afl(campaign, target, place):
    """afl-cmin over a folder of links to all inputs."""
    tool = shutil.which("afl-cmin")
    if tool is None:
        raise common.MissingTool("afl-cmin is not installed (.ci/install test brings it)")
    binary = campaign / "binaries/afl" / target.name
    if not binary.exists():
        raise common.Problem(f"{binary} is not there: this campaign has no AFL++ role; --by merge")
    folders = roles.Folders(campaign, target.name)
    everything = folders.base / "all"
    gather(folders, everything)
    log = folders.logs / "cmin.log"
    # It takes test cases from shared memory, so no @@; and it refuses folders below /tmp unless it is told not to.
    with open(log, "wb") as out:
        done = subprocess.run([tool, "-i", everything, "-o", place, "-m", "none", "-t", str(common.AFL_TIMEOUT_MS),
                               "--", binary], stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=False,
                              env=roles.clean_environment() | {"AFL_ALLOW_TMP": "1"})
    shutil.rmtree(everything)
    if done.returncode or not common.files_in(place):
        raise common.MissingTool(f"afl-cmin of {target.name} failed with status {done.returncode}; its log is {log}")
    shutil.rmtree(place / ".traces", ignore_errors=True)
    return "AFL++'s edges"


def gather(folders, place):
    """Links all inputs of a target into a folder, each once, by its digest; returns how many."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    count = 0
    for source in (folders.seeds, folders.corpus, *folders.queues()):
        for path in common.files_in(source):
            data = common.read_if_there(path)
            if data and not (place / common.digest(data)).exists():
                try:
                    os.link(path, place / common.digest(data))
                except OSError:
                    (place / common.digest(data)).write_bytes(data)
                count += 1
    return count


def merge(campaign, state, way, say=print):
    """Every target into campaign/merged/TARGET, which is there whole or as it was before."""
    known = common.targets()
    for name in state["targets"]:
        folders = roles.Folders(campaign, name)
        before = sum(len(common.files_in(path)) for path in (folders.seeds, folders.corpus, *folders.queues()))
        part, place = campaign / "merged" / f".{name}", campaign / "merged" / name
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        what = by_afl(campaign, known[name], part) if way == "afl-cmin" else \
            by_libfuzzer(campaign, known[name], way, part)
        shutil.rmtree(place, ignore_errors=True)
        part.rename(place)
        say(f"{name:<17} {before} files -> {len(common.files_in(place))}, {what}  {place}")
