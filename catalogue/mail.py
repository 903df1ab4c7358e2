"""Mail domains at which everybody may have an address: free ones, disposable ones, those of internet providers (`data/free_mail.toml`)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from catalogue.suffixes import find_suffix
from catalogue.tables import load_table, read_text, read_texts

FILE = Path(__file__).parent / "data" / "free_mail.toml"


@dataclass(frozen=True, slots=True)
class MailDomains:
    """Mail domains of one kind or country, with one of them as it may be written and one that is a business's own."""

    key: str
    domains: tuple[str, ...]
    example: str
    near_miss: str


@cache
def load_mail_domains() -> tuple[MailDomains, ...]:
    """All that ship: those of the world by kind, then those by country."""
    return tuple(_read_groups())


def is_for_everybody(domain: str) -> bool:
    """Whether everybody may have an address at this domain, or at the one that it lies below."""
    domain = domain.lower().strip(".")
    labels = domain.split(".")
    parents = [".".join(labels[i:]) for i in range(len(labels) - 1)]
    return any(name in _known() for name in parents) or f"{_find_label(domain)}.*" in _known()


@cache
def _known() -> frozenset[str]:
    return frozenset(domain for group in load_mail_domains() for domain in group.domains)


def _find_label(domain: str) -> str:
    """The label before the public suffix: yahoo of mail.yahoo.co.ke."""
    suffix = find_suffix(domain) or ""
    return domain.removesuffix(f".{suffix}").rpartition(".")[2] if suffix else ""


def _read_groups() -> Iterator[MailDomains]:
    for part, groups in load_table(FILE).items():
        for key, entry in groups.items():
            where = f"{part}.{key}"
            texts = (read_text(entry, "example", where), read_text(entry, "near_miss", where))
            yield MailDomains(where, read_texts(entry, "domains", where), *texts)
