"""From the store to files, one module a format."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
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
from catalogue.progress import Progress, Quiet
from store.opening import Store

UNDER_EMBARGO = "-under-embargo"
"""What the names of files say before the embargo ends."""
Writer = Callable[[Publication, Path, str], Iterator[Path]]
Written = Mapping[str, Mapping[str, Path]]
"""{format: {end of a file's name, after the stem: the file}} of what an export has written of a publication."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name for people, the module whose `write_files(publication, directory, stem)` writes it, and whether it has words.

    What has words is written in each language. `needs_period`: only waves that are a time period, or begin with a year, have it.
    `holds_others`: its `write_files` takes a fourth argument, the files of the other formats that are written already, and comes last.
    """

    title: str
    module: str
    has_words: bool = True
    needs_period: bool = False
    holds_others: bool = False

    def load_writer(self, written: Written | None = None) -> Writer:
        """The module's function, imported only when it is needed; one that holds other formats takes these files of theirs."""
        writer: Callable[..., Iterator[Path]] = import_module(self.module).write_files
        return partial(writer, written=written or {}) if self.holds_others else writer


FORMATS: Mapping[str, Format] = {
    "csv": Format("CSV", "aggregate.export.csv_file"),
    "xlsx": Format("Excel", "aggregate.export.excel.workbook"),
    "sdmx": Format("SDMX", "aggregate.export.sdmx", has_words=False, needs_period=True),
    "jsonstat": Format("JSON-stat", "aggregate.export.json_stat.collection"),
    "questionnaire": Format("questionnaire", "aggregate.export.questionnaire.workbook"),
    "html": Format("HTML", "aggregate.export.report.rendering"),
    "package": Format("package", "aggregate.export.package.writing", holds_others=True),
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
    progress: Progress | None = None,
) -> list[Path]:
    """Writes a vintage of a wave's safe estimates into a folder and gives the files' paths. The same store gives the same bytes.

    Beside them it writes the MANIFEST of exactly these files, last. Formats with words are written once in each language (that of now if
    none is named), others once. `vintage` and `under_embargo` as for `read_vintage`; `facts` are those of a draft, a release has its own.
    `official` are files of official figures, set beside those of a draft; a release has those that it was released with, for good.

    Raises:
        EstimateError: unknown format, no such vintage, one under embargo, no estimates, official figures that cannot be used, or a file
            that cannot be written.
    """
    _check_formats(formats)
    before, paths, progress = current_language(), list[Path](), progress or Quiet()
    shared, given = dict[str, Mapping[str, Path]](), read_official(official, country, wave)
    try:
        for place, language in enumerate(languages or (before,)):
            use_language(language)
            found = read_vintage(store, country, wave, vintage, facts=facts, under_embargo=under_embargo)
            _check_official(found, given)
            publication = replace(add_official(found, given), folder=store.path.parent)
            make_folder(directory)
            stem = name_stem(country, wave, language) + (UNDER_EMBARGO if publication.embargo else "")
            written = dict(shared)
            for name, chosen in _list_wanted(formats, is_first=not place):
                progress.start(_tell_writing(chosen, language if len(languages) > 1 else "", len(publication.table), before))
                written[name] = _write(chosen, publication, directory, stem, written, progress)
                paths += written[name].values()
            shared |= {name: files for name, files in written.items() if not FORMATS[name].has_words}
    finally:
        use_language(before)
    write_manifest(directory, paths)
    return paths


def _check_formats(formats: Sequence[str]) -> None:
    if unknown := [name for name in formats if name not in FORMATS]:
        raise EstimateError(
            say("The format {format} is not known: choose from {known}.", format=", ".join(unknown) or "", known=", ".join(FORMATS))
        )


def _list_wanted(formats: Sequence[str], *, is_first: bool) -> list[tuple[str, Format]]:
    """The formats that are written in a language, each once, those that hold others last; those without words in the first only."""
    wanted = {name: FORMATS[name] for name in formats if FORMATS[name].has_words or is_first}
    return sorted(wanted.items(), key=lambda item: item[1].holds_others)


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


def _write(form: Format, publication: Publication, directory: Path, stem: str, written: Written, progress: Progress) -> dict[str, Path]:
    """The files of one format in one language, by the ends of their names."""
    files = dict[str, Path]()
    for path in form.load_writer(written)(publication, directory, stem):
        files[path.name.removeprefix(stem)] = path
        progress.advance()
    return files


def _tell_writing(form: Format, language: str, figures: int, spoken: str) -> str:
    """What is written now, in the language spoken: `Writing Excel (fr), 12000 figures`; `language` is '' where there is one only."""
    written_in = current_language()
    use_language(spoken)
    sentence = say("Writing {format}, {count} figures", format=f"{form.title} ({language})" if language else form.title, count=figures)
    use_language(written_in)
    return sentence


def name_stem(country: str, wave: str, language: str = ENGLISH) -> str:
    """What the names of a wave's files begin with; those in another language than English say which."""
    return re.sub(r"[^\w.-]", "_", f"ecomstat-{country}-{wave}" + ("" if language == ENGLISH else f"-{language}"))
