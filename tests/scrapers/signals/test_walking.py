"""The walk over a page's markup: what a browser's parser makes of it, not what it looks like."""

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.signals.addresses import host_of, resolve_address
from scrapers.signals.document import Document
from scrapers.signals.tags import MAX_KEPT, known, learn_tag
from scrapers.signals.walking import walk_markup

URL = "https://invented-example.com/a/b.html"


def walk(markup: str) -> Document:
    return walk_markup(URL, markup)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<!-- <p>no</p> --><p>yes</p>", "yes"),
        ("<p>a<!--[if !lt IE 9]><!--> b<!--<![endif]--></p>", "a b"),
        ("<p>a &lt;b&gt; &amp;amp; c&nbsp;d</p>", "a <b> &amp; c d"),
        ("<textarea><p>no</textarea><p>yes", "yes"),
        ("<iframe><p>no</iframe><p>yes", "yes"),
        ("<video><p>no</p><video>no</video></video><p>yes", "yes"),
        ("<body><noscript><p>no</p></noscript><svg><text>no</text></svg><p>yes", "yes"),
        ("<p title='a>b'>yes</p>", "yes"),
        ("<div <p a<b>yes</div>", "yes"),
        ("yes<br<br>yes", "yes\nyes"),
        ("<b>one<p>two</b>three", "one\ntwothree"),
        ("<span style='display: none'>no <i>no</i></span>yes", "yes"),
        ("<ul><li>one<li>two", "one\ntwo"),
    ],
)
def test_visible_words_are_those_a_browser_shows(markup: str, text: str) -> None:
    assert walk(markup).visible_text() == text


def test_a_link_knows_its_place_its_host_and_the_block_around_it() -> None:
    document = walk("<footer>Made by <span><a href='//other.example/x' class='btn' rel=nofollow>us</a></span></footer><a href=c.html>c</a>")
    made, own = document.anchors
    assert (made.zone, made.host, made.is_own, made.rel) == ("footer", "other.example", False, "nofollow")
    assert (own.zone, own.url, own.is_own) == ("main", "https://invented-example.com/a/c.html", True)
    assert document.shapes[made.parent] == ("footer", "")
    assert [s.place for s in document.segments] == ["button", "text", "link"]


def test_elements_know_their_parents_and_classes() -> None:
    document = walk("<div class='card x'><img src=a.jpg><p class=price>1 EUR</p></div>")
    [(image, _)] = document.images
    price = next(s.element for s in document.segments if s.text == "1 EUR")
    assert document.parents[image] == document.parents[price]
    assert document.shapes[document.parents[price]] == ("div", "card x")


def test_what_is_kept_of_tags_is_bounded() -> None:
    known.clear()
    for number in range(MAX_KEPT + 10):
        learn_tag(f'p id="{number}"')
    learn_tag(f'a href="{"x" * 10_000}"')
    assert len(known) <= 10


HREFS = st.text(alphabet="ab/.?#=&:%é-\\", max_size=14)


@given(HREFS, st.sampled_from(["http://a.example/", "http://a.example/b/c/d.html?e=/f", "http://a.example", "https://a.example/b/"]))
def test_addresses_are_joined_as_the_standard_library_joins_them(href: str, base: str) -> None:
    try:
        expected = urljoin(base, href.strip()).partition("#")[0]
    except ValueError:
        expected = ""
    assert resolve_address(base, href) == expected


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Shop.example/", "shop.example"),
        ("http://shop.example:8080/x", "shop.example"),
        ("http://user@shop.example/", "shop.example"),
        ("http://www.example/", "example"),
        ("mailto:x@y.example", ""),
        ("http://[bad", ""),
    ],
)
def test_hosts_are_compared_without_www_and_port(url: str, host: str) -> None:
    assert host_of(url) == host


def test_a_page_read_again_says_the_same_and_keeps_the_gaps_between_its_words() -> None:
    markup = "<p><b>Mkate</b> <i>mpya</i><br>\n<a href='/bei'>Bei <b>ya</b> leo</a> <a href='/duka'>Duka &amp; soko</a> </p>"
    first, second = (walk_markup("https://duka.example/", markup) for _ in range(2))
    assert first.segments == second.segments
    assert first.anchors == second.anchors
    assert [segment.text for segment in second.segments if segment.place == "text"] == ["Mkate mpya"]
    assert [anchor.text for anchor in second.anchors] == ["Bei ya leo", "Duka & soko"]
