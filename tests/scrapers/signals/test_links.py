"""Which links are worth a visit, and which must never be followed."""

import pytest

from catalogue.sites import find_site
from scrapers.signals import PageLink, PageReading, is_safe, rank_links
from scrapers.signals.addresses import normalise_address
from store.records import Signal

SITE = find_site("https://invented-duka.com/")


def rank(*links: tuple[str, str], url: str = "https://invented-duka.com/") -> list[tuple[str, str]]:
    reading = PageReading(url, 200, "", "en", 100, tuple(PageLink(u, text, "main") for u, text in links))
    assert SITE is not None
    return [(link.url.removeprefix("https://invented-duka.com"), link.concept) for link in rank_links(reading, SITE)]


@pytest.mark.parametrize(
    "url",
    [
        "https://a.com/?add-to-cart=17",
        "https://a.com/cart/add/5",
        "https://a.com/index.php?route=account/logout",
        "https://a.com/logout",
        "https://a.com/customer/sign-out",
        "https://a.com/?wc-ajax=x&add_to_wishlist=7",
        "https://a.com/wishlist/add/3",
        "https://a.com/item/3/delete",
        "https://a.com/cart?remove_item=9",
        "https://a.com/page?action=subscribe",
        "https://a.com/post/?replytocom=3",
        "https://a.com/prices.pdf",
        "https://a.com/photo.JPG",
        "https://a.com/all.zip",
        "https://a.com/wp-login.php",
        "https://a.com/vote/up/3",
    ],
)
def test_links_that_change_something_or_are_files_are_never_followed(url: str) -> None:
    assert not is_safe(url)


@pytest.mark.parametrize(
    "url",
    ["https://a.com/cart", "https://a.com/checkout", "https://a.com/delivery", "https://a.com/p?id=3", "https://a.com/address", "https://a.com/action-figures",
     "https://a.com/add-ons", "https://a.com/login"],
)  # fmt: skip
def test_links_that_only_show_something_may_be_followed(url: str) -> None:
    assert is_safe(url)


def test_one_page_of_each_concept_comes_before_seconds_of_any() -> None:
    ranked = rank(
        ("https://invented-duka.com/blog/1", "Our news"),
        ("https://invented-duka.com/contact", "Contact"),
        ("https://invented-duka.com/shop", "Shop"),
        ("https://invented-duka.com/shop/shoes", "Shop shoes"),
        ("https://invented-duka.com/cart", "Cart"),
    )
    assert ranked[:3] == [("/cart", "basket"), ("/shop", "shop"), ("/contact", "contact")]
    assert {url for url, _ in ranked[3:]} == {"/shop/shoes", "/blog/1"}


def test_only_pages_of_the_site_are_ranked_and_each_once() -> None:
    ranked = rank(
        ("https://invented-duka.com/", "Home"),
        ("https://other-invented.com/shop", "Shop"),
        ("https://www.invented-duka.com/about?utm_source=x#team", "About us"),
        ("https://www.invented-duka.com/about", "About us"),
        ("https://sw.invented-duka.com/bei", "Bei"),
        ("mailto:a@invented-duka.com", "Mail"),
    )
    assert len(ranked) == 2


def test_on_a_shared_host_only_pages_below_the_sites_path_are_ranked() -> None:
    site = find_site("https://sites.google.com/view/invented-duka")
    assert site is not None
    links = tuple(
        PageLink(f"https://sites.google.com/view/{path}", "Contact", "main") for path in ("invented-duka/contact", "somebody-else/contact")
    )
    reading = PageReading("https://sites.google.com/view/invented-duka", 200, "", "en", 100, links)
    assert [link.url for link in rank_links(reading, site)] == ["https://sites.google.com/view/invented-duka/contact"]


def test_a_link_whose_words_add_to_a_basket_or_log_out_is_left_alone_whatever_its_address() -> None:
    assert rank(("https://invented-duka.com/p/7/go", "Add to cart"), ("https://invented-duka.com/x", "Weka kwenye kikapu")) == []
    assert rank(("https://invented-duka.com/u/7", "Cerrar sesión")) == []


def test_a_button_to_a_products_own_page_does_not_hide_the_product() -> None:
    page = "https://invented-duka.com/products/oak-chair"
    assert rank((page, "Add to cart"), (page, "Oak chair")) == [("/products/oak-chair", "product")]


