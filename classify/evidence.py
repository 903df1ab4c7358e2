"""Signals weighed for one capability: additive log-odds in which repeated evidence of one group counts less and less."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from classify.models import CapabilityModel, Evidence
from store.records import Signal

DISCOUNT = 0.5
"""The second piece of evidence of a group counts half, the third a quarter."""

SignalsByKind = Mapping[str, Sequence[Signal]]


@dataclass(frozen=True, slots=True)
class Reason:
    """A signal that decided, and how much it added to the log-odds of a yes (negative: of a no)."""

    kind: str
    value: str
    page: str
    place: str
    words: str
    weight: float
    name: str
    group: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the evidence says: log-odds of a yes, the groups that speak for it, the reasons with the strongest first."""

    log_odds: float
    groups: frozenset[str]
    reasons: tuple[Reason, ...]


def group_signals(signals: Iterable[Signal]) -> dict[str, list[Signal]]:
    """The signals by their kind."""
    by_kind = dict[str, list[Signal]]()
    for signal in signals:
        by_kind.setdefault(signal.kind, []).append(signal)
    return by_kind


def weigh_signals(model: CapabilityModel, signals: SignalsByKind) -> Weighed:
    """The log-odds of a yes for one capability, with its reasons."""
    reasons = tuple(sorted(_saturate(match_evidence(model, signals)), key=lambda r: (-abs(r.weight), r.name)))
    groups = frozenset(r.group.split("/")[0] for r in reasons if r.weight > 0)
    return Weighed(model.prior + sum(r.weight for r in reasons), groups, reasons)


def match_evidence(model: CapabilityModel, signals: SignalsByKind) -> list[tuple[Evidence, Signal]]:
    """The evidence that is seen, each with the signal that shows it best; what gives way to other evidence is left out."""
    matches = {e.name: (e, found) for e in model.evidence if (found := _matching(e, signals.get(e.kind, ())))}
    seen = matches.keys()
    return [(e, found) for e, found in matches.values() if not e.unless & seen]


def _matching(evidence: Evidence, signals: Sequence[Signal]) -> Signal | None:
    """The signal that shows the evidence best (seen most often), or None where it is not there often enough."""
    found = [
        s
        for s in signals
        if (not evidence.values or s.value in evidence.values)
        and s.value not in evidence.but_not
        and (not evidence.places or s.place in evidence.places)
    ]
    if sum(s.times for s in found) < evidence.at_least:
        return None
    return max(found, key=lambda s: (s.times, s.page_url, s.words)) if found else None


def _saturate(counted: Sequence[tuple[Evidence, Signal]]) -> list[Reason]:
    """Reasons with discounted weights: within a group, for and against apart, each weaker piece counts half of the one before."""
    ranks = dict[tuple[str, bool], int]()
    reasons = []
    for evidence, signal in sorted(counted, key=lambda pair: (-abs(pair[0].weight), pair[0].name)):
        side = (evidence.group, evidence.weight > 0)
        rank = ranks[side] = ranks.get(side, -1) + 1
        weight = evidence.weight * DISCOUNT**rank
        reasons.append(
            Reason(signal.kind, signal.value, signal.page_url, signal.place, signal.words, weight, evidence.name, evidence.group)
        )
    return reasons
