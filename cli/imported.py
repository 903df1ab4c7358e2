"""What other offices' packages brought, for `status`."""

import click

from catalogue.messages import say
from cli.printing import print_table
from store.imports import count_imported, read_imports
from store.opening import Store


def print_imports(store: Store) -> None:
    """A line for each release that was imported; nothing where there is none."""
    imports = read_imports(store)
    if not imports:
        return
    click.echo(say("\nImported from other offices"))
    counts = count_imported(store)
    header = [say("country"), say("wave"), say("vintage"), say("release"), say("office"), say("made"), say("imported"), say("figures")]
    rows = [
        (r.country, r.wave, r.vintage, r.number or None, r.office or None, r.made_at, r.imported_at, counts.get(r.import_number, 0))
        for r in imports
    ]
    print_table(header, rows, indent="  ")
