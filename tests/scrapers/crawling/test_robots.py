"""What robots.txt allows."""

import gzip

import pytest

from scrapers.crawling.robots import name_groups, read_robots, robots_url

URL = "http://a.co.ke/private/x"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_host_without_rules_allows_everything(status: int) -> None:
    rules = read_robots(status, b"User-agent: *\nDisallow: /")
    assert (rules.allows(URL), rules.failure, rules.delay) == (True, None, 0.0)


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_failing_host_allows_nothing_for_now(status: int) -> None:
    rules = read_robots(status, b"")
    assert not rules.allows(URL)
    assert rules.failure == ("http_error", f"robots.txt answered {status}.")


def test_rules_for_us_come_before_rules_for_all() -> None:
    rules = read_robots(200, b"User-agent: *\nDisallow: /\n\nUser-agent: ecomstat\nDisallow: /private\nAllow: /private/x\nCrawl-delay: 3.5")
    assert rules.allows("http://a.co.ke/")
    assert rules.allows(URL)
    assert not rules.allows("http://a.co.ke/private/y")
    assert rules.delay == 3.5


def test_rules_for_others_do_not_concern_us() -> None:
    assert read_robots(200, b"User-agent: googlebot\nDisallow: /").allows(URL)


def test_a_request_rate_is_a_delay() -> None:
    assert read_robots(200, b"User-agent: *\nRequest-rate: 1/10").delay == 10


@pytest.mark.parametrize("body", [b"", b"<html>not found</html>", b"\xff\xfe\x00garbage" * 1000, b"\xef\xbb\xbfUser-agent: *\nDisallow:"])
def test_what_is_no_rules_forbids_nothing(body: bytes) -> None:
    assert read_robots(200, body).allows(URL)


def test_a_byte_order_mark_hides_no_rule() -> None:
    assert not read_robots(200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /").allows(URL)


def test_rules_stand_at_the_root_of_scheme_and_host() -> None:
    assert robots_url("https://www.a.co.ke:8443/deep/page?x=1") == "https://www.a.co.ke:8443/robots.txt"


def test_packed_rules_are_unpacked_and_a_bomb_only_as_far_as_is_read() -> None:
    assert not read_robots(200, gzip.compress(b"User-agent: *\nDisallow: /", mtime=0), "gzip").allows(URL)
    bomb = gzip.compress(b"User-agent: *\nDisallow: /\n" + b"#" * 50_000_000, mtime=0)
    assert not read_robots(200, bomb, "gzip").allows(URL)


@pytest.mark.parametrize("name", ["ecomstat", "EcomStat", "ecomstat/0.1", "ecomstat/0.1 (+https://stats.example)", "*ecomstat*"])
def test_our_name_is_known_with_any_version(name: str) -> None:
    assert not read_robots(200, f"User-agent: *\nAllow: /\n\nUser-agent: {name}\nDisallow: /".encode()).allows(URL)


@pytest.mark.parametrize("name", ["stat", "e", "ecomstatistics", "other"])
def test_a_part_of_our_name_is_not_ours(name: str) -> None:
    assert read_robots(200, f"User-agent: {name}\nDisallow: /\n\nUser-agent: *\nDisallow: /y".encode()).allows(URL)


def test_groups_share_their_rules_when_named_together() -> None:
    rules = read_robots(200, b"User-agent: googlebot\nUser-agent: ecomstat\nUser-agent: bingbot\nDisallow: /\n\nUser-agent: *\nDisallow:")
    assert not rules.allows(URL)


def test_thousands_of_names_come_down_to_three() -> None:
    text = "".join(f"User-agent: bot-{n}\n" for n in range(9000)) + "Disallow: /\n\nUser-agent: *\nDisallow: /private"
    assert name_groups(text).count("User-agent") == 2
    assert not read_robots(200, text.encode()).allows(URL)
