"""Numbers in answers: amounts of money in any unit, persons, percentages; stored in whole units of one currency."""

import re
from dataclasses import dataclass
from typing import Final

import pycountry

from catalogue.messages import say
from catalogue.survey_questions import PERCENT, PERSONS, SurveyQuestion
from classify.labels.cells import RowProblem

MULTIPLES: Final = {
    **dict.fromkeys(("thousand", "thousands", "thsd", "k", "000", "'000", "000s"), 1e3),
    **dict.fromkeys(("million", "millions", "mln", "mio", "mn"), 1e6),
    **dict.fromkeys(("billion", "billions", "bn"), 1e9),
}
PLAIN = ("persons", "percent", "%", "units", "unit", "one", "ones")
GROUPED = re.compile(r"\d{1,3}(?:([.,' \u00a0\u202f’])\d{3})(?:\1\d{3})*")
AMBIGUOUS = re.compile(r"\d{1,3},\d{3}")


@dataclass(frozen=True, slots=True)
class Unit:
    """What a written number is multiplied by, and its currency (None: not said)."""

    factor: float = 1.0
    currency: str | None = None


def read_unit(text: str) -> Unit:
    """The unit in a cell, a column's brackets or an option, such as `thousand KES`, `millions`, `EUR`.

    Raises:
        RowProblem: a word is neither a multiple nor a currency.
    """
    factor, currency = 1.0, None
    for word in re.split(r"[\s_]+", text.strip()):
        if word.lower() in MULTIPLES:
            factor *= MULTIPLES[word.lower()]
        elif pycountry.currencies.get(alpha_3=word.upper()) is not None:
            currency = word.upper()
        elif word and word.lower() not in PLAIN:
            sentence = "'{text}' is no unit we know: write a currency and, where it applies, thousand or million, such as thousand KES."
            raise RowProblem("unit", say(sentence, text=text.strip()))
    return Unit(factor, currency)


def read_amount(column: str, text: str, question: SurveyQuestion, unit: Unit) -> float:
    """The number in a cell, in whole units: persons, percent, or the unit's currency.

    Raises:
        RowProblem: it is no number, could be read in two ways, or cannot be true.
    """
    number = _read_number(column, text.strip().removesuffix("%").strip() if question.kind == PERCENT else text.strip())
    if number < 0:
        raise RowProblem(column, say("{number} is negative: such a number cannot be.", number=text.strip()))
    if question.kind == PERCENT and number > 100:
        raise RowProblem(column, say("{number} is more than 100 percent.", number=text.strip()))
    return number if question.kind in (PERCENT, PERSONS) else number * unit.factor


def _read_number(column: str, text: str) -> float:
    if AMBIGUOUS.fullmatch(text):
        sentence = "'{text}' can be read in two ways: write {whole} or {broken}."
        raise RowProblem(column, say(sentence, text=text, whole=text.replace(",", ""), broken=text.replace(",", ".")))
    plain = text
    if (found := GROUPED.fullmatch(text)) and (found[1] != "." or text.count(".") > 1):
        plain = re.sub(r"[^\d]", "", text)
    elif "," in text and "." in text:
        thousands = "," if text.rindex(".") > text.rindex(",") else "."
        plain = text.replace(thousands, "").replace(",", ".")
    elif text.count(",") == 1:
        plain = text.replace(",", ".")
    try:
        number = float(re.sub(r"[ \u00a0\u202f'’]", "", plain))
    except ValueError:
        number = float("nan")
    if not abs(number) < float("inf"):
        raise RowProblem(column, say("'{text}' is no number.", text=text))
    return number
