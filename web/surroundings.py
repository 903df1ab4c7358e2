"""What every page needs: the store, the accounts, the tables and the templates of this application."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.requests import HTTPConnection

from web.contents import RememberedContents
from web.measurements import Measurements
from web.people.setting_up import FirstAccount
from web.practice.practising import Practising
from web.register import RegisterTables
from web.stores import AccountFiles, Stores
from web.tables import SafeTables

if TYPE_CHECKING:
    from web.hand_back import HandBack


@dataclass(frozen=True, slots=True)
class Surroundings:
    """One application's own; `stores.using()` and `accounts.using()` give connections to a plain function."""

    store_path: Path
    stores: Stores
    accounts: AccountFiles
    tables: SafeTables
    register: RegisterTables
    contents: RememberedContents
    measurements: Measurements
    first_account: FirstAccount
    practising: Practising
    hand_back: "HandBack | None" = None
    """Where the store is a bundle's: the way its answers go back to the office."""


def surround(store_path: Path, hand_back: "HandBack | None" = None) -> Surroundings:
    """The surroundings of an application on the store in this file; nothing is opened yet."""
    stores, accounts = Stores(store_path), AccountFiles(store_path)
    tables, register = SafeTables(store_path), RegisterTables(store_path)
    contents, measurements = RememberedContents(stores), Measurements(stores)
    return Surroundings(store_path, stores, accounts, tables, register, contents, measurements, FirstAccount(), Practising(), hand_back)


def surroundings_of(request: HTTPConnection) -> Surroundings:
    """The surroundings of the application that answers this request."""
    return surroundings_in(request.app)


def surroundings_in(application: Starlette) -> Surroundings:
    """The surroundings of this application."""
    found: Surroundings = application.state.surroundings
    return found
