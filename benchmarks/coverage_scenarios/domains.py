"""The domains whose margins are tried: all, the states, and the breakdowns of a published table."""

from dataclasses import dataclass

import numpy as np

from aggregate.estimators.arrays import Booleans, Floats, Integers
from aggregate.states import PREDICTED_NO, PREDICTED_YES
from benchmarks.coverage_scenarios.frames import REGIONS, SECTIONS, SIZE_CLASSES, Frame

STATE_NAMES = ("no site", "not read", "predicted no", "predicted yes")


@dataclass(frozen=True, slots=True)
class Domains:
    """Names and kinds (national, state, size, section, region, crossed) of domains, and membership (domains, units of the frame);
    `read` and `supposed` count websites that were read and those of them predicted yes, shape (domains,).
    """

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    membership: Booleans
    sizes: Floats
    read: Floats
    supposed: Floats
    margins: tuple[Floats, Floats]

    def add_up(self, values: Floats) -> Floats:
        """Values of the frame's units added up to domains."""
        return np.array([values[mask].sum() for mask in self.membership])

    def of_units(self, units: Integers) -> Floats:
        """1 where the unit is of the domain, shape (domains, units)."""
        return self.membership[:, units].astype(np.float64)


def list_domains(frame: Frame) -> Domains:
    """The whole first, then states, sizes, sections, regions and sections by size."""
    rows: list[tuple[str, str, Booleans]] = [("all", "national", np.ones(len(frame.truth), dtype=bool))]
    rows += [(STATE_NAMES[s], "state", frame.states == s) for s in range(4)]
    rows += [(f"size {s}", "size", frame.sizes == s) for s in range(SIZE_CLASSES)]
    rows += [(f"section {s}", "section", frame.sections == s) for s in range(SECTIONS)]
    rows += [(f"region {s}", "region", frame.regions == s) for s in range(REGIONS)]
    for section in range(SECTIONS):
        rows += [(f"{section} x {z}", "crossed", (frame.sections == section) & (frame.sizes == z)) for z in range(SIZE_CLASSES)]
    names, kinds, masks = zip(*rows, strict=True)
    membership = np.array(masks)
    totals = [
        np.array([[((frame.states == s) & (codes == c)).sum() for c in range(codes.max() + 1)] for s in range(4)], dtype=np.float64)
        for codes in (frame.sections, frame.sizes)
    ]
    counts = [
        membership[:, chosen].sum(axis=1).astype(np.float64)
        for chosen in (frame.states >= 0, frame.states >= PREDICTED_NO, frame.states == PREDICTED_YES)
    ]
    return Domains(names, kinds, membership, counts[0], counts[1], counts[2], (totals[0], totals[1]))
