"""Economic activities: what a code of any classification is in ISIC Rev.4, and which classification a set of codes is in."""

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process

from catalogue.aggregates import Aggregate, load_aggregates
from catalogue.concordances import UNKNOWN, ActivityMatch, Concordance, clean_code, load_classifications, load_concordance
from catalogue.errors import ProfileError
from catalogue.isic import Activity, load_activities, section_of
from catalogue.messages import say

__all__ = [
    "UNKNOWN",
    "Activity",
    "ActivityMatch",
    "Aggregate",
    "detect_classification",
    "find_activity",
    "find_classification",
    "is_letter_only",
    "list_classifications",
    "load_activities",
    "load_aggregates",
    "load_classification",
    "lost_leading_zeros",
    "section_of",
]
GOOD_SHARE = 0.8
TYPING_ERRORS = 0.01
DOTTED = re.compile(r"\d{1,2}\.\d{1,2}[A-Z]?")


def list_classifications() -> list[str]:
    """The keys of the classifications that ecomstat brings."""
    return list(load_classifications())


def find_classification(name: str) -> str | None:
    """The key of a classification by its key, its name or another spelling (`NACE Rev. 2`, `isic_rev_4`); None for an unknown one."""
    wanted = _plain(name)
    return next((k for k, e in load_classifications().items() if wanted in {_plain(n) for n in (k, e["name"], *e["aliases"])}), None)


def load_classification(name: str) -> Concordance:
    """A classification that ecomstat brings. ProfileError with a suggestion for an unknown name."""
    key = find_classification(name)
    if key:
        return load_concordance(key)
    close = process.extractOne(name.upper(), list_classifications(), score_cutoff=60)
    hint = say("Did you mean {key}? ", key=close[0]) if close else ""
    raise ProfileError(
        say(
            "There is no classification {name}. {hint}It is one of {keys}, or a file activities-{file}.csv of your own beside the store.",
            name=name,
            hint=hint,
            keys=", ".join(list_classifications()),
            file=name.lower(),
        )
    )


@lru_cache(maxsize=65536)
def find_activity(code: str, classification: str | Concordance) -> ActivityMatch:
    """What a code of this classification is in ISIC Rev.4; outcome `unknown` for a code that the classification does not have.

    ProfileError where the classification itself is unknown.
    """
    known = load_classification(classification) if isinstance(classification, str) else classification
    return known.match(code)


def is_letter_only(code: str) -> bool:
    """Whether a code is a section's letter alone, which means different things in different classifications."""
    return len(code.strip()) == 1 and code.strip().isalpha()


def detect_classification(codes: Iterable[str]) -> str | None:
    """The key of the classification that fits these codes best, or None where that is not clear.

    Codes with a dot after two digits are NACE's, others ISIC's unless NACE alone fits; at least four in five must exist in it. ISIC Rev.4
    wins a tie with its other revisions; NACE Rev.2 wins one with Rev.2.1 only if every code means the same in both.
    Letters alone do not count.
    """
    distinct = {code.strip() for code in codes if code and code.strip() and not is_letter_only(code)}
    if not distinct or any("/" in code for code in distinct):
        return None
    dotted = 2 * sum(bool(DOTTED.fullmatch(c.upper().lstrip("ABCDEFGHIJKLMNOPQRSTUV"))) for c in distinct) > len(distinct)
    fits = {key: sum(load_concordance(key).knows(code) for code in distinct) for key in load_classifications()}
    if dotted:
        fits = {key: fit for key, fit in fits.items() if load_concordance(key).dotted}
    best = max(fits.values())
    near = best if best == len(distinct) else best - TYPING_ERRORS * len(distinct)
    leaders = [key for key, fit in fits.items() if fit >= near]
    return _leader(leaders, distinct) if best >= GOOD_SHARE * len(distinct) else None


def lost_leading_zeros(codes: Iterable[str]) -> bool:
    """Whether a whole column of codes shows that a spreadsheet dropped leading zeros (111 for 0111).

    So it is when all codes are three or four digits, none begins with 0, some have four, and every one of three is a class of divisions
    01 to 09 once a 0 stands before it (in ISIC Rev.4 or NACE) while it would be no group of the same classification.
    """
    digits = {clean_code(code) for code in codes if code and code.strip() and not is_letter_only(code)}
    if not digits or not all(c.isdigit() and len(c) in (3, 4) and not c.startswith("0") for c in digits):
        return False
    short = {c for c in digits if len(c) == 3}
    return bool(short) and len(short) < len(digits) and any(_padded(short, key) for key in load_classifications())


def _padded(short: set[str], key: str) -> bool:
    known = load_concordance(key).targets
    return all(f"0{code}" in known for code in short)


def _leader(leaders: list[str], codes: set[str]) -> str | None:
    """The one that leads, or where several do, one that cannot be wrong."""
    if len(leaders) == 1 or "ISIC4" in leaders:
        return "ISIC4" if "ISIC4" in leaders else leaders[0]
    same = all(len({find_activity(code, key) for key in leaders}) == 1 for code in codes)
    return leaders[0] if same else None


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", name.lower()).split())
