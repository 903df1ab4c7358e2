"""What became of the websites of the wave before: kept, moved, lost and why, and which enterprises have one anew."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from store.link_changes import count_link_changes
from store.linking import find_earlier_wave
from store.opening import Store

UNPROPOSED = "not_proposed"
"""Why a site is gone that nobody proposed again."""


@dataclass(frozen=True, slots=True)
class Churn:
    """Enterprises that are in both registers. `moved`: had and have own or shared sites, but none in common. `lost`, `moved` {why the
    earlier site was given up: enterprises}, as `classify.linking.lifetime` names reasons; `new`: had none; `without`: neither had nor has.
    """

    earlier_wave: str
    kept: int
    moved: Mapping[str, int]
    lost: Mapping[str, int]
    new: int
    without: int


def count_churn(store: Store, country: str, wave: str, earlier_wave: str | None = None) -> Churn | None:
    """The churn of links since an earlier wave (the newest one before, unless another is named); None where no wave before has links."""
    earlier = earlier_wave or find_earlier_wave(store, country, wave)
    if earlier is None:
        return None
    moved, lost, others = Counter[str](), Counter[str](), Counter[str]()
    for had, has, kept, why, count in count_link_changes(store, country, earlier, wave):
        if had and not kept:
            (moved if has else lost)[why or UNPROPOSED] += count
        else:
            others["kept" if kept else "new" if has else "without"] += count
    return Churn(earlier, others["kept"], moved, lost, others["new"], others["without"])
