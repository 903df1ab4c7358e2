"""Why a website is taken for an enterprise's, or why none: every candidate with its sources, comparisons and weights."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.linking import load_candidate_sources
from catalogue.messages import say, say_text
from classify.linking.weights import SOURCE, load_link_model
from store.candidates import read_candidates
from store.comparisons import read_comparisons
from store.decisions import read_links
from store.linking import FOUND, Finding, find_finding
from store.opening import Store
from store.records import Candidate, Comparison, Link

OTHER_WHYS = {
    "prior.website": say("How many enterprises of this size and activity have a website."),
    "past.dead_twice": say("The site was dead in the wave before, too."),
    "past.believed": say("As sure as the wave before was: the same facts make nothing surer."),
    "past.silent": say("The site gives nothing to read now: some such sites have ended."),
    "rivals.tied": say("Another enterprise is tied to this site by its numbers or addresses."),
    "rivals.namesakes": say("Other enterprises of such a name claim this site as well."),
    "rivals.crowd": say("The site shows numbers and addresses of many enterprises, as directories do."),
    "rivals.page_named_after": say("The page bears the name of another enterprise that has it, too."),
    "rivals.page_of_many": say("Several enterprises have this page, and it bears the name of none of them."),
}


@dataclass(frozen=True, slots=True)
class LinkReason:
    """What one piece of evidence adds to the log-odds, what it means, and the words, page and place that it rests on ('' where none)."""

    weight: float
    why: str
    words: str
    page: str
    place: str


@dataclass(frozen=True, slots=True)
class ExplainedPair:
    """A candidate as finding decided it. `start`, the weights of the reasons and `beside` (what the other candidates and none leave of it)
    add up to the log-odds of the probability. `how` and `why` as in `classify.linking.lifetime`; `sources` in words.
    """

    link: Link
    sources: tuple[str, ...]
    start: float
    reasons: tuple[LinkReason, ...]
    beside: float
    how: str
    why: str
    alias_of: str


@dataclass(frozen=True, slots=True)
class ExplainedFinding:
    """What finding came to for an enterprise, its candidates with the surest first, and sites that were proposed but not compared."""

    finding: Finding
    pairs: tuple[ExplainedPair, ...]
    not_compared: tuple[str, ...]


def explain_finding(store: Store, country: str, wave: str, enterprise_id: str) -> ExplainedFinding | None:
    """Why finding decided so, or None where it has not looked for the enterprise."""
    finding = find_finding(store, country, wave, enterprise_id)
    if finding is None:
        return None
    place = (store, country, wave, enterprise_id)
    seen, proposed = dict[str, dict[str, Comparison]](), dict[str, list[Candidate]]()
    for comparison in read_comparisons(*place):
        seen.setdefault(comparison.site, {})[comparison.kind] = comparison
    for candidate in read_candidates(*place):
        proposed.setdefault(candidate.site, []).append(candidate)
    links = [link for link in read_links(*place) if link.decided_by.startswith(FOUND)]
    pairs = [_explain_pair(link, seen.get(link.site, {}), proposed.get(link.site, [])) for link in links]
    ranked = sorted(pairs, key=lambda pair: (pair.link.relation == "rejected", -pair.link.probability, pair.link.site))
    decided = {link.site for link in read_links(*place)}
    return ExplainedFinding(finding, tuple(ranked), tuple(sorted(proposed.keys() - decided)))


def _explain_pair(link: Link, seen: Mapping[str, Comparison], proposed: list[Candidate]) -> ExplainedPair:
    evidence = json.loads(link.evidence or "{}")
    reasons = tuple(_explain_piece(name, weight, seen, proposed) for name, weight in evidence.get("pieces", ()))
    texts: dict[str, Any] = {name: evidence.get(name, "") for name in ("how", "why", "alias_of")}
    sources = tuple(_say_source(candidate) for candidate in proposed)
    return ExplainedPair(link, sources, evidence.get("start", 0.0), reasons, evidence.get("beside", 0.0), **texts)


def _explain_piece(name: str, weight: float, seen: Mapping[str, Comparison], proposed: list[Candidate]) -> LinkReason:
    whys = {e.name: e.why for e in load_link_model().weights.evidence}
    why = OTHER_WHYS.get(name) or say_text(whys.get(name, name))
    kind, _, level = name.partition(".")
    if kind == SOURCE:
        words = next((c.words for c in proposed if c.source == level.partition(".")[0] and c.words), "")
        return LinkReason(weight, why, words or "", "", "")
    comparison = seen.get(kind)
    if comparison is None or comparison.level != level:
        return LinkReason(weight, why, "", "", "")
    return LinkReason(weight, why, comparison.words or comparison.value or "", comparison.page_url or "", comparison.place or "")


def _say_source(candidate: Candidate) -> str:
    source = load_candidate_sources().get(candidate.source)
    name = say_text(source.name) if source else candidate.source
    return f"{name} ({candidate.origin})" if candidate.origin else name
