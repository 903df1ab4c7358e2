"""Pages that would keep a parser busy for minutes are read as far as they cost no more than others."""

import pytest

from catalogue.sites import find_site
from scrapers.signals import FetchedPage, rank_links, read_page
from scrapers.signals.links import MOST_ADDRESSES
from scrapers.signals.nesting import MOST_ROOTS, MOST_WORK, limit_work

HEAD = b"<!doctype html><html lang=en><title>Chairs</title><p>Chairs and tables."
ROW = b"<div class=card><h3><a href=/p>Chair</a></h3><p class=price>KES <b>4,500</b></p><ul><li>one<li>two</ul></div>\n"


def fetch(body: bytes, content_type: str = "text/html; charset=utf-8") -> FetchedPage:
    return FetchedPage("https://invented-example.com/", 200, {"content-type": content_type}, body, "")


LABORIOUS = {  # what lexbor 3 takes for each, on one core, without a limit
    "thirty thousand attributes behind quoted brackets: 2 s": b"<p " + b" ".join(b"a%d='>'" % n for n in range(30_000)) + b">Delivery",
    "three hundred looks in twenty thousand paragraphs: 4 s": b"".join(b"<font size=%d>" % n for n in range(300)) + b"<p>x" * 20_000,
    "rules inside twenty thousand elements: 4 s": b"<span>" * 20_000 + b"<hr>" * 40_000,
    "ends of elements that were never opened: 2 s": b"<x-y>" * 20_000 + b"</q>" * 40_000,
    "drawings: 2 s": b"<svg>" + b"<g>" * 20_000 + b"</x>" * 20_000,
    "fifty thousand bodies: 6 s": b"".join(b"<boDY a%d=x>" % n for n in range(50_000)),
    "fifty thousand roots: 6 s": b"".join(b"<html a%d=x>" % n for n in range(50_000)),
}


@pytest.mark.parametrize("body", LABORIOUS.values(), ids=list(LABORIOUS))
def test_what_a_parser_would_labour_over_is_cut_off_and_what_stands_before_is_read(body: bytes) -> None:
    cut, was_cut = limit_work(HEAD + body)
    assert was_cut
    assert cut.startswith(HEAD)
    reading = read_page(fetch(HEAD + body))
    assert (reading.title, "Delivery" in cut.decode()) == ("Chairs", False)


def test_a_page_in_two_bytes_a_letter_is_cut_as_well() -> None:
    body = ("\ufeff" + (HEAD + b"<p " + b" ".join(b"a%d" % n for n in range(3000)) + b">").decode() + "unread " * 50).encode("utf-16-le")
    reading = read_page(fetch(body, "text/html"))
    assert (reading.title, reading.text_length) == ("Chairs", len("Chairs and tables."))


def test_a_long_ordinary_page_is_read_whole() -> None:
    page = HEAD + ROW * 3000
    assert limit_work(page) == (page, False)
    together = (b"<html><body class=x>" + ROW + b"</body></html>") * (MOST_ROOTS // 2)
    assert limit_work(together) == (together, False)


def test_work_is_tags_times_what_stands_open() -> None:
    depth = 1000
    opened = b"<x-y>" * depth
    affordable = (MOST_WORK - sum(range(2, depth + 2))) // (depth + 1)
    assert limit_work(opened + b"<br>" * affordable) == (opened + b"<br>" * affordable, False)
    assert limit_work(opened + b"<br>" * (affordable + 5)) == (opened + b"<br>" * affordable, True)


def test_of_forty_thousand_links_no_more_are_weighed_than_any_page_in_earnest_has() -> None:
    links = b"".join(b"<a href=/p%d>Chair</a>" % n for n in range(MOST_ADDRESSES)) + b"<a href=/shop>Shop</a>"
    site = find_site("https://invented-example.com/")
    assert site is not None
    urls = [link.url for link in rank_links(read_page(fetch(HEAD + b"<a href=/cart>Cart</a>" + links)), site)]
    assert "https://invented-example.com/cart" in urls
    assert "https://invented-example.com/shop" not in urls
