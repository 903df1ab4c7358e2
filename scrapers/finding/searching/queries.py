"""The question that a search service is asked for an enterprise: name and place, in the country's way."""

import re
from functools import cache
from pathlib import Path

import catalogue
from catalogue.errors import CrawlError
from catalogue.messages import say
from catalogue.tables import load_table
from store.records import Enterprise

FILE = Path(catalogue.__file__).parent / "data" / "search_queries.toml"
GAPS = ("name", "legal_name", "place")
LONGEST = 200
"""Characters of a question."""

_GAP = re.compile(r"\{(\w*)\}")


def find_template(country: str, written: str | None = None) -> str:
    """What the office wrote, else its country's template, else the one for all. Raises CrawlError for an unknown gap, or without a name."""
    templates = _load_templates()
    template = written or templates.get(country.upper()) or templates["default"]
    gaps = set(_GAP.findall(template))
    if not gaps <= set(GAPS) or not gaps & {"name", "legal_name"}:
        known = ", ".join(f"{{{gap}}}" for gap in GAPS)
        raise CrawlError(say("A question may hold {known}, and must hold a name: {template}.", known=known, template=template))
    return template


def name_fields(template: str) -> tuple[str, ...]:
    """The fields of the register that leave the office with a question."""
    used = set(_GAP.findall(template))
    sent = {"name": ("trade_name", "name"), "legal_name": ("name",), "place": ("place",)}
    return tuple(dict.fromkeys(column for gap in GAPS if gap in used for column in sent[gap]))


def write_query(enterprise: Enterprise, template: str) -> str | None:
    """The question for an enterprise; None for one without a name."""
    legal = (enterprise.name or enterprise.trade_name or "").strip()
    name = (enterprise.trade_name or "").strip() or legal
    if not legal:
        return None
    values = {"name": name, "legal_name": legal, "place": (enterprise.place or "").strip()}
    return " ".join(_GAP.sub(lambda gap: values[gap[1]], template).split())[:LONGEST]


@cache
def _load_templates() -> dict[str, str]:
    return {country: str(entry["query"]) for country, entry in load_table(FILE).items()}
