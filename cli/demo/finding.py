"""Finding the websites of the invented country, and how right it is: what only an invented country can tell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from catalogue.progress import Progress
from classify.linking.churn import Churn, count_churn
from classify.linking.scores import LinkScore, evaluate_links
from cli.demo.records import DemoCountry, DemoEnterprise
from cli.demo.server import DemoServer
from cli.seeking import seek_websites
from scrapers.crawling import CrawlOptions
from scrapers.finding.quests import FindOptions
from store.candidates import read_candidates
from store.linking import read_findings
from store.opening import open_store
from store.runs import recording

TARGET_RIGHT, TARGET_ERROR = 0.92, 0.05
PAGES, DEPTH = 5, 1


@dataclass(frozen=True, slots=True)
class SourceYield:
    """What a source proposed: enterprises that it proposed a site for, of them those whose true site was among the proposed, and the score
    of the sites that enterprises were given by its word, alone or with others.
    """

    source: str
    enterprises: int
    true: int
    score: LinkScore | None


@dataclass(frozen=True, slots=True)
class DemoFinding:
    """How right finding was: for all, for enterprises of which the register names no site, and by source; `churn` since the wave before."""

    wave: str
    everybody: LinkScore
    unnamed: LinkScore
    sources: tuple[SourceYield, ...]
    churn: Churn | None


def find_in_demo(
    store_path: Path, wave: str, server: DemoServer, lists: tuple[Path, ...], visits: CrawlOptions, progress: Progress
) -> None:
    """Looks for the websites of all enterprises by every source that the demo has, with the leave to ask its own name service.

    Once a wave: to look again after the crawl, with its pages, finds more, and the demo says the same whenever it runs.
    """
    with open_store(store_path) as store:
        if next(iter(read_findings(store, "XD", wave)), None) is not None:
            return
    asked = FindOptions(allowed=frozenset({"dns"}), lists=tuple(map(str, lists)), name_server=server.name_service, allow_private=True)
    with open_store(store_path) as store, recording(store, "find", {"demo": server.country.seed}, "XD", wave) as counts:
        seek_websites(store, visits, asked, progress, counts)


def judge_finding(store_path: Path, country: DemoCountry, wave: str) -> DemoFinding:
    """The links of a wave against the truth of the country."""
    truth = list_true_sites(country)
    unnamed = {unit.enterprise_id for unit in country.enterprises if unit.register_url is None}
    with open_store(store_path) as store:
        scores = evaluate_links(store, "XD", wave, truth)
        others = evaluate_links(store, "XD", wave, {key: sites for key, sites in truth.items() if key in unnamed})
        by_source = {score.group: score for score in scores if score.dimension == "source"}
        proposed = ((c.enterprise_id, c.site, c.source) for c in read_candidates(store, "XD", wave))
        yields = tuple(
            SourceYield(source, len(found), sum(found.values()), by_source.get(source))
            for source, found in _count_hits(truth, proposed).items()
        )
        return DemoFinding(wave, scores[0], others[0], yields, count_churn(store, "XD", wave))


def list_true_sites(country: DemoCountry) -> dict[str, frozenset[str]]:
    """{enterprise: hosts that are truly its own or its group's}, old hosts that lead there among them; empty where there is no website."""
    old: dict[str, list[str]] = {}
    for before, now in country.moves.items():
        old.setdefault(now, []).append(before)
    return {unit.enterprise_id: frozenset(_name_hosts(unit, old)) for unit in country.enterprises}


def _name_hosts(unit: DemoEnterprise, old: Mapping[str, list[str]]) -> Iterator[str]:
    for host in unit.hosts:
        yield host
        yield from old.get(host, ())


def _count_hits(truth: Mapping[str, frozenset[str]], proposed: Iterator[tuple[str, str, str]]) -> dict[str, dict[str, bool]]:
    """{source: {enterprise: whether a site that the source proposed is a true one}}."""
    found: dict[str, dict[str, bool]] = {}
    for enterprise_id, site, source in proposed:
        hits = found.setdefault(source, {})
        hits[enterprise_id] = hits.get(enterprise_id, False) or site in truth[enterprise_id]
    return found
