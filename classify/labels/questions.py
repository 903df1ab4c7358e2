"""What can be asked about an enterprise, and the answers that people write."""

from functools import cache

from catalogue.capabilities import load_capabilities
from catalogue.indicators import load_indicators
from catalogue.survey_questions import find_survey_question

OTHER_QUESTIONS = ("active", "in_scope", "status_ok")
"""Is the enterprise active, in scope; could its website be read as a real one (`status` of a wide file is `ok`)?"""
ALIASES = {"marketplace_sales": "marketplace_presence"}
WRITTEN = {"yes": "yes", "y": "yes", "1": "yes", "true": "yes", "no": "no", "n": "no", "0": "no", "false": "no", "unknown": "unknown"}


def find_question(text: str) -> str | None:
    """The question that a column or cell names, or None: a capability, indicator, survey question, `active`, `in_scope` or `status_ok`."""
    name = "_".join(text.strip().lower().split())
    name = ALIASES.get(name, name)
    if name in load_capabilities() or name in OTHER_QUESTIONS:
        return name
    survey = find_survey_question(name)
    return _indicators().get(name) or (survey.code if survey else None)


def find_answer(text: str) -> str | None:
    """yes, no or unknown, or None where the text is no answer."""
    return WRITTEN.get(text.strip().lower())


@cache
def _indicators() -> dict[str, str]:
    return {indicator.code.lower(): indicator.code for indicator in load_indicators()}
