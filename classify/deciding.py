"""A website's signals become capabilities. Pure: the same website and signals always give the same decisions."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from catalogue.capabilities import load_capabilities
from classify.derived import derive_signals
from classify.evidence import Reason, SignalsByKind, Weighed, group_signals, weigh_signals
from classify.languages import allow_answer
from classify.models import CapabilityModel, load_models
from classify.presence import LinkedSite, PresenceDecision, decide_presence
from classify.status_rules import load_status_rules
from store.records import Signal, Website

KEPT_REASONS = 6
NOT_ENOUGH = 0.4
"""The highest probability where the evidence is of too few kinds for a yes."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One capability of one website: answer yes, no or unknown; probability of a yes, None where nothing could be judged."""

    capability: str
    answer: str
    probability: float | None
    reasons: tuple[Reason, ...] = ()


def decide_capabilities(website: Website, signals: Iterable[Signal]) -> tuple[Decision, ...]:
    """A decision for every capability of the catalogue, in its order.

    A website that was not read (status other than `ok`), is only a social or marketplace page, or shows little but a template's
    demo content, is `unknown` for all that pages would show; never `no`.
    """
    by_kind = group_signals(signals)
    by_kind |= group_signals(derive_signals(website, by_kind))
    template = any(signal.value == "mostly" for signal in by_kind.get("demo_share", ()))
    readable = website.status == "ok" and website.kind in {"own", "shared"} and not template
    presence = {p.capability: p for p in _presence_alone(website, template)}
    return tuple(_decide(capability, website, readable, by_kind, presence) for capability in load_capabilities())


def _presence_alone(website: Website, template: bool) -> tuple[PresenceDecision, ...]:
    """Presence as this site alone shows it, as if the register named it."""
    status = "placeholder" if template else website.status
    relation = website.kind if website.kind in {"social", "marketplace"} else "own"
    return decide_presence([LinkedSite(relation, load_status_rules()[status].link, status)])


def _decide(
    capability: str, website: Website, readable: bool, by_kind: SignalsByKind, presence: Mapping[str, PresenceDecision]
) -> Decision:
    if capability in presence:
        return Decision(capability, presence[capability].answer, presence[capability].probability)
    model = load_models().get(capability)
    if model is None or not readable:
        return Decision(capability, "unknown", None)
    weighed = weigh_signals(model, by_kind)
    decision = decide_one(model, weighed)
    return replace(decision, answer=allow_answer(decision.answer, website, by_kind, weighed))


def decide_one(model: CapabilityModel, weighed: Weighed) -> Decision:
    """The answer that the weighed evidence gives; a yes needs as many kinds of evidence as the model says."""
    probability = 1 / (1 + math.exp(-weighed.log_odds))
    if len(weighed.groups - model.weak_groups) < model.needs:
        probability = min(probability, NOT_ENOUGH)
    return Decision(model.capability, "yes" if probability >= 0.5 else "no", round(probability, 4), weighed.reasons[:KEPT_REASONS])


def write_reasons(reasons: Iterable[Reason]) -> str | None:
    """The reasons as the store keeps them (JSON), None where no signal decided."""
    rows = [
        {"kind": r.kind, "value": r.value, "page": r.page, "place": r.place, "words": r.words, "weight": round(r.weight, 3), "name": r.name}
        for r in reasons
    ]
    return json.dumps(rows, ensure_ascii=False) if rows else None
