"""What may leave this computer, to whom, and the office's leave for it: one list and one rule for all commands."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from catalogue.errors import CrawlError
from catalogue.messages import say, say_text
from catalogue.tables import load_table, read_text, read_texts

FILE = Path(__file__).parent / "data" / "leaves.toml"
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})+")


@dataclass(frozen=True, slots=True)
class Leave:
    """Something that tells others more than a visit does: `tells` is what leaves, `to` whom, `used_by` the commands that need it."""

    key: str
    name: str
    tells: tuple[str, ...]
    to: str
    used_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leaving:
    """One thing that leaves in this run: by which leave, what exactly, and to whom."""

    leave: str
    tells: tuple[str, ...]
    to: str


def describe_leaving(left: Sequence[Leaving]) -> dict[str, Any]:
    """What `runs` keeps among a run's arguments: what left, and to whom."""
    return {"disclosed": {one.leave: list(one.tells) for one in left}, "disclosed_to": {one.leave: one.to for one in left}}


@cache
def load_leaves() -> dict[str, Leave]:
    """{name of the leave: what it allows}."""
    return {key: _read_leave(key, entry) for key, entry in load_table(FILE).items()}


def list_leaves(command: str) -> list[str]:
    """The leaves that a command may need."""
    return [leave.key for leave in load_leaves().values() if command in leave.used_by]


def check_leaves(given: Iterable[str], command: str) -> frozenset[str]:
    """The leaves given to a command. Raises CrawlError for one that it does not know."""
    given, known = frozenset(given), list_leaves(command)
    if unknown := sorted(given - set(known)):
        raise CrawlError(
            say(
                "{unknown} is nothing that can be allowed: --allow-disclosure takes one of {known}, and may be repeated.",
                unknown=", ".join(map(repr, unknown)),
                known=", ".join(known),
            )
        )
    return given


def require_leave(key: str, given: Iterable[str], *, to: str = "", instead: str = "") -> Leave:
    """What the leave allows; `to` names the very computers where they are known, `instead` is a sentence on a way without telling anybody.

    Raises CrawlError where it was not given: says what would leave and how it is allowed; nothing has left.
    """
    leave = load_leaves()[key]
    if key not in given:
        refusal = say(
            "This would tell {to}: {tells}. Nothing was sent. If your office agrees, add --allow-disclosure {leave}.",
            to=to or say_text(leave.to),
            tells=", ".join(map(say_text, leave.tells)),
            leave=key,
        )
        raise CrawlError(f"{refusal} {instead}".strip())
    return leave


def check_hosts_only(values: Iterable[str]) -> tuple[str, ...]:
    """The host names that a task for other computers may carry. Raises CrawlError for anything else: a path, a port, an address, a name."""
    hosts = tuple(values)
    if wrong := [host for host in hosts if not _HOST.fullmatch(host) or re.fullmatch(r"[\d.]+", host)]:
        raise CrawlError(
            say("{text} is no host name, and tasks for other computers carry nothing else: it was not sent.", text=repr(wrong[0]))
        )
    return hosts


def _read_leave(key: str, entry: dict[str, object]) -> Leave:
    name, to = read_text(entry, "name", key), read_text(entry, "to", key)
    return Leave(key, name, read_texts(entry, "tells", key), to, read_texts(entry, "used_by", key))
