"""The pages of the invented country hang together and look like what they are."""

from urllib.parse import urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from cli.demo.addresses import PageRef, find_path, map_pages
from cli.demo.answering import answer
from cli.demo.country import invent_country
from cli.demo.records import DemoCountry, DemoSite
from cli.demo.writing import write_page

NOT_PAGES = ("add-to-cart", "/search", "/register")


@pytest.fixture(scope="module")
def country() -> DemoCountry:
    return invent_country(2)


@pytest.fixture(scope="module")
def variety(country: DemoCountry) -> list[DemoSite]:
    """One open site of each genre and look."""
    return list({(site.genre, site.look): site for site in country.sites.values() if site.manner == "answers"}.values())


def test_every_page_of_every_kind_of_site_can_be_written(variety: list[DemoSite]) -> None:
    assert len(variety) > 50
    for site in variety:
        for ref in map_pages(site).values():
            assert "None" not in write_page(site, ref)


def test_paths_of_a_site_are_all_different(country: DemoCountry) -> None:
    for site in country.sites.values():
        refs = list(map_pages(site).values())
        assert len({find_path(site, ref) for ref in refs}) == len(refs)
        assert PageRef("home", site.language) in refs


def test_every_link_inside_a_site_leads_to_a_page(country: DemoCountry, variety: list[DemoSite]) -> None:
    for site in variety:
        host = f"www.{site.host}" if site.www else site.host
        for ref in map_pages(site).values():
            for link in LexborHTMLParser(write_page(site, ref)).css("a[href]"):
                target = link.attributes["href"] or ""
                if target.startswith("/") and not target.startswith("//") and not any(part in target for part in NOT_PAGES):
                    reply = answer(country, host, target.split("#")[0])
                    assert reply.status == 200, (site.genre, site.look, ref.kind, target)


def test_every_page_can_be_reached_from_the_home_page(country: DemoCountry, variety: list[DemoSite]) -> None:
    for site in variety:
        found, waiting = {"/"}, ["/"]
        pages = map_pages(site)
        while waiting:
            markup = write_page(site, pages[waiting.pop()])
            links = {link.attributes["href"] or "" for link in LexborHTMLParser(markup).css("a[href]")}
            new = {link for link in links if link in pages} - found
            found |= new
            waiting += new
        missing = {pages[path].kind for path in set(pages) - found}
        assert missing == set(), (site.genre, site.look, missing)


def test_a_site_shows_what_its_truth_says(variety: list[DemoSite]) -> None:
    for site in variety:
        pages = map_pages(site)
        text = " ".join(write_page(site, ref) for ref in pages.values())
        kinds = {ref.kind for ref in pages.values()}
        assert ("facebook.com/sharer" in text) == ("share_buttons" in site.trimmings) or "app_shop" in kinds
        assert (f'https://www.facebook.com/{site.host.split(".")[0].replace("-", "")}"' in text) == ("social_media" in site.features)
        assert ("privacy" in kinds) == ("privacy_statement" in site.features)
        assert ("tracking" in kinds) == ("order_tracking" in site.features)
        assert ('<textarea name="message"' in text) == ("feedback_form" in site.features or site.genre == "quote_basket")
        assert len({ref.language for ref in pages.values()}) == (2 if "multilingual" in site.features else 1)


def test_platform_shops_differ_in_markup(country: DemoCountry) -> None:
    marks = {"woo": "woocommerce", "hosted": "cdn.shopify.com", "presta": "prestashop", "local": "dk-item"}
    for look, mark in marks.items():
        site = next(s for s in country.sites.values() if s.look == look and s.genre in {"shop", "closed_shop"})
        markup = " ".join(write_page(site, ref) for ref in map_pages(site).values())
        assert mark in markup
        assert not any(other in markup for name, other in marks.items() if name != look)


def test_no_page_loads_anything_that_the_country_serves_elsewhere(country: DemoCountry) -> None:
    for site in country.sites.values():
        for path in map_pages(site):
            assert not urlsplit(path).netloc


def test_structured_data_names_the_price_that_the_page_shows(country: DemoCountry) -> None:
    sites = [site for site in country.sites.values() if site.genre == "shop" and "json_ld" in site.trimmings]
    assert sites
    for site in sites:
        head, body = write_page(site, PageRef("product", site.language, 1)).lower().split("</head>")
        amount = head.split('"price": "')[1].split('"')[0]
        assert amount in body or amount.replace(".", ",") in body
