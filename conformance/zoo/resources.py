# SPDX-License-Identifier: Apache-2.0
"""Testees that take without end what the run's limits give them: memory, CPU time, descriptors."""
import os

from member import Member, bait


def allocate_without_end(conversation, request):
    held = []
    while True:
        held.append(bytearray(b"x") * (16 << 20))


def spin(conversation, request):
    while True:
        pass


def open_without_end(conversation, request):
    held = []
    while True:
        held.append(os.open("/dev/null", os.O_RDONLY))


MEMBERS = [
    Member("allocates-without-end", "allocates without end, under --limit-memory 256", bait("crash", "exit status 1"),
           at_bait=allocate_without_end, options=["--limit-memory", "256"]),
    Member("spins", "computes without end, under --limit-cpu 1", bait("crash", "killed by SIGXCPU"), at_bait=spin,
           options=["--limit-cpu", "1"], seconds=60),
    Member("opens-without-end", "opens descriptors without end, under --limit-files 64", bait("crash", "exit status 1"),
           at_bait=open_without_end, options=["--limit-files", "64"]),
]
