#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Drives `awsproof lint`, `copy`, `list` and `seeds` over the cases that the binary carries."""
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

AWSPROOF, CASES = sys.argv.pop(1), pathlib.Path(sys.argv.pop(1))
CASE = """{"topic": "t", "title": "T", "operation": "securityhub.InviteMembers", "cases": [{
 "id": "one", "title": "One", "why": "Without this nobody would know.", "level": "should", "rules": ["R2.1"],
 "sources": ["spec"], "tags": [], "flags": ["no-code"], "response": {"status": 503, "protocol": "restJson1"},
 "expect": {"kind": "unknown", "code": "503"}}]}"""


def awsproof(*arguments, folder=None, data=b""):
    environment = {name: value for name, value in os.environ.items() if name != "AWSPROOF_CASES"}
    return subprocess.run([AWSPROOF, *map(str, arguments)], capture_output=True, timeout=300, env=environment,
                          cwd=folder, input=data, check=False)


class Embedded(unittest.TestCase):
    def test_the_binary_needs_no_source_tree(self):
        with tempfile.TemporaryDirectory() as folder:
            inside = json.loads(awsproof("list", "--json", folder=folder).stdout)
            outside = json.loads(awsproof("list", "--json", "--cases", CASES).stdout)
        self.assertGreaterEqual(len(inside), 400)
        for case in inside + outside:
            case["file"] = pathlib.Path(case["file"]).name
        self.assertEqual(inside, outside)

    def test_copy_writes_the_same_files_and_never_over_one(self):
        with tempfile.TemporaryDirectory() as folder:
            target = pathlib.Path(folder) / "a" / "b"
            done = awsproof("copy", target)
            self.assertEqual(done.returncode, 0, done.stderr)
            files = sorted(path.relative_to(CASES) for path in CASES.rglob("*.json"))
            self.assertEqual(sorted(path.relative_to(target) for path in target.rglob("*.json")), files)
            for path in files:
                self.assertEqual((target / path).read_bytes(), (CASES / path).read_bytes())
            (target / files[-1]).write_bytes(b"mine")
            done = awsproof("copy", target)
            self.assertEqual(done.returncode, 3)
            self.assertIn(b"File exists", done.stderr)
            self.assertEqual((target / files[-1]).read_bytes(), b"mine")

    def test_list_is_complete(self):
        listed = {case["id"]: case for case in json.loads(awsproof("list", "--json").stdout)}
        written = {}
        for path in CASES.rglob("*.json"):
            content = json.loads(path.read_bytes())
            for case in content.get("cases", []) if "topic" in content else []:
                written[case["id"]] = {**case, "topic": content["topic"], "operation": content["operation"]}
        self.assertEqual(listed.keys(), written.keys())
        for name, case in written.items():
            self.assertEqual({key: listed[name][key] for key in case}, case)
        self.assertEqual(listed["discriminator-header-alone"]["on"], "restJson1")

    def test_counts_add_up(self):
        lines = [line.split() for line in awsproof("list", "--counts").stdout.decode().splitlines()]
        self.assertEqual(lines[0], ["family", "must", "should", "may", "all"])
        rows = [[int(number) for number in line[1:]] for line in lines[1:]]
        self.assertEqual([sum(column) for column in zip(*rows[:-1])], rows[-1])
        manifest = json.loads((CASES / "manifest.json").read_bytes())
        self.assertEqual(rows[-1], [*(manifest["levels"][level] for level in ["must", "should", "may"]), manifest["cases"]])

    def test_flags_select(self):
        ids = [case["id"] for case in json.loads(awsproof("list", "--json", "--flag", "external-entity").stdout)]
        self.assertIn("xml-doctype-external-file", ids)
        self.assertEqual(awsproof("list", "--flag", "external").returncode, 2)


