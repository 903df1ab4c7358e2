"""The register's own addresses as candidates."""

from collections.abc import Iterator

from scrapers.finding.quests import Quest
from store.records import Candidate


def propose_registered(quest: Quest) -> Iterator[Candidate]:
    """The site that the register names for an enterprise, as it was mended when the register was loaded."""
    for enterprise in quest.read_seeking():
        if enterprise.site:
            yield Candidate(enterprise.enterprise_id, enterprise.site, "register", words=enterprise.url)
        quest.progress.advance()
