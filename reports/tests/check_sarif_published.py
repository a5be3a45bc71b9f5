#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Holds SARIF logs against the standard's own schema, which a pinned Rust package carries."""
import argparse
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

import check_sarif

PACKAGE, VERSION = "serde-sarif", "0.6.6"
SHA256 = "af47e7b67f24efe74076621fd3a5fbe7398add9e84fe820c971219a385895cea"
EXAMPLE = """Example: reports/tests/check_sarif_published.py run.sarif

Exit status: 0 all fit; 1 one does not; 2 usage; 3 the schema is not to be had."""


def schema_path(folder):
    """Where cargo keeps the schema; cargo fetches the package if it is not there."""
    (folder / "src").mkdir()
    (folder / "src" / "lib.rs").write_text("")
    (folder / "Cargo.toml").write_text(
        '[package]\nname = "schema"\nversion = "0.0.0"\nedition = "2021"\n'
        '[dependencies]\n%s = { version = "=%s", default-features = false }\n' % (PACKAGE, VERSION))
    answer = subprocess.run(["cargo", "metadata", "--format-version", "1", "--quiet"], cwd=folder,
                            check=True, capture_output=True, timeout=300)
    package, = (one for one in json.loads(answer.stdout)["packages"] if one["name"] == PACKAGE)
    path = pathlib.Path(package["manifest_path"]).parent / "src" / "schema.json"
    if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
        sys.exit("%s: not the schema that was pinned" % path)
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__, epilog=EXAMPLE,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("logs", nargs="+", metavar="LOG", help="a SARIF file")
    logs = parser.parse_args().logs
    with tempfile.TemporaryDirectory() as folder:
        try:
            path = schema_path(pathlib.Path(folder))
        except (OSError, subprocess.SubprocessError) as error:
            print("the schema cannot be fetched: %s" % error, file=sys.stderr)
            return 3
    return max(check_sarif.main(path, log) for log in logs)


if __name__ == "__main__":
    sys.exit(main())
