"""How far a wave covers its register and what became of its websites, as numbers ready for charts."""

from dataclasses import dataclass

from aggregate.publication.facts import Facts
from catalogue.messages import say


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the funnel or a part of the churn: its code (`registered`, `linked`, `read`, `decided`, `labelled`; `born` …), its name in
    the language of now, enterprises, and their share of those registered (churn: as each function says); None: too few to be told.
    """

    code: str
    name: str
    enterprises: int | None
    share: float | None


def list_funnel(facts: Facts, capability: str) -> list[Step]:
    """From the register to labels for one capability: registered, linked, read, decided, labelled; empty where no register is known.

    Labelled enterprises are drawn from all registered ones, so that they are no part of the decided ones.
    """
    funnel = facts.funnel
    if not funnel.registered:
        return []
    counts = {
        "registered": (say("In the register"), funnel.registered),
        "linked": (say("Linked to a website or page"), funnel.linked),
        "read": (say("Website read"), funnel.read),
        "decided": (say("Decided yes or no"), funnel.decided.get(capability)),
        "labelled": (say("Checked by people"), funnel.labelled.get(capability)),
    }
    return [_step(code, name, count, funnel.registered) for code, (name, count) in counts.items()]


def list_register_churn(facts: Facts) -> list[Step]:
    """Enterprises that stayed, died (shares of the earlier register) and were born (of this one); empty without an earlier wave."""
    churn = facts.churn
    if churn is None:
        return []
    before = None if churn.stayed is None or churn.died is None else churn.stayed + churn.died
    return [
        _step("stayed", say("In both registers"), churn.stayed, before),
        _step("born", say("New in the register"), churn.born, facts.funnel.registered),
        _step("died", say("No more in the register"), churn.died, before),
    ]


def list_website_churn(facts: Facts) -> list[Step]:
    """Of the enterprises in both registers: websites kept, new, changed, lost, as shares of those; empty without a wave before."""
    churn = facts.churn
    if churn is None:
        return []
    counts = {
        "kept": (say("Website kept"), churn.websites_kept),
        "new": (say("Website found anew"), churn.websites_new),
        "changed": (say("Another website"), churn.websites_changed),
        "lost": (say("Website lost"), churn.websites_lost),
    }
    return [_step(code, name, count, churn.stayed) for code, (name, count) in counts.items()]


def _step(code: str, name: str, count: int | None, whole: int | None) -> Step:
    return Step(code, name, count, None if count is None or not whole else count / whole)
