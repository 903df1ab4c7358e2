"""SIMS S.6 to S.12: mandate, confidentiality, release, access, management of quality, relevance."""

from collections.abc import Iterator

from aggregate.publication.cells import count_cells
from aggregate.publication.core_indicators import NEAR, PUBLISHED, list_core_indicators
from aggregate.publication.records import Publication
from aggregate.publication.sims.told import Told, show_share, tell, tell_office
from catalogue.messages import say
from catalogue.numbers import write_day, write_number, write_share


def tell_policy(publication: Publication) -> Iterator[Told]:
    """S.6 to S.10, without the rate of completeness of this report (AC3), which is counted when all is told."""
    office = publication.facts.office
    yield tell_office("S.6", "mandate", office.mandate)
    yield tell_office("S.6.1", "legal-act", office.legal_act)
    yield tell_office("S.6.2", "sharing", office.sharing)
    safe = say("Only figures that passed the rules of disclosure control are in the files, whatever else a figure might show.")
    yield tell_office("S.7.1", "confidentiality", office.confidentiality, safe)
    yield tell("S.7.2", *_describe_treatment(publication))
    yield from _describe_release(publication)
    yield tell("S.9", _describe_frequency(publication))
    yield from _describe_access()


def tell_management(publication: Publication) -> Iterator[Told]:
    """S.11 and S.12."""
    yield tell("S.11.1", *_describe_assurance(publication))
    checks = publication.release.checks if publication.release else ()
    passed = say("Before the release {passed} of {all} checks were passed.", passed=sum(check.passed for check in checks), all=len(checks))
    yield tell("S.11.2", passed if checks else say("This is a draft: the checks that go before a release have not been made yet."))
    yield tell_office("S.12.1", "users", publication.facts.office.users)
    yield tell_office("S.12.2", "users", publication.facts.office.users and say("See user needs: no survey of users is kept here."))
    yield tell("S.12.3", _describe_core(publication))
    yield tell("S.12.3.1", *measure_completeness(publication))


def measure_completeness(publication: Publication) -> Iterator[str]:
    """R1: cells whose figure is shown over all cells that the tables have.

    Source: ESS guidelines for the implementation of the quality and performance indicators, R1: D_rel / D_required.
    """
    cells = count_cells(publication.table)
    if not cells.all:
        return
    yield say(
        "R1 = {rate}: {shown} of {all} cells of the tables have a figure; {confidential} are confidential and {unreliable} too uncertain to"
        " be shown.",
        rate=write_share(cells.shown / cells.all),
        shown=write_number(cells.shown),
        all=write_number(cells.all),
        confidential=write_number(cells.confidential),
        unreliable=write_number(cells.unreliable),
    )
    yield say(
        "A cell is one indicator of one group of enterprises, by the estimate that is meant for use; its share and its number of"
        " enterprises count once, and figures that stand beside it for comparison do not count."
    )


def measure_told(told: dict[str, Told], known: int) -> Told:
    """S.10.6.1: AC3, concepts that say something over concepts that ask for it.

    Source: ESS guidelines, AC3: metadata elements provided over those applicable.
    """
    missing = sum(found.is_missing for found in told.values())
    sentence = say(
        "AC3 = {rate}: {told} of {all} concepts of this report that apply are filled; the office has not filled the others.",
        rate=show_share((known - missing) / known),
        told=known - missing,
        all=known,
    )
    return tell("S.10.6.1", sentence)


def _describe_assurance(publication: Publication) -> Iterator[str]:
    samples = publication.facts.samples
    yield say("Every claim about a website keeps the page, the place and the words it rests on, so that it can be checked.")
    if publication.designs and samples:
        yield say(
            "People check a sample drawn by chance from all enterprises, also from those of which nothing was found, and the margins"
            " include every error that this brings to light."
        )
    if any(sample.doubled for sample in samples):
        yield say("Some enterprises are seen by two reviewers who do not see each other's answers.")


def _describe_treatment(publication: Publication) -> Iterator[str]:
    cells = count_cells(publication.table)
    yield say(
        "Figures are hidden where so few enterprises stand behind them that one could be recognised, and further figures are hidden so that"
        " the first cannot be computed from totals. With a figure its margin and its counts are hidden. The parameters of the rules"
        " are not published."
    )
    if cells.all:
        yield say(
            "{confidential} of {all} cells of the tables are hidden for confidentiality.",
            confidential=write_number(cells.confidential),
            all=write_number(cells.all),
        )


def _describe_release(publication: Publication) -> Iterator[Told]:
    office = publication.facts.office
    yield tell_office("S.8", "release-policy", office.release_policy)
    yield tell_office("S.8.1", "planned-date", office.planned and say("Announced for {day}.", day=write_day(office.planned)))
    yield tell_office("S.8.2", "calendar", office.calendar)
    licence = publication.facts.licence
    free = say("The figures may be used under the licence {licence}.", licence=licence) if licence else ""
    yield tell_office("S.8.3", "licence", free)


def _describe_frequency(publication: Publication) -> str:
    waves = publication.facts.waves or (publication.wave,)
    if len(waves) == 1:
        return say("This is the first wave; a wave can be repeated whenever the register is renewed.")
    return say("Waves so far: {waves}.", waves=", ".join(waves))


def _describe_access() -> Iterator[Told]:
    yield tell("S.10.1", say("None is made with these files; the office may write one of its own."))
    yield tell(
        "S.10.2",
        say("A report with charts and explanations (HTML, to be read on a screen or printed) can be written from the same figures."),
    )
    yield tell("S.10.3", say("The figures are written as SDMX and JSON-stat, which databases of statistics read."))
    yield tell("S.10.3.1", say("AC1: not measured here; only where the files are offered can it be counted how often they are consulted."))
    yield tell(
        "S.10.4",
        say("None. The register, the answers of reviewers and enterprises, and the archived pages stay at the office."),
    )
    yield tell("S.10.5", say("CSV with a description of its columns, Excel, SDMX, JSON-stat, and a package with checksums and provenance."))
    yield tell("S.10.5.1", say("AC2: not measured here; only where the files are offered can it be counted how often they are consulted."))
    yield tell("S.10.6", say("Methods are described in the report and in the handbook of ecomstat, formulas with their sources."))
    yield tell("S.10.7", say("This report; it is made anew with every release."))


def _describe_core(publication: Publication) -> str:
    listed = list_core_indicators(publication)
    published, near = ([found.code for found in listed if found.status == status] for status in (PUBLISHED, NEAR))
    return say(
        "Of the Partnership's core indicators on businesses (B1 to B12) published: {published}; in part, under names of their own: {near}."
        " Of the others nothing can be seen on websites, or nothing was estimated.",
        published=", ".join(published) or say("none"),
        near=", ".join(near) or say("none"),
    )
