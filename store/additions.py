"""Where what belongs to a store stands: its office's own words, payment means and models, and its archives; beside it, through upgrades."""

from pathlib import Path


def additions_folder(store_path: Path) -> Path:
    """The folder of a store's additions, such as `ecomstat-words` beside `ecomstat.db`; it need not be there."""
    return store_path.with_name(f"{store_path.stem}-words")


def models_folder(store_path: Path) -> Path:
    """The folder of the models that an office trained, such as `ecomstat-models` beside `ecomstat.db`; it need not be there."""
    return store_path.with_name(f"{store_path.stem}-models")


def archive_folder(store_path: Path) -> Path:
    """Where the archives of a store's own crawls go, such as `ecomstat-archive` beside `ecomstat.db`."""
    return store_path.with_name(f"{store_path.stem}-archive")


def searches_folder(store_path: Path) -> Path:
    """Where answers of search services are kept, such as `ecomstat-search` beside `ecomstat.db`; it need not be there."""
    return store_path.with_name(f"{store_path.stem}-search")
