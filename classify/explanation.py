"""Why an enterprise was decided as it was: its links, its sites' statuses, and the signals that counted, in words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.messages import say
from classify.deciding import CAUTION, REST, START
from classify.linking.explaining import ExplainedFinding, explain_finding
from classify.models import load_models
from store.decisions import read_capabilities, read_links
from store.frame import find_enterprise
from store.linking import FOUND
from store.opening import Store
from store.records import Capability, Enterprise, Link, Website
from store.websites import find_website

NOTES = frozenset({START, REST, CAUTION})


@dataclass(frozen=True, slots=True)
class ExplainedReason:
    """One signal that counted: what it shows, its words, the page and place where they stand, its weight (positive: for yes), and why
    it has it ('' where the present weights know no such evidence).
    """

    what: str
    words: str
    page: str
    place: str
    weight: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class ExplainedCapability:
    """A decision with its strongest reasons; `probability` is None where nothing could be judged.

    `start`, the weights of the reasons and `rest` (weaker evidence) add up to the log-odds of the probability. `caution`: what held the
    probability down or the answer open, as `classify.deciding.Decision` has it.
    """

    capability: str
    answer: str
    probability: float | None
    model: str
    reasons: tuple[ExplainedReason, ...]
    start: float = 0.0
    rest: float = 0.0
    caution: str = ""


@dataclass(frozen=True, slots=True)
class ExplainedLink:
    """A link, what the website's visit came to, and the evidence for the link in words."""

    link: Link
    website: Website | None
    evidence: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is known of why an enterprise was decided so; without links its state is `no_site`.

    `links` without those that were rejected; `found` tells of these too, None where nobody has looked for its website.
    """

    enterprise: Enterprise
    links: tuple[ExplainedLink, ...]
    capabilities: tuple[ExplainedCapability, ...]
    found: ExplainedFinding | None = None


def explain(store: Store, country: str, wave: str, enterprise_id: str) -> Explanation | None:
    """The explanation of one enterprise of a wave, or None where the register does not hold it."""
    enterprise = find_enterprise(store, country, wave, enterprise_id)
    if enterprise is None:
        return None
    kept = (link for link in read_links(store, country, wave, enterprise_id) if link.relation != "rejected")
    links = tuple(_explain_link(store, link) for link in kept)
    decided = tuple(_explain_capability(capability) for capability in read_capabilities(store, country, wave, enterprise_id))
    return Explanation(enterprise, links, decided, explain_finding(store, country, wave, enterprise_id))


def _explain_link(store: Store, link: Link) -> ExplainedLink:
    website = find_website(store, link.country, link.wave, link.site)
    return ExplainedLink(link, website, _say_evidence(link))


def _say_evidence(link: Link) -> str:
    known = json.loads(link.evidence) if link.evidence else {}
    if link.decided_by.startswith(FOUND):
        return say("Found and verified: the weights below say why.")
    if link.decided_by != "register":
        return link.evidence or ""
    naming = known.get("enterprises_naming_it", 1)
    if naming > 1:
        return say("The register names {url}, and {count} enterprises share this site.", url=known.get("register_url"), count=naming)
    return say("The register names {url}.", url=known.get("register_url"))


def _explain_capability(decided: Capability) -> ExplainedCapability:
    rows = json.loads(decided.reasons) if decided.reasons else []
    notes = {row["kind"]: row for row in rows if row["kind"] in NOTES}
    model = load_models().get(decided.capability)
    whys = {evidence.name: evidence.why for evidence in model.evidence} if model else {}
    return ExplainedCapability(
        decided.capability,
        decided.answer,
        decided.probability,
        decided.model,
        tuple(_explain_reason(row, whys) for row in rows if row["kind"] not in NOTES),
        start=notes[START]["weight"] if START in notes else 0.0,
        rest=notes[REST]["weight"] if REST in notes else 0.0,
        caution=notes[CAUTION]["value"] if CAUTION in notes else "",
    )


def _explain_reason(row: Mapping[str, Any], whys: Mapping[str, str]) -> ExplainedReason:
    what = f"{row['kind']}: {row['value']}" if row["value"] else row["kind"]
    return ExplainedReason(what, row["words"], row["page"], row["place"], row["weight"], whys.get(row["name"], ""))
