from store.candidates import add_candidates
from store.opening import Store
from store.records import Candidate, Page, SiteVisit, Website
from store.reviewing import read_review_pages
from store.websites import write_visits


def visit(site: str, paths: tuple[str, ...], **columns: str) -> SiteVisit:
    pages = tuple(
        Page(f"http://{site}{path}", 200, "2026-11-01T10:00:00Z", "sha256:x", "en", path, 9, "a.warc.gz", n) for n, path in enumerate(paths)
    )
    return SiteVisit(Website("XD", "2026", site, site, status="ok", is_final=True, **columns), pages)


def test_a_site_is_leafed_through_from_where_its_visit_began_and_sites_by_name(store: Store) -> None:
    write_visits(
        store,
        [
            visit("beta.com", ("/about", "/welcome"), start_url="http://beta.com/welcome"),
            visit("alpha.com", ("/", "/a", "/en"), start_url="http://alpha.com/", final_url="http://alpha.com/en"),
            visit("gamma.com", ("/?a", "/", "/a")),
        ],
    )
    add_candidates(store, "XD", "2026", [Candidate("E0", f"{name}.com", "tests") for name in ("gamma", "beta", "alpha")])
    shown = [page.url.removeprefix("http://") for page in read_review_pages(store, "XD", "2026", "E0")]
    assert shown == [
        *("alpha.com/", "alpha.com/en", "alpha.com/a"),
        *("beta.com/welcome", "beta.com/about"),
        *("gamma.com/", "gamma.com/?a", "gamma.com/a"),
    ]
