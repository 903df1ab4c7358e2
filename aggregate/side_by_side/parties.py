"""The countries that are set side by side: where their figures come from, and what must be known of each."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from aggregate.imports.importing import check_embargo, describe_import
from aggregate.imports.packages import open_package
from aggregate.publication.facts import Facts
from aggregate.publication.freezing import read_vintage
from aggregate.publication.plain_figures import NUMBERS, list_figures
from aggregate.publication.records import Publication
from catalogue.errors import EstimateError
from catalogue.messages import say
from store.imports import ImportedRelease, read_imported, read_imports
from store.opening import Store

OWN, IMPORTED, FILE = "own", "imported", "file"


@dataclass(frozen=True, slots=True)
class Party:
    """A country's figures in codes (columns of `plain_figures.FIELDS`), and by what they may differ from another's.

    `source` is own, imported or file; `number` that of the release, 0 for a draft.
    """

    country: str
    wave: str
    vintage: str
    number: int
    source: str
    office: str
    scope: str
    register_date: str
    unit_type: str
    activity_classification: str
    employment_outside: float | None
    figures: pd.DataFrame


def collect_own(store: Store, country: str, wave: str, facts: Facts) -> Party:
    """The office's own figures of a wave: the newest release that may be seen, else the draft, which has these facts.

    Raises:
        EstimateError: there are no estimates.
    """
    return describe_own(read_vintage(store, country, wave, facts=facts))


def describe_own(published: Publication) -> Party:
    """A publication as a party."""
    register = published.register
    return Party(
        published.country,
        published.wave,
        published.vintage,
        published.release.number if published.release else 0,
        OWN,
        published.facts.office.name,
        published.scope,
        published.reference_date,
        (register.unit_type if register else None) or "",
        (register.activity_classification if register else None) or "",
        published.facts.employment_outside,
        list_figures(published),
    )


def find_imported(store: Store, country: str, wave: str | None = None) -> Party | None:
    """The newest import of a country (of a wave): of its last wave, what was released before drafts; None where there is none.

    Raises:
        EstimateError: there are imports, but none of this wave.
    """
    imports = read_imports(store, country)
    found = [release for release in imports if wave in (None, release.wave)]
    if imports and not found:
        known = ", ".join(dict.fromkeys(release.wave for release in imports))
        raise EstimateError(say("Of {country}, {wave} was not imported, but {known}.", country=country, wave=wave, known=known))
    return _describe(found[-1], pd.DataFrame(read_imported(store, found[-1])), IMPORTED) if found else None


def read_party(path: Path, now: str) -> Party:
    """The figures of a package, which need not be imported for that; `now` is ISO 8601 in UTC.

    Raises:
        PackageError: the package cannot be taken, or is still under embargo.
    """
    package = open_package(path)
    check_embargo(package, path, now)
    return _describe(describe_import(package, ""), package.figures, FILE)


def _describe(release: ImportedRelease, figures: pd.DataFrame, source: str) -> Party:
    return Party(
        release.country,
        release.wave,
        release.vintage,
        release.number,
        source,
        release.office,
        release.scope,
        release.register_date,
        release.unit_type,
        release.activity_classification,
        release.employment_outside,
        figures.assign(**{name: figures[name].astype(float) for name in NUMBERS}),
    )
