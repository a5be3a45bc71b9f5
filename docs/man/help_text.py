# SPDX-License-Identifier: Apache-2.0
"""What `awsproof COMMAND --help` says, as data: what man pages and completions are made from."""
import collections
import os
import re
import subprocess

Option = collections.namedtuple("Option", "short name argument is_optional doc group")
Command = collections.namedtuple("Command", "name summary arguments description options notes examples statuses")

OPTION = re.compile(r" +(?:-(\S), )? *--([a-z-]+)(?:(\[)?=(.*?)\]?)? {2,}(\S.*)")
COMMAND = re.compile(r"  ([a-z]+) +(\S.*)")
EXIT_STATUS = "Exit status: "


def ask(program, *arguments):
    """The help, with each of its paragraphs and options on one line, whatever the terminal."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "ARGP_HELP_FMT": "rmargin=30000"}
    done = subprocess.run([program, *arguments, "--help"], env=environment, check=True, timeout=60,
                          stdout=subprocess.PIPE)
    return done.stdout.decode().splitlines()


def statuses(line):
    """"Exit status: 0 good; 1 not." as pairs of status and meaning."""
    parts = re.split(r"; (?=[0-9])", line.removeprefix(EXIT_STATUS).rstrip("."))
    pairs = [part.split(" ", 1) for part in parts]
    if any(not pair[0].isdigit() or len(pair) != 2 for pair in pairs):
        raise ValueError("exit statuses in another form: %s" % line)
    return [tuple(pair) for pair in pairs]


def read_options(lines):
    """The options among the lines, by their groups."""
    options, group = [], ""
    for line in lines:
        match = OPTION.fullmatch(line)
        if match:
            short, name, optional, argument, doc = match.groups()
            # argp's own options stand behind the last group.
            is_common = name in ("help", "usage", "version")
            options.append(Option(short, name, argument, bool(optional), doc, "" if is_common else group))
        elif re.fullmatch(r" [A-Z].*:", line):
            group = line.strip().rstrip(":")
        elif line.startswith(" ") and line.strip():
            raise ValueError("no option, no group: %s" % line)
    return options


def read_command(program, name, summary):
    """One command's help."""
    lines = ask(program, name)
    usage = "Usage: awsproof %s " % name
    if not lines[0].startswith(usage):
        raise ValueError("%s: no usage line: %s" % (name, lines[0]))
    end = next(at for at, line in enumerate(lines) if "--version" in line) + 1
    begin = next(at for at, line in enumerate(lines) if OPTION.fullmatch(line) or re.fullmatch(r" [A-Z].*:", line))
    notes, examples, codes = [], [], []
    for line in lines[end:]:
        if line.startswith(EXIT_STATUS):
            codes = statuses(line)
        elif line.startswith("  "):
            examples.append(line.strip())
        elif line and not line.startswith("Example"):
            notes.append(line)
    if not examples or not codes:
        raise ValueError("%s: no examples, or no exit statuses" % name)
    return Command(name, summary, lines[0].removeprefix(usage), [line for line in lines[1:begin] if line],
                   read_options(lines[begin:end]), notes, examples, codes)


def read_all(program):
    """All commands, in the order in which the help names them."""
    listed = [COMMAND.fullmatch(line) for line in ask(program)]
    examples = next(at for at, line in enumerate(ask(program)) if line.startswith("Examples"))
    return [read_command(program, *match.groups()) for match in listed[:examples] if match]
