# SPDX-License-Identifier: Apache-2.0
"""Processes by number and start time: a number alone may by now be somebody else's."""
import os
import pathlib
import signal
import time

# Every engine has it in its environment, with the campaign's id: what a killed campaign had no time to write down.
MARK = "AWSPROOF_CAMPAIGN"


def _boot():
    return pathlib.Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()


def _state_and_start(pid):
    try:
        text = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return None
    fields = text.rpartition(")")[2].split()
    return fields[0], int(fields[19])


def identity(pid):
    """What tells this process from any other, before or after it; None if there is no such process."""
    found = _state_and_start(pid)
    return {"pid": pid, "start": found[1], "boot": _boot()} if found else None


def is_alive(known):
    """Whether that very process still runs."""
    if not known or known["boot"] != _boot():
        return False
    found = _state_and_start(known["pid"])
    return found is not None and found[1] == known["start"] and found[0] not in "ZX"


def marked(campaign_id):
    """Identities of all processes that carry this campaign's mark."""
    mark = f"{MARK}={campaign_id}".encode()
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            if mark in (entry / "environ").read_bytes().split(b"\0"):
                found.append(identity(int(entry.name)))
        except OSError:
            continue  # it ended, or it is another user's
    return [known for known in found if known]


def tell(known, number):
    """Sends a signal to that very process, and to no other that has its number now; returns whether it was there."""
    try:
        handle = os.pidfd_open(known["pid"])
    except (ProcessLookupError, OSError):
        return False
    try:
        if not is_alive(known):
            return False
        signal.pidfd_send_signal(handle, number)
        return True
    except ProcessLookupError:
        return False
    finally:
        os.close(handle)


def end(all_known, grace_s=5):
    """Ends them: politely first. Returns how many were alive."""
    alive = [known for known in all_known if tell(known, signal.SIGTERM)]
    left, deadline = alive, time.monotonic() + grace_s
    while left and time.monotonic() < deadline:
        time.sleep(0.1)
        left = [known for known in left if is_alive(known)]
    for known in left:
        tell(known, signal.SIGKILL)
    while any(is_alive(known) for known in left) and time.monotonic() < deadline + grace_s:
        time.sleep(0.05)
    return len(alive)
