"""What `find` prints: what leaves this computer, which sources were asked, and what came of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from catalogue.leaving import Leaving, load_leaves
from catalogue.linking import load_candidate_sources
from catalogue.messages import say, say_text
from cli.churn import print_churn
from cli.leaving import announce_leaving
from cli.printing import print_table
from store.candidates import count_accepted, count_lacking, count_sources
from store.opening import Store

if TYPE_CHECKING:
    from classify.linking.wave import LinkReport
    from scrapers.finding.finding import SourceReport
    from scrapers.finding.quests import FindOptions


def list_leaving(leave: str, asked: "FindOptions", country: str) -> Leaving:
    """What a leave tells others of an enterprise: a search service exactly the fields that its address and question hold."""
    from catalogue.profiles import load_profile
    from scrapers.finding.searching.source import list_leaving as list_search_fields

    tells = list_search_fields(asked, load_profile(country)) if leave == "search" and asked.search else load_leaves()[leave].tells
    where = _host_of(asked.search) if leave == "search" else asked.name_server or say("this computer's name server")
    return Leaving(leave, tuple(tells), where)


def announce_leaves(store: Store, country: str, wave: str, asked: "FindOptions") -> None:
    """Says of every source that tells others something what it tells, or that it is off and what it would add."""
    from scrapers.finding.finding import SOURCES

    lacking = count_lacking(store, country, wave)
    for source in SOURCES:
        entry = load_candidate_sources()[source.key]
        if not entry.leave:
            continue
        leaving = list_leaving(entry.leave, asked, country)
        if entry.leave in asked.allowed and source.is_wanted(asked):
            announce_leaving(leaving)
        elif entry.leave not in asked.allowed:
            click.echo(
                say(
                    "Off: {source} (enterprises without a website: {count}). It would tell others: {fields}."
                    " --allow-disclosure {leave} allows it.",
                    source=say_text(entry.name),
                    count=lacking,
                    fields=", ".join(map(say, leaving.tells)),
                    leave=entry.leave,
                )
            )


def _host_of(address: str | None) -> str:
    from urllib.parse import urlsplit

    return urlsplit(address or "").hostname or "–"


def print_found(store: Store, country: str, wave: str, reports: Sequence["SourceReport"], links: "LinkReport") -> None:
    """The table of sources, how many enterprises have a website, and what to do next."""
    from classify.linking.churn import count_churn

    accepted, counts = count_accepted(store, country, wave), count_sources(store, country, wave)
    names = load_candidate_sources()
    order = list(names)
    rows = [
        [say_text(names[key].name) + (f": {origin}" if origin else ""), candidates, units, accepted.get((key, origin), 0)]
        for (key, origin), (units, candidates) in sorted(counts.items(), key=lambda entry: (order.index(entry[0][0]), entry[0][1]))
    ]
    print_table([say("Source"), say("Candidates"), say("Enterprises"), say("Accepted")], rows)
    if left_out := sum(report.left_out for report in reports):
        click.echo(say("{count} proposals were left out: hosts on which nobody has a page of their own.", count=left_out))
    if (churn := count_churn(store, country, wave)) is not None:
        print_churn(churn)
    found, none, doubt = (links.outcomes.get(outcome, 0) for outcome in ("found", "none", "open"))
    click.echo(
        say(
            "Enterprises with a website: {found}; with none: {none}; in doubt: {doubt}. Next: ecomstat crawl {country}",
            found=found,
            none=none,
            doubt=doubt,
            country=country,
        )
    )
