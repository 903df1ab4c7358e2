"""What the questionnaire says beside its figures: what is asked, of which period, what is missing and why, and how figures add up."""

from collections.abc import Iterator

from aggregate.export.excel.tables import SHARE
from aggregate.export.questionnaire.answers import Answers
from aggregate.export.questionnaire.layout import ENTERPRISES, Page
from aggregate.publication.citing import tell_population
from aggregate.publication.naming import describe_indicator
from aggregate.surveys.rows import SURVEY_METHODS
from aggregate.tables.domains import KEY
from aggregate.tables.populations import POPULATIONS
from catalogue.indicators import find_indicator
from catalogue.messages import say, say_text
from catalogue.numbers import write_day, write_number, write_share


def list_heads(answers: Answers, page: Page) -> Iterator[tuple[str, str]]:
    """(label, text) of what is asked and whether it is answered."""
    indicator = find_indicator(page.indicator)
    yield say("Definition"), describe_indicator(page.indicator)[1]
    if indicator:
        yield say("Numerator"), say_text(indicator.numerator)
        yield say("Denominator"), say_text(indicator.denominator)
    yield say("Population"), tell_population(answers.publication)
    yield say("Reference period"), tell_period(answers, page.items[0])
    yield say("Answer"), tell_answer(answers, page)


def tell_period(answers: Answers, item: str) -> str:
    """Of which days or which year the figures are."""
    publication, provenance = answers.publication, answers.publication.provenance
    table = answers.tables.get((item, SHARE))
    if table and table.first["method"] in SURVEY_METHODS:
        return say("The period that the survey asked for, in wave {wave}.", wave=publication.wave)
    if table and provenance.visited_from:
        first, last = write_day(provenance.visited_from), write_day(provenance.visited_to or "")
        return say("Websites as they were between {first} and {last}.", first=first, last=last)
    return say("Wave {wave}; nothing to report.", wave=publication.wave)


def tell_answer(answers: Answers, page: Page) -> str:
    """How the indicator is answered, or why not."""
    if answers.has(page.items[0]):
        table = answers.tables[page.items[0], SHARE]
        return answers.explanations.get(page.indicator) or say("Given: {method}.", method=str(table.first["method_name"]))
    return tell_absence(answers, page.indicator)


def tell_absence(answers: Answers, code: str) -> str:
    """Why there is no figure of an indicator or question."""
    indicator = find_indicator(code)
    if code in answers.codes:
        return say("No figure: only bounds or comparisons without a margin are estimated, which stand in the tables; label a sample first.")
    if indicator is None or indicator.basis == "survey":
        reason = say_text(indicator.web_reason) if indicator else say("Websites do not show it.")
        return say("No figure: a survey is needed. {reason}", reason=reason)
    return say("No figure: {reason}", reason=answers.explanations.get(code) or say_text(indicator.web_reason))


def tell_missing(answers: Answers, item: str, page: Page, block: str, crossing: tuple[str, ...]) -> str:
    """Why a cell has no figure; empty where the register has no enterprise in it."""
    of_register = block == "denominator" and page.denominator == ENTERPRISES
    if block == "denominator" and not of_register and page.denominator not in answers.totals:
        return say("No figure: the estimates have no persons employed; a survey with numbers of persons is needed.")
    if not of_register and not answers.has(item):
        return tell_absence(answers, item)
    if crossing in answers.crossings:
        return ""
    country = answers.publication.country
    by = ",".join(name for name in crossing[2:])
    return say("No figure: the estimates are not broken down so; `ecomstat aggregate {country} --by {by}` does it.", country=country, by=by)


def list_remarks(answers: Answers, page: Page) -> Iterator[str]:
    """Notes on sums, on items without a figure, and what websites show that comes near, under its own name."""
    if answers.has(page.items[0]):
        yield say(
            "Sums: each figure is estimated by itself, so that numerators of parts need not add up to their total. Denominators are counts"
            " of the register: they add up where every part is shown. Share = numerator / denominator, up to rounding."
        )
    for item in page.items[1:]:
        if not answers.has(item):
            yield f"{item}. {describe_indicator(item)[0]}: {tell_absence(answers, item)}"
    near = [text for code in page.near if (text := _tell_near(answers, code))]
    if near:
        yield say(
            "What websites show that comes near, which is not {code} and not to be reported as it: {figures}.",
            code=page.indicator,
            figures="; ".join(near),
        )


def _tell_near(answers: Answers, code: str) -> str:
    """The national share of a capability in words, empty where it is not shown."""
    table = answers.tables.get((code, SHARE))
    register = POPULATIONS[0]
    cell = table.figures[0].get((register.name, *(register.total_of(name) for name in KEY[1:]))) if table else None
    if cell is None or cell["suppressed"]:
        return ""
    share, margin = write_share(cell["value"]), write_number(100 * cell["half_width"], 1)
    name = describe_indicator(code)[0]
    return say("{name} ({code}) {share} ± {margin}", name=name, code=code, share=share, margin=margin)
