"""Candidates from what the register and the wave before already hold, and from guesses."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from catalogue.errors import FindError
from catalogue.profiles import CountryProfile
from scrapers.finding.emails import MOST_SHARING, find_mail_sites
from scrapers.finding.finding import SOURCES, find_candidates, find_other_candidates
from scrapers.finding.guessed import propose_guessed
from scrapers.finding.guessing import Guess
from scrapers.finding.quests import Quest, Source
from store.candidates import count_lacking, count_sources, propose_websites, read_candidates, read_lacking
from store.decisions import replace_links
from store.frame import write_enterprises
from store.opening import Store
from store.records import Candidate, Enterprise, Link, Website
from store.websites import add_websites, find_website
from tests.scrapers.finding.name_server import open_names
from tests.scrapers.finding.quest import Noting, begin_quest

WAVE = ("KE", "2026")


def firm(key: str, **fields: str) -> Enterprise:
    return Enterprise(*WAVE, key, name=fields.pop("name", f"Firm {key} Ltd"), **fields)  # type: ignore[arg-type]


def proposals(store: Store) -> set[tuple[str, str, str]]:
    return {(c.enterprise_id, c.site, c.source) for c in read_candidates(store, *WAVE)}


def guess(enterprise: Enterprise, profile: CountryProfile, limit: int) -> list[Guess]:
    first = (enterprise.name or "").split()[0].lower()
    return [Guess(f"{first}.{suffix}", 0.5, "first") for suffix in ("co.ke", "com")[:limit]]


GUESSES = (Source("guess", partial(propose_guessed, guess=guess)),)


def test_the_register_proposes_its_addresses_and_the_domains_of_its_mail(store: Store) -> None:
    quest = begin_quest(store, firm("1", url="a.co.ke", site="a.co.ke"), firm("2", email="info@b.co.ke"), firm("3", email="b@gmail.com"))
    find_candidates(quest)
    assert proposals(store) == {("1", "a.co.ke", "register"), ("2", "b.co.ke", "email")}
    found = find_website(store, *WAVE, "b.co.ke")
    assert found is not None
    assert found.is_candidate


@pytest.mark.parametrize(
    ("email", "sites"),
    [
        ("info@chairs.co.ke", ["chairs.co.ke"]),
        ("INFO@Chairs.CO.KE", ["chairs.co.ke"]),
        ("info@mail.chairs.co.ke", ["chairs.co.ke"]),
        ("info@nyeri.chairs.co.ke", ["chairs.co.ke", "nyeri.chairs.co.ke"]),
        ("a@chairs.co.ke; b@tables.com, c@gmail.com", ["chairs.co.ke", "tables.com"]),
        ("info@www.chairs.co.ke", ["chairs.co.ke"]),
        ("chairs@yahoo.co.uk", []),
        ("chairs@africaonline.co.ke", []),
        ("chairs@mailinator.com", []),
        ("chairs@gmial.com", []),
        ("chairs@facebook.com", []),
        ("chairs at chairs.co.ke", []),
        ("info@localhost", []),
        ("", []),
    ],
)
def test_mail_names_the_sites_that_can_be_somebodys_own(email: str, sites: list[str]) -> None:
    assert [site for site, _ in find_mail_sites(firm("1", email=email))] == sites


def test_a_domain_from_which_too_many_write_is_nobodys(store: Store) -> None:
    told = Noting()
    crowd = [firm(f"{n}", email=f"firm{n}@accounts.co.ke") for n in range(MOST_SHARING + 1)]
    find_candidates(begin_quest(store, *crowd, firm("x", email="x@own.co.ke"), progress=told))
    assert proposals(store) == {("x", "own.co.ke", "email")}
    assert any("accounts.co.ke" in note for note in told.notes)


def test_links_of_the_wave_before_are_proposed_with_their_wave(store: Store) -> None:
    write_enterprises(store, [Enterprise("KE", "2025", key, name=key) for key in ("1", "2", "3")])
    links = [("1", "a.co.ke", "own"), ("2", "b.co.ke", "rejected"), ("3", "c.co.ke", "shared")]
    propose_websites(store, [Website("KE", "2025", site, site) for _, site, _ in links])
    replace_links(store, "KE", "2025", [Link("KE", "2025", key, site, relation, 0.9, "find@1") for key, site, relation in links])
    find_candidates(begin_quest(store, firm("1"), firm("2")))
    assert list(read_candidates(store, *WAVE)) == [Candidate("1", "a.co.ke", "earlier", 0.9, "2025")]


def test_a_second_run_proposes_the_same_and_takes_back_what_is_gone(store: Store) -> None:
    quest = begin_quest(store, firm("1", email="info@a.co.ke"))
    find_candidates(quest)
    write_enterprises(store, [firm("1", email="info@b.co.ke")])
    find_candidates(quest)
    find_candidates(quest)
    assert proposals(store) == {("1", "b.co.ke", "email")}


def test_a_source_that_breaks_off_takes_nothing_back(store: Store) -> None:
    def propose(_: object) -> Iterator[Candidate]:
        yield Candidate("1", "b.co.ke", "list", 0.5, "new.csv")
        raise FindError("damaged")

    quest = begin_quest(store, firm("1"))
    find_candidates(quest, (Source("list", lambda _: iter([Candidate("1", "a.co.ke", "list", 0.5, "new.csv")])),))
    with pytest.raises(FindError):
        find_candidates(quest, (Source("list", propose),))
    assert proposals(store) >= {("1", "a.co.ke", "list")}
    find_candidates(quest, (Source("list", lambda _: iter([Candidate("1", "c.co.ke", "list", 0.5, "new.csv")])),))
    assert proposals(store) == {("1", "c.co.ke", "list")}


def test_another_list_leaves_what_the_first_one_brought(store: Store, tmp_path: Path) -> None:
    for name, site in (("one.txt", "mazuko.co.ke"), ("two.txt", "mazuko.com"), ("one.txt", "mazuko.net")):
        (tmp_path / name).write_text(f"{site}\nzebra.co.ke\n", encoding="utf-8")
        find_candidates(begin_quest(store, firm("1", name="Mazuko Ltd"), lists=(str(tmp_path / name),)))
    assert proposals(store) == {("1", "mazuko.com", "list"), ("1", "mazuko.net", "list")}


def test_pages_on_hosts_of_many_and_hosts_of_nobody_are_left_out(store: Store) -> None:
    def propose(_: object) -> Iterator[Candidate]:
        yield Candidate("1", "facebook.com", "list")
        yield Candidate("1", "localhost", "list")
        yield Candidate("1", "a.co.ke", "list")

    report = find_candidates(begin_quest(store, firm("1")), (Source("list", propose),))[0]
    assert (report.kept, report.left_out) == (1, 2)
    assert proposals(store) == {("1", "a.co.ke", "list")}


def test_guesses_are_looked_up_only_where_that_was_allowed(store: Store) -> None:
    with open_names({"mazuko.co.ke": ("93.184.216.34",)}) as names:
        quest = begin_quest(store, firm("1", name="Mazuko Ltd"), name_server=names.address)
        assert find_candidates(quest, GUESSES)[0].is_off
        assert names.asked == []


def test_guesses_that_exist_are_proposed(store: Store) -> None:
    with open_names({"mazuko.co.ke": ("93.184.216.34",)}) as names:
        quest = begin_quest(store, firm("1", name="Mazuko Ltd"), allowed=frozenset({"dns"}), name_server=names.address)
        find_candidates(quest, GUESSES)
        assert "mazuko.com" in names.asked
    assert proposals(store) == {("1", "mazuko.co.ke", "guess")}


def test_guesses_by_all_names_that_exist_are_proposed_of_those_whose_names_may_leave(store: Store) -> None:
    known = dict.fromkeys(("mazukotraders.co.ke", "kedavo.com", "wanjirunjeri.com"), ("93.184.216.34",))
    firms = (firm("1", name="Mazuko Traders Limited", trade_name="Kedavo"), firm("2", name="Wanjiru Njeri"))
    with open_names(known) as names:
        quest = begin_quest(store, *firms, allowed=frozenset({"dns"}), name_server=names.address)
        find_candidates(quest, (Source("guess", propose_guessed),))
        assert not [name for name in names.asked if "njeri" in name]
    assert proposals(store) == {("1", "mazukotraders.co.ke", "guess"), ("1", "kedavo.com", "guess")}


def test_nothing_is_asked_about_natural_persons_and_those_who_have_a_website(store: Store) -> None:
    told = Noting()
    people = [firm("1", name="Wanjala", legal_form="Sole trader"), firm("2", name="Mazuko Ltd", url="m.co.ke", site="m.co.ke")]
    with open_names({}) as names:
        quest = begin_quest(store, *people, progress=told, allowed=frozenset({"dns"}), name_server=names.address)
        find_candidates(quest, GUESSES)
        assert names.asked == []
    assert any("told to nobody" in note for note in told.notes)


def test_who_lost_its_website_is_among_those_who_lack_one(store: Store) -> None:
    quest = begin_quest(store, firm("1", site="a.co.ke"), firm("2", site="b.co.ke"), firm("3"))
    propose_websites(store, [Website(*WAVE, site, site) for site in ("a.co.ke", "b.co.ke")])
    assert [e.enterprise_id for e in read_lacking(store, *WAVE)] == ["3"]
    replace_links(quest.store, *WAVE, [Link(*WAVE, "1", "a.co.ke", "rejected", 0.1, "find@1")])
    assert [e.enterprise_id for e in read_lacking(store, *WAVE)] == ["1", "3"]


@pytest.mark.parametrize("status", ["dns", "parked", "for_sale", "hijacked", "redirected_away", "empty"])
def test_whose_website_is_gone_lacks_one_at_the_first_failed_visit(store: Store, status: str) -> None:
    begin_quest(store, firm("1", site="a.co.ke"), firm("2", site="b.co.ke"))
    add_websites(store, [Website(*WAVE, "a.co.ke", "a.co.ke", status=status), Website(*WAVE, "b.co.ke", "b.co.ke", status="timeout")])
    assert [e.enterprise_id for e in read_lacking(store, *WAVE)] == ["1"]
    assert count_lacking(store, *WAVE) == 1


def test_another_round_asks_only_for_those_whose_website_was_seen_to_be_gone_since(store: Store) -> None:
    asked: list[list[str]] = []

    def propose(quest: Quest) -> Iterator[Candidate]:
        asked.append([e.enterprise_id for e in quest.read_lacking()])
        yield from (Candidate(key, f"{key}.co.ke", "list") for key in asked[-1])

    sources = (Source("list", propose, is_for_lacking=True), Source("email", lambda quest: pytest.fail("asked again")))
    quest = begin_quest(store, firm("1", site="old.co.ke"), firm("2", site="new.co.ke"), firm("3"))
    gone = [("old.co.ke", "2026-03-01T10:00:00Z"), ("new.co.ke", "2026-03-02T10:00:00Z")]
    add_websites(store, [Website(*WAVE, site, site, status="dns", last_attempt_at=at) for site, at in gone])
    find_candidates(quest, sources[:1])
    reports = find_other_candidates(quest, "2026-03-02T00:00:00Z", sources)
    assert asked == [["1", "2", "3"], ["2"]]
    assert [(report.key, report.kept) for report in reports] == [("list", 1)]
    assert len(proposals(store)) == 3
    assert find_other_candidates(quest, "2026-03-03T00:00:00Z", sources) == []


def test_all_sources_stand_in_one_list_and_in_the_catalogue(store: Store) -> None:
    find_candidates(begin_quest(store, firm("1", email="info@a.co.ke")))
    assert count_sources(store, *WAVE) == {("email", ""): (1, 1)}
    assert len({source.key for source in SOURCES}) == len(SOURCES)
