"""Charts of a report, each with the same figures as a table, so that nobody needs to see it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from aggregate.charts.bars import draw_bars
from aggregate.charts.dots import draw_dots
from aggregate.charts.records import Bar, Dot, Text
from aggregate.export.lines import Line, list_lines
from aggregate.export.report.estimates import CONFIDENTIAL, Estimate, Estimates
from aggregate.export.report.groups import SIZES, write_cell
from aggregate.export.report.tables import name_size
from aggregate.publication.coverage import Step
from aggregate.publication.naming import name_code, name_shortly
from aggregate.publication.passages import Grid
from aggregate.tables.domains import ALL, UNKNOWN
from catalogue.messages import say, say_count
from catalogue.numbers import write_number, write_share


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as SVG ('' where nothing can be drawn), its title and notes, and its figures as a table."""

    title: str
    svg: str
    grid: Grid
    notes: tuple[str, ...] = ()


Named = Sequence[tuple[str, Estimate]]


def draw_all(estimates: Mapping[str, Estimates]) -> Picture:
    """All indicators of the whole country, one below the other."""
    title = say("All indicators: share of registered enterprises")
    named = [(name_shortly(found.code), whole) for found in estimates.values() if (whole := found.find()) and not whole.share_of]
    named.sort(key=lambda pair: -(pair[1].value or pair[1].high or 0.0))
    return _draw(title, say("Indicator"), say("One dot an indicator; the line through it is its 95 % interval."), named, None)


def draw_activities(found: Estimates) -> Picture:
    """An indicator by section of activity, beside the figure of all."""
    title = say("{indicator}, by activity", indicator=name_shortly(found.code))
    lines = [line for line in list_lines(found.table) if _is_section(line)]
    named = [(name_code("activity", line.code), cell) for line in lines if (cell := found.cells.get(line.key_of(ALL)))]
    return _draw(title, say("Activity"), _about_groups(), named, found.find())


def draw_sizes(found: Estimates) -> Picture:
    """An indicator by class of size, beside the figure of all."""
    title = say("{indicator}, by persons employed", indicator=name_shortly(found.code))
    named = [(name_size(code), cell) for code in (*SIZES, UNKNOWN) if (cell := found.find(size_class=code))]
    return _draw(title, say("Persons employed"), _about_groups(), named, found.find())


def draw_steps(title: str, description: str, steps: Sequence[Step]) -> Picture:
    """Numbers of enterprises as bars, those that cannot be told left out of the chart and said so in the table."""
    told = [step for step in steps if step.enterprises is not None]
    bars = tuple(Bar(step.name, step.enterprises or 0, _write_step(step)) for step in told)
    rows = tuple((step.name, *_write_columns(step)) for step in steps)
    grid = Grid(title, (say("Step"), say("Enterprises"), say("Share")), rows, (False, True, True))
    return Picture(title, draw_bars(bars, Text(title, description)) if bars else "", grid)


def _is_section(line: Line) -> bool:
    is_activity = not line.title and line.dimension == "activity" and line != Line()
    return is_activity and not line.code.isdigit() and line.population == Line().population


def _about_groups() -> str:
    return say("One dot a group; the line through it is its 95 % interval, the dashed line the figure of all registered enterprises.")


def _draw(title: str, of: str, description: str, named: Named, whole: Estimate | None) -> Picture:
    dots = tuple(_list_dots(named))
    reference = whole.value if whole else None
    line = "" if reference is None else say("all: {share}", share=write_share(reference))
    draw = partial(draw_dots, dots, Text(title, description, say("Share in percent"), line), reference=reference)
    rows = [(name, write_cell(found)) for name, found in named]
    if whole:
        rows.insert(0, (say("All enterprises"), write_cell(whole)))
    grid = Grid(title, (of, say("Share (95 % interval)")), tuple(rows), (False, True))
    return Picture(title, draw() if dots else "", grid, tuple(_list_notes(named)))


def _list_dots(named: Named) -> Iterator[Dot]:
    """Estimates as dots with their intervals, bounds as lines alone."""
    for name, found in named:
        if found.value is not None:
            yield Dot(name, found.value, found.low, found.high, _write_dot(found), weak=found.is_weak)
        elif found.low is not None and found.high is not None:
            text = f"{write_share(found.low)} … {write_share(found.high)}"
            yield Dot(name, None, found.low, found.high, text)


def _write_dot(found: Estimate) -> str:
    share = write_share(found.value or 0.0)
    if found.low is None or found.high is None:
        return share
    return f"{share}  ({write_number(100 * found.low, 1)} … {write_number(100 * found.high, 1)})"


def _list_notes(named: Named) -> Iterator[str]:
    if any(found.is_weak for _, found in named):
        yield say("Hollow dots: read with caution, the interval is wide.")
    if any(found.value is None and not found.hidden for _, found in named):
        yield say("Lines from lower to upper bound: nobody has reviewed a sample yet, so that there is no estimate.")
    reasons = [found.hidden for _, found in named if found.hidden]
    if reasons:
        yield say_count(
            "{count} group of {all} is not shown: {confidential} confidential, {unreliable} unreliable.",
            "{count} groups of {all} are not shown: {confidential} confidential, {unreliable} unreliable.",
            len(reasons),
            all=len(named),
            confidential=reasons.count(CONFIDENTIAL),
            unreliable=len(reasons) - reasons.count(CONFIDENTIAL),
        )


def _write_step(step: Step) -> str:
    enterprises, share = _write_columns(step)
    return f"{enterprises} ({share})" if share else enterprises


def _write_columns(step: Step) -> tuple[str, str]:
    if step.enterprises is None:
        return say("too few to tell"), ""
    return write_number(step.enterprises), "" if step.share is None else write_share(step.share)
