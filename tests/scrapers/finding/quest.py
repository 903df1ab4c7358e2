"""A quest for the websites of a small register."""

from typing import Any

from catalogue.profiles import load_profile
from catalogue.progress import Quiet
from scrapers.finding.permissions import Permissions
from scrapers.finding.quests import FindOptions, Quest
from store.frame import write_enterprises
from store.opening import Store
from store.records import Enterprise


class Noting(Quiet):
    """Keeps what a user would read."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def note(self, sentence: str) -> None:
        """Kept."""
        self.notes.append(sentence)


def begin_quest(store: Store, *enterprises: Enterprise, progress: Quiet | None = None, **options: Any) -> Quest:
    """A quest in Kenya for these enterprises, with these options."""
    write_enterprises(store, enterprises)
    chosen, profile = FindOptions(**options), load_profile("KE")
    return Quest(store, "KE", "2026", profile, chosen, Permissions(profile, chosen.allowed), progress or Quiet())
