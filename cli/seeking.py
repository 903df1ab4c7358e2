"""The chain of finding websites, as `find`, `run` and the demo go it: candidates, visits, comparisons, decisions."""

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass

from catalogue.profiles import load_profile
from catalogue.progress import Progress
from classify.linking.wave import LinkReport, link_found_sites
from scrapers.comparing.candidate_pairs import compare_candidates
from scrapers.crawling.frontier import Frontier, RetryPlan
from scrapers.crawling.launching import launch_crawl
from scrapers.crawling.options import CrawlOptions, CrawlReport
from scrapers.crawling.scopes import CANDIDATES
from scrapers.finding.finding import SOURCES, SourceReport, find_candidates, find_other_candidates
from scrapers.finding.permissions import Permissions
from scrapers.finding.quests import FindOptions, Quest
from store.candidates import settle_candidates
from store.crawl import count_untried
from store.opening import Store
from store.rows import current_time

Tell = Callable[[CrawlReport | None], None]


def _tell_nobody(_: CrawlReport | None) -> None:
    """The visits are nobody's business."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What came of finding: one report for every time that a source was asked, and what was decided."""

    reports: tuple[SourceReport, ...]
    links: LinkReport


def seek_websites(
    store: Store,
    visits: CrawlOptions,
    asked: FindOptions,
    progress: Progress,
    counts: MutableMapping[str, object],
    tell: Tell = _tell_nobody,
) -> Sought:
    """Looks for the websites of all enterprises of the country and wave that `visits` names, and decides whose they are.

    `counts` takes what `runs` keeps, also where the chain breaks off; `tell` hears of every round of visits, None where nothing was left.
    """
    chain = _Chain(store, visits, asked, progress, tell)
    reports = chain.gather()
    counts.update(_count_kept(reports))
    links = chain.decide()
    counts.update(links.outcomes)
    return Sought(tuple(reports), links)


@dataclass(frozen=True, slots=True)
class _Chain:
    """What the steps share."""

    store: Store
    visits: CrawlOptions
    asked: FindOptions
    progress: Progress
    tell: Tell

    def gather(self) -> list[SourceReport]:
        """Asks all sources and visits what they propose: first those that read no pages; then, where a registered website turned out to
        be gone, those for whoever lacks one; then what the pages link to.
        """
        profile, began = load_profile(self.visits.country), current_time()
        leave = Permissions(profile, self.asked.allowed)
        quest = Quest(self.store, self.visits.country, self.visits.wave, profile, self.asked, leave, self.progress)
        reports = find_candidates(quest, tuple(source for source in SOURCES if not source.reads_pages))
        self._visit()
        reports += find_other_candidates(quest, began)
        self._visit_untried()
        reports += find_candidates(quest, tuple(source for source in SOURCES if source.reads_pages))
        self._visit_untried()
        return reports

    def decide(self) -> LinkReport:
        """Compares enterprises with the sites proposed for them, decides whose they are, and opens those that belong to somebody."""
        country, wave = self.visits.country, self.visits.wave
        compare_candidates(self.store, country, wave, load_profile(country), self.progress)
        report = link_found_sites(self.store, country, wave, self.progress)
        settle_candidates(self.store, country, wave)
        return report

    def _visit_untried(self) -> None:
        if count_untried(self.store, self.visits.country, self.visits.wave, candidates=True):
            self._visit()

    def _visit(self) -> None:
        """Visits the candidates that are due, as far as it takes to see whose they are."""
        plan = RetryPlan(self.visits.retries, self.visits.same_day)
        is_due = Frontier(self.store, self.visits.country, self.visits.wave, plan, CANDIDATES).is_any_due()
        self.tell(launch_crawl(self.store.path, self.visits, self.progress) if is_due else None)


def _count_kept(reports: list[SourceReport]) -> dict[str, int]:
    """{source: candidates kept}, of the sources that were asked."""
    kept = {report.key: 0 for report in reports if not report.is_off}
    for report in reports:
        if report.key in kept:
            kept[report.key] += report.kept
    return kept
