#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The testees in docs/VALIDATE-YOUR-SDK.md work as they stand: smoke finds them sane, and a run gives verdicts."""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FIXTURES = ROOT / "conformance/tests/fixtures/validate"
USAGE = "usage: test_validate_doc.py AWSPROOF LANGUAGE...      (python javascript go)"


def lay_out(language, block, folder):
    """Puts the block where a reader would, beside the SDK that it uses; returns the testee's command."""
    if language == "python":
        shutil.copy(FIXTURES / "my_sdk.py", folder)
        (folder / "testee.py").write_text(block)
        return f"python3 {folder}/testee.py"
    if language == "javascript":
        shutil.copy(FIXTURES / "my-sdk.mjs", folder)
        (folder / "testee.mjs").write_text(block)
        return f"node {folder}/testee.mjs"
    shutil.copytree(FIXTURES / "mysdk", folder / "mysdk")
    (folder / "mysdk/go.mod").write_text("module example.com/mysdk\n\ngo 1.21\n")
    (folder / "go.mod").write_text("module testee\n\ngo 1.21\n\nrequire example.com/mysdk v0.0.0\n\n"
                                   "replace example.com/mysdk => ./mysdk\n")
    (folder / "main.go").write_text(block)
    subprocess.run(["go", "build", "-o", "testee", "."], cwd=folder, check=True)
    return str(folder / "testee")


def check(awsproof, language, block):
    """One testee: sane, over the whole suite a verdict for each case, and some pass and some fail."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        command = lay_out(language, block, folder)
        smoke = subprocess.run([awsproof, "smoke", "--testee", command], capture_output=True, text=True)
        assert smoke.returncode == 0, f"{language}: smoke: {smoke.stdout}{smoke.stderr}"
        report = folder / "report.jsonl"
        run = subprocess.run([awsproof, "run", "--testee", command, "--jsonl", report, "rest-json-*/*",
                              "--level", "must"], capture_output=True, text=True)
        assert run.returncode in (0, 1), f"{language}: run: {run.returncode}: {run.stderr}"
        verdicts = [json.loads(line)["verdict"] for line in report.read_text().splitlines()
                    if '"verdict"' in line and '"id"' in line]
        assert len(verdicts) > 20 and "pass" in verdicts, f"{language}: verdicts: {verdicts}"
        assert not {"protocol_error", "infrastructure", "hang"} & set(verdicts), f"{language}: {verdicts}"
        print(f"{language}: sane; {len(verdicts)} cases, {verdicts.count('pass')} pass")


def main():
    if len(sys.argv) < 3:
        sys.exit(USAGE)
    page = (ROOT / "docs/VALIDATE-YOUR-SDK.md").read_text()
    blocks = dict(re.findall(r"^```(python|javascript|go)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL))
    assert blocks.keys() == {"python", "javascript", "go"}, f"the page has {sorted(blocks)}"
    for language in sys.argv[2:]:
        assert language in blocks, USAGE
        check(sys.argv[1], language, blocks[language])


if __name__ == "__main__":
    main()
