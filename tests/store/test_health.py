from store.decisions import replace_links
from store.frame import write_enterprises
from store.health import count_endings, measure_coverage, read_burdens
from store.opening import Store
from store.records import Enterprise, Label, Link, Website
from store.reviews import append_labels
from store.websites import add_websites

WHERE = ("XD", "2026")


def fill(store: Store) -> None:
    write_enterprises(store, [Enterprise(*WHERE, f"E{n}") for n in range(4)])
    sites = [Website(*WHERE, s, s, status=status, requests=3, bytes=10) for s, status in (("a.xd", "ok"), ("b.xd", "dns"))]
    social = Website(*WHERE, "facebook.com/x", "facebook.com", kind="social")
    candidate = Website(*WHERE, "c.xd", "c.xd", status="ok", requests=5, bytes=20, is_candidate=True)
    add_websites(store, [*sites, social, candidate])
    links = [("E0", "a.xd", "own", 0.6), ("E0", "b.xd", "own", 0.9), ("E1", "a.xd", "own", 0.9), ("E2", "a.xd", "rejected", 0.1)]
    replace_links(store, *WHERE, [Link(*WHERE, enterprise, site, relation, p, "tests") for enterprise, site, relation, p in links])


def test_candidates_are_not_counted_and_pages_of_networks_apart(store: Store) -> None:
    fill(store)
    found = {(e.status, e.visitable): e.websites for e in count_endings(store)}
    assert found == {("ok", True): 1, ("dns", True): 1, ("not_attempted", False): 1}


def test_what_candidates_were_asked_for_is_a_burden_too(store: Store) -> None:
    fill(store)
    assert sorted(read_burdens(store, *WHERE)["requests"]) == [3, 3, 5]


def test_an_enterprise_is_read_where_its_most_probable_website_was(store: Store) -> None:
    fill(store)
    coverage = measure_coverage(store, *WHERE, "chat")
    assert (coverage.registered, coverage.linked) == (4, 2)
    assert coverage.by_status == {"dns": 1, "ok": 1}


def test_who_cannot_tell_has_not_labelled(store: Store) -> None:
    fill(store)
    answers = [("E0", "yes"), ("E1", "unknown"), ("E3", "no")]
    append_labels(store, [Label(*WHERE, e, "chat", a, "p", "audit", "2026-11-22T10:00:00Z") for e, a in answers])
    assert measure_coverage(store, *WHERE, "chat").labelled == 2
    assert measure_coverage(store, *WHERE, "mobile_app").labelled == 0
