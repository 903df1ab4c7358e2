"""An invented register of mostly tiny cells, two waves of it and several releases of each, with the truth that files must not tell.

Cells of one to four enterprises, shares of 0 and 1, sections by sizes by regions, and the sex of the owner beside; some enterprises of the
first wave are gone in the second, some are new there. The European scope holds of section M all but division 75 and of S only 951; the ICT
sector cuts J and S; of some in G no division is known. What the truth is at each release is kept, for an attack to be judged by.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from aggregate import aggregate, draw_sample
from aggregate.changes import estimate_changes
from aggregate.export import export
from aggregate.export.csv_file import write_estimates
from aggregate.publication.checking import load_meanings
from aggregate.publication.freezing import read_vintage
from aggregate.publication.releasing import Approval, release_wave
from store.decisions import replace_capabilities
from store.frame import write_enterprises, write_register
from store.opening import Store
from store.records import Capability, Enterprise, Register
from store.reviews import append_labels, read_sample
from store.runs import recording
from tests.aggregate.stores_of_cases import label

COUNTRY, FIRST, SECOND = "XD", "2026", "2027"
ALL_CELLS = "all-cells.csv"
"""The estimates of an export with those that are left out of it as hidden throughout: files name their crossings, which tells no more."""

ACTIVITIES = {"0111": "A", "G": "G", "4711": "G", "5811": "J", "6201": "J", "6910": "M", "7500": "M", "9511": "S", "9601": "S"}
WEIGHTS = {
    "activity": ([*ACTIVITIES], [0.06, 0.04, 0.3, 0.06, 0.16, 0.16, 0.07, 0.06, 0.09]),
    "size_class": (["S0T9", "S10T49", "S50T249"], [0.66, 0.26, 0.08]),
    "region": (["R1", "R2"], [0.7, 0.3]),
    "owner_sex": (["F", "M", "_U"], [0.2, 0.6, 0.2]),
}
PRESENCE = ("own", "elsewhere", "unclear", "nothing")
ANSWERS = {  # own website, web presence, presence elsewhere only
    "own": ("yes", "yes", "no"),
    "elsewhere": ("no", "yes", "yes"),
    "unclear": ("unknown", "yes", "unknown"),
    "nothing": ("unknown", "unknown", "unknown"),
}
CAPABILITIES = ("own_website", "web_presence", "social_or_marketplace_only")
ORDERING = "online_ordering"


@dataclass(frozen=True, slots=True)
class Unit:
    """An enterprise as it truly is: its codes, its presence, and what was decided of online ordering (yes, no, unknown)."""

    key: str
    activity: str
    size_class: str
    region: str
    owner_sex: str
    presence: str
    ordering: str
    label: bool


@dataclass(slots=True)
class Told:
    """A folder of files, the wave they are of, and the enterprises of that wave (and of the wave before) at that moment."""

    folder: Path
    wave: str
    units: Sequence[Unit]


@dataclass(slots=True)
class NastyWorld:
    """A store and what it has told so far; `by` are the crossings of its tables, none for the usual ones."""

    store: Store
    folder: Path
    generator: np.random.Generator
    formats: Sequence[str]
    by: Sequence[str] = ()
    waves: dict[str, list[Unit]] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)

    def tell(self, wave: str, vintage: str, reason: str = "") -> None:
        """Estimates, releases and exports a wave; checks that do not concern confidentiality may fail."""
        with recording(self.store, "aggregate", {"by": [*self.by]}, COUNTRY, wave) as counts:
            aggregate(self.store, COUNTRY, wave, by=self.by, run=counts["run"])
            estimate_changes(self.store, COUNTRY, wave, run=counts["run"])
        despite = [code for code, entry in load_meanings().items() if entry["if_failed"] == "blocks"]
        release_wave(self.store, COUNTRY, wave, vintage, Approval("Ann", reason or "invented", despite=despite))
        folder = self.folder / f"{wave}-{vintage}"
        export(self.store, COUNTRY, wave, folder, self.formats, vintage=vintage)
        found = read_vintage(self.store, COUNTRY, wave, vintage)
        write_estimates(replace(found, table=found.cells), folder / ALL_CELLS)
        self.told.append(Told(folder, wave, list(self.waves[wave])))

    def write_wave(self, wave: str, units: Sequence[Unit]) -> None:
        """Writes the register of a wave and what was decided."""
        self.waves[wave] = list(units)
        rows = [
            Enterprise(COUNTRY, wave, u.key, activity=u.activity, activity_classification="ISIC4", section=ACTIVITIES[u.activity],
                       size_class=u.size_class, region=u.region, owner_sex=u.owner_sex,
                       site=None if u.presence == "nothing" else f"{u.key}.example")
            for u in units
        ]  # fmt: skip
        write_enterprises(self.store, rows)
        count = len(rows)
        write_register(
            self.store,
            Register(COUNTRY, wave, "register.csv", "0", f"{wave}-06-30", "invented", "ISIC4", "enterprise", False, count, count, 0),
        )
        self.decide(wave)

    def decide(self, wave: str) -> None:
        """Writes what was decided of a wave's enterprises."""
        found = []
        for unit in self.waves[wave]:
            answers = dict(zip(CAPABILITIES, ANSWERS[unit.presence], strict=True)) | {ORDERING: unit.ordering}
            found += [Capability(unit.key, name, answer, None, "m") for name, answer in answers.items() if unit.presence != "nothing"]
        replace_capabilities(self.store, COUNTRY, wave, found)

    def label_all(self, wave: str) -> str:
        """Draws every enterprise and labels it: estimates are counts then. Gives the sample's name."""
        sample = draw_sample(self.store, COUNTRY, wave, size=len(self.waves[wave]), seed=1).sample
        known = {unit.key: unit for unit in self.waves[wave]}
        drawn = [known[key] for key in read_sample(self.store, COUNTRY, wave, sample)["enterprise_id"]]
        self._label(wave, sample, [(u, "own_website", u.presence == "own") for u in drawn] + [(u, ORDERING, u.label) for u in drawn])
        return sample

    def label_anew(self, wave: str, sample: str, count: int) -> None:
        """The same reviewer thinks better of some enterprises."""
        for place in self.generator.choice(len(self.waves[wave]), count, replace=False).tolist():
            unit = self.waves[wave][place]
            self.waves[wave][place] = replace(unit, label=not unit.label)
            self._label(wave, sample, [(self.waves[wave][place], ORDERING, not unit.label)], at="2026-11-02T00:00:00Z")

    def _label(self, wave: str, sample: str, told: Sequence[tuple[Unit, str, bool]], at: str = "2026-11-01T00:00:00Z") -> None:
        answers = [(label(u.key, "yes" if yes else "no", sample, question), yes) for u, question, yes in told]
        append_labels(self.store, [replace(answer, wave=wave, at=at) for answer, _ in answers])


