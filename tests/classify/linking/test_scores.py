"""Links against what people know: a case of each verdict, counted by hand."""

from pathlib import Path

import numpy as np
import pytest

from catalogue.errors import LabelError
from classify.linking.scores import calibration_error, evaluate_links
from classify.linking.truth import read_link_truth
from store.decisions import replace_links
from store.opening import Store
from store.phases import write_phase
from store.records import Link, PhaseDesign, PhaseUnit
from tests.classify.linking.invented_pairs import COUNTRY, PLACE, WAVE, put_enterprise, put_site


def put_links(store: Store, links: dict[tuple[str, str], tuple[str, float]]) -> None:
    for enterprise_id in dict.fromkeys(key for key, _ in links):
        put_enterprise(store, enterprise_id, size="S_GE250" if enterprise_id == "right" else "S0T9")
    for site in dict.fromkeys(site for _, site in links):
        put_site(store, site)
    rows = [Link(*PLACE, key, site, relation, p, "find@x", '{"sources": ["guess"]}') for (key, site), (relation, p) in links.items()]
    replace_links(store, *PLACE, rows)


def test_each_verdict_is_counted_and_rates_follow(store: Store) -> None:
    links = {
        ("right", "a.xd"): ("own", 0.9),
        ("right", "more.xd"): ("own", 0.6),
        ("wrong", "b.xd"): ("shared", 0.8),
        ("missed", "c.xd"): ("rejected", 0.2),
        ("to-none", "d.xd"): ("own", 0.7),
        ("rightly-none", "facebook.com/e"): ("social", 0.9),
    }
    put_links(store, links)
    truth = {"right": {"a.xd"}, "wrong": {"x.xd"}, "missed": {"c.xd"}, "to-none": set(), "rightly-none": set()}
    scores = evaluate_links(store, COUNTRY, WAVE, {key: frozenset(sites) for key, sites in truth.items()})
    everyone = scores[0]
    assert dict(everyone.counts) == {"right": 1, "wrong": 1, "missed": 1, "to_none": 1, "rightly_none": 1}
    rates = (everyone.share_right, everyone.precision, everyone.recall, everyone.f1)
    assert [round(rate.value, 4) for rate in rates if rate] == [0.4, 0.3333, 0.3333, 0.3333]  # 2/5, 1/3, 1/3, 2/(2+2+2)
    assert {(s.dimension, s.group): sum(s.counts.values()) for s in scores[1:]} == {
        ("size", "S0T9"): 4,
        ("size", "S_GE250"): 1,
        ("source", "guess"): 3,
    }
    guess = scores[-1]
    assert [round(rate.value, 4) for rate in (guess.precision, guess.recall, guess.f1) if rate] == [
        0.3333,
        0.3333,
        0.3333,
    ]  # one of three given, of three that have one


def test_a_sources_recall_is_of_all_that_have_a_website(store: Store) -> None:
    put_links(store, {("E1", "a.xd"): ("own", 0.9), ("E2", "b.xd"): ("own", 0.9), ("E3", "c.xd"): ("rejected", 0.1)})
    with store.writing() as db:
        db.execute("UPDATE links SET evidence = '{\"sources\": [\"list\"]}' WHERE site = 'b.xd'")
    truth = {"E1": frozenset({"a.xd"}), "E2": frozenset({"b.xd"}), "E3": frozenset({"c.xd"}), "E4": frozenset({"d.xd"})}
    put_enterprise(store, "E4")
    by_source = {score.group: score for score in evaluate_links(store, COUNTRY, WAVE, truth) if score.dimension == "source"}
    for source in ("guess", "list"):
        score = by_source[source]
        assert (score.precision and score.precision.value, score.recall and score.recall.value) == (1.0, 0.25)
        assert score.f1 is not None
        assert score.f1.value == pytest.approx(0.4)  # 2 · 1 / (2 · 1 + 3)
        assert score.share_right is None


def test_another_address_of_the_right_website_is_right(store: Store) -> None:
    put_links(store, {("E1", "new.xd"): ("own", 0.9), ("E1", "old.xd"): ("rejected", 0.9)})
    with store.writing() as db:
        db.execute("UPDATE links SET evidence = '{\"alias_of\": \"new.xd\"}' WHERE site = 'old.xd'")
    assert evaluate_links(store, COUNTRY, WAVE, {"E1": frozenset({"old.xd"})})[0].counts["right"] == 1


def test_a_link_that_is_less_likely_than_not_gives_no_site(store: Store) -> None:
    put_links(store, {("E1", "dead.xd"): ("own", 0.4), ("E2", "dead.xd"): ("shared", 0.4)})
    everyone = evaluate_links(store, COUNTRY, WAVE, {"E1": frozenset(), "E2": frozenset({"b.xd"})})[0]
    assert (everyone.counts["rightly_none"], everyone.counts["missed"]) == (1, 1)


def test_calibration_error_of_two_bins_by_hand() -> None:
    stated, right = np.array([0.9, 0.9, 0.9, 0.9, 0.2]), np.array([True, True, True, False, False])
    assert calibration_error(stated, right) == pytest.approx((4 * abs(0.9 - 0.75) + 1 * abs(0.2 - 0.0)) / 5)
    assert calibration_error(np.array([1.0, 1.0]), np.array([True, True])) == 0


def write(folder: Path, text: str) -> Path:
    path = folder / "truth.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_truth_names_sites_none_and_what_cannot_be_used(store: Store, tmp_path: Path) -> None:
    for key in ("E1", "E2", "E3", "E4"):
        put_enterprise(store, key)
    text = "enterprise_id,site\nE1,https://www.firm.com/about\nE1,firm-shop.com\nE2,\nE3,not an address\nE9,x.com\nE4,\nE4,firm4.com\nE1,\n"
    truth = read_link_truth(store, COUNTRY, WAVE, write(tmp_path, text))
    assert truth.sites == {"E1": {"firm.com", "firm-shop.com"}, "E2": frozenset(), "E4": frozenset()}
    assert (truth.unusable, truth.strangers) == ((5, 8, 9), ("E9",))


def test_enterprises_outside_of_the_first_phase_are_neither_missed_nor_rightly_none(store: Store, tmp_path: Path) -> None:
    for key in ("E1", "E2", "E3"):
        put_enterprise(store, key)
    write_phase(store, PhaseDesign(*PLACE, 1, 1, {"_T": (3, 1)}, {}), [PhaseUnit("E1", "_T", 1 / 3)])
    truth = read_link_truth(store, COUNTRY, WAVE, write(tmp_path, "enterprise_id,site\nE1,firm.com\nE2,\nE3,other.com\n"))
    assert truth.sites == {"E1": {"firm.com"}}
    assert truth.outside == ("E2", "E3")
    with pytest.raises(LabelError, match="outside of the first phase"):
        read_link_truth(store, COUNTRY, WAVE, write(tmp_path, "enterprise_id,site\nE2,\n"))


def test_a_file_without_the_columns_or_of_another_register_is_refused(store: Store, tmp_path: Path) -> None:
    put_enterprise(store, "E1")
    with pytest.raises(LabelError, match="enterprise_id and site"):
        read_link_truth(store, COUNTRY, WAVE, write(tmp_path, "enterprise_id,answer\nE1,yes\n"))
    with pytest.raises(LabelError, match="nothing about"):
        read_link_truth(store, COUNTRY, WAVE, write(tmp_path, "enterprise_id,site\nX,firm.com\n"))
