"""SIMS S.13.3.1, S.13.3.3 and S.13.3.4: who is missing in the register, on the web and among the answers; what went wrong."""

from collections.abc import Iterator

from aggregate.publication.facts import OTHERS, Asked
from aggregate.publication.passages import Grid
from aggregate.publication.records import Publication
from aggregate.publication.sims.accuracy import rate_unanswered
from aggregate.publication.sims.told import METHOD, Told, align, name_question, select_wholes, show_share, tell
from catalogue.messages import say, say_text
from catalogue.numbers import write_number, write_share
from catalogue.statuses import load_statuses


def tell_errors(publication: Publication) -> Iterator[Told]:
    """Errors of coverage, non-response and processing."""
    labelled = say(" People looked at a sample of such enterprises too, which corrects for them.") if publication.designs else ""
    yield tell("S.13.3", say("Errors of coverage, measurement, non-response, processing and models are told one by one below."))
    yield tell(
        "S.13.3.1",
        say("Under-coverage: enterprises that are not registered. Nothing can be said of them from these sources."),
        say("Websites that nobody found count as not known, never as no website.") + labelled,
    )
    yield tell("S.13.3.1.1", _measure_over_coverage(publication))
    yield tell("S.13.3.1.2", _measure_common_units(publication))
    yield tell(
        "S.13.3.3", say("Two kinds are told apart: websites that could not be read, and enterprises of the sample without an answer.")
    )
    yield tell("S.13.3.3.1", *_describe_unit_nonresponse(publication), grids=(_list_endings(publication),))
    yield tell("S.13.3.3.2", _explain_items(publication), grids=(_list_items(publication),))
    yield tell("S.13.3.4", *_describe_processing(publication))


def _measure_over_coverage(publication: Publication) -> str:
    """A2: registered enterprises that are closed, out of scope or duplicates, estimated from labels.

    Source: ESS guidelines, A2: over-coverage units over all units of the frame.
    """
    rows = select_wholes(publication, METHOD)
    found = rows[rows["indicator"] == "over_coverage"]
    if not len(found):
        return say(
            "A2: not estimated; reviewers are asked whether enterprises are active and belong to the register when a sample is reviewed."
        )
    row = found.iloc[0]
    return say(
        "A2 = {rate} (95 % interval {low} – {high}): registered enterprises that people found closed, out of scope or registered twice.",
        rate=show_share(row["value"]),
        low=show_share(row["ci_low"]),
        high=show_share(row["ci_high"]),
    )


def _measure_common_units(publication: Publication) -> str:
    """A3: enterprises that both sources hold, the register and the web, over those of the register.

    Source: ESS guidelines, A3, units common to a survey and an administrative source.
    """
    funnel = publication.facts.funnel
    if not funnel.registered or funnel.linked is None:
        return say("A3: not shown.")
    return say(
        "A3 = {rate}: {linked} of {registered} registered enterprises are linked to a website, social page or shop page.",
        rate=write_share(funnel.linked / funnel.registered),
        linked=write_number(funnel.linked),
        registered=write_number(funnel.registered),
    )


def _describe_unit_nonresponse(publication: Publication) -> Iterator[str]:
    """A4, not weighted, of the web (linked enterprises whose website was not read) and of each sample. Source: ESS guidelines, A4."""
    funnel = publication.facts.funnel
    if funnel.linked and funnel.read is not None:
        yield say(
            "A4 of websites = {rate}: of {linked} enterprises with a known website or page, {unread} could not be read or were not"
            " visited.",
            rate=write_share((funnel.linked - funnel.read) / funnel.linked),
            linked=write_number(funnel.linked),
            unread=write_number(funnel.linked - funnel.read),
        )
    for sample in publication.facts.samples:
        yield say(
            "A4 of the sample {sample} = {rate}: {answered} of {drawn} enterprises drawn have an answer.",
            sample=sample.sample,
            rate=write_share(rate_unanswered(sample)),
            answered=write_number(sample.answered),
            drawn=write_number(sample.drawn),
        )
        if sample.doubled:
            yield say(
                "In the sample {sample}, {doubled} enterprises were answered by two people, and {adjudicated} were decided by a third.",
                sample=sample.sample,
                doubled=write_number(sample.doubled),
                adjudicated=write_number(sample.adjudicated),
            )


def _list_endings(publication: Publication) -> Grid:
    """Enterprises by how the visit of their most probable website ended."""
    counts, statuses = publication.facts.funnel.by_status, load_statuses()
    header = (say("How the visit ended"), say("Enterprises"), say("Share"))
    total = sum(counts.values())
    rows = tuple(
        (
            say("Other ends, of few websites each") if status == OTHERS else say_text(statuses[status].meaning),
            write_number(count),
            write_share(count / total),
        )
        for status, count in sorted(counts.items(), key=lambda item: (item[0] == OTHERS, -item[1], item[0]))
    )
    return Grid(say("Enterprises with a known website, by how the visit of the most probable one ended"), header, rows, align(header))


def _explain_items(publication: Publication) -> str:
    if not publication.facts.questions:
        return say("A5: nobody has been asked anything yet.")
    return say(
        "A5: of the enterprises that were asked a question, the share without a yes or no, because reviewers could not tell or disagree."
    )


def _list_items(publication: Publication) -> Grid:
    """A5 by sample and question. Source: ESS guidelines, A5, not weighted."""
    header = (say("Sample"), say("Question"), say("Asked"), say("Answered"), say("A5"))
    rows = tuple(
        (q.sample, name_question(q.question), write_number(q.asked), write_number(q.told), show_share(rate_item(q)))
        for q in publication.facts.questions
    )
    return Grid(say("Item non-response by question"), header, rows, align(header, 2))


def rate_item(asked: Asked) -> float | None:
    """A5 of a question; None on fewer than ten asked."""
    return (asked.asked - asked.told) / asked.asked if asked.asked >= 10 else None


def _describe_processing(publication: Publication) -> Iterator[str]:
    register = publication.register
    if register and register.rows_read:
        yield say(
            "{rejected} of {read} rows of the register were rejected ({rate}), each with a reason that the office has seen.",
            rejected=write_number(register.rows_rejected),
            read=write_number(register.rows_read),
            rate=write_share(register.rows_rejected / register.rows_read),
        )
    yield say("All steps are done by a program and can be repeated from the archived pages; versions are told under data compilation.")