class Lint(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def test_the_cases_are_clean_inside_and_outside(self):
        for arguments in [[], ["--cases", CASES]]:
            done = awsproof("lint", *arguments)
            self.assertEqual((done.returncode, done.stderr), (0, b""))

    def test_fix_makes_what_can_be_made_and_once(self):
        shutil.copytree(CASES, self.folder / "cases")
        arguments = ["lint", "--cases", self.folder / "cases", "--traceability", self.folder / "T.md"]
        path = self.folder / "cases" / "json-size.json"
        wanted = path.read_bytes()
        path.write_bytes(json.dumps(json.loads(wanted)).encode())
        (self.folder / "cases" / "manifest.json").write_text('{"version": "3.2.1"}', encoding="utf-8")
        done = awsproof(*arguments)
        self.assertEqual(done.returncode, 1)
        for complaint in [b"json-size.json: not in canonical form", b"manifest.json: its counts", b"T.md: not the table"]:
            self.assertIn(complaint, done.stderr)
        done = awsproof(*arguments, "--fix")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertEqual(path.read_bytes(), wanted)
        self.assertEqual(json.loads((self.folder / "cases" / "manifest.json").read_bytes())["version"], "3.2.1")
        self.assertIn(b"`size-list-of-5000`", (self.folder / "T.md").read_bytes())
        self.assertEqual(awsproof(*arguments).returncode, 0)
        self.assertNotIn(b"written anew", awsproof(*arguments, "--fix").stdout)

    def test_a_file_alone_is_not_held_to_the_whole_set(self):
        path = self.folder / "t.json"
        path.write_text(CASE, encoding="utf-8")
        done = awsproof("lint", "--cases", path)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr.count(b"\n"), 1)
        self.assertIn(b"not in canonical form", done.stderr)
        self.assertEqual(awsproof("lint", "--cases", path, "--fix").returncode, 0)
        self.assertEqual(list(self.folder.iterdir()), [path])
        self.assertIn(b'"protocol": "restJson1", "status": 503', path.read_bytes())
        done = awsproof("lint", "--cases", self.folder)
        self.assertIn(b"no case rests on clause X6.4", done.stderr)
        self.assertIn(b"flags.json is missing", done.stderr)

    def test_exit_statuses(self):
        self.assertEqual(awsproof("lint", "--nope").returncode, 2)
        self.assertEqual(awsproof("lint", "--fix").returncode, 2)
        self.assertEqual(awsproof("lint", "--cases", self.folder / "nowhere").returncode, 2)
        (self.folder / "t.json").write_text("{", encoding="utf-8")
        self.assertEqual(awsproof("lint", "--cases", self.folder).returncode, 2)
        self.assertEqual(awsproof("lint", "--traceability", "/").returncode, 3)
        self.assertEqual(awsproof("copy").returncode, 2)
        self.assertEqual(awsproof("copy", "a", "b").returncode, 2)
        self.assertEqual(awsproof("copy", "/dev/null/x").returncode, 3)


class Digest(unittest.TestCase):
    def test_it_is_the_same_inside_and_outside(self):
        digests = set()
        for arguments in [[], ["--cases", CASES]]:
            lines = awsproof("run", *arguments, "--jsonl", "-", "discriminator-header-alone").stdout.splitlines()
            digests.add(re.search(rb'"cases_sha256": ?"([0-9a-f]{64})"', lines[0])[1])
        digest = hashlib.sha256()
        for path in sorted(CASES.rglob("*.json"), key=lambda path: path.relative_to(CASES).as_posix().encode()):
            name, text = path.relative_to(CASES).as_posix(), path.read_bytes()
            if name not in ("flags.json", "renamed.json", "manifest.json"):
                digest.update(name.encode() + b"\0" + str(len(text)).encode() + b"\0" + text)
        self.assertEqual(digests, {digest.hexdigest().encode()})


class Seeds(unittest.TestCase):
    """Each seed reaches what its name claims, and where the case says what that is, that too."""

    def test_each_seed_is_what_it_is_called(self):
        cases = {case["id"]: case for case in json.loads(awsproof("list", "--json").stdout)}
        held = 0
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(awsproof("seeds", folder).returncode, 0)
            seeds = sorted(pathlib.Path(folder).glob("error_of_*/*"))
            self.assertGreater(len(seeds), 800)
            for seed in seeds:
                kind, code, name = re.fullmatch(r"(modeled|unknown)-(.*?)--([a-z0-9-]+)", seed.name).groups()
                case = cases[name]
                expect, call = case["expect"], case.get("call")
                given = call["code"] if call else expect["code"]
                self.assertEqual(re.sub(r"[^A-Za-z0-9._]", "_", given.encode().decode("latin-1"))[:48], code)
                if "\0" in given:
                    continue
                done = awsproof("decode", "--function", seed.parent.name, "--code", given, seed)
                outcome = json.loads(done.stdout)
                self.assertEqual((outcome["kind"], outcome["code"]), (kind, given), seed)
                if "wire" not in case.get("response", {}) and case["on"] in (seed.parent.name, "restJson1"):
                    held += 1
                    self.assertEqual(kind, expect["kind"], seed)
        self.assertGreater(held, 300)


if __name__ == "__main__":
    unittest.main()
