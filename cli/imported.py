"""What other offices' packages brought, for `status` and `import --list`."""

import click

from catalogue.messages import say
from cli.printing import print_table
from store.imports import ImportedRelease, count_imported, read_imports
from store.opening import Store


def name_import(release: ImportedRelease) -> str:
    """Country, wave, vintage and office of an import."""
    from aggregate.publication.vintages import name_vintage

    office = release.office or say("office not named")
    return f"{release.country} {release.wave} ({name_vintage(release.vintage)}, {office})"


def print_imports(store: Store) -> bool:
    """A line for each release that was imported, and whether there is any; nothing where there is none."""
    imports = read_imports(store)
    if not imports:
        return False
    click.echo(say("\nImported from other offices"))
    counts = count_imported(store)
    header = [say("import"), say("country"), say("wave"), say("vintage"), say("release"), say("office"), say("made"), say("imported")]
    rows = [
        (
            *(r.import_number, r.country, r.wave, r.vintage, r.number or None, r.office or None, r.made_at, r.imported_at),
            counts.get(r.import_number, 0),
        )
        for r in imports
    ]
    print_table([*header, say("figures")], rows, indent="  ")
    return True
