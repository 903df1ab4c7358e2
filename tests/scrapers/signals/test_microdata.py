"""Microdata: what a page says by attributes of its elements, whatever stands between them."""

import pytest

from scrapers.signals.microdata import MAX_ITEMS, list_items, read_microdata
from scrapers.signals.walking import walk_markup

URL = "https://invented-example.com/shop/"


def read(markup: str) -> list[dict[str, object]]:
    document = walk_markup(URL, markup)
    return read_microdata(document.pieces, document.base)


def test_properties_are_texts_attributes_and_inner_items() -> None:
    [item] = read(
        """<div itemscope itemtype="http://schema.org/Product"><h1 itemprop="name">Kettle <b>blue</b> &amp; light</h1>
        <a itemprop="url" href="kettle.html">more</a><img itemprop="image" src="/k.jpg">
        <div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><meta itemprop="priceCurrency" content="KES">
        <span itemprop="price" content="1200.00">KSh 1,200</span>
        <time itemprop="validFrom" datetime="2026-01-01">New Year</time></div></div>"""
    )
    assert item == {
        "@type": ["http://schema.org/Product"],
        "name": "Kettle blue & light",
        "url": f"{URL}kettle.html",
        "image": "https://invented-example.com/k.jpg",
        "offers": {"@type": ["http://schema.org/Offer"], "priceCurrency": "KES", "price": "1200.00", "validFrom": "2026-01-01"},
    }


def test_lines_of_an_address_do_not_grow_together() -> None:
    [item] = read("<div itemscope itemtype='x/PostalAddress'><p itemprop=streetAddress>1 Invented Road<br>Nairobi<span>!</span></p></div>")
    assert item["streetAddress"] == "1 Invented Road Nairobi!"


@pytest.mark.parametrize("markup", ["<p itemprop=name>x", "<p itemtype='x/Product'>x", "<!-- <p itemscope itemtype='x/Product'> -->", ""])
def test_a_property_without_an_item_is_nothing(markup: str) -> None:
    assert read(markup) == []


def test_a_property_said_twice_is_a_list_and_items_come_outer_before_inner() -> None:
    [item] = read("<p itemscope itemtype='x/A'><i itemprop=b>1</i><i itemprop=b>2</i><i itemprop=c itemscope itemtype='x/C'></i>")
    assert item["b"] == ["1", "2"]
    assert [found["@type"] for found in list_items([item])] == [["x/A"], ["x/C"]]


def test_no_more_items_than_the_stated_limit_are_read() -> None:
    items = read("<b itemscope itemtype='x/Product'></b>" * (MAX_ITEMS + 50))
    assert len(items) == MAX_ITEMS
