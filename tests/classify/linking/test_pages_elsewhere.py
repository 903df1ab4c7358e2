"""A page on a network or a marketplace that several enterprises have."""

import json

import pytest

from classify.linking.pages_elsewhere import PageClaims, weigh_page_rivals
from store.opening import Store
from tests.classify.linking.invented_pairs import decide, find_link, propose, put_enterprise, put_site, read_relations

UNNAMED = {"host_name": "none", "site_state": "unread"}
NAMED = {"host_name": "exact", "site_state": "unread"}
PAGE = "facebook.com/zuleka"


def put_page(store: Store, levels: dict[str, dict[str, str]], sources: tuple[str, ...] = ("register",)) -> None:
    put_site(store, PAGE, kind="social", status="not_attempted")
    for key in levels:
        put_enterprise(store, key)
    propose(store, PAGE, levels, sources)
    decide(store)


def test_one_enterprise_keeps_the_page_that_its_register_row_names_whatever_it_is_called(store: Store) -> None:
    put_page(store, {"E1": UNNAMED})
    assert read_relations(store) == {("E1", PAGE): "social"}


def test_a_page_named_after_one_of_several_is_that_ones(store: Store) -> None:
    put_page(store, {"E1": NAMED, "E2": UNNAMED, "E3": UNNAMED})
    assert read_relations(store) == {("E1", PAGE): "social", ("E2", PAGE): "rejected", ("E3", PAGE): "rejected"}
    assert json.loads(find_link(store, "E2", PAGE).evidence or "")["why"] == "rival"


def test_branches_of_one_name_all_have_its_page(store: Store) -> None:
    put_page(store, {f"E{number}": NAMED for number in range(8)})
    assert set(read_relations(store).values()) == {"social"}


def test_a_page_that_many_have_and_that_is_named_after_none_is_nobodys(store: Store) -> None:
    put_page(store, {f"E{number}": UNNAMED for number in range(20)})
    assert set(read_relations(store).values()) == {"rejected"}


def test_two_companies_of_a_group_share_its_page(store: Store) -> None:
    put_page(store, {"E1": UNNAMED, "E2": UNNAMED})
    assert set(read_relations(store).values()) == {"social"}


def test_a_page_that_a_link_led_to_needs_the_name(store: Store) -> None:
    put_page(store, {"E1": NAMED, "E2": UNNAMED}, sources=("link",))
    assert read_relations(store) == {("E1", PAGE): "social", ("E2", PAGE): "rejected"}


def test_what_others_take_grows_with_their_number() -> None:
    claims = PageClaims()
    for _ in range(5):
        claims.add(1.0, {"host_name.none"})
    claims.add(-4.0, {"host_name.exact"})
    piece = weigh_page_rivals(1.0, {"host_name.none"}, claims)
    assert piece is not None
    assert piece.name == "rivals.page_of_many"
    assert piece.weight == pytest.approx(-1.6094379)  # -ln 5
    assert weigh_page_rivals(1.0, {"host_name.exact"}, claims) is None


def test_a_page_that_nobody_visits_is_judged_by_its_address(store: Store) -> None:
    put_page(store, {"E1": NAMED})
    assert json.loads(find_link(store, "E1", PAGE).evidence or "")["how"] == "address"
