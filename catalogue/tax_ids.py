"""Numbers of enterprises that a country uses, and whether a text is one of them."""

import importlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from catalogue.tables import load_table

SCHEMES = Path(__file__).parent / "tax_ids.toml"
_SEPARATORS = re.compile(r"[\s./\\-]+")


@dataclass(frozen=True, slots=True)
class TaxId:
    """A kind of number: `module` is the python-stdnum module that checks it, or None where only `pattern` is known; `check` is the
    module that checks the digits of what fits the pattern, if any.

    `scheme` is its key, such as ke.pin; `labels` are words that stand before such numbers on pages.
    """

    scheme: str
    name: str
    module: str | None = None
    pattern: str | None = None
    labels: tuple[str, ...] = ()
    check: str | None = None

    def compact(self, text: str) -> str | None:
        """The number without separators, upper case, or None where the text is no valid number of this kind."""
        if self.module:
            return _compact_by_module(self.module, text)
        number = _SEPARATORS.sub("", text).upper()
        fits = re.fullmatch(self.pattern or "(?!)", number) is not None
        return number if fits and (self.check is None or _compact_by_module(self.check, re.sub(r"\D", "", number))) else None


def tax_id_of_module(module: str, title: str) -> TaxId:
    """The number that a python-stdnum module checks; its short names before the bracket of the title are its labels."""
    scheme = module.removeprefix("stdnum.").replace("_.", ".")
    short = title.split(" (")[0]
    return TaxId(scheme, title, module, None, tuple(part.strip() for part in short.split(",")))


@cache
def load_schemes() -> dict[str, TaxId]:
    """The numbers that no kept library knows, by their key."""
    entries = load_table(SCHEMES)["schemes"]
    return {
        key: TaxId(key, entry["name"], None, entry["pattern"], tuple(entry["labels"]), entry.get("check")) for key, entry in entries.items()
    }


def schemes_of(code: str) -> tuple[TaxId, ...]:
    """The numbers known by pattern only of one country."""
    return tuple(tax_id for key, tax_id in load_schemes().items() if key.split(".")[0] == code.lower())


def _compact_by_module(module: str, text: str) -> str | None:
    from stdnum.exceptions import ValidationError

    try:
        return str(importlib.import_module(module).validate(text))
    except ValidationError:
        return None
