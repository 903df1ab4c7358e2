"""The cells of one piece of a register made into the store's columns, whole columns at a time."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from catalogue.activities import ActivityMatch
from catalogue.messages import say
from catalogue.sizes import UNKNOWN_SIZE, list_size_classes, read_size_class
from catalogue.tax_ids import TaxId
from scrapers.frame.activity_codes import ActivityCodes
from scrapers.frame.addresses import read_address
from scrapers.frame.findings import find_cells
from scrapers.frame.numbers import NumberStyle, read_numbers
from scrapers.frame.report import Finding
from scrapers.frame.survey import blank_missing
from scrapers.frame.vocabulary import find_code

NAMES = ("name", "trade_name")
PLAIN_TEXT = ("legal_form", "address", "postcode", "place", "tax_id", "phone", "email", "stratum", "size_class")
CODED = {"unit_type": None, "owner_sex": "_U", "urbanisation": "_U"}
UNKNOWN = "_U"


@dataclass(slots=True)
class Rules:
    """What the survey decided for the whole register, and what the columns are called in it."""

    shown: Mapping[str, str]
    activities: ActivityCodes
    persons_style: NumberStyle
    weight_style: NumberStyle
    regions: Mapping[str, str]
    tax_ids: tuple[TaxId, ...]
    unit_type: str
    strips_floats: bool


def clean_chunk(frame: pd.DataFrame, rules: Rules) -> list[Finding]:
    """Cleans the columns of a piece in place and gives what it found wrong; rows to leave out are not taken out here."""
    for name in PLAIN_TEXT:
        if name in frame:
            frame[name] = blank_missing(frame[name])
    for name in NAMES:  # a business may well be called Unknown or X
        if name in frame:
            frame[name] = frame[name].mask(~frame[name].str.contains(r"\w") | frame[name].str.lower().isin(["n/a", "null", "nan"]), "")
    steps = (_clean_persons, _clean_weight, _clean_region, _clean_codes, _clean_activity, _check_tax_ids, _clean_addresses)
    return [finding for step in steps for finding in step(frame, rules)]


def _clean_persons(frame: pd.DataFrame, rules: Rules) -> list[Finding]:
    """Persons employed as numbers and the size class: by the number, else the class column, else words in the number's place."""
    found: list[Finding] = []
    sizes = pd.Series(UNKNOWN_SIZE, index=frame.index, dtype="str")
    numbers = pd.Series(float("nan"), index=frame.index)
    if "persons_employed" in frame:
        text = blank_missing(frame["persons_employed"])
        numbers = read_numbers(text, rules.persons_style)
        found += _find(frame, numbers < 0, "persons_employed", say("fewer than no persons"), rules)
        numbers = numbers.where(numbers >= 0)
        by_words = _size_classes(text.where(numbers.isna(), ""))
        bad = (text != "") & read_numbers(text, rules.persons_style).isna() & (by_words == UNKNOWN_SIZE)
        found += _find(frame, bad, "persons_employed", say("not a number"), rules)
        sizes = by_words
    if "size_class" in frame:
        by_class = _size_classes(frame["size_class"])
        unread = (frame["size_class"] != "") & (by_class == UNKNOWN_SIZE) & ~_unknown_words(frame["size_class"])
        found += _find(frame, unread, "size_class", say("not a class within 0-9, 10-49, 50-249 or 250+"), rules)
        sizes = by_class.where(by_class != UNKNOWN_SIZE, sizes)
    by_number = _classes_of_numbers(numbers)
    frame["persons_employed"], frame["size_class"] = numbers, by_number.where(numbers.notna(), sizes)
    return found


def _unknown_words(values: pd.Series) -> pd.Series:
    return values.str.upper().isin([UNKNOWN, "U", "UNK"])


def _size_classes(values: pd.Series) -> pd.Series:
    known = {value: read_size_class(value) or UNKNOWN_SIZE for value in values.unique()}
    return values.map(known).astype("str")


def _classes_of_numbers(numbers: pd.Series) -> pd.Series:
    bounds = [*(c["from"] for c in list_size_classes().values()), float("inf")]
    return pd.cut(numbers, bounds, right=False, labels=list(list_size_classes())).astype("object").fillna(UNKNOWN_SIZE).astype("str")


