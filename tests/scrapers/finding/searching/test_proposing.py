"""Candidates from a search service."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from catalogue.errors import CrawlError
from catalogue.profiles import load_profile
from catalogue.tables import load_table
from scrapers.finding.searching.kept_answers import KeptAnswers, place_answers
from scrapers.finding.searching.proposing import COMMON, MOST_RESULTS, describe_leaving, propose_searched
from scrapers.finding.searching.queries import FILE, find_template, name_fields, write_query
from scrapers.finding.searching.services import SearchStopped, read_service
from store.records import Candidate, Enterprise

KE = load_profile("KE")
SERVICE = read_service("https://api.search.example.com/?q={query}", environment={})


class Spoken:
    """A search source that answers from a table, and stops after so many questions."""

    name = "api.search.example.com"

    def __init__(self, answers: Mapping[str, tuple[str, ...]], most: int = 1000) -> None:
        self.answers, self.most, self.asked = answers, most, list[str]()

    def ask(self, query: str) -> tuple[str, ...]:
        if len(self.asked) == self.most:
            raise SearchStopped("the quota is used up")
        self.asked.append(query)
        return self.answers.get(query, ())


def enterprise(number: int, name: str, **others: str) -> Enterprise:
    return Enterprise("KE", "2026", str(number), name, **others)  # type: ignore[arg-type]


def search(path: Path, enterprises: Iterable[Enterprise], source: Spoken) -> list[Candidate]:
    with KeptAnswers(path, SERVICE) as kept:
        return list(propose_searched(enterprises, source, kept, "{name} {place}", KE, lambda e: e.legal_form != "sole trader"))


def test_results_become_candidates_without_directories_and_strangers_profiles(tmp_path: Path) -> None:
    results = (
        "https://www.yelp.com/biz/zuleka-bakery", "https://www.facebook.com/somebody.else", "https://www.facebook.com/ZulekaBakery",
        "https://zulekabakery.co.ke/about", "https://www.google.com/maps/place/x", "https://bread.example.co.ke/", "no address",
    )  # fmt: skip
    found = search(
        tmp_path / "a.jsonl", [enterprise(1, "Zuleka Bakery Ltd", place="Nakuru")], Spoken({"Zuleka Bakery Ltd Nakuru": results})
    )
    assert [c.site for c in found] == ["facebook.com/zulekabakery", "zulekabakery.co.ke", "bread.example.co.ke"]
    assert {(c.source, c.origin) for c in found} == {("search", "api.search.example.com")}
    assert [c.score for c in found] == [0.8, 0.74, 0.384]  # 1-.4*.5, 1-(1-.48)*.5, .6*.64


def test_natural_persons_never_leave(tmp_path: Path) -> None:
    source = Spoken({})
    search(tmp_path / "a.jsonl", [enterprise(1, "Asha Mwende", legal_form="sole trader"), enterprise(2, "Zuleka Ltd")], source)
    assert source.asked == ["Zuleka Ltd"]


def test_what_was_answered_is_not_asked_again_and_the_rest_is_where_the_service_stopped(tmp_path: Path) -> None:
    path = place_answers(tmp_path / "ecomstat.db", "2026/1")
    assert path == tmp_path / "ecomstat-search" / "2026_1.jsonl"
    firms = [enterprise(number, f"Firm {number}") for number in range(4)]
    answers = {f"Firm {number}": (f"http://firm{number}.co.ke/",) for number in range(4)}
    first, second = Spoken(answers, most=2), Spoken(answers)
    assert [c.site for c in search(path, firms, first)] == ["firm0.co.ke", "firm1.co.ke"]
    assert len(search(path, firms, second)) == 4
    assert second.asked == ["Firm 2", "Firm 3"]


def test_a_line_that_broke_off_is_asked_again(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    search(path, [enterprise(1, "Firm 1"), enterprise(2, "Firm 2")], Spoken({}))
    path.write_bytes(path.read_bytes()[:-20])
    source = Spoken({"Firm 2": ("http://f.co.ke/",)})
    assert len(search(path, [enterprise(1, "Firm 1"), enterprise(2, "Firm 2")], source)) == 1
    assert source.asked == ["Firm 2"]
    assert len(search(path, [enterprise(2, "Firm 2")], Spoken({}, most=0))) == 1


def test_no_name_and_no_key_is_written_beside_the_store(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    service = read_service("https://a.example.com/?q={query}&key={key}", environment={"ECOMSTAT_SEARCH_KEY": "s3cr3t"})
    with KeptAnswers(path, service) as kept:
        kept.keep("Zuleka Bakery", ["http://a.co.ke/"])
    assert "Zuleka" not in path.read_text(encoding="utf-8")
    assert "s3cr3t" not in path.read_text(encoding="utf-8")


def test_another_service_or_question_is_asked_anew(tmp_path: Path) -> None:
    path, other = tmp_path / "a.jsonl", read_service("https://b.example.com/?q={query}", environment={})
    with KeptAnswers(path, SERVICE) as kept:
        kept.keep("x", [])
        assert kept.find("x") == ()
        assert kept.find("y") is None
    with KeptAnswers(path, other) as kept:
        assert kept.find("x") is None


def test_a_site_found_for_everybody_is_a_directory_but_a_chain_bears_the_name(tmp_path: Path) -> None:
    firms = [enterprise(number, "Zuleka Bakery", place=f"Town {number}") for number in range(COMMON + 5)]
    answers = {f"Zuleka Bakery Town {number}": ("http://allfirms.co.ke/x", "http://zulekabakery.co.ke/") for number in range(COMMON + 5)}
    found = search(tmp_path / "a.jsonl", firms, Spoken(answers))
    assert sum(c.site == "allfirms.co.ke" for c in found) == COMMON
    assert sum(c.site == "zulekabakery.co.ke" for c in found) == COMMON + 5


def test_only_the_first_sites_are_proposed(tmp_path: Path) -> None:
    results = tuple(f"http://site{number}.co.ke/" for number in range(MOST_RESULTS + 3))
    assert len(search(tmp_path / "a.jsonl", [enterprise(1, "Zuleka")], Spoken({"Zuleka": results}))) == MOST_RESULTS


@pytest.mark.parametrize("country", sorted(load_table(FILE)))
def test_every_country_s_question_reads_as_its_example(country: str) -> None:
    example = load_table(FILE)[country]["example"]
    asked = Enterprise("XX", "2026", "1", example["legal_name"], example["name"], place=example["place"] or None)
    assert write_query(asked, find_template(country)) == example["gives"]


def test_what_leaves_is_said_exactly() -> None:
    assert name_fields("{name} {place}") == ("trade_name", "name", "place")
    assert name_fields("{legal_name}") == ("name",)
    service = read_service("https://a.example.com/?q={query}&c={country}", environment={})
    assert describe_leaving(service, "{legal_name} shop").endswith("natural person: name, country.")


@pytest.mark.parametrize("template", ["{place}", "{name} {tax_id}", "plain"])
def test_questions_hold_a_name_and_nothing_of_the_register_but_the_place(template: str) -> None:
    with pytest.raises(CrawlError, match="name"):
        find_template("KE", template)


def test_an_enterprise_without_a_name_is_not_asked_for() -> None:
    assert write_query(Enterprise("KE", "2026", "1", None, place="Voi"), "{name} {place}") is None
