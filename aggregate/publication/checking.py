"""Checks before a release: each looks at one thing, says what it found, and is kept with the release."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from aggregate.coherence import check_coherence
from aggregate.disclosure.rules import find_rules_file, load_rules
from aggregate.publication.certifying import Exposure, find_exposures
from aggregate.publication.naming import list_methods_with_margin
from aggregate.publication.other_waves import count_told_by_changes
from aggregate.publication.records import Publication
from aggregate.quality import FEW_LABELS
from aggregate.tables.domains import DIMENSIONS
from aggregate.tables.populations import is_whole
from store.freshness import EstimateRun, find_estimate_run, list_newer
from store.opening import Store
from store.releases import Check, read_released, read_releases
from store.reviewing import AUDIT, read_queues

NEVER, BLOCKS, WARNS = "never", "blocks", "warns"
"""A failed check that no reason can overrule, one that `--despite` can, and one that is only kept."""
ALWAYS_THERE = ("lower_bound", "upper_bound", "share_among_read", "unanswered_all_no", "unanswered_all_yes", "survey_untreated")
"""Experimental methods whose figures stand beside others in every wave; the rest were asked for, to be tried."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is to be released: the draft, as which vintage, and with which reason."""

    store: Store
    draft: Publication
    vintage: str
    reason: str
    rules: Path | None = None
    made: EstimateRun | None = field(default=None)

    @property
    def where(self) -> tuple[Store, str, str]:
        """Store, country and wave."""
        return self.store, self.draft.country, self.draft.wave


def list_checks(candidate: Candidate) -> Iterator[Check]:
    """All checks, in the order of CHECKS."""
    for code, (find, _) in CHECKS.items():
        found = find(candidate)
        yield Check(code, True) if found is None else Check(code, False, *found)


def find_severity(check: Check, vintage: str) -> str:
    """NEVER, BLOCKS or WARNS; open audits only warn of provisional figures."""
    severity = CHECKS[check.code][1]
    return WARNS if check.code == "queues" and vintage == "provisional" else severity


Found = tuple[str, Mapping[str, str | int | float]] | None


def _check_made(candidate: Candidate) -> Found:
    if candidate.made is None:
        return "It is not known when the estimates were made: run `ecomstat aggregate {country}` again.", {"country": candidate.draft.country}
    return None


def _check_fresh(candidate: Candidate) -> Found:
    newer = list_newer(*candidate.where, candidate.made) if candidate.made else []
    sentence = "The estimates are older than what they rest on ({newer}): run `ecomstat aggregate {country}` again."
    return (sentence, {"newer": ", ".join(newer), "country": candidate.draft.country}) if newer else None


def _check_breakdowns(candidate: Candidate) -> Found:
    """What an earlier release crossed must be crossed again: only then its cells are part of the tables that are attacked."""
    store, country, wave = candidate.where
    kinds = _list_kinds(candidate.draft.table)
    for release in read_releases(store, country, wave):
        if missing := _list_kinds(pd.DataFrame(read_released(store, release.release))) - kinds:
            crossed = "; ".join(sorted(",".join(kind[1:]) for kind in missing))
            sentence = (
                "Release {number} has tables by {crossed} which these estimates lack, so that nobody can tell what both give away together:"
                " run `ecomstat aggregate {country}` with the same --by as then, and others besides if you like."
            )
            return sentence, {"number": release.number, "crossed": crossed, "country": country}
    return None


def _list_kinds(table: pd.DataFrame) -> set[tuple[str, ...]]:
    """(population, breakdowns) of all tables that estimates make up; divisions are a breakdown of their own."""
    whole = table[table["measure"].isin(["share", "count", "total"])]
    codes = whole[list(DIMENSIONS)].drop_duplicates()
    kinds = set[tuple[str, ...]]()
    for row in codes.itertuples(index=False):
        names = [name for name, code in zip(DIMENSIONS, row, strict=True) if code != "_T" and name != "other_value"]
        activity, other = str(row[0]), str(row[DIMENSIONS.index("other_dimension")])
        named = {"activity": "division" if activity.isdigit() else "activity", "other_dimension": f"other:{other}"}
        kinds.add(("", *(named.get(name, name) for name in names)))
    return kinds


def _check_disclosure(candidate: Candidate) -> Found:
    exposed = [found for found in _find_exposures(candidate) if found.shown or found.computed]
    if not exposed:
        return None
    sentence = (
        "What is hidden for confidentiality could be worked out, from these estimates together with all earlier releases of the wave:"
        " {what}. Run `ecomstat aggregate {country}` again, which knows what was released; if this stays, go back to the register, the"
        " rules of disclosure control and the breakdowns of the release before, or leave out (--by) what came since."
    )
    what = "; ".join(f"{found.name} {found.shown + found.computed}" for found in exposed)
    return sentence, {"what": what, "country": candidate.draft.country}


