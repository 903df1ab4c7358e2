"""Labels from the truth: what a careful reviewer of the invented country would have answered."""

from collections.abc import Iterator, Sequence
from random import Random

from catalogue.capabilities import load_capabilities
from cli.demo.records import DemoCountry, DemoEnterprise
from store.records import Label

LABELLER = "demo"
LABELLED_AT = "2026-01-15T12:00:00Z"
SHARE_UNANSWERED = 0.02


def write_labels(country: DemoCountry, wave: str, sample: str, enterprise_ids: Sequence[str]) -> Iterator[Label]:
    """The truth about sampled enterprises, as audit labels; a few questions stay unanswered, as with people.

    The same country, wave and sample give the same labels, so that labelling twice adds nothing.
    """
    units = {unit.enterprise_id: unit for unit in country.enterprises}
    capabilities = tuple(load_capabilities())
    for enterprise_id in enterprise_ids:
        yield from _label(country.seed, units[enterprise_id], wave, sample, capabilities)


def _label(seed: int, unit: DemoEnterprise, wave: str, sample: str, capabilities: Sequence[str]) -> Iterator[Label]:
    rng = Random(f"XD labels {seed} {unit.enterprise_id}")  # noqa: S311
    for capability in capabilities:
        answer = "unknown" if rng.random() < SHARE_UNANSWERED else "yes" if unit.truth[capability] else "no"
        yield Label("XD", wave, unit.enterprise_id, capability, answer, LABELLER, "audit", LABELLED_AT, sample=sample, blind=True)
