"""The country's business register as a file, with the dirt that registers have, and the truth beside it.

Rows that a careful reader must reject stand outside the frame: they are added to the enterprises, never instead of one.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random

from catalogue.capabilities import load_capabilities
from cli.demo.contacts import CALLING_CODE
from cli.demo.records import DemoCountry, DemoEnterprise
from cli.demo.world import load_world

HEADER = (
    *(
        "Reg No",
        "Business name",
        "Trade name",
        "Legal form",
        "Street address",
        "Postcode",
        "Town",
        "Province",
        "Tax ID",
        "Telephone",
        "E-mail",
    ),
    *("Website", "ISIC Rev 4", "Persons employed", "Owner sex", "Urban/Rural"),
)
SCOPE = "invented country: all registered enterprises"
REFERENCE_DATE = "2025-12-31"
URL_DIRT = {"none": 0.5, "no_scheme": 0.36, "upper": 0.04, "page": 0.05, "space": 0.03, "broken": 0.02}
# Rows that cannot be loaded, made out of rows that can: the same id again, no id, an id that a spreadsheet has shortened.
SPOILT_ROWS = ("twice", "twice", "twice", "twice", "twice", "no_id", "no_id", "no_id", "shortened", "shortened")


def write_register(country: DemoCountry, path: Path) -> int:
    """Writes the register as CSV (semicolons, decimal commas, UTF-8 with a byte order mark); returns the number of rows."""
    rng = Random(f"XD register {country.seed}")  # noqa: S311
    rows = [_write_row(rng, unit) for unit in country.enterprises]
    for spoilt in _spoil_rows(rng, rows):
        rows.insert(rng.randrange(len(rows) // 2, len(rows) + 1), spoilt)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(HEADER)
        writer.writerows(rows)
    return len(rows)


def write_truth(country: DemoCountry, path: Path) -> None:
    """Writes what is true of every enterprise, for users to look at: one column a capability, yes or no, and what its site is."""
    capabilities = list(load_capabilities())
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(
            ["enterprise_id", "name", "region", "activity", "persons_employed", "host", "second_host", "genre", "answers", *capabilities]
        )
        for unit in country.enterprises:
            site = country.sites.get(unit.host or "")
            facts = [
                unit.enterprise_id,
                unit.name,
                unit.region,
                unit.activity,
                unit.persons_employed,
                unit.host or "",
                unit.second_host or "",
            ]
            about = [site.genre, site.manner] if site else ["", ""]
            writer.writerow([*facts, *about, *("yes" if unit.truth[c] else "no" for c in capabilities)])


def _write_row(rng: Random, unit: DemoEnterprise) -> list[str]:
    known = unit.contact
    return [
        unit.enterprise_id,
        unit.name.upper() if rng.random() < 0.2 else unit.name,
        unit.trade_name or "",
        unit.legal_form,
        known.street or "",
        known.postcode or "",
        unit.place,
        _region_name(unit.region),
        known.tax_id or "" if rng.random() < 0.9 else "",
        _write_phone(rng, known.phone or "") if rng.random() < 0.7 else "",
        known.email or "",
        _write_url(rng, unit),
        _write_activity(rng, unit.activity),
        _write_persons(rng, unit.persons_employed),
        {"F": "F", "M": "M"}.get(unit.owner_sex, ""),
        unit.urbanisation,
    ]


def _write_phone(rng: Random, phone: str) -> str:
    """As it is, in the national form, or without blanks."""
    return rng.choice([phone, phone, phone.replace(f"{CALLING_CODE} ", "0"), phone.replace(" ", "")])


def _region_name(code: str) -> str:
    return next(str(region["name"]) for region in load_world()["regions"] if region["code"] == code)


def _write_url(rng: Random, unit: DemoEnterprise) -> str:
    url = unit.register_url
    if url is None:
        return "info@mail.example" if rng.random() < 0.01 else ""
    bare = url.removeprefix("http://").rstrip("/")
    match rng.choices(list(URL_DIRT), weights=list(URL_DIRT.values()))[0]:
        case "no_scheme":
            return bare
        case "upper":
            return bare.upper()
        case "page" if not url.startswith("https"):
            return f"{url}?source=register"
        case "space":
            return f" {url} "
        case "broken":
            return rng.choice([bare.replace(".", ","), f"htp//{bare}", bare.split(".")[0], "website coming"])
    return url


def _write_activity(rng: Random, code: str) -> str:
    """The code, now and then with a dot, with its last digits gone, or none at all."""
    dice = rng.random()
    if dice < 0.01:
        return rng.choice(["", "9999", "old 52"])
    return f"{code[:2]}.{code[2:]}" if dice < 0.04 else code


def _write_persons(rng: Random, persons: int) -> str:
    """Persons employed, some in full-time equivalents with a decimal comma, some unknown or not to be read."""
    dice = rng.random()
    if dice < 0.02:
        return rng.choice(["", "", "", "a few", "-4"])
    if dice < 0.1:
        return f"{persons},0"
    return f"{persons},5" if dice < 0.14 and persons not in (9, 49, 249) else str(persons)


def _spoil_rows(rng: Random, rows: list[list[str]]) -> Iterator[list[str]]:
    victims = rng.sample(range(len(rows) // 2), min(len(SPOILT_ROWS), len(rows) // 2))
    for kind, i in zip(SPOILT_ROWS, victims, strict=False):
        row = list(rows[i])
        row[0] = {"twice": row[0], "no_id": "", "shortened": f"{1 + i % 9},{i % 9}1E+11"}[kind]
        yield row
