"""Which enterprises go to two reviewers: a share of the sample, by random numbers that belong to the enterprise."""

import hashlib
from collections.abc import Collection, Sequence


def choose_doubles(enterprises: Sequence[str], share: float, seed: int, already: Collection[str]) -> list[str]:
    """Enterprises to be given to a second reviewer besides those that are `already`, so that the share is reached.

    Those with the lowest random numbers of their own are chosen. What was chosen is never taken away: a sample that grows, or a share that
    is raised, only adds. Which they are depends on nothing that was answered or predicted.
    """
    missing = round(share * len(enterprises)) - len(already)
    left = (enterprise for enterprise in enterprises if enterprise not in already)
    return sorted(left, key=lambda enterprise: _draw_number(enterprise, seed))[: max(0, missing)]


def _draw_number(enterprise: str, seed: int) -> bytes:
    return hashlib.sha256(f"double\0{seed}\0{enterprise}".encode()).digest()
