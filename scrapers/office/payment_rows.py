"""A row of the sheet Payments becomes a fingerprint."""

from collections.abc import Iterable

from catalogue.fingerprints import SHORTEST_LITERAL, Fingerprint, is_usable, load_fingerprints
from catalogue.messages import say
from scrapers.office.cells import RowError, check_choice, check_countries, check_key, check_text
from scrapers.office.sheets import SheetRow
from scrapers.signals.matching import find_wrong_trace

PROVES = ("payment_step", "plugin", "widget")


def read_payment(row: SheetRow, added: Iterable[str] = ()) -> Fingerprint:
    """The payment means of a row; `added`: keys that the workbook or the office's additions have besides those that ship.

    Raises:
        RowError: says what is wrong with the row.
    """
    cells, shipped = row.cells, {found.key: found for found in load_fingerprints()}
    key, name = check_key(cells["key"]), check_text("name", cells["name"], 100)
    if key in shipped and shipped[key].category != "payment":
        raise RowError(say("key: {key} already stands for {name}, which is no means of payment.", key=key, name=shipped[key].name))
    proves = check_choice("proves", cells["proves"] or "widget", PROVES)
    means = {found.key for found in shipped.values() if found.category == "payment"}
    subject = check_choice("of", cells["of"] or key, {*means, *added, key})
    patterns = tuple(dict.fromkeys(line.strip() for line in cells["pattern"].split("\n") if line.strip()))
    if not patterns:
        raise RowError(say("{column} is empty.", column="pattern"))
    for pattern in patterns:
        if not is_usable(check_text("pattern", pattern)):
            sentence = (
                "pattern: {pattern} must be plain ASCII and have a part of {count} characters; other scripts go into the sheet Words."
            )
            raise RowError(say(sentence, pattern=repr(pattern), count=SHORTEST_LITERAL))
    example, near_miss = check_text("example", cells["example"], 2000), check_text("near miss", cells["near miss"], 2000)
    countries = check_countries(cells["countries"])
    found = Fingerprint(key, name, "payment", proves, patterns, example, near_miss, countries, subject)
    if problem := find_wrong_trace(found):
        raise RowError(problem)
    return found
