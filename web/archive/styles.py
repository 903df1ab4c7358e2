"""Styles of archived pages without anything that asks for a file, moves, or lies over the rest of the page."""

import re
from collections.abc import Iterator

LONGEST_SHEET = 1_000_000  # characters
LONGEST_VALUE = 1_000
GROUPS = frozenset({"@media", "@supports", "@layer", "@container"})
"""Rules that hold other rules; all other rules with an @ are left out: what they bring are files and movements."""

_FUNCTIONS = (
    "rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark var env calc min max clamp minmax repeat fit-content"
    " linear-gradient radial-gradient conic-gradient repeating-linear-gradient repeating-radial-gradient -webkit-linear-gradient"
    " translate translatex translatey translate3d scale scalex scaley rotate skew matrix counter counters inset"
)
FUNCTIONS = frozenset(_FUNCTIONS.split())
"""None of them can name a file. A declaration with any other is left out."""

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_TOKEN = re.compile(
    r"""url\(\s*+(?!["'])[^)]*\)?  | "(?:[^"\\\n]|\\.)*"?  | '(?:[^'\\\n]|\\.)*'?  | \\.  | [{}();]  | [^"'\\{}();u]+  | .""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_NAME = re.compile(r"--[\w-]{1,100}|-?[a-z][a-z0-9-]{0,60}")
_CALLED = re.compile(r"([\w-]*)\s*\(")
_UNWANTED = re.compile(r"[<\\@\x00-\x08\x0e-\x1f\x7f]")
_UNWANTED_IN_RULE = re.compile(r"[<\x00-\x08\x0e-\x1f\x7f]|\\[\w\s]|url\s*\(", re.ASCII | re.IGNORECASE)
_OVERLAYS = frozenset({"fixed", "sticky", "-webkit-sticky"})


def clean_stylesheet(sheet: str) -> str:
    """The rules of a stylesheet that are safe, as a stylesheet without `<`, backslashes in values, and `url(`."""
    written, holders = list[str](), list[str]()  # holders: what the open braces are, "group", "rule" or "" for what is left out
    for words, end in _split(_COMMENT.sub(" ", sheet[:LONGEST_SHEET])):
        inside = holders[-1] if holders else "group"
        if inside == "rule":
            written.append(_clean_declaration(words) if end != "{" else "")
        if end == "{":
            holders.append(_find_holder(words, inside))
            written.append(f"{words.strip()}{{" if holders[-1] else "")
        elif end == "}" and holders:
            written.append("}\n" if holders.pop() else "")
    return "".join(written) + "}" * sum(map(bool, holders))


def clean_declarations(style: str) -> str:
    """The declarations of a style attribute that are safe."""
    return "".join(_clean_declaration(words) for words, _ in _split(_COMMENT.sub(" ", style[:LONGEST_SHEET])))


def _find_holder(words: str, inside: str) -> str:
    """What a brace opens behind these words."""
    beginning = words.split(maxsplit=1)[:1]
    if inside != "group" or not beginning or _UNWANTED_IN_RULE.search(words) or len(words) > 20 * LONGEST_VALUE:
        return ""
    if beginning[0].startswith("@"):
        return "group" if re.split(r"[^@a-z]", beginning[0].lower())[0] in GROUPS else ""
    return "rule"


def _split(style: str) -> Iterator[tuple[str, str]]:
    """The words up to each brace or semicolon that stands in no brackets and no quotation, with it; at last "" as the end."""
    words, brackets = list[str](), 0
    for match in _TOKEN.finditer(style):
        piece = match[0]
        if piece in "{};" and not brackets:
            yield "".join(words), piece
            words = []
            continue
        words.append(piece)
        if piece == "(":
            brackets += 1
        elif piece == ")":
            brackets = max(0, brackets - 1)
    yield "".join(words), ""


def _clean_declaration(declaration: str) -> str:
    """The declaration with a semicolon, or "" where it is not wholly safe. Backslashes spell out letters: nothing with one is kept."""
    name, colon, value = declaration.partition(":")
    name, value = name.strip().lower(), value.strip()
    if not colon or not _NAME.fullmatch(name) or len(value) > LONGEST_VALUE or _UNWANTED.search(value):
        return ""
    if any(called.lower() not in FUNCTIONS | {""} for called in _CALLED.findall(value)):
        return ""
    if name == "position" and value.removesuffix("!important").strip().lower() in _OVERLAYS:
        value = "relative"
    return f"{name}:{value};"
