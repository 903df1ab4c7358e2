"""Names of sheets that Excel takes: short, without its special characters, and each once."""

import re

LONGEST = 31
FORBIDDEN = r"[\[\]:*?/\\\x00-\x1f]"
RESERVED = ("history", "historique")
"""Names that Excel keeps for itself in English and French."""


def name_sheet(text: str, taken: set[str], suffix: str = "") -> str:
    """A name made of the text and the suffix that no other sheet of `taken` has, in any case; it is added there in lower case."""
    plain = re.sub(FORBIDDEN, "_", text).strip("' ") or "_"
    if f"{plain}{suffix}".casefold() in RESERVED:
        plain = f"{plain}_"
    name = _join(plain, suffix)
    number = 1
    while name.casefold() in taken:
        number += 1
        name = _join(plain, f"~{number}{suffix}")
    taken.add(name.casefold())
    return name


def _join(text: str, suffix: str) -> str:
    return text[: LONGEST - len(suffix)].rstrip("' ") + suffix
