"""`ecomstat settings`: the office's name and contact page."""

from urllib.parse import urlsplit

import click

from catalogue.errors import StoreError
from catalogue.messages import say
from cli.session import Session, with_session
from store.settings import read_settings, write_setting

SETTINGS = {
    "contact": "contact_url",
    "office": "contact_name",
}


@click.command(help=say('Show the settings, or set one: `settings contact https://…` or `settings office "Name of the office"`.'))
@click.argument("setting", required=False, type=click.Choice(sorted(SETTINGS)))
@click.argument("value", required=False)
@with_session
def command(session: Session, setting: str | None, value: str | None) -> None:
    """Shows or keeps settings."""
    if setting and value is not None:
        value = _check(setting, value.strip())
        with session.open(create=True) as store:
            write_setting(store, SETTINGS[setting], value)
        click.echo(say("Kept in {db}: {setting} is {value}.", db=session.db, setting=setting, value=value))
        return
    with session.open() as store:
        kept = read_settings(store)
    click.echo(say("Settings in the store {db}", db=session.db))
    for name, key in SETTINGS.items():
        if setting in (None, name):
            click.echo(f"{name}: {kept.get(key, say('(not set)'))}")


def _check(setting: str, value: str) -> str:
    """The value, if it can be shown to the websites that a crawl visits."""
    if not value.isprintable() or not value or len(value) > 200:
        raise StoreError(say("The {setting} must be one line of at most 200 characters.", setting=setting))
    if setting == "contact":
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or "." not in (parts.hostname or ""):
            raise StoreError(say("The contact page must be a web address that starts with https:// , not {value}.", value=value))
    return value
