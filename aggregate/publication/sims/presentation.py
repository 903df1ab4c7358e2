"""SIMS S.1 to S.5: who publishes, what the figures are, of whom and of when."""

from collections.abc import Iterator

from aggregate.publication.cells import find_twins
from aggregate.publication.citing import tell_outside, tell_scope
from aggregate.publication.naming import AMOUNT_METHODS, describe_indicator, name_country, name_population, name_unit
from aggregate.publication.passages import Grid
from aggregate.publication.records import Publication
from aggregate.publication.sims.told import Told, tell, tell_office
from aggregate.publication.vintages import name_vintage
from aggregate.tables.populations import IN_SCOPE
from catalogue.messages import say
from catalogue.numbers import write_day, write_number


def tell_presentation(publication: Publication) -> Iterator[Told]:
    """S.1 to S.5."""
    office = publication.facts.office
    yield tell_office("S.1.1", "office", office.name, office.contact)
    yield tell_office("S.1.2", "unit", office.unit)
    yield tell_office("S.1.6", "email", office.email)
    yield tell("S.2.3", describe_vintage(publication))
    yield from _describe_contents(publication)
    yield from _describe_units(publication)
    yield tell("S.4", *_describe_measures(publication))
    yield tell("S.5", *_describe_periods(publication))


def describe_vintage(publication: Publication) -> str:
    """Whether the figures are released, and of which day they are."""
    day = write_day(publication.made_at or "")
    if publication.release is None:
        return say("DRAFT: the figures were estimated on {day} and are not released; they may change.", day=day)
    vintage = name_vintage(publication.vintage)
    return say("Release {number} of this wave ({vintage}), of {day}.", number=publication.release.number, vintage=vintage, day=day)


def _describe_contents(publication: Publication) -> Iterator[Told]:
    twins = find_twins(publication.table)
    codes = [code for code in publication.table["indicator"].unique() if code not in twins]
    named = [(code, *describe_indicator(code)) for code in codes]
    header = (say("Code"), say("Indicator"), say("Official item"))
    listed = Grid(say("Indicators"), header, tuple((code, name, official) for code, name, _, official in named), (False,) * 3)
    yield tell(
        "S.3.1",
        say(
            "Shares and numbers of registered enterprises by what their websites can do and by their presence on the web: {count}"
            " indicators, by economic activity, size, region and other columns of the register.",
            count=write_number(len(codes)),
        ),
        say(
            "The figures describe what websites offer (for example, that a visitor can place an order), not what enterprises did (for"
            " example, that orders came): the latter is published only where enterprises were asked."
        ),
        grids=(listed,),
    )
    came = publication.register.activity_classification if publication.register else None
    yield tell(
        "S.3.2",
        say("Economic activities by ISIC Rev.4 (sections and divisions); sizes by persons employed: 0–9, 10–49, 50–249, 250 and more."),
        say("The register came in {classification} and was recoded.", classification=came) if came and came != "ISIC4" else "",
        say("Regions, urban and rural areas and the sex of owners are those of the register; nothing of them is inferred from websites."),
    )
    definitions = tuple((name, definition) for _, name, definition, _ in named if definition)
    yield tell("S.3.4", grids=(Grid(say("Definitions"), (say("Indicator"), say("Definition")), definitions, (False, False)),))


def _describe_units(publication: Publication) -> Iterator[Told]:
    register = publication.register
    scoped = say("Some figures are also given for the scope of the European survey: {population}.", population=name_population(IN_SCOPE))
    has_scope = publication.table["population"].str.startswith(IN_SCOPE).any()
    yield tell("S.3.3", say("All activities and sizes that the register holds."), scoped if has_scope else "")
    unit = name_unit(register.unit_type if register else None)
    yield tell("S.3.5", say("The statistical unit is that of the register: {unit}.", unit=unit))
    yield _describe_population(publication)
    yield tell("S.3.7", f"{name_country(publication.country)} ({publication.country})")
    waves = publication.facts.waves or (publication.wave,)
    yield tell("S.3.8", say("This wave: {wave}. Waves with figures so far: {waves}.", wave=publication.wave, waves=", ".join(waves)))
    yield tell("S.3.9", say("There is no base period: the figures are shares and numbers, not indices."))


def _describe_population(publication: Publication) -> Told:
    """S.3.6, with the share of employment outside, which only the office knows."""
    register, outside = publication.register, publication.facts.employment_outside
    size = say("The register holds {count} units.", count=write_number(register.rows_loaded)) if register else ""
    told = (
        tell_scope(publication),
        size,
        say("Enterprises outside of the register, such as informal ones, are not covered, and nothing is said of them."),
        tell_outside(publication),
    )
    missing = "" if outside is not None else say("The share of employment outside of the register is not stated.")
    return Told("S.3.6", tuple(filter(None, (*told, missing))), asks="employment-outside" if missing else "")


def _describe_measures(publication: Publication) -> Iterator[str]:
    yield say("Shares of enterprises (in files from 0 to 1, in tables and texts in percent) and numbers of enterprises.")
    yield say("The denominator is every enterprise of the cell in the register, with or without a website, unless it is stated otherwise.")
    if publication.table["method"].isin(AMOUNT_METHODS).any():
        yield say("Amounts are in whole units of the currency, or in persons, as the column unit says.")


def _describe_periods(publication: Publication) -> Iterator[str]:
    provenance, register_day = publication.provenance, publication.reference_date
    if provenance.visited_from:
        first, last = write_day(provenance.visited_from), write_day(provenance.visited_to or provenance.visited_from)
        if first == last:
            yield say("Websites are described as they were when they were visited, on {day}.", day=first)
        else:
            yield say("Websites are described as they were when they were visited, between {first} and {last}.", first=first, last=last)
    yield (
        say("The register is that of {day}.", day=write_day(register_day))
        if register_day
        else say("The day of the register is not stated.")
    )
    if publication.table["method"].str.startswith("survey").any():
        yield say("Answers of enterprises refer to the period that the question named.")
