"""Own website, web presence and presence elsewhere: what one of them hides, the two others do not tell."""

import numpy as np

from aggregate.disclosure.rules import RuleSet
from aggregate.tables.domains import build_domains
from aggregate.tables.presence import ELSEWHERE, OWN, PRESENCE, hide_presences
from aggregate.tables.rows import FrameCounts, hide_counts

NOT = ["_U"] * 3
DOMAINS = build_domains({"section": list("GIJ"), "size_class": NOT, "region": NOT, "urbanisation": NOT, "owner_sex": NOT})
NONE = np.full(4, "none", dtype=object)


def counts_of(own, elsewhere, unknown, nothing):
    """The three indicators by section; by state: no website, not read, no, yes."""
    zero = np.zeros(3)
    own, elsewhere, unknown, nothing = (np.array(figure, float) for figure in (own, elsewhere, unknown, nothing))
    cells = {
        OWN: [nothing, unknown, elsewhere, own],
        PRESENCE: [nothing, zero, zero, own + elsewhere + unknown],
        ELSEWHERE: [nothing, unknown, own, elsewhere],
    }
    frames = {name: np.array(states).T for name, states in cells.items()}
    return {name: FrameCounts(DOMAINS, frame, frame) for name, frame in frames.items()}


def test_what_two_indicators_tell_of_the_third_is_hidden_in_all():
    # nobody of G has a page elsewhere of unknown kind: 1 = web presence - own website, though 12 and 11 are no small figures
    counts = counts_of([11, 20, 30], [1, 9, 12], [0, 0, 0], [40, 50, 60])
    alone = hide_counts(counts[PRESENCE], NONE, RuleSet())
    assert set(alone) == {"none"}
    together = hide_presences(counts, NONE, RuleSet())
    assert together[OWN].tolist() == together[PRESENCE].tolist() == together[ELSEWHERE].tolist()
    assert together[OWN][1] == "primary"
    assert (together[OWN] != "none").sum() == 2


def test_the_hidden_one_could_be_three_in_a_table_that_fits_all_that_is_shown():
    own, elsewhere, unknown, nothing = [11, 20, 30], [1, 9, 12], [0, 0, 0], [40, 50, 60]
    together = hide_presences(counts_of(own, elsewhere, unknown, nothing), NONE, RuleSet())
    second = int(np.flatnonzero(together[OWN] == "secondary")[0]) - 1
    shown = [place for place in range(3) if place not in (0, second)]
    other_own, other_elsewhere = np.array(own), np.array(elsewhere)
    other_own[[0, second]] += [-2, 2]
    other_elsewhere[[0, second]] += [2, -2]
    assert other_elsewhere[0] >= 3
    assert (other_own.min(), other_elsewhere.min()) >= (0, 0)
    assert sum(other_own) == sum(own)
    assert sum(other_elsewhere) == sum(elsewhere)
    assert (other_own[shown] == np.array(own)[shown]).all()


def test_indicators_that_do_not_fit_together_are_left_to_be_hidden_one_by_one():
    counts = counts_of([11, 20, 30], [1, 9, 12], [0, 0, 0], [40, 50, 60])
    assert hide_presences({OWN: counts[OWN]}, NONE, RuleSet()) == {}
    assert hide_presences({**counts, ELSEWHERE: counts[PRESENCE]}, NONE, RuleSet()) == {}
