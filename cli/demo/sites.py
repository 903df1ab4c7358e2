"""Building one site: language, encoding, habits of its server."""

from random import Random

from cli.demo.genres import Character
from cli.demo.records import DemoEnterprise, DemoSite
from cli.demo.world import choose_by_weight, load_world

# Why a real website cannot be read: small firms' cheap hosting fails, big firms' walls hold.
FAILURES_OF_SMALL = {"fails": 0.24, "closes": 0.2, "hangs": 0.12, "robots": 0.18, "captcha": 0.1, "shell": 0.16}
FAILURES_OF_LARGE = {"captcha": 0.24, "denied": 0.18, "shell": 0.34, "robots": 0.16, "login": 0.08}
# What has become of an address whose enterprise has no website.
STALE = {
    "parked": 0.27,
    "for_sale": 0.16,
    "closes": 0.14,
    "fails": 0.1,
    "soon": 0.15,
    "soft_404": 0.06,
    "hijacked": 0.05,
    "empty": 0.04,
    "away": 0.03,
}
CHARSETS = {"fr": "iso-8859-1", "es": "windows-1252", "pt": "iso-8859-15", "de": "iso-8859-1", "ar": "windows-1256", "zh": "gb18030"}
NEIGHBOURS = ("en", "fr", "es", "sw", "ar", "pt")


def choose_manner(rng: Random, size: str) -> str:
    """Why a real website of this size cannot be read."""
    return choose_by_weight(rng, FAILURES_OF_LARGE if size in {"S50T249", "S_GE250"} else FAILURES_OF_SMALL)


def choose_stale_manner(rng: Random) -> str:
    """What answers at an address that is out of date."""
    return choose_by_weight(rng, STALE)


def build_site(rng: Random, owner: DemoEnterprise, character: Character, host: str, sells: str, manner: str) -> DemoSite:
    """The site of an enterprise with the given character."""
    charset, declared = _choose_charset(rng, owner.language)
    second = rng.choice([lang for lang in NEIGHBOURS if lang != owner.language])
    return DemoSite(
        host=host,
        name=owner.name,
        language=owner.language,
        trade=owner.trade,
        sells=sells,
        place=owner.place,
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
    )


def _choose_charset(rng: Random, language: str) -> tuple[str, str | None]:
    """The bytes' encoding and the one that the server declares: mostly UTF-8, sometimes older, sometimes not what it says."""
    old = CHARSETS.get(language)
    if old is None or rng.random() < 0.8:
        return "utf-8", rng.choice(["utf-8", "utf-8", None])
    return old, rng.choice([old, None, "utf-8" if old.startswith("iso") else old])


def list_trades() -> tuple[str, ...]:
    """The trades that enterprises of the country follow."""
    return tuple(load_world()["trades"])
