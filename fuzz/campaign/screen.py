# SPDX-License-Identifier: Apache-2.0
"""What a campaign does now: a table, a screen that renews itself, or JSON lines."""
import json
import shutil
import sys
import time

import counts
import findings
import store

RENEW_S = 2
COLUMNS = (("target", 17, "<"), ("running", 22, "<"), ("exec/s", 9, ">"), ("executions", 13, ">"), ("edges", 7, ">"),
           ("corpus", 8, ">"), ("findings", 9, ">"), ("stability", 10, ">"), ("slices", 7, ">"))


def _row(cells):
    return " ".join(f"{cell[:width]:{side}{width}}" for cell, (_, width, side) in zip(cells, COLUMNS)).rstrip()


def duration(seconds):
    """Hours, minutes and seconds."""
    whole = max(0, int(seconds))
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def whole_line(campaign, state, lines):
    """The campaign in one object."""
    is_run = store.is_run(campaign)
    status = state["status"] if is_run or state["status"] != "running" else "killed"
    return {"campaign": str(campaign), "status": status, "cores": state["cores"], "used_s": round(state["used"]),
            "left_s": round(state["seconds"] - state["used"]), "executions": sum(line["executions"] for line in lines),
            "rate": round(sum(line["rate"] for line in lines)) if is_run else 0,
            "findings": findings.count(campaign, state), "broken": sum(len(line["broken"]) for line in lines)}


def text(campaign, state):
    """The table, and the lines above and below it."""
    lines = [counts.target_line(campaign, state, name) for name in state["targets"]]
    whole = whole_line(campaign, state, lines)
    shown = [f"{campaign}: {whole['status']}, {whole['cores']} cores, {duration(whole['used_s'])} used, "
             f"{duration(whole['left_s'])} left", _row([name for name, _, _ in COLUMNS])]
    for line in lines:
        stability = "-" if line["stability"] is None else f"{line['stability']:.2f} %"
        shown.append(_row([line["target"], ",".join(line["running"]) or "-", f"{line['rate']:.0f}",
                           str(line["executions"]), str(line["edges"]), str(line["corpus"]), str(line["findings"]),
                           stability, f"{line['slices']}/{line['jobs']}"]))
    shown.append(f"together: {whole['rate']} executions a second, {whole['executions']} executions, "
                 f"{whole['findings']} findings")
    for job in state["jobs"]:
        if job["broken"]:
            shown.append(f"broken: {job['target']}, {job['role']}: {job['broken']}")
    if whole["status"] == "killed":
        shown.append(f"nobody runs it: fuzz/campaign/campaign resume --folder {campaign}")
    return "\n".join(shown), whole


def as_json(campaign, state):
    """A line for each target, and one for all."""
    lines = [counts.target_line(campaign, state, name) for name in state["targets"]]
    whole = whole_line(campaign, state, lines)
    return "\n".join(json.dumps(line) for line in [*lines, whole]), whole


def live(campaign):
    """Renews the table until the campaign is over or Ctrl-C."""
    while True:
        state = store.load(campaign)
        table, whole = text(campaign, state)
        width = shutil.get_terminal_size().columns
        sys.stdout.write("\x1b[H\x1b[J" + "\n".join(line[:width] for line in table.split("\n")) +
                         "\nCtrl-C leaves this screen; the campaign goes on\n")
        sys.stdout.flush()
        if whole["status"] != "running":
            return whole
        time.sleep(RENEW_S)


def show(campaign, as_lines, once):
    """What the options ask for; returns the campaign's line."""
    if sys.stdout.isatty() and not as_lines and not once:
        return live(campaign)
    shown, whole = (as_json if as_lines else text)(campaign, store.load(campaign))
    print(shown)
    return whole
