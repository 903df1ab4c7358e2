"""How the figures came about, in plain words for readers of a report."""

from collections.abc import Iterator

from aggregate.publication.cells import count_cells
from aggregate.publication.citing import tell_outside, tell_scope
from aggregate.publication.passages import Passage
from aggregate.publication.records import Publication
from aggregate.publication.sims.told import METHOD, SURVEYED, select_wholes
from catalogue.messages import say
from catalogue.numbers import write_day, write_number, write_share


def explain_methods(publication: Publication) -> list[Passage]:
    """How websites were found, read and decided, how people checked, how estimates and margins are made, what is missing or not shown."""
    parts = (
        (say("How websites were found"), _tell_finding(publication)),
        (say("How websites were read"), _tell_reading(publication)),
        (say("How it was decided what a website can do"), _tell_deciding()),
        (say("How people checked"), _tell_checking(publication)),
        (say("How the figures and their margins are made"), _tell_estimating(publication)),
        (say("What is not covered"), _tell_limits(publication)),
        (say("Why some figures are not shown"), _tell_hiding(publication)),
    )
    return [Passage(title, tuple(paragraphs)) for title, paragraphs in parts]


def _tell_finding(publication: Publication) -> Iterator[str]:
    yield say(
        "The starting point is the office's register of enterprises. Where it names a website, that one was taken. For the others,"
        " addresses were proposed from lists, e-mail addresses and names, and visited; a website was taken as an enterprise's own only"
        " where what stands on it (name, place, telephone, numbers) speaks for that enterprise and not for another one."
    )
    funnel = publication.facts.funnel
    if funnel.registered and funnel.linked is not None:
        yield say(
            "Of {registered} registered enterprises, {linked} ({share}) are linked to a website, a social page or a shop page in this way."
            " That nothing was found does not mean that there is nothing: such enterprises count as not known.",
            registered=write_number(funnel.registered),
            linked=write_number(funnel.linked),
            share=write_share(funnel.linked / funnel.registered),
        )


def _tell_reading(publication: Publication) -> Iterator[str]:
    yield say(
        "A program visited a few pages of each website, slowly, under the office's name, and only where the website allows programs to do"
        " so. The pages are archived at the office, so that every decision can be checked later without another visit."
    )
    funnel, provenance = publication.facts.funnel, publication.provenance
    if funnel.read is not None and funnel.linked and provenance.visited_to:
        yield say(
            "The websites of {read} enterprises could be read (last visit: {day}). Websites that are down, parked, or closed to programs"
            " were not read; nothing is concluded from that.",
            read=write_number(funnel.read),
            day=write_day(provenance.visited_to),
        )


def _tell_deciding() -> Iterator[str]:
    yield say(
        "For every website the program looks for signs: words such as “add to cart”, forms, prices, means of payment, descriptions that are"
        " written for search engines, and whether the way to an order can be walked. Several kinds of signs must agree: shop software alone"
        " makes no shop. The answer is yes, no or not known, and each one can be traced to the page and the words it rests on."
    )


def _tell_checking(publication: Publication) -> Iterator[str]:
    samples = [sample for sample in publication.facts.samples if sample.drawn]
    if not samples:
        yield say("Nobody has checked a sample yet: the figures are experimental and have no margins.")
        return
    yield say(
        "People looked at enterprises drawn by chance, also at those for which the program had found no website or decided no, and answered"
        " the same questions without seeing what the program had said."
    )
    for sample in samples:
        yield say(
            "In the sample {sample}, {answered} of {drawn} enterprises have an answer.",
            sample=sample.sample,
            answered=write_number(sample.answered),
            drawn=write_number(sample.drawn),
        )
    if publication.facts.agreed:
        yield say("Some enterprises were seen by two people; how often they agreed is told in the quality report.")


def _tell_estimating(publication: Publication) -> Iterator[str]:
    if not len(select_wholes(publication, METHOD, *SURVEYED)):
        yield say("Shares are counted among the websites that were read, and bounds tell what the others could change.")
        return
    yield say(
        "Each checked enterprise stands for others like it: of the same size, and of which the program had found the same. What people"
        " found in the sample decides how large a share is; what the program found for all enterprises only makes it more precise. The"
        " program's errors are corrected in this way, and do not become errors of the figures."
    )
    yield say(
        "Another sample drawn by chance would have given slightly different figures. The margin (95 % interval) says how different: in 95"
        " of 100 such samples it holds the true share. Letters from A (very precise) to E (use with caution) sum it up."
    )


def _tell_limits(publication: Publication) -> Iterator[str]:
    yield tell_scope(publication)
    yield say("Enterprises outside of the register, such as informal ones, are not covered, and nothing is said of them.")
    yield tell_outside(publication) or say("The share of employment outside of the register is not stated.")
    yield say(
        "A website shows what an enterprise offers, not what it sells: whether orders came, and for how much, only the enterprise knows."
        " Sales through marketplaces, messengers and direct connections between computers are seen in part or not at all."
    )


def _tell_hiding(publication: Publication) -> Iterator[str]:
    yield say(
        "Figures behind which so few enterprises stand that one could be recognised are left out, together with as many others as are"
        " needed so that they cannot be computed from totals. Figures that are too uncertain to be of use are left out too."
    )
    cells = count_cells(publication.table)
    if cells.all:
        yield say(
            "Of {all} cells of the tables, {confidential} are left out for confidentiality and {unreliable} because they are too"
            " uncertain.",
            all=write_number(cells.all),
            confidential=write_number(cells.confidential),
            unreliable=write_number(cells.unreliable),
        )
