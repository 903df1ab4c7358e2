"""README.md of a package: what it is and what the files are, for people."""

from collections.abc import Iterable

from aggregate.export.notes import write_notes
from aggregate.export.package.descriptor import find_licence, name_package
from aggregate.packages.contents import CRATE, DESCRIPTOR, FIGURES, METHODS, README
from aggregate.publication.citing import tell_population
from aggregate.publication.records import Publication
from aggregate.publication.vintages import tell_vintage
from catalogue.messages import say


def write_readme(publication: Publication, names: Iterable[str]) -> str:
    """The text in the language of now (Markdown)."""
    known = {
        FIGURES: say("all figures in codes, for programs; `ecomstat import` reads it"),
        METHODS: say("definitions, methods and versions"),
        README: say("this page"),
        DESCRIPTOR: say("what each file is, as a Frictionless Data Package"),
        CRATE: say("the same as an RO-Crate, with what made the figures"),
        "MANIFEST": say("the SHA-256 of each file: `sha256sum -c MANIFEST`"),
    }
    licence = find_licence(publication)
    named = (licence.get("title") or licence["name"]) if licence else say("not stated: ask the office before you pass the figures on")
    listed = [f"- `{name}`" + (f": {known[name]}" if name in known else "") for name in sorted({*names, *known})]
    sections = [
        f"# {name_package(publication)}",
        tell_vintage(publication),
        tell_population(publication),
        say("Published by: {office}. Licence: {licence}.", office=publication.facts.office.name or say("not stated"), licence=named),
        "## " + say("Files"),
        "\n".join(listed),
        "## " + say("In another office"),
        say(
            "`ecomstat import {file}` checks this package and keeps its figures beside one's own; `ecomstat compare` then sets countries"
            " side by side.",
            file="PACKAGE.zip",
        ),
        say("The hashes show that nothing was changed on the way. Who sent it they do not show: take it from the office's own page."),
        "## " + say("Notes"),
        "\n".join(f"- **{heading}**: {text}" for heading, text in write_notes(publication)),
    ]
    return "\n\n".join(sections) + "\n"
