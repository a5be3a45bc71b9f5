#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Holds a matrix against what it promises: SCHEMA MATRIX.jsonl [PAGE.md PAGE.html]."""
import base64
import copy
import hashlib
import html.parser
import json
import pathlib
import re
import sys
import urllib.parse

from jsonschema import Draft202012Validator

VOID = {"meta", "br", "input"}
MAY_BE_ANYTHING = {"got", "want"}


def alterations(line):
    """The line with one member of a wrong type, or too many."""
    yield {**line, "unheard_of": 1}
    for name in line:
        if name not in MAY_BE_ANYTHING:
            altered = copy.deepcopy(line)
            altered[name] = {"nothing": "like it"}
            yield altered


def without(line, validator):
    """The members that the line may be without, as the schema sees it."""
    for name in line:
        altered = {key: value for key, value in line.items() if key != name}
        if validator.is_valid(altered):
            yield name


def sums(cells, cases):
    """What a testee's line says of its cells."""
    seen = [cell.get("seen", cell["verdict"]) for cell in cells]
    levels = {level: {"passed": 0, "claimed": 0, "cases": 0} for level in ("may", "should", "must")}
    for verdict, case in zip(seen, cases):
        level = levels[case["level"]]
        level["cases"] += 1
        level["claimed"] += verdict != "unsupported"
        level["passed"] += verdict == "pass"
    count = lambda name: sum(cell.get("class") == name for cell in cells)
    breaking = ("fail", "crash", "hang", "protocol_error", "flaky")
    return {"levels": levels, "escapes": count("escape"), "lost_errors": count("lost-error"),
            "silent_losses": count("silent-loss"),
            "known": sum(cell["verdict"] == "expected_failure" for cell in cells),
            "breaks_must": sum(v in breaking and c.get("breaks") == "must" for v, c in zip(seen, cells)),
            "seen": {**dict.fromkeys(("expected_failure", "unexpected_pass"), 0),
                     **{v: seen.count(v) for v in breaking + ("pass", "unsupported", "not_run", "infrastructure")}}}


def check_order(lines):
    """The lines are where they belong, and their sums are true."""
    head, *rest = lines
    keys = [line["key"] for line in rest if line["type"] == "testee"]
    cases = [line for line in rest if line["type"] == "case"]
    wanted = ["testee"] * head["testees"] + (["case"] + ["cell"] * len(keys)) * len(cases) + ["end"]
    if [line["type"] for line in rest] != wanted or len(cases) != head["cases"]:
        yield "the lines are not a matrix, its testees, cases with their cells, and an end"
        return
    cells = [line for line in rest if line["type"] == "cell"]
    if [(c["testee"], c["case"]) for c in cells] != [(key, case["id"]) for case in cases for key in keys]:
        yield "a cell is not where its testee and case say"
    if lines[-1]["cells"] != len(cells):
        yield "the end counts other cells"
    for at, testee in enumerate(line for line in rest if line["type"] == "testee"):
        for name, value in sums(cells[at::len(keys)], cases).items():
            if testee[name] != value:
                yield f"{testee['key']}: {name} is {testee[name]}, and its cells say {value}"


