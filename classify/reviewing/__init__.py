"""Reviewing: queues from samples, one enterprise at a time as a case, acts that become labels, and what people disagree on."""

from classify.reviewing.acts import take_act, undo_act
from classify.reviewing.cases import claim_cases, describe_case
from classify.reviewing.evidence import describe_evidence
from classify.reviewing.opening import ensure_queues, open_audit, open_training
from classify.reviewing.records import (
    Answers,
    Asked,
    Case,
    Dispute,
    Evidence,
    EvidenceCard,
    Facts,
    Outcome,
    PageShown,
    Predicted,
    SiteShown,
)

__all__ = [
    "Answers",
    "Asked",
    "Case",
    "Dispute",
    "Evidence",
    "EvidenceCard",
    "Facts",
    "Outcome",
    "PageShown",
    "Predicted",
    "SiteShown",
    "claim_cases",
    "describe_case",
    "describe_evidence",
    "ensure_queues",
    "open_audit",
    "open_training",
    "take_act",
    "undo_act",
]
