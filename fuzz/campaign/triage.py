# SPDX-License-Identifier: Apache-2.0
"""Findings to buckets: reproduced, sorted by what showed them and where, the smallest of each minimised and kept."""
import concurrent.futures
import dataclasses
import json
import os
import re
import signal
import subprocess

import common
import roles

TIMES = 3
FRAMES = 3
REPLAY_LIMIT_S = 60
# Frames that are the same whatever the fault is: the way to fail, the engine, the sanitizer, the C library.
NOISE = re.compile(r"^(awp_oracle_fail|LLVMFuzzerTestOneInput|main|_start|abort|raise|gsignal|fuzzer::.*"
                   r"|_*(libc|GI|pthread|asan|ubsan|msan|lsan|sanitizer|interceptor)_\w*)$")
SANITIZER = re.compile(r"ERROR: (?:Address|Memory)Sanitizer: ([A-Za-z-]+)|ERROR: (Leak)Sanitizer|"
                       r"WARNING: MemorySanitizer: ([a-z-]+)|"
                       r"ERROR: libFuzzer: (timeout|out-of-memory|fuzz target exited)")


@dataclasses.dataclass(frozen=True)
class Bucket:
    """What showed a fault, and where: the same for inputs that show the same fault."""

    kind: str
    frames: tuple

    def slug(self):
        """A file's name of it."""
        words = "-".join([self.kind, *self.frames[:1]]).lower()
        return re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:60]


def _frames(text):
    """Functions of the first stack, without noise, down to the target."""
    found = []
    for number, name in re.findall(r"^ +#(\d+) 0x[0-9a-f]+ in ([^ (]+)", text, re.MULTILINE):
        if number == "0" and found or name == "LLVMFuzzerTestOneInput":
            break
        if not NOISE.match(name):
            found.append(name)
    return tuple(found[:FRAMES])


def bucket_of(text, status):
    """The bucket of a run's report; None if the run was clean."""
    oracle = re.search(r"^ORACLE \w+: ([a-z-]+): ", text, re.MULTILINE)
    sanitizer = SANITIZER.search(text)
    undefined = re.search(r"runtime error: (.*)", text)
    if status == 0:
        return None
    if oracle:
        kind = oracle[1]
    elif sanitizer and not (undefined and "deadly" in sanitizer[0]):
        kind = next(group for group in sanitizer.groups() if group)
        kind = "leak" if kind == "Leak" else kind
    elif undefined:
        kind = "undefined-" + "-".join(re.findall(r"[a-z]+", undefined[1])[:3])
    else:
        kind = f"signal-{-status}" if status < 0 else "signal-6" if "deadly signal" in text else f"exit-{status}"
    return Bucket(kind, _frames(text))


def reason_of(text):
    """The line of a report that says most."""
    found = re.search(r"^ORACLE .*|.*ERROR: \w+: .*|.*runtime error: .*", text, re.MULTILINE)
    return found[0].strip()[:300] if found else ""


class Judge:
    """Runs inputs of one target by the binaries of a campaign."""

    def __init__(self, campaign, state, target):
        self.campaign, self.state, self.target = campaign, state, target
        self.folders = roles.Folders(campaign, target)
        self.environment = roles.clean_environment() | roles.sanitizer_environment() | {"AWSPROOF_ORACLES": "all"}
        # A symbol's name is what buckets go by: wherever the sanitizer's own handler prints a stack.
        self.environment["UBSAN_OPTIONS"] += ":symbolize=1"

    def binary(self, build):
        """The target of this build."""
        return self.campaign / "binaries" / build / self.target

    def run(self, path, build="libfuzzer"):
        """(bucket or None, report) of one run."""
        binary = self.binary(build)
        is_libfuzzer = build.startswith("libfuzzer")
        command = [binary, f"-timeout={common.TIMEOUT_S}", "-exact_artifact_path=/dev/null", path] \
            if is_libfuzzer else [binary]
        try:
            with open(path, "rb") as data:
                done = subprocess.run(command, stdin=data, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                      env=self.environment, timeout=REPLAY_LIMIT_S, check=False)
        except subprocess.TimeoutExpired:
            return Bucket("timeout", ()), ""
        except OSError as error:
            raise common.MissingTool(f"{binary}: {error.strerror}") from error
        text = done.stdout.decode(errors="replace")
        return bucket_of(text, done.returncode), text

    def reproduce(self, path):
        """(bucket or None, report, build, is the same each time): by the sanitizers' build, else by the finder's."""
        found_by = common.read_text(self.folders.found_by / path.name).strip()
        role = roles.by_id(found_by) if found_by and found_by != "seed" else None
        builds = ["libfuzzer", *([role.build] if role and role.build != "libfuzzer" else [])]
        for build in builds:
            seen = [self.run(path, build) for _ in range(TIMES)]
            shown = [(bucket, text) for bucket, text in seen if bucket]
            if shown:
                return (*shown[0], build, len({bucket for bucket, _ in seen}) == 1)
        return None, "", "libfuzzer", True

    def minimise(self, path, bucket, build, seconds):
        """The smallest input that libFuzzer makes of this one and that shows the same; else this one itself."""
        data = path.read_bytes()
        if not build.startswith("libfuzzer") or seconds <= 0 or len(data) < 2:
            return data
        small = self.folders.base / ".minimised"
        small.unlink(missing_ok=True)
        command = [self.binary(build), "-minimize_crash=1", f"-max_total_time={max(1, seconds // 4)}",
                   f"-timeout={common.TIMEOUT_S}", f"-exact_artifact_path={small}", path]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, env=self.environment, start_new_session=True)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            _end_group(process)
        made = common.read_if_there(small)
        if made is not None and len(made) < len(data) and self.run(small, build)[0] == bucket:
            data = made
        small.unlink(missing_ok=True)
        return data


