"""Whatever a server sends, a page is read or left, within limits and without failing."""

import pytest

from scrapers.signals import FetchedPage, read_page
from scrapers.signals.decoding import MAX_BYTES, decode_page, is_html
from scrapers.signals.walking import MAX_TAGS, walk_markup


def fetch(body: bytes, content_type: str = "text/html", status: int = 200) -> FetchedPage:
    return FetchedPage("https://invented-example.com/", status, {"content-type": content_type} if content_type else {}, body, "")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00\x00\x00<p>hello\x00</p>",
        b"<div>" * 300_000,
        b"<b><i>" * 20_000 + b"end",
        b"<a href='http://[bad'>x</a><a href='//'>y</a><a href='http://h:99999999/'>z</a><a href='mailto:'>m</a><a href='tel:'>t</a>",
        b"<html><body" + b" data-x='1'" * 5_000 + b">text",
        "<p>\ud800 broken</p>".encode("utf-8", "surrogatepass"),
        b"\xff\xfe<\x00p\x00>\x00h\x00i\x00",
        b"<p>caf\xe9 \x80 \x9d</p>",
        b"<script type='application/ld+json'>" + b'{"a":' * 5_000 + b"</script><p>x</p>",
        b"<form>" * 3_000 + b"<input type=text name='a[[[['><label for=>",
        b"<table>" + b"<tr><td>1 EUR" * 20_000,
        b"<select>" + b"<option>1" * 50_000,
        b"<meta http-equiv=refresh content='0;url=http://[::'><base href='http://[::'><a href='x'>x</a>",
        b"<p>" + b"1 2 3 4 5 6 7 8 9 0 " * 20_000,
        b"<p>" + b"a@" * 50_000 + b"<p>" + b"a(at" * 30_000,
        b"<div itemscope itemtype='http://schema.org/Product'>" * 300 + b"<b itemprop=name>x",
    ],
    ids=lambda body: repr(body[:24]),
)
def test_hostile_markup_is_survived(body: bytes) -> None:
    reading = read_page(fetch(body))
    assert reading.http_status == 200
    assert all(len(signal.words) <= 160 for signal in reading.signals)


def test_a_huge_inline_picture_costs_the_page_nothing() -> None:
    picture = b"<img src='data:image/png;base64," + b"A" * (20 * 1024 * 1024) + b"'>"
    text = decode_page(fetch(b"<p>before</p>" + picture + b"<p>after</p>"))
    assert b"before" in text
    assert b"after" in text
    assert len(text) < 1000


def test_no_more_than_the_stated_limit_is_read() -> None:
    assert len(decode_page(fetch(b"<p>" + b"x" * (MAX_BYTES * 2)))) <= MAX_BYTES


def test_no_more_tags_than_the_stated_limit_are_read() -> None:
    document = walk_markup("https://invented-example.com/", "<i>x</i>" * MAX_TAGS)
    assert document.is_cut
    assert len(document.parents) <= MAX_TAGS + 1


@pytest.mark.parametrize(
    ("content_type", "body", "expected"),
    [
        ("text/html; charset=utf-8", b"anything", True),
        ("application/xhtml+xml", b"<html/>", True),
        ("", b"<!DOCTYPE html><title>x</title>", True),
        ("text/plain", b"<html><body>x</body></html>", True),
        ("text/plain", b"just words", False),
        ("application/pdf", b"<html>", False),
        ("text/html", b"%PDF-1.4 ...", False),
        ("image/jpeg", b"\xff\xd8\xff", False),
        ("application/json", b'{"a": "<html>"}', False),
    ],
)
def test_only_markup_is_read_as_markup(content_type: str, body: bytes, expected: bool) -> None:
    assert is_html(fetch(body, content_type)) is expected


def test_what_is_no_markup_gives_a_reading_without_signals() -> None:
    reading = read_page(fetch(b"%PDF-1.4", "application/pdf"))
    assert (reading.signals, reading.links, reading.text_length) == ((), (), 0)


@pytest.mark.parametrize(
    ("body", "content_type", "title"),
    [
        ("<title>Заказ</title>".encode("cp1251"), "text/html; charset=windows-1251", "Заказ"),
        ("<meta charset=windows-1251><title>Заказ</title>".encode("cp1251"), "text/html", "Заказ"),
        ("<meta charset=gb2312><title>购物车</title>".encode("gb2312"), "text/html", "购物车"),
        ("<title>Añadir</title>".encode(), "text/html", "Añadir"),
        ("<title>سلة</title>".encode("cp1256"), "text/html; charset=windows-1256", "سلة"),
        ("\ufeff<title>Giỏ hàng</title>".encode(), "text/html; charset=iso-8859-1", "Giỏ hàng"),
    ],
)
def test_a_page_is_read_in_its_own_encoding(body: bytes, content_type: str, title: str) -> None:
    assert read_page(fetch(body, content_type)).title == title


def test_hidden_words_scripts_and_styles_are_not_read() -> None:
    markup = "<p>seen</p><p style='display:none'>hidden one</p><div hidden>hidden two</div>"
    markup += "<script>var a='hidden three'</script><style>.x{}</style>"
    assert walk_markup("https://invented-example.com/", markup).visible_text() == "seen"


def test_words_split_by_inline_elements_stay_together() -> None:
    document = walk_markup("https://invented-example.com/", "<button><span>Add</span> <b>to</b>\n cart</button><p>Track<i>ing</i></p>")
    assert [(s.place, s.text) for s in document.segments] == [("button", "Add to cart"), ("text", "Tracking")]
