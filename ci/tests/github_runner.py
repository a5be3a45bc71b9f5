# SPDX-License-Identifier: Apache-2.0
"""Runs a composite action as GitHub's runner does, as far as ours needs it; what it does not know it refuses."""
import collections
import os
import pathlib
import re
import subprocess
import tempfile

import yaml

EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.S)
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
FILES = ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STATE")
# What the runner obeys on standard output or error.
COMMANDS = {"add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group",
            "internal-set-repo-path", "notice", "remove-matcher", "save-state", "set-env", "set-output",
            "stop-commands", "warning"}

Done = collections.namedtuple("Done", "outcome status outputs summary log obeyed written")


class Refused(Exception):
    """The action has something that this runner does not know, or that GitHub's would not take."""


class Loader(yaml.SafeLoader):
    """Without a key that stands twice, of which YAML's readers take the last."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise Refused("%s: %s stands twice" % (key.start_mark, key.value))
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def mapping(place, value, needed, allowed=()):
    if not isinstance(value, dict):
        raise Refused("%s is no mapping" % place)
    for key in value:
        if key not in needed and key not in allowed:
            raise Refused("%s.%s is nothing that this runner knows" % (place, key))
    for key in needed:
        if key not in value:
            raise Refused("%s has no %s" % (place, key))
    return value


def text(place, value):
    if not isinstance(value, str) or not value:
        raise Refused("%s is no text" % place)
    return value


def names(place, value):
    for name in mapping(place, value, (), value if isinstance(value, dict) else ()):
        if not isinstance(name, str) or not NAME.fullmatch(name):
            raise Refused("%s: %s is no name" % (place, name))
    return value


class Action:
    def __init__(self, path):
        self.folder = pathlib.Path(path).resolve().parent
        with open(path, encoding="utf-8") as file:
            document = yaml.load(file, Loader)
        mapping("the action", document, ("name", "description", "inputs", "outputs", "runs"), ("branding", "author"))
        mapping("branding", document.get("branding", {"icon": 0, "color": 0}), ("icon", "color"))
        self.inputs = names("inputs", document["inputs"])
        for name, entry in self.inputs.items():
            mapping("inputs." + name, entry, ("description",), ("required", "default"))
            text("inputs.%s.description" % name, entry["description"])
            if not isinstance(entry.get("required", False), bool) or not isinstance(entry.get("default", ""), str):
                raise Refused("inputs.%s: required is a boolean, default a text" % name)
        self.outputs = names("outputs", document["outputs"])
        runs = mapping("runs", document["runs"], ("using", "steps"))
        if runs["using"] != "composite":
            raise Refused("runs.using is not composite")
        self.steps = runs["steps"]
        ids = set()
        for step in self.steps:
            self.check_step(step, ids)
        for name, entry in self.outputs.items():
            mapping("outputs." + name, entry, ("description", "value"))
            self.check_expressions("outputs." + name, text("outputs." + name, entry["value"]), ids)

    def check_step(self, step, ids):
        mapping("a step", step, ("id", "shell", "run"), ("name", "env"))
        name = text("a step's id", step["id"])
        if name in ids or not NAME.fullmatch(name):
            raise Refused("step %s: no id, or one that is taken" % name)
        if step["shell"] != "bash":
            raise Refused("step %s: another shell than bash" % name)
        if "${{" in text("step %s: run" % name, step["run"]):
            raise Refused("step %s: an expression in a script, which whoever gives its value can write on" % name)
        for variable, value in names("step %s: env" % name, step.get("env", {})).items():
            self.check_expressions(variable, text(variable, value), ids)
        ids.add(name)

    def check_expressions(self, place, value, ids):
        rest = EXPRESSION.sub("", value)
        if "${{" in rest:
            raise Refused("%s: an expression without an end" % place)
        for inner in EXPRESSION.findall(value):
            words = inner.strip().split(".")
            if words[0] == "inputs" and len(words) == 2 and words[1] in self.inputs:
                continue
            if words[0] == "steps" and len(words) == 4 and words[1] in ids and words[2] == "outputs":
                continue
            raise Refused("%s: %s is no input, and no output of a step before" % (place, inner.strip()))

    def evaluate(self, value, inputs, steps):
        def look_up(match):
            words = match[1].strip().split(".")
            # What a step did not write is empty, as is an input that nobody gave.
            return inputs[words[1]] if words[0] == "inputs" else steps.get(words[1], {}).get(words[3], "")
        return EXPRESSION.sub(look_up, value)

    def run(self, workspace, inputs, environment=None):
        for name in inputs:
            if name not in self.inputs:
                raise Refused("the action has no input " + name)
        given = {name: inputs.get(name, entry.get("default", "")) for name, entry in self.inputs.items()}
        steps, outcome, status, summary, log, obeyed, written = {}, "success", 0, "", [], [], {}
        with tempfile.TemporaryDirectory() as folder:
            for step in self.steps:
                env = {variable: self.evaluate(value, given, steps) for variable, value in step.get("env", {}).items()}
                files = {name: pathlib.Path(folder) / (step["id"] + name) for name in FILES}
                for file in files.values():
                    file.write_bytes(b"")
                script = pathlib.Path(folder) / (step["id"] + ".sh")
                script.write_text(step["run"])
                done = subprocess.run(
                    ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)], cwd=workspace,
                    env={**os.environ, "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_ACTION_PATH": str(self.folder),
                         "GITHUB_WORKSPACE": str(workspace), **{name: str(file) for name, file in files.items()},
                         **(environment or {}), **env},
                    stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600)
                listener = Listener()
                log += listener.hear(done.stdout.decode("utf-8", "replace"))
                obeyed += listener.obeyed
                steps[step["id"]] = {**listener.outputs, **read_pairs(files["GITHUB_OUTPUT"].read_text())}
                summary += files["GITHUB_STEP_SUMMARY"].read_text()
                written.update({name: files[name].read_text() for name in FILES[2:] if files[name].read_text()})
                if done.returncode != 0:
                    outcome, status = "failure", done.returncode
                    break  # the outputs are evaluated all the same
        outputs = {name: self.evaluate(entry["value"], given, steps) for name, entry in self.outputs.items()}
        return Done(outcome, status, outputs, summary, log, obeyed, written)


class Listener:
    """Hears what a step prints, and obeys it where the runner would."""

    def __init__(self):
        self.outputs, self.obeyed, self.token = {}, [], None

    def hear(self, printed):
        return [line for line in printed.splitlines() if not self.obey(line)]

    def obey(self, line):
        name, properties, data = parse_command(line, COMMANDS | {self.token})
        if name is None:
            return False
        if self.token is not None:
            if name != self.token:
                return False
            self.token = None
        elif name == "stop-commands":
            if len(data) < 16:
                raise Refused("a token that can be guessed: " + data)
            self.token = data
        else:
            self.obeyed.append(line)
            if name == "set-output":
                self.outputs[properties.get("name", "")] = data
        return True


def parse_command(line, known):
    """Both of the forms that the runner knows: at a line's beginning, and anywhere in it."""
    stripped = line.lstrip()
    for pattern, where, separator in ((r"::([^ :]+) ?(.*?)::(.*)", re.match, ","),
                                      (r".*?##\[([^\] ]+) ?([^\]]*)\](.*)", re.match, ";")):
        match = where(pattern, stripped, re.S)
        if match and match[1] in known:
            pairs = dict(pair.split("=", 1) for pair in match[2].split(separator) if "=" in pair)
            return match[1], pairs, match[3]
    return None, {}, ""


def read_pairs(written):
    """NAME=VALUE, or NAME<<END and lines up to END."""
    pairs, lines = {}, iter(written.splitlines())
    for line in lines:
        name, equals, value = line.partition("=")
        if equals and "<<" not in name:
            pairs[name] = value
            continue
        name, here, end = line.partition("<<")
        if not here or not name or not end:
            raise Refused("nothing that an output file may hold: " + line)
        taken = []
        for line_of_value in lines:
            if line_of_value == end:
                break
            taken.append(line_of_value)
        else:
            raise Refused("an output without an end: " + name)
        pairs[name] = "\n".join(taken)
    return pairs
