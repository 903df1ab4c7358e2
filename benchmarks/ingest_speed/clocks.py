"""Processor time and memory of processes, where the system tells (Linux); not a number elsewhere."""

import os
from collections.abc import Iterable
from pathlib import Path

UNKNOWN = float("nan")


def read_processor_time(processes: Iterable[int]) -> float:
    """Seconds of processor time that these processes have used until now, together."""
    return sum(_read_one(number) for number in processes)


def read_high_water() -> float:
    """The highest memory of this process so far, in MB (VmHWM, which begins anew with a program, as getrusage's does not)."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return UNKNOWN
    return next((int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM:")), UNKNOWN)


def _read_one(number: int) -> float:
    try:
        fields = Path(f"/proc/{number}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return UNKNOWN
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
