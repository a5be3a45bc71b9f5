# SPDX-License-Identifier: Apache-2.0
"""Binaries of the targets: one for each planted fault and each way of building."""
import hashlib
import os
import pathlib
import shutil
import subprocess

import harnesses

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "build-benchmark"
COMPILERS = {"libfuzzer": "clang-14", "afl": "afl-clang-fast"}
# What the binaries and the inputs are made of, and how they are run: results of other sources are not comparable.
# The patches are not among them: each trial names its own, so that one more fault asks for its own trials alone.
SOURCES = ("decoder/src", "decoder/include", "decoder/shapes", "fuzz/targets", "fuzz/oracles", "fuzz/engine",
           "fuzz/mutators", "fuzz/benchmark/harnesses.py", "fuzz/benchmark/inputs.py", "fuzz/benchmark/trial.py",
           "fuzz/meson.build", "fuzz/export-seeds", "fuzz/build-dependencies", "corpus", "conformance/cases",
           "conformance/variants", "meson.build", "meson_options.txt")


class BuildError(Exception):
    """A build that failed, and where its log is."""


def digest_of_sources():
    """SHA-256 over the files that a result depends on: names and bytes."""
    return digest_of(SOURCES)


def digest_of(sources):
    """SHA-256 over the names and bytes of these files and folders of the project."""
    digest = hashlib.sha256()
    for source in sources:
        path = ROOT / source
        files = [path] if path.is_file() else sorted(
            file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
        for file in files:
            digest.update(str(file.relative_to(ROOT)).encode() + b"\0")
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _run(command, log, environment=None):
    with open(log, "ab") as out:
        done = subprocess.run(command, cwd=ROOT, stdout=out, stderr=out, stdin=subprocess.DEVNULL,
                              env={**os.environ, **(environment or {})})
    if done.returncode:
        raise BuildError(f"{' '.join(map(str, command[:3]))} ... failed; its log is {log}")


def dependencies(engine):
    """The prefix of the instrumented parsers of this engine, built if they are missing."""
    done = subprocess.run([ROOT / "fuzz/build-dependencies", engine], stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise BuildError(f"fuzz/build-dependencies {engine} failed, see above")
    return done.stdout.strip()


class Builder:
    """One build folder of a kind; switched from fault to fault, only what differs is compiled anew."""

    def __init__(self, kind, sources):
        self.kind = kind
        self.engine, self.options, self.environment = harnesses.BUILDS[kind]
        self.folder = FOLDER / kind
        self.log = FOLDER / f"{kind}.log"
        self.binaries = FOLDER / "binaries" / sources[:16] / kind
        self.is_set_up = False

    def _set_up(self):
        prefix = dependencies(self.engine)
        shutil.rmtree(self.folder, ignore_errors=True)
        FOLDER.mkdir(exist_ok=True)
        self.log.write_bytes(b"")
        options = {"fuzz_engine": self.engine, "instrumented_deps": prefix, "tests": "false",
                   "b_lundef": "false", "buildtype": "debugoptimized", **self.options}
        _run(["meson", "setup", self.folder, *(f"-D{name}={value}" for name, value in options.items())],
             self.log, {"CC": COMPILERS[self.engine], **self.environment})
        self.is_set_up = True

    def tool(self, path):
        """Something else that this build makes, without any fault."""
        return self._built(f"none.{pathlib.Path(path).name}", None, path)

    def binary(self, fault, target):
        """The target with this planted fault (None: without any); built if it is not there yet."""
        name = f"{fault.id}.{fault.digest}" if fault else "none"
        return self._built(f"{name}.{target}", fault, f"fuzz/{target}")

    def _built(self, name, fault, path):
        kept = self.binaries / name
        if kept.exists():
            return kept
        if not self.is_set_up:
            self._set_up()
        _run(["meson", "configure", self.folder, f"-Dplanted_fault={fault.id if fault else ''}"], self.log)
        _run(["ninja", "-C", self.folder, path], self.log,
             {"AFL_QUIET": "1", **self.environment})
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_name(kept.name + ".part")
        shutil.copy2(self.folder / path, part)
        part.rename(kept)
        return kept
