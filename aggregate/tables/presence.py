"""Own website, web presence, and presence elsewhere only: three indicators of which two tell the third, hidden together."""

from collections.abc import Mapping

import numpy as np

from aggregate.disclosure.hiding import find_hidden_together
from aggregate.disclosure.rules import RuleSet
from aggregate.estimators.arrays import Floats
from aggregate.states import PREDICTED_NO, PREDICTED_YES
from aggregate.tables.earlier_releases import EarlierReleases
from aggregate.tables.rows import FrameCounts, Texts, note_lines, tell_counts

OWN, PRESENCE, ELSEWHERE = PRESENCES = ("own_website", "web_presence", "social_or_marketplace_only")
# Kinds: own website; only a page elsewhere; a page elsewhere, own website not known; nothing known. For each indicator its yes, no, unread.
READINGS = {
    OWN: np.array([[1.0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 1]]),
    PRESENCE: np.array([[1.0, 1, 1, 0], [0, 0, 0, 0], [0, 0, 0, 1]]),
    ELSEWHERE: np.array([[0.0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1]]),
}


def hide_presences(
    counts: Mapping[str, FrameCounts],
    hidden: Texts,
    rules: RuleSet,
    notes: list[str] | None = None,
    releases: EarlierReleases | None = None,
) -> dict[str, Texts]:
    """{indicator: column `suppressed`} of the three where all were decided, from one attack on all; nothing where they do not fit together.

    `hidden` is the column that holds for every indicator of the source; `notes` gets a sentence where whole lines had to be hidden.
    What `releases` of the wave have told is known.
    """
    kinds = count_kinds(counts)
    if kinds is None:
        return {}
    told = [given for name in PRESENCES if (given := tell_counts(counts[name], name, releases)) is not None]
    found = find_hidden_together(counts[OWN].lines, kinds, list(READINGS.values()), hidden != "none", rules, told)
    note_lines(found, notes)
    suppressed = np.where(hidden == "primary", hidden, found.reasons).astype(object)
    return dict.fromkeys(PRESENCES, suppressed)


def count_kinds(counts: Mapping[str, FrameCounts]) -> Floats | None:
    """Enterprises by kind, as READINGS has them, shape (kinds, rows); None where not all three were decided or they do not fit together."""
    if not all(name in counts for name in PRESENCES):
        return None
    size = counts[OWN].size
    yes, no = ({name: counts[name].units[:, state] for name in PRESENCES} for state in (PREDICTED_YES, PREDICTED_NO))
    kinds = np.array([yes[OWN], no[OWN], yes[PRESENCE] - yes[OWN] - no[OWN], size - yes[PRESENCE]])
    for name, reading in READINGS.items():
        if not np.array_equal((reading @ kinds)[:2], [yes[name], no[name]]):
            return None
    return None if (kinds < 0).any() else kinds
