"""Shards of a wave: which of its websites other computers are asked to visit, and how."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from urllib.parse import urlsplit
from zlib import crc32

from catalogue.leaving import check_hosts_only
from catalogue.sites import registered_domain
from scrapers.cluster.tasks import CrawlTask, HostVisit, Manners, encode_task, name_shard
from scrapers.crawling.frontier import RetryPlan
from scrapers.crawling.launching import name_hours
from scrapers.crawling.neighbours import AT_ONCE
from scrapers.crawling.opting_out import OptOuts
from scrapers.crawling.options import CrawlOptions
from store.crawl import count_websites
from store.opening import Store
from store.records import Website
from store.rows import current_time
from store.settings import read_settings
from store.shards import AskedShard
from store.websites import read_open_websites

SITES = 200
"""Sites of a shard, about: what is visited again where the computer that visits them dies."""

PAUSE = 0.5
"""Seconds between two requests to one address, as settings.py has them."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Hosts by shard, and how many sites are due but stay with this computer: opted out, or with an address of more than a host."""

    hosts: Mapping[int, tuple[HostVisit, ...]]
    parts: int
    staying: int

    @property
    def sites(self) -> int:
        """How many sites other computers visit."""
        return sum(map(len, self.hosts.values()))


def plan_shards(store: Store, country: str, wave: str, retries: RetryPlan, opt_outs: OptOuts, sites: int = SITES) -> Plan:
    """The shards that are due. All hosts of a registered domain are in one; which, depends on the size of the wave only."""
    now, staying = current_time(), 0
    parts = max(1, ceil(count_websites(store, country, wave) / sites))
    found = defaultdict[int, list[HostVisit]](list)
    for website in read_open_websites(store, country, wave, before=now):
        if not retries.is_due(website, now[:10]):
            continue
        host = None if opt_outs.hold(website.site) else find_host(website)
        if host is None:
            staying += 1
        else:
            found[crc32(registered_domain(host.site).encode()) % parts].append(host)
    return Plan({part: tuple(sorted(hosts, key=lambda host: host.site)) for part, hosts in sorted(found.items())}, parts, staying)


def find_host(website: Website) -> HostVisit | None:
    """The host that a visit begins at; None where the website's address says more than a host."""
    url = website.start_url or f"http://{website.site}/"
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        is_bare = parts.port is None and parts.path in {"", "/"} and not (parts.query or parts.fragment or parts.username)
    except ValueError:
        return None
    if website.kind != "own" or website.site != website.host or not is_bare or parts.scheme not in {"http", "https"}:
        return None
    if parts.hostname not in {website.site, f"www.{website.site}"}:
        return None
    is_www, is_https = parts.hostname != website.site, parts.scheme == "https"
    return HostVisit(website.site, is_www, is_https, website.attempts, website.first_attempt_at)


def list_opt_outs(entries: Iterable[str]) -> tuple[str, ...]:
    """The hosts among those that must be left alone; visits of other hosts may lead to them."""
    return check_hosts_only(sorted(site for site in OptOuts(set(entries)).sites if "/" not in site and "." in site))


def build_tasks(
    plan: Plan, country: str, wave: str, storage: str, manners: Manners, opt_outs: tuple[str, ...]
) -> Iterator[tuple[AskedShard, bytes]]:
    """Each shard with its task."""
    for part, hosts in plan.hosts.items():
        encoded = encode_task(CrawlTask(country, wave, storage, hosts, opt_outs, manners))
        yield AskedShard(country, wave, name_shard(encoded), "crawl", f"{part + 1}/{plan.parts}", storage, len(hosts)), encoded


def choose_manners(store: Store, options: CrawlOptions, at_once: int) -> Manners:
    """How all shards are visited: what one address may be asked for is shared by those that are visited at the same time."""
    kept = read_settings(store)
    shared = {} if options.connect_to else {"ECOMSTAT_PER_ADDRESS": max(1, AT_ONCE // at_once), "ECOMSTAT_ADDRESS_PAUSE": PAUSE * at_once}
    settings = {**{name: str(value) for name, value in shared.items()}, "ECOMSTAT_READERS": "1", **options.settings}
    return Manners(
        options.contact_name or kept.get("contact_name", ""), options.contact_url or kept.get("contact_url", ""), options.pages,
        options.retries, options.same_day, options.delay, name_hours(options), options.time_zone or "", options.connect_to,
        options.allow_private, options.canaries, options.is_evidence, settings,
    )  # fmt: skip
