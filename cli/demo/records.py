"""What the invented country consists of."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoSite:
    """A website as it truly is and as it behaves.

    `genre` says what it is (genres.py), `look` which templates write it, `manner` how its server answers (server.py);
    `features` are the capabilities that a patient human reader would find, `trimmings` what is only there to mislead or to adorn.
    """

    host: str
    name: str
    language: str
    trade: str
    sells: str
    place: str
    genre: str
    look: str
    seed: int
    manner: str = "answers"
    second_language: str | None = None
    features: frozenset[str] = frozenset()
    trimmings: frozenset[str] = frozenset()
    charset: str = "utf-8"
    declared_charset: str | None = "utf-8"
    gzip: bool = False
    www: bool = False


@dataclass(frozen=True, slots=True)
class DemoEnterprise:
    """An enterprise with its truth: what it has (`truth`, by capability), where its site is, and what the register says of that.

    `host` is None without a website; `register_url` is None where the register knows none and may be out of date where it does.
    """

    enterprise_id: str
    name: str
    trade: str
    legal_form: str
    region: str
    place: str
    urbanisation: str
    owner_sex: str
    activity: str
    persons_employed: int
    size_class: str
    language: str
    host: str | None
    register_url: str | None
    truth: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class DemoCountry:
    """All of it: enterprises in the order of their ids, sites by host, and old hosts that lead to new ones."""

    seed: int
    enterprises: tuple[DemoEnterprise, ...]
    sites: Mapping[str, DemoSite]
    moves: Mapping[str, str]
