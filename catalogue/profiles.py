"""What is known of a country before anything is collected: derived from kept libraries, with a curated file on top where we wrote one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from catalogue.errors import ProfileError
from catalogue.groups import Membership, UnRegion, load_memberships, load_un_regions
from catalogue.messages import say
from catalogue.register_columns import join_register_columns, load_register_columns
from catalogue.suffixes import load_declared_suffixes
from catalogue.tables import load_table
from catalogue.tax_ids import TaxId, load_schemes, schemes_of, tax_id_of_module

COUNTRIES = Path(__file__).parent / "countries"
LEGAL_FORMS = Path(__file__).parent / "legal_forms.toml"
STANDINGS = ("derived", "drafted", "checked", "invented")
LISTS = ("languages", "currencies", "domains", "marketplaces", "payments", "social", "legal_forms", "tax_ids", "time_zones")
TEXTS = ("standing", "reviewed", "name", "alpha3", "phone_region")


@dataclass(frozen=True, slots=True)
class CountryProfile:
    """A country. Empty languages, currencies, marketplaces, payments and social mean: any; nothing is known that narrows them.

    `languages` are ISO 639-1, main first; `currencies` ISO 4217; `domains` public suffixes in ASCII; `register_columns` maps our columns
    to the folded names that registers use; `standing` says what the curated part is: derived (there is none), drafted by us, checked by the
    office, or invented.
    """

    code: str
    alpha3: str
    name: str
    languages: tuple[str, ...]
    currencies: tuple[str, ...]
    domains: tuple[str, ...]
    phone_region: str | None
    calling_code: int | None
    tax_ids: tuple[TaxId, ...]
    un_region: UnRegion | None
    groups: tuple[Membership, ...]
    marketplaces: tuple[str, ...]
    payments: tuple[str, ...]
    social: tuple[str, ...]
    legal_forms: tuple[str, ...]
    register_columns: Mapping[str, tuple[str, ...]]
    time_zones: tuple[str, ...]
    first_week_day: int | None
    standing: str
    reviewed: str | None


def load_profile(code: str) -> CountryProfile:
    """The profile of a country by its ISO 3166 alpha-2 code in any case; XX is neutral, XD the invented country of the demo.

    Raises:
        ProfileError: the code is no country's, or a curated file does not hold what it must.
    """
    return _load_profile(code.strip().upper())


def list_countries() -> list[str]:
    """The codes that have a profile: every ISO 3166 country, and those that curated files add (XD, XX)."""
    return sorted({*_derived(), *(path.stem for path in COUNTRIES.glob("[A-Z][A-Z].toml"))})


@cache
def _load_profile(code: str) -> CountryProfile:
    derived, curated = _derived().get(code), _load_curated(code)
    if derived is None and not curated:
        raise ProfileError(_unknown_sentence(code))
    facts: dict[str, Any] = {"domains": load_declared_suffixes().get(code, ()), **(derived or {}), **curated}
    return CountryProfile(
        code=code,
        alpha3=facts.get("alpha3", code),
        name=facts.get("name", code),
        phone_region=facts.get("phone_region"),
        calling_code=facts.get("calling_code"),
        tax_ids=_join_tax_ids(code, (derived or {}).get("tax_ids", ()), curated.get("tax_ids", ())),
        un_region=load_un_regions().get(code),
        groups=load_memberships().get(code, ()),
        legal_forms=tuple(facts.get("legal_forms") or _legal_forms_of(facts.get("languages", ()))),
        register_columns=join_register_columns(_register_languages(facts), curated.get("register_columns", {})),
        first_week_day=facts.get("first_week_day"),
        standing=facts.get("standing", "derived"),
        reviewed=facts.get("reviewed"),
        **{key: tuple(facts.get(key, ())) for key in LISTS if key not in {"tax_ids", "legal_forms"}},
    )


@cache
def _derived() -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((COUNTRIES / "derived.json").read_text(encoding="utf-8"))
    return {code: entry for code, entry in facts.items() if code != "libraries"}


def _load_curated(code: str) -> dict[str, Any]:
    """The curated file, checked; empty where there is none."""
    path = COUNTRIES / f"{code}.toml"
    if len(code) != 2 or not code.isascii() or not code.isalpha() or not path.exists():
        return {}
    curated = load_table(path)
    problem = _find_problem(curated)
    if problem:
        raise ProfileError(say("{file}: {problem}", file=path, problem=problem))
    return curated


def _find_problem(curated: Mapping[str, Any]) -> str | None:
    """What is wrong with a curated file, in words, or None."""
    for key, value in curated.items():
        if key in LISTS:
            if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
                return say("`{key}` must be a list of texts.", key=key)
        elif key in TEXTS:
            if not isinstance(value, str) or not value:
                return say("`{key}` must be a text.", key=key)
        elif key == "calling_code":
            if not isinstance(value, int):
                return say("`{key}` must be a whole number.", key=key)
        elif key == "register_columns":
            if (column := _find_bad_column(value)) is not None:
                return say("`register_columns.{key}` must be one of the store's columns with a list of names.", key=column)
        else:
            return say(
                "`{key}` is not known; known are {known}.", key=key, known=", ".join([*TEXTS, *LISTS, "calling_code", "register_columns"])
            )
    if curated.get("standing") not in STANDINGS[1:]:
        return say("`standing` must be one of {known}.", known=", ".join(STANDINGS[1:]))
    unknown = next((key for key in curated.get("tax_ids", ()) if key not in load_schemes()), None)
    return say("the number `{key}` is not in tax_ids.toml.", key=unknown) if unknown else None


def _find_bad_column(table: Any) -> str | None:
    known = load_register_columns()["en"]
    if not isinstance(table, dict):
        return ""
    return next((c for c, names in table.items() if c not in known or not isinstance(names, list)), None)


def _join_tax_ids(code: str, modules: Any, added: Any) -> tuple[TaxId, ...]:
    known = [tax_id_of_module(module, title) for module, title in modules]
    return (*known, *schemes_of(code), *(load_schemes()[key] for key in added))


def _register_languages(facts: Mapping[str, Any]) -> list[str]:
    """A country's languages; all that we have names in where a profile names none."""
    return list(facts.get("languages") or load_register_columns())


def _legal_forms_of(languages: Any) -> list[str]:
    forms = load_table(LEGAL_FORMS)
    chosen = [language for language in languages if language in forms] or (["en"] if languages else list(forms))
    return list(dict.fromkeys(form for language in chosen for form in forms[language]))


@cache
def load_legal_forms() -> tuple[str, ...]:
    """The words for legal forms of every language, each once."""
    return tuple(dict.fromkeys(form for forms in load_table(LEGAL_FORMS).values() for form in forms))


def _unknown_sentence(code: str) -> str:
    names = _other_names()
    near = get_close_matches(code.casefold(), names, n=1, cutoff=0.7)
    if near:
        found = names[near[0]]
        return say(
            "{code} is not a country's two-letter code: did you mean {near} ({name})?",
            code=code,
            near=found,
            name=_derived()[found]["name"],
        )
    return say("`{code}` is not a country's two-letter code: type `ecomstat countries` to see them all.", code=code)


def _other_names() -> dict[str, str]:
    """What else people type for a country: its name, its three-letter code, its domain; each with the code."""
    names: dict[str, str] = {}
    for code, entry in _derived().items():
        names |= dict.fromkeys([entry["name"].casefold(), entry["alpha3"].casefold(), *entry["domains"][:2]], code)
    return names
