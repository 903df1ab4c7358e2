"""A wave decided again beside its published answers."""

import pytest

from catalogue.errors import StoreError
from catalogue.progress import Quiet
from classify import classify, classify_beside
from store.decisions import read_links
from store.opening import Store
from store.redecisions import count_differing, read_redecided
from tests.classify.conftest import Fill
from tests.classify.invented_signals import COUNTRY, SHOP, WAVE


def published(store: Store) -> list[object]:
    return store.db.execute("SELECT * FROM capabilities ORDER BY enterprise_id, capability").fetchall()


def beside(store: Store) -> list[tuple[str, str, str]]:
    return store.db.execute("SELECT enterprise_id, capability, answer FROM redecisions ORDER BY enterprise_id, capability").fetchall()


@pytest.fixture
def decided(store: Store, fill: Fill) -> Store:
    fill({"E1": "shop.example.com", "E2": "b.example.com"}, {"shop.example.com": ("ok", SHOP), "b.example.com": ("parked", ())})
    classify(store, COUNTRY, WAVE, Quiet())
    with store.writing() as db:
        db.execute("INSERT INTO terms (kind, text) VALUES ('model', 'older')")
        db.execute("UPDATE capability_rows SET model = (SELECT term FROM terms WHERE text = 'older')")
    return store


def test_published_answers_and_links_stay_and_the_new_ones_stand_beside(decided: Store) -> None:
    before, links = published(decided), list(read_links(decided, COUNTRY, WAVE))
    report = classify_beside(decided, COUNTRY, WAVE, Quiet())
    assert (published(decided), list(read_links(decided, COUNTRY, WAVE))) == (before, links)
    assert beside(decided) == [(row[2], row[3], row[4]) for row in before]
    assert report.published == "older"
    assert set(read_redecided(decided, COUNTRY, WAVE).values()) == {report.decided.model} != {"older"}


def test_differing_answers_are_counted(decided: Store) -> None:
    with decided.writing() as db:
        db.execute(
            "UPDATE capability_rows SET answer = 1 WHERE answer = 2"
            " AND capability = (SELECT term FROM terms WHERE kind = 'capability' AND text = 'online_ordering')"
        )
    report = classify_beside(decided, COUNTRY, WAVE, Quiet())
    assert report.differing["online_ordering"] == count_differing(decided, COUNTRY, WAVE, "online_ordering") == 1
    assert report.differing["online_payment"] == 0


def test_deciding_twice_beside_gives_the_same(decided: Store) -> None:
    classify_beside(decided, COUNTRY, WAVE, Quiet())
    once = beside(decided)
    classify_beside(decided, COUNTRY, WAVE, Quiet())
    assert beside(decided) == once


def test_classifying_anew_takes_away_what_stood_beside(decided: Store) -> None:
    classify_beside(decided, COUNTRY, WAVE, Quiet())
    classify(decided, COUNTRY, WAVE, Quiet())
    assert beside(decided) == []


def test_nothing_can_stand_beside_nothing(store: Store, fill: Fill) -> None:
    fill({"E1": "shop.example.com"}, {"shop.example.com": ("ok", SHOP)})
    with pytest.raises(StoreError, match="without --beside"):
        classify_beside(store, COUNTRY, WAVE, Quiet())
