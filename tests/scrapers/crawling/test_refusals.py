"""The engine itself, with our settings, reaches no private address under any name."""

import json
import os
import subprocess
import sys

import pytest

ODD_NAMES = ["localhost", "2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]", "[::1]", "0", "169.254.169.254", "0x7f000001"]

PROBE = """
import json, sys
import scrapy
from scrapers.crawling.failures import EXPECTED, RequestFailure, name_failure
from scrapers.crawling.site_log import ROBOTS
from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings
import scrapers.settings
class Probe(scrapy.Spider):
    name = "probe"
    async def start(self):
        ends = {}
        for url in json.loads(sys.argv[1]):
            try:
                ends[url] = (await self.crawler.engine.download_async(scrapy.Request(url, meta={ROBOTS: True}))).status
            except (*EXPECTED, RequestFailure) as error:
                ends[url] = name_failure(error).status
        print(json.dumps(ends))
        return
        yield
settings = Settings()
settings.setmodule(scrapers.settings)
settings.set("ITEM_PIPELINES", {})
settings.set("DOWNLOAD_DELAY", 0)
process = CrawlerProcess(settings)
process.crawl(Probe)
process.start()
"""


@pytest.fixture(scope="module")
def ends() -> dict[str, object]:
    """What became of a request to each odd name: a refusal is told apart from a port where nobody listens (timeout)."""
    urls = [f"http://{name}/" for name in ODD_NAMES]
    environment = {**os.environ, "http_proxy": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}
    done = subprocess.run(
        [sys.executable, "-c", PROBE, json.dumps(urls)], capture_output=True, text=True, timeout=60, env=environment, check=True
    )
    result: dict[str, object] = json.loads(done.stdout)
    return result


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_private_address_is_refused_however_it_is_spelled(ends: dict[str, object], name: str) -> None:
    assert ends[f"http://{name}/"] in {"dns", "http_error"}
