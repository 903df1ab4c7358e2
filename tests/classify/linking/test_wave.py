"""Deciding a wave of links, from candidates and comparisons to rows."""

import json

import pytest

from classify.linking.candidates import PRIOR
from classify.links import decide_links
from store.candidates import settle_candidates
from store.decisions import read_links, replace_links
from store.linking import find_finding, read_findings
from store.opening import Store
from store.records import Link
from store.websites import find_website
from tests.classify.linking.invented_pairs import (
    COUNTRY,
    GOOD,
    NAMESAKE,
    PLACE,
    STRANGER,
    SURE,
    WAVE,
    decide,
    find_link,
    propose,
    put_enterprise,
    put_site,
    read_relations,
)


def outcome(store: Store, enterprise_id: str) -> str:
    finding = find_finding(store, *PLACE, enterprise_id)
    assert finding is not None
    return finding.outcome


def test_a_verified_site_becomes_own_and_a_strangers_is_kept_as_rejected(store: Store) -> None:
    put_enterprise(store, "E1")
    for site, levels in (("right.xd", SURE), ("wrong.xd", STRANGER)):
        put_site(store, site)
        propose(store, site, {"E1": levels})
    report = decide(store)
    assert read_relations(store) == {("E1", "right.xd"): "own", ("E1", "wrong.xd"): "rejected"}
    assert find_link(store, "E1", "right.xd").probability > 0.97
    assert find_link(store, "E1", "wrong.xd").probability < 0.05
    assert find_link(store, "E1", "right.xd").decided_by.startswith("find@links-1+")
    assert (dict(report.outcomes), dict(report.accepted)) == ({"found": 1}, {"guess": 1})
    assert settle_candidates(store, *PLACE) == 1
    website = find_website(store, *PLACE, "right.xd")
    assert website is not None
    assert not website.is_candidate


def test_the_weights_in_the_evidence_add_up_to_the_probability(store: Store) -> None:
    put_enterprise(store, "E1")
    for site, levels in (("a.xd", GOOD), ("b.xd", NAMESAKE)):
        put_site(store, site)
        propose(store, site, {"E1": levels})
    decide(store)
    for link in read_links(store, *PLACE):
        evidence = json.loads(link.evidence or "")
        total = evidence["start"] + sum(weight for _, weight in evidence["pieces"]) + evidence["beside"]
        assert 1 / (1 + 2.718281828459045**-total) == pytest.approx(link.probability, abs=2e-3)


def test_that_an_enterprise_has_none_is_a_decision_with_a_probability(store: Store) -> None:
    put_enterprise(store, "small", size="S0T9")
    put_enterprise(store, "large", size="S_GE250")
    decide(store)
    found = {finding.enterprise_id: finding for finding in read_findings(store, *PLACE)}
    assert (found["small"].outcome, found["large"].outcome) == ("none", "open")
    assert found["small"].probability_none == pytest.approx(0.80 / (0.80 + 0.20 * 0.25), abs=1e-3)  # by hand: priors.toml
    assert found["large"].probability_none == pytest.approx(0.15 / (0.15 + 0.85 * 0.25), abs=1e-3)
    assert all(f.probability_none + f.probability_unseen == pytest.approx(1) for f in found.values())


def test_of_namesakes_at_most_the_better_one_gets_the_site(store: Store) -> None:
    for key in ("here", "there"):
        put_enterprise(store, key)
    put_site(store, "name.xd")
    near = {"name": "exact", "name_rarity": "few", "place": "contact", "postcode": "equal", "country": "own"}
    propose(store, "name.xd", {"here": near, "there": NAMESAKE})
    decide(store)
    assert read_relations(store) == {("here", "name.xd"): "own", ("there", "name.xd"): "rejected"}


def test_two_that_are_equally_near_get_a_site_neither(store: Store) -> None:
    for key in ("E1", "E2", "E3"):
        put_enterprise(store, key)
    put_site(store, "name.xd")
    propose(store, "name.xd", dict.fromkeys(("E1", "E2", "E3"), GOOD))
    decide(store)
    assert set(read_relations(store).values()) == {"rejected"}
    assert json.loads(find_link(store, "E1", "name.xd").evidence or "")["why"] == "rival"


