"""Why a website is taken for an enterprise's, or why none: in lines with weights that add up."""

from collections.abc import Collection

import click

from catalogue.messages import say, say_count
from classify.linking.explaining import ExplainedFinding, ExplainedPair, LinkReason
from cli.churn import REASONS
from cli.explaining import say_chance
from cli.printing import print_wrapped

LONGEST_QUOTE = 70
MOST_REJECTED = 5
LITTLE = 0.05
HOW = {
    "read": say("Verified on its pages."),
    "answers": say("The site is there, but could not be read: the link rests on what was known of it."),
    "address": say("Networks and marketplaces are not visited: who proposed the page and what it is called are all that is known."),
    "carried": say("The site did not answer: the link is carried on for one wave."),
}


def print_found_pair(pair: ExplainedPair, homes: Collection[str] = ()) -> None:
    """The sources, reasons and sum of one candidate; the line that names it stands above."""
    if pair.sources:
        print_wrapped("  " + say("Proposed by: {sources}.", sources="; ".join(pair.sources)), hanging=2)
    if pair.alias_of:
        print_wrapped("  " + say("Another address of {site}, which counts for both.", site=pair.alias_of))
    elif pair.why:
        print_wrapped("  " + say("Not taken: {why}.", why=REASONS.get(pair.why, pair.why)))
    elif pair.how in HOW:
        print_wrapped(f"  {HOW[pair.how]}")
    for reason in (r for r in pair.reasons if abs(r.weight) >= LITTLE):
        print_wrapped(f"    {reason.weight:+.1f}  {_say_reason(reason, homes)}", hanging=6)
    print_wrapped("  " + _say_sum(pair))


def print_rejected(found: ExplainedFinding) -> None:
    """The candidates that were not taken, the likeliest in full, and those that nobody compared by name."""
    rejected = [pair for pair in found.pairs if pair.link.relation == "rejected"]
    for pair in rejected[:MOST_REJECTED]:
        click.echo(
            say("\nNot its website: {site} (chance that it is: {sure})", site=pair.link.site, sure=say_chance(pair.link.probability))
        )
        print_found_pair(pair)
    if len(rejected) > MOST_REJECTED:
        sites = ", ".join(pair.link.site for pair in rejected[MOST_REJECTED:])
        print_wrapped(say("\nNot its website either: {sites}.", sites=sites))
    if found.not_compared:
        print_wrapped(say("\nProposed, but not compared: {sites}.", sites=", ".join(found.not_compared)))


def print_outcome(found: ExplainedFinding) -> None:
    """What finding came to, in one sentence with its probabilities."""
    finding = found.finding
    told = {"none": say_chance(finding.probability_none), "unseen": say_chance(finding.probability_unseen)}
    weighed = say_count("{count} candidate was weighed.", "{count} candidates were weighed.", finding.candidates)
    sentences = {
        "found": say("\nIt has a website of its own (probability: {sure}).", sure=say_chance(finding.probability)),
        "none": say("\nIt has no website of its own (probability: {none}; that it has one that no source proposed: {unseen}).", **told),
        "open": say(
            "\nNo website of its own was found, yet it may have one (probability of none: {none}; of one that no source proposed:"
            " {unseen}).",
            **told,
        ),
    }
    print_wrapped(f"{sentences[finding.outcome]} {weighed}")


def _say_reason(reason: LinkReason, homes: Collection[str]) -> str:
    quote = reason.words if len(reason.words) <= LONGEST_QUOTE else reason.words[:LONGEST_QUOTE].rstrip() + " …"
    page = say("the home page") if reason.page in homes else reason.page
    if quote and page:
        return say("“{quote}” on {page}. {why}", quote=quote, page=page, why=reason.why)
    return f"“{quote}” {reason.why}" if quote else reason.why


def _say_sum(pair: ExplainedPair) -> str:
    """The sum of what was weighed, in tenths that add up."""
    parts = (pair.start, sum(reason.weight for reason in pair.reasons), pair.beside)
    start, above, beside = (round(10 * part) for part in parts)
    told = {name: f"{tenths / 10:+.1f}" for name, tenths in (("start", start), ("above", above), ("beside", beside))}
    return say(
        "{start} before anything is known, {above} by the above, {beside} for the other candidates and none, and since nothing is ever"
        " quite sure: together {total}.",
        total=f"{(start + above + beside) / 10:+.1f}",
        **told,
    )
