"""Samples of two waves that share enterprises, so that change between them is estimated from the same ones."""

from typing import Any

from catalogue.errors import EstimateError
from catalogue.messages import say
from store.opening import Store
from store.reviews import read_designs


def check_other_wave(wave: str, with_wave: str | None) -> None:
    """Raises EstimateError where a sample should share enterprises with those of its own wave: no change can be told from that."""
    if with_wave == wave:
        raise EstimateError(say("--with-wave {wave} is the wave of this sample itself: name an earlier wave, or leave it out.", wave=wave))


def find_base(store: Store, country: str, wave: str, capability: str, overlap: float) -> dict[str, Any]:
    """The random numbers of the newest sample of another wave (of this capability, if there is one), which the new sample shares.

    Raises:
        EstimateError: an overlap that is no part of a whole, or no sample there that was drawn by permanent random numbers.
    """
    if not 0 <= overlap <= 1:
        raise EstimateError(say("An overlap of {overlap} makes no sense: ask for a part between 0 and 1.", overlap=f"{overlap:g}"))
    designs = [design for design in read_designs(store, country, wave) if "numbers" in design.plan]
    if not designs:
        raise EstimateError(
            say(
                "Wave {wave} of {country} has no sample that another one could share enterprises with: leave --with-wave out.",
                wave=wave,
                country=country,
            )
        )
    return dict(max(enumerate(designs), key=lambda entry: (entry[1].capability == capability, entry[0]))[1].plan["numbers"])
