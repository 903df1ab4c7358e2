"""What an office can tell about itself and its figures: the settings of `catalogue/data/settings.toml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from catalogue.errors import ProfileError
from catalogue.messages import say
from catalogue.tables import load_table

FILE = Path(__file__).parent / "data" / "settings.toml"
LONGEST = 500
YES, NO = "yes", "no"
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
AGENCY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z][A-Za-z0-9_-]*)*", re.ASCII)
"""Identifiers of maintenance agencies in SDMX (NestedNCNameIDType of its schemas)."""
PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*%")


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting: its name on the command line, its key in the store, the kind of its value, and what it is for."""

    name: str
    key: str
    kind: str
    meaning: str

    def read(self, value: str) -> str:
        """The value as the store keeps it.

        Raises:
            ProfileError: it is of another kind.
        """
        value = value.strip()
        if not value or not value.isprintable() or len(value) > LONGEST:
            raise ProfileError(say("The {setting} must be one line of at most {longest} characters.", setting=self.name, longest=LONGEST))
        if self.kind == "url" and not _is_address(value):
            raise ProfileError(
                say("The {setting} must be a web address that starts with https:// , not {value}.", setting=self.name, value=value)
            )
        if self.kind == "mail" and not MAIL.fullmatch(value):
            raise ProfileError(
                say("The {setting} must be an address such as name@stats.example, not {value}.", setting=self.name, value=value)
            )
        if self.kind == "date" and not _is_date(value):
            raise ProfileError(
                say(
                    "The {setting} must be a day written as year-month-day, such as 2027-03-01, not {value}.",
                    setting=self.name,
                    value=value,
                )
            )
        if self.kind == "choice" and value.lower() not in (YES, NO):
            raise ProfileError(say("The {setting} must be yes or no, not {value}.", setting=self.name, value=value))
        if self.kind == "agency" and not AGENCY.fullmatch(value):
            raise ProfileError(
                say(
                    "The {setting} must be an identifier of SDMX, such as KNBS or KE.KNBS, not {value}: letters without accents, digits, _"
                    " and -, each part between points beginning with a letter.",
                    setting=self.name,
                    value=value,
                )
            )
        return self._read_share(value) if self.kind == "share" else value.lower() if self.kind == "choice" else value

    def _read_share(self, value: str) -> str:
        found = PERCENT.fullmatch(value)
        share = float(found[1].replace(",", ".")) / 100 if found else -1.0
        if not 0 <= share <= 1:
            raise ProfileError(
                say(
                    "The {setting} must be a percentage with its sign, from 0 % to 100 %, such as 62.5 %, not {value}.",
                    setting=self.name,
                    value=value,
                )
            )
        return repr(round(share, 6))


@cache
def load_settings() -> Mapping[str, Setting]:
    """{name: setting}, in the order of the file."""
    entries = load_table(FILE)
    return MappingProxyType({name: Setting(name, e["key"], e["kind"], e["meaning"]) for name, e in entries.items()})


def _is_address(value: str) -> bool:
    parts = urlsplit(value)
    return parts.scheme in {"http", "https"} and "." in (parts.hostname or "")


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
