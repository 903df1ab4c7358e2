"""Links over two and three waves."""

import json

import pytest

from classify.linking.churn import count_churn
from cli.churn import print_churn
from store.opening import Store
from tests.classify.linking.invented_pairs import (
    COUNTRY,
    GOOD,
    SURE,
    decide,
    find_link,
    propose,
    put_enterprise,
    put_site,
    read_relations,
)

DEAD = {"site_state": "gone"}
SILENT = {"site_state": "unread"}
ELSE = {"name": "none", "owner": "other", "site_state": "read", "place": "none"}


def put_first_wave(store: Store, *keys: str) -> None:
    """Each enterprise with a verified site of its own, in the first wave."""
    for key in keys:
        put_enterprise(store, key)
        put_site(store, f"{key}.xd")
        propose(store, f"{key}.xd", {key: SURE})
    decide(store)


def put_again(
    store: Store,
    wave: str,
    key: str,
    levels: dict[str, str],
    status: str = "ok",
    sources: tuple[str, ...] = ("earlier",),
    score: float = 0.999,
) -> None:
    """The enterprise in a later wave, its site of the wave before proposed again; `score`: what the wave before believed."""
    put_enterprise(store, key, wave=wave)
    put_site(store, f"{key}.xd", wave=wave, status=status)
    propose(store, f"{key}.xd", {key: levels}, sources, wave=wave, score=score)


def test_a_site_that_speaks_of_another_company_loses_its_link(store: Store) -> None:
    put_first_wave(store, "sold", "other-number")
    put_again(store, "2027", "sold", ELSE)
    put_again(store, "2027", "other-number", {"name": "none", "identifier": "other", "site_state": "read"})
    decide(store, "2027")
    for key in ("sold", "other-number"):
        link = find_link(store, key, f"{key}.xd", "2027")
        assert (link.relation, json.loads(link.evidence or "")["why"]) == ("rejected", "changed_hands")


def test_a_parked_domain_loses_its_link_at_once(store: Store) -> None:
    put_first_wave(store, "E1")
    put_again(store, "2027", "E1", {"site_state": "parked"}, "parked")
    decide(store, "2027")
    assert read_relations(store, "2027") == {("E1", "E1.xd"): "rejected"}


def test_a_domain_that_no_longer_exists_loses_its_link_at_once_whoever_names_it(store: Store) -> None:
    put_first_wave(store, "E1", "E2")
    for key, sources in (("E1", ("earlier",)), ("E2", ("earlier", "register", "email"))):
        put_again(store, "2027", key, DEAD, "dns", sources)
    decide(store, "2027")
    assert read_relations(store, "2027") == {("E1", "E1.xd"): "rejected", ("E2", "E2.xd"): "rejected"}
    assert json.loads(find_link(store, "E1", "E1.xd", "2027").evidence or "")["why"] == "gone"


def test_a_silent_site_keeps_its_link_for_one_wave_with_a_lower_probability(store: Store) -> None:
    put_first_wave(store, "E1")
    put_again(store, "2027", "E1", SILENT, "timeout")
    decide(store, "2027")
    carried = find_link(store, "E1", "E1.xd", "2027")
    assert carried.relation == "own"
    assert 0.5 < carried.probability < 0.6 < find_link(store, "E1", "E1.xd").probability
    put_again(store, "2028", "E1", SILENT, "timeout")
    decide(store, "2028")
    lost = find_link(store, "E1", "E1.xd", "2028")
    assert (lost.relation, json.loads(lost.evidence or "")["why"]) == ("rejected", "gone")


def test_a_silent_site_that_comes_back_is_as_good_as_before(store: Store) -> None:
    put_first_wave(store, "E1")
    put_again(store, "2027", "E1", SILENT, "timeout")
    decide(store, "2027")
    put_again(store, "2028", "E1", SURE)
    decide(store, "2028")
    assert find_link(store, "E1", "E1.xd", "2028").probability > 0.99


def test_a_silent_site_that_the_register_names_is_doubted_and_one_that_mail_is_written_from_less(store: Store) -> None:
    for key, sources in (("named", ("register",)), ("mailed", ("register", "email"))):
        put_enterprise(store, key)
        put_site(store, f"{key}.xd", status="http_error")
        propose(store, f"{key}.xd", {key: DEAD}, sources, score=None)
    decide(store)
    named, mailed = (find_link(store, key, f"{key}.xd").probability for key in ("named", "mailed"))
    assert 0.5 < named < 0.7
    assert 0.8 < mailed < 0.95


