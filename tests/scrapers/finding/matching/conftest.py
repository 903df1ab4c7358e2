"""Lists and registers of invented names, matched in a folder of the test's own."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from catalogue.profiles import load_profile
from scrapers.finding.lists.entries import ListFile
from scrapers.finding.matching.proposing import propose_from_lists
from store.records import Candidate, Enterprise

Match = Callable[..., list[Candidate]]


@pytest.fixture
def match(tmp_path: Path) -> Match:
    """match(names or enterprises, text of a list, …): the candidates."""

    def match_all(register: Iterable[str | Enterprise], text: str, country: str = "KE", **options: object) -> list[Candidate]:
        path = tmp_path / "list.txt"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
        enterprises = [Enterprise(country, "2026", one, one) if isinstance(one, str) else one for one in register]
        return list(propose_from_lists(enterprises, [ListFile(path)], load_profile(country), tmp_path / "lists", **options))  # type: ignore[arg-type]

    return match_all
