"""Building one site: language, encoding, habits of its server."""

from random import Random

from cli.demo.genres import Character
from cli.demo.records import Contact, DemoEnterprise, DemoSite

# Why a real website cannot be read, so many in a hundred: small firms' cheap hosting fails, big firms' walls hold.
FAILURES_OF_SMALL = {"fails": 24, "closes": 20, "hangs": 12, "robots": 18, "captcha": 10, "shell": 16}
FAILURES_OF_LARGE = {"captcha": 6, "denied": 4, "shell": 8, "robots": 4, "login": 2}
# What has become of an address whose enterprise has no website.
STALE = {"parked": 13, "for_sale": 8, "closes": 7, "fails": 5, "soon": 8, "soft_404": 3, "hijacked": 2, "empty": 2, "away": 2}
CHARSETS = {"fr": "iso-8859-1", "es": "windows-1252", "pt": "iso-8859-15", "de": "iso-8859-1", "ar": "windows-1256", "zh": "gb18030"}
NEIGHBOURS = ("en", "fr", "es", "sw", "ar", "pt")


class Deck:
    """Cards drawn without putting back, so that even rare kinds turn up in every country; shuffled anew when it is used up."""

    def __init__(self, rng: Random, cards: dict[str, int]) -> None:
        self._rng, self._cards = rng, [card for card, count in cards.items() for _ in range(count)]
        self._left: list[str] = []

    def draw(self) -> str:
        """The next card."""
        if not self._left:
            self._left = self._rng.sample(self._cards, len(self._cards))
        return self._left.pop()


class Manners:
    """What answers at addresses that cannot be read."""

    def __init__(self, rng: Random) -> None:
        self._small, self._large, self._stale = (Deck(rng, cards) for cards in (FAILURES_OF_SMALL, FAILURES_OF_LARGE, STALE))

    def of_real_site(self, size: str) -> str:
        """Why a real website of an enterprise of this size cannot be read."""
        return (self._large if size in {"S50T249", "S_GE250"} else self._small).draw()

    def of_stale_address(self) -> str:
        """What answers at an address that is out of date."""
        return self._stale.draw()


def build_site(rng: Random, owner: DemoEnterprise, character: Character, host: str, sells: str, manner: str, contact: Contact) -> DemoSite:
    """The site of an enterprise with the given character, which shows the given contact facts."""
    charset, declared = _choose_charset(rng, owner.language)
    second = rng.choice([lang for lang in NEIGHBOURS if lang != owner.language])
    return DemoSite(
        host=host,
        name=contact.name,
        language=owner.language,
        trade=owner.trade,
        sells=sells,
        place=contact.place,
        genre=character.genre,
        look=character.look,
        seed=rng.randrange(1_000_000),
        manner=manner,
        second_language=second if "multilingual" in character.features else None,
        features=character.features,
        trimmings=character.trimmings,
        charset=charset,
        declared_charset=declared,
        gzip=rng.random() < 0.5,
        www=rng.random() < 0.4,
        contact=contact,
    )


def _choose_charset(rng: Random, language: str) -> tuple[str, str | None]:
    """The bytes' encoding and the one that the server declares: mostly UTF-8, sometimes older, sometimes not what it says."""
    old = CHARSETS.get(language)
    if old is None or rng.random() < 0.8:
        return "utf-8", rng.choice(["utf-8", "utf-8", None])
    return old, rng.choice([old, None, "utf-8" if old.startswith("iso") else old])
