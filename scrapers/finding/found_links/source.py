"""The source `link`: sites beside names on archived pages, and profiles that enterprises' own sites link to."""

from collections.abc import Iterator
from heapq import merge
from itertools import groupby

from scrapers.finding.found_links.profiles import propose_stated_profiles
from scrapers.finding.found_links.proposing import propose_found_links
from scrapers.finding.quests import Quest
from store.archived_sites import list_archived_waves
from store.records import Candidate


def propose_links(quest: Quest) -> Iterator[Candidate]:
    """What archived pages link to beside the names of enterprises: those of this wave and of the one before, whose visits went deeper.

    By enterprise; of a site that is both named and stated, the likelier.
    """
    waves = list_archived_waves(quest.store, quest.country, quest.wave)
    named = propose_found_links(quest.store, quest.country, quest.wave, waves, quest.read_seeking, quest.profile, quest.progress)
    stated = propose_stated_profiles(quest.store, quest.country, quest.wave, quest.profile)
    for _, of_one in groupby(merge(named, stated, key=_enterprise_of), key=_enterprise_of):
        best: dict[str, Candidate] = {}
        for found in of_one:
            if found.site not in best or (best[found.site].score or 0.0) < (found.score or 0.0):
                best[found.site] = found
        yield from best.values()


def _enterprise_of(candidate: Candidate) -> str:
    return candidate.enterprise_id
