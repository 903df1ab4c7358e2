"""Released vintages: estimates frozen with their pattern of what is not shown, the checks they passed and who approved them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

VINTAGES = ("provisional", "final", "revised")


@dataclass(frozen=True, slots=True)
class Check:
    """A check before a release: its code, whether it passed, and what it found, ready to be said (sentence and values)."""

    code: str
    passed: bool
    sentence: str = ""
    values: Mapping[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Release:
    """One immutable vintage of a wave: `number` counts the wave's releases from 1; times are ISO 8601 in UTC.

    `digest` is the SHA-256 of all that was frozen; `reason` says why figures were revised, in the words of who released them.
    """

    release: int
    country: str
    wave: str
    vintage: str
    number: int
    released_by: str
    released_at: str
    embargo_until: str | None
    reason: str
    version: str
    digest: str
    checks: tuple[Check, ...] = ()
