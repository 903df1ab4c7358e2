"""Who and where an enterprise is: what is true of it, and what its website tells, in the manner of its language and not always rightly."""

from dataclasses import replace
from random import Random

from cli.demo.records import Contact
from cli.demo.world import load_world

CALLING_CODE = "+888"  # no country has it
TOLD = {"legal_name": 0.55, "street": 0.85, "postcode": 0.6, "phone": 0.85, "tax_id": 0.5, "email": 0.85}
"""How often a website tells each fact at all."""


def invent_contact(rng: Random, *, name: str, place: str, region: str, language: str) -> Contact:
    """All that is true of somebody of this name in this place, but for the e-mail address."""
    streets = load_world()["streets"]
    return Contact(
        name=name,
        place=place,
        street=rng.choice(streets[language]).format(n=rng.randint(1, 180)),
        postcode=_postcode(rng, place, region),
        phone=_phone(rng, region),
        tax_id=_tax_id(rng),
    )


def show_contact(rng: Random, true: Contact, *, brand: str, host: str, language: str, region: str) -> Contact:
    """What the website on this host tells of its owner: much of it, in its own spelling, some of it of another office."""
    told = {field: rng.random() < share for field, share in TOLD.items()}
    shown = replace(
        true,
        name=_show_name(rng, brand, true.place),
        legal_name=true.name if told["legal_name"] else None,
        street=_shorten(rng, true.street or "") if told["street"] else None,
        postcode=true.postcode if told["postcode"] else None,
        phone=_show_phone(rng, true.phone or "", region) if told["phone"] else None,
        tax_id=_show_number(rng, true.tax_id or "") if told["tax_id"] else None,
        email=_show_email(rng, host) if told["email"] else None,
    )
    return _move_office(rng, shown, language) if rng.random() < 0.06 else shown


def list_places() -> list[tuple[str, str]]:
    """(region's code, place) of the whole country."""
    return [(region["code"], place) for region in load_world()["regions"] for place in region["places"]]


def _postcode(rng: Random, place: str, region: str) -> str:
    places = next(r["places"] for r in load_world()["regions"] if r["code"] == region)
    return f"{region}{places.index(place) + 1}{rng.randint(10, 39)}"


def _phone(rng: Random, region: str) -> str:
    return f"{CALLING_CODE} 2{region} {rng.randint(1000, 9999)} {rng.randint(1000, 9999)}"


def _tax_id(rng: Random) -> str:
    """Two letters, seven digits and their check digit after Luhn."""
    from stdnum import luhn

    digits = str(rng.randint(1_000_000, 9_999_999))
    return f"XD{digits}{luhn.calc_check_digit(digits)}"


def _show_name(rng: Random, brand: str, place: str) -> str:
    match rng.choices(["same", "capitals", "place", "joined"], weights=[80, 8, 7, 5])[0]:
        case "capitals":
            return brand.upper()
        case "place":
            return f"{brand} {place}"
        case "joined":
            return brand.replace(" ", "-")
    return brand


def _shorten(rng: Random, street: str) -> str:
    if rng.random() < 0.7:
        return street
    for long, short in load_world()["street_short"].items():
        street = street.replace(long, short)
    return street


def _show_phone(rng: Random, phone: str, region: str) -> str:
    """As it is, in the national form, with other signs between the digits, or that of another office."""
    match rng.choices(["same", "national", "hyphens", "other"], weights=[48, 28, 12, 12])[0]:
        case "national":
            return phone.replace(f"{CALLING_CODE} ", "0")
        case "hyphens":
            return phone.replace(" ", "-")
        case "other":
            return _phone(rng, region)
    return phone


def _show_number(rng: Random, number: str) -> str:
    return number if rng.random() < 0.6 else f"{number[:2]} {number[2:6]} {number[6:]}"


def _show_email(rng: Random, host: str) -> str:
    """An address on the site's own host, or at a provider."""
    if rng.random() < 0.2:
        return f"{host.split('.')[0]}@{rng.choice(load_world()['free_mail'])}"
    return f"{rng.choice(('info', 'office', 'hello', 'contact'))}@{host}"


def _move_office(rng: Random, shown: Contact, language: str) -> Contact:
    """The site gives another office than the register, in another town."""
    region, place = rng.choice([(region, place) for region, place in list_places() if place != shown.place])
    office = invent_contact(rng, name=shown.name, place=place, region=region, language=language)
    return replace(shown, place=place, street=office.street and shown.street, postcode=office.postcode, phone=shown.phone and office.phone)
