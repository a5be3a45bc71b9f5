# SPDX-License-Identifier: Apache-2.0
"""Commands, and Markdown of this project, as man pages."""
import re
import textwrap

DATE = "2026-11-22"
SPECIAL = {"\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti", "\"": "\\(dq"}
STATUSES = [("0", "success"), ("1", "a conformance failure"),
            ("2", "usage, a filter that matches nothing, or a malformed case file"), ("3", "infrastructure"),
            ("4", "a list of known failures that is not true"), ("130", "stopped by a signal")]
ENVIRONMENT = [("AWSPROOF_CASES", "The case files, where --cases does not name them."),
               ("NO_COLOR", "If it is set and not empty, nothing is coloured; nor is what goes to no terminal.")]


def plain(text):
    """Text without a meaning to roff."""
    return "".join(SPECIAL.get(character, character) for character in text)


def line_of(text):
    """A line of running text: roff takes a dot or an apostrophe in front for a request."""
    return "\\&" + text if text.startswith((".", "'")) else text


def wrapped(text):
    """Running text in lines of 79 columns, a sentence a line at least: so roff knows where one ends."""
    sentences = re.sub(r"(?<=[a-z0-9)RP][.:!?]) (?=[A-Z\\\\])", "\n", text).split("\n")
    lines = [line for sentence in sentences
             for line in textwrap.wrap(sentence, 79, break_long_words=False, break_on_hyphens=False)]
    return "\n".join(line_of(line) for line in lines)


def inline(text):
    """A paragraph's words, with Markdown's code, stress and links."""
    parts = re.split(r"(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*|\[[^\]]+\]\([^)]+\))", text)
    out = []
    for part in parts:
        if part.startswith("`") and len(part) > 2:
            out.append("\\fB%s\\fR" % plain(part[1:-1]))
        elif part.startswith("**") and len(part) > 4:
            out.append("\\fB%s\\fR" % plain(part[2:-2]))
        elif part.startswith("*") and part.endswith("*") and len(part) > 2:
            out.append("\\fI%s\\fR" % plain(part[1:-1]))
        elif part.startswith("[") and part.endswith(")"):
            out.append(plain(part[1:part.index("]")]))
        else:
            out.append(plain(part))
    return wrapped("".join(out))


def head(name, section, version, what):
    title = "awsproof" if name is None else "awsproof-" + name
    kind = {1: "User commands", 5: "File formats"}[section]
    return [".\\\" SPDX-License-Identifier: Apache-2.0", ".\\\" Made by docs/man/manual.",
            ".TH %s %d \"%s\" \"awsproof %s\" \"%s\"" % (plain(title.upper()), section, DATE, version, kind),
            ".SH NAME", wrapped("%s \\- %s" % (plain(title), plain(what[0].lower() + what[1:])))]


def examples(lines):
    return [".SH EXAMPLES", ".EX", *(line_of(plain(line)) for line in lines), ".EE"]


def terms(pairs):
    out = []
    for term, text in pairs:
        out += [".TP", "\\fB%s\\fR" % plain(term), inline(text)]
    return out


def option_lines(option):
    short = "\\fB\\-%s\\fR, " % plain(option.short) if option.short else ""
    argument = ""
    if option.argument:
        form = "[=\\fI%s\\fR]" if option.is_optional else "=\\fI%s\\fR"
        argument = form % plain(option.argument)
    return [".TP", "%s\\fB\\-\\-%s\\fR%s" % (short, plain(option.name), argument), inline(option.doc)]


def options(command):
    out = [".SH OPTIONS"]
    groups = list(dict.fromkeys(option.group for option in command.options))
    for group in sorted(groups, key=lambda group: group != ""):
        out += [".SS %s" % plain(group)] if group else []
        for option in command.options:
            out += option_lines(option) if option.group == group else []
    return out


def see_also(pages):
    return [".SH SEE ALSO", ",\n".join(".BR %s (%d)" % (plain(name), section) for name, section in pages)
            .replace(",\n", " ,\n")]


def synopsis(arguments):
    words = re.sub(r"[A-Z]{2,}", lambda match: "\\fI%s\\fR" % match[0], plain(arguments))
    return words.replace("...", "\\&...")


