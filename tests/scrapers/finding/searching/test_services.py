"""How an office describes its search service, and where answers hold addresses."""

import pytest

from catalogue.errors import CrawlError
from scrapers.finding.searching.result_paths import follow_path, read_path
from scrapers.finding.searching.services import read_service

ADDRESS = "https://api.search.example.com/v1?q={query}&key={key}&cc={country}"
KEY = {"ECOMSTAT_SEARCH_KEY": "s3cr3t&x"}


def test_gaps_are_filled_and_encoded() -> None:
    service = read_service(ADDRESS, headers=("X-Token: {key}",), country="KE", environment=KEY)
    assert service.fill_address("Zuleka & Söhne") == "https://api.search.example.com/v1?q=Zuleka%20%26%20S%C3%B6hne&key=s3cr3t%26x&cc=ke"
    assert service.fill_headers() == {"X-Token": "s3cr3t&x"}
    assert (service.name, service.sends) == ("api.search.example.com", ("country",))


def test_the_key_is_not_shown() -> None:
    assert "s3cr3t" not in repr(read_service(ADDRESS, environment=KEY))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://api.example.com/?key={key}", "{query}"),
        ("https://api.example.com/?q={query}&x={other}", "{other}"),
        ("http://api.example.com/?q={query}", "https"),
        ("ftp://api.example.com/?q={query}", "http"),
        ("https://{query}.example.com/", "behind the host"),
        ("https://me:pw@api.example.com/?q={query}", "password"),
        ("https://api.example.com:8443/?q={query}", "8443"),
        ("https://api.example.com/?q={query}&api_key=abc123", "{key}"),
        ("https://api.example.com/?q={query} x", "malformed"),
        ("https://api..example.com/?q={query}", "malformed"),
        (f"https://{'a' * 64}.example.com/?q={{query}}", "malformed"),
        ("https://api.example.com/?q={query}&key={key}", "ECOMSTAT_SEARCH_KEY"),
    ],
)
def test_addresses_that_cannot_be_asked_are_refused_in_words(address: str, said: str) -> None:
    with pytest.raises(CrawlError, match=r".") as refused:
        read_service(address, environment={})
    assert said in str(refused.value)
    assert "abc123" not in str(refused.value)


@pytest.mark.parametrize("header", ["X-Token: abc123", "Authorization: Bearer abc123", "no header", "X-A: {query}", "X-A: a\r\nX-B: b"])
def test_headers_that_hold_a_key_or_are_none_are_refused_without_repeating_it(header: str) -> None:
    with pytest.raises(CrawlError) as refused:
        read_service("https://api.example.com/?q={query}", headers=(header,), environment=KEY)
    assert "abc123" not in str(refused.value)


@pytest.mark.parametrize(
    ("path", "answer", "found"),
    [
        ("results[].url", {"results": [{"url": "a"}, {"url": "b"}]}, ["a", "b"]),
        ("webPages.value[].url", {"webPages": {"value": [{"url": "a"}, {"name": "x"}]}}, ["a"]),
        ("[].link", [{"link": "a"}, 7, {"link": None}], ["a"]),
        ("[]", ["a", "b"], ["a", "b"]),
        ("items[].links[].href", {"items": [{"links": [{"href": "a"}]}, {"links": [{"href": "b"}, {"href": "c"}]}]}, ["a", "b", "c"]),
        ("results[].url", {"results": {"url": "a"}}, []),
        ("results[].url", {"queries": 1}, []),
        ("results[].url", None, []),
    ],
)
def test_paths_lead_through_answers(path: str, answer: object, found: list[str]) -> None:
    assert follow_path(answer, read_path(path)) == found


@pytest.mark.parametrize("path", ["", ".", "results..url", "results[0].url", "results[", "results[].", "a[]b"])
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(CrawlError, match=r"results\[\]\.url"):
        read_path(path)
