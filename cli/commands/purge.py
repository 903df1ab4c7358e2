"""`ecomstat purge`: archived pages and personal data of waves whose retention has ended."""

import re
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from catalogue.errors import StoreError
from catalogue.messages import say, say_text
from catalogue.retention import load_retention
from cli.session import Session, country_argument, with_session
from store.crawl import end_broken_runs
from store.opening import Store
from store.purging.removals import compact
from store.purging.waves import list_wave_ages
from store.runs import recording

if TYPE_CHECKING:
    from scrapers.purging.waves import WavePlan

DAYS = {"d": 1, "m": 30.4375, "y": 365.25}


class Age(click.ParamType[timedelta]):
    """A time such as 90d, 18m or 2y."""

    name = "age"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """The time. Raises UsageError for anything else."""
        found = re.fullmatch(r"(\d{1,4})([dmy])", str(value).strip().lower())
        if found is None:
            self.fail(say("{value} is no age: write days, months or years, such as 90d, 18m or 2y.", value=repr(value)), param, ctx)
        return timedelta(days=int(found[1]) * DAYS[found[2]])


@click.command(
    help=say(
        "Delete archived pages and personal data of waves whose retention has ended. Estimates, releases, labels and decisions stay;"
        " evidence quotes stay unless --quotes. Begin with --dry-run, which says what would go."
    )
)
@country_argument
@click.option("--older-than", type=Age(), metavar="AGE", help=say("Waves for which nothing was read for so long, such as 90d, 18m or 2y."))
@click.option("--quotes", is_flag=True, help=say("Evidence quotes and page addresses go too."))
@click.option("--register", is_flag=True, help=say("Names, addresses and contacts of the register go too; its other columns stay."))
@click.option("--elsewhere", is_flag=True, help=say("Archives of ours in other folders go too: make sure that no other store uses them."))
@click.option("--dry-run", is_flag=True, help=say("Only say what would go."))
@click.option("--yes", is_flag=True, help=say("Do not ask before deleting."))
@with_session
def command(
    session: Session, country: str, older_than: timedelta | None, quotes: bool, register: bool, elsewhere: bool, dry_run: bool, yes: bool
) -> None:
    """Purges the waves asked for, one after the other."""
    from scrapers.purging.waves import plan_wave

    also = [name for name, is_wanted in (("quotes", quotes), ("register", register)) if is_wanted]
    with session.open() as store:
        waves = _choose_waves(session, store, country, older_than)
        plans = [plan_wave(store, country, wave, elsewhere=elsewhere) for wave in waves]
        for plan in plans:
            _print_plan(plan, also)
        if dry_run or not plans:
            click.echo(say("Nothing was deleted.") if plans else say("No wave of {country} is that old.", country=country))
            return
        if not yes and not _ask():
            click.echo(say("Nothing was deleted."))
            return
        for plan in plans:
            _carry_out(store, plan, also)
        if not compact(store):
            click.echo(say("Note: the store's file could not be made smaller: free some disk, stop what else uses it, and purge again."))
    click.echo(say("Purged {waves}. Backups, bundles and copies made before still hold it: delete those too.", waves=", ".join(waves)))


def _ask() -> bool:
    """Whether whoever sits at the terminal wants it. Raises UsageError where nobody does."""
    if not sys.stdin.isatty():
        raise click.UsageError(say("Nobody can be asked here: add --yes to delete this for good, or --dry-run to see what would go."))
    return click.confirm(say("Delete this for good?"))


def _choose_waves(session: Session, store: Store, country: str, older_than: timedelta | None) -> list[str]:
    """The waves asked for; never one that was not asked for by name or age."""
    if (session.asked_wave is None) == (older_than is None):
        raise click.UsageError(say("Say which waves: either --wave WAVE or --older-than AGE."))
    known = list_wave_ages(store, country)
    if older_than is not None:
        before = (datetime.now(UTC) - older_than).strftime("%Y-%m-%dT%H:%M:%SZ")
        return [age.wave for age in known if age.last_read_at and age.last_read_at < before]
    if session.asked_wave not in {age.wave for age in known}:
        names = ", ".join(age.wave for age in known) or "–"
        raise StoreError(
            say("The store has no wave {wave} of {country}. It has {known}.", wave=session.asked_wave, country=country, known=names)
        )
    return [session.asked_wave or ""]


def _print_plan(plan: "WavePlan", also: list[str]) -> None:
    """What goes and what stays of a wave."""
    click.echo(say("{country}, wave {wave}:", country=plan.country, wave=plan.wave))
    goes = {"purge", *also}
    for kind in load_retention().values():
        told = f" ({plan.counts[kind.key]})" if kind.key in plan.counts else ""
        line = say("goes: {kind}", kind=say_text(kind.name)) if kind.goes in goes else say("stays: {kind}", kind=say_text(kind.name))
        click.echo(f"  {line}{told}")
    for file in plan.archives.ours:
        click.echo("  " + say("archive to be deleted: {file}", file=file))
    for file in plan.archives.left:
        click.echo(
            "  " + say("archive that stays, of others or needed elsewhere (delete it yourself, or see --elsewhere): {file}", file=file)
        )


def _carry_out(store: Store, plan: "WavePlan", also: list[str]) -> None:
    from scrapers.purging.waves import carry_out

    end_broken_runs(store, plan.country, "purge")
    arguments = {"country": plan.country, "wave": plan.wave, "also": also, "archives": plan.archives.ours, "left": plan.archives.left}
    with recording(store, "purge", arguments, plan.country, plan.wave) as counts:
        goes = {kind.key for kind in load_retention().values() if kind.goes in {"purge", *also}}
        counts.update({key: count for key, count in plan.counts.items() if key in goes}, files=len(plan.archives.ours), bytes=plan.bytes)
        print_stuck(carry_out(store, plan, also))


def print_stuck(files: list[str]) -> None:
    """Says which files could not be removed."""
    for file in files:
        click.echo(say("Note: {file} could not be removed, as something has it open: the next purge removes it.", file=file))
