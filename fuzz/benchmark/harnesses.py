# SPDX-License-Identifier: Apache-2.0
"""The harnesses that are compared: what each is built as, what it starts from, and what it looks at."""
import dataclasses


@dataclasses.dataclass(frozen=True)
class Harness:
    """One harness. `build` is one of BUILDS; `oracles` is a value of AWSPROOF_ORACLES, None its default."""

    name: str
    title: str
    build: str
    seeds: bool
    dictionary: bool
    oracles: str | None
    repeats: int      # engine seeds, from 1
    cap: int          # seconds of processor time
    options: tuple = ()

    @property
    def engine(self):
        """libfuzzer or afl."""
        return "libfuzzer" if self.build.startswith("libfuzzer") else "afl"


# Meson's options of each build, and its compiler. The mutator of AFL++ is a library of its own.
BUILDS = {
    "libfuzzer-plain": ("libfuzzer", {"fuzz_mutators": "false"}, {}),
    "libfuzzer-mutators": ("libfuzzer", {"fuzz_mutators": "true"}, {}),
    "afl": ("afl", {}, {}),
    "afl-cmplog": ("afl", {}, {"AFL_LLVM_CMPLOG": "1"}),
}

HARNESSES = (
    Harness("naive", "bytes in, crash out", "libfuzzer-plain", False, False, "none", 10, 20),
    Harness("seeds", "naive, from the golden cases, with a dictionary", "libfuzzer-plain", True, True,
            "none", 3, 20),
    Harness("oracles", "seeds, and the oracles look", "libfuzzer-plain", True, True, None, 3, 20),
    Harness("structured", "seeds, and the structure-aware mutator", "libfuzzer-mutators", True, True,
            "none", 3, 20),
    Harness("full", "seeds, oracles and the structure-aware mutator", "libfuzzer-mutators", True, True,
            None, 10, 60),
    Harness("afl", "AFL++ with seeds and oracles", "afl", True, False, None, 3, 20),
    Harness("afl-cmplog", "the same with CMPLOG", "afl-cmplog", True, False, None, 3, 20),
    Harness("afl-mutator", "the same with the structure-aware mutator", "afl", True, False, None, 3, 20,
            ("mutator",)),
)


def by_name(name):
    """The harness of this name, or None."""
    return next((harness for harness in HARNESSES if harness.name == name), None)
