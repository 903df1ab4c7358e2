"""From the store to a publication: the draft of a wave as it is estimated now."""

from collections.abc import Mapping, Sequence

import pandas as pd

from aggregate.changes.breaks import find_breaks
from aggregate.publication.beside import compare_official
from aggregate.publication.facts import Facts
from aggregate.publication.hidden_crossings import find_hidden_crossings
from aggregate.publication.naming import name_rows, sort_rows
from aggregate.publication.records import Background, Publication
from aggregate.publication.statuses import add_statuses
from catalogue.errors import EstimateError
from catalogue.messages import say
from store.estimates import read_estimates
from store.frame import find_register
from store.opening import Store
from store.phases import find_phase
from store.provenance import read_provenance
from store.reviews import read_designs

CHANGES = ("change", "link_factor")


def collect_publication(store: Store, country: str, wave: str, facts: Facts | None = None) -> Publication:
    """A wave's safe estimates as they are now, a draft, ready for any format.

    Raises:
        EstimateError: the wave has none.
    """
    table = pd.DataFrame(read_estimates(store, country, wave, safe=True))
    if table.empty:
        raise EstimateError(
            say(
                "There are no estimates for {country} {wave}: run `ecomstat aggregate {country} --wave {wave}` first.",
                country=country,
                wave=wave,
            )
        )
    used = set(table["sample"].dropna())
    designs = tuple(design for design in read_designs(store, country, wave) if design.sample in used)
    register, provenance = find_register(store, country, wave), read_provenance(store, country, wave)
    breaks, phase = find_breaks(store, country, wave), find_phase(store, country, wave)
    return assemble_publication(country, wave, table, Background(register, provenance, designs, breaks, phase, facts or Facts()))


def assemble_publication(country: str, wave: str, rows: pd.DataFrame, known: Background) -> Publication:
    """The publication of safe estimates, as `read_estimates` gives them, and of what is known beside them; a draft until it is released."""
    named = name_rows(sort_rows(rows))
    is_change = named["measure"].isin(CHANGES)
    figures, changes = (add_statuses(named[rows].reset_index(drop=True), known.breaks) for rows in (~is_change, is_change))
    is_left_out = find_hidden_crossings(figures)
    table, left_out = (figures[rows].reset_index(drop=True) for rows in (~is_left_out, is_left_out))
    drawn = (known.register, known.provenance, known.designs, changes, known.breaks, known.phase, known.facts)
    return compare_official(Publication(country, wave, table, *drawn, official=known.official, left_out=left_out))


def read_publishable(store: Store, country: str, wave: str, wanted: Mapping[str, str | Sequence[str]]) -> pd.DataFrame:
    """Some of a wave's safe estimates as they are published, named and sorted; without rows where there are none.

    `wanted` as for `read_estimates`.
    """
    table = pd.DataFrame(read_estimates(store, country, wave, safe=True, wanted=wanted))
    return table if table.empty else name_rows(sort_rows(table))
