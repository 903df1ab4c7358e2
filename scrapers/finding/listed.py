"""What the office's own lists of domains name, as candidates."""

from collections.abc import Iterator

from catalogue.memory import COMMAND
from catalogue.profiles import CountryProfile
from scrapers.finding.lists.entries import read_list_argument
from scrapers.finding.lists.reading import open_list
from scrapers.finding.matching.proposing import propose_from_lists
from scrapers.finding.quests import FindOptions, Quest
from store.records import Candidate


def is_list_given(options: FindOptions) -> bool:
    """Whether there is a list to match with."""
    return bool(options.lists)


def list_names(options: FindOptions) -> list[str]:
    """What the given lists are called as the origins of candidates."""
    return [read_list_argument(text).path.name for text in options.lists]


def check_lists(options: FindOptions, profile: CountryProfile) -> None:
    """Reads the beginning of every list, so that one of no use is known before anybody is asked anything.

    Raises FindError as `propose_listed`.
    """
    for text in options.lists:
        next(open_list(read_list_argument(text), profile).read_entries(), None)


def propose_listed(quest: Quest) -> Iterator[Candidate]:
    """The entries of lists whose names are like those of enterprises without a website; `origin` is the list.

    Raises FindError for a list that is not there or cannot be read.
    """
    path, options = quest.store.path, quest.options
    lists = [read_list_argument(text) for text in options.lists]
    folder = path.with_name(f"{path.stem}-lists")
    return propose_from_lists(quest.read_lacking(), lists, quest.profile, folder, progress=quest.progress, memory=options.memory - COMMAND)
