"""The facts of a wave, for `export`, `release` and the demo."""

from aggregate.publication.facts import Facts
from store.opening import Store


def gather_facts(store: Store, country: str, wave: str) -> Facts:
    """All facts of a wave as the store has them now: counts of the whole register and rates on ten labels or more, nothing of one site."""
    return Facts()
