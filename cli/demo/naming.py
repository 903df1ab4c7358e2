"""Names of enterprises, put together from invented sounds: no business, no person."""

import unicodedata
from random import Random

from cli.demo.world import load_phrasebook, load_world

SCRIPTS = {"ar": 1, "zh": 2}


class Namer:
    """Gives names that nobody has yet."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._taken: set[str] = set()

    def name(self, trade: str, language: str) -> tuple[str, str]:
        """A new name in a language, and the word in Latin letters that a host is made of."""
        latin, written = self._root(language)
        return write_name(self._rng, written, trade, language), latin.lower()

    def _root(self, language: str) -> tuple[str, str]:
        """Three or four sounds, so that no short word of a real language or brand comes out; Latin, and in the language's own script."""
        sounds, rng = load_world()["sounds"], self._rng
        for _ in range(50):
            middle = [rng.choice(sounds["middle"]) for _ in range(rng.choice((1, 2, 2)))]
            parts = [rng.choice(sounds["first"]), *middle, rng.choice(sounds["last"])]
            if (latin := "".join(part[0] for part in parts)) not in self._taken:
                break
        self._taken.add(latin)
        return latin, "".join(part[SCRIPTS.get(language, 0)] for part in parts)


def write_name(rng: Random, root: str, trade: str, language: str) -> str:
    """A name in a language, of an invented word and a word of the trade."""
    book = load_phrasebook(language)
    return str(book["name"].format(root=root, trade=rng.choice(book["trades"][trade])))


def slug(text: str) -> str:
    """The text as a part of an address: lower-case ASCII and hyphens; empty where nothing is left of it."""
    folded = unicodedata.normalize("NFKD", text.replace("'", " ").replace("’", " ")).encode("ascii", "ignore").decode("ascii")
    return "-".join("".join(c if c.isalnum() else " " for c in folded.lower()).split())
