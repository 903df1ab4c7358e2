"""The cases that weights are learnt from: labelled enterprises with the reading of their website."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from classify.evidence import match_evidence
from classify.learning.fitting import Booleans
from classify.models import CapabilityModel
from classify.readings import Reading, read_website
from store.final_labels import read_final_labels
from store.frame import read_frame_columns
from store.linked_sites import read_unit_sites
from store.linked_visits import read_linked_visits
from store.opening import Store


@dataclass(frozen=True, slots=True)
class Case:
    """One enterprise with one website that was read, and its labels {capability: yes}."""

    enterprise_id: str
    reading: Reading
    labels: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class LabelledReadings:
    """The cases of one capability: the enterprises, the readings of their sites (cases of one site are one group), the labels."""

    enterprises: tuple[str, ...]
    readings: tuple[Reading, ...]
    positive: Booleans

    @property
    def sites(self) -> tuple[str, ...]:
        """The site of each case."""
        return tuple(reading.website.site for reading in self.readings)

    def part(self, chosen: Booleans) -> "LabelledReadings":
        """The chosen cases."""
        places = np.flatnonzero(chosen).tolist()
        return LabelledReadings(tuple(self.enterprises[i] for i in places), tuple(self.readings[i] for i in places), self.positive[chosen])


def read_cases(store: Store, country: str, wave: str, capabilities: Sequence[str], sources: Sequence[str]) -> list[Case]:
    """The labelled enterprises whose website was read, in the order of their ids; those with several websites are left out.

    Labels of a later source count before those of an earlier one. Enterprises whose `status_ok` label is no are left out.
    """
    labels = _read_labels(store, country, wave, capabilities, sources)
    frame = read_frame_columns(store, country, wave, ["unit", "enterprise_id"])
    of_enterprise = {e: labels[unit] for unit, e in zip(frame["unit"], frame["enterprise_id"], strict=True) if unit in labels}
    located = read_unit_sites(store, country, wave)
    sites = {site for unit, site in zip(located["unit"], located["site"], strict=True) if unit in labels}
    cases = []
    for visit in read_linked_visits(store, country, wave, sites):
        reading = read_website(visit.website, visit.signals)
        if reading.readable:
            ids = [link.enterprise_id for link in visit.links if not link.of_several]
            cases += [Case(e, reading, of_enterprise[e]) for e in ids if e in of_enterprise]
    return sorted(cases, key=lambda case: case.enterprise_id)


def choose_cases(cases: Sequence[Case], capability: str) -> LabelledReadings:
    """The cases with a label of one capability."""
    chosen = [case for case in cases if capability in case.labels]
    positive = np.array([case.labels[capability] for case in chosen], dtype=bool)
    return LabelledReadings(tuple(case.enterprise_id for case in chosen), tuple(case.reading for case in chosen), positive)


def find_presence(model: CapabilityModel, readings: Sequence[Reading]) -> Booleans:
    """Cases × evidence in the model's order: whether it is seen and counts."""
    seen = [{e.name for e, _ in match_evidence(model, reading.by_kind)} for reading in readings]
    return np.array([[e.name in names for e in model.evidence] for names in seen], dtype=bool).reshape(len(readings), len(model.evidence))


def digest_labels(cases: Sequence[Case]) -> str:
    """The sha256 of all labels used, whatever their order."""
    rows = sorted(f"{c.enterprise_id}\t{name}\t{answer}\n" for c in cases for name, answer in c.labels.items())
    return hashlib.sha256("".join(rows).encode()).hexdigest()


def _read_labels(store: Store, country: str, wave: str, capabilities: Sequence[str], sources: Sequence[str]) -> dict[int, dict[str, bool]]:
    final = dict[str, dict[int, str | None]]()
    for question in ("status_ok", *capabilities):
        for source in sources:
            columns = read_final_labels(store, country, wave, question, source)
            final.setdefault(question, {}).update(zip(columns["unit"], columns["answer"], strict=True))
    labels = dict[int, dict[str, bool]]()
    for question in capabilities:
        for unit, answer in final[question].items():
            if answer in {"yes", "no"} and final["status_ok"].get(unit) != "no":
                labels.setdefault(unit, {})[question] = answer == "yes"
    return labels
