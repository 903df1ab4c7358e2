"""Where a search service's answer holds the addresses of its results: `results[].url`, `webPages.value[].url`, `[].link`."""

import re

from catalogue.errors import CrawlError
from catalogue.messages import say

_STEP = re.compile(r"([^.\[\]]+)|(\[\])")
_PATH = re.compile(r"(?:[^.\[\]]+|\[\])(?:\.[^.\[\]]+|\[\])*")
MOST_RESULTS = 50


def read_path(text: str) -> tuple[str, ...]:
    """The steps of a path: field names, and `[]` for each entry of a list. Raises CrawlError where it is none."""
    if not _PATH.fullmatch(text.strip()):
        raise CrawlError(
            say(
                "{path} does not say where answers hold addresses: write field names with dots, and [] behind a list, as in results[].url.",
                path=text,
            )
        )
    return tuple(name or each for name, each in _STEP.findall(text.strip()))


def follow_path(answer: object, steps: tuple[str, ...]) -> list[str]:
    """The texts at the end of a path through a JSON answer, at most `MOST_RESULTS`; [] where it leads nowhere."""
    found = [answer]
    for step in steps:
        if step == "[]":
            found = [entry for value in found if isinstance(value, list) for entry in value]
        else:
            found = [value[step] for value in found if isinstance(value, dict) and step in value]
    return [value for value in found if isinstance(value, str)][:MOST_RESULTS]
