"""Which questions are estimated, and under which names: an official name needs an exact match and labels, or a survey of its own."""

from collections.abc import Container
from dataclasses import dataclass

from catalogue.capabilities import load_capabilities
from catalogue.survey_questions import SurveyQuestion, load_survey_questions

PARTNERSHIP = {f"B{i}" for i in range(1, 13)}


@dataclass(frozen=True, slots=True)
class Question:
    """A question to enterprises: whose labels answer it, whose states explain it, and the indicators published from it."""

    question: str
    source: str
    capability: str
    names: tuple[str, ...]

    @property
    def is_capability(self) -> bool:
        """Whether the crawl alone says something of it."""
        return self.question == self.capability


def list_questions(decided: set[str], labelled: set[tuple[str, str]]) -> list[Question]:
    """Questions on every capability decided, audit labels before survey ones, then surveyed behaviour; in the catalogue's order.

    Where a survey asked for an official indicator itself, the capability seen on the web is not published under its name.

    Args:
        decided: capabilities that were decided in the wave.
        labelled: (question, source) pairs that have labels.
    """
    questions = []
    for key, meaning in load_capabilities().items():
        if key in decided:
            source = "survey" if (key, "audit") not in labelled and (key, "survey") in labelled else "audit"
            official = (meaning.official,) if meaning.match == "exact" and meaning.official in PARTNERSHIP else ()
            official = () if any((name, "survey") in labelled for name in official) else official
            questions.append(Question(key, source, key, (key, *official)))
    for code, asked in load_survey_questions().items():
        if (code, "survey") in labelled and asked.capability is not None and is_estimated_by_state(asked, decided):
            questions.append(Question(code, "survey", asked.capability, (code,)))
    return questions


def is_estimated_by_state(question: SurveyQuestion, decided: Container[str]) -> bool:
    """Whether a survey question, asked of a sample that we drew, is estimated as capabilities are: yes or no, with states nearest to it."""
    return not question.is_number and question.capability is not None and question.capability in decided
