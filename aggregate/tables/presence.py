"""Own website, web presence, and presence elsewhere only: three indicators of which two tell the third, hidden together."""

from collections.abc import Mapping

import numpy as np

from aggregate.disclosure.hiding import find_hidden_together
from aggregate.disclosure.rules import RuleSet
from aggregate.states import PREDICTED_NO, PREDICTED_YES
from aggregate.tables.rows import FrameCounts, Texts, note_lines

OWN, PRESENCE, ELSEWHERE = PRESENCES = ("own_website", "web_presence", "social_or_marketplace_only")
# Kinds: own website; only a page elsewhere; a page elsewhere, own website not known; nothing known. For each indicator its yes, no, unread.
READINGS = {
    OWN: np.array([[1.0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 1]]),
    PRESENCE: np.array([[1.0, 1, 1, 0], [0, 0, 0, 0], [0, 0, 0, 1]]),
    ELSEWHERE: np.array([[0.0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1]]),
}


def hide_presences(counts: Mapping[str, FrameCounts], hidden: Texts, rules: RuleSet, notes: list[str] | None = None) -> dict[str, Texts]:
    """{indicator: column `suppressed`} of the three where all were decided, from one attack on all; nothing where they do not fit together.

    `hidden` is the column that holds for every indicator of the source; `notes` gets a sentence where whole lines had to be hidden.
    """
    if not all(name in counts for name in PRESENCES):
        return {}
    size = counts[OWN].size
    yes, no = ({name: counts[name].units[:, state] for name in PRESENCES} for state in (PREDICTED_YES, PREDICTED_NO))
    kinds = np.array([yes[OWN], no[OWN], yes[PRESENCE] - yes[OWN] - no[OWN], size - yes[PRESENCE]])
    for name, reading in READINGS.items():
        if not np.array_equal((reading @ kinds)[:2], [yes[name], no[name]]):
            return {}
    if (kinds < 0).any():
        return {}
    found = find_hidden_together(counts[OWN].lines, kinds, list(READINGS.values()), hidden != "none", rules)
    note_lines(found, notes)
    suppressed = np.where(hidden == "primary", hidden, found.reasons).astype(object)
    return dict.fromkeys(PRESENCES, suppressed)
