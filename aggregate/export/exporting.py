"""From the store to files, one module a format."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from aggregate.comparison.published import PublishedTable
from aggregate.export.manifest import write_manifest
from aggregate.export.writing import make_folder
from aggregate.publication.beside import add_official, read_official
from aggregate.publication.choosing import LATEST
from aggregate.publication.facts import Facts
from aggregate.publication.freezing import read_vintage
from aggregate.publication.records import Publication
from catalogue.errors import EstimateError
from catalogue.messages import ENGLISH, current_language, say, use_language
from store.opening import Store

UNDER_EMBARGO = "-under-embargo"
"""What the names of files say before the embargo ends."""
Writer = Callable[[Publication, Path, str], Iterator[Path]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the module whose `write_files(publication, directory, stem)` writes it, and whether its words are in one language.

    `needs_period`: only waves that are a time period, or begin with a year, have it.
    """

    module: str
    has_words: bool = True
    needs_period: bool = False

    def load_writer(self) -> Writer:
        """The module's function, imported only when it is needed."""
        writer: Writer = import_module(self.module).write_files
        return writer


FORMATS: Mapping[str, Format] = {
    "csv": Format("aggregate.export.csv_file"),
    "xlsx": Format("aggregate.export.excel.workbook"),
    "sdmx": Format("aggregate.export.sdmx", has_words=False, needs_period=True),
    "jsonstat": Format("aggregate.export.json_stat.collection"),
    "questionnaire": Format("aggregate.export.questionnaire.workbook"),
    "html": Format("aggregate.export.report.rendering"),
    "package": Format("aggregate.export.package.writing"),
}


def export(
    store: Store,
    country: str,
    wave: str,
    directory: Path,
    formats: Sequence[str],
    *,
    facts: Facts | None = None,
    languages: Sequence[str] = (),
    vintage: str = LATEST,
    under_embargo: bool = False,
    official: Sequence[Path] = (),
) -> list[Path]:
    """Writes a vintage of a wave's safe estimates into a folder and gives the files' paths. The same store gives the same bytes.

    Beside them it writes the MANIFEST of exactly these files. Formats with words are written once in each language (that of now if none is
    named), others once. `vintage` and `under_embargo` as for `read_vintage`; `facts` are those of a draft, a release has its own.
    `official` are files of official figures, set beside those of a draft; a release has those that it was released with, for good.

    Raises:
        EstimateError: unknown format, no such vintage, one under embargo, no estimates, official figures that cannot be used, or a file
            that cannot be written.
    """
    if unknown := [name for name in formats if name not in FORMATS]:
        raise EstimateError(
            say("The format {format} is not known: choose from {known}.", format=", ".join(unknown) or "", known=", ".join(FORMATS))
        )
    before, paths = current_language(), list[Path]()
    given = read_official(official, country, wave)
    try:
        for place, language in enumerate(languages or (before,)):
            use_language(language)
            found = read_vintage(store, country, wave, vintage, facts=facts, under_embargo=under_embargo)
            _check_official(found, given)
            publication = replace(add_official(found, given), folder=store.path.parent)
            make_folder(Path(directory))
            stem = name_stem(country, wave, language) + (UNDER_EMBARGO if publication.embargo else "")
            wanted = [FORMATS[name] for name in dict.fromkeys(formats) if FORMATS[name].has_words or not place]
            paths += [path for chosen in wanted for path in chosen.load_writer()(publication, Path(directory), stem)]
    finally:
        use_language(before)
    write_manifest(Path(directory), paths)
    return paths


def _check_official(found: Publication, given: Sequence[PublishedTable]) -> None:
    """A release gives the same files always, so that nothing comes beside its figures later."""
    if found.release is not None and not set(given) <= set(found.official):
        raise EstimateError(
            say(
                "Release {number} never changes, so that no official figures can be set beside it now: they are given to `ecomstat release"
                " {country}` with --official, or to an export of the draft (--vintage draft).",
                number=found.release.number,
                country=found.country,
            )
        )


def name_stem(country: str, wave: str, language: str = ENGLISH) -> str:
    """What the names of a wave's files begin with; those in another language than English say which."""
    return re.sub(r"[^\w.-]", "_", f"ecomstat-{country}-{wave}" + ("" if language == ENGLISH else f"-{language}"))
