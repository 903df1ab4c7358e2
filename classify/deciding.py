"""A website's signals become capabilities. Pure: the same website, signals and models always give the same decisions."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from catalogue.capabilities import load_capabilities
from catalogue.sites import ELSEWHERE
from classify.evidence import Reason, Weighed, weigh_signals
from classify.languages import allow_answer
from classify.models import CapabilityModel
from classify.presence import LinkedSite, PresenceDecision, decide_presence
from classify.readings import Reading, read_website
from classify.status_rules import load_status_rules
from classify.trained.current import load_shipped
from store.records import Signal, Website

KEPT_REASONS = 6
EVEN = 0.5
NOT_ENOUGH = 0.4
"""The highest probability where the evidence is of too few kinds for a yes."""

START, REST, CAUTION = "start", "rest", "caution"
"""Rows among the reasons that are no signals: log-odds before any evidence, what the weaker evidence adds, what forbade an answer."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One capability of one website: answer yes, no or unknown; probability of a yes, None where nothing could be judged.

    `start` and the weights of `reasons` and `rest` add up to the log-odds of `probability`, unless `caution` says that one kind of
    evidence is too little (`few_kinds`: the probability is capped). Other cautions leave the answer open: `share` (evidence and the
    country's share of yes disagree), `unchecked_words` and `no_known_word` (a language nobody has checked), `nothing_seen`.
    """

    capability: str
    answer: str
    probability: float | None
    reasons: tuple[Reason, ...] = ()
    start: float = 0.0
    rest: float = 0.0
    caution: str = ""


def decide_capabilities(
    website: Website, signals: Iterable[Signal], models: Mapping[str, CapabilityModel] | None = None
) -> tuple[Decision, ...]:
    """A decision for every capability of the catalogue, in its order; by the models that ship unless others are given.

    A website that was not read (status other than `ok`), is only a social or marketplace page, or shows little but a template's
    demo content, is `unknown` for all that pages would show; never `no`.
    """
    reading = read_website(website, signals)
    presence = {p.capability: p for p in _presence_alone(reading)}
    models = load_shipped() if models is None else models
    return tuple(_decide(capability, reading, models, presence) for capability in load_capabilities())


def decide_one(model: CapabilityModel, reading: Reading) -> Decision:
    """One capability of a readable website."""
    weighed = weigh_signals(model, reading.by_kind)
    decision = judge_evidence(model, weighed)
    if decision.answer == "no" and reading.is_thin:
        return replace(decision, answer="unknown", caution="nothing_seen")
    allowed = allow_answer(decision.answer, reading.website, reading.by_kind, weighed)
    if allowed == decision.answer:
        return decision
    return replace(decision, answer=allowed, caution="unchecked_words" if decision.answer == "yes" else "no_known_word")


def judge_evidence(model: CapabilityModel, weighed: Weighed) -> Decision:
    """The answer that the weighed evidence gives; a yes needs as many kinds of evidence as the model says."""
    shifted, unshifted = _probability(weighed.log_odds + model.shift), _probability(weighed.log_odds)
    few = len(weighed.groups - model.weak_groups) < model.needs
    most = NOT_ENOUGH if few else 1.0
    answers = {"yes" if min(p, most) >= EVEN else "no" for p in (shifted, unshifted)}
    caution = "share" if len(answers) > 1 else "few_kinds" if shifted > most else ""
    answer = "unknown" if len(answers) > 1 else answers.pop()
    kept, start = weighed.reasons[:KEPT_REASONS], model.prior + model.shift
    rest = sum(reason.weight for reason in weighed.reasons[KEPT_REASONS:])
    return Decision(model.capability, answer, round(min(shifted, most), 4), kept, start, rest, caution)


def write_reasons(decision: Decision) -> str | None:
    """The reasons as the store keeps them (JSON), None where no signal decided: the start, the strongest signals, the rest, the caution."""
    rows = [_row(START, weight=decision.start)] if decision.reasons else []
    rows += [
        {"kind": r.kind, "value": r.value, "page": r.page, "place": r.place, "words": r.words, "weight": round(r.weight, 3), "name": r.name}
        for r in decision.reasons
    ]
    rows += [_row(REST, weight=decision.rest)] if decision.rest else []
    rows += [_row(CAUTION, decision.caution)] if decision.caution else []
    return json.dumps(rows, ensure_ascii=False) if rows else None


def _row(kind: str, value: str = "", weight: float = 0.0) -> dict[str, str | float]:
    return {"kind": kind, "value": value, "page": "", "place": "", "words": "", "weight": round(weight, 3), "name": ""}


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def _presence_alone(reading: Reading) -> tuple[PresenceDecision, ...]:
    """Presence as this site alone shows it, as if the register named it."""
    website = reading.website
    status = "placeholder" if reading.template else website.status
    relation = website.kind if website.kind in ELSEWHERE else "own"
    return decide_presence([LinkedSite(relation, load_status_rules()[status].link, status)])


def _decide(capability: str, reading: Reading, models: Mapping[str, CapabilityModel], presence: Mapping[str, PresenceDecision]) -> Decision:
    if capability in presence:
        return Decision(capability, presence[capability].answer, presence[capability].probability)
    model = models.get(capability)
    if model is None or not reading.readable:
        return Decision(capability, "unknown", None)
    return decide_one(model, reading)
