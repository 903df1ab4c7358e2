"""Web addresses of registers: mended where the meaning is plain, refused where it is not."""

import pytest

from scrapers.frame.addresses import read_address


@pytest.mark.parametrize(
    ("text", "url", "site"),
    [
        ("http://a-shop.co.ke/", "http://a-shop.co.ke/", "a-shop.co.ke"),
        ("www.a-one.com", "http://www.a-one.com", "a-one.com"),
        ("A-One.COM/Path?x=1", "http://A-One.COM/Path?x=1", "a-one.com"),
        ("htp:/a-one.com", "http://a-one.com", "a-one.com"),
        ("http//a-one.com", "http://a-one.com", "a-one.com"),
        ("http;//a-one.com", "http://a-one.com", "a-one.com"),
        ("https:a-one.com", "https://a-one.com", "a-one.com"),
        ("htpps://a-one.com", "https://a-one.com", "a-one.com"),
        ("http:\\\\www.a-one.com", "http://www.a-one.com", "a-one.com"),
        ("http://http://a-one.com", "http://a-one.com", "a-one.com"),
        ("http: //www.a-one.com", "http://www.a-one.com", "a-one.com"),
        ("www,a-one,com", "http://www.a-one.com", "a-one.com"),
        ("www. a-one .com", "http://www.a-one.com", "a-one.com"),
        ("www a-one com", "http://www.a-one.com", "a-one.com"),
        ("wwww.a-one.com", "http://www.a-one.com", "a-one.com"),
        ("www.a-one.com.", "http://www.a-one.com", "a-one.com"),
        ("http://a-one..com", "http://a-one.com", "a-one.com"),
        ("a-one.com:8080/x", "http://a-one.com:8080/x", "a-one.com"),
        ("a-one.com; b-two.com", "http://a-one.com", "a-one.com"),
        ("www.a-one.com / www.b-two.com", "http://www.a-one.com", "a-one.com"),
        ("www.a-one.com,info@a-one.com", "http://www.a-one.com", "a-one.com"),
        ("www.a-one.com (in construction)", "http://www.a-one.com", "a-one.com"),
        ("<http://a-one.com>", "http://a-one.com", "a-one.com"),
        ("\u200bwww.a-one.com\u00a0", "http://www.a-one.com", "a-one.com"),
        ("w.w.w.a-one.com", "http://www.a-one.com", "a-one.com"),
        ("http://www.http://a-one.com", "http://www.a-one.com", "a-one.com"),
        ("http://www.https://www.a-one.com", "http://www.a-one.com", "a-one.com"),
        ("httpwww.a-one.com", "http://www.a-one.com", "a-one.com"),
        ("http'//a-one.com", "http://a-one.com", "a-one.com"),
        ("www:a-one.com", "http://www.a-one.com", "a-one.com"),
        ("www/a-one.com", "http://www.a-one.com", "a-one.com"),
        ("Website: www.a-one.com", "http://www.a-one.com", "a-one.com"),
        ("website www.a-one.com", "http://www.a-one.com", "a-one.com"),
        ("сайт: a-one.com", "http://a-one.com", "a-one.com"),
        ("web.a-one.com", "http://web.a-one.com", "web.a-one.com"),
        ("site-one.com", "http://site-one.com", "site-one.com"),
        ("www.a-one.con", "http://www.a-one.com", "a-one.com"),
        ("a-one.cmo/shop", "http://a-one.com/shop", "a-one.com"),
        ("a-one.co", "http://a-one.co", "a-one.co"),
        ("www.a-one.comwww.b-two.com", "http://www.a-one.com", "a-one.com"),
        ("awww.com", "http://awww.com", "awww.com"),
        ("www.a-one.com - the shop", "http://www.a-one.com", "a-one.com"),
        ("www.a-one,co.ke", "http://www.a-one.co.ke", "a-one.co.ke"),
        ("www.a one.com", "http://www.aone.com", "aone.com"),
        ("%20www.a-one.com", "http://www.a-one.com", "a-one.com"),
        ("http%3A%2F%2Fa-one.com", "http://a-one.com", "a-one.com"),
        ("ｗｗｗ．ａ－ｏｎｅ．ｃｏｍ", "http://www.a-one.com", "a-one.com"),
        ("www。a-one。com", "http://www.a-one.com", "a-one.com"),
        ('<a href="http://a-one.com">our page</a>', "http://a-one.com", "a-one.com"),
        ("http://a-one.com&nbsp;", "http://a-one.com", "a-one.com"),
        ("пример.рф", "http://пример.рф", "xn--e1afmkfd.xn--p1ai"),
        ("facebook.com/a.one", "http://facebook.com/a.one", "facebook.com/a.one"),
    ],
)
def test_what_is_plainly_meant_is_mended(text, url, site):
    reading = read_address(text)
    assert (reading.url, reading.site.site if reading.site else None, reading.problem) == (url, site, None)


@pytest.mark.parametrize("text", ["", "n/a", "N.A.", "-", "none", "No website", "www.", "http://", "0", "  ", "нет"])
def test_words_for_nothing_are_nothing(text):
    assert read_address(text) == read_address("")
    assert read_address(text).problem is None


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "file:///etc/passwd", "ftp://a-one.com", "data:text/html,x", "tel:254700", "JAVASCRIPT://a-one.com"]
)
def test_other_schemes_are_refused(text):
    assert read_address(text).url is None
    assert "http" in read_address(text).problem


@pytest.mark.parametrize(
    "text",
    [
        "localhost",
        "http://127.0.0.1/",
        "192.168.1.1",
        "2130706433",
        "http://[::1]/",
        "user:pw@a-one.com",
        "http://u@a-one.com",
        "acme",
        "https://facebook.com/",
        "http://co.ke",
        "a" * 5000,
    ],
)
def test_what_names_no_public_website_is_refused(text):
    assert read_address(text).url is None
    assert read_address(text).problem


@pytest.mark.parametrize(
    "text",
    [
        "info@a-one.com",
        "mailto:info@a-one.com",
        " <info@a-one.com> ",
        "E-mail: info@a-one.com",
        "info(at)a-one.com",
        "info [at] a-one.com",
        "info@a-one,com",
        "info @a-one.com",
    ],
)
def test_an_email_is_told_apart(text):
    assert (read_address(text).email, read_address(text).url, read_address(text).problem) == ("info@a-one.com", None, None)
