import json

import pytest

from catalogue.capabilities import load_capabilities
from catalogue.progress import Quiet
from classify import classify
from classify.links import decide_links
from classify.presence import LinkedSite, decide_presence
from store.decisions import read_capabilities, read_links, replace_links
from store.frame import write_enterprises
from store.linking import Finding, FoundLink, replace_found_links
from store.opening import Store
from store.records import Enterprise, Link, SiteVisit, Website
from store.websites import add_websites, write_visits
from tests.classify.conftest import Fill
from tests.classify.invented_signals import BROCHURE, COUNTRY, SHOP, WAVE, website


def answers(store: Store, enterprise_id: str) -> dict[str, str]:
    return {c.capability: c.answer for c in read_capabilities(store, COUNTRY, WAVE, enterprise_id)}


def link(store: Store, enterprise_id: str) -> Link:
    return next(iter(read_links(store, COUNTRY, WAVE, enterprise_id)))


def all_rows(store: Store) -> list[object]:
    return store.db.execute("SELECT * FROM capabilities ORDER BY enterprise_id, capability").fetchall()


def test_the_register_url_makes_the_link_and_says_so(store: Store, fill: Fill) -> None:
    fill({"E1": "shop.example.com", "E2": None}, {"shop.example.com": ("ok", SHOP)})
    assert decide_links(store, COUNTRY, WAVE) == {"own": 1}
    made = link(store, "E1")
    assert (made.relation, made.decided_by) == ("own", "register")
    assert json.loads(made.evidence or "")["register_url"] == "http://shop.example.com/"
    assert list(read_links(store, COUNTRY, WAVE, "E2")) == []


def test_a_site_that_several_enterprises_name_is_shared_by_them(store: Store, fill: Fill) -> None:
    fill(
        {"E1": "group.example.com", "E2": "group.example.com", "E3": "a.example.com"},
        {"group.example.com": ("ok", SHOP), "a.example.com": ("ok", SHOP)},
    )
    decide_links(store, COUNTRY, WAVE)
    assert {e: link(store, e).relation for e in ("E1", "E2", "E3")} == {"E1": "shared", "E2": "shared", "E3": "own"}
    assert link(store, "E1").probability < link(store, "E3").probability


def test_social_and_marketplace_pages_are_linked_as_what_they_are(store: Store, fill: Fill) -> None:
    fill(
        {"E1": "facebook.com/e1", "E2": "jumia.example.com/e2"},
        {"facebook.com/e1": ("not_attempted", ()), "jumia.example.com/e2": ("robots", ())},
    )
    assert decide_links(store, COUNTRY, WAVE) == {"marketplace": 1, "social": 1}


@pytest.mark.parametrize("status", ["redirected_away", "hijacked", "parked", "for_sale"])
def test_a_site_that_now_serves_something_else_keeps_a_weaker_link(status: str, store: Store, fill: Fill) -> None:
    fill({"E1": "a.example.com", "E2": "b.example.com"}, {"a.example.com": (status, ()), "b.example.com": ("ok", SHOP)})
    decide_links(store, COUNTRY, WAVE)
    assert 0 < link(store, "E1").probability < link(store, "E2").probability
    assert json.loads(link(store, "E1").evidence or "")["status"] == status


def test_links_follow_the_register_and_leave_what_others_decided(store: Store, fill: Fill) -> None:
    fill({"E1": "a.example.com"}, {"a.example.com": ("ok", SHOP), "b.example.com": ("ok", ())})
    replace_links(store, COUNTRY, WAVE, [Link(COUNTRY, WAVE, "E1", "b.example.com", "own", 0.7, "reviewer")])
    decide_links(store, COUNTRY, WAVE)
    fill({"E1": None}, {})
    decide_links(store, COUNTRY, WAVE)
    assert [(left.site, left.decided_by) for left in read_links(store, COUNTRY, WAVE)] == [("b.example.com", "reviewer")]


