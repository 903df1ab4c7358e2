"""The activity column of a register: which classification it is in, and what its codes are in ISIC Rev.4."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from catalogue.activities import (
    ActivityMatch,
    detect_classification,
    find_activity,
    find_classification,
    is_letter_only,
    load_classification,
    lost_leading_zeros,
)
from catalogue.concordances import Concordance
from catalogue.messages import say
from catalogue.national_codes import load_national_codes, national_path
from scrapers.frame.vocabulary import fold_word, missing_words

EXAMPLES = 5


@dataclass(slots=True)
class ActivityCodes:
    """`matches` says of each cell what it is in ISIC Rev.4 (None: rejected, an unexplained letter); missing cells are left out."""

    classification: str | None
    matches: Mapping[str, ActivityMatch | None]
    outcomes: Counter[str] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)


def read_activity_codes(codes: Counter[str], stated: str | None, folder: Path) -> ActivityCodes:
    """Every distinct code of the register in ISIC Rev.4; `folder` is where the office keeps national codes.

    Raises:
        ProfileError: the stated classification is unknown, or its file needs mending.
    """
    found = {code: count for code, count in codes.items() if fold_word(code) not in missing_words()}
    known = _load(stated, folder) if stated else None
    padded = lost_leading_zeros(found) and not (known and known.is_national)
    whole = {code: _put_zero_back(code) if padded else code for code in found}
    key = known.key if known else detect_classification(whole.values())
    known = known or (load_classification(key) if key else None)
    matches = {code: _match(whole[code], known, stated is not None) for code in found}
    result = ActivityCodes(key, matches)
    for code, match in matches.items():
        result.outcomes[match.outcome if match else "rejected"] += found[code]
    result.outcomes["missing"] = sum(codes.values()) - sum(found.values())
    result.warnings = list(_warnings(result, found, padded))
    return result


def _load(stated: str, folder: Path) -> Concordance:
    path = national_path(folder, stated)
    return load_national_codes(path) if find_classification(stated) is None and path.exists() else load_classification(stated)


def _put_zero_back(code: str) -> str:
    digits = code.removesuffix(".0")
    return f"0{digits}" if len(digits) == 3 and digits.isdigit() else code


def _match(code: str, known: Concordance | None, is_stated: bool) -> ActivityMatch | None:
    if is_letter_only(code) and not is_stated:
        return None
    if known is None:
        return ActivityMatch(None, None, "unknown")
    return find_activity(code, known)


def _warnings(result: ActivityCodes, found: Mapping[str, int], padded: bool) -> list[str]:
    if found and result.classification is None and result.outcomes["unknown"]:
        return [
            say(
                "The activity codes fit no classification that ecomstat knows, so activities are unknown: name it with --classification, "
                "or list the national codes in a file activities-NAME.csv beside the store."
            )
        ]
    said = []
    if padded:
        said.append(say("Activity codes of three digits lost a leading zero (111 for 0111), probably in a spreadsheet; it was put back."))
    return [*said, *(_tell(outcome, result, found) for outcome in ("unknown", "split", "rejected") if result.outcomes[outcome])]


def _tell(outcome: str, result: ActivityCodes, found: Mapping[str, int]) -> str:
    """What to say of the codes of one outcome: how many rows, and the most frequent of them."""
    count = result.outcomes[outcome]
    codes = [code for code, match in result.matches.items() if (match.outcome if match else "rejected") == outcome]
    shown = ", ".join(sorted(codes, key=lambda code: (-found[code], code))[:EXAMPLES])
    if outcome == "unknown":
        return say(
            "{count} rows have an activity code that the classification does not have; their activity is unknown. Most often: {codes}.",
            count=count, codes=shown,
        )  # fmt: skip
    if outcome == "split":
        return say(
            "{count} rows have an activity code that may be several of ISIC Rev.4; only what these share is kept. Most often: {codes}.",
            count=count, codes=shown,
        )  # fmt: skip
    return say("{count} rows have only a letter as activity; what it means differs, so name it with --classification.", count=count)
