"""From the codes of other classifications to ISIC Rev.4: what is certain, and nothing more."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from catalogue.isic import CLASS_DIGITS, FOLDER, classes_under, load_activities, section_of
from catalogue.tables import load_table

WRITTEN = re.compile(r"(?:[A-Z]{1,2}[ .\-]?(?=\d))?(\d[\d .\-/]*?)[ .\-]?[A-Z]{0,2}")
FLOAT_TAIL = re.compile(r"(\d{3,6})\.0+")


@dataclass(frozen=True, slots=True)
class ActivityMatch:
    """What a code is in ISIC Rev.4.

    `isic` is the deepest code that is certain (two to four digits) or None; `section` its letter, or None where candidates differ in it.
    outcome: exact (the code is this ISIC code), aggregated (ISIC is certain only at a coarser level than the code's own),
    split (several classes are possible: `candidates`), unknown (no such code).
    """

    isic: str | None
    section: str | None
    outcome: str
    candidates: tuple[str, ...] = ()


UNKNOWN = ActivityMatch(None, None, "unknown")


@dataclass(frozen=True, slots=True, eq=False)
class Concordance:
    """A classification with the ISIC Rev.4 codes that each of its codes may be, at every level of its own (letters included)."""

    key: str
    name: str
    dotted: bool
    targets: Mapping[str, tuple[str, ...]]
    shortest: int = CLASS_DIGITS
    is_national: bool = False

    def match(self, code: str) -> ActivityMatch:
        """What this code is in ISIC Rev.4; of a longer code, its longest beginning of `shortest` or more digits."""
        plain = self._find(code)
        return _judge(plain, self.targets[plain]) if plain else UNKNOWN

    def knows(self, code: str) -> bool:
        """Whether the code, or its beginning, is in the classification."""
        return self._find(code) is not None

    def _find(self, code: str) -> str | None:
        plain = squeeze_code(code) if self.is_national else clean_code(code)
        return next((plain[:n] for n in (len(plain), *range(len(plain) - 1, self.shortest - 1, -1)) if plain[:n] in self.targets), None)


def clean_code(code: str) -> str:
    """A code without dots, blanks, a leading section letter or a country's trailing letter: `C10.71Z` is 1071; letters alone stay."""
    text = code.strip().upper()
    if text.isascii() and text.isalpha():
        return text
    if tail := FLOAT_TAIL.fullmatch(text):
        return tail[1]
    written = WRITTEN.fullmatch(text)
    return re.sub(r"\D", "", written[1]) if written and text.isascii() else text


def squeeze_code(code: str) -> str:
    """A national code without dots, blanks, dashes and slashes; its letters stay, since they may tell codes apart: `rt-4.7` is RT47."""
    text = code.strip().upper()
    tail = FLOAT_TAIL.fullmatch(text)
    return tail[1] if tail else re.sub(r"[\s./\-]", "", text)


@cache
def load_classifications() -> Mapping[str, Mapping[str, Any]]:
    """{key: entry of classifications.toml} of the classifications that ecomstat brings."""
    return load_table(FOLDER / "classifications.toml")


@cache
def load_concordance(key: str) -> Concordance:
    """One of the classifications that ecomstat brings, by its key (ISIC4, ISIC31, ISIC5, NACE2, NACE21). KeyError for another key."""
    entry = load_classifications()[key]
    if key == "ISIC4":
        targets = {code: tuple(sorted(classes_under(code))) for code in load_activities()}
    else:
        with (FOLDER / entry["file"]).open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        targets = _all_levels([(r["code"], tuple(r["isic4"].split()), bool(r.get("new"))) for r in rows], entry["sections"])
    return Concordance(key, entry["name"], entry["dotted"], targets)


def _all_levels(rows: Sequence[tuple[str, tuple[str, ...], bool]], sections: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Classes, and above them groups, divisions and letters as the union of their classes.

    Classes marked new (intermediation services, which Rev.4 did not tell apart) count only where a heading holds nothing else.
    """
    found = {code: targets for code, targets, _ in rows}
    parents: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
    for code, targets, is_new in rows:
        for parent in (code[:3], code[:2], *(letter for letter, span in sections.items() if _in_span(code, span))):
            parents.setdefault(parent, []).append((targets, is_new))
    for parent, children in parents.items():
        settled = [targets for targets, is_new in children if not is_new] or [targets for targets, _ in children]
        found[parent] = _classes(settled)
    return found


def _in_span(code: str, span: str) -> bool:
    first, last = span.split("-")
    return first <= code[:2] <= last


def _classes(targets: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({code for group in targets for target in group for code in classes_under(target)}))


def _judge(code: str, targets: tuple[str, ...]) -> ActivityMatch:
    """The deepest ISIC code that holds all targets, and how it relates to the code asked for."""
    candidates = _classes([targets])
    sections = {section_of(c) for c in candidates}
    section = sections.pop() if len(sections) == 1 else None
    depth = min(len(code), CLASS_DIGITS) if code.isdigit() or len(code) == 1 else CLASS_DIGITS
    isic = _shared_heading(candidates, depth)
    whole = isic or section
    if whole and classes_under(whole) == frozenset(candidates):
        return ActivityMatch(isic, section, "exact" if len(whole) >= depth else "aggregated", candidates)
    return ActivityMatch(isic, section, "aggregated" if section and depth < CLASS_DIGITS else "split", candidates)


def _shared_heading(candidates: Sequence[str], depth: int) -> str | None:
    """The longest common beginning, no deeper than the code itself where the shorter heading holds the same classes."""
    heading = _shared_beginning(candidates[0], candidates[-1])
    while len(heading) > max(depth, 2) and classes_under(heading[:-1]) == classes_under(heading):
        heading = heading[:-1]
    return heading if len(heading) > 1 else None


def _shared_beginning(first: str, last: str) -> str:
    """Of sorted codes the first and the last share what all share."""
    return first[: next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))]
