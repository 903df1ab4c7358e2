"""Drawing whom people look at: a stratified random sample over the whole frame."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from aggregate.sampling.allocation import FEWEST_PER_STRATUM, allocate
from aggregate.sampling.strata import SIZES, Strata, build_strata
from catalogue.errors import EstimateError
from catalogue.messages import say
from store.cells import STATES, read_decided, read_enterprise_ids, read_unit_states
from store.opening import Store
from store.records import SampleDesign, SampledUnit
from store.reviews import read_designs, write_sample

ALLOCATION = "states: at least 30 or 10 %, rest by weight x spread; sizes within a state: by square root of weight; at least 2 per stratum"
DEFAULT_SEED = 20261122


@dataclass(frozen=True, slots=True)
class SampleReport:
    """What was drawn: `strata` maps a stratum to (units in the frame, units drawn), `states` a state to units drawn."""

    sample: str
    size: int
    frame_size: int
    strata: dict[str, tuple[int, int]]
    states: dict[str, int]
    warnings: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, Any]:
        """For `runs`."""
        return {"sample": self.sample, "size": self.size, "frame": self.frame_size, "states": self.states, "warnings": list(self.warnings)}

    @property
    def sentence(self) -> str:
        """What was drawn, in a line; a warning on its own line."""
        states = ", ".join(f"{state} {count}" for state, count in self.states.items())
        drawn = say(
            "Drew {size} of {frame_size} enterprises as {sample} ({states}).",
            size=self.size,
            frame_size=self.frame_size,
            sample=self.sample,
            states=states,
        )
        return "\n".join([drawn, *self.warnings])


def draw_sample(
    store: Store,
    country: str,
    wave: str,
    *,
    size: int,
    capability: str = "online_ordering",
    seed: int = DEFAULT_SEED,
    name: str | None = None,
) -> SampleReport:
    """Draws, freezes and reports a stratified random sample of enterprises: states of the capability × size class.

    The same store, size and seed give the same sample. Inclusion probabilities, strata and the model's version are kept with it.

    Raises:
        EstimateError: no frame, a size that does not fit, an unknown capability, or a sample of this name is there already.
    """
    model = _find_model(store, country, wave, capability)
    columns = read_unit_states(store, country, wave, capability)
    frame_size = len(columns["unit"])
    _check_size(size, frame_size, country, wave)
    codes = {text: i for i, text in enumerate(SIZES)}
    size_classes = np.array([codes.get(s, codes["_U"]) for s in columns["size_class"]], dtype=np.int64)
    strata = build_strata(np.array(columns["state"], dtype=np.int64), size_classes, np.array(columns["frame_weight"], dtype=np.float64))
    _check_strata(size, strata)
    drawn = allocate(strata, size)
    rows, position = _draw_rows(strata, drawn, seed)
    sample = _name_sample(store, country, wave, name)
    ids = read_enterprise_ids(store, [columns["unit"][row] for row in rows.tolist()])
    units = [
        SampledUnit(key, strata.names[h], float(drawn[h] / strata.sizes[h]), place)
        for key, h, place in zip(ids, strata.of_units[rows].tolist(), position.tolist(), strict=True)
    ]
    counts = {n: (int(N), int(k)) for n, N, k in zip(strata.names, strata.sizes, drawn, strict=True)}
    write_sample(store, SampleDesign(country, wave, sample, capability, model, seed, size, ALLOCATION, counts), units)
    states = {STATES[s]: int(drawn[strata.states == s].sum()) for s in sorted(set(strata.states.tolist()))}
    return SampleReport(sample, size, frame_size, counts, states, _warn(model, capability))


def _draw_rows(strata: Strata, drawn: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the frame, without replacement within each stratum, in the frame's order; and each one's place in the order of work."""
    generator = np.random.Generator(np.random.PCG64(seed))
    chosen = [generator.choice(np.flatnonzero(strata.of_units == h), k, replace=False) for h, k in enumerate(drawn.tolist())]
    rows = np.sort(np.concatenate(chosen))
    return rows, generator.permutation(len(rows)) + 1


def _find_model(store: Store, country: str, wave: str, capability: str) -> str | None:
    decided = read_decided(store, country, wave)
    if decided and capability not in decided:
        raise EstimateError(
            say(
                "No answers are known for {capability}: choose one of {known}.",
                capability=capability,
                known=", ".join(sorted(decided)),
            )
        )
    return decided.get(capability)


def _check_size(size: int, frame_size: int, country: str, wave: str) -> None:
    if frame_size == 0:
        raise EstimateError(
            say(
                "No register is loaded for {country} {wave}: load one with `ecomstat frame {country} register.csv`.",
                country=country,
                wave=wave,
            )
        )
    if size < 1:
        raise EstimateError(say("A sample needs at least one enterprise: say how many with --size."))
    if size > frame_size:
        raise EstimateError(
            say(
                "A sample of {size} cannot be drawn from {frame_size} enterprises: ask for {frame_size} at most.",
                size=size,
                frame_size=frame_size,
            )
        )


def _check_strata(size: int, strata: Strata) -> None:
    least = int(np.minimum(strata.sizes, FEWEST_PER_STRATUM).sum())
    if size < least:
        raise EstimateError(
            say(
                "A sample of {size} is too small for {strata} strata (state × size class): ask for at least {least}.",
                size=size,
                strata=len(strata.names),
                least=least,
            )
        )


def _name_sample(store: Store, country: str, wave: str, name: str | None) -> str:
    known = {design.sample for design in read_designs(store, country, wave)}
    if name is None:
        return next(f"sample-{i}" for i in range(1, len(known) + 2) if f"sample-{i}" not in known)
    if name in known:
        raise EstimateError(
            say("There is a sample named {name} already, and drawn samples stay as they are: choose another name.", name=name)
        )
    return name


def _warn(model: str | None, capability: str) -> tuple[str, ...]:
    if model is not None:
        return ()
    return (
        say(
            "Nothing has been classified yet, so that {capability} is unknown for all: a sample drawn after `ecomstat classify` says more.",
            capability=capability,
        ),
    )
