"""An invented register with the archived websites of a tenth of it, and invented visits: what `find` works on in benchmarks."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.invented_names import NameMaker, draw_enterprises, vocabulary_of
from store.candidates import read_proposed_sites
from store.comparisons import replace_comparisons
from store.frame import read_enterprises, write_enterprises
from store.linking import Finding, FoundLink, replace_found_links
from store.opening import Store
from store.records import Comparison, Enterprise, Page, SiteVisit, Website
from store.websites import add_websites, write_visits

COUNTRY, BEFORE, WAVE = "KE", "2025", "2026"
CHUNK = 2000
PAGES, LINKS = 3, 6
"""Archived pages of a website, and links away on each."""

ARCHIVED = 10
"""One enterprise in so many has an archived website."""

SIZES = ("S0T9", "S0T9", "S0T9", "S10T49", "S50T249", "S_GE250")
FREE = ("gmail.com", "yahoo.com", "outlook.com")
NEVER = (None, None)
LEVELS = (("site_state", "read"), ("name", "exact"), ("host_name", "starts"), ("phone", "none"), ("place", "contact"))
"""Kinds and levels of the invented comparisons."""


def invent_world(store: Store, size: int, folder: Path) -> None:
    """Writes two waves of a register of so many enterprises: four in ten name a website, six an e-mail address, half of it free mail."""
    for wave in (BEFORE, WAVE):
        for chunk in _batch(_draw_register(size, wave)):
            write_enterprises(store, chunk)
            add_websites(store, [Website(COUNTRY, wave, e.site, e.site, start_url=f"http://{e.site}/") for e in chunk if e.site])
    decided = (
        (
            Finding(e.enterprise_id, "found", 0.9, 0.1, 0.0, 1, "find@1"),
            [FoundLink(e.enterprise_id, e.site, "own", 0.9, "find@1", "", *NEVER)],
        )
        for e in read_enterprises(store, COUNTRY, BEFORE)
        if e.site
    )
    replace_found_links(store, COUNTRY, BEFORE, decided)
    write_visits(store, _archive(store, size, folder / f"{size}.warc"))


def visit_candidates(store: Store) -> int:
    """Writes a visit and comparisons for every proposed site, as if all had been read; gives how many."""
    count = 0
    for chunk in _batch(list(read_proposed_sites(store, COUNTRY, WAVE))):
        with store.writing() as db:
            sites = [(COUNTRY, WAVE, site) for site, _ in chunk]
            db.conn.executemany("UPDATE websites SET status = 'ok', is_final = 1 WHERE country = ? AND wave = ? AND site = ?", sites)
            for site, ids in chunk:
                replace_comparisons(
                    store, COUNTRY, WAVE, site, [Comparison(key, site, k, level, f"{k}@1") for key in ids for k, level in LEVELS]
                )
                count += 1
    return count


def _batch(things: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(things)
    return iter(lambda: list(islice(rest, CHUNK)), [])


def _draw_register(size: int, wave: str) -> Iterator[Enterprise]:
    chance = random.Random(7)
    for number, enterprise in enumerate(draw_enterprises(size, 1)):
        own = "".join(letter for letter in (enterprise.name or "").lower() if letter.isalnum()) or "x"
        host = f"{own[:40]}{number}.co.ke"
        named, mailed = chance.random() < 0.4, chance.random()
        mail = f"info@{host}" if mailed < 0.3 else f"{own[:20]}@{chance.choice(FREE)}" if mailed < 0.6 else None
        yield replace(
            enterprise, wave=wave, site=host if named else None, url=f"http://{host}" if named else None, email=mail,
            size_class=chance.choice(SIZES), section=chance.choice("CGHIJKL"),
        )  # fmt: skip


def _archive(store: Store, size: int, path: Path) -> Iterator[SiteVisit]:
    """Visits of a tenth of the enterprises' websites, whose pages link to others' by name."""
    maker, chance = NameMaker(3, vocabulary_of(size)), random.Random(5)
    names = [e.name or "" for e in read_enterprises(store, COUNTRY, WAVE)]
    hosts = [e.site for e in read_enterprises(store, COUNTRY, WAVE) if e.site][:: max(1, int(0.4 * ARCHIVED))]
    with path.open("wb") as stream:
        for host in hosts:
            pages = []
            for number in range(PAGES):
                url, offset = f"http://{host}/{number or ''}", stream.tell()
                links = (_link(maker, chance, names) for _ in range(LINKS))
                stream.write(_record(url, f"<!doctype html><title>{host}</title><ul>{''.join(links)}</ul>".encode()))
                pages.append(Page(url, 200, warc_file=str(path), warc_offset=offset))
            yield SiteVisit(Website(COUNTRY, WAVE, host, host, status="ok", is_final=True, attempts=1), tuple(pages), ())


def _link(maker: NameMaker, chance: random.Random, names: list[str]) -> str:
    """An entry of a list: one in six names an enterprise of the register, the others somebody else."""
    business = maker.draw_business()
    name = chance.choice(names) if chance.random() < 1 / LINKS else business.name
    return f"<li>{name}, {business.place}, since {chance.randrange(1950, 2020)} <a href='http://www.{maker.draw_host(business)}/'>website</a></li>"


def _record(url: str, body: bytes) -> bytes:
    """One WARC record of a page."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2026-03-01T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"
