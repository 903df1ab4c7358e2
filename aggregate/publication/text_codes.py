"""Codes for the texts of a register, as SDMX allows them."""

import re
from collections.abc import Iterable
from hashlib import sha256
from unicodedata import normalize

PLAIN = re.compile(r"[^A-Za-z0-9_-]+")
IS_CODE = re.compile(r"[A-Za-z0-9_$][A-Za-z0-9_@$-]*")
"""What may stay as it is; SDMX also allows @ and - to be the first, which a spreadsheet takes for the beginning of a formula."""


def assign_codes(texts: Iterable[str]) -> dict[str, str]:
    """{text: code} for the texts of a register, which may be in any script: readable where that is possible, and never twice.

    What is a code already stays as it is, such as KE-30; of two texts that would be the same each bears a checksum.
    """
    ordered = sorted(set(texts))
    plain = {text: _write_plain(text) for text in ordered}
    taken = list(plain.values())
    return {text: code if text == code or (code and taken.count(code) == 1) else _add_sum(text, code) for text, code in plain.items()}


def _write_plain(text: str) -> str:
    if IS_CODE.fullmatch(text):
        return text
    ascii_only = normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return PLAIN.sub("_", ascii_only).strip("_-").upper()


def _add_sum(text: str, code: str) -> str:
    return f"{code or 'X'}_{sha256(text.encode()).hexdigest()[:8].upper()}"
