"""What kept libraries know of every country, gathered once into `countries/derived.json`.

Run `python -m catalogue.deriving` after an upgrade of babel, phonenumbers, pycountry, python-stdnum or tldextract; a test
fails as long as the file is not what the installed libraries say. Profiles read the file, since the libraries take a second to load.
"""

import importlib
import json
import pkgutil
from collections import Counter
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from catalogue.tables import load_table

COUNTRIES = Path(__file__).parent / "countries"
DERIVED = COUNTRIES / "derived.json"
LIBRARIES = ("babel", "phonenumbers", "pycountry", "python-stdnum", "tldextract")
CURRENCY_DAY = date(2026, 1, 1)
TWO_LETTERS = {"fil": "tl", "nb": "no"}  # CLDR's code: ISO 639-1's for the same language as pages and detectors write it
MANY_SUFFIXES, COMMON_USE = 40, 5
TRADING = ("co", "com")  # where enterprises register first


def derive_countries() -> dict[str, Any]:
    """{alpha-2: facts} of every ISO 3166 country, and under `libraries` the versions they come from."""
    import pycountry

    suffixes = _icann_suffixes()
    countries = {c.alpha_2: c.alpha_3 for c in pycountry.countries}
    facts: dict[str, Any] = {code: _derive_country(code, countries[code], suffixes) for code in sorted(countries)}
    return {"libraries": {name: version(name) for name in LIBRARIES}, **facts}


def write_derived(path: Path = DERIVED) -> None:
    """Writes the facts, one line a country, so that a change shows as the countries that it touches."""
    lines = [f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in derive_countries().items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _derive_country(code: str, alpha3: str, suffixes: list[str]) -> dict[str, Any]:
    from babel import Locale
    from babel.core import get_global
    from babel.numbers import get_territory_currencies
    from phonenumbers import SUPPORTED_REGIONS, country_code_for_region

    zones = sorted(zone for zone, territory in get_global("zone_territories").items() if territory == code)
    return {
        "alpha3": alpha3,
        "name": Locale("en").territories[code],
        "languages": _find_languages(code),
        "currencies": _load_table("currencies").get(code) or list(get_territory_currencies(code, start_date=CURRENCY_DAY)),
        "domains": _find_domains(code, suffixes),
        "phone_region": code if code in SUPPORTED_REGIONS else None,
        "calling_code": country_code_for_region(code) or None,
        "tax_ids": _find_tax_modules(code),
        "time_zones": zones,
        "first_week_day": _find_first_week_day(code),
    }


def _find_languages(code: str) -> list[str]:
    """ISO 639-1 codes of the official languages, the one that most people use first; the most used one where none is official."""
    from babel.languages import get_official_languages, get_territory_language_info

    known: dict[str, Any] = get_territory_language_info(code)
    by_use = sorted(known, key=lambda language: (-known[language]["population_percent"], language))
    official = set(get_official_languages(code, de_facto=True))
    chosen = [language for language in by_use if language in official] or by_use[:1]
    short = (TWO_LETTERS.get(name, name) for name in (language.split("_")[0] for language in chosen))
    return list(dict.fromkeys(name for name in short if len(name) == 2))


@cache
def _load_table(name: str) -> dict[str, list[str]]:
    """{alpha-2: values} of a file that mends what the libraries say."""
    return load_table(COUNTRIES / f"{name}.toml")


def _find_first_week_day(code: str) -> int | None:
    """0 is Monday; None where CLDR has no locale of the country."""
    from babel import Locale, UnknownLocaleError

    try:
        return int(Locale.parse(f"und_{code}").first_week_day)
    except UnknownLocaleError:
        return None


def _icann_suffixes() -> list[str]:
    """The public suffixes in the bundled list's ICANN part: no wildcards' stars, no exceptions."""
    snapshot = (pkgutil.get_data("tldextract", ".tld_set_snapshot") or b"").decode("utf-8")
    rules = (line.strip() for line in snapshot.split("===BEGIN PRIVATE")[0].splitlines())
    return [rule.removeprefix("*.") for rule in rules if rule and not rule.startswith(("//", "!"))]


def _find_domains(code: str, suffixes: list[str]) -> list[str]:
    """The country's public suffixes of one or two parts, in ASCII as hosts are written.

    Of those that have very many (names of places), only the parts that at least five countries use.
    """
    wanted = [code.lower(), *_load_table("domains").get(code, ())]
    own = list(dict.fromkeys(s for s in suffixes if s.rsplit(".", 1)[-1] in wanted and s.count(".") < 2))
    uses = _count_uses(tuple(suffixes))
    if len(own) > MANY_SUFFIXES:
        own = [s for s in own if "." not in s or uses[s.split(".")[0]] >= COMMON_USE]
    ordered = sorted(
        own, key=lambda s: (s.count("."), wanted.index(s.rsplit(".", 1)[-1]), s.split(".")[0] not in TRADING, -uses[s.split(".")[0]], s)
    )
    return [suffix.encode("idna").decode("ascii") for suffix in ordered]


@cache
def _count_uses(suffixes: tuple[str, ...]) -> Counter[str]:
    """{co: number of countries with a suffix such as co.ke}."""
    return Counter(s.split(".")[0] for s in dict.fromkeys(suffixes) if s.count(".") == 1)


def _find_tax_modules(code: str) -> list[list[str]]:
    """[module, name] of the country's VAT and business numbers in python-stdnum, and of those that tax_ids.toml adds."""
    from stdnum.util import get_cc_module

    offered: list[Any] = [get_cc_module(code, role) for role in ("vat", "businessid")]
    added = load_table(COUNTRIES.parent / "tax_ids.toml")["modules"]
    names = [module.__name__ for module in offered if module is not None]
    names += [f"stdnum.{name}" for name in added if name.split(".")[0].rstrip("_") == code.lower()]
    return [[name, _title_of(name)] for name in dict.fromkeys(names)]


def _title_of(module: str) -> str:
    return (importlib.import_module(module).__doc__ or module).strip().splitlines()[0].rstrip(".")


if __name__ == "__main__":
    write_derived()
