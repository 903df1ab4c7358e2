"""Names that people log in by."""

import unicodedata
from typing import Final

from catalogue.errors import AccountError
from catalogue.messages import say

LONGEST: Final = 40
SIGNS: Final = frozenset(" .-_'@")


def check_name(name: str) -> str:
    """The name, in one way of writing.

    Raises:
        AccountError: it is empty, too long, or has characters that labels and lists cannot show.
    """
    name = unicodedata.normalize("NFC", name)
    usable = name and len(name) <= LONGEST and name == name.strip() and all(sign in SIGNS or _is_letter(sign) for sign in name)
    if not usable or not any(map(str.isalnum, name)):
        raise AccountError(
            say("{name} is no name to log in by: use at most {most} letters, digits, blanks and . - _ ' @", name=repr(name), most=LONGEST)
        )
    return name


def name_key(name: str) -> str:
    """What two ways of typing the same name have in common: capitals and wide letters do not matter."""
    sayable = name.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", sayable).strip().casefold())


def _is_letter(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign).startswith("M")
