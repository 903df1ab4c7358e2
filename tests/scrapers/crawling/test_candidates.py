"""Which page is asked for next."""

from scrapers.crawling.candidates import Candidates, name_page
from scrapers.signals.page_choice import PageChoice
from scrapers.signals.records import RankedLink

CHOICE = PageChoice(
    gains={"shop": {"online_ordering": 0.5}, "contact": {"feedback_form": 0.4}, "other": {"online_ordering": 0.1}},
    weights={"online_ordering": 1.0, "feedback_form": 1.0},
    settled={}, depends={}, repeat=0.5, enough=0.05,
)  # fmt: skip
ALL = CHOICE.weights


def links(*found: tuple[str, float, str]) -> list[RankedLink]:
    return [RankedLink(f"http://x.co.ke/{path}", score, concept) for concept, score, path in found]


def take_all(candidates: Candidates, still_open: dict[str, float] | None = None) -> list[str]:
    paths = []
    while (taken := candidates.take(ALL if still_open is None else still_open)) is not None:
        paths.append(taken[0].url.removeprefix("http://x.co.ke/"))
    return paths


def test_a_second_page_on_a_concept_is_worth_half_and_comes_after_other_concepts() -> None:
    candidates = Candidates(CHOICE)
    candidates.add(links(("shop", 0.5, "a"), ("shop", 0.49, "b"), ("contact", 0.4, "c")), 1)
    assert take_all(candidates) == ["a", "c", "b"]


def test_what_is_settled_makes_no_page_worth_asking_for() -> None:
    candidates = Candidates(CHOICE)
    candidates.add(links(("shop", 0.5, "a"), ("contact", 0.4, "c")), 1)
    assert take_all(candidates, {"feedback_form": 1.0}) == ["c"]
    assert candidates.take({}) is None


def test_no_page_is_asked_for_that_does_not_promise_enough() -> None:
    candidates = Candidates(CHOICE)
    candidates.add(links(*(("other", 0.1, f"news-{i}") for i in range(9))), 1)
    assert take_all(candidates) == ["news-0", "news-1"]  # worth .1 and .05; the third .025


def test_a_dead_link_counts_as_no_page_but_the_next_of_its_concept_is_trusted_half() -> None:
    candidates = Candidates(CHOICE)
    candidates.add(links(("shop", 0.5, "a"), ("shop", 0.48, "b"), ("contact", 0.25, "c"), ("contact", 0.23, "d")), 1)
    first = candidates.take(ALL)
    assert first is not None
    candidates.note_dead(first[0])
    assert take_all(candidates) == ["c", "b", "d"]  # worth .25, .48 / 2 and .23 / 2


def test_a_link_seen_on_several_pages_comes_before_one_seen_once() -> None:
    candidates = Candidates(CHOICE)
    candidates.add(links(("contact", 0.4, "a"), ("contact", 0.4, "b")), 1)
    candidates.add(links(("contact", 0.4, "b")), 2)
    assert take_all(candidates) == ["b", "a"]


def test_spellings_of_one_page_are_one_page() -> None:
    candidates = Candidates(CHOICE, ["https://www.x.co.ke/shop/"])
    candidates.add(links(("shop", 1, "shop"), ("shop", 1, "shop/index.html"), ("shop", 1, "shop?page=2")), 1)
    assert take_all(candidates) == ["shop?page=2"]


def test_a_page_keeps_the_depth_at_which_it_was_first_found() -> None:
    candidates = Candidates(CHOICE)
    candidates.add(links(("other", 0.1, "a")), 1)
    candidates.add(links(("shop", 0.5, "a")), 2)
    assert candidates.take(ALL) == (RankedLink("http://x.co.ke/a", 0.5, "shop"), 1)


def test_a_page_that_was_seen_is_not_offered() -> None:
    candidates = Candidates(CHOICE)
    candidates.add(links(("shop", 1, "a")), 1)
    assert candidates.see("http://x.co.ke/a/")
    assert not candidates.see("http://x.co.ke/a")
    assert candidates.take(ALL) is None


def test_the_home_page_has_one_name() -> None:
    assert name_page("https://www.x.co.ke") == name_page("http://x.co.ke/#top") == name_page("http://x.co.ke/index.html")


def test_a_page_has_one_name_however_its_address_is_taken_apart() -> None:
    spellings = [
        ("https://www.duka.example/shop/index.php?p=2", "http://duka.example/shop/?p=2"),
        ("http://duka.example", "https://WWW.duka.example/#top"),
        ("https://duka.example/a%20b", "https://duka.example/a%20b/"),
        ("https://duka.example/bei/café/", "http://www.duka.example/bei/café"),
        ("https://duka.example:443/bei", "https://duka.example/bei"),
    ]
    for one, other in spellings:
        assert name_page(one) == name_page(other)
    names = {name_page(f"https://duka.example{path}") for path in ("/", "/a", "/a?b", "/a?b=1", "/a/b", "/b", "/A", "/index", "/?a")}
    assert len(names) == 9
    assert name_page("http://www.com/") != name_page("http://www.org/")