def test_classify_writes_every_capability_of_linked_enterprises_and_no_row_of_others(store: Store, fill: Fill) -> None:
    fill({"E1": "shop.example.com", "E2": None}, {"shop.example.com": ("ok", SHOP)})
    report = classify(store, COUNTRY, WAVE, Quiet())
    assert (report.sites, report.enterprises) == (1, 1)
    assert set(answers(store, "E1")) == set(load_capabilities())
    assert answers(store, "E1")["online_ordering"] == "yes"
    assert answers(store, "E2") == {}


def test_classify_twice_gives_the_same_rows(store: Store, fill: Fill) -> None:
    fill({"E1": "shop.example.com", "E2": "b.example.com"}, {"shop.example.com": ("ok", SHOP), "b.example.com": ("dns", ())})
    classify(store, COUNTRY, WAVE, Quiet())
    before = all_rows(store)
    classify(store, COUNTRY, WAVE, Quiet())
    assert all_rows(store) == before


def test_a_site_read_later_changes_unknown_into_an_answer(store: Store, fill: Fill) -> None:
    fill({"E1": "shop.example.com"}, {"shop.example.com": ("timeout", ())})
    classify(store, COUNTRY, WAVE, Quiet())
    assert answers(store, "E1")["online_ordering"] == "unknown"
    write_visits(store, [SiteVisit(website("shop.example.com"), (), BROCHURE)])
    classify(store, COUNTRY, WAVE, Quiet())
    assert answers(store, "E1")["online_ordering"] == "no"


def test_reasons_are_kept_only_where_signals_decided(store: Store, fill: Fill) -> None:
    fill({"E1": "shop.example.com", "E2": "b.example.com"}, {"shop.example.com": ("ok", SHOP), "b.example.com": ("dns", ())})
    classify(store, COUNTRY, WAVE, Quiet())
    reasons = {(c.enterprise_id, c.capability): c.reasons for e in ("E1", "E2") for c in read_capabilities(store, COUNTRY, WAVE, e)}
    first = json.loads(reasons["E1", "online_ordering"] or "")[0]
    assert {"kind", "value", "page", "place", "words", "weight"} <= set(first)
    assert reasons["E2", "online_ordering"] is None


def two_sites(store: Store, second_status: str, signals: tuple[object, ...]) -> dict[str, str]:
    write_visits(store, [SiteVisit(website("b.example.com", second_status), (), signals)])  # type: ignore[arg-type]
    decide_links(store, COUNTRY, WAVE)
    more = [*read_links(store, COUNTRY, WAVE), Link(COUNTRY, WAVE, "E1", "b.example.com", "own", 0.8, "reviewer")]
    replace_links(store, COUNTRY, WAVE, more)
    classify(store, COUNTRY, WAVE, Quiet())
    return answers(store, "E1")


def test_with_several_sites_a_yes_on_any_is_a_yes(store: Store, fill: Fill) -> None:
    fill({"E1": "a.example.com"}, {"a.example.com": ("ok", BROCHURE)})
    assert two_sites(store, "ok", SHOP)["online_ordering"] == "yes"


def test_with_several_sites_an_unread_one_leaves_the_no_of_another_unknown(store: Store, fill: Fill) -> None:
    fill({"E1": "a.example.com"}, {"a.example.com": ("ok", BROCHURE)})
    decided = two_sites(store, "timeout", ())
    assert decided["online_ordering"] == "unknown"
    assert decided["feedback_form"] == "yes"


def test_a_rejected_link_tells_nothing(store: Store, fill: Fill) -> None:
    fill({"E1": None}, {"a.example.com": ("ok", SHOP)})
    replace_links(store, COUNTRY, WAVE, [Link(COUNTRY, WAVE, "E1", "a.example.com", "rejected", 0.1, "reviewer")])
    classify(store, COUNTRY, WAVE, Quiet())
    assert answers(store, "E1") == {}


