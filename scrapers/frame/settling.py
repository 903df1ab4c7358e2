"""What is decided for the whole register once all its rows were read."""

from collections import Counter

from catalogue.messages import say, say_count
from catalogue.tax_ids import TaxId
from scrapers.frame.activity_codes import read_activity_codes
from scrapers.frame.cleaning import Rules
from scrapers.frame.identity import warn_of_ids
from scrapers.frame.ledger import Loading
from scrapers.frame.numbers import find_number_style
from scrapers.frame.reference_dates import settle_reference_date
from scrapers.frame.regions import settle_regions
from scrapers.frame.survey import SURVEYED
from store.frame import read_frame_columns


def settle_rules(
    loading: Loading, classification: str | None, stated_date: str | None, tax_ids: tuple[TaxId, ...], unit_type: str | None
) -> None:
    """Gives the loading its rules, its reference date, the ids that the store already holds, and the warnings that the survey calls for.

    ProfileError where the stated classification is unknown or its file faulty.
    """
    survey, opened = loading.survey, loading.opened
    cells = {name: survey.values.get(name, Counter()) for name in SURVEYED}
    activities = read_activity_codes(cells["activity"], classification, loading.store.path.parent)
    loading.reference_date, date_warnings = settle_reference_date(stated_date, cells["reference_date"])
    regions, region_warnings = settle_regions(cells["region"])
    persons, weights = (find_number_style(cells[name], opened.table.delimiter) for name in ("persons_employed", "frame_weight"))
    strips_floats = survey.id_floats > 0 and survey.id_floats == survey.id_digits
    loading.rules = Rules(opened.columns.ours, activities, persons, weights, regions, tax_ids, unit_type or "enterprise", strips_floats)
    known = read_frame_columns(loading.store, loading.country, loading.wave, ["enterprise_id"])
    loading.known_before = set(known["enterprise_id"])
    loading.warnings += [*opened.warnings, *_warn_of_numbers(loading.rules), *warn_of_ids(survey, opened.id_is_number)]
    loading.warnings += [*_warn_of_letters(survey.damaged), *activities.warnings, *region_warnings, *date_warnings]


def _warn_of_letters(damaged: int) -> list[str]:
    if not damaged:
        return []
    return [
        say_count(
            "{count} name holds letters that could not be read: if it looks wrong, name the file's encoding, as in --encoding cp1252.",
            "{count} names hold letters that could not be read: if they look wrong, name the file's encoding, as in --encoding cp1252.",
            damaged,
        )
    ]


def _warn_of_numbers(rules: Rules) -> list[str]:
    doubtful = [n for n, s in (("persons_employed", rules.persons_style), ("frame_weight", rules.weight_style)) if s.is_assumed]
    sign = say("a comma") if rules.persons_style.decimal == "," else say("a point")
    return (
        [
            say(
                "Numbers such as 1,250 in {columns} were read with {sign} before decimals; nothing in the file tells for certain.",
                columns=", ".join(rules.shown[n] for n in doubtful),
                sign=sign,
            )
        ]
        if doubtful
        else []
    )