def _clean_weight(frame: pd.DataFrame, rules: Rules) -> list[Finding]:
    if "frame_weight" not in frame:
        frame["frame_weight"] = 1.0
        return []
    weights = read_numbers(frame["frame_weight"], rules.weight_style)
    bad = ~(weights > 0)
    found = _find(frame, bad, "frame_weight", say("a sampling weight must be a number above 0"), rules, is_loaded=False)
    frame["frame_weight"] = weights
    return found


def _clean_region(frame: pd.DataFrame, rules: Rules) -> list[Finding]:
    if "region" in frame:
        frame["region"] = frame["region"].map(dict(rules.regions)).astype("str")
    return []


def _clean_codes(frame: pd.DataFrame, rules: Rules) -> list[Finding]:
    found: list[Finding] = []
    for name, unknown in CODED.items():
        otherwise = unknown or rules.unit_type
        if name not in frame:
            frame[name] = otherwise
            continue
        text = blank_missing(frame[name])
        codes = {value: find_code(name, value) for value in text.unique()}
        unread = text.map(lambda value, known=codes: known[value] is None) & (text != "") & ~_unknown_words(text)
        found += _find(frame, unread, name, say("a word or code that is not known"), rules)
        frame[name] = text.map(lambda value, known=codes, other=otherwise: known[value] or other).astype("str")
    return found


def _clean_activity(frame: pd.DataFrame, rules: Rules) -> list[Finding]:
    if "activity" not in frame:
        frame["activity_source"], frame["activity"], frame["section"] = "", "", UNKNOWN
        return []
    matches, given = rules.activities.matches, frame["activity"]
    rejected = given.map(lambda code: code in matches and matches[code] is None).astype(bool)
    reason = say("a letter alone means different things in different classifications: name yours with --classification")
    found = _find(frame, rejected, "activity", reason, rules, is_loaded=False)
    unknown = given.map(lambda code: bool((m := matches.get(code)) and m.outcome == "unknown")).astype(bool)
    if rules.activities.classification:
        found += _find(frame, unknown, "activity", say("not a code of {name}", name=rules.activities.classification), rules)
    frame["activity_source"] = given.where(given.isin(list(matches)), "")
    frame["activity"] = given.map(lambda code: _isic(matches.get(code))).astype("str")
    frame["section"] = given.map(lambda code: _section(matches.get(code))).astype("str")
    return found


def _isic(match: ActivityMatch | None) -> str:
    return (match.isic if match else None) or ""


def _section(match: ActivityMatch | None) -> str:
    return (match.section if match else None) or UNKNOWN


def _check_tax_ids(frame: pd.DataFrame, rules: Rules) -> list[Finding]:
    """Numbers whose check digit is wrong are kept as given and listed."""
    if "tax_id" not in frame or not rules.tax_ids:
        return []
    bad = {number for number in frame["tax_id"].unique() if number and not any(scheme.compact(number) for scheme in rules.tax_ids)}
    names = ", ".join(scheme.scheme for scheme in rules.tax_ids)
    return _find(frame, frame["tax_id"].isin(bad), "tax_id", say("not a valid number of {schemes} (kept as given)", schemes=names), rules)


def _clean_addresses(frame: pd.DataFrame, rules: Rules) -> list[Finding]:
    if "url" not in frame:
        return []
    given = frame["url"]
    readings = {text: read_address(text) for text in given.unique()}
    found: list[Finding] = []
    for problem in {reading.problem for reading in readings.values() if reading.problem}:
        bad = given.isin([text for text, reading in readings.items() if reading.problem == problem])
        found += _find(frame, bad, "url", problem, rules)
    frame["url"] = given.map(lambda text: text if readings[text].url else "").astype("str")
    frame["start_url"] = given.map(lambda text: readings[text].url or "").astype("str")
    for column in ("site", "host", "kind"):
        named = {text: getattr(reading.site, column) if reading.site else "" for text, reading in readings.items()}
        frame[column] = given.map(named).astype("str")
    mails = given.map(lambda text: readings[text].email or "").astype("str")
    frame["email"] = frame["email"].where(frame["email"] != "", mails) if "email" in frame else mails
    return found


def _find(frame: pd.DataFrame, where: pd.Series, column: str, reason: str, rules: Rules, *, is_loaded: bool = True) -> list[Finding]:
    return find_cells(frame, where, column, reason, is_loaded=is_loaded, shown=rules.shown.get(column))
