"""What may be said of websites in languages whose words nobody has checked."""

from functools import cache

from catalogue.words import TRUSTED, list_languages
from classify.evidence import SignalsByKind, Weighed
from store.records import Website

RUNNING_TEXT = "text"


def allow_answer(answer: str, website: Website, signals: SignalsByKind, weighed: Weighed) -> str:
    """The answer, or unknown where it rests on words that nobody has checked.

    In a language that is neither measured nor checked, a yes needs more than words in running text (a form, a button, a link, structured
    data, a service); and where no known word was seen on the whole website, their lack is no reason for a no.
    """
    if _is_trusted(website):
        return answer
    if answer == "no" and not signals.get("word"):
        return "unknown"
    if answer == "yes" and all(r.kind == "word" and r.place == RUNNING_TEXT for r in weighed.reasons if r.weight > 0):
        return "unknown"
    return answer


def _is_trusted(website: Website) -> bool:
    return not _trusted_languages().isdisjoint(website.languages)


@cache
def _trusted_languages() -> frozenset[str]:
    return frozenset(language for language, standing in list_languages().items() if standing in TRUSTED)
