import csv
import json
from pathlib import Path

import pytest

from benchmarks.linking.cases import Case, load_folder
from benchmarks.linking.proposing import propose
from benchmarks.linking.scoring import GIVEN, MISSED, RIGHT, WRONG_SITE, Answer, score


def case(name: str = "Blue Kettle Ltd", *sites: str) -> Case:
    return Case(f"id of {name}", "invented dev", frozenset(sites or ("bluekettle.example",)), True, {"name": name})


def answer(links: dict[str, float], *, present: tuple[str, ...] = ("bluekettle.example",), stated: float = 0.9) -> Answer:
    return Answer(case(), frozenset(present), links, stated)


def write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def write_folder(folder: Path, pages: list[tuple[str, dict[str, list[str]]]]) -> Path:
    write_rows(folder / "sites.csv", [{"host": "teastall.co.ke", "split": "test", "status": "template"}])
    row = {"enterprise_id": "7", "name": "Tea Stall", "url": "http://www.teastall.co.ke/", "country": "KE"}
    write_rows(folder / "register.csv", [row])
    marked = [{"url": url, "host": url, "split": "dev", "entities": json.dumps(facts) if facts else ""} for url, facts in pages]
    write_rows(folder / "pages.csv", marked)
    return folder


@pytest.mark.parametrize(
    ("links", "present", "outcome"),
    [
        ({"bluekettle.example": 0.9}, ("bluekettle.example",), RIGHT),
        ({}, ("bluekettle.example",), MISSED),
        ({"redkettle.example": 0.9}, ("bluekettle.example",), WRONG_SITE),
        ({"bluekettle.example": 0.9, "redkettle.example": 0.6}, ("bluekettle.example",), WRONG_SITE),
        ({}, (), RIGHT),
        ({"redkettle.example": 0.9}, (), GIVEN),
    ],
)
def test_an_answer_is_right_only_without_any_site_of_others(links: dict[str, float], present: tuple[str, ...], outcome: str) -> None:
    assert answer(links, present=present).outcome == outcome


def test_f1_counts_a_wrong_site_as_false_and_as_missed() -> None:
    """Two right sites of three given, of four that were there: 2·2 / (3 + 4)."""
    right, wrong, missed = answer({"bluekettle.example": 0.9}), answer({"red.example": 0.9}), answer({})
    found = score([right, right, wrong, missed])
    assert (found.precision, found.recall, found.f1) == pytest.approx((2 / 3, 2 / 4, 4 / 7))
    assert found.shares[RIGHT].value == 0.5


def test_more_draws_of_one_enterprise_make_no_narrower_interval() -> None:
    one, many = score([answer({"bluekettle.example": 0.9})]), score([answer({"bluekettle.example": 0.9})] * 9)
    assert one.shares == many.shares


def test_the_register_keeps_everything_but_the_address(tmp_path: Path) -> None:
    found = load_folder(write_folder(tmp_path, [("http://other.example/", {})]))
    assert [(c.sites, c.group, c.is_readable) for c in found.cases] == [(frozenset(["teastall.co.ke"]), f"{tmp_path.name} test", False)]
    assert found.cases[0].row == {"name": "Tea Stall", "country": "KE"}


def test_every_page_is_a_distractor_and_firms_need_a_contact(tmp_path: Path) -> None:
    pages = [
        ("http://news.example.com/today", {}),
        ("http://bluekettle.com/", {"ORG": ["Blue Kettle"], "TEL": ["(020) 555 01 23"]}),
        ("http://nofacts.com/", {"ORG": ["No Facts"]}),
    ]
    found = load_folder(write_folder(tmp_path, pages))
    assert set(found.starts) == {"teastall.co.ke", "news.example.com", "bluekettle.com", "nofacts.com"}
    assert [sorted(c.sites) for c in found.cases if "firms" in c.group] == [["bluekettle.com"]]


def test_a_firm_bears_the_name_nearest_to_its_host_whole(tmp_path: Path) -> None:
    facts = {"ORG": ["Copper Bank", "Blue Kettle Tea &amp; Coffee", "Blue Kettle"], "ZIPCODE": ["AB1 2CD"], "STREET": ["1 Long Lane"]}
    firm = load_folder(write_folder(tmp_path, [("http://bluekettle.co.uk/", facts)])).cases[1]
    assert (firm.row["name"], firm.row["address"], firm.row["country"]) == ("Blue Kettle Tea & Coffee", "1 Long Lane", "GB")
    assert load_folder(write_folder(tmp_path, [("http://zzz.com/", facts)])).cases[1].row["name"] == "Copper Bank"


def test_sites_with_one_telephone_number_are_one_firms(tmp_path: Path) -> None:
    pages = [
        ("http://bluekettle.com/", {"ORG": ["Blue Kettle"], "TEL": ["(020) 5550 1234"]}),
        ("http://kettles-online.com/", {"ORG": ["Blue Kettle"], "TEL": ["+44 20 5550 1234"]}),
    ]
    assert load_folder(write_folder(tmp_path, pages)).cases[1].sites == {"bluekettle.com", "kettles-online.com"}


def test_subdomains_are_the_domain_holders_but_where_several_share_it(tmp_path: Path) -> None:
    holder = {"ORG": ["Blue Kettle"], "TEL": ["(020) 5550 1234"]}
    tenants = [
        (f"http://{name}.many.com/", {"ORG": [name], "TEL": [phone]}) for name, phone in (("one", "5550 1111"), ("two", "5550 2222"))
    ]
    pages = [("http://bluekettle.com/", holder), ("http://shop.bluekettle.com/", {}), *tenants]
    firms = load_folder(write_folder(tmp_path, pages)).cases[1:]
    assert [sorted(firm.sites) for firm in firms] == [["bluekettle.com", "shop.bluekettle.com"], ["one.many.com"], ["two.many.com"]]


def test_rivals_are_the_most_alike_beside_the_true_site() -> None:
    kettle, other = case(), case("Red Kettle Ltd", "rk.example")
    sites = ["bluekettle.example", "bluekettles.example", "quarry.example", "rk.example"]
    proposed = {c.site for c in propose([kettle, other], sites, 1) if c.enterprise_id == kettle.enterprise_id}
    assert proposed == {"bluekettle.example", "bluekettles.example"}
    assert sum(c.enterprise_id == other.enterprise_id for c in propose([kettle, other], sites, None)) == 4
