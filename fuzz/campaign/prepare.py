# SPDX-License-Identifier: Apache-2.0
"""Makes a campaign's folder: binaries, seeds that hold, and the first state."""
import os
import pathlib
import re
import shutil
import socket
import subprocess
import uuid

import builds
import common
import findings
import roles
import store
import supervisor

REPLAYED_AT_ONCE = 200


def host_name():
    """This machine's name as AFL++ takes it in an instance's name."""
    return re.sub(r"[^A-Za-z0-9_]", "_", socket.gethostname().split(".")[0])[:12] or "host"


def check_time(cores, seconds, job_count, slice_s):
    """The slice; refuses a campaign that would not come to every job."""
    length = slice_s or supervisor.slice_of(cores, seconds, job_count)
    if not slice_s and length < supervisor.SHORTEST_SLICE_S:
        raise common.Problem(
            f"{seconds:.0f} s on {cores} cores are {length:.1f} s for each of {job_count} roles of targets, and "
            f"{supervisor.SHORTEST_SLICE_S} are the least: more --hours, fewer targets, fewer --roles, or --slice")
    return length


def wanted_builds(jobs):
    """{build: [target]} of what these jobs run; the libFuzzer build of every target, by which findings are judged."""
    wanted = {"libfuzzer": []}
    for target, role_id in jobs:
        role = roles.by_id(role_id)
        for name in ("libfuzzer", role.build, role.compare):
            if name and target not in wanted.setdefault(name, []):
                wanted[name].append(target)
    return wanted


def use_binaries(campaign, source, jobs):
    """Copies binaries that were built elsewhere: SOURCE/BUILD/TARGET."""
    for build, targets in wanted_builds(jobs).items():
        names = [*targets, *([builds.MUTATOR] if build == "afl" and (source / build / builds.MUTATOR).exists() else [])]
        place = campaign / "binaries" / build
        place.mkdir(parents=True, exist_ok=True)
        for name in names:
            if not (source / build / name).is_file():
                raise common.MissingTool(f"{source / build / name} is not there")
            shutil.copy2(source / build / name, place / name)


def without_what_cannot_be(jobs, fault):
    """The jobs without those whose build leaves their target out, with a word about each."""
    if not any(roles.by_id(role).build == "libfuzzer-memory" for _, role in jobs):
        return jobs
    folder = builds.build("libfuzzer-memory", [], fault)
    there = builds.known_targets(folder, {target for target, _ in jobs})
    kept = [(target, role) for target, role in jobs
            if roles.by_id(role).build != "libfuzzer-memory" or target in there]
    for target, role in jobs:
        if (target, role) not in kept:
            common.say(f"{target}, {role}: left out, MSan cannot judge code that is not instrumented")
    return kept


def export_seeds(campaign, targets, awsproof):
    """Seeds of the golden cases and past findings, in each target's folder."""
    place = campaign / "exported"
    shutil.rmtree(place, ignore_errors=True)
    builds.seeds(place, targets, awsproof)
    for name in targets:
        folders = roles.Folders(campaign, name)
        folders.make()
        for path in common.files_in(place / name):
            os.replace(path, folders.seeds / path.name)
    shutil.rmtree(place)


def _inputs_of(corpus, name):
    """The inputs of a target in an earlier campaign's folder, or in FOLDER/TARGET."""
    earlier = roles.Folders(corpus, name)
    places = [corpus / name]
    if earlier.base.is_dir():
        places = [earlier.corpus, *earlier.queues(), *sorted(earlier.afl.glob("*/_resume"))]
    return [path for place in places for path in common.files_in(place)]


def take_corpus(campaign, corpus, targets):
    """Adds the inputs of an earlier campaign to the seeds."""
    found = 0
    for name in targets:
        seeds = roles.Folders(campaign, name).seeds
        for path in _inputs_of(corpus, name):
            data = path.read_bytes()
            if data and len(data) <= common.MAX_BYTES:
                found += 1
                common.write_whole(seeds / common.digest(data), data)
    if not found:
        raise common.Problem(f"{corpus}: no inputs of {', '.join(targets)} there (want {corpus}/TARGET, or a campaign)")


