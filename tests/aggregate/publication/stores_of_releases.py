"""A register of one line of sections, decided and estimated, for releases; and a clock that tests set."""

from datetime import UTC, datetime

import pytest

from aggregate import aggregate
from aggregate.publication.facts import Facts, Office
from aggregate.publication.releasing import Approval, release_wave
from store.decisions import replace_capabilities
from store.frame import write_enterprises
from store.opening import Store
from store.records import Capability, Enterprise
from store.releases import Release
from store.runs import recording

WAVE = ("XD", "2026")
FACTS = Facts(office=Office("Statistics XD", "https://stat.example"), licence="CC-BY-4.0")
UNLABELLED = ("margins",)


def write_sections(store: Store, **sections: int) -> None:
    """So many enterprises of each section, a third of them with chat; those that are there stay."""
    keys = [(f"{section}-{number}", section, number) for section, count in sections.items() for number in range(count)]
    write_enterprises(
        store, (Enterprise(*WAVE, key, section=section, size_class="S0T9", site=f"{key}.example") for key, section, _ in keys)
    )
    replace_capabilities(
        store, *WAVE, (Capability(key, "chat", "yes" if number % 3 == 0 else "no", None, "test") for key, _, number in keys)
    )


def estimate(store: Store, *by: str) -> None:
    with recording(store, "aggregate", {"by": list(by or ("activity",))}, *WAVE) as counts:
        aggregate(store, *WAVE, by=by or ("activity",), run=counts["run"])


def release(store: Store, vintage: str = "provisional", by: str = "ann", **given: object) -> Release:
    """A release of figures without labels, for which somebody answers."""
    given = {"reason": "a test", "despite": UNLABELLED} | given
    return release_wave(store, *WAVE, vintage, Approval(by, **given), facts=FACTS)


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    """From here on it is this moment (ISO 8601)."""
    now = datetime.fromisoformat(moment)

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return now.astimezone(UTC)

    monkeypatch.setattr("store.rows.datetime", Clock)
