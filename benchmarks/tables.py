"""Tables of scores for the benchmark of accuracy, with a word where the labels are too few for a claim."""

from collections.abc import Sequence

from classify import Score
from classify.intervals import Rate

FEW, MOST_UNKNOWN = 15, 0.1
"""Fewer labels yes allow no claim; more websites left unknown than this share are too many."""

RATES = ("precision", "recall", "specificity", "F1")
HEAD = f"{'capability':22} {'n':>4} {'yes':>4}  {' '.join(f'{name:16}' for name in RATES)} at 10 %  at 20 %  unknown  Brier  skill"


def print_scores(scores: Sequence[Score]) -> None:
    """One line a capability."""
    print(HEAD)
    for s in scores:
        start = f"{s.capability:22} {s.n:4} {s.positives:4}  "
        unknown = f"{100 * s.unknown_share:4.1f} %" + ("!" if s.unknown_share > MOST_UNKNOWN else " ")
        if s.positives < FEW:
            c = s.counts
            told = f"found {c.tp}, false finds {c.fp}, missed {c.fn + c.unknown_yes}"
            print(f"{start}too few labels yes for a claim: {told:46}{'':16} {unknown}")
            continue
        rates = " ".join(_show(rate) for rate in (s.precision, s.recall, s.specificity, s.f1))
        rarer = "  ".join(f"{value:7.2f}" if (value := s.f1_at(share)) is not None else f"{'-':>7}" for share in (0.1, 0.2))
        print(f"{start}{rates} {rarer}  {unknown} {_brier(s)}")
    print(
        "Intervals: 95 %; Wilson for precision, recall and specificity (so that no error seen is no certainty), for F1 a seeded bootstrap\n"
        "over hosts with half a case added to hits, false finds and misses. An unknown yes counts as missed. 'at 10 %': F1 where one site\n"
        "in ten has the capability, recall and the rate of false finds being as here. '!': left unknown of over one readable site in ten."
    )


def print_groups(scores: Sequence[Score], capabilities: Sequence[str]) -> None:
    """One line a group, for chosen capabilities."""
    for s in scores:
        if s.capability in capabilities:
            c = s.counts
            f1 = f"  F1 {_show(s.f1)}" if s.positives >= FEW else ""
            missed, unknown = c.fn + c.unknown_yes, c.unknown_yes + c.unknown_no
            figures = f"n {s.n:3} found {c.tp:3} false finds {c.fp:3} missed {missed:3} unknown {unknown:3}"
            print(f"  {s.capability:22} {s.dimension} {s.group:12} {figures}{f1}")


def print_reliability(scores: Sequence[Score], capabilities: Sequence[str]) -> None:
    """The reliability curve of chosen capabilities."""
    for s in scores:
        if s.capability in capabilities and s.reliability is not None:
            bins = "; ".join(
                f"{b.low:.1f}-{b.high:.1f}: n {b.n}, stated {b.stated:.2f}, true {_show(b.observed)}" for b in s.reliability.bins
            )
            print(f"  {s.capability}: {bins}")


def _show(rate: Rate | None) -> str:
    return f"{rate.value:.2f} ({rate.low:.2f}-{rate.high:.2f})" if rate else f"{'-':16}"


def _brier(score: Score) -> str:
    r = score.reliability
    return f" {r.brier:.3f} {r.skill:6.2f}" if r is not None and r.skill is not None else ""
