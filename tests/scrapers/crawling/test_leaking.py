"""What a crawl never sends and never keeps: cookies, names and passwords, where it comes from; and no proxy of the surroundings."""

import gzip
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from scrapy.settings import Settings
from scrapy.utils.conf import build_component_list

from catalogue.sites import find_site
from scrapers.archives.redirects import find_target, judge_target
from scrapers.archives.responses import SentResponse, normalise_headers
from scrapers.archives.writing import build_response_record
from scrapers.crawling.addresses import refuse_url
from tests.scrapers.crawling.test_refusals import PROBE


class _Noting(BaseHTTPRequestHandler):
    """Sets cookies with every answer and notes what it was sent."""

    asked: list[tuple[str, dict[str, str]]]

    def do_GET(self) -> None:
        self.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        self.send_response(200)
        self.send_header("Set-Cookie", "visitor=4711; Path=/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def noted() -> Iterator[tuple[str, list[tuple[str, dict[str, str]]]]]:
    """A server's address, and the paths and headers that it was asked for."""
    asked: list[tuple[str, dict[str, str]]] = []
    with ThreadingHTTPServer(("127.0.0.1", 0), type("Noting", (_Noting,), {"asked": asked})) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()


def test_no_cookie_credential_or_referrer_is_sent_and_no_proxy_asked(noted: tuple[str, list[tuple[str, dict[str, str]]]]) -> None:
    place, asked = noted
    proxies = dict.fromkeys(("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"), f"{place}/proxy")
    probe = PROBE.replace(
        'settings.set("DOWNLOAD_DELAY", 0)', 'settings.set("DOWNLOAD_DELAY", 0); settings.set("ECOMSTAT_ALLOW_PRIVATE", True)'
    )
    urls = [f"{place}/first", f"{place}/second", "http://unknown.invalid/", f"{place.replace('//', '//me:secret@')}/third"]
    done = subprocess.run(
        [sys.executable, "-c", probe, json.dumps(urls)], capture_output=True, text=True, timeout=120, env=os.environ | proxies, check=True
    )
    ends = json.loads(done.stdout)
    assert [path for path, _ in asked] == ["/first", "/second"], "neither the name that is unknown, through the proxy, nor the password"
    assert ends["http://unknown.invalid/"] == "dns"
    for _, headers in asked:
        assert headers.keys() == {"host", "user-agent", "accept", "accept-language", "accept-encoding"} | (headers.keys() & {"connection"})


def test_the_archive_keeps_no_cookie_and_no_password() -> None:
    sent = [("Set-Cookie", "visitor=4711"), ("Set-Cookie2", "visitor=4711"), ("Cookie", "visitor=4711"), ("Authorization", "Basic x"),
            ("Refresh", "0;url=http://me:secret@shop.co.ke/"), ("X-Path", "https://shop.co.ke/a//b@c"), ("Location", "https://me:secret@shop.co.ke/a@b"),
            ("Link", "<//me:secret@shop.co.ke/>; rel=next"), ("Server", "x")]  # fmt: skip
    headers = normalise_headers(sent)
    assert dict(headers) == {
        "link": "<//***@shop.co.ke/>; rel=next", "location": "https://***@shop.co.ke/a@b", "server": "x",
        "refresh": "0;url=http://***@shop.co.ke/", "x-path": "https://shop.co.ke/a//b@c",
    }  # fmt: skip
    record = build_response_record(SentResponse("http://shop.co.ke/", 302, headers, b"", "2026-01-01T00:00:00Z"))
    assert b"secret" not in gzip.decompress(record)


def test_a_redirect_to_an_address_with_a_password_is_refused_and_the_reason_holds_none() -> None:
    headers = dict(normalise_headers([("Location", "http://me:secret@shop.co.ke/")]))
    target = find_target("http://shop.co.ke/", 302, headers)
    assert target is not None
    assert refuse_url(target)
    assert "secret" not in str(judge_target("shop.co.ke", "own", "shop.co.ke", "http://me:secret@10.0.0.1/"))


def test_a_registers_address_loses_name_and_password() -> None:
    site = find_site("HTTPS://me:se@cret@shop.co.ke:8080/a@b?c=d@e")
    assert site is not None
    assert (site.site, site.url) == ("shop.co.ke", "HTTPS://shop.co.ke:8080/a@b?c=d@e")
    plain = find_site("http://shop.co.ke/@user")
    assert plain is not None
    assert plain.url == "http://shop.co.ke/@user"


def test_no_port_is_opened_by_which_a_crawl_could_be_steered() -> None:
    """An extension that is new in Scrapy is read before its name is added here: some listen for orders, and are on by themselves."""
    settings = Settings()
    settings.setmodule("scrapers.settings")
    on = {name.rpartition(".")[2] for name in build_component_list(settings.getwithbase("EXTENSIONS"))}
    harmless = {
        "CoreStats",
        "LogCount",
        "MemoryUsage",
        "MemoryDebugger",
        "CloseSpider",
        "FeedExporter",
        "LogStats",
        "SpiderState",
        "AutoThrottle",
    }
    assert on <= {*harmless, "TelnetConsole"}
    assert not settings.getbool("TELNETCONSOLE_ENABLED")
