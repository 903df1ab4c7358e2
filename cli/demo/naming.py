"""Names of enterprises and hosts, put together from invented sounds: no business, no person."""

import unicodedata
from random import Random

from cli.demo.world import load_phrasebook, load_world

SCRIPTS = {"ar": 1, "zh": 2}


class Namer:
    """Gives every enterprise a name of its own and a host to go with it."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._taken: set[str] = set()

    def name(self, trade: str, language: str) -> tuple[str, str]:
        """A new name in a language, and the word in Latin letters that a host is made of."""
        latin, written = self._root(language)
        book = load_phrasebook(language)
        name = book["name"].format(root=written, trade=self._rng.choice(book["trades"][trade]))
        return name, latin.lower()

    def host(self, root: str, trade: str) -> str:
        """A host nobody has yet."""
        world = load_world()
        for tail in ("", f"-{trade}", str(self._rng.randint(2, 99)), f"-{trade}-{self._rng.randint(100, 9999)}"):
            host = f"{root}{tail}.{self._rng.choice(world['suffixes'])}"
            if host not in self._taken:
                break
        self._taken.add(host)
        return host

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


def slug(text: str) -> str:
    """The text as a part of an address: lower-case ASCII and hyphens; empty where nothing is left of it."""
    folded = unicodedata.normalize("NFKD", text.replace("'", " ").replace("’", " ")).encode("ascii", "ignore").decode("ascii")
    return "-".join("".join(c if c.isalnum() else " " for c in folded.lower()).split())