def test_words_that_a_link_is_about_count_more_than_words_in_passing() -> None:
    assert rank(("https://invented-duka.com/a", "Privacy policy of our shop"))[0][1] == "privacy"
    assert rank(("https://invented-duka.com/b", "Shop, contact"))[0][1] == "contact"


def test_pages_in_another_language_come_late_but_one_version_of_the_page_is_offered() -> None:
    url = "https://invented-duka.com/"
    links = (
        PageLink(f"{url}contact", "Contact", "nav"),
        PageLink(f"{url}about", "About us", "nav"),
        PageLink(f"{url}sw/mawasiliano", "Mawasiliano", "nav"),
    )
    version = Signal("language_link", "sw", url, "link", f"Kiswahili {url}sw/", "language/switcher@1")
    assert SITE is not None
    ranked = rank_links(PageReading(url, 200, "", "en", 100, links, (version,)), SITE)
    scores = {link.url.removeprefix(url): (link.concept, link.score) for link in ranked}
    assert scores["sw/"][0] == "language"
    assert scores["sw/mawasiliano"][0] == "contact"
    assert scores["sw/mawasiliano"][1] < 0.5 * scores["contact"][1]


def test_where_most_pages_name_a_language_that_language_is_the_sites() -> None:
    url = "https://invented-duka.com/"
    links = tuple(PageLink(f"{url}en/{path}", path, "nav") for path in ("contact", "about", "shop"))
    assert SITE is not None
    odd, plain = (rank_links(PageReading(url, 200, "", language, 100, links), SITE) for language in ("cy", "en"))
    assert odd == plain


def test_pages_beside_one_another_in_a_folder_are_items_and_two_are_not() -> None:
    url = "https://invented-duka.com"
    ranked = rank(
        *((f"{url}/{path}", "") for path in ("safari/mara", "safari/tsavo", "safari/amboseli", "bustani/ada", "bustani/eno", "shamba"))
    )
    assert dict(ranked) == {
        **dict.fromkeys(("/safari/mara", "/safari/tsavo", "/safari/amboseli"), "item"),
        **dict.fromkeys(("/bustani/ada", "/bustani/eno", "/shamba"), "other"),
    }


def test_the_pages_of_the_folder_that_a_page_lies_in_are_no_items() -> None:
    url = "https://invented-duka.com/sw"
    assert {c for _, c in rank(*((f"{url}/{name}", "") for name in ("mbao", "shamba", "habari")), url=f"{url}/nyumbani")} == {"other"}


def test_a_home_page_in_another_language_is_known_by_its_address_alone() -> None:
    url = "https://invented-duka.com"
    assert rank((f"{url}/index_sw.php", ""), (f"{url}/shamba", "")) == [("/index_sw.php", "language"), ("/shamba", "other")]
    assert dict(rank((f"{url}/kiswahili/", ""), (f"{url}/english/", "")))["/kiswahili/"] == "language"
    assert {c for _, c in rank((f"{url}/english/", ""), (f"{url}/en/", ""), (f"{url}/sw/shamba", ""), (f"{url}/no.html", ""))} == {"other"}


@pytest.mark.parametrize(
    ("written", "normalised"),
    [
        ("HTTP://Invented-Duka.com:80/a b?x=1&utm_source=y#z", "http://invented-duka.com/a%20b?x=1"),
        ("https://a.com/p;jsessionid=9F2?PHPSESSID=1", "https://a.com/p"),
        ("https://a.com:8443", "https://a.com:8443/"),
        ("javascript:void(0)", ""),
        ("https://[bad/", ""),
    ],
)
def test_addresses_are_written_in_one_way(written: str, normalised: str) -> None:
    assert normalise_address(written) == normalised


def test_addresses_that_need_no_change_are_left_as_they_are() -> None:
    for url in ("http://a.co.ke/", "https://www.a.com/b/c.html", "https://a.com/%C3%A9/~x/@y,z:1+2=3!'()*$&-_."):
        assert normalise_address(url) == url
    changed = {
        "https://a.com": "https://a.com/",
        "https://A.com/B": "https://a.com/B",
        "https://a.com./": "https://a.com/",
        "https://a.com:443/b": "https://a.com/b",
        "https://a.com/b;sid=7": "https://a.com/b",
        "https://a.com/é": "https://a.com/%C3%A9",
        "https://a.com/b#c": "https://a.com/b",
        "https://a.com/b?": "https://a.com/b",
    }
    for url, normal in changed.items():
        assert normalise_address(url) == normal
