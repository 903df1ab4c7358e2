"""`ecomstat explain`: why an enterprise was decided so."""

import click

from catalogue.capabilities import load_capabilities
from catalogue.errors import StoreError
from catalogue.messages import say
from classify.explanation import ExplainedCapability, ExplainedLink, Explanation, explain
from cli.printing import percent
from cli.session import Session, country_argument, with_session
from store.frame import read_frame_columns
from store.opening import Store


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
    for link in explanation.links:
        _print_link(link)
    if not explanation.links:
        click.echo(say("No website is known, so nothing was decided: the estimate rests on the reviewed sample here."))
    for capability in explanation.capabilities:
        _print_capability(capability)


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
    facts = (enterprise.place, enterprise.region, enterprise.activity, enterprise.size_class)
    known = ", ".join(str(fact) for fact in facts if fact)
    click.echo(say("{name} ({id}): {facts}", name=enterprise.name or "–", id=enterprise.enterprise_id, facts=known))


def _print_link(link: ExplainedLink) -> None:
    sure = percent(link.link.probability, 0)
    click.echo(say("\nWebsite {site} ({relation}, {sure} sure)", site=link.link.site, relation=link.link.relation, sure=sure))
    click.echo(f"  {link.evidence}")
    if link.website is not None:
        reason = f" ({link.website.reason})" if link.website.reason else ""
        click.echo(
            "  " + say("Visit: {status}{reason}, {pages} pages.", status=link.website.status, reason=reason, pages=link.website.page_count)
        )


def _print_capability(decided: ExplainedCapability) -> None:
    answers = {"yes": say("yes"), "no": say("no"), "unknown": say("unknown")}
    click.echo(f"\n{decided.capability}: {answers[decided.answer]} ({percent(decided.probability, 0)})")
    click.echo(f"  {load_capabilities()[decided.capability].meaning}")
    for reason in decided.reasons:
        click.echo(f"  {reason.weight:+.1f}  {reason.what}  {reason.place}  {reason.page}")
        if reason.words:
            click.echo(f"        “{reason.words}”")
