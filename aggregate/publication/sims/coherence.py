"""SIMS S.15: whether figures can be compared between countries and over time, and whether they fit one another."""

from collections.abc import Iterator

from aggregate.coherence import check_coherence
from aggregate.comparison.verdicts import NONE
from aggregate.publication.core_indicators import LABELS, PUBLISHED, list_core_indicators
from aggregate.publication.passages import Grid
from aggregate.publication.records import Publication
from aggregate.publication.sims.told import Told, align, tell
from catalogue.messages import say
from catalogue.numbers import write_number


def tell_coherence(publication: Publication) -> Iterator[Told]:
    """S.15."""
    yield tell("S.15.1", *_compare_countries(publication))
    yield tell("S.15.1.1", say("CC1: does not apply, since nothing is reported by two sides."))
    yield tell("S.15.2", *_describe_breaks(publication), grids=(_list_churn(publication),))
    yield tell("S.15.2.1", _measure_length(publication))
    yield tell(
        "S.15.3",
        _describe_official(publication),
        say("A survey asks what enterprises did, also on marketplaces and through other channels; a website shows what it offers."),
    )
    yield tell("S.15.3.1", say("Does not apply: there are no figures for parts of a year."))
    yield tell("S.15.3.2", say("No figure enters national accounts; values of sales are never inferred from websites."))
    yield tell("S.15.4", *describe_coherence(publication))


def describe_coherence(publication: Publication) -> list[str]:
    """What does not fit together, or not what published tables lead one to expect, in sentences; that nothing was found, if so."""
    found = check_coherence(publication.table)
    rule = say("Each cell is estimated by itself, so that cells need not add up to their total exactly.")
    return [
        rule,
        *(found or [say("Figures were checked against one another and against what published tables lead one to expect: all fit.")]),
    ]


def _compare_countries(publication: Publication) -> Iterator[str]:
    listed = list_core_indicators(publication)
    same = [f.code for f in listed if f.status == PUBLISHED and (f.basis != LABELS or f.match == "exact")]
    if same:
        yield say(
            "Under official names: {codes}; these can be compared with other countries' figures of the same name.", codes=", ".join(same)
        )
    yield say(
        "Other indicators bear names of their own; the official item that each is, or is near to, is named beside it. Before comparing,"
        " look at the population: many countries publish enterprises with ten or more persons employed, or only those that use the"
        " Internet."
    )


def _describe_official(publication: Publication) -> str:
    """Which official figures stand beside those of the publication."""
    comparison = publication.comparison
    if comparison is None:
        return say("No official figures of another source were set beside these.")
    beside = comparison.table[comparison.table["verdict"] != NONE]
    return say(
        "Official figures stand beside these, with a test of each difference and with what differs in the definitions: {count} figures of"
        " the items {items}.",
        count=write_number(len(beside)),
        items=", ".join(dict.fromkeys(beside["item"])),
    )


def _describe_breaks(publication: Publication) -> Iterator[str]:
    if not publication.breaks:
        yield say("No break in the series is known.") if len(publication.facts.waves) > 1 else say("There is no earlier wave.")
    for found in publication.breaks:
        yield found.sentence


def _list_churn(publication: Publication) -> Grid | None:
    """What changed in the register and in what is known of websites since the wave before."""
    churn = publication.facts.churn
    if churn is None:
        return None
    parts = {
        say("Enterprises in both registers"): churn.stayed,
        say("New enterprises"): churn.born,
        say("Enterprises no more in the register"): churn.died,
        say("Of those in both: website kept"): churn.websites_kept,
        say("Website found anew"): churn.websites_new,
        say("Another website"): churn.websites_changed,
        say("Website lost"): churn.websites_lost,
    }
    header = (say("Since {wave}", wave=churn.since), say("Enterprises"))
    rows = tuple((name, write_number(count)) for name, count in parts.items() if count is not None)
    return Grid(say("What changed since the wave before"), header, rows, align(header))


def _measure_length(publication: Publication) -> str:
    """CC2: waves in the series since the last break, this one included.

    Source: ESS guidelines, CC2: J_last - J_first + 1. Breaks of register and definition count, not those of the classifier, which estimates
    from labels do not have.
    """
    facts = publication.facts
    return say(
        "CC2 = {count}: waves in a row without a break of register or definition, this one included. Waves with figures so far: {all}.",
        count=facts.comparable,
        all=max(len(facts.waves), 1),
    )
