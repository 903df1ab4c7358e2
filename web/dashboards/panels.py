"""What a dashboard is made of: choices, and panels with charts and the tables behind them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from web.dashboards.sheets import Sheet
from web.measurements import Reading

HALF, TALL, WIDE = "half", "tall", "wide"
"""Shapes of panels: half of the page's width, the same and as high as two others, the whole width."""
MANY_ROWS = 8


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart; `draw` makes its SVG when a page needs it."""

    title: str
    draw: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Panel:
    """One thing told by charts and a table; `key` names the table in addresses, `shape` is HALF, TALL or WIDE."""

    key: str
    heading: str
    lead: str
    sheet: Sheet
    drawings: tuple[Drawing, ...] = ()
    notes: tuple[str, ...] = ()
    shape: str = HALF


@dataclass(frozen=True, slots=True)
class Choice:
    """A field of the form on top: `options` are (value, text), `chosen` one of the values."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know or to do before figures can be seen; `command` is what to type."""

    sentence: str
    command: str = ""


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A page of panels under a form of choices."""

    title: str
    lead: str
    panels: tuple[Panel, ...] = ()
    choices: tuple[Choice, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see: the wave (`place` is the choice of it), the query, and whether they may see single enterprises."""

    country: str
    wave: str
    place: Choice
    query: Mapping[str, str]
    units: bool
    measurements: Reading

    def choose(self, name: str, label: str, options: Sequence[tuple[str, str]], usual: str = "") -> Choice:
        """The choice that was asked for, else the usual one, else the first."""
        return choose(self.query, name, label, options, usual)


def choose_shape(rows: int) -> str:
    """The shape of a first panel with so many rows: high only where there are many, or a hole would be left below it."""
    return TALL if rows > MANY_ROWS else HALF


def choose(query: Mapping[str, str], name: str, label: str, options: Sequence[tuple[str, str]], usual: str = "") -> Choice:
    """The option (value, text) that the query names, else the usual one, else the first; there must be one."""
    values = [value for value, _ in options]
    wanted = query.get(name, "")
    return Choice(name, label, tuple(options), wanted if wanted in values else usual if usual in values else values[0])


def address_of(path: str, choices: Sequence[Choice], **other: str) -> str:
    """The address of a page with these choices."""
    query = {**{choice.name: choice.chosen for choice in choices}, **other}
    return f"{path}?{urlencode(query)}" if query else path
