# SPDX-License-Identifier: Apache-2.0
"""What the tests of this folder share: testees, commands for the shell, and eyes for the reports."""
import json
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "ci" / "check-testee"
HOSTILE = str(ROOT / "ci" / "tests" / "hostile_testee.py")
PLAIN = str(ROOT / "conformance" / "tests" / "plain_testee.py") + " 0"
ZOO = str(ROOT / "conformance" / "zoo" / "testee")
CASES = "header-* depth-*"
KINDS = {"summary": "md", "text": "txt", "junit": "junit.xml", "sarif": "sarif", "jsonl": "jsonl", "page": "html",
         "badge": "badge.json"}
# Each is harmless as data, and shows itself by a file or an output where it is anything else.
PAYLOADS = ["$(touch PWNED) `touch PWNED` ; touch PWNED ; && touch PWNED | ${IFS}touch${IFS}PWNED %s%n \\",
            "' ; touch PWNED ; '", '" ; touch PWNED ; "', "${{ inputs.testee }} $[[ inputs.testee ]] #", "--jsonl=PWNED", "-",
            "x\ny=$(touch PWNED)\n::set-output name=passed::999999\npassed=999999",
            "x ##[set-output name=passed]999999 \u2028 \u202e \xe9"]


def run(*words):
    done = subprocess.run([str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300)
    assert done.returncode == 0, done.stdout.decode()


def validate(folder):
    """The reports that have a schema under a validator of it; xmllint and jsonschema are not ours."""
    reports, schema, folder = ROOT / "reports" / "tests", ROOT / "reports" / "schema", pathlib.Path(folder)
    run("xmllint", "--noout", "--nonet", "--schema", schema / "junit.xsd", folder / "awsproof.junit.xml")
    run(sys.executable, "-B", reports / "check_sarif.py", schema / "sarif.schema.json", folder / "awsproof.sarif")
    run(sys.executable, "-B", reports / "check_jsonl.py", schema / "jsonl.schema.json", folder / "awsproof.jsonl")


def read(folder):
    """Every report in a folder, each at one with the JSON lines, which are given back."""
    paths = {name: pathlib.Path(folder) / ("awsproof." + ending) for name, ending in KINDS.items()}
    lines = [json.loads(line) for line in paths["jsonl"].read_text().splitlines()]
    results = [line for line in lines if line["type"] == "result"]
    failures = [line for line in results if line["verdict"] not in ("pass", "unsupported", "not_run")]
    cases = xml.etree.ElementTree.parse(paths["junit"]).getroot().findall(".//testcase")
    assert len(cases) == len(results) > 0
    log = json.loads(paths["sarif"].read_text())["runs"][0]
    assert len(log["results"]) == len(failures)
    page = paths["page"].read_text()
    assert "Content-Security-Policy" in page and all(line["id"] in page for line in results)
    assert json.loads(paths["badge"].read_text())["schemaVersion"] == 1
    assert paths["summary"].read_text().startswith("#")
    assert len(re.findall("(?m)^verdict  ", paths["text"].read_text())) == 1
    return lines
