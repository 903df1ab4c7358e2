"""What became of the visits to proposed sites."""

from store.candidates import add_candidates, propose_websites
from store.frame import write_enterprises
from store.linking import read_pair_visits
from store.opening import Store
from store.records import Candidate, Enterprise, Page, SiteVisit, Website
from store.websites import write_visits

WAVE = ("XD", "2026")
EMPTY = "sha256:empty"


def test_two_sites_that_both_send_visitors_to_their_www_are_not_the_same_for_that(store: Store) -> None:
    write_enterprises(store, [Enterprise(*WAVE, "1", name="Duka")])
    sites = ("duka.co.xd", "duka.com.xd")
    propose_websites(store, [Website(*WAVE, site, site, is_candidate=True) for site in sites])
    add_candidates(store, *WAVE, [Candidate("1", site, "guess") for site in sites])
    for site in sites:
        redirect, home = Page(f"http://{site}/", 301, digest=EMPTY, bytes=0), Page(f"http://www.{site}/", 200, digest=site, bytes=900)
        write_visits(store, [SiteVisit(Website(*WAVE, site, site, status="ok"), (redirect, home))])
    assert [visit.home_digest for visit in read_pair_visits(store, *WAVE, "1")] == list(sites)


def test_an_empty_answer_is_no_home_page(store: Store) -> None:
    write_enterprises(store, [Enterprise(*WAVE, "1", name="Duka")])
    add_candidates(store, *WAVE, [Candidate("1", site, "guess") for site in ("a.xd", "b.xd")])
    empty = Page("http://a.xd/", 200, digest=EMPTY, bytes=0)
    later = Page("http://a.xd/home", 200, digest="home", bytes=900, fetched_at="2026-05-01T10:00:00Z")
    write_visits(store, [SiteVisit(Website(*WAVE, "a.xd", "a.xd", status="ok"), (empty, later)), SiteVisit(Website(*WAVE, "b.xd", "b.xd"))])
    found = [(visit.site, visit.home_digest, visit.read_at) for visit in read_pair_visits(store, *WAVE, "1")]
    assert found == [("a.xd", "home", "2026-05-01T10:00:00Z"), ("b.xd", None, None)]
