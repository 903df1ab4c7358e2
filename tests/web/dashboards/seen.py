"""What somebody sees of a page: its words, its tables, the files it offers."""

import csv
import io
from html import unescape
from html.parser import HTMLParser

from tests.web.browsing import Browser

PAGES = ("/dashboards/estimates", "/dashboards/quality", "/dashboards/crawl")


class Words(HTMLParser):
    """All text of a page, that of charts too."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_data(self, text: str) -> None:
        if text.strip():
            self.texts.append(text.strip())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.links += [unescape(value or "") for name, value in attributes if tag == "a" and name == "href"]


def read_words(browser: Browser, path: str) -> list[str]:
    answer = browser.get(path, headers={"accept": "text/html"})
    assert answer.status_code == 200, answer.text
    return Words(answer.text).texts


def list_files(browser: Browser, path: str) -> list[str]:
    return [link for link in Words(browser.get(path).text).links if ".csv" in link]


def read_rows(browser: Browser, path: str) -> list[dict[str, str]]:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


def read_everything(browser: Browser) -> dict[str, str]:
    """{address: text} of all dashboards and their files, without what differs from session to session."""
    paths = [*PAGES, *(file for page in PAGES for file in list_files(browser, page))]
    return {path: browser.get(path).text.replace(browser.form_token(), "TOKEN") for path in paths}
