# SPDX-License-Identifier: Apache-2.0
"""The list of explained survivors: survivors.txt, read strictly."""
import re
from dataclasses import dataclass

CLASSES = {
    "equivalent": "no input tells it from the original",
    "memory": "seen only where memory fails, is short, is counted or is read past its end",
    "speed": "the same answers, later or earlier",
    "diagnostics": "a reason's text or place, which no outcome shows",
    "interface": "seen only with other tables or other calls than the cases'",
    "unit": "a case could show it, and none does; a unit test does. The score takes it for a survivor",
    "unreachable": "no case leads there; checked: the cases execute none of its lines",
}
WHOLE_FUNCTIONS = ("memory", "diagnostics", "interface", "unreachable")
HEADER = re.compile(r"\[(\w+)\] (\S.*)")
FUNCTION = re.compile(r"\S+\.[ch]:[\w*-]+")


@dataclass
class Entry:
    pattern: re.Pattern
    kind: str
    reason: str
    line: int
    count: int
    found: int = 0


class ListError(Exception):
    """A line of the list that cannot be read, or says what is not so."""


class Explanations:
    """Keys under a header `[class] reason`; after a number `*` is any text, and FILE:FUNCTION all in it."""

    def __init__(self, path, text):
        self.path = path
        self.entries = {}  # entry -> Entry
        header = None
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip() == "" or line.startswith("#"):
                continue
            if line.startswith("["):
                header = self.read_header(line, number)
            elif header is None:
                raise ListError(f"{path}:{number}: an entry before the first [class] line")
            else:
                self.add(line.strip(), header, number)

    def read_header(self, line, number):
        match = HEADER.fullmatch(line)
        if match is None or match.group(1) not in CLASSES:
            raise ListError(f"{self.path}:{number}: not '[CLASS] reason', CLASS one of {', '.join(CLASSES)}")
        return match.group(1), match.group(2)

    def add(self, line, header, number):
        count, entry = re.fullmatch(r"(?:(\d+) )?(.*)", line).groups()
        is_function = FUNCTION.fullmatch(entry) is not None
        if entry in self.entries:
            raise ListError(f"{self.path}:{number}: listed before, in line {self.entries[entry].line}: {entry}")
        if is_function and header[0] not in WHOLE_FUNCTIONS:
            raise ListError(f"{self.path}:{number}: of a whole function only {', '.join(WHOLE_FUNCTIONS)} can be said")
        if not is_function and not re.fullmatch(r"\S+\.[ch]:[\w*-]+: [\w*]+: .* => .*", entry):
            raise ListError(f"{self.path}:{number}: not 'FILE:FUNCTION: OPERATOR: OLD => NEW'")
        if count is None and is_function:
            raise ListError(f"{self.path}:{number}: stands for several, and does not begin with their number")
        pattern = re.compile(re.escape(entry))
        if count is not None:  # without a number, a * is a pointer or a product
            wanted = f"{entry}: *" if is_function else entry
            pattern = re.compile(".*".join(map(re.escape, wanted.split("*"))) + r"( #\d+)?")
        self.entries[entry] = Entry(pattern, *header, number, int(count or 1))

    def find(self, mutant):
        """(class, reason) of a survivor by the first entry that has it, or None. To be asked once for each."""
        for entry in self.entries.values():
            if entry.pattern.fullmatch(mutant.key):
                entry.found += 1
                return entry.kind, entry.reason
        return None

    def stale(self):
        """Entries that explained more or fewer than they say, in a whole run."""
        return [f"{self.path}:{entry.line}: explains {entry.found} survivors, not {entry.count}: {text}"
                for text, entry in self.entries.items() if entry.found != entry.count]
