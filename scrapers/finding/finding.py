"""Who proposes which websites: every source that is wanted and allowed is asked, and what it proposes is kept."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from catalogue.linking import load_candidate_sources
from catalogue.messages import say, say_text
from catalogue.sites import find_site
from scrapers.finding.earlier import propose_earlier
from scrapers.finding.emails import propose_mail_domains
from scrapers.finding.found_links.source import propose_links
from scrapers.finding.guessed import propose_guessed
from scrapers.finding.listed import is_list_given, list_names, propose_listed
from scrapers.finding.quests import Quest, Source
from scrapers.finding.registered import propose_registered
from scrapers.finding.searching.source import is_search_wanted, list_services, propose_search
from store.candidates import add_candidates, count_lacking, doubt_candidates, forget_doubted, propose_websites
from store.records import Candidate, Website

CHUNK = 2000

SOURCES = (
    Source("earlier", propose_earlier),
    Source("register", propose_registered),
    Source("email", propose_mail_domains),
    Source("guess", propose_guessed, is_for_lacking=True),
    Source("list", propose_listed, is_list_given, list_names, is_for_lacking=True),
    Source("search", propose_search, is_search_wanted, list_services, is_for_lacking=True),
    Source("link", propose_links, reads_pages=True),
)
"""All sources, in the order in which they are asked."""


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What a source brought in this run: candidates kept, and those left out as nobody's own page; `is_off` where leave was missing."""

    key: str
    kept: int = 0
    left_out: int = 0
    is_off: bool = False


def find_candidates(quest: Quest, sources: tuple[Source, ...] = SOURCES) -> list[SourceReport]:
    """Asks every source that the options want; what a source proposed in an earlier run of the wave is replaced by what it proposes now.

    That happens when the source has been heard to its end: a run that breaks off takes nothing back.
    """
    return [_ask(quest, source) for source in sources if source.is_wanted(quest.options)]


def find_other_candidates(quest: Quest, since: str, sources: tuple[Source, ...] = SOURCES) -> list[SourceReport]:
    """Asks the sources for enterprises without a website once more: for those whose registered site was visited since, and is gone.

    What they proposed for others stays. `since` is a time as the store writes it.
    """
    gone = count_lacking(quest.store, quest.country, quest.wave, since)
    if not gone:
        return []
    quest.progress.note(say("{count} websites that the register names are gone: others are looked for.", count=gone))
    return find_candidates(replace(quest, since=since), tuple(source for source in sources if source.is_for_lacking))


def _ask(quest: Quest, source: Source) -> SourceReport:
    if not quest.permissions.allows(source.key):
        return SourceReport(source.key, is_off=True)
    quest.progress.start(say("Candidates from {source}", source=say_text(load_candidate_sources()[source.key].name)))
    if quest.since is None:
        origins = source.list_origins(quest.options) if source.list_origins else None
        doubt_candidates(quest.store, quest.country, quest.wave, source.key, origins)
    kept = left_out = 0
    proposed = source.propose(quest)
    while chunk := list(islice(proposed, CHUNK)):
        fit = list(_read_sites(quest, chunk))
        propose_websites(quest.store, [website for _, website in fit])
        add_candidates(quest.store, quest.country, quest.wave, [candidate for candidate, _ in fit])
        kept, left_out = kept + len(fit), left_out + len(chunk) - len(fit)
    forget_doubted(quest.store, quest.country, quest.wave, source.key)
    return SourceReport(source.key, kept, left_out)


def _read_sites(quest: Quest, candidates: list[Candidate]) -> Iterator[tuple[Candidate, Website]]:
    """The candidates whose sites can be somebody's own, each with its website."""
    for candidate in candidates:
        site = find_site(f"http://{candidate.site}")
        if site is not None and site.site == candidate.site:
            yield candidate, Website(quest.country, quest.wave, site.site, site.host, site.kind, is_candidate=True)
