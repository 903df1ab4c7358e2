"""What commands share: the options --db and --wave, the country, and the first line that says which wave this is."""

import functools
import math
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from catalogue.errors import StoreError
from catalogue.memory import DEFAULT, read_memory
from catalogue.messages import say
from cli.memory import find_memory
from cli.progress import ScreenProgress
from cli.sharing import READING, warn_of_share
from store.frame import count_enterprises, find_newest_wave
from store.opening import Store, open_store

DEFAULT_DB = "ecomstat.db"


@dataclass
class Session:
    """One command's surroundings: where the store is, which wave was asked for, and bytes of memory that may be taken."""

    db: Path
    asked_wave: str | None
    progress: ScreenProgress
    memory: int = read_memory(DEFAULT)

    def open(self, *, create: bool = False) -> Store:
        """The store; with `create`, made where it is not there.

        Raises:
            StoreError: it cannot be opened, or a restore of it was interrupted.
        """
        from store.backups import check_restored

        check_restored(self.db)
        return open_store(self.db, create=create)

    def wave(self, store: Store, country: str) -> str:
        """The wave asked for, else the country's newest in the store, else this year."""
        return self.asked_wave or find_newest_wave(store, country) or str(datetime.now(UTC).year)

    def begin(self, store: Store, country: str, *, needs_frame: bool = True) -> str:
        """Says which country and wave the command works on, and gives the wave.

        Raises:
            StoreError: the wave has no register yet and the command needs one.
        """
        from catalogue.profiles import load_profile

        wave = self.wave(store, country)
        click.echo(
            say("{name} ({country}), wave {wave}, store {db}", name=load_profile(country).name, country=country, wave=wave, db=self.db)
        )
        if needs_frame and not count_enterprises(store, country, wave):
            raise StoreError(
                say(
                    "The store holds no register of {country} for wave {wave}: run `ecomstat frame {country} register.csv` first.",
                    country=country,
                    wave=wave,
                )
            )
        return wave


class Country(click.ParamType[str]):
    """A country by its two letters; the profile must exist."""

    name = "country"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The country's code in capitals.

        Raises:
            ProfileError: there is no such country.
        """
        from catalogue.profiles import load_profile

        return str(load_profile(str(value)).code)


class WholeNumber(click.IntRange):
    """A whole number, and called so where somebody types another thing."""

    name = "whole number"


class Number(click.FloatRange):
    """A number, with or without a decimal point; neither infinite nor `nan`, which no range keeps out."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number.

        Raises:
            UsageError: it is none, or out of the range.
        """
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(say("{value} is not a valid number.", value=repr(value)), param, ctx)
        return number


def with_session(function: Callable[..., Any]) -> Callable[..., Any]:
    """Gives the command a session, and the options --db and --wave after its name as well as before."""

    @click.option("--db", type=click.Path(path_type=Path), help=say("The store's file (otherwise ECOMSTAT_DB, else ecomstat.db)."))
    @click.option("--wave", help=say("The round of collection (otherwise the newest in the store, else this year)."))
    @click.pass_context
    @functools.wraps(function)
    def wrapped(ctx: click.Context, /, db: Path | None, wave: str | None, **options: Any) -> Any:
        before = ctx.find_root().obj or {}
        path = db or before.get("db") or Path(os.environ.get("ECOMSTAT_DB") or DEFAULT_DB)
        with ScreenProgress() as progress:
            if ctx.info_name not in READING:
                warn_of_share(path)
            asked = _check_wave(wave if wave is not None else before.get("wave"))
            return function(session=Session(path, asked, progress, find_memory(ctx)), **options)

    return wrapped


def country_argument(function: Callable[..., Any]) -> Callable[..., Any]:
    """The argument COUNTRY."""
    return click.argument("country", type=Country())(function)


def _check_wave(wave: str | None) -> str | None:
    """A wave's name is short and plain, since it becomes part of file names."""
    if wave is not None and (not wave or len(wave) > 20 or not all(c.isalnum() or c in "-_." for c in wave) or wave.startswith(".")):
        raise StoreError(say("{wave} is no name for a wave: use letters, digits and hyphens, such as 2026 or 2026-Q4.", wave=repr(wave)))
    return wave
