"""The links of the wave before as candidates: they are verified again before anything else is looked for."""

from collections.abc import Iterator

from scrapers.finding.quests import Quest
from store.candidates import read_earlier_links
from store.records import Candidate


def propose_earlier(quest: Quest) -> Iterator[Candidate]:
    """The sites that the wave before linked to enterprises which this wave's register still holds; `origin` is that wave."""
    for link in read_earlier_links(quest.store, quest.country, quest.wave):
        yield Candidate(link.enterprise_id, link.site, "earlier", score=link.probability, origin=link.wave)
        quest.progress.advance()
