#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turns the styles and scripts of the page into arrays of C: FILE... OUTPUT.c."""
import pathlib
import re
import sys

KINDS = {".css": "style", ".js": "script"}


def array(name, path):
    data = pathlib.Path(path).read_bytes()
    # What would end the element early, or be read otherwise by a browser than hashed here.
    bad = re.search(rb"</|<!--|\r|[^\x20-\x7e\n]", data)
    if bad:
        sys.exit("%s:%d: %r must not be in it" % (path, data.count(b"\n", 0, bad.start()) + 1, bad[0]))
    lines = [", ".join("%d" % byte for byte in data[at:at + 24]) for at in range(0, len(data), 24)]
    return "static const char %s_bytes[] = {%s};\nconst struct awp_report_text awp_%s = {%s_bytes, sizeof %s_bytes};\n" % (
        name, ",\n    ".join(lines), name, name, name)


def main(*paths):
    text = "/* Made by reports/page/embed.py. */\n#include \"page.h\"\n#include \"page_frame.h\"\n\n"
    for path in map(pathlib.Path, paths[:-1]):
        text += array("%s_%s" % (path.stem, KINDS[path.suffix]), path)
    pathlib.Path(paths[-1]).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
