"""What is used of the inside of Scrapy and Twisted is there: a newer version may have moved it."""

import json
import subprocess
import sys
from importlib.metadata import version

from twisted.web.client import HTTPConnectionPool

from scrapers.crawling.answers import bound_factory

HINT = (
    "Scrapy {scrapy} or Twisted {twisted} has changed inside: see whether Scrapy limits the headers of an answer by now"
    " (https://github.com/scrapy/scrapy/pull/7813) and let scrapers/crawling/answers.py use that, or follow what was moved; the hostile"
    " hosts of tests/scrapers/hostile send endless headers to try it."
)
LOOK = """
import json
from scrapy import Spider
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from twisted.internet import endpoints
from twisted.web import _newclient
from scrapers.crawling.answers import INSIDES, BoundedHandler
crawler = Crawler(Spider, {"TWISTED_REACTOR_ENABLED": True})
handler = HTTP11DownloadHandler(crawler)
pool = getattr(handler, "_pool", None)
factory = getattr(pool, "_factory", None)
protocol = factory(lambda _: None, repr).buildProtocol(None) if factory else None
things = {"handler": handler, "pool": pool, "factory": factory, "protocol": protocol, "twisted.web._newclient": _newclient,
    "twisted.internet.endpoints": endpoints}
missing = [f"{place}.{name}" for place, names in INSIDES.items() for name in names if not hasattr(things[place], name)]
print(json.dumps([missing, missing or issubclass(BoundedHandler(crawler)._pool._factory, factory)]))
"""
"""Run by itself, since it needs a reactor."""


def test_what_is_used_of_the_inside_of_scrapy_is_there() -> None:
    done = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=False, timeout=60)
    hint = HINT.format(scrapy=version("scrapy"), twisted=version("twisted"))
    assert done.returncode == 0, f"{hint}\n{done.stderr}"
    missing, is_bounded = json.loads(done.stdout)
    assert missing == [], hint
    assert is_bounded


ENCODE = """
import idna
asked, encode = [], idna.encode
idna.encode = lambda name, *given, **named: asked.append(name) or encode(name, *given, **named)
from scrapy import Spider
from scrapy.crawler import Crawler
from twisted.internet.endpoints import HostnameEndpoint
from twisted.internet import reactor
from scrapers.crawling.answers import BoundedHandler
for _ in range(2):
    BoundedHandler(Crawler(Spider, {"TWISTED_REACTOR_ENABLED": True}))
for name in ("duka.co.ke", "duka.co.ke", "m\u00fcller.example", "duka.co.ke"):
    print(HostnameEndpoint(reactor, name, 80)._hostBytes.decode())
print(len(asked))
"""


def test_a_name_is_spelt_for_the_network_once_and_as_before() -> None:
    done = subprocess.run([sys.executable, "-c", ENCODE], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["duka.co.ke", "duka.co.ke", "xn--mller-kva.example", "duka.co.ke", "2"]


def test_a_bounded_connection_is_the_one_that_would_have_been_with_a_bound() -> None:
    plain = HTTPConnectionPool._factory
    before, after = (factory(lambda _: None, repr).buildProtocol(None) for factory in (plain, bound_factory(plain)))
    again = bound_factory(plain)(lambda _: None, repr).buildProtocol(None)
    assert isinstance(after, type(before))
    assert type(after).dataReceived is not type(before).dataReceived
    assert type(again) is type(after), "one class for all"
