"""The office's rules of disclosure control, by source: what everybody can see on the web, and what enterprises answered in confidence.

The shipped rules are `catalogue/data/disclosure.toml`; an office keeps its own beside its store or names a file. They are never exported.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import catalogue
from catalogue.errors import EstimateError
from catalogue.messages import say
from store.troubles import tell_reason

SHIPPED = Path(catalogue.__file__).parent / "data" / "disclosure.toml"
FILE_NAME = "disclosure.toml"
SOURCES = ("web", "survey")
LEAST_THRESHOLD = 3


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules for figures of one source; 0 switches a rule off.

    A cell needs `fewest_enterprises`, and among them none or `fewest_with` with the property (and without it). Cells of fewer than
    `fewest_alike` must not be 0 % or 100 %. For magnitudes: the `dominance_largest` together may have `dominance_percent` of the total, and
    nobody may estimate another contribution to within `p_percent`. With `holdings` enterprises of one group are one contributor.
    """

    fewest_enterprises: int = 5
    fewest_with: int = 3
    fewest_alike: int = 0
    dominance_largest: int = 0
    dominance_percent: float = 0.0
    p_percent: float = 0.0
    holdings: bool = False


def find_rules_file(store: Path | None) -> Path | None:
    """The office's own file, if there is one beside its store."""
    path = store.parent / FILE_NAME if store else None
    return path if path and path.is_file() else None


def load_rules(path: Path | None = None) -> dict[str, RuleSet]:
    """{source: rules} of a file; the shipped ones without a file.

    Raises:
        EstimateError: the file cannot be read, or says something that is no rule.
    """
    path = path or SHIPPED
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise EstimateError(
            say("The rules of disclosure control cannot be read from {path} ({reason}).", path=path, reason=tell_reason(error))
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise EstimateError(
            say(
                "The rules of disclosure control in {path} are not written as TOML ({reason}): compare them with the shipped file"
                " {shipped}.",
                path=path,
                reason=error,
                shipped=SHIPPED,
            )
        ) from error
    _check_names(written, SOURCES, path)
    if missing := [source for source in SOURCES if source not in written]:
        raise EstimateError(say("{path} has no rules for the source [{source}]: add them.", path=path, source=missing[0]))
    return {source: _read_set(written[source], source, path) for source in SOURCES}


def _read_set(written: Any, source: str, path: Path) -> RuleSet:
    if not isinstance(written, dict):
        raise EstimateError(say("{path}: {source} must be a section with rules in it, [{source}].", path=path, source=source))
    kinds: dict[str, type] = {field.name: type(field.default) for field in fields(RuleSet)}
    _check_names(written, tuple(kinds), path)
    for name, value in written.items():
        _check_kind(name, value, kinds[name], path)
    rules = RuleSet(**{name: kinds[name](value) for name, value in written.items()})
    _check_rules(rules, source, path)
    return rules


def _check_names(written: Mapping[str, Any], known: tuple[str, ...], path: Path) -> None:
    if unknown := [name for name in written if name not in known]:
        raise EstimateError(
            say("{path}: {name} is no rule that is known; known are {known}.", path=path, name=unknown[0], known=", ".join(known))
        )


def _check_kind(name: str, value: Any, kind: type, path: Path) -> None:
    fits = isinstance(value, bool) if kind is bool else isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind is int:
        fits = isinstance(value, int) and not isinstance(value, bool)
    if not fits or (kind is not bool and not value >= 0):
        wanted = say("true or false") if kind is bool else say("a whole number, 0 or more") if kind is int else say("a number, 0 or more")
        raise EstimateError(say("{path}: {name} must be {wanted}; it is {value}.", path=path, name=name, wanted=wanted, value=value))


def _check_rules(rules: RuleSet, source: str, path: Path) -> None:
    if rules.fewest_enterprises < LEAST_THRESHOLD:
        raise EstimateError(
            say(
                "{path}: fewest_enterprises of [{source}] must be {least} or more: with fewer, one enterprise of a cell knows the other.",
                path=path,
                source=source,
                least=LEAST_THRESHOLD,
            )
        )
    if bool(rules.dominance_largest) != bool(rules.dominance_percent):
        raise EstimateError(
            say("{path}: dominance_largest and dominance_percent of [{source}] go together: give both or none.", path=path, source=source)
        )
    if rules.dominance_largest > 2:
        raise EstimateError(say("{path}: dominance_largest of [{source}] can be 1 or 2.", path=path, source=source))
    if rules.dominance_percent > 100 or rules.p_percent > 100:
        raise EstimateError(say("{path}: a percentage of [{source}] is above 100.", path=path, source=source))
