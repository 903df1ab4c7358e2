"""An enterprise's decisions in sentences: the answer first, then what spoke for it, what against, and what stays open."""

from collections.abc import Collection, Sequence

import click

from catalogue.capabilities import load_capabilities
from catalogue.messages import say, say_text
from classify.explanation import ExplainedCapability, ExplainedReason
from cli.printing import percent, print_wrapped

MAIN = "online_ordering"
PRESENCE = ("own_website", "web_presence", "social_or_marketplace_only")
ANSWERS = {"yes": say("yes"), "no": say("no"), "unknown": say("unknown")}
LONGEST_QUOTE = 70
SURE, RATHER = 0.9, 0.7
LITTLE = 1.5
"""Log-odds below which no single piece of evidence is worth a paragraph of its own where the answer is a sure no."""

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


def print_capabilities(decided: Sequence[ExplainedCapability], homes: Collection[str] = ()) -> None:
    """Prints the answers in short, then each decision that has reasons as a paragraph, and the others together; `homes`: addresses of
    the home page.
    """
    if not decided:
        return
    decided = sorted(decided, key=lambda d: list(load_capabilities()).index(d.capability))
    _print_short(decided)
    told = [d for d in decided if d.reasons or d.caution]
    linked = [d for d in decided if d.capability in PRESENCE and d.probability is not None]
    if linked:
        answers = ", ".join(f"{d.capability} {ANSWERS[d.answer]} ({say_chance(d.probability)})" for d in linked)
        print_wrapped(say("From the links and visits above follows: {answers}.", answers=answers))
    little = [d for d in told if _is_clear_no(d)]
    for capability in sorted((d for d in told if d not in little), key=lambda d: ("yes", "unknown", "no").index(d.answer)):
        _print_one(capability, homes)
    _print_little(little, homes)
    rest = [d for d in decided if d not in told and d not in linked]
    _print_together(say("\nNothing that was read speaks for these, so that the answer is no (chance of a yes): {names}."), rest, "no")
    _print_together(say("\nNothing that was read is needed for these, so that the answer is yes: {names}."), rest, "yes")
    _print_together(say("\nUnknown, since no page could be judged: {names}."), rest, "unknown")
    if told:
        print_wrapped(say("\nHow to read the figures: +0.7 doubles the odds of a yes, -0.7 halves them (log-odds, rounded)."))
    print_wrapped(say("Decided by {models}.", models=", ".join(sorted({d.model for d in decided}))))


def _print_short(decided: Sequence[ExplainedCapability]) -> None:
    click.echo()
    for heading, answer in ((say("yes"), "yes"), (say("unknown"), "unknown"), (say("no"), "no")):
        if names := ", ".join(d.capability for d in decided if d.answer == answer):
            print_wrapped(say("In short, {answer}: {names}.", answer=heading, names=names), hanging=2)


def _is_clear_no(decided: ExplainedCapability) -> bool:
    """Whether the answer is a sure no of which little was seen; the main question always has a paragraph."""
    sure = decided.answer == "no" and not decided.caution and (decided.probability or 0) <= 1 - SURE
    return sure and decided.capability != MAIN and all(abs(reason.weight) < LITTLE for reason in decided.reasons)


def _print_little(decided: Sequence[ExplainedCapability], homes: Collection[str]) -> None:
    if decided:
        print_wrapped(say("\nLittle was seen that bears on these, so that the answer is no:"))
    for capability in decided:
        click.echo(f"  {capability.capability}: {_say_answer(capability)}")
        _print_reasons(capability.reasons, homes)


def _print_together(sentence: str, decided: Sequence[ExplainedCapability], answer: str) -> None:
    chosen = [d for d in decided if d.answer == answer]
    names = ", ".join(d.capability + (f" ({say_chance(d.probability)})" if d.probability is not None else "") for d in chosen)
    if chosen:
        print_wrapped(sentence.format(names=names))


def _print_one(decided: ExplainedCapability, homes: Collection[str]) -> None:
    click.echo(f"\n{decided.capability}: {_say_answer(decided)}")
    print_wrapped("  " + say("Asked: {meaning}", meaning=say_text(load_capabilities()[decided.capability].meaning)))
    speaking = [r for r in decided.reasons if r.weight > 0]
    against = [r for r in decided.reasons if r.weight <= 0]
    heading_for = say("For it, but too little:") if decided.answer == "no" else say("For it:")
    for heading, reasons in ((heading_for, speaking), (say("Against it:"), against)):
        if reasons:
            click.echo(f"  {heading}")
        _print_reasons(reasons, homes)
    if decided.caution:
        print_wrapped(f"  {CAUTIONS.get(decided.caution, decided.caution)}")
    if decided.reasons and decided.probability is not None:
        print_wrapped("  " + _say_sum(decided))


def _print_reasons(reasons: Sequence[ExplainedReason], homes: Collection[str]) -> None:
    """A line for each; what was quoted in the line before is not quoted again."""
    before = ""
    for reason in reasons:
        seen, why = _say_seen(reason, homes), say_text(reason.why) if reason.why else reason.what
        print_wrapped(
            f"    {reason.weight:+.1f}  " + (say("The same again: {why}", why=why) if seen == before else f"{seen} {why}"), hanging=6
        )
        before = seen


def _say_answer(decided: ExplainedCapability) -> str:
    """The answer in words; the probability is always that of a yes."""
    if decided.probability is None:
        return ANSWERS["unknown"]
    told = {"p": say_chance(decided.probability)}
    if decided.caution == "share":
        return say("unknown ({p} for yes, which does not settle it)", **told)
    if decided.answer == "unknown":
        return say("unknown (evidence alone would give {p} for yes)", **told)
    sure = max(decided.probability, 1 - decided.probability)
    if decided.answer == "yes":
        degree = say("yes") if sure >= SURE else say("yes, rather surely") if sure >= RATHER else say("yes, but just so")
    else:
        degree = say("no") if sure >= SURE else say("no, rather surely") if sure >= RATHER else say("no, but just so")
    return degree + " " + say("({p} for yes)", **told)


def say_chance(probability: float | None) -> str:
    """A probability in whole per cent; nothing is ever quite sure."""
    if probability is not None and probability > 0.995:
        return say("over 99 %")
    return say("under 1 %") if probability is not None and probability < 0.005 else percent(probability, 0)


def _say_seen(reason: ExplainedReason, homes: Collection[str]) -> str:
    page = say("the home page") if reason.page in homes else reason.page or "–"
    where = PLACES.get(reason.place, say("on {page}")).format(page=page)
    quote = reason.words if len(reason.words) <= LONGEST_QUOTE else reason.words[:LONGEST_QUOTE].rstrip() + " …"
    return say("“{quote}” {where}.", quote=quote, where=where) if quote else say("{what}, {where}.", what=reason.what, where=where)


def _say_sum(decided: ExplainedCapability) -> str:
    """The sum of what was weighed, in tenths that add up."""
    start, above, rest = (round(10 * part) for part in (decided.start, sum(r.weight for r in decided.reasons), decided.rest))
    told = {
        name: f"{tenths / 10:+.1f}"
        for name, tenths in (("start", start), ("above", above), ("rest", rest), ("total", start + above + rest))
    }
    if decided.rest:
        return say("{start} before anything is seen, {above} by the above, {rest} by weaker evidence: together {total}.", **told)
    return say("{start} before anything is seen, {above} by the above: together {total}.", **told)
