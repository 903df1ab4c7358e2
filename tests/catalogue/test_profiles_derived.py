import json

from catalogue.deriving import DERIVED, derive_countries


def test_the_derived_file_is_what_the_installed_libraries_say() -> None:
    """After an upgrade of a library: run `python -m catalogue.deriving` and read what changed."""
    assert json.loads(DERIVED.read_text(encoding="utf-8")) == derive_countries()
