"""Checks before a release: each looks at one thing and says what it found, and all are kept with the release.

What each means and what its failure does stands in `catalogue/data/release_checks.toml`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

import catalogue
from aggregate.coherence import check_coherence
from aggregate.publication.certifying import ENTERPRISES, Exposure
from aggregate.publication.naming import list_methods_with_margin, name_method, name_shortly
from aggregate.publication.records import Publication
from aggregate.quality import FEW_LABELS
from aggregate.tables.domains import DIMENSIONS
from aggregate.tables.populations import is_whole
from catalogue.messages import say, say_text
from catalogue.tables import load_table
from store.releases import Check, Release

MEANINGS = Path(catalogue.__file__).parent / "data" / "release_checks.toml"
NEVER, BLOCKS, WARNS = "never", "blocks", "warns"
ALWAYS_THERE = ("lower_bound", "upper_bound", "share_among_read", "unanswered_all_no", "unanswered_all_yes", "survey_untreated")
"""Experimental methods whose figures stand beside the others in every wave; the rest were asked for, to be tried."""
Values = Mapping[str, str | int | float]
Found = Values | None
"""What a failed check fills its sentence with; None of one that passed."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is to be released: the draft, with which reason, and what the store says of it.

    `made` says whether the run of the estimates is known, `newer` what has changed since; `earlier` are the wave's releases with their
    rows, the oldest first; `told_by_changes` as `count_told_by_changes` gives it, `open_audits` the samples of audits that are not closed,
    `revised` the figures that are other than in the last release.
    """

    draft: Publication
    reason: str
    made: bool
    newer: Sequence[str]
    exposures: Sequence[Exposure]
    told_by_changes: Mapping[str, int]
    open_audits: Sequence[str]
    earlier: Sequence[tuple[Release, pd.DataFrame]]
    revised: int


@cache
def load_meanings() -> Mapping[str, Mapping[str, Any]]:
    """{check: if_failed, meaning}, in the order in which checks are made."""
    return load_table(MEANINGS)


def list_checks(candidate: Candidate) -> list[Check]:
    """All checks, in the order of the file."""
    checks = []
    for code, entry in load_meanings().items():
        found = CHECKS[code](candidate)
        said = entry if candidate.earlier else entry.get("first", entry)
        checks.append(Check(code, True) if found is None else Check(code, False, str(said["meaning"]), found))
    return checks


def find_severity(code: str, vintage: str) -> str:
    """What a failed check does to a release: NEVER, BLOCKS or WARNS; an open audit only warns of provisional figures."""
    return WARNS if (code, vintage) == ("queues", "provisional") else str(load_meanings()[code]["if_failed"])


def tell_check(check: Check) -> str:
    """What a check found, in the language spoken now; codes of indicators and methods by their names."""
    words = {what: name(str(check.values[what])) for what, name in NAMED.items() if what in check.values}
    return say_text(check.sentence, **{**check.values, **words})


def name_check(code: str) -> str:
    """What a check looks at, in a few words of the language spoken now."""
    return say_text(str(load_meanings()[code]["name"])) if code in load_meanings() else code


def _name_indicators(codes: str) -> str:
    return ", ".join(
        dict.fromkeys(say("numbers of enterprises") if code == ENTERPRISES else name_shortly(code) for code in codes.split(", "))
    )


def _name_methods(codes: str) -> str:
    return ", ".join(name_method(code) for code in codes.split(", "))


NAMED: Mapping[str, Callable[[str], str]] = {"indicators": _name_indicators, "methods": _name_methods}
"""Values that are codes with commas between them: how they are named."""


def _where(candidate: Candidate) -> dict[str, str]:
    """The country and wave that a command is to be given."""
    return {"country": candidate.draft.country, "wave": candidate.draft.wave}


def _check_made(candidate: Candidate) -> Found:
    return None if candidate.made else _where(candidate)


def _check_fresh(candidate: Candidate) -> Found:
    return {"newer": ", ".join(candidate.newer), **_where(candidate)} if candidate.newer else None


def _check_breakdowns(candidate: Candidate) -> Found:
    """What an earlier release crossed must be crossed again: only then its cells are part of the tables that are attacked."""
    crossings = _list_crossings(candidate.draft.cells)
    for release, rows in candidate.earlier:
        if missing := _list_crossings(rows) - crossings:
            return {"number": release.number, "crossed": "; ".join(sorted(missing)), **_where(candidate)}
    return None


def _list_crossings(table: pd.DataFrame) -> set[str]:
    """The breakdowns of all tables that estimates make up, as --by has them, such as `activity,size_class`; `division` is one too."""
    figures = table[table["measure"].isin(["share", "count", "total"])]
    crossings = set[str]()
    for codes in figures[list(DIMENSIONS)].drop_duplicates().to_dict("records"):
        named = {name: name for name in DIMENSIONS} | {"activity": "division" if str(codes["activity"]).isdigit() else "activity"}
        named["other_dimension"] = f"other:{codes['other_dimension']}"
        crossings.add(",".join(named[str(name)] for name, code in codes.items() if code != "_T" and name != "other_value"))
    return crossings - {""}


def _check_disclosure(candidate: Candidate) -> Found:
    exposed = {found.name: found.shown + found.computed for found in candidate.exposures if found.shown or found.computed}
    return {"count": sum(exposed.values()), "indicators": ", ".join(exposed), **_where(candidate)} if exposed else None


def _check_changes(candidate: Candidate) -> Found:
    told = candidate.told_by_changes
    return {"count": sum(told.values()), "since": next(iter(told)), **_where(candidate)} if told else None


def _check_shown_before(candidate: Candidate) -> Found:
    shown = {found.name: found.before for found in candidate.exposures if found.before}
    return {"count": sum(shown.values()), "indicators": ", ".join(shown)} if shown else None


def _check_queues(candidate: Candidate) -> Found:
    return {"samples": ", ".join(candidate.open_audits), **_where(candidate)} if candidate.open_audits else None


def _check_margins(candidate: Candidate) -> Found:
    has_margin = candidate.draft.table["method"].isin(list_methods_with_margin()).any()
    return None if has_margin else _where(candidate)


def _check_methods(candidate: Candidate) -> Found:
    table = candidate.draft.table
    tried = sorted(set(table.loc[table["experimental"], "method"]) - set(ALWAYS_THERE))
    return {"methods": ", ".join(tried), **_where(candidate)} if tried else None


def _check_office(candidate: Candidate) -> Found:
    office = candidate.draft.facts.office
    missing = [name for name, value in (("office", office.name), ("contact", office.contact)) if not value]
    return {"missing": ", ".join(missing)} if missing else None


def _check_labels(candidate: Candidate) -> Found:
    table = candidate.draft.table
    whole = table[is_whole(table) & table["method"].isin(list_methods_with_margin()) & (table["measure"] == "share")]
    few = sorted(set(whole.loc[whole["n_labelled"].fillna(0) < FEW_LABELS, "indicator"]))
    return {"few": FEW_LABELS, "indicators": ", ".join(few)} if few else None


def _check_coherence(candidate: Candidate) -> Found:
    warnings = check_coherence(candidate.draft.table)
    return {"count": len(warnings)} if warnings else None


def _check_register(candidate: Candidate) -> Found:
    register = candidate.draft.register
    missing = [name for name in ("reference_date", "scope") if not (register and getattr(register, name))]
    return {"missing": ", ".join(missing)} if missing else None


def _check_reason(candidate: Candidate) -> Found:
    if candidate.reason or not candidate.revised:
        return None
    return {"number": candidate.earlier[-1][0].number, "count": candidate.revised}


def _check_licence(candidate: Candidate) -> Found:
    return None if candidate.draft.facts.licence else {}


CHECKS: Mapping[str, Callable[[Candidate], Found]] = {
    "made": _check_made,
    "fresh": _check_fresh,
    "breakdowns": _check_breakdowns,
    "disclosure": _check_disclosure,
    "changes": _check_changes,
    "shown_before": _check_shown_before,
    "queues": _check_queues,
    "margins": _check_margins,
    "methods": _check_methods,
    "office": _check_office,
    "labels": _check_labels,
    "coherence": _check_coherence,
    "register": _check_register,
    "reason": _check_reason,
    "licence": _check_licence,
}
