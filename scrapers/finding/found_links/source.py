"""The source `link`: sites beside names on archived pages, and profiles that enterprises' own sites link to."""

from collections.abc import Iterator

from scrapers.finding.found_links.profiles import propose_stated_profiles
from scrapers.finding.found_links.proposing import propose_found_links
from scrapers.finding.quests import Quest
from store.archived_sites import list_archived_waves
from store.records import Candidate


def propose_links(quest: Quest) -> Iterator[Candidate]:
    """What archived pages link to beside the names of enterprises: those of this wave and of the one before, whose visits went deeper."""
    stated = propose_stated_profiles(quest.store, quest.country, quest.wave, quest.profile)
    profiles = {(found.enterprise_id, found.site): found for found in stated}
    waves = list_archived_waves(quest.store, quest.country, quest.wave)
    named = propose_found_links(quest.store, quest.country, quest.wave, waves, quest.read_seeking, quest.profile, quest.progress)
    for found in named:
        known = profiles.pop((found.enterprise_id, found.site), None)
        yield max((found, known), key=lambda candidate: candidate.score or 0.0) if known is not None else found
    yield from profiles.values()
