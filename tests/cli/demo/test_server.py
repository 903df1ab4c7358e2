"""The server answers as the invented web would."""

import gzip
import http.client
import socket

import pytest

from cli.demo.answering import answer
from cli.demo.country import invent_country
from cli.demo.records import DemoCountry, DemoSite
from cli.demo.server import DemoServer


@pytest.fixture(scope="module")
def country() -> DemoCountry:
    return invent_country(1)


def _find(country: DemoCountry, manner: str) -> DemoSite:
    return next(site for site in country.sites.values() if site.manner == manner)


def _host(site: DemoSite) -> str:
    return f"www.{site.host}" if site.www else site.host


def _ask(server: DemoServer, host: str, target: str = "/", method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    try:
        connection.request(method, target, headers={"Host": host, **headers})
        reply = connection.getresponse()
        return reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read()
    finally:
        connection.close()


def test_each_host_answers_by_its_name_whatever_the_port(country: DemoCountry) -> None:
    sites = [site for site in country.sites.values() if site.manner == "answers"][:5]
    with DemoServer(country) as server:
        bodies = [_ask(server, f"{_host(site)}:{server.port}") for site in sites]
    assert [status for status, _, _ in bodies] == [200] * 5
    assert len({body for _, _, body in bodies}) == 5


def test_a_connection_carries_several_requests_and_head_has_no_body(country: DemoCountry) -> None:
    site = _find(country, "answers")
    with DemoServer(country) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        lengths = []
        for method in ("GET", "HEAD", "GET"):
            connection.request(method, "/", headers={"Host": _host(site)})
            reply = connection.getresponse()
            lengths.append((len(reply.read()), int(reply.headers["Content-Length"])))
        connection.close()
    assert lengths[0] == lengths[2]
    assert lengths[1] == (0, lengths[0][1])


def test_a_host_that_closes_sends_nothing(country: DemoCountry) -> None:
    with DemoServer(country) as server, pytest.raises(http.client.RemoteDisconnected):
        _ask(server, _find(country, "closes").host)


def test_a_client_that_hangs_up_or_sends_nonsense_does_not_stop_the_server(country: DemoCountry) -> None:
    with DemoServer(country) as server:
        for sent in (b"", b"GET\r\n\r\n", b"\x00\xff\r\n\r\n", b"G" * 50_000):
            with socket.create_connection(("127.0.0.1", server.port), timeout=5) as guest:
                guest.sendall(sent)
        assert _ask(server, "nobody.xd")[0] == 404


def test_compressed_answers_hold_the_same_page(country: DemoCountry) -> None:
    site = next(s for s in country.sites.values() if s.gzip and s.manner == "answers")
    plain, packed = answer(country, _host(site), "/"), answer(country, _host(site), "/", takes_gzip=True)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body


def test_the_other_name_of_a_host_leads_to_the_right_one(country: DemoCountry) -> None:
    site = next(s for s in country.sites.values() if s.www and s.manner == "answers")
    reply = answer(country, site.host, "/x?y=1")
    assert (reply.status, reply.headers["Location"]) == (301, f"http://www.{site.host}/x?y=1")


def test_an_old_address_leads_to_the_new_one(country: DemoCountry) -> None:
    old, new = next(iter(country.moves.items()))
    reply = answer(country, f"www.{old}", "/")
    assert reply.status == 301
    assert new in reply.headers["Location"]
    assert answer(country, reply.headers["Location"].split("/")[2], "/").status == 200


def test_robots_are_sent_away_where_the_owner_says_so(country: DemoCountry) -> None:
    forbidding = answer(country, _host(_find(country, "robots")), "/robots.txt")
    assert forbidding.body.splitlines() == [b"User-agent: *", b"Disallow: /"]
    for site in [s for s in country.sites.values() if s.manner == "answers"][:40]:
        assert b"Disallow: /\n" not in answer(country, _host(site), "/robots.txt").body


@pytest.mark.parametrize(("manner", "status"), [("fails", 502), ("captcha", 403), ("shell", 200), ("parked", 200), ("soft_404", 200)])
def test_sites_that_cannot_be_read_answer_in_their_own_way(country: DemoCountry, manner: str, status: int) -> None:
    site = _find(country, manner)
    assert answer(country, _host(site), "/").status == status


def test_an_unknown_path_is_not_found_and_an_unknown_host_neither(country: DemoCountry) -> None:
    assert answer(country, _host(_find(country, "answers")), "/no/such/page").status == 404
    assert answer(country, "nobody.xd", "/").status == 404


def test_some_pages_come_in_old_encodings_and_some_declare_the_wrong_one(country: DemoCountry) -> None:
    sites = [site for site in country.sites.values() if site.manner == "answers"]
    old = [site for site in sites if site.charset != "utf-8"]
    wrong = [site for site in old if site.declared_charset == "utf-8"]
    assert old
    assert wrong
    for site in old:
        answer(country, _host(site), "/").body.decode(site.charset)
