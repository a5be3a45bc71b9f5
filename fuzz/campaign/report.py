# SPDX-License-Identifier: Apache-2.0
"""What a campaign was worth: its health against the gates, and the decoder's lines that its corpora reach."""
import json
import shutil
import subprocess

import common
import counts
import findings
import merge
import roles


def health_line(campaign, state, line):
    """A target's health line (fuzz/health), with the gates that it misses."""
    folders = roles.Folders(campaign, line["target"])
    target = common.targets()[line["target"]]
    counted = folders.base / "health.sum"
    data = counts.summed_health(common.files_in(folders.health))
    if not data:
        return {"target": line["target"], "engine": "campaign", "executions": line["executions"],
                "missed": ["it counted nothing: no engine ran"]}
    common.write_whole(counted, data)
    stability = "" if line["stability"] is None else line["stability"]
    done = subprocess.run(
        [common.ROOT / "fuzz/health", counted, f"target={target.name}", "engine=campaign", "oracles=sampled",
         f"executions={line['executions']}", f"seconds={line['seconds']}", f"edges={line['edges']}",
         f"features={line['features']}", f"stability={stability}", f"findings={line['findings']}",
         f"corpus={line['corpus']}", f"slices={line['slices']}", f"jobs={line['jobs']}"],
        capture_output=True, text=True, check=False)
    if done.returncode:
        raise common.MissingTool(f"fuzz/health of {target.name}: {done.stderr.strip()}")
    health = json.loads(done.stdout)
    health["missed"] = gates(target, health, line)
    return health


def gates(target, health, line):
    """What is below its floor, in words; a campaign that is blind finds nothing and says so nowhere else."""
    missed = []
    if line["edges"] and line["edges"] < target.least_edges:
        missed.append(f"{line['edges']} edges, at least {target.least_edges}")
    if health.get("not_unknown", 0) < target.least_not_unknown:
        missed.append(f"{health.get('not_unknown', 0)} of 1000 outcomes are no Unknown, "
                      f"at least {target.least_not_unknown}")
    if line["stability"] is not None and line["stability"] < 100:
        missed.append(f"stability {line['stability']} %, not 100")
    missed += [f"{role} is broken" for role in line["broken"]]
    if line["slices"] < line["jobs"]:
        missed.append(f"{line['slices']} slices of {line['jobs']} jobs")
    return missed


def coverage(campaign, state, place):
    """fuzz/fuzz coverage over the corpora, and its pages; returns (exit status, its table)."""
    corpus = place / "corpus"
    shutil.rmtree(corpus, ignore_errors=True)
    for name in state["targets"]:
        merged = campaign / "merged" / name
        if merged.is_dir():
            shutil.copytree(merged, corpus / name)
        else:
            merge.gather(roles.Folders(campaign, name), corpus / name)
    done = subprocess.run([common.ROOT / "fuzz/fuzz", "coverage", corpus], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    shutil.rmtree(corpus)
    if done.returncode not in (0, 1):
        raise common.MissingTool(f"fuzz/fuzz coverage failed: {done.stdout.strip()[-300:]}")
    pages(place / "coverage")
    return done.returncode, done.stdout


def pages(place):
    """llvm-cov's HTML of what `fuzz/fuzz coverage` has just measured."""
    build = common.ROOT / "build-coverage"
    tool = shutil.which("llvm-cov-14") or shutil.which("llvm-cov")
    binaries = [build / "fuzz" / name for name in common.targets() if (build / "fuzz" / name).exists()]
    if tool is None or not binaries:
        raise common.MissingTool("llvm-cov-14 is not installed (.ci/install fuzz brings it)")
    objects = [word for binary in binaries[1:] for word in ("-object", binary)]
    shutil.rmtree(place, ignore_errors=True)
    done = subprocess.run([tool, "show", binaries[0], *objects, f"-instr-profile={build / 'fuzz.profdata'}",
                           "-format=html", f"-output-dir={place}", "-show-branches=count",
                           common.ROOT / "decoder/src"], capture_output=True, text=True, check=False)
    if done.returncode or not (place / "index.html").exists():
        raise common.MissingTool(f"llvm-cov show failed: {done.stderr.strip()[-300:]}")


def report(campaign, state, with_coverage, say=print):
    """Writes campaign/report/ and prints it; returns whether every gate holds."""
    place = campaign / "report"
    place.mkdir(exist_ok=True)
    lines = [health_line(campaign, state, counts.target_line(campaign, state, name)) for name in state["targets"]]
    for line in lines:
        say(json.dumps(line))
    missing = findings.missing(campaign, state)
    whole = {"campaign": str(campaign), "executions": sum(line["executions"] for line in lines),
             "seconds": round(state["used"]), "cores": state["cores"], "findings": findings.count(campaign, state),
             "missed": sum(len(line["missed"]) for line in lines) + len(missing)}
    say(json.dumps(whole))
    common.write_whole(place / "health.jsonl", "".join(json.dumps(line) + "\n" for line in [*lines, whole]).encode())
    for line in lines:
        for gate in line["missed"]:
            common.say(f"{line['target']}: {gate}")
    for target, role, counted, written in missing:
        common.say(f"{target}, {role}: AFL++ counts {counted} findings and wrote {written}")
    holds = whole["missed"] == 0
    if with_coverage:
        status, table = coverage(campaign, state, place)
        common.write_whole(place / "coverage.txt", table.encode())
        say(table.rstrip())
        say(f"pages: {place / 'coverage/index.html'}")
        holds = holds and status == 0
    return holds