def presence(*sites: LinkedSite) -> dict[str, str]:
    return {p.capability: p.answer for p in decide_presence(sites)}


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        ("ok", "yes"),
        ("blocked", "yes"),
        ("captcha", "yes"),
        ("robots", "yes"),
        ("dns", "unknown"),
        ("parked", "unknown"),
        ("placeholder", "unknown"),
    ],
)
def test_a_live_host_is_a_website_and_a_dead_one_leaves_it_unknown(status: str, answer: str) -> None:
    assert presence(LinkedSite("own", 0.95, status))["own_website"] == answer


def test_a_live_but_unread_site_is_less_sure_than_a_read_one() -> None:
    read, blocked = (decide_presence([LinkedSite("own", 0.95, status)])[0].probability for status in ("ok", "blocked"))
    assert read is not None
    assert blocked is not None
    assert read > blocked


def test_only_a_social_page_is_presence_without_a_website() -> None:
    assert presence(LinkedSite("social", 0.9, "not_attempted")) == {
        "own_website": "no",
        "web_presence": "yes",
        "social_or_marketplace_only": "yes",
    }


@pytest.mark.parametrize(
    ("named", "none", "own", "only"),
    [
        (False, 0.8, "no", "yes"),  # found, and finding decided that there is no website
        (False, 0.3, "unknown", "unknown"),  # found, and there may well be a website that nobody proposed
        (True, 0.3, "no", "yes"),  # the register names the page where a website should stand
    ],
)
def test_a_page_that_was_found_is_the_only_presence_where_finding_says_so(named: bool, none: float, own: str, only: str) -> None:
    decided = presence(LinkedSite("social", 0.9, "not_attempted", named, none))
    assert decided == {"own_website": own, "web_presence": "yes", "social_or_marketplace_only": only}


def test_presence_elsewhere_only_is_no_surer_than_that_there_is_no_website() -> None:
    own, _, only = decide_presence([LinkedSite("marketplace", 0.9, "not_attempted", named=False, none=0.7)])
    assert own.probability == pytest.approx(0.3)
    assert only.probability == pytest.approx(0.7)


def found_profile(store: Store, none: float) -> dict[str, str]:
    """The answers of an enterprise with a profile that was found, and so probable that it has no website."""
    write_enterprises(store, [Enterprise(COUNTRY, WAVE, "E1", "Zuleka Bakery")])
    add_websites(store, [Website(COUNTRY, WAVE, "facebook.com/zuleka", "facebook.com", "social")])
    finding = Finding("E1", "none" if none >= 0.5 else "open", none, none, 1 - none, 1, "find@1")
    link = FoundLink("E1", "facebook.com/zuleka", "social", 0.9, "find@1", "{}", None, None)
    replace_found_links(store, COUNTRY, WAVE, [(finding, [link])])
    classify(store, COUNTRY, WAVE, Quiet())
    return answers(store, "E1")


@pytest.mark.parametrize(("none", "own"), [(0.8, "no"), (0.3, "unknown")])
def test_what_finding_decided_reaches_the_answers(store: Store, none: float, own: str) -> None:
    decided = found_profile(store, none)
    assert (decided["own_website"], decided["web_presence"]) == (own, "yes")


def test_a_dead_site_beside_a_social_page_is_presence_of_unknown_kind() -> None:
    sites = LinkedSite("social", 0.9, "not_attempted"), LinkedSite("own", 0.9, "dns")
    assert presence(*sites) == {"own_website": "unknown", "web_presence": "yes", "social_or_marketplace_only": "unknown"}


def test_web_presence_is_at_least_as_probable_as_each_of_its_parts() -> None:
    own, either, elsewhere_only = decide_presence([LinkedSite("own", 0.8, "ok"), LinkedSite("social", 0.6, "ok")])
    assert own.probability == pytest.approx(0.8)
    assert either.probability == pytest.approx(1 - 0.2 * 0.4)
    assert elsewhere_only.probability == pytest.approx(0.2 * 0.6)
