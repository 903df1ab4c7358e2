"""A publication frozen at its release, and given back the same whatever happens to the store: facts and codes, words in no language."""

from dataclasses import replace

import msgspec
import pandas as pd

from aggregate.publication.choosing import DRAFT_ONLY, choose_release, find_embargo, is_under_embargo
from aggregate.publication.collecting import assemble_publication, collect_publication
from aggregate.publication.facts import Facts
from aggregate.publication.records import Background, Publication
from aggregate.publication.revising import list_revisions, summarise_revisions
from store.opening import Store
from store.releases import Release, read_frozen, read_released, read_releases
from store.rows import current_time


def freeze(publication: Publication) -> str:
    """What a publication holds beside its estimates, as JSON."""
    background = Background(*(getattr(publication, name) for name in Background.__dataclass_fields__))
    return msgspec.json.encode(background).decode("utf-8")


def thaw(text: str) -> Background:
    """What `freeze` wrote; what only a newer version knows has its default."""
    return msgspec.json.decode(text, type=Background)


def read_vintage(
    store: Store, country: str, wave: str, which: str = "latest", *, facts: Facts | None = None, under_embargo: bool = False
) -> Publication:
    """What `which` names: a release, or the draft of the estimates as they are now, with these facts.

    `draft`: the draft; `latest`: the newest release whose embargo is over, else the draft; else as `read_release`. While a release of the
    wave is under embargo, so is the draft, which has the same figures or nearly so.

    Raises:
        EstimateError: there is no such release, it is under embargo, or there are no estimates.
        StoreError: a release has been tampered with.
    """
    release = None if which == DRAFT_ONLY else read_release(store, country, wave, which, under_embargo=under_embargo)
    if release is not None:
        return release
    return replace(collect_publication(store, country, wave, facts), embargo=find_embargo(store, country, wave))


def read_release(store: Store, country: str, wave: str, which: str = "latest", *, under_embargo: bool = False) -> Publication | None:
    """A release as it was made, in the words of the language spoken now; None where `latest` finds none whose embargo is over.

    `which`: `latest`, a vintage (its newest release), or the number of a release. Before its embargo ends it is given `under_embargo` only.

    Raises:
        EstimateError: there is no such release, or it is under embargo.
        StoreError: it has been tampered with.
    """
    release = choose_release(store, country, wave, which, under_embargo=under_embargo)
    return thaw_release(store, release) if release else None


def thaw_release(store: Store, release: Release) -> Publication:
    """One release with the releases before it and what it revised of them."""
    text, columns = read_frozen(store, release)
    published = assemble_publication(release.country, release.wave, pd.DataFrame(columns), thaw(text))
    history = tuple(found for found in read_releases(store, release.country, release.wave) if found.number < release.number)
    earlier = [(found, pd.DataFrame(read_released(store, found.release))) for found in history]
    figures = pd.concat([published.table, published.changes], ignore_index=True) if len(published.changes) else published.table
    return replace(
        published,
        release=release,
        history=history,
        revisions=list_revisions(figures, earlier),
        revision_means=summarise_revisions(figures, earlier),
        embargo=release.embargo_until if is_under_embargo(release, current_time()) else None,
    )
