"""The day on which a register was true."""

import re
from collections import Counter
from datetime import date

from catalogue.messages import say

DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?")
YEAR = re.compile(r"(\d{4})(?:\.0)?")


def settle_reference_date(stated: str | None, cells: Counter[str]) -> tuple[str | None, list[str]]:
    """The date that was stated, else the one of the register's column (its latest, if there are several), and what to tell."""
    if stated:
        return stated, []
    days = {day for text in cells if text and (day := read_date(text))}
    said = []
    if len(days) > 1:
        said.append(say("The register gives {count} reference dates; the latest, {day}, was taken.", count=len(days), day=max(days)))
    if not days:
        said.append(say("The register's reference date is not known: say it with --reference-date, such as 2026-01-01."))
    return (max(days) if days else None), said


def read_date(text: str) -> str | None:
    """An ISO date from 2026-01-31, 20260131, 31.01.2026 or a year (its last day); None for others: 1/2/2026 may be two days."""
    text = text.strip()
    if found := YEAR.fullmatch(text):
        return f"{found[1]}-12-31"
    iso, german = ISO.fullmatch(text), DAY_FIRST.fullmatch(text)
    parts = (iso[1], iso[2], iso[3]) if iso else (german[3], german[2], german[1]) if german else None
    try:
        return date(*map(int, parts)).isoformat() if parts else None
    except ValueError:
        return None
