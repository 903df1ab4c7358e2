"""Names of packed files that every system takes as what they say."""

import re
from pathlib import PurePosixPath
from typing import Final

MOST_PARTS: Final = 6
LONGEST: Final = 300
PLAIN = re.compile(r"[^\\/:*?\"<>|\x00-\x1f]+")
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Devices of Windows."""


def is_plain_path(name: str) -> bool:
    """Whether a packed name leads to a file inside of the folder it is unpacked into, on any system."""
    parts = PurePosixPath(name).parts
    return 0 < len(parts) <= MOST_PARTS and len(name) <= LONGEST and "/".join(parts) == name and all(map(_is_plain, parts))


def _is_plain(part: str) -> bool:
    return PLAIN.fullmatch(part) is not None and bool(part.strip(". ")) and not part.endswith((".", " ")) and not RESERVED.fullmatch(part)