def command_page(command, version):
    """The page of one command."""
    out = head(command.name, 1, version, command.summary)
    out += [".SH SYNOPSIS", "\\fBawsproof %s\\fR %s" % (command.name, synopsis(command.arguments)), ".SH DESCRIPTION"]
    for at, paragraph in enumerate(command.description + command.notes):
        out += ([".PP"] if at > 0 else []) + [inline(paragraph)]
    out += options(command)
    out += [".SH EXIT STATUS", *terms(command.statuses)]
    if any(option.name == "cases" for option in command.options):
        out += [".SH ENVIRONMENT", *terms(ENVIRONMENT[:2 if command.name == "run" else 1])]
    out += examples(command.examples)
    others = [("awsproof", 1), ("awsproof-cases", 5)]
    if command.name == "run":
        others.append(("awsproof-expectations", 5))
    return "\n".join(out + see_also(others)) + "\n"


def main_page(commands, version):
    """awsproof(1)."""
    out = head(None, 1, version, "conformance suite for decoders of AWS service responses and errors")
    out += [".SH SYNOPSIS", "\\fBawsproof\\fR \\fICOMMAND\\fR [\\fIARGUMENT\\fR\\&...]", ".SH DESCRIPTION",
            wrapped("Puts golden cases to anything that decodes AWS service responses and errors, in whatever "
                    "language it is written, and judges by what its users would lose."), ".SH COMMANDS"]
    for command in commands:
        out += [".TP", "\\fB%s\\fR" % command.name, plain(command.summary) + "."]
    out += [".SH OPTIONS", *terms([("--help", "Show the commands; behind a command, its options."),
                                   ("--version", "Show the version.")])]
    out += [".SH EXIT STATUS", "Each command's page says what its statuses mean. Of most they are", *terms(STATUSES)]
    out += [".SH ENVIRONMENT", *terms(ENVIRONMENT)]
    out += examples(["awsproof run", "awsproof run --testee './my-adapter' --junit report.xml",
                     "awsproof smoke --testee './my-adapter'"])
    others = [("awsproof-" + command.name, 1) for command in commands]
    return "\n".join(out + see_also(others + [("awsproof-cases", 5), ("awsproof-expectations", 5)])) + "\n"


def table_row(line):
    """A row's first cell, and the rest as one text."""
    cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
    return cells[0], "; ".join(cell for cell in cells[1:] if cell)


def blocks_of(text):
    """The Markdown's blocks: (kind, lines)."""
    kinds = [("head", r"#+ .*"), ("table", r"\|.*"), ("code", r"    .*"), ("item", r"(-|[0-9]+\.) .*")]
    block = None
    for line in text.splitlines() + [""]:
        kind = next((kind for kind, form in kinds if re.fullmatch(form, line)), "text" if line else None)
        is_more = block and block[0] == kind and kind in ("table", "code", "text")
        in_item = block and block[0] == "item" and re.fullmatch(r" +\S.*", line)
        if is_more or in_item:
            block[1].append(line)
        else:
            if block:
                yield block
            block = (kind, [line]) if kind else None


def markdown_block(kind, lines):
    joined = " ".join(line.strip() for line in lines)
    if kind == "head":
        return [".%s %s" % ("SH" if lines[0].startswith("## ") else "SS", plain(joined.lstrip("# ").upper()))]
    if kind == "code":
        return [".PP", ".RS 4", ".EX", *(line_of(plain(line[4:])) for line in lines), ".EE", ".RE"]
    if kind == "item":
        mark, words = joined.split(" ", 1)
        return [".IP %s 4" % ("\\(bu" if mark == "-" else plain(mark)), inline(words)]
    if kind == "table":
        out = []
        for line in lines[2:]:
            first, rest = table_row(line)
            out += [".TP", inline(first), inline(rest) if rest else "\\&"]
        return out
    return [".PP", inline(joined)]


def markdown_page(name, what, text, version):
    """A page of section 5, from a document of this project."""
    out = head(name, 5, version, what) + [".SH DESCRIPTION"]
    for kind, lines in list(blocks_of(text))[1:]:
        out += markdown_block(kind, lines)
    # A paragraph right below a heading begins by itself.
    kept = [line for at, line in enumerate(out) if line != ".PP" or not out[at - 1].startswith((".SH", ".SS"))]
    return "\n".join(kept + see_also([("awsproof", 1), ("awsproof-run", 1)])) + "\n"
