"""Which page is asked for next."""

from scrapers.crawling.candidates import Candidates, name_page
from scrapers.signals.records import RankedLink


def take_all(candidates: Candidates) -> list[str]:
    urls = []
    while (link := candidates.take()) is not None:
        urls.append(link[0].url)
    return urls


def test_each_concept_comes_once_before_any_comes_twice() -> None:
    candidates = Candidates()
    links = [("shop", 10, "a"), ("shop", 9, "b"), ("contact", 5, "c"), ("jobs", 4, "d")]
    candidates.add([RankedLink(f"http://x.co.ke/{path}", score, concept) for concept, score, path in links], 1)
    assert [url[-1] for url in take_all(candidates)] == ["a", "c", "d", "b"]


def test_spellings_of_one_page_are_one_page() -> None:
    candidates = Candidates(["https://www.x.co.ke/shop/"])
    candidates.add([RankedLink("http://x.co.ke/shop", 1, "shop"), RankedLink("http://x.co.ke/shop?page=2", 1, "shop")], 1)
    assert take_all(candidates) == ["http://x.co.ke/shop?page=2"]


def test_a_page_keeps_the_depth_at_which_it_was_first_found() -> None:
    candidates = Candidates()
    candidates.add([RankedLink("http://x.co.ke/a", 1, "other")], 1)
    candidates.add([RankedLink("http://x.co.ke/a", 2, "shop")], 2)
    assert candidates.take() == (RankedLink("http://x.co.ke/a", 2, "shop"), 1)


def test_a_page_that_was_seen_is_not_offered() -> None:
    candidates = Candidates()
    candidates.add([RankedLink("http://x.co.ke/a", 1, "other")], 1)
    assert candidates.see("http://x.co.ke/a/")
    assert not candidates.see("http://x.co.ke/a")
    assert candidates.take() is None


def test_the_home_page_has_one_name() -> None:
    assert name_page("https://www.x.co.ke") == name_page("http://x.co.ke/#top")
