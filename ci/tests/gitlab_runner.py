# SPDX-License-Identifier: Apache-2.0
"""Runs the job of a GitLab template as a shell executor does, as far as ours needs it; what it does not know it refuses."""
import collections
import os
import pathlib
import re
import subprocess

import yaml

from github_runner import Loader, Refused, mapping, names, text

BLOCK = re.compile(r"\$\[\[(.*?)\]\]", re.S)
TYPES = {"string": str, "number": (int, float)}

Done = collections.namedtuple("Done", "status log artifacts junit")


class Template:
    def __init__(self, path):
        header, mark, self.body = pathlib.Path(path).read_text(encoding="utf-8").partition("\n---\n")
        if not mark or "\n---" in self.body:
            raise Refused("a template is a header, a line ---, and a body")
        spec = mapping("spec", mapping("the header", yaml.load(header, Loader), ("spec",))["spec"], ("inputs",))
        self.inputs = names("inputs", spec["inputs"])
        for name, entry in self.inputs.items():
            self.check_input("inputs." + name, entry)
        for inner in BLOCK.findall(self.body):
            words = inner.strip().split(".")
            if words[0] != "inputs" or len(words) != 2 or words[1] not in self.inputs:
                raise Refused("%s is no input" % inner.strip())

    def check_input(self, place, entry):
        mapping(place, entry, ("description",), ("default", "type", "options", "regex"))
        text(place + ".description", entry["description"])
        if entry.get("type", "string") not in TYPES:
            raise Refused("%s: no type that this runner knows" % place)
        if "regex" in entry and not re.fullmatch(r"\^.+\$", entry["regex"], re.S):
            raise Refused("%s: a regex that does not hold the whole value" % place)
        if "default" in entry:
            self.check_value(place, entry, entry["default"])

    def check_value(self, place, entry, value):
        if not isinstance(value, TYPES[entry.get("type", "string")]) or isinstance(value, bool):
            raise Refused("%s: not of its type: %r" % (place, value))
        if value not in entry.get("options", [value]):
            raise Refused("%s: none of its options: %r" % (place, value))
        # To GitLab no regex matches the empty text; its own have no other end of a line than the text's.
        if "regex" in entry and not (value and re.fullmatch(entry["regex"][1:-1], value)):
            raise Refused("%s: its regex does not match: %r" % (place, value))

    def job(self, given):
        """The job for these inputs: they are put into the text, and then it is read."""
        values = {}
        for name in given:
            if name not in self.inputs:
                raise Refused("the template has no input " + name)
        for name, entry in self.inputs.items():
            if name not in given and "default" not in entry:
                raise Refused("input %s is wanted" % name)
            values[name] = given.get(name, entry.get("default"))
            self.check_value("inputs." + name, entry, values[name])
        filled = BLOCK.sub(lambda match: str(values[match[1].strip().split(".")[1]]), self.body)
        try:
            jobs = yaml.load(filled, Loader)
        except yaml.YAMLError as error:
            raise Refused("no YAML any more: %s" % error) from error
        if not isinstance(jobs, dict) or len(jobs) != 1:
            raise Refused("not one job")
        (name, job), = jobs.items()
        mapping(name, job, ("stage", "image", "variables", "script", "artifacts"))
        artifacts = mapping("artifacts", job["artifacts"], ("when", "paths", "reports"), ("expose_as",))
        mapping("artifacts.reports", artifacts["reports"], ("junit",))
        if artifacts["when"] != "always":
            raise Refused("artifacts only of a job that passes")
        return name, job

    def environment(self, variables):
        found = {}
        for name, value in names("variables", variables).items():
            if isinstance(value, dict):
                mapping(name, value, ("value", "expand"))
                if value["expand"] is not False:
                    raise Refused("%s: expand is false or not there" % name)
                value = value["value"]
            elif "$" in str(value):
                raise Refused("%s: GitLab would expand %s" % (name, value))
            if not isinstance(value, str):
                raise Refused("%s: no text: %r" % (name, value))
            found[name] = value
        return found

    def run(self, project, given, environment=None):
        _, job = self.job(given)
        project = pathlib.Path(project)
        # The runner's shell stops at the first line of the script that fails.
        done = subprocess.run(
            ["bash", "-c", "set -eo pipefail\nset +o noclobber\n" + "\n".join(text("script", line) for line in job["script"])],
            cwd=project, env={**os.environ, "CI": "true", "GITLAB_CI": "true", "CI_PROJECT_DIR": str(project),
                              **(environment or {}), **self.environment(job["variables"])},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600)
        kept = [path for pattern in job["artifacts"]["paths"] for path in sorted((project / pattern).glob("**/*"))]
        junit = project / job["artifacts"]["reports"]["junit"]
        return Done(done.returncode, done.stdout.decode("utf-8", "replace").splitlines(),
                    [str(path.relative_to(project)) for path in kept if path.is_file()], junit if junit.exists() else None)
