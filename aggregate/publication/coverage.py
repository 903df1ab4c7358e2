"""How far a wave covers its register and what became of its websites, as numbers ready for charts."""

from dataclasses import dataclass

from aggregate.publication.facts import Facts


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the funnel or a part of the churn: its code (`registered`, `linked`, `read`, `decided`, `labelled`; `born` …), its name in
    the language of now, enterprises, and their share of those registered (churn: of those the wave before had); None: too few to be told.
    """

    code: str
    name: str
    enterprises: int | None
    share: float | None


def list_funnel(facts: Facts, capability: str) -> list[Step]:
    """From the register to labels for one capability: registered, linked, read, decided, labelled; empty where no register is known."""
    return []


def list_register_churn(facts: Facts) -> list[Step]:
    """Enterprises that stayed, died (shares of the earlier register) and were born (of this one); empty without an earlier wave."""
    return []


def list_website_churn(facts: Facts) -> list[Step]:
    """Of the enterprises in both registers: websites kept, new, changed, lost, as shares of those; empty without a wave before."""
    return []
