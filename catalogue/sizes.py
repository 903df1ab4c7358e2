"""Size classes by persons employed, and how registers write them."""

import math
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from catalogue.tables import load_table

UNKNOWN_SIZE = "_U"
OPEN_END, ENDLESS = 1e12, math.inf
NUMBER = r"\d{1,3}(?:[ ,.' ]\d{3})+|\d+"


def size_class_of(persons_employed: float | None) -> str:
    """The class of a number of persons employed: S0T9, S10T49, S50T249 or S_GE250; _U where it is missing, negative or no number."""
    if persons_employed is None or math.isnan(persons_employed) or persons_employed < 0:
        return UNKNOWN_SIZE
    return [key for key, bounds in list_size_classes().items() if persons_employed >= bounds["from"]][-1]


def read_size_class(text: str) -> str | None:
    """The class that a register's own words mean (`10 to 49`, `250+`, `micro`, `S_GE250`, `<10`); None for words that name no single one.

    A range within one class is that class (1-4 is S0T9); one that spans two, such as 10+, is none of them; neither is a bare number,
    which may be a code.
    """
    plain = _plain(text)
    sizes = _load_sizes()
    exact: dict[str, str] = {key.lower(): key for key in sizes["classes"]}
    if plain in exact:
        return exact[plain]
    by_word: dict[str, str] = {word: key for key, words in sizes["words"].items() for word in words}
    if plain in by_word:
        return by_word[plain]
    bounds = _read_range(plain)
    return _class_within(*bounds) if bounds else None


def list_size_classes() -> Mapping[str, Mapping[str, Any]]:
    """{class: its bounds and title}, smallest first; only classes that an enterprise can be in."""
    classes: Mapping[str, Mapping[str, Any]] = _load_sizes()["classes"]
    return classes


def list_size_unions() -> Mapping[str, Mapping[str, Any]]:
    """{union: its classes and title}, such as S_GE10: what tables show beside the classes."""
    unions: Mapping[str, Mapping[str, Any]] = _load_sizes()["unions"]
    return unions


def find_size_title(code: str) -> str | None:
    """What a class is called, also that of enterprises whose size nobody knows; None where the code is of no size."""
    title = {**list_size_classes(), **list_size_unions()}.get(code, {}).get("title")
    return None if title is None else str(title)


@cache
def _load_sizes() -> Mapping[str, Any]:
    return load_table(Path(__file__).with_name("sizes.toml"))


def _class_within(low: float, high: float) -> str | None:
    """The class that holds every whole number from low to high."""
    classes = list_size_classes().items()
    return next((key for key, bounds in classes if low >= bounds["from"] and high < bounds.get("below", ENDLESS)), None)


def _read_range(plain: str) -> tuple[float, float] | None:
    """The first and last whole number of a range in words; None for other texts."""
    numbers = [float(re.sub(r"\D", "", n)) for n in re.findall(NUMBER, plain)]
    shape = " ".join(re.sub(NUMBER, " # ", plain).split())
    for word in _word_list("around"):
        shape = re.sub(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])(?! #)|^{re.escape(word)} (?=#)", " ", shape)
    return _bounds(" ".join(shape.split()), numbers)


def _bounds(shape: str, numbers: list[float]) -> tuple[float, float] | None:
    if len(numbers) == 2:
        return (numbers[0], numbers[1]) if shape in {f"# {w} #" for w in _word_list("between")} and numbers[0] <= numbers[1] else None
    if len(numbers) != 1:
        return None
    number = numbers[0]
    kinds = {"at_least": (number, OPEN_END), "more_than": (number + 1, OPEN_END), "at_most": (0.0, number), "less_than": (0.0, number - 1)}
    shapes = {
        f"{before}{word}{after}".strip(): kind for kind in kinds for word in _word_list(kind) for before, after in (("# ", ""), ("", " #"))
    }
    return kinds[shapes[shape]] if shape in shapes else None


def _word_list(kind: str) -> list[str]:
    words: list[str] = _load_sizes()["ranges"][kind]
    return sorted(words, key=len, reverse=True)


def _plain(text: str) -> str:
    """Lower case, without accents, one blank between words."""
    letters = unicodedata.normalize("NFKD", text.strip().lower().replace("ß", "ss"))
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split()).strip("()[] .")
