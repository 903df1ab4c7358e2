"""What the invented country consists of."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contact:
    """Who and where somebody is, as the register knows it or as a website shows it; None: not told."""

    name: str
    place: str
    legal_name: str | None = None
    street: str | None = None
    postcode: str | None = None
    phone: str | None = None
    tax_id: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """What a directory, a marketplace or a group's site says of an enterprise: contact facts, and the address it links to, if any."""

    name: str
    place: str
    phone: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class DemoSite:
    """A website as it truly is and as it behaves.

    `genre` says what it is (genres.py), `look` which templates write it, `manner` how its server answers (server.py);
    `features` are the capabilities that a patient human reader would find, `trimmings` what is only there to mislead or to adorn.
    `contact` is what it shows of its owner, `mentions` are the other enterprises that it names.
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
    contact: Contact | None = None
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoEnterprise:
    """An enterprise with its truth: what it has (`truth`, by capability), where its site is, and what the register says of that.

    `host` is None without a website, `second_host` another site of its own; `register_url` is None where the register knows none and may be
    out of date where it does. `name` is the legal name, `brand` the one that customers know, `trade_name` the latter where the register has
    it, `root` its invented word in Latin letters; `contact` is what is true of it.
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
    contact: Contact
    brand: str
    root: str
    trade_name: str | None = None
    second_host: str | None = None
    social_url: str | None = None

    @property
    def hosts(self) -> tuple[str, ...]:
        """All sites that are truly its own or its group's."""
        return tuple(host for host in (self.host, self.second_host) if host)


@dataclass(frozen=True, slots=True)
class DemoCountry:
    """All of it: enterprises in the order of their ids, sites by host, and old hosts that lead to new ones.

    `sites` hold those of strangers, too; `gone` are hosts that had a site and are no longer in the name service.
    """

    seed: int
    enterprises: tuple[DemoEnterprise, ...]
    sites: Mapping[str, DemoSite]
    moves: Mapping[str, str]
    gone: frozenset[str] = frozenset()
