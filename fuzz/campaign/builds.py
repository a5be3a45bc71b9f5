# SPDX-License-Identifier: Apache-2.0
"""The binaries of a campaign: each way of building, once, copied into the campaign's folder."""
import dataclasses
import os
import shutil
import subprocess

import common

FOLDER = common.ROOT / "build-campaign"
SANITIZE = "-fsanitize=address,undefined -fno-sanitize-recover=all"


@dataclasses.dataclass(frozen=True)
class Build:
    """A way of building: whose parsers (fuzz/build-dependencies), which compiler, options, variables."""

    dependencies: str
    compiler: str
    options: tuple
    variables: tuple = ()               # of every step
    dependency_variables: tuple = ()


# CMPLOG and LAF are for the comparisons of this project's code: the parsers compare with what a dictionary holds.
BUILDS = {
    "libfuzzer": Build("libfuzzer", "clang-14", ("-Dfuzz_engine=libfuzzer",)),
    "libfuzzer-memory": Build("libfuzzer-memory", "clang-14", ("-Dfuzz_engine=libfuzzer", "-Dfuzz_sanitizer=memory")),
    "afl": Build("afl", "afl-clang-fast", ("-Dfuzz_engine=afl",)),
    "afl-cmplog": Build("afl", "afl-clang-fast", ("-Dfuzz_engine=afl",), (("AFL_LLVM_CMPLOG", "1"),)),
    "afl-laf": Build("afl", "afl-clang-fast", ("-Dfuzz_engine=afl",), (("AFL_LLVM_LAF_ALL", "1"),)),
    "afl-sanitized": Build(
        "oss-fuzz", "afl-clang-fast",
        ("-Dfuzz_engine=afl", "-Db_sanitize=address,undefined", "-Dc_args=-fno-sanitize-recover=all"),
        (), (("CC", "afl-clang-fast"), ("CFLAGS", SANITIZE))),
}
MUTATOR = "libawsproof-mutator.so"


def _environment(pairs):
    clean = {name: value for name, value in os.environ.items()
             if not name.startswith("AFL_") and name not in ("CC", "CFLAGS", "LDFLAGS")}
    return clean | {"AFL_QUIET": "1"} | dict(pairs)


def _run(command, log, environment, what):
    with open(log, "ab") as out:
        try:
            done = subprocess.run([str(word) for word in command], cwd=common.ROOT, stdout=out, stderr=out,
                                  stdin=subprocess.DEVNULL, env=environment, check=False)
        except FileNotFoundError as error:
            raise common.MissingTool(
                f"{command[0]} is not installed (.ci/install build fuzz test brings it)") from error
    if done.returncode:
        raise common.MissingTool(f"{what} failed; the whole log is {log}")


def _dependencies(build):
    done = subprocess.run([common.ROOT / "fuzz/build-dependencies", build.dependencies], stdout=subprocess.PIPE,
                          env=_environment(build.dependency_variables), text=True, check=False)
    if done.returncode:
        raise common.MissingTool(f"fuzz/build-dependencies {build.dependencies} failed, see above")
    return done.stdout.strip()


def build(name, products, fault=""):
    """Builds `products` (paths in the build folder) and returns that folder; ninja does only what is stale."""
    way = BUILDS[name]
    folder = FOLDER / (f"{name}-{fault}" if fault else name)
    log = FOLDER / f"{folder.name}.log"
    FOLDER.mkdir(exist_ok=True)
    log.write_bytes(b"")
    prefix = _dependencies(way)
    environment = _environment(way.variables)
    stamp = f"{way} {prefix} {fault}\n"
    if common.read_text(folder / "campaign-stamp") != stamp:
        shutil.rmtree(folder, ignore_errors=True)
        common.say(f"setting up {folder}")
        _run(["meson", "setup", folder, "-Dbuildtype=debugoptimized", "-Dtests=false", "-Db_lundef=false",
              f"-Dinstrumented_deps={prefix}", f"-Dplanted_fault={fault}", *way.options],
             log, environment | {"CC": way.compiler}, f"meson setup {folder}")
        common.write_whole(folder / "campaign-stamp", stamp.encode())
    common.say(f"building {folder}")
    _run(["ninja", "-C", folder, *products], log, environment, f"the build of {folder}")
    return folder


def known_targets(folder, names):
    """Those of the targets that this build has: MSan's leaves out what it cannot instrument."""
    done = subprocess.run(["ninja", "-C", folder, "-t", "targets", "all"], capture_output=True, text=True, check=False)
    there = {line.split(":")[0] for line in done.stdout.splitlines()}
    return [name for name in names if f"fuzz/{name}" in there]


def bring(campaign, wanted, mutator, fault=""):
    """Copies into campaign/binaries: `wanted` is {build: [target]}. A running campaign keeps what it started with."""
    for name, targets in wanted.items():
        products = [f"fuzz/{target}" for target in targets]
        if mutator and name == "afl":
            products.append(f"fuzz/mutators/{MUTATOR}")
        folder = build(name, products, fault)
        place = campaign / "binaries" / name
        place.mkdir(parents=True, exist_ok=True)
        for product in products:
            kept = place / os.path.basename(product)
            shutil.copy2(folder / product, kept.with_name(f".{kept.name}"))
            kept.with_name(f".{kept.name}").rename(kept)


def seeds(folder, targets, awsproof):
    """folder/TARGET from the golden cases, by that command."""
    done = subprocess.run([common.ROOT / "fuzz/export-seeds", awsproof, folder, *targets],
                          stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise common.MissingTool(f"fuzz/export-seeds failed: {done.stderr.strip()}")


def build_tools():
    """The awsproof command, built without instrumentation or fault."""
    folder = FOLDER / "tools"
    log = FOLDER / "tools.log"
    FOLDER.mkdir(exist_ok=True)
    log.write_bytes(b"")
    if not (folder / "build.ninja").exists():
        shutil.rmtree(folder, ignore_errors=True)
        common.say(f"setting up {folder}")
        _run(["meson", "setup", folder, "-Dbuildtype=debugoptimized", "-Dtests=false"], log, _environment(()),
             f"meson setup {folder}")
    common.say(f"building {folder}")
    _run(["ninja", "-C", folder, "conformance/awsproof"], log, _environment(()), f"the build of {folder}")
    return folder / "conformance/awsproof"
