#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Puts the case files into the binary: CASES_FOLDER OUTPUT.bin OUTPUT.c OUTPUT.d.

OUTPUT.bin is all files one behind the other, OUTPUT.c a table over it, OUTPUT.d what they are made from.
"""
import pathlib
import sys

HEAD = """/* Made from conformance/cases by conformance/embed/cases.py. */
#include "embedded.h"

/* The bytes go in by the assembler: a compiler takes long over an array of a million numbers. */
__asm__(".pushsection .rodata\\n"
        ".balign 16\\n"
        ".globl awp_embedded_bytes\\n"
        ".hidden awp_embedded_bytes\\n"
        "awp_embedded_bytes:\\n"
        ".incbin \\"%s\\"\\n"
        ".byte 0\\n"
        ".popsection\\n");
extern const uint8_t awp_embedded_bytes[] __attribute__((visibility("hidden")));

static const struct {
    const char *name;
    size_t offset;
    size_t len;
} files[] = {
"""
TAIL = """};

size_t awp_embedded_count(void) { return sizeof(files) / sizeof(files[0]); }

const char *awp_embedded_name(size_t i) { return files[i].name; }

struct awp_bytes awp_embedded_text(size_t i) {
    return (struct awp_bytes){awp_embedded_bytes + files[i].offset, files[i].len};
}
"""


def main(folder, blob, table, depfile):
    folder = pathlib.Path(folder)
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.json"))
    plain = set("abcdefghijklmnopqrstuvwxyz0123456789-./")
    for name in names:
        if set(name) - plain:
            sys.exit("%s/%s: a name for a case file is of a-z 0-9 - . only" % (folder, name))
    if not names:
        sys.exit("%s: no case file (*.json) in this folder" % folder)
    offset = 0
    with open(blob, "wb") as bytes_out, open(table, "w", encoding="utf-8") as out:
        out.write(HEAD % str(pathlib.Path(blob).resolve()).replace("\\", "\\\\").replace('"', '\\"'))
        for name in names:
            text = (folder / name).read_bytes()
            bytes_out.write(text)
            out.write('    {"%s", %d, %d},\n' % (name, offset, len(text)))
            offset += len(text)
        out.write(TAIL)
    # The folders too: a new file changes nothing else.
    made_from = [folder, *(path for path in folder.rglob("*") if path.is_dir()), *(folder / name for name in names)]
    with open(depfile, "w", encoding="utf-8") as out:
        out.write("%s %s: %s\n" % (blob, table, " ".join(str(path).replace(" ", "\\ ") for path in made_from)))


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit("Usage: cases.py CASES_FOLDER OUTPUT.bin OUTPUT.c OUTPUT.d")
    main(*sys.argv[1:])
