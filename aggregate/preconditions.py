"""Whether there is anything to estimate from, and what is missing where there is not."""

from aggregate.sampling.checks import refuse_no_register
from catalogue.capabilities import load_capabilities
from catalogue.errors import EstimateError
from catalogue.messages import say
from store.cells import read_decided
from store.frame import count_enterprises, names_website
from store.opening import Store
from store.surveys import list_surveys


def list_models(store: Store, country: str, wave: str, labelled: set[tuple[str, str]]) -> dict[str, str | None]:
    """{capability: version of the model that decided it}.

    Where no enterprise has a website that `classify` could judge, what people were asked (`labelled`: question, source), by no model.

    Raises:
        EstimateError: there is nothing to estimate from.
    """
    _check_register(store, country, wave)
    models: dict[str, str | None] = {**read_decided(store, country, wave)}
    if models:
        return models
    with_websites = names_website(store, country, wave)
    asked = {question for question, _ in labelled} & set(load_capabilities())
    if asked and not with_websites:
        return dict.fromkeys(sorted(asked))
    if not list_surveys(store, country, wave):  # a survey of the office's own stands by itself
        _refuse(country, wave, with_websites=with_websites)
    return {}


def check_level(level: float) -> None:
    """Raises EstimateError unless intervals can have this level."""
    if not 0.5 <= level < 1:
        raise EstimateError(say("The level of intervals must lie between 0.5 and 1, such as 0.95; it is {level}.", level=level))


def _check_register(store: Store, country: str, wave: str) -> None:
    if count_enterprises(store, country, wave) == 0:
        raise refuse_no_register(country, wave)


def _refuse(country: str, wave: str, *, with_websites: bool) -> None:
    if with_websites:
        raise EstimateError(
            say("Nothing has been classified for {country} {wave}: run `ecomstat classify {country}` first.", country=country, wave=wave)
        )
    raise EstimateError(
        say(
            "No enterprise of {country} {wave} has a website in the register, and nobody has answered anything about them, so that there is"
            " nothing to estimate from: draw a sample with `ecomstat sample {country}`, let people answer, and load what they answered.",
            country=country,
            wave=wave,
        )
    )