def test_a_groups_site_is_shared_by_all_that_are_tied_to_it_by_more_than_a_name(store: Store) -> None:
    for key in ("E1", "E2", "look-alike"):
        put_enterprise(store, key)
    put_site(store, "group.xd")
    propose(store, "group.xd", {"E1": SURE, "E2": {**GOOD, "phone": "equal"}, "look-alike": {**GOOD, "name_rarity": "few"}})
    decide(store)
    assert read_relations(store) == {
        ("E1", "group.xd"): "shared",
        ("E2", "group.xd"): "shared",
        ("look-alike", "group.xd"): "rejected",
    }


def test_a_site_with_the_facts_of_many_is_a_directory(store: Store) -> None:
    keys = [f"E{i}" for i in range(6)]
    for key in keys:
        put_enterprise(store, key)
    put_site(store, "yellow.xd")
    listed = {"name": "none", "name_in_text": "exact", "phone": "equal", "street": "equal", "host_name": "none"}
    propose(store, "yellow.xd", dict.fromkeys(keys, listed), ("list",))
    decide(store)
    assert set(read_relations(store).values()) == {"rejected"}


def test_a_second_site_is_kept_where_it_is_tied_to_the_enterprise_too(store: Store) -> None:
    put_enterprise(store, "E1")
    for site, levels in (("firm.xd", SURE), ("firm-shop.xd", {**SURE, "identifier": "none"}), ("name.xd", GOOD)):
        put_site(store, site)
        propose(store, site, {"E1": levels})
    decide(store)
    relations = read_relations(store)
    assert (relations["E1", "firm.xd"], relations["E1", "firm-shop.xd"]) == ("own", "own")
    assert relations["E1", "name.xd"] == "rejected"


def test_addresses_of_one_website_are_one(store: Store) -> None:
    put_enterprise(store, "E1")
    put_site(store, "firm.xd")
    put_site(store, "old-firm.xd", final_url="http://www.firm.xd/", body="firm.xd")
    propose(store, "firm.xd", {"E1": SURE})
    propose(store, "old-firm.xd", {"E1": SURE}, ("register",))
    decide(store)
    assert read_relations(store) == {("E1", "firm.xd"): "own", ("E1", "old-firm.xd"): "rejected"}
    assert json.loads(find_link(store, "E1", "old-firm.xd").evidence or "")["alias_of"] == "firm.xd"
    assert find_link(store, "E1", "firm.xd").probability > 0.99


def test_of_two_addresses_of_a_website_a_source_counts_by_the_one_that_it_is_surer_of(store: Store) -> None:
    put_enterprise(store, "E1")
    put_site(store, "firm.xd")
    put_site(store, "a-firm.xd", final_url="http://firm.xd/", body="firm.xd")
    propose(store, "a-firm.xd", {"E1": GOOD}, ("list",), score=0.9)
    propose(store, "firm.xd", {"E1": GOOD}, ("list",), score=0.1)
    decide(store)
    pieces = [name for name, _ in json.loads(find_link(store, "E1", "firm.xd").evidence or "")["pieces"]]
    assert [name for name in pieces if name.startswith("source.")] == ["source.list.high"]


def test_profiles_and_shop_pages_are_kept_apart_and_are_no_website(store: Store) -> None:
    put_enterprise(store, "E1", size="S0T9")
    put_site(store, "facebook.com/firm", kind="social")
    propose(store, "facebook.com/firm", {"E1": GOOD}, ("register",))
    decide(store)
    assert read_relations(store) == {("E1", "facebook.com/firm"): "social"}
    assert outcome(store, "E1") == "none"


def test_how_many_have_a_website_says_nothing_of_a_profile(store: Store) -> None:
    put_enterprise(store, "E1", size="S_GE250")
    put_site(store, "facebook.com/firm", kind="social")
    propose(store, "facebook.com/firm", {"E1": GOOD}, ("link",))
    decide(store)
    assert PRIOR not in dict(json.loads(find_link(store, "E1", "facebook.com/firm").evidence or "")["pieces"])


def test_the_registers_word_alone_keeps_an_unread_site_as_sure_as_before(store: Store) -> None:
    put_enterprise(store, "E1", site="firm.xd", size="S0T9")
    put_site(store, "firm.xd", status="blocked")
    propose(store, "firm.xd", {"E1": {"site_state": "unread"}}, ("register",))
    decide(store)
    assert find_link(store, "E1", "firm.xd").probability == pytest.approx(0.9, abs=0.05)


