"""What the office has told of itself and its figures."""

from dataclasses import fields

from aggregate.publication.facts import Office
from catalogue.settings import load_settings
from store.opening import Store
from store.settings import find_settings

KEPT_AS = {"contact_name": "name", "contact_url": "contact"}
"""Keys of the store that older versions named otherwise than the record does."""


def find_told(store: Store, country: str, wave: str) -> tuple[Office, str, float | None]:
    """What the office told for this country and wave, the licence of its figures, and the share of employment outside of the register."""
    kept = find_settings(store, country, wave)
    told = {KEPT_AS.get(s.key, s.key): kept[s.key] for s in load_settings().values() if s.key in kept}
    known = {field.name for field in fields(Office)}
    outside = told.get("employment_outside")
    office = Office(**{name: value for name, value in told.items() if name in known})
    return office, told.get("licence", ""), float(outside) if outside else None
