"""An enterprise's decisions in sentences: the answer first, then what spoke for it, what against, and what stays open."""

from collections.abc import Sequence

import click

from catalogue.capabilities import load_capabilities
from catalogue.messages import say
from classify.explanation import ExplainedCapability, ExplainedReason
from cli.printing import percent

PRESENCE = ("own_website", "web_presence", "social_or_marketplace_only")
ANSWERS = {"yes": say("yes"), "no": say("no"), "unknown": say("unknown")}
LONGEST_QUOTE = 70
SURE, RATHER = 0.9, 0.7

PLACES = {
    "title": say("in the title of {page}"),
    "meta": say("in the description of {page} for search engines"),
    "heading": say("in a heading on {page}"),
    "text": say("in the text of {page}"),
    "button": say("on a button of {page}"),
    "link": say("in a link on {page}"),
    "url": say("in an address linked on {page}"),
    "image": say("in an image on {page}"),
    "form": say("in a form on {page}"),
    "script": say("in the code of {page}"),
    "structured": say("in the structured data of {page}"),
    "header": say("in the answer of the server for {page}"),
}
CAUTIONS = {
    "few_kinds": say(
        "All this is of one kind, or only the mark of a theme or plug-in: that is too little for a yes, whatever it adds up to."
    ),
    "share": say("The evidence and the country's share of websites that have this point to different answers, so that it stays open."),
    "unchecked_words": say("All this is words in running text, in a language whose words nobody has checked yet, so that it stays open."),
    "no_known_word": say("No known word was seen, and nobody has checked the words of this language yet: that is no reason for a no."),
    "nothing_seen": say("Nothing on these pages was understood, so that nothing can be said."),
}


def print_capabilities(decided: Sequence[ExplainedCapability]) -> None:
    """Prints each decision that has reasons as a paragraph, and the others together."""
    told = [d for d in decided if d.reasons or d.caution]
    linked = [d for d in decided if d.capability in PRESENCE and d.probability is not None]
    if linked:
        answers = ", ".join(f"{d.capability} {ANSWERS[d.answer]} ({percent(d.probability, 0)})" for d in linked)
        click.echo(say("\nFrom the links and visits above follows: {answers}.", answers=answers))
    for capability in sorted(told, key=lambda d: ("yes", "unknown", "no").index(d.answer)):
        _print_one(capability)
    rest = [d for d in decided if d not in told and d not in linked]
    _print_together(say("\nNothing that was read speaks for these, so that the answer is no (chance of a yes): {names}."), rest, "no")
    _print_together(say("\nNothing that was read is needed for these, so that the answer is yes: {names}."), rest, "yes")
    _print_together(say("\nUnknown, since no page could be judged: {names}."), rest, "unknown")


def _print_together(sentence: str, decided: Sequence[ExplainedCapability], answer: str) -> None:
    chosen = [d for d in decided if d.answer == answer]
    names = ", ".join(d.capability + (f" ({percent(d.probability, 0)})" if d.probability is not None else "") for d in chosen)
    if chosen:
        click.echo(sentence.format(names=names))


def _print_one(decided: ExplainedCapability) -> None:
    click.echo(f"\n{decided.capability}: {_say_answer(decided)}")
    click.echo("  " + say("Asked: {meaning}", meaning=say(load_capabilities()[decided.capability].meaning)))
    speaking = [r for r in decided.reasons if r.weight > 0]
    against = [r for r in decided.reasons if r.weight <= 0]
    heading_for = say("For it, but too little:") if decided.answer == "no" else say("For it:")
    for heading, reasons in ((heading_for, speaking), (say("Against it:"), against)):
        if reasons:
            click.echo(f"  {heading}")
        for reason in reasons:
            click.echo(f"    {reason.weight:+.1f}  {_say_reason(reason)}")
    if decided.caution:
        click.echo(f"  {CAUTIONS.get(decided.caution, decided.caution)}")
    if decided.reasons and decided.probability is not None:
        click.echo("  " + _say_sum(decided))


def _say_answer(decided: ExplainedCapability) -> str:
    """The answer in words; the probability is always that of a yes."""
    if decided.probability is None:
        return ANSWERS["unknown"]
    told = {"p": percent(decided.probability, 0)}
    if decided.answer == "unknown":
        return say("unknown (evidence alone would give {p} for yes)", **told)
    sure = max(decided.probability, 1 - decided.probability)
    if decided.answer == "yes":
        degree = say("yes") if sure >= SURE else say("yes, rather surely") if sure >= RATHER else say("yes, but just so")
    else:
        degree = say("no") if sure >= SURE else say("no, rather surely") if sure >= RATHER else say("no, but just so")
    return degree + " " + say("({p} for yes)", **told)


def _say_reason(reason: ExplainedReason) -> str:
    where = PLACES.get(reason.place, say("on {page}")).format(page=reason.page or "–")
    quote = reason.words if len(reason.words) <= LONGEST_QUOTE else reason.words[:LONGEST_QUOTE].rstrip() + " …"
    why = say(reason.why) if reason.why else reason.what
    seen = say("“{quote}” {where}.", quote=quote, where=where) if quote else say("{what}, {where}.", what=reason.what, where=where)
    return f"{seen} {why}"


def _say_sum(decided: ExplainedCapability) -> str:
    total = decided.start + sum(r.weight for r in decided.reasons) + decided.rest
    told = {"start": f"{decided.start:+.1f}", "rest": f"{decided.rest:+.1f}", "total": f"{total:+.1f}", "model": decided.model}
    if decided.rest:
        return say("Log-odds: {start} before any evidence, the above, {rest} of weaker evidence, together {total}; model {model}.", **told)
    return say("Log-odds: {start} before any evidence, the above, together {total}; model {model}.", **told)
