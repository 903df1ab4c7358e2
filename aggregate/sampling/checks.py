"""What a sample cannot be, said before anything is drawn."""

from aggregate.sampling.allocation import find_smallest_size
from aggregate.sampling.frames import SamplingFrame
from aggregate.sampling.planning import Target, find_best
from catalogue.errors import EstimateError
from catalogue.messages import say
from store.cells import read_decided
from store.opening import Store


def check_capability(store: Store, country: str, wave: str, capability: str) -> str | None:
    """The version of the model that decided the capability, None before anything was classified.

    Raises:
        EstimateError: others were decided, and this one was not.
    """
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


def refuse_no_register(country: str, wave: str) -> EstimateError:
    """The error where there is nothing to draw from."""
    return EstimateError(
        say(
            "No register is loaded for {country} {wave}: load one with `ecomstat frame {country} register.csv`.", country=country, wave=wave
        )
    )


def check_size(size: int, frame_size: int) -> None:
    """Raises EstimateError where a sample of this size cannot be drawn at all."""
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


def check_strata(size: int, frame: SamplingFrame) -> None:
    """Raises EstimateError where the size does not give two units to each stratum."""
    least = find_smallest_size(frame.strata)
    if size < least:
        raise EstimateError(
            say(
                "A sample of {size} is too small for {strata} strata (state × size class): ask for at least {least}.",
                size=size,
                strata=len(frame.strata.names),
                least=least,
            )
        )


def check_target(target: Target) -> None:
    """Raises EstimateError where nobody can mean this precision."""
    if target.cv is not None and not 0 < target.cv < 1:
        raise EstimateError(
            say(
                "A coefficient of variation of {cv} makes no sense: ask for one above 0 and below 1, such as --cv 0.05 for 5 %.",
                cv=f"{target.cv:g}",
            )
        )
    if target.half_width is not None and not 0 < target.half_width < 0.5:
        raise EstimateError(
            say(
                "A margin of ±{points} points makes no sense for a share: ask for one above 0 and below 50, such as --half-width 2.",
                points=f"{100 * target.half_width:g}",
            )
        )


def refuse_target(frame: SamplingFrame) -> EstimateError:
    """The error where even reviewing everybody is not precise enough."""
    best = find_best(frame)
    reasons = (
        say("since not all enterprises of the population are in the register or in the first phase")
        if frame.earlier
        else say("since one enterprise more or less always stays in doubt")
    )
    return EstimateError(
        say(
            "This precision cannot be reached: with all {count} enterprises reviewed the margin would still be ±{points} points"
            " (CV {cv} %), {reasons}. Ask for less.",
            count=len(frame.units),
            points=f"{100 * best.half_width:.2g}",
            cv=f"{100 * best.standard_error / best.share:.2g}",
            reasons=reasons,
        )
    )
