"""What all indicators of one wave share while they are estimated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aggregate.disclosure.rules import RuleSet
from aggregate.tables.domains import Domains
from aggregate.tables.earlier_phases import EarlierPhases
from aggregate.tables.earlier_releases import EarlierReleases
from aggregate.tables.rows import FrameCounts
from store.opening import Store
from store.records import SampleDesign


@dataclass(frozen=True, slots=True)
class Wave:
    """What all indicators of one wave share, while its frame is laid out for counting.

    `counts` are the frame's by capability, `models` {capability: version of the model}, `cells` the frame's by columns, `earlier` the
    phases before samples were drawn, `also` the experimental methods asked for. `blind` capabilities were decided by a model that learnt
    from labels of samples, without what it would say of them unseen. `notes` are sentences for the person who asked, added to. `releases`
    are those that the wave has already, None where it has none.
    """

    store: Store
    country: str
    wave: str
    domains: Domains
    counts: dict[str, FrameCounts]
    designs: list[SampleDesign]
    models: Mapping[str, str | None]
    level: float
    cells: Mapping[str, Sequence[Any]]
    rules: Mapping[str, RuleSet]
    earlier: EarlierPhases | None
    also: Sequence[str] = ()
    blind: frozenset[str] = frozenset()
    notes: list[str] = field(default_factory=list)
    releases: EarlierReleases | None = None
