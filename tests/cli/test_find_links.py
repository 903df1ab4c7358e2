"""`ecomstat find` where only another website and a search service know of an enterprise's, against servers on this machine."""

from pathlib import Path

import pytest

from store.decisions import read_links
from store.frame import write_enterprises
from store.opening import open_store
from store.records import Enterprise, Website
from store.runs import read_runs
from store.settings import write_setting
from store.websites import add_websites
from tests.cli.test_find import find
from tests.scrapers.crawling.town import Host, open_town, plain
from tests.scrapers.finding.searching.service import serving

WAVE = ("KE", "2026")
ZULEKA, POMBAZI, TANDALA = "+254 722 845 113", "+254 733 901 224", "+254 711 300 471"


def business(name: str, phone: str, place: str, more: str = "") -> Host:
    words = "We make and sell what the region needs, and deliver it. Our doors are open on every working day; come and see what we make."
    foot = f"<footer>© 2026 {name}, P.O. Box 12, {place}. Phone {phone}</footer>"
    return plain({"/": f"<!doctype html><html lang=en><title>{name}</title><h1>{name}</h1><p>{words}</p>{more}{foot}</html>"})


GROUP = (
    "<h2>Our companies</h2><ul><li><a href='http://zlk.co.ke/'>Zuleka Bakery Limited</a></ul><a href='https://facebook.com/tandala'>f</a>"
)
HOSTS = {
    "tandala.co.ke": business("Tandala Holdings Ltd", TANDALA, "Nyeri", GROUP),
    "zlk.co.ke": business("Zuleka Bakery Ltd", ZULEKA, "Thika"),
    "pmbz.co.ke": business("Pombazi Tyres Ltd", POMBAZI, "Kisumu"),
}
REGISTER = [
    Enterprise(
        *WAVE, "1", "Tandala Holdings Ltd", phone=TANDALA, place="Nyeri", url="tandala.co.ke", site="tandala.co.ke", size_class="S10T49"
    ),
    Enterprise(*WAVE, "2", "Zuleka Bakery Ltd", phone=ZULEKA, place="Thika", size_class="S10T49"),
    Enterprise(*WAVE, "3", "Pombazi Tyres Ltd", phone=POMBAZI, place="Kisumu", size_class="S10T49"),
    Enterprise(*WAVE, "4", "Asha Mwende", place="Voi", legal_form="Sole proprietorship"),
]


def make_register(path: Path) -> Path:
    with open_store(path) as store:
        write_enterprises(store, REGISTER)
        add_websites(store, [Website(*WAVE, "tandala.co.ke", "tandala.co.ke", start_url="http://tandala.co.ke")])
        write_setting(store, "contact_url", "https://stats.example/contact")
    return path


def test_a_group_and_a_search_lead_to_websites_in_one_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ECOMSTAT_SEARCH_KEY", "k3y")
    db = make_register(tmp_path / "e.db")
    with open_town({spelt: host for name, host in HOSTS.items() for spelt in (name, f"www.{name}")}) as town, serving() as service:
        service.answers = {"Pombazi Tyres Ltd Kisumu": ["https://www.yelp.com/biz/pombazi", "http://pmbz.co.ke/tyres"]}
        options = ("--connect-to", town.address, "--allow-private", "--delay", "0", "--search-seconds", "0")
        for _ in range(2):
            code, printed = find(db, *options, "--allow-disclosure", "search", "--search", service.address)
            assert code == 0, printed
        assert sorted(service.asked) == ["Pombazi Tyres Ltd Kisumu", "Zuleka Bakery Ltd Thika"]
    with open_store(db) as store:
        relations = {(link.enterprise_id, link.site): link.relation for link in read_links(store, *WAVE) if link.relation != "rejected"}
        noted = [run for run in read_runs(store) if run.command == "find"]
    assert relations == {
        ("1", "tandala.co.ke"): "own", ("1", "facebook.com/tandala"): "social", ("2", "zlk.co.ke"): "own", ("3", "pmbz.co.ke"): "own",
    }  # fmt: skip
    assert all("k3y" not in str(run) for run in noted)
    assert [run.arguments["disclosed"] for run in noted] == [{"search": ["trade_name", "name", "place"]}] * 2


def test_exactly_the_fields_of_the_question_and_the_address_are_told_and_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ECOMSTAT_SEARCH_KEY", "k3y")
    monkeypatch.setattr("cli.seeking._Chain._visit", lambda _: None)
    db = make_register(tmp_path / "e.db")
    with serving() as service:
        address = f"{service.address}&cc={{country}}"
        options = ("--allow-private", "--search-seconds", "0", "--search-query", "{legal_name} shop")
        code, printed = find(db, "--allow-disclosure", "search", "--search", address, *options)
        assert sorted(service.asked) == ["Pombazi Tyres Ltd shop", "Zuleka Bakery Ltd shop"]
    assert (code, "for search: name, country; to 127.0.0.1." in printed) == (0, True), printed
    with open_store(db) as store:
        assert read_runs(store)[0].arguments["disclosed"] == {"search": ["name", "country"]}


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("ECOMSTAT_SEARCH_KEY", "k3y")
    db = make_register(tmp_path / "e.db")
    (tmp_path / "e-search").write_text("", encoding="utf-8")
    with serving() as service:
        code, _ = find(db, "--allow-private", "--allow-disclosure", "search", "--search", service.address)
        assert service.asked == []
    error = capsys.readouterr().err
    assert (code, "e-search cannot be used" in error, "did not foresee" in error) == (1, True, False), error


@pytest.mark.parametrize("leave", [(), ("--allow-disclosure", "search")])
def test_a_key_in_plain_sight_is_refused_before_anything_is_noted(
    tmp_path: Path, leave: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    db = make_register(tmp_path / "e.db")
    code, printed = find(db, *leave, "--search", "https://api.example.com/?q={query}&key=abc123")
    assert code == 1
    assert "environment" in (error := capsys.readouterr().err)
    with open_store(db) as store:
        assert "abc123" not in f"{error} {printed} {read_runs(store)}"
