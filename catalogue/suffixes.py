"""Public suffixes: those of the bundled public suffix list, and those that invented countries declare in `countries/suffixes.toml`."""

from functools import cache
from pathlib import Path
from typing import Any

from catalogue.tables import load_table

DECLARED = Path(__file__).parent / "countries" / "suffixes.toml"


@cache
def load_declared_suffixes() -> dict[str, tuple[str, ...]]:
    """{country: suffixes} that the public suffix list does not know."""
    entries = load_table(DECLARED)
    return {code: tuple(suffixes) for code, suffixes in entries.items()}


def find_suffix(host: str) -> str | None:
    """The public suffix of a host in ASCII, such as co.ke of shop.example.co.ke; None where it has none."""
    return _extractor()(host).suffix or None


def find_registered_domain(host: str) -> str | None:
    """The domain that somebody registered, such as example.co.ke of shop.example.co.ke; None where there is none."""
    return _extractor()(host).top_domain_under_public_suffix or None


def find_own_label(host: str) -> str:
    """The label of a host in ASCII that its holder chose: `mazuko` of shop.mazuko.co.ke and of mazuko.github.io, or the whole host.

    Domains under which anybody gets a host of one's own count as suffixes here.
    """
    return str(_extractor(hosts_of_anybody=True)(host).domain) or host


@cache
def load_suffix_rules() -> frozenset[str]:
    """The rules of the public suffix list in ASCII as it writes them: `co.ke`, `*.er`, `!city.kobe.jp`; declared suffixes among them.

    Domains under which anybody gets a host of one's own (`myshopify.com`) count as suffixes here.
    """
    return frozenset(_to_ascii(rule) for rule in _extractor(hosts_of_anybody=True).tlds)


def _to_ascii(rule: str) -> str:
    return rule if rule.isascii() else ".".join(label.encode("idna").decode("ascii") for label in rule.split("."))


@cache
def _extractor(*, hosts_of_anybody: bool = False) -> Any:
    import tldextract

    declared = [suffix for suffixes in load_declared_suffixes().values() for suffix in suffixes]
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, extra_suffixes=declared, include_psl_private_domains=hosts_of_anybody)