def _end_group(process):
    """libFuzzer minimises in processes of its own: all are in this session."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def buckets_of(judge):
    """{(bucket, build): record} of a target's findings, and those that nothing shows any more."""
    found, gone = {}, []
    paths = common.files_in(judge.folders.findings)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        judged = list(pool.map(judge.reproduce, paths))
    for path, (bucket, text, build, is_stable) in zip(paths, judged):
        if bucket is None:
            gone.append(path)
            continue
        record = found.setdefault((bucket, build), {"inputs": [], "stable": True, "reason": reason_of(text)})
        record["inputs"].append(path)
        record["stable"] = record["stable"] and is_stable
    return found, gone


def place_for(folder, slug, data):
    """Where an input is kept under this name; (path, whether these bytes are there already)."""
    for path in common.files_in(folder):
        if path.read_bytes() == data:
            return path, True
    for number in range(1, 1000):
        path = folder / (slug if number == 1 else f"{slug}-{number}")
        if not path.exists():
            return path, False
    raise common.Problem(f"{folder}: a thousand files called {slug}")


def keep(out, target, bucket, record, data):
    """Writes a regression and its line of what it showed and what is expected of it; returns the line."""
    folder = out / target
    folder.mkdir(parents=True, exist_ok=True)
    path, is_known = place_for(folder, bucket.slug(), data)
    line = {"target": target, "why": path.name, "sha1": common.digest(data), "bytes": len(data),
            "shown_by": bucket.kind, "frames": list(bucket.frames), "report": record["reason"], "expect": "no finding"}
    if not is_known:
        common.write_whole(path, data)
        verdicts = out.with_name(out.name + ".jsonl")
        before = common.read_if_there(verdicts) or b""
        common.write_whole(verdicts, before + (json.dumps(line) + "\n").encode())
    return line | {"known": is_known, "path": str(path)}


def triage(campaign, state, out, seconds, say=print):
    """All targets; returns the lines of all buckets."""
    lines = []
    for target in state["targets"]:
        judge = Judge(campaign, state, target)
        found, gone = buckets_of(judge)
        for path in gone:
            say(f"{target:<17} not reproduced: {path}")
        for (bucket, build), record in sorted(found.items(), key=lambda item: (item[0][0].kind, item[0][0].frames)):
            smallest = min(record["inputs"], key=lambda path: (path.stat().st_size, path.name))
            head = f"{target:<17} {bucket.slug():<45} {len(record['inputs']):>4} inputs"
            if not record["stable"]:
                say(f"{head}  not the same in {TIMES} runs, so not kept: {smallest}")
                lines.append({"target": target, "bucket": bucket.slug(), "inputs": len(record["inputs"]),
                              "stable": False})
                continue
            data = judge.minimise(smallest, bucket, build, seconds)
            line = keep(out, target, bucket, record, data)
            lines.append({**line, "bucket": bucket.slug(), "build": build, "inputs": len(record["inputs"]),
                          "stable": True})
            say(f"{head}  {smallest.stat().st_size} -> {len(data)} bytes  {line['path']}"
                f"{' (known)' if line['known'] else ''}")
            if record["reason"]:
                say(f"{'':<17} {record['reason']}")
    common.write_whole(campaign / "triage.jsonl", "".join(json.dumps(line) + "\n" for line in lines).encode())
    return lines
