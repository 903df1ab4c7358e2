"""Which questions are estimated, and under which names: an official name needs an exact match and labels, or a survey of its own."""

from dataclasses import dataclass

from catalogue.capabilities import load_capabilities

# Official indicators of behaviour that only survey answers can give, and the capability whose states are nearest to it.
SURVEYED = {"B7": "online_ordering"}
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

    Args:
        decided: capabilities that were decided in the wave.
        labelled: (question, source) pairs that have labels.
    """
    questions = []
    for key, meaning in load_capabilities().items():
        if key in decided:
            source = "survey" if (key, "audit") not in labelled and (key, "survey") in labelled else "audit"
            official = (meaning.official,) if meaning.match == "exact" and meaning.official in PARTNERSHIP else ()
            questions.append(Question(key, source, key, (key, *official)))
    for code, capability in SURVEYED.items():
        if (code, "survey") in labelled and capability in decided:
            questions.append(Question(code, "survey", capability, (code,)))
    return questions
