"""Lists of archived pages: by site, in order, and on disk where they grow."""

import pytest

from store.site_lists import SiteList


def page(name: str, offset: int) -> tuple[str, int, int, int, str]:
    return f"http://{name}/{offset}", 200, 0, offset, "2026-03-01T10:00:00Z"


def test_pages_come_by_site_and_in_the_order_in_which_they_were_added() -> None:
    with SiteList() as listed:
        for name in ("b.co.ke", "a.co.ke"):
            listed.meet(name, is_wanted=True)
        for offset, name in enumerate(("b.co.ke", "a.co.ke", "b.co.ke")):
            listed.add(name, page(name, offset))
        found = list(listed.read(most=10))
    assert found == [("a.co.ke", [page("a.co.ke", 1)]), ("b.co.ke", [page("b.co.ke", 0), page("b.co.ke", 2)])]


def test_only_so_many_pages_of_a_site_are_given() -> None:
    with SiteList() as listed:
        for name in ("a.co.ke", "b.co.ke"):
            listed.meet(name, is_wanted=True)
            for offset in range(5):
                listed.add(name, page(name, offset))
        assert [(name, len(pages)) for name, pages in listed.read(most=2)] == [("a.co.ke", 2), ("b.co.ke", 2)]


def test_a_site_is_met_once_and_counts_as_it_was_noted() -> None:
    with SiteList() as listed:
        assert listed.is_wanted("a.co.ke") is None
        listed.meet("a.co.ke", is_wanted=True)
        listed.meet("b.co.ke", is_wanted=False)
        listed.meet("b.co.ke", is_wanted=False)
        assert (listed.is_wanted("a.co.ke"), listed.is_wanted("b.co.ke")) == (True, False)
        assert (listed.count(is_wanted=True), listed.count(is_wanted=False), listed.count_with_pages()) == (1, 1, 0)


def test_a_page_of_a_site_that_nobody_met_is_refused() -> None:
    with SiteList() as listed, pytest.raises(KeyError):
        listed.add("a.co.ke", page("a.co.ke", 0))


def test_a_list_longer_than_its_cache_gives_the_same() -> None:
    """More sites than are kept at hand, and more pages than 100 KiB hold."""
    with SiteList(cache=100) as small, SiteList() as large:
        for listed in (small, large):
            for number in range(12_000):
                name = f"s{number * 7919 % 11_000}.co.ke"
                if listed.is_wanted(name) is None:
                    listed.meet(name, is_wanted=True)
                listed.add(name, page(name, number))
        assert list(small.read(most=10)) == list(large.read(most=10))
        assert large.count(is_wanted=True) == 11_000
