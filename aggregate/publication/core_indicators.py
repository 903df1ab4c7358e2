"""The Partnership's core indicators on businesses, B1 to B12: which a publication has, how, and why it lacks the others."""

from dataclasses import dataclass

from aggregate.publication.records import Publication
from catalogue.indicators import Tie


@dataclass(frozen=True, slots=True)
class CoreIndicator:
    """`status`: PUBLISHED, NEAR (not itself, but what websites show of it: `near` are those indicators' codes), POSSIBLE (not published
    here, but could be) or ABSENT.

    `basis` of what is published: `website`, `labels` or `survey`, else ''; `match` of the nearest that websites show: exact, proxy, none.
    `explanation` says in a few sentences how it is published or why not. `ties` are to SDG targets and WSIS action lines, each with its
    source; empty where no source that could be read ties it.
    """

    code: str
    name: str
    status: str
    basis: str
    match: str
    explanation: str
    near: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()


PUBLISHED, NEAR, POSSIBLE, ABSENT = "published", "near", "possible", "absent"


def list_core_indicators(publication: Publication | None = None) -> list[CoreIndicator]:
    """B1 to B12 in order; without a publication as the catalogue knows them, nothing published."""
    return []
