"""Figures in sentences for readers who know no statistics: so many in 100, and how sure that is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aggregate.export.report.estimates import CONFIDENTIAL, Estimate, Estimates
from aggregate.export.report.numbers import is_small, write_of_100
from aggregate.publication.naming import describe_indicator, name_shortly
from catalogue.messages import say, say_text
from catalogue.numbers import write_number
from catalogue.tables import load_table

PREDICATES = Path(__file__).with_name("predicates.toml")
LEADS = (("B5", "web_presence"), ("own_website",), ("online_ordering",), ("B7",))
"""Indicators that come first, each the first of these that is published."""
FEWEST_LEADS = 3


@dataclass(frozen=True, slots=True)
class Headline:
    """An indicator of the whole country: `figure` such as 36, of 100, or a range, or '' where it is not shown; then its sentences."""

    code: str
    name: str
    figure: str
    sentences: tuple[str, ...]


@cache
def load_predicates() -> Mapping[str, str]:
    """{indicator: what enterprises do, in English}."""
    return {code: str(entry["do"]) for code, entry in load_table(PREDICATES).items()}


def name_doing(code: str) -> str:
    """What enterprises do that the indicator counts, as a sentence goes on after its subject; '' where nobody wrote it."""
    return say_text(load_predicates().get(code, ""))


def list_leads(estimates: Mapping[str, Estimates]) -> list[str]:
    """The indicators that come first in a report, at least three where so many are published."""
    leads = [code for codes in LEADS for code in codes if code in estimates and code == next(c for c in codes if c in estimates)]
    others = [code for code in estimates if code not in {c for codes in LEADS for c in codes}]
    return [*leads, *others[: max(0, FEWEST_LEADS - len(leads))]]


def tell_headline(found: Estimates) -> Headline | None:
    """The headline of an indicator, None where nothing is published of the whole country."""
    whole = found.find()
    return Headline(found.code, name_shortly(found.code), write_figure(whole), tuple(_tell(found, whole))) if whole else None


def write_figure(found: Estimate) -> str:
    """An estimate, or the range of bounds, as so many of 100; '' where it is not shown."""
    if found.value is not None:
        return write_of_100(found.value)
    return "" if found.low is None or found.high is None else f"{write_of_100(found.low)}–{write_of_100(found.high)}"


def write_range(found: Estimate) -> str:
    """Both ends of the interval as so many of 100, to as many decimals; '' where there is none."""
    if found.low is None or found.high is None:
        return ""
    digits = 1 if is_small(found.low) else 0
    return say("{low} to {high}", low=write_of_100(found.low, digits), high=write_of_100(found.high, digits))


def _tell(found: Estimates, whole: Estimate) -> Iterator[str]:
    do = name_doing(found.code)
    if not write_figure(whole):
        yield _tell_hidden(found, whole, do)
    elif found.method is None:
        yield _tell_bounds(found, whole, do)
    elif whole.share_of or not do:
        yield _tell_by_name(found, whole)
    else:
        yield from _tell_estimate(found, whole, do)


def _tell_hidden(found: Estimates, whole: Estimate, do: str) -> str:
    reason = name_reason(whole.hidden)
    if do:
        return say("How many registered enterprises {do} is not shown: {reason}.", do=do, reason=reason)
    return say("{name}: not shown, since {reason}.", name=describe_indicator(found.code)[0], reason=reason)


def _tell_bounds(found: Estimates, whole: Estimate, do: str) -> str:
    """Bounds, which are no interval of an estimate."""
    ends = {"low": write_of_100(whole.low or 0.0), "high": write_of_100(whole.high or 0.0)}
    if do:
        told = say("Between {low} and {high} in 100 registered enterprises {do}.", do=do, **ends)
    else:
        name = describe_indicator(found.code)[0]
        told = say("{name}: between {low} and {high} in 100 registered enterprises.", name=name, **ends)
    return f"{told} " + say(
        "No sample has been reviewed yet, so that there is neither an estimate nor a margin: the range is what websites that were not"
        " read leave open."
    )


def _tell_by_name(found: Estimates, whole: Estimate) -> str:
    """Indicators of which nobody wrote what enterprises do, or that are no shares of enterprises."""
    name, whom = describe_indicator(found.code)[0], whole.share_of or say("registered enterprises")
    ends = _write_ends(whole)
    return say("{name}: {share} in 100 ({whom}; 95 % interval {range}).", name=name, share=write_figure(whole), whom=whom, range=ends)


def _tell_estimate(found: Estimates, whole: Estimate, do: str) -> Iterator[str]:
    values = {"share": write_figure(whole), "do": do, "range": _write_ends(whole)}
    if whole.is_partial:
        yield say("{share} in 100 of the registered enterprises that the survey covers {do} (95 % interval {range}).", **values)
    else:
        yield say("{share} in 100 registered enterprises {do} (95 % interval {range}).", **values)
    yield from _tell_count(found, whole)
    of_websites = found.find_of_websites()
    if of_websites and of_websites.value is not None:
        share, ends = write_of_100(of_websites.value), _write_ends(of_websites)
        yield say("Of those with a website of their own, {share} in 100 do ({range}).", share=share, range=ends)
    yield from _tell_doubts(whole)


def _write_ends(found: Estimate) -> str:
    return write_range(found) or say("not stated")


def _tell_count(found: Estimates, whole: Estimate) -> Iterator[str]:
    count = found.find_count()
    if count and count.value is not None and count.low is not None and count.high is not None and whole.n_frame is not None:
        yield say(
            "That is about {count} of {all} enterprises ({low} to {high}).",
            count=write_number(count.value),
            all=write_number(whole.n_frame),
            low=write_number(count.low),
            high=write_number(count.high),
        )


def _tell_doubts(whole: Estimate) -> Iterator[str]:
    if whole.is_weak:
        yield say("Read it with caution: the interval is wide.")
    if whole.is_broken:
        yield say("It cannot be compared with that of {wave}.", wave=whole.since)


def name_reason(hidden: str) -> str:
    """Why a figure is not shown, as the end of a sentence."""
    return say("it would tell of too few enterprises") if hidden == CONFIDENTIAL else say("it is too uncertain to be of use")
