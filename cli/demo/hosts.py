"""Host names as firms choose them: of their names, shortened, with places or trades, and some that nobody would guess."""

from random import Random

from cli.demo.naming import slug
from cli.demo.world import choose_by_weight, load_world

GUESSABLE = ("words", "root", "root_trade", "hyphens")


class HostMaker:
    """Gives hosts that nobody has yet. `taken` holds all that were given."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self.taken: set[str] = set()

    def choose(self, name: str, root: str, trade: str, place: str) -> str:
        """A host for the bearer of a name: `root` is its invented word in Latin letters."""
        way = choose_by_weight(self._rng, load_world()["domain_ways"])
        return self._take(self._label(way, name, root, trade, place))

    def guess(self, name: str, root: str, trade: str, place: str) -> str:
        """A host that anybody would think of first at hearing the name."""
        return self._take(self._label(self._rng.choice(GUESSABLE), name, root, trade, place))

    def take(self, label: str) -> str:
        """A host with this label, or one as near as can be had."""
        return self._take(label)

    def _label(self, way: str, name: str, root: str, trade: str, place: str) -> str:
        words = slug(name).split("-") if slug(name) else []
        others = [word for word in words if word != root and len(word) > 2] or [trade]
        town = slug(place).split("-")[-1]
        match way:
            case "words":
                return "".join(words) if root in words else root + trade
            case "root_trade":
                return root + others[0]
            case "hyphens":
                return "-".join(words) if root in words else f"{root}-{trade}"
            case "root_place":
                return f"{root}-{town}"
            case "root_activity":
                return f"{root}{trade}"
            case "short":
                return root[: max(4, len(root) - 3)] + others[0][:3]
            case "initials":
                return "".join(word[0] for word in [*others, root]) + town
            case "unguessable":
                return self._invent()
        return root

    def _invent(self) -> str:
        sounds = load_world()["sounds"]
        parts = [self._rng.choice(sounds[part])[0] for part in ("first", "middle", "middle", "last")]
        return "".join(parts).lower()

    def _take(self, label: str) -> str:
        rng, suffixes = self._rng, load_world()["domain_suffixes"]
        for tail in ("", "", "", "-xd", str(rng.randint(2, 99)), f"-{rng.randint(100, 99_999)}"):
            host = f"{label}{tail}.{choose_by_weight(rng, suffixes)}"
            if host not in self.taken:
                break
        self.taken.add(host)
        return host
