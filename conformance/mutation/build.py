# SPDX-License-Identifier: Apache-2.0
"""Builds mutants: one file compiled anew at -O2, the decoder's other objects linked to it."""
import hashlib
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess

# What makes a file that is not C any more an error, and no other warning at all.
STRICT = ["-w", "-Werror=int-conversion", "-Werror=incompatible-pointer-types",
          "-Werror=implicit-function-declaration"]
COMPILE_SECONDS = 120
HEADERS = "decoder/src"  # where headers with code are, and what their includes are relative to


class BuildError(Exception):
    """What is not a mutant's fault: said in one line."""


def run_tool(command, **options):
    return subprocess.run(command, capture_output=True, text=True, timeout=COMPILE_SECONDS, check=False, **options)


class Builder:
    """Knows how the build folder compiles the decoder's files and links its shared library."""

    def __init__(self, root, build, work):
        self.root, self.build, self.work = root, build, work
        self.commands = self.read_commands()
        self.libraries = self.read_libraries()
        self.headers = self.read_headers()
        self.objects = {}  # file -> the object of the unchanged file
        work.mkdir(parents=True, exist_ok=True)

    def read_commands(self):
        path = self.build / "compile_commands.json"
        commands = {}
        for entry in json.loads(path.read_text()):
            file = pathlib.Path(entry["directory"], entry["file"]).resolve()
            if "libawsproof-decoder.so" in entry["output"] and file.is_relative_to(self.root):
                commands[str(file.relative_to(self.root))] = self.strip(shlex.split(entry["command"]))
        if not commands:
            raise BuildError(f"{path}: no commands for the decoder's shared library")
        return commands

    @staticmethod
    def strip(words):
        """The command without input, output, warnings, debugging and its own optimisation."""
        kept, skip = [], False
        for word in words[:-2]:
            takes_value = word in ("-MQ", "-MF", "-o")
            drop = skip or takes_value or word == "-MD" or re.fullmatch(r"-(W.*|O.|O|g.*)", word)
            skip = takes_value
            if not drop:
                kept.append(word)
        return kept

    def read_libraries(self):
        """What the build links the shared library with, from ninja's own file."""
        text = (self.build / "build.ninja").read_text()
        match = re.search(r"^build decoder/libawsproof-decoder\.so\S*: c_LINKER .*\n(?:.*\n)*? LINK_ARGS = (.*)$", text,
                          re.MULTILINE)
        if match is None:
            raise BuildError(f"{self.build}/build.ninja: no link of the decoder's shared library")
        return [word for word in shlex.split(match.group(1)) if not word.startswith("-Wl,-soname")]

    def read_headers(self):
        """{header: the files that it is part of}."""
        headers = {}
        for file in self.commands:
            result = run_tool([*self.commands[file], "-MM", str(self.root / file)], cwd=self.build)
            if result.returncode != 0:
                raise BuildError(f"{file}: {result.stderr.strip()}")
            for word in result.stdout.replace("\\\n", " ").split()[1:]:
                path = (self.build / word).resolve()
                if path.suffix == ".h" and path.is_relative_to(self.root / HEADERS):
                    headers.setdefault(str(path.relative_to(self.root)), []).append(file)
        return headers

    def compile(self, file, source, out, extra=(), first=()):
        """Compiles the text as if it stood in `file`. Returns the compiler's complaint, or None."""
        if file in self.headers:
            return self.compile_header(file, source, out)
        command = [*self.commands[file], "-g0", "-O2", *STRICT, *extra, "-x", "c", "-", "-c", "-o", str(out)]
        command[1:1] = [*first, f"-iquote{self.root / pathlib.Path(file).parent}"]
        # The place is the same for all, so that an object says nothing of where it came from.
        result = run_tool(command, input=f'# 1 "{file}"\n{source}', cwd=self.build)
        return None if result.returncode == 0 else result.stderr.strip() or f"status {result.returncode}"

    def compile_header(self, header, source, out):
        """One object of all the files that the header is part of, compiled with the text in its place."""
        folder = out.with_suffix(".with")
        place = folder / pathlib.Path(header).relative_to(HEADERS)
        place.parent.mkdir(parents=True)
        place.write_text(f'# 1 "{header}"\n{source}')
        objects = []
        try:
            for file in self.headers[header]:
                objects.append(str(folder / f"{len(objects)}.o"))
                complaint = self.compile(file, (self.root / file).read_text(), objects[-1], first=[f"-iquote{folder}"])
                if complaint is not None:
                    return complaint
            result = run_tool([self.commands[file][0], "-r", "-nostdlib", "-o", str(out), *objects])
            if result.returncode != 0:
                raise BuildError(f"{header}: {result.stderr.strip()}")
        finally:
            shutil.rmtree(folder)
        return None

    def compile_unchanged_header(self, header):
        """Likewise, as it is: what its mutants are compared with."""
        out = self.work / "unchanged" / (header.replace("/", "_") + ".o")
        # Should the compiler find another text than the one given, all of its mutants would look like none.
        if self.compile(header, "#error not this one\n", out) is None:
            raise BuildError(f"{header}: includes of it do not begin in {HEADERS}")
        complaint = self.compile(header, (self.root / header).read_text(), out)
        if complaint is not None:
            raise BuildError(f"{header} does not compile unchanged: {complaint}")
        return out

    def compile_unchanged(self):
        """The objects that every mutant is linked with."""
        for file in self.commands:
            out = self.work / "unchanged" / (file.replace("/", "_") + ".o")
            out.parent.mkdir(parents=True, exist_ok=True)
            complaint = self.compile(file, (self.root / file).read_text(), out)
            if complaint is not None:
                raise BuildError(f"{file} does not compile unchanged: {complaint}")
            self.objects[file] = out

    def link(self, out, file=None, mutated=None):
        """A shared library of all objects, those that `file` is part of exchanged."""
        replaced = self.headers.get(file, [file])
        objects = [str(path) for name, path in self.objects.items() if name not in replaced]
        objects += [] if mutated is None else [str(mutated)]
        compiler = next(iter(self.commands.values()))[0]
        command = [compiler, "-shared", "-Wl,-Bsymbolic", "-o", str(out), *objects, *self.libraries]
        result = run_tool(command, cwd=self.build)
        if result.returncode != 0:
            raise BuildError(f"link of {out.name} failed: {result.stderr.strip()}")


def digest_of(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


def set_up(root, build):
    """A build folder with what is needed here: the decoder's commands, and mutant-run."""
    if not (build / "build.ninja").exists():
        result = run_tool(["meson", "setup", str(build), str(root), "-Dtests=false", "-Dbuildtype=debugoptimized"],
                          env={**os.environ, "CC": "gcc"})  # gcov reads what gcc writes
        if result.returncode != 0:
            raise BuildError(f"meson setup {build} failed:\n{result.stdout[-2000:]}{result.stderr[-2000:]}")
    target = "conformance/mutation/mutant-run"
    result = subprocess.run(["ninja", "-C", str(build), target], capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise BuildError(f"ninja -C {build} {target} failed:\n{result.stdout[-3000:]}")
    return build / target