def _check_shown_before(candidate: Candidate) -> Found:
    before = [found for found in _find_exposures(candidate) if found.before]
    what = "; ".join(f"{found.name} {found.before}" for found in before)
    sentence = "Cells that are hidden now have been shown by an earlier release, which cannot be undone ({what}): withdraw its files."
    return (sentence, {"what": what}) if before else None


def _check_changes(candidate: Candidate) -> Found:
    count = count_told_by_changes(*candidate.where)
    sentence = (
        "{count} changes since an earlier wave would tell shares that a release of that wave hides: run `ecomstat aggregate {country}"
        " --wave WAVE` for the earlier wave, then for this one."
    )
    return (sentence, {"count": count, "country": candidate.draft.country}) if count else None


def _check_queues(candidate: Candidate) -> Found:
    open_ones = [queue.sample for queue in read_queues(*candidate.where) if queue.purpose == AUDIT and queue.closed_at is None]
    sentence = "An audit is still open ({samples}): end it, `ecomstat review {country} --close`, and estimate again."
    return (sentence, {"samples": ", ".join(open_ones), "country": candidate.draft.country}) if open_ones else None


def _check_margins(candidate: Candidate) -> Found:
    used, known = set(candidate.draft.table["method"]), set(list_methods_with_margin())
    sentence = "No figure has a margin: without labels there are only bounds. Draw a sample and review it, or import survey answers."
    return None if used & known else (sentence, {})


def _check_methods(candidate: Candidate) -> Found:
    table = candidate.draft.table
    tried = sorted(set(table.loc[table["experimental"], "method"]) - set(ALWAYS_THERE))
    sentence = "Figures of experimental methods are among the estimates ({methods}): run `ecomstat aggregate {country}` without --also."
    return (sentence, {"methods": ", ".join(tried), "country": candidate.draft.country}) if tried else None


def _check_labels(candidate: Candidate) -> Found:
    table = candidate.draft.table
    whole = table[is_whole(table) & table["method"].isin(list_methods_with_margin()) & (table["measure"] == "share")]
    few = sorted(set(whole.loc[whole["n_labelled"].fillna(0) < FEW_LABELS, "indicator"]))
    sentence = "National figures rest on fewer than {few} labels, or are not shown: {indicators}."
    return (sentence, {"few": FEW_LABELS, "indicators": ", ".join(few)}) if few else None


def _check_coherence(candidate: Candidate) -> Found:
    warnings = check_coherence(candidate.draft.table)
    sentence = "{count} figures are not plausible beside others, or do not add up; `ecomstat aggregate` and the notes of an export list them."
    return (sentence, {"count": len(warnings)}) if warnings else None


def _check_office(candidate: Candidate) -> Found:
    office = candidate.draft.facts.office
    missing = [name for name, value in (("office", office.name), ("contact", office.contact)) if not value]
    sentence = "Who publishes is not set: `ecomstat settings office NAME` and `ecomstat settings contact https://…` (missing: {missing})."
    return (sentence, {"missing": ", ".join(missing)}) if missing else None


def _check_licence(candidate: Candidate) -> Found:
    sentence = "No licence is set under which the figures may be used."
    return None if candidate.draft.facts.licence else (sentence, {})


def _check_register(candidate: Candidate) -> Found:
    register = candidate.draft.register
    missing = [name for name in ("reference_date", "scope") if not (register and getattr(register, name))]
    sentence = "The register's {missing} is not known, which every file should name: load it again with `ecomstat frame`."
    return (sentence, {"missing": ", ".join(missing)}) if missing else None


def _find_exposures(candidate: Candidate) -> list[Exposure]:
    store, country, wave = candidate.where
    rules = load_rules(candidate.rules or find_rules_file(store.path))
    return find_exposures(store, country, wave, candidate.made or EstimateRun(0, "", ()), rules)


CHECKS: Mapping[str, tuple[Callable[[Candidate], Found], str]] = {
    "made": (_check_made, BLOCKS),
    "fresh": (_check_fresh, BLOCKS),
    "breakdowns": (_check_breakdowns, NEVER),
    "disclosure": (_check_disclosure, NEVER),
    "changes": (_check_changes, NEVER),
    "shown_before": (_check_shown_before, WARNS),
    "queues": (_check_queues, BLOCKS),
    "margins": (_check_margins, BLOCKS),
    "methods": (_check_methods, BLOCKS),
    "office": (_check_office, BLOCKS),
    "labels": (_check_labels, WARNS),
    "coherence": (_check_coherence, WARNS),
    "register": (_check_register, WARNS),
    "licence": (_check_licence, WARNS),
}
"""{code: what looks, and what a failure does}."""
