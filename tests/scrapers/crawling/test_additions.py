"""A crawl is another process; it uses the additions of the store that it works on."""

from pathlib import Path

import pytest

from catalogue.additions import NOTHING, load_additions
from catalogue.errors import ProfileError
from scrapers.office import check_workbook, keep_additions
from store.additions import additions_folder
from store.opening import open_store
from store.websites import read_signals
from tests.scrapers.crawling.conftest import crawl, register_sites
from tests.scrapers.crawling.town import open_town, page, plain
from tests.scrapers.office.filling import fill

HOSTS = {"viti.co.ke": plain({"/": page("Viti", text='Tunauza viti. <a href="/t">Tenga langu</a> <img src="/lipatest-badge.png">')})}


def test_a_crawl_sees_what_the_office_added(store_path: Path, tmp_path: Path) -> None:
    register_sites(store_path, HOSTS)
    folder = additions_folder(store_path)
    mark = keep_additions(folder, check_workbook(fill(tmp_path / "a.xlsx"), NOTHING)).mark
    with open_town(HOSTS) as town:
        crawl(store_path, town)
    with open_store(store_path) as store:
        signals = read_signals(store, "KE", "2026", "viti.co.ke")
    rules = {signal.rule for signal in signals}
    assert {f"fingerprint/lipatest@1{mark}", f"word/sw@1{mark}"} <= rules
    assert load_additions(folder).mark == mark


def test_a_crawl_does_not_begin_with_additions_that_cannot_be_used(store_path: Path) -> None:
    register_sites(store_path, HOSTS)
    file = additions_folder(store_path) / "words" / "sw.toml"
    file.parent.mkdir(parents=True)
    file.write_text("[language", encoding="utf-8")
    with open_town(HOSTS) as town, pytest.raises(ProfileError, match=r"sw\.toml"):
        crawl(store_path, town)
    assert town.paths("viti.co.ke") == []
