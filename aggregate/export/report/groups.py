"""Figures by size, by sex of owner and by town and country: sentences, and a table with the leading indicators side by side."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from aggregate.export.report.estimates import CONFIDENTIAL, UNRELIABLE, Estimate, Estimates
from aggregate.export.report.numbers import write_of_100
from aggregate.export.report.sentences import name_doing, write_range
from aggregate.publication.naming import name_code, name_shortly
from aggregate.publication.passages import Grid
from aggregate.tables.domains import ALL
from catalogue.messages import say
from catalogue.numbers import NO_VALUE, write_number, write_share


@dataclass(frozen=True, slots=True)
class Groups:
    """A breakdown set apart: a key for links, a title, sentences, and the figures as a table."""

    key: str
    title: str
    sentences: tuple[str, ...]
    grid: Grid


SIZES = ("S0T9", "S10T49", "S50T249", "S_GE250", "S_GE10")
DIMENSIONS = {"size_class": SIZES, "owner_sex": ("F", "M", "_U"), "urbanisation": ("U", "R", "_U")}
PAIRS = {"size_class": ("S0T9", "S_GE10"), "owner_sex": ("F", "M"), "urbanisation": ("U", "R")}


def list_groups(estimates: Mapping[str, Estimates], leads: Sequence[str]) -> list[Groups]:
    """The breakdowns of which the publication has both sides for one of the leading indicators."""
    return [_describe(dimension, estimates, leads) for dimension in DIMENSIONS if _has_both(dimension, estimates, leads)]


def _has_both(dimension: str, estimates: Mapping[str, Estimates], leads: Sequence[str]) -> bool:
    return any(all(estimates[code].find(**{dimension: side}) for side in PAIRS[dimension]) for code in leads)


def _describe(dimension: str, estimates: Mapping[str, Estimates], leads: Sequence[str]) -> Groups:
    there = [code for code in DIMENSIONS[dimension] if any(estimates[lead].find(**{dimension: code}) for lead in leads)]
    header = (say("Registered enterprises"), *(name_shortly(lead) for lead in leads))
    rows = [
        (name_group(dimension, code), *(write_cell(estimates[lead].find(**{dimension: code})) for lead in leads)) for code in (ALL, *there)
    ]
    grid = Grid(_title(dimension), header, tuple(rows), (False, *(True for _ in leads)))
    told = (_tell_pair(dimension, estimates[lead]) for lead in leads)
    return Groups(dimension.replace("_", "-"), _title(dimension), tuple(sentence for sentence in told if sentence), grid)


def _title(dimension: str) -> str:
    return {
        "size_class": say("Micro-enterprises apart"),
        "owner_sex": say("By sex of the owner"),
        "urbanisation": say("Town and country"),
    }[dimension]


def name_group(dimension: str, code: str) -> str:
    """A group in words."""
    if code == ALL:
        return say("All registered enterprises")
    fixed = {("owner_sex", "F"): say("Owned by women"), ("owner_sex", "M"): say("Owned by men")}
    return fixed.get((dimension, code)) or name_code(dimension, code)


def write_cell(found: Estimate | None) -> str:
    """A share with its interval in a cell of its own, or why it is not shown; a dash where there is no such enterprise."""
    if found is None:
        return NO_VALUE
    if found.hidden:
        return {CONFIDENTIAL: say("confidential"), UNRELIABLE: say("unreliable")}[found.hidden]
    ends = "" if found.low is None or found.high is None else f"{write_number(100 * found.low, 1)}–{write_number(100 * found.high, 1)}"
    if found.value is None:
        return f"{ends}\N{NO-BREAK SPACE}%"
    return f"{write_share(found.value)} ({ends})" if ends else write_share(found.value)


def _tell_pair(dimension: str, found: Estimates) -> str:
    """The two sides in one sentence; '' unless both are shown."""
    one, other = (found.find(**{dimension: side}) for side in PAIRS[dimension])
    do = name_doing(found.code)
    if not do or one is None or other is None or one.value is None or other.value is None:
        return ""
    return _frames()[dimension](do, _tell_side(one), _tell_side(other))


def _frames() -> Mapping[str, Callable[[str, str, str], str]]:
    return {
        "size_class": lambda do, one, other: say(
            "Of micro-enterprises (0 to 9 persons employed), {one} {do}; of enterprises with 10 or more, {other}.",
            do=do,
            one=one,
            other=other,
        ),
        "owner_sex": lambda do, one, other: say(
            "Of enterprises owned by women, {one} {do}; of those owned by men, {other}.", do=do, one=one, other=other
        ),
        "urbanisation": lambda do, one, other: say(
            "Of enterprises in towns, {one} {do}; of those in the country, {other}.", do=do, one=one, other=other
        ),
    }


def _tell_side(found: Estimate) -> str:
    return say("{share} in 100 ({range})", share=write_of_100(found.value or 0.0), range=write_range(found) or say("not stated"))