def check_jsonl(schema_path, text, looks_at_schema=True):
    schema = json.loads(pathlib.Path(schema_path).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    lines = [json.loads(line) for line in text.removesuffix("\n").split("\n")]
    optional = {}
    for number, line in enumerate(lines, 1):
        yield from (f"line {number}: {error.message}" for error in validator.iter_errors(line))
        if looks_at_schema and number <= 200:
            yield from (f"line {number}: the schema accepts {json.dumps(altered)}"
                        for altered in alterations(line) if validator.is_valid(altered))
            optional.setdefault(line["type"], set()).update(without(line, validator))
    for kind, allowed in {"matrix": {"filter", "options"}, "case": {"input_base64", "want", "want_text"}, "end": set(),
                          "testee": {"name", "version", "language", "runtime", "trouble", "replay"},
                          "cell": {"choice", "got", "got_text", "difference_path", "difference", "reason",
                                   "stderr_tail", "replay"}}.items():
        yield from (f"a {kind} may be without {name}" for name in optional.get(kind, set()) - allowed)
    yield from check_order(lines)


class Page(html.parser.HTMLParser):
    """Reads a page as a browser would, and notes what must not be in it."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.problems, self.style, self.policy = [], [], "", ""
        self.scripts, self.data, self.rows = [], [], 0

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "script":
            kind = self.data if attrs == {"type": "application/json", "id": "data"} else self.scripts
            kind.append("")
            self.kind = kind
        if tag in ("img", "link", "iframe", "object", "embed", "base"):
            self.problems.append(f"there is a <{tag}>")
        for name, value in attrs.items():
            if name.startswith("on") or name in ("src", "style", "srcset"):
                self.problems.append(f"<{tag}> has {name}")
            if name == "href" and (urllib.parse.urlsplit(value).scheme or value.startswith("//")):
                self.problems.append(f"a link leads out: {value}")
        if tag == "meta" and attrs.get("http-equiv") == "Content-Security-Policy":
            self.policy = attrs["content"]
        self.rows += tag == "tr"

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> closes nothing that is open")

    def handle_data(self, data):
        if self.open and self.open[-1] == "style":
            self.style += data
        if self.open and self.open[-1] == "script":
            self.kind[-1] += data


def check_data(data, case_count):
    """What the script reads: every number is that of something."""
    if len(data["cases"]) != case_count:
        yield f"data of {len(data['cases'])} cases, and there are {case_count}"
    if data["texts"][0] != "" or len(set(data["texts"])) != len(data["texts"]):
        yield "the texts do not begin with the empty one, or one stands twice"
    for case in data["cases"]:
        numbers = [case["want"], *case["sources"]]
        for testee, (breaks, finding, *texts) in case["cells"].items():
            numbers += texts
            if finding >= len(data["testees"][int(testee)]["findings"]) or breaks not in ("", "may", "should", "must"):
                yield f"{case['id']}: no such finding or level"
        if max(numbers) >= len(data["texts"]):
            yield f"{case['id']}: no such text"
        if any(ord(one) > 255 for one in case["input"]) or len(case["input"]) > case["bytes"]:
            yield f"{case['id']}: its input is not bytes, or more than there are"


def check_html(text, case_count):
    page = Page()
    page.feed(text)
    page.close()
    yield from page.problems
    if page.open:
        yield f"left open: {page.open}"
    digest = lambda text: base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    scripts = "".join(f" 'sha256-{digest(script)}'" for script in page.scripts)
    if page.policy != (f"default-src 'none'; style-src 'sha256-{digest(page.style)}'; script-src{scripts}; "
                       "base-uri 'none'; form-action 'none'"):
        yield f"the policy does not name the style and the script: {page.policy}"
    if len(page.scripts) != 2 or len(page.data) != 1:
        yield f"{len(page.scripts)} scripts and {len(page.data)} blocks of data"
    else:
        yield from check_data(json.loads(page.data[0]), case_count)
    if page.rows < case_count:
        yield f"only {page.rows} rows for {case_count} cases"
    if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text):
        yield "a control character is raw"


def check_markdown(text):
    columns = None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.startswith("|"):
            columns = None
            continue
        count = line.count("|")
        columns = columns or count
        if count != columns or not line.endswith("|"):
            yield f"line {number} of the page has {count} bars, and its table {columns}"
        # What is left without the few tags that we write ourselves is no HTML.
        if "<" in line.replace("<!-- -->", ""):
            yield f"line {number} of the page holds HTML"
    if len(text.encode()) > 500_000:
        yield f"{len(text.encode())} bytes are more than GitHub shows"
    if text.count("<details>") != text.count("</details>"):
        yield "a <details> is left open"


def main(schema, jsonl, *pages):
    text = pathlib.Path(jsonl).read_bytes().decode("utf-8")
    problems = list(check_jsonl(schema, text))
    for page in pages:
        content = pathlib.Path(page).read_bytes().decode("utf-8")
        problems += check_html(content, text.count('\n{"type":"case"')) if page.endswith(".html") else \
            check_markdown(content)
    for problem in problems[:40]:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
