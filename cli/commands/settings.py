"""`ecomstat settings`: what the office tells of itself and its figures."""

import click

from catalogue.messages import say, say_text
from catalogue.numbers import write_stated_share
from catalogue.settings import Setting, load_settings
from cli.printing import print_wrapped
from cli.session import Country, Session, with_session
from store.settings import name_setting, read_settings, write_setting

SEEN = ("office", "contact")
"""What websites that are visited see, whatever country they are of."""


@click.command(
    help=say(
        "Show what the office has told of itself and its figures, or tell it: `settings KEY VALUE`, such as `settings contact https://…` or"
        ' `settings office "Name of the office"`. Files and quality reports repeat it.'
    )
)
@click.argument("setting", required=False, metavar="[KEY]")
@click.argument("value", required=False)
@click.option("--country", type=Country(), help=say("Only for this country; with --wave, only for this wave of it."))
@with_session
def command(session: Session, setting: str | None, value: str | None, country: str | None) -> None:
    """Shows or keeps settings."""
    known = load_settings()
    if setting is not None and setting not in known:
        raise click.UsageError(say("There is no setting {name}. Known are {known}.", name=setting, known=", ".join(known)))
    if setting and value is not None:
        _keep(session, known[setting], value, country)
        return
    with session.open() as store:
        kept = read_settings(store)
    click.echo(say("Settings in the store {db}", db=session.db))
    for found in known.values():
        if setting in (None, found.name):
            _show(found, kept)


def _keep(session: Session, setting: Setting, value: str, country: str | None) -> None:
    if session.asked_wave and not country:
        raise click.UsageError(say("--wave goes with --country here: a setting is for all, for a country, or for one of its waves."))
    if country and setting.name in SEEN:
        raise click.UsageError(say("Websites of all countries see {setting}: leave out --country.", setting=setting.name))
    kept = setting.read(value)
    with session.open(create=True) as store:
        write_setting(store, name_setting(setting.key, country, session.asked_wave), kept)
    place = " ".join(part for part in (setting.name, country, session.asked_wave if country else None) if part)
    click.echo(say("Kept in {db}: {setting} is {value}.", db=session.db, setting=place, value=value.strip()))


def _show(setting: Setting, kept: dict[str, str]) -> None:
    """The setting's values, for all and for single countries and waves; what it is for where it has none."""
    values = {name: value for name, value in kept.items() if name.split("/")[0] == setting.key}
    for name, value in values.items():
        click.echo(
            " ".join([setting.name, *name.split("/")[1:]]) + f": {write_stated_share(float(value)) if setting.kind == 'share' else value}"
        )
    if not values:
        print_wrapped(f"{setting.name}: {say('(not set)')} {say_text(setting.meaning)}", hanging=2)