def set_failing_seeds_aside(campaign, name):
    """A seed at which the target fails is a finding; engines would stop at it, or pass over it without a word."""
    folders = roles.Folders(campaign, name)
    files, at, found = common.files_in(folders.seeds), 0, 0
    while at < len(files):
        some = files[at:at + REPLAYED_AT_ONCE]
        try:
            done = subprocess.run(
                [campaign / "binaries/libfuzzer" / name, f"-timeout={common.TIMEOUT_S}",
                 f"-artifact_prefix={folders.base}/.seed-", *some],
                capture_output=True, env=roles.clean_environment() | roles.sanitizer_environment(), check=False)
        except OSError as error:
            raise common.MissingTool(f"{error.filename}: {error.strerror}") from error
        text = (done.stdout + done.stderr).decode(errors="replace")
        for left in folders.base.glob(".seed-*"):
            left.unlink()
        if done.returncode == 0:
            at += len(some)
            continue
        running = re.findall(r"^Running: (.*)$", text, re.MULTILINE)
        failed = pathlib.Path(running[-1]) if running else None
        if failed not in some:
            raise common.MissingTool(f"{campaign / 'binaries/libfuzzer' / name} does not run: "
                                     f"{' '.join(text.split())[-200:]}")
        kind = "timeout" if "libFuzzer: timeout" in text else "crash"
        findings.keep(folders, kind, failed.read_bytes(), "seed")
        failed.unlink()
        found += 1
        at += some.index(failed) + 1
    if not common.files_in(folders.seeds):
        common.write_whole(folders.seeds / "empty-object", b"{}")
    return found


def new_state(jobs, targets, options, slice_s):
    """The state of a campaign that has not begun."""
    return {"version": store.VERSION, "id": uuid.uuid4().hex, "host": host_name(), "cores": options.cores,
            "seconds": options.hours * 3600, "used": 0.0, "slice": slice_s, "targets": targets, "running": [],
            "status": "prepared", "fault": options.planted_fault or "",
            "jobs": [{"target": target, "role": role, "slices": 0, "executions": 0, "seconds": 0.0, "broken": "",
                      "last_done": 0} for target, role in jobs]}


def prepare(campaign, options, targets):
    """Everything up to the first engine; `options` are those of `start`."""
    jobs = roles.jobs(targets, options.roles, options.cores)
    slice_s = check_time(options.cores, options.hours * 3600, len(jobs), options.slice)
    if campaign.exists() and any(campaign.iterdir()):
        raise common.Problem(f"{campaign} is not empty; 'resume' goes on with a campaign, --folder names another place")
    campaign.mkdir(parents=True, exist_ok=True)
    try:
        if options.binaries:
            use_binaries(campaign, options.binaries, jobs)
        else:
            jobs = without_what_cannot_be(jobs, options.planted_fault or "")
            with_mutator = any(roles.by_id(role).mutator for _, role in jobs)
            builds.bring(campaign, wanted_builds(jobs), with_mutator, options.planted_fault or "")
        brought = options.binaries / "awsproof" if options.binaries else None
        export_seeds(campaign, targets, brought if brought and brought.exists() else builds.build_tools())
        if options.corpus:
            take_corpus(campaign, options.corpus, targets)
        for name in targets:
            found = set_failing_seeds_aside(campaign, name)
            if found:
                common.say(f"{name}: {found} seeds fail at once, and are findings")
        state = new_state(jobs, targets, options, slice_s)
        store.save(campaign, state)
    except BaseException:  # Ctrl-C too: half a campaign could be neither begun anew nor resumed
        shutil.rmtree(campaign)
        raise
    turns = "all at once" if options.cores >= len(jobs) else f"in turns of {slice_s:.0f} s"
    common.say(f"{len(targets)} targets, {len(jobs)} jobs, {turns}, in {campaign}")
    return state
