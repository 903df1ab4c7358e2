"""`ecomstat explain`: why an enterprise was decided so."""

import click

from catalogue.errors import StoreError
from catalogue.messages import say, say_text
from catalogue.statuses import load_statuses
from classify.explanation import ExplainedLink, Explanation, explain
from cli.explaining import print_capabilities, say_chance
from cli.explaining_links import print_found_pair, print_outcome, print_rejected
from cli.session import Session, country_argument, with_session
from store.frame import read_frame_columns
from store.opening import Store

READ = "ok"


@click.command(help=say("Why an enterprise was decided so: page, place, words, weight, and why a website is taken for its own."))
@country_argument
@click.argument("enterprise")
@with_session
def command(session: Session, country: str, enterprise: str) -> None:
    """Prints the explanation of one enterprise."""
    enterprise = enterprise.strip()
    with session.open() as store:
        wave = session.begin(store, country)
        explanation = explain(store, country, wave, enterprise)
        similar = [] if explanation else _find_similar(store, country, wave, enterprise)
    if explanation is None:
        raise StoreError(_say_unknown(enterprise, similar))
    _print_enterprise(explanation)
    _print_links(explanation)
    print_capabilities(explanation.capabilities, _find_homes(explanation))


def _print_links(explanation: Explanation) -> None:
    found, homes = explanation.found, _find_homes(explanation)
    pairs = {pair.link.site: pair for pair in found.pairs} if found else {}
    for link in explanation.links:
        _print_link(link)
        if pair := pairs.get(link.link.site):
            print_found_pair(pair, homes)
    if not explanation.links:
        click.echo(say("No website is known, so nothing was decided: the estimate rests on the reviewed sample here."))
    if found is not None:
        print_rejected(found)
        print_outcome(found)


def _find_similar(store: Store, country: str, wave: str, enterprise: str) -> list[str]:
    """Ids that differ in leading zeros only, which spreadsheets take away."""
    bare = enterprise.strip().lstrip("0")
    return [key for key in read_frame_columns(store, country, wave, ["enterprise_id"])["enterprise_id"] if bare and key.lstrip("0") == bare]


def _say_unknown(enterprise: str, similar: list[str]) -> str:
    if similar:
        return say(
            "The register holds no enterprise {id} in this wave. Did you mean {others}?", id=enterprise, others=", ".join(similar[:5])
        )
    return say("The register holds no enterprise '{id}' in this wave: check the id, as it stands in the register's file.", id=enterprise)


def _print_enterprise(explanation: Explanation) -> None:
    enterprise = explanation.enterprise
    facts = {
        say("place"): enterprise.place,
        say("region"): enterprise.region,
        say("activity"): enterprise.activity,
        say("size class"): enterprise.size_class,
    }
    known = ", ".join(f"{name} {fact}" for name, fact in facts.items() if fact)
    click.echo(say("{name} ({id}): {facts}", name=enterprise.name or "–", id=enterprise.enterprise_id, facts=known))


def _find_homes(explanation: Explanation) -> set[str]:
    """The addresses of the home page; none where there are several websites, so that every page keeps its address."""
    if len(explanation.links) != 1:
        return set()
    site = explanation.links[0].link.site
    return {f"{scheme}://{www}{site}/" for scheme in ("http", "https") for www in ("", "www.")}


def _print_link(link: ExplainedLink) -> None:
    sure = say_chance(link.link.probability)
    click.echo(say("\nWebsite {site} ({relation}, {sure} sure)", site=link.link.site, relation=link.link.relation, sure=sure))
    click.echo(f"  {link.evidence}")
    website = link.website
    if website is None:
        return
    if website.status == READ:
        languages = " ".join(website.languages) or "–"
        click.echo("  " + say("Visited and read. Pages: {pages}; languages: {languages}.", pages=website.page_count, languages=languages))
    else:
        status = website.status + (f" ({website.reason})" if website.reason else "")
        meaning = say_text(load_statuses()[website.status].meaning)
        click.echo("  " + say("Visited, but not read: {status}. {meaning}", status=status, meaning=meaning))