def test_the_same_facts_read_again_make_a_link_no_surer(store: Store) -> None:
    believed = []
    facts = {"E1": {"name": "most", "place": "contact"}}
    for wave in ("2026", "2027", "2028"):
        put_enterprise(store, "E1", wave=wave)
        put_site(store, "E1.xd", wave=wave)
        propose(store, "E1.xd", facts, ("list",), wave=wave, score=0.5)
        if believed:
            propose(store, "E1.xd", facts, ("earlier",), wave=wave, score=believed[-1])
        decide(store, wave)
        believed.append(find_link(store, "E1", "E1.xd", wave).probability)
    assert 0.5 < believed[0] < 0.9
    assert believed == pytest.approx([believed[0]] * 3, abs=0.03)


def test_new_facts_make_a_link_surer_than_the_wave_before_believed(store: Store) -> None:
    put_enterprise(store, "E1")
    put_site(store, "E1.xd")
    propose(store, "E1.xd", {"E1": {"name": "most", "place": "contact"}}, ("list",), score=0.5)
    decide(store)
    before = find_link(store, "E1", "E1.xd").probability
    put_again(store, "2027", "E1", SURE, score=before)
    decide(store, "2027")
    assert before < 0.9 < 0.99 < find_link(store, "E1", "E1.xd", "2027").probability


def read_days(store: Store, wave: str) -> tuple[str, str]:
    sql = "SELECT first_seen, last_verified FROM links WHERE country = ? AND wave = ?"
    first, last = store.db.execute(sql, [COUNTRY, wave]).fetchone()
    return first, last


def test_links_know_when_they_were_first_seen_and_last_verified(store: Store) -> None:
    put_first_wave(store, "E1")
    with store.writing() as db:
        db.execute("UPDATE links SET first_seen = '2026-02-01T00:00:00Z', last_verified = '2026-03-01T00:00:00Z'")
    put_again(store, "2027", "E1", DEAD, "timeout")
    decide(store, "2027")
    assert read_days(store, "2027") == ("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z")
    assert json.loads(find_link(store, "E1", "E1.xd", "2027").evidence or "")["how"] == "carried"
    put_again(store, "2027", "E1", SURE)
    decide(store, "2027")
    first, last = read_days(store, "2027")
    assert first == "2026-02-01T00:00:00Z"
    assert last > "2026-03-01T00:00:00Z"


def test_a_link_is_verified_when_its_pages_were_fetched_and_not_when_they_are_judged_again(store: Store) -> None:
    put_first_wave(store, "E1")
    with store.writing() as db:
        db.execute("UPDATE pages SET fetched_at = '2026-02-03T00:00:00Z'")
    for _ in range(2):
        decide(store)
        assert read_days(store, "2026")[1] == "2026-02-03T00:00:00Z"


def test_churn_counts_what_became_of_each_enterprise(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    put_first_wave(store, "stays", "sold", "moves", "closed")
    put_enterprise(store, "starts")
    assert count_churn(store, COUNTRY, "2026") is None
    put_again(store, "2027", "stays", SURE)
    put_again(store, "2027", "sold", ELSE)
    put_again(store, "2027", "moves", {"site_state": "parked"}, "parked")
    put_site(store, "moved.xd", wave="2027")
    propose(store, "moved.xd", {"moves": SURE}, wave="2027")
    put_enterprise(store, "starts", wave="2027")
    put_site(store, "starts.xd", wave="2027")
    propose(store, "starts.xd", {"starts": {**GOOD, "email": "domain"}}, wave="2027")
    decide(store, "2027")
    churn = count_churn(store, COUNTRY, "2027")
    assert churn is not None
    assert (churn.kept, dict(churn.moved), dict(churn.lost)) == (1, {"parked": 1}, {"changed_hands": 1})
    assert (churn.new, churn.without) == (1, 0)
    print_churn(churn)
    printed = capsys.readouterr().out
    assert "kept 1; another one 1; lost 1; found anew 1" in printed
    assert "Lost: 1 × the site speaks of somebody else now" in printed
