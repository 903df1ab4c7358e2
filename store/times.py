"""Times as the store writes them: ISO 8601, in UTC, to the second."""

import re
from datetime import datetime

LAST_YEAR = 9000
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


def is_time(text: str) -> bool:
    """Whether a text is a time as the store writes it, of a day that there is; near the end of all days none can be reckoned with."""
    if not _TIME.fullmatch(text):
        return False
    try:
        return datetime.fromisoformat(text).year < LAST_YEAR
    except ValueError:
        return False
