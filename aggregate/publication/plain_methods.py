"""How the figures came about, in plain words for readers of a report."""

from aggregate.publication.passages import Passage
from aggregate.publication.records import Publication


def explain_methods(publication: Publication) -> list[Passage]:
    """How websites were found, read and decided, how people checked, how estimates and margins are made, what is missing or not shown."""
    return []
