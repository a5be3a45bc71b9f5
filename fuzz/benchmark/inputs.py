# SPDX-License-Identifier: Apache-2.0
"""What a trial starts from: seeds, a dictionary, and AFL++'s mutator."""
import pathlib
import shutil
import subprocess

import builds

ROOT = builds.ROOT


def listed_targets():
    """name -> (format, dictionary or None), from the table of fuzz targets."""
    rows = [line.split() for line in (ROOT / "fuzz/targets/list").read_text(encoding="utf-8").splitlines()
            if line and not line.startswith("#")]
    return {row[0]: (row[1], None if row[3] == "-" else ROOT / "corpus/dictionaries" / (row[3] + ".dict"))
            for row in rows}


class Inputs:
    """Of one target. `seeds` is a folder, `dictionary` a file or None, `afl_mutator` a library."""

    def __init__(self, target, builder):
        self.format, self.dictionary = listed_targets()[target]
        self.seeds = builder.binaries.parent / "seeds" / target
        self.afl_mutator = None
        self.plain_binary = None
        if not self.seeds.exists():
            part = self.seeds.with_name("part")
            shutil.rmtree(part, ignore_errors=True)
            done = subprocess.run([ROOT / "fuzz/export-seeds", builder.tool("conformance/awsproof"), part, target],
                                  capture_output=True, text=True)
            if done.returncode:
                raise builds.BuildError(f"fuzz/export-seeds {target}: {done.stderr.strip()}")
            (part / target).rename(self.seeds)
            shutil.rmtree(part)
        self.seed_count = len(list(self.seeds.iterdir()))
