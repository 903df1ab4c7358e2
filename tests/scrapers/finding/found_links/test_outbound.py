"""Links that lead away from a page, with the words around them."""

import pytest

from scrapers.archives.responses import SentResponse
from scrapers.finding.found_links.outbound import extract_outbound_links, read_outbound_links
from scrapers.signals.walking import walk_markup


def links_of(body: str, url: str = "http://tandala-group.co.ke/companies") -> list[tuple[str, str, str]]:
    document = walk_markup(url, f"<!doctype html><html><body>{body}")
    return [(link.site.site, link.text, link.around) for link in extract_outbound_links(document)]


def test_a_list_entry_gives_its_words_to_its_own_link_only() -> None:
    body = (
        "<h2>Our companies</h2><ul><li><h3>Zuleka Bakery</h3><p>Nakuru</p><a href='https://zuleka.co.ke/'>Website</a>"
        "<li><b>Pombazi Tyres</b> in Kisumu <a href='http://pombazi.co.ke'><img src=l.png alt='Logo'></a></ul>"
    )
    assert links_of(body) == [
        ("zuleka.co.ke", "Website", "Our companies · Zuleka Bakery · Nakuru"),
        ("pombazi.co.ke", "Logo", "Pombazi Tyres in Kisumu"),
    ]


def test_a_profile_behind_a_site_belongs_to_the_same_entry() -> None:
    body = "<table><tr><td>Lodge Ndovini<td>Voi<td><a href='http://ndovini.co.ke'>ndovini.co.ke</a><td><a href='https://facebook.com/ndovini'></a></table>"
    assert [(site, around) for site, _, around in links_of(body)] == [
        ("ndovini.co.ke", "Lodge Ndovini · Voi"),
        ("facebook.com/ndovini", "Lodge Ndovini · Voi"),
    ]


def test_links_of_one_paragraph_share_it_up_to_the_next_link() -> None:
    body = "<p>Zuleka bakes (<a href='http://a.co.ke'>see</a>), Pombazi sells tyres (<a href='http://b.co.ke'>see</a>).</p>"
    assert links_of(body) == [
        ("a.co.ke", "see", "Zuleka bakes ( · ), Pombazi sells tyres ("),
        ("b.co.ke", "see", "), Pombazi sells tyres ( · )."),
    ]


@pytest.mark.parametrize(
    "href",
    [
        "/contact",
        "http://shop.tandala-group.co.ke/",
        "mailto:info@zuleka.co.ke",
        "https://www.google.com/search?q=zuleka",
        "https://wa.me/254700000000",
        "https://www.facebook.com/sharer.php?u=http://tandala-group.co.ke",
        "https://maps.app.goo.gl/abcdef",
        "https://www.yelp.com/biz/zuleka",
        "http://127.0.0.1/",
        "javascript:alert(1)",
    ],
)
def test_links_within_the_site_to_services_and_to_listings_lead_to_no_business(href: str) -> None:
    assert links_of(f"<a href='{href}'>Zuleka Bakery</a>") == []


def test_what_is_no_page_has_no_links() -> None:
    html = (("content-type", "text/html"),)
    body = b"<!doctype html><p><a href='http://zuleka.co.ke'>Zuleka</a>"
    assert len(read_outbound_links(SentResponse("http://a.co.ke/", 200, html, body, ""))) == 1
    assert read_outbound_links(SentResponse("http://a.co.ke/", 404, html, body, "")) == ()
    assert read_outbound_links(SentResponse("http://a.co.ke/", 200, (("content-type", "application/pdf"),), b"%PDF-1.7", "")) == ()