def draw_units(generator: np.random.Generator, count: int, prefix: str = "e") -> list[Unit]:
    """Enterprises of which in one activity all, in another none, can take orders; elsewhere some."""
    codes = {name: generator.choice(values, count, p=chances).tolist() for name, (values, chances) in WEIGHTS.items()}
    presences = generator.choice(PRESENCE, count, p=[0.5, 0.14, 0.06, 0.3]).tolist()
    units = []
    for number, presence in enumerate(presences):
        activity = codes["activity"][number]
        chances = {"0111": [1, 0, 0], "9601": [0, 1, 0]}.get(activity, [0.2, 0.55, 0.25])
        ordering = str(generator.choice(["yes", "no", "unknown"], p=chances)) if presence == "own" else "unknown"
        rest = (codes["size_class"][number], codes["region"][number], codes["owner_sex"][number])
        truth = bool(ordering == "yes" or generator.random() < 0.06)
        units.append(Unit(f"{prefix}{number:04d}", activity, *rest, presence, ordering, truth))
    return units


def build_counted_world(store: Store, folder: Path, seed: int, count: int, formats: Sequence[str], by: Sequence[str] = ()) -> NastyWorld:
    """Counts of everybody: a wave released provisional, final, and revised after some decisions were corrected, and the wave after it."""
    world = NastyWorld(store, folder, np.random.default_rng(seed), formats, by)
    world.write_wave(FIRST, draw_units(world.generator, count))
    world.tell(FIRST, "provisional")
    _correct(world, FIRST, 2)
    world.tell(FIRST, "final")
    _correct(world, FIRST, 1)
    world.tell(FIRST, "revised", "decisions corrected")
    stayed = [_change(world, unit) for unit in world.waves[FIRST] if world.generator.random() < 0.93]
    world.write_wave(SECOND, stayed + draw_units(world.generator, max(count // 14, 2), "n"))
    world.tell(SECOND, "provisional")
    return world


def build_labelled_world(store: Store, folder: Path, seed: int, count: int, formats: Sequence[str], by: Sequence[str] = ()) -> NastyWorld:
    """Every enterprise labelled: a wave released provisional, and final with some other labels."""
    world = NastyWorld(store, folder, np.random.default_rng(seed), formats, by)
    world.write_wave(FIRST, draw_units(world.generator, count))
    sample = world.label_all(FIRST)
    world.tell(FIRST, "provisional")
    world.label_anew(FIRST, sample, 3)
    world.tell(FIRST, "final")
    return world


def _correct(world: NastyWorld, wave: str, most: int) -> None:
    """Decides some enterprises anew, who have a website of their own."""
    places = [place for place, unit in enumerate(world.waves[wave]) if unit.presence == "own"]
    for place in world.generator.choice(places, min(most, len(places)), replace=False).tolist():
        unit = world.waves[wave][place]
        world.waves[wave][place] = replace(unit, ordering="no" if unit.ordering == "yes" else "yes")
    world.decide(wave)


def _change(world: NastyWorld, unit: Unit) -> Unit:
    """An enterprise a year later: one in twelve takes orders that did not."""
    takes_up = unit.presence == "own" and world.generator.random() < 0.08
    return replace(unit, ordering="yes") if takes_up else unit
