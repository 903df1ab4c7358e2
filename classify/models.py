"""The weights of every capability, loaded from `classify/weights/*.toml`: how much each kind of evidence speaks for a yes."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from catalogue.errors import ProfileError
from catalogue.messages import say

WEIGHTS = Path(__file__).parent / "weights"
FAMILY = "rules-1"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One rule: signals of a kind (with these values `but_not` those, at these places, so often) add `weight` to the log-odds of a yes.

    Evidence of one `group` saturates; a group `words/addresses` saturates by itself, but is no other kind of evidence than `words`.
    Evidence with `unless` does not count where one of the named evidence was seen.
    """

    name: str
    group: str
    kind: str
    weight: float
    why: str
    values: frozenset[str] = frozenset()
    but_not: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    at_least: int = 1
    unless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CapabilityModel:
    """How one capability is decided. `needs` groups must speak for a yes, those in `weak_groups` not counted.

    `prior`: log-odds before any evidence. `shift`: what a country's own share of yes adds to them; an answer must hold with it and
    without. `share`: the share of yes among readable websites for which probabilities hold without a shift; None: nobody has measured it.
    """

    capability: str
    prior: float
    evidence: tuple[Evidence, ...]
    needs: int = 0
    weak_groups: frozenset[str] = frozenset()
    shift: float = 0.0
    share: float | None = None


@cache
def load_models() -> Mapping[str, CapabilityModel]:
    """{capability: model} of every capability that a page can show.

    Raises:
        ProfileError: a file of weights does not hold what it must.
    """
    return {path.stem: _read_model(path) for path in sorted(WEIGHTS.glob("*.toml"))}


@cache
def weights_version() -> str:
    """The version of the weights that experts set: it changes when any file of weights does."""
    digest = hashlib.sha256()
    for path in sorted(WEIGHTS.glob("*.toml")):
        digest.update(path.name.encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    return f"{FAMILY}+{digest.hexdigest()[:12]}"


def _read_model(path: Path) -> CapabilityModel:
    try:
        entry = tomllib.loads(path.read_text(encoding="utf-8"))
        return _build_model(path.stem, entry)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ProfileError(
            say("The file of weights {file} cannot be used ({reason}): mend it or put the released one back.", file=path.name, reason=error)
        ) from error


def _build_model(capability: str, entry: Mapping[str, Any]) -> CapabilityModel:
    evidence = tuple(_build_evidence(row) for row in entry["evidence"])
    names = {e.name for e in evidence}
    if len(names) < len(evidence):
        raise ValueError("two pieces of evidence have the same name")
    if strangers := {name for e in evidence for name in e.unless} - names:
        raise ValueError(f"`unless` names no evidence of the file: {sorted(strangers)}")
    needs, weak_groups = int(entry.get("needs", 0)), frozenset(entry.get("weak_groups", ()))
    return CapabilityModel(capability, float(entry["prior"]), evidence, needs, weak_groups)


def _build_evidence(row: Mapping[str, Any]) -> Evidence:
    sets = {name: frozenset(row.get(name, ())) for name in ("values", "but_not", "places", "unless")}
    return Evidence(row["name"], row["group"], row["kind"], float(row["weight"]), row["why"], at_least=int(row.get("at_least", 1)), **sets)
