"""Finding the websites of the invented country, and how right it is: what only an invented country can tell."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from catalogue.progress import Progress
from classify.linking.churn import Churn, count_churn
from classify.linking.scores import LinkScore, evaluate_links
from cli.demo.records import DemoCountry, DemoEnterprise
from cli.demo.server import DemoServer
from cli.seeking import seek_websites
from scrapers.crawling.options import CrawlOptions
from scrapers.finding.quests import FindOptions
from store.candidates import read_candidates
from store.decisions import read_links
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
class KindsGiven:
    """`members` of groups and franchises, those of them given the site that they share, as shared; enterprises of which the register names
    their page on a network (`on_network`), those of them given that page and no website.
    """

    members: int
    shared: int
    on_network: int
    social: int


@dataclass(frozen=True, slots=True)
class DemoFinding:
    """How right finding was: for all, for enterprises of which the register names no site, by source, and the kinds of presence that are
    kept apart; `churn` since the wave before.
    """

    wave: str
    everybody: LinkScore
    unnamed: LinkScore
    sources: tuple[SourceYield, ...]
    kinds: KindsGiven
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
        given = {(link.enterprise_id, link.site): link.relation for link in read_links(store, "XD", wave)}
        return DemoFinding(wave, scores[0], others[0], yields, count_kinds(country, given), count_churn(store, "XD", wave))


def count_kinds(country: DemoCountry, given: Mapping[tuple[str, str], str]) -> KindsGiven:
    """How the links {(enterprise, site): relation} fit shared sites and pages on networks."""
    hosts = Counter(unit.host for unit in country.enterprises if unit.host)
    members = [unit for unit in country.enterprises if unit.host and hosts[unit.host] > 1]
    on_network = [unit for unit in country.enterprises if unit.social_url and unit.register_url == unit.social_url]
    relations: dict[str, set[str]] = {}
    for (enterprise_id, _), relation in given.items():
        relations.setdefault(enterprise_id, set()).add(relation)
    return KindsGiven(
        len(members),
        sum(given.get((unit.enterprise_id, str(unit.host))) == "shared" for unit in members),
        len(on_network),
        sum(relations.get(unit.enterprise_id, set()) - {"rejected"} == {"social"} for unit in on_network),
    )


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
