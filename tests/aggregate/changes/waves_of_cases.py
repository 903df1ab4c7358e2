"""Small waves whose shares, parts of change and link factors can be worked out by hand."""

from collections.abc import Mapping, Sequence

from aggregate import aggregate
from store.decisions import replace_capabilities
from store.frame import write_enterprises
from store.opening import Store
from store.records import Capability, Enterprise, Label, SampleDesign, SampledUnit
from store.redecisions import replace_redecisions
from store.reviews import append_labels, write_sample

STRATUM = "predicted_yes:S10T49"


def name_units(start: int, stop: int) -> list[str]:
    """The ids of these enterprises."""
    return [f"e{i:03d}" for i in range(start, stop)]


def write_register(store: Store, wave: str, units: Sequence[str], sections: Mapping[str, str] | None = None) -> None:
    """Enterprises of section G, or of the sections given, each with a website."""
    known = sections or {}
    rows = [Enterprise("XD", wave, u, section=known.get(u, "G"), size_class="S10T49", site=f"{u}.example") for u in units]
    write_enterprises(store, rows)


def decide(store: Store, wave: str, answers: Mapping[str, str], model: str = "m1", *, beside: bool = False) -> None:
    """What a classifier said of the enterprises about online ordering; `beside` keeps the published answers."""
    write = replace_redecisions if beside else replace_capabilities
    write(store, "XD", wave, [Capability(unit, "online_ordering", answer, None, model) for unit, answer in answers.items()])


def label_units(store: Store, wave: str, size: int, labels: Mapping[str, int], model: str = "m1") -> None:
    """A simple random sample of the register's `size` enterprises, all of which were labelled 1 or 0; then the wave's estimates."""
    design = SampleDesign("XD", wave, "s", "online_ordering", model, 1, len(labels), "proportional", {STRATUM: (size, len(labels))})
    write_sample(store, design, [SampledUnit(unit, STRATUM, len(labels) / size, i) for i, unit in enumerate(labels)])
    at = f"{wave}-11-01T00:00:00Z"
    told = (("yes" if answer else "no", unit) for unit, answer in labels.items())
    append_labels(store, [Label("XD", wave, unit, "online_ordering", answer, "ann", "audit", at, sample="s") for answer, unit in told])
    aggregate(store, "XD", wave)
