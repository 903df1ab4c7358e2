"""Labelled readings of invented websites."""

import numpy as np

from classify.learning.cases import LabelledReadings
from classify.readings import read_website
from store.records import Signal
from tests.classify.invented_signals import BROCHURE, SHOP, seen, website

WORDY = (*BROCHURE, seen("word", "order_online", "link", 1, "Order"), seen("price", "KES 900", times=3))
"""A brochure that looks a little like a shop."""


def labelled(*rows: tuple[str, tuple[Signal, ...], bool]) -> LabelledReadings:
    """Cases given as site, signals, label."""
    readings = tuple(read_website(website(site), signals) for site, signals, _ in rows)
    return LabelledReadings(tuple(f"E{i}" for i in range(len(rows))), readings, np.array([label for *_, label in rows], dtype=bool))


def shops_and_brochures(each: int = 30) -> LabelledReadings:
    """As many shops as brochures, of which every third looks a little like a shop."""
    shops = [(f"shop{i}.example.com", SHOP, True) for i in range(each)]
    brochures = [(f"brochure{i}.example.com", WORDY if i % 3 == 0 else BROCHURE, False) for i in range(each)]
    return labelled(*shops, *brochures)
