"""Strata whose sampled units did not all answer: what they are estimated with, and whose answers stand for the silent ones.

Source: response homogeneity groups, Särndal, Swensson and Wretman (1992), 15.6; the strata of a sample are state × size class.
"""

from collections.abc import Mapping

from aggregate.estimators.response import FEWEST_ANSWERS, PAIRED_STATE
from aggregate.states import STATES

PAIR = {state: STATES[PAIRED_STATE[place]] for place, state in enumerate(STATES)}


def join_empty_strata(answered: Mapping[str, int]) -> dict[str, str] | None:
    """{stratum: the stratum it is estimated with}: those without an answer join the nearest one of their state that has some.

    A state without any answer joins its pair (no site with not read, predicted no with predicted yes); where the pair has none either
    nothing can be said of it, and the whole is None.
    """
    names = list(answered)
    joined = {}
    for place, name in enumerate(names):
        state = name.split(":")[0]
        for wanted in (state, PAIR.get(state)):
            near = [i for i, other in enumerate(names) if answered[other] and other.split(":")[0] == wanted]
            if near:
                joined[name] = name if answered[name] else names[min(near, key=lambda i: (abs(i - place), i))]
                break
        else:
            return None
    return joined


def group_strata(joined: Mapping[str, str], answered: Mapping[str, int], drawn: Mapping[str, int]) -> dict[str, int]:
    """{stratum: its response homogeneity group, 0..G-1}: within it those who answered stand for all.

    A group has five answers at least, else it takes in the next larger size of its state (else the next smaller) in which somebody did not
    answer either. Strata in which everybody answered stand for themselves, so that units taken with certainty keep their weight.

    Args:
        joined: what strata without any answer are estimated with, all strata in the design's order.
        answered: answers of each stratum.
        drawn: units of each stratum that were drawn.
    """
    groups = dict(joined)
    silent = {name for name, kept in joined.items() if any(answered[o] < drawn[o] for o in joined if joined[o] == kept)}
    thin = [name for name in joined if answered[name] and name in silent]
    for name in thin:
        while sum(answered[other] for other in joined if groups[other] == groups[name]) < FEWEST_ANSWERS:
            same = [other for other in thin if other.split(":")[0] == name.split(":")[0]]
            place = same.index(name)
            near = [other for other in (*same[place + 1 :], *reversed(same[:place])) if groups[other] != groups[name]]
            if not near:
                break
            groups = {other: groups[near[0]] if group == groups[name] else group for other, group in groups.items()}
    numbers = {group: number for number, group in enumerate(dict.fromkeys(groups.values()))}
    return {name: numbers[group] for name, group in groups.items()}
