"""Another office's figures into the store: in tables of their own, once."""

from pathlib import Path

from aggregate.imports.packages import Package, open_package
from catalogue.errors import PackageError
from catalogue.messages import say
from store.frame import find_newest_wave
from store.import_tables import FIGURES
from store.imports import ImportedRelease, find_import, write_import
from store.opening import Store


def import_package(store: Store, path: Path, now: str) -> tuple[ImportedRelease, int, bool]:
    """The release that the package brought, the number of its figures, and whether they are new here; `now` is ISO 8601 in UTC.

    Raises:
        PackageError: the package cannot be taken, is still under embargo, or holds figures of a country whose register is in this store.
    """
    package = open_package(path)
    _check_taker(store, package, path, now)
    release = describe_import(package, now)
    found = find_import(store, release)
    if found is None:
        table = package.figures[list(FIGURES)].astype(object)
        rows = table.where(table.notna(), None)
        write_import(store, release, rows.itertuples(index=False, name=None))
    return found or release, len(package.figures), found is None


def describe_import(package: Package, now: str) -> ImportedRelease:
    """What is kept of a package beside its figures."""
    told = package.described
    known = (told.country, told.wave, told.vintage, told.release, told.figures_digest.removeprefix("sha256:"), package.digest, told.made_at)
    words = (told.reason, told.office, told.licence, told.scope, told.register_date, told.unit_type, told.activity_classification)
    return ImportedRelease(*known, *words, told.employment_outside, told.program, package.methods, now)


def _check_taker(store: Store, package: Package, path: Path, now: str) -> None:
    told = package.described
    if find_newest_wave(store, told.country) is not None:
        raise PackageError(
            say(
                "{file} holds figures of {country}, whose register is in this store: your own figures are made with `ecomstat aggregate`,"
                " and only other countries' are imported.",
                file=path,
                country=told.country,
            )
        )
    check_embargo(package, path, now)


def check_embargo(package: Package, path: Path, now: str) -> None:
    """Raises PackageError while nobody may use the figures; `now` is ISO 8601 in UTC."""
    told = package.described
    if told.embargo_until > now:
        raise PackageError(say("{file} is under embargo until {until}: import it then.", file=path, until=told.embargo_until))