def test_a_site_of_the_register_that_nobody_compared_keeps_a_row_where_a_surer_one_is_taken(store: Store) -> None:
    put_enterprise(store, "E1", site="firm.xd")
    for site, levels, sources in (("firm.xd", {}, ("register",)), ("new-firm.xd", SURE, ("guess",)), ("else.xd", {}, ("guess",))):
        put_site(store, site)
        propose(store, site, {"E1": levels}, sources)
    decide(store)
    assert read_relations(store) == {("E1", "firm.xd"): "rejected", ("E1", "new-firm.xd"): "own"}


def test_what_the_register_says_leaves_what_finding_decided(store: Store) -> None:
    put_enterprise(store, "E1", site="other.xd")
    put_enterprise(store, "E2", site="plain.xd")
    for site in ("other.xd", "plain.xd"):
        put_site(store, site)
    propose(store, "other.xd", {"E1": {**STRANGER, "owner": "other", "identifier": "other"}}, ("register",))
    decide(store)
    assert decide_links(store, COUNTRY, WAVE) == {"own": 1, "rejected": 1}
    assert find_link(store, "E1", "other.xd").relation == "rejected"
    assert find_link(store, "E2", "plain.xd").decided_by == "register"


def test_finding_takes_the_place_of_what_followed_from_the_register_alone_and_the_first_day_stays(store: Store) -> None:
    put_enterprise(store, "E1", site="firm.xd")
    put_site(store, "firm.xd")
    decide_links(store, COUNTRY, WAVE)
    assert find_link(store, "E1", "firm.xd").decided_by == "register"
    with store.writing() as db:
        db.execute("UPDATE links SET first_seen = '2026-02-01T00:00:00Z'")
    propose(store, "firm.xd", {"E1": SURE}, ("register",))
    for _ in range(2):
        decide(store)
        assert find_link(store, "E1", "firm.xd").decided_by.startswith("find@")
        assert store.db.execute("SELECT first_seen FROM links").fetchone() == ("2026-02-01T00:00:00Z",)


def test_a_link_whose_site_fails_later_in_the_wave_stays_verified_on_the_day_it_was_read(store: Store) -> None:
    put_enterprise(store, "E1")
    put_site(store, "firm.xd")
    propose(store, "firm.xd", {"E1": SURE})
    with store.writing() as db:
        db.execute("UPDATE pages SET fetched_at = '2026-02-03T00:00:00Z'")
    decide(store)
    put_site(store, "firm.xd", status="timeout")  # the crawl in full, which takes the place of the first visit
    decide(store)
    assert find_link(store, "E1", "firm.xd").relation == "own"
    assert store.db.execute("SELECT last_verified FROM links").fetchone() == ("2026-02-03T00:00:00Z",)


def test_what_a_person_decided_stays(store: Store) -> None:
    put_enterprise(store, "E1")
    put_site(store, "firm.xd")
    propose(store, "firm.xd", {"E1": SURE})
    replace_links(store, *PLACE, [Link(*PLACE, "E1", "firm.xd", "rejected", 0.0, "reviewer")])
    decide(store)
    assert find_link(store, "E1", "firm.xd").decided_by == "reviewer"


def test_deciding_twice_gives_the_same_links(store: Store) -> None:
    for key in ("E1", "E2"):
        put_enterprise(store, key)
    for site, levels in (("a.xd", SURE), ("b.xd", GOOD)):
        put_site(store, site)
        propose(store, site, {"E1": levels, "E2": NAMESAKE})
    decide(store)
    first = list(read_links(store, *PLACE))
    decide(store)
    assert list(read_links(store, *PLACE)) == first


def test_an_enterprise_is_no_rival_of_itself_where_little_was_found_in_the_wave(store: Store) -> None:
    for number in range(60):  # so many without a candidate lower the share that has a website between the two passes
        put_enterprise(store, f"E{number}", size="S50T249")
    put_site(store, "name.xd")
    propose(store, "name.xd", {"E1": {**GOOD, "host_name": "exact"}})
    decide(store)
    pieces = dict(json.loads(find_link(store, "E1", "name.xd").evidence or "")["pieces"])
    assert pieces[PRIOR] < 0.4  # by hand: log(.6 / .4), less what little was found
    assert not [name for name in pieces if name.startswith("rivals.")]
