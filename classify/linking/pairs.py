"""What is known of an enterprise and a site, and the log-odds that they belong together."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from classify.evidence import DISCOUNT
from classify.linking.weights import SOURCE, LinkModel

UNSCORED = frozenset({"register", "earlier", "email"})
"""Sources whose word weighs the same whatever the score."""
LEAST, MOST = -12.0, 7.0
"""Log-odds beyond which no pair is taken to be surer; far lower than higher, since hundreds of hopeless candidates must not add up."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence and what it adds to the log-odds."""

    name: str
    weight: float


@dataclass(frozen=True, slots=True)
class WeighedPair:
    """The log-odds before rivals and other candidates are looked at, what they are made of, and whether an anchor is among it."""

    log_odds: float
    pieces: tuple[Piece, ...]
    anchored: bool


def name_evidence(model: LinkModel, levels: Mapping[str, str], sources: Mapping[str, float | None]) -> frozenset[str]:
    """The names of all evidence that is seen, as the file of weights calls it: `levels` {kind: level}, `sources` {source: score}."""
    seen = {f"{kind}.{level}" for kind, level in levels.items()} | {_name_source(model, source, score) for source, score in sources.items()}
    covered = seen | {name.rpartition(".")[0] for name in seen if name.count(".") > 1}
    return frozenset(seen | {name for name, parts in model.together.items() if all(part & covered for part in parts)})


def drop_covered(model: LinkModel, seen: Collection[str]) -> frozenset[str]:
    """The evidence that counts: without what other evidence says already."""
    return frozenset(seen) - {same for name, same in model.covers.items() if name in seen}


def weigh_pair(model: LinkModel, seen: Collection[str]) -> WeighedPair:
    """The pieces with their discounts, strongest first, and their sum with the start, held within what any pair may reach."""
    ranks, pieces = dict[tuple[str, bool], int](), list[Piece]()
    counted = drop_covered(model, seen)
    known = [e for e in model.weights.evidence if e.name in counted]
    for evidence in sorted(known, key=lambda e: (-abs(e.weight), e.name)):
        side = (evidence.group, evidence.weight > 0)
        rank = ranks[side] = ranks.get(side, -1) + 1
        pieces.append(Piece(evidence.name, evidence.weight * DISCOUNT**rank))
    return WeighedPair(clip(model.weights.prior + sum(p.weight for p in pieces)), tuple(pieces), bool(model.anchors & set(seen)))


def clip(log_odds: float) -> float:
    """Log-odds within what any pair may reach."""
    return max(LEAST, min(MOST, log_odds))


def is_known(sources: Iterable[str]) -> bool:
    """Whether the register or the wave before names the site, so that the share of enterprises with a website says nothing more."""
    return bool(UNSCORED & set(sources))


def _name_source(model: LinkModel, source: str, score: float | None) -> str:
    if source in UNSCORED:
        return f"{SOURCE}.{source}"
    high, middle = model.scores.get(source, model.scores["*"])
    level = "middle" if score is None else "high" if score >= high else "middle" if score >= middle else "low"
    return f"{SOURCE}.{source}.{level}"
