"""What published tables' codes mean in ours (`catalogue/data/official_codes.toml`)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pycountry

import catalogue
from aggregate.tables.populations import ALL, SCOPE
from catalogue.indicators import find_indicator
from catalogue.isic import load_activities
from catalogue.profiles import list_countries, load_profile
from catalogue.sizes import list_size_classes, read_size_class
from catalogue.tables import load_table

CODES = Path(catalogue.__file__).parent / "data" / "official_codes.toml"
SDMX = CODES.with_name("sdmx.toml")
OWN = "own"
PREFIXED = re.compile(r"^([A-U])(\d{2})$")


@dataclass(frozen=True, slots=True)
class Unit:
    """What a value of 1 is as a proportion, and of which enterprises: all, website, internet or turnover."""

    scale: float
    among: str


@dataclass(frozen=True, slots=True)
class Item:
    """A published item and our indicators that are the same (`exact`) or come near (`proxy`), best first.

    `definition` is its key among the items, in lower case, or OWN for an indicator of ours; `among` are the enterprises it is a share of
    whatever its unit says, empty where the unit says it.
    """

    code: str
    exact: tuple[str, ...] = ()
    proxy: tuple[str, ...] = ()
    definition: str = OWN
    among: str = ""


@cache
def load_codes() -> Mapping[str, Any]:
    """The lists as they stand in the file, keys of code lists in lower case."""
    table = load_table(CODES)
    return {part: {key.casefold(): entry for key, entry in entries.items()} for part, entries in table.items()}


def find_unit(text: str) -> Unit | None:
    """The unit of a code; an empty one is none."""
    entry = load_codes()["units"].get(text.casefold())
    return Unit(float(entry["scale"]), str(entry["among"])) if entry else None


@cache
def _list_own_codes() -> Mapping[str, str]:
    """{code in our SDMX files, in lower case: indicator}."""
    return {str(code).casefold(): name for name, code in load_table(SDMX)["measures"].items()}


def find_item(code: str, label: str = "") -> Item | None:
    """The item of a code (Eurostat's, the OECD's or our own), else the one whose words stand in the label; None for others."""
    items, plain = load_codes()["items"], code.casefold()
    indicator = find_indicator(_list_own_codes().get(plain, code))
    if indicator is not None and plain not in items:
        return Item(indicator.code, (indicator.code,))
    text = f"{code} {label}".casefold()
    named = (key for key, entry in items.items() if any(words in text for words in entry.get("words", ())))
    key = plain if plain in items else next(named, None)
    if key is None:
        return None
    return Item(code, tuple(items[key].get("exact", ())), tuple(items[key].get("proxy", ())), key, items[key].get("among", ""))


def find_size(text: str) -> tuple[str, str | None] | None:
    """(our size class or union, the activity that the code names too or None); all sizes for an empty text.

    None for what is no class of ours, also for a part of one (`10-19`, `500+`): a figure of a part is not comparable with the whole.
    """
    plain = text.strip().casefold()
    both = load_codes()["sizes_with_scope"].get(plain)
    if both:
        return str(both), SCOPE
    size = ALL if not plain else load_codes()["sizes"].get(plain) or _find_whole_class(text)
    known = {ALL, "S_GE10", *list_size_classes()}
    return (str(size), None) if size in known else None


def _find_whole_class(text: str) -> str | None:
    """The class in a publisher's words, if the words mean all of it; nobody employs fewer than one person, so that `1-9` is `0-9`."""
    size = read_size_class(text)
    bounds = list_size_classes()[size] if size else {}
    edges = {max(bounds.get("from", 0), 1), bounds.get("below", 0), bounds.get("below", 0) - 1}
    return size if all(max(int(number), 1) in edges for number in re.findall(r"\d+", text)) else None


def find_activity(text: str) -> str | None:
    """Our activity: a total, the European scope, ICT, a section or a division; all activities for an empty text."""
    plain = text.strip()
    listed = load_codes()["activities"].get(plain.casefold())
    if listed or not plain:
        return str(listed or ALL)
    prefixed = PREFIXED.match(plain.upper())
    code = prefixed[2] if prefixed else plain.upper()
    return code if code in load_activities() and len(code) <= 2 else None


def find_country(text: str) -> str | None:
    """The two letters of a country code of two or three letters; None for others, such as EU27_2020."""
    code = text.strip().upper()
    code = load_codes()["countries"].get(code.casefold(), code)
    found = pycountry.countries.get(alpha_3=code) if len(code) == 3 else None
    if found is not None:
        return str(found.alpha_2)
    if len(code) == 3 and code[:2] in list_countries() and load_profile(code[:2]).alpha3 == code:
        return str(code[:2])  # an invented country, which no standard knows
    return code if len(code) == 2 and code.isalpha() else None
