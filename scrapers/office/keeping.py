"""The folder beside the store: written whole or not at all, in the catalogue's own formats."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from catalogue.additions import MARKETPLACES, PAYMENTS, WORDS, Additions, find_folder, folder_before, load_additions
from catalogue.errors import ProfileError
from catalogue.fingerprints import Fingerprint
from catalogue.hosts import KnownHost
from catalogue.messages import say
from catalogue.words import load_vocabularies
from scrapers.office.checking import CheckedWorkbook, accents_of
from scrapers.office.sheets import split_entry
from scrapers.office.word_rows import AddedWords
from scrapers.signals.matching import check_examples

HEAD = "# An office's own entries, written by `ecomstat words import`. They may be edited: same format as the files that ship.\n"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How many of the workbook's entries are new, changed or as they were; how many earlier ones it lacks; the additions' mark now."""

    new: int
    changed: int
    unchanged: int
    others: int
    mark: str


def keep_additions(folder: Path, checked: CheckedWorkbook, *, only_these: bool = False) -> ImportReport:
    """Adds a workbook's entries to the folder; with `only_these`, the workbook's entries are all that stays.

    Raises:
        ProfileError: the folder cannot be written, or holds what cannot be used.
    """
    before = load_additions(folder)
    old, given = _list_kept(before), _list_given(checked)
    kept = given if only_these else [{**ours, **theirs} for ours, theirs in zip(old, given, strict=True)]
    _write_folder(folder, dict(_render_files(kept, accents_of(before))))
    was, now = _render_entries(old), _render_entries(given)
    same = sum(was.get(key) == text for key, text in now.items())
    changed = sum(key in was for key in now) - same
    return ImportReport(len(now) - changed - same, changed, same, len(was.keys() - now.keys()), load_additions(folder).mark)


Entries = list[dict[Any, Any]]
"""Words, marketplaces and payment means, each by key."""


def _list_kept(additions: Additions) -> Entries:
    words = [
        AddedWords(v.language, replace(single, standing=single.standing or v.standing))
        for v in additions.vocabularies
        for entry in v.entries
        for single in split_entry(entry, v.accents)
    ]
    return [{w.key: w for w in words}, {k.key: k for k in additions.marketplaces}, {p.key: p for p in additions.payments}]


def _list_given(checked: CheckedWorkbook) -> Entries:
    return [{w.key: w for w in checked.words}, {k.key: k for k in checked.marketplaces}, {p.key: p for p in checked.payments}]


def _render_entries(entries: Entries) -> dict[tuple[int, Any], str]:
    """Each entry as its file has it, so that two can be compared."""
    renderers = (_render_words, _render_marketplace, _render_payment)
    return {(n, key): renderers[n](entry) for n, found in enumerate(entries) for key, entry in found.items()}


def _render_files(entries: Entries, accents: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(name in the folder, text) of every file that has entries."""
    words, marketplaces, payments = ([found[key] for key in sorted(found)] for found in entries)
    for language in sorted({added.language for added in words}):
        head = {"name": _name_language(language), "standing": "unverified", "accents": accents.get(language, "optional")}
        tables = [_render_table("[language]", head), *(_render_words(added) for added in words if added.language == language)]
        yield f"{WORDS}/{language}.toml", HEAD + "".join(tables)
    if marketplaces:
        yield MARKETPLACES, HEAD + "".join(map(_render_marketplace, marketplaces))
    if payments:
        yield PAYMENTS, HEAD + "".join(map(_render_payment, payments))


def _render_words(added: AddedWords) -> str:
    entry, phrase = added.entry, added.entry.phrases[0]
    only_path = phrase.places == {"url"}
    fields: dict[str, object] = {"url" if only_path else "phrases": [phrase.text], "places": [] if only_path else sorted(phrase.places)}
    told = {"example": entry.example, "near_miss": entry.near_miss, "standing": entry.standing}
    return _render_table(f"[[{entry.concept}]]", fields | told)


def _render_marketplace(known: KnownHost) -> str:
    fields = {
        "name": known.name, "hosts": list(known.hosts), "path_segments": known.path_segments, "not_profiles": sorted(known.not_profiles),
        "countries": list(known.countries), "prefixes": sorted(known.prefixes),
    }  # fmt: skip
    queries = _render_table(f"[{known.key}.queries]", dict(known.queries)) if known.queries else ""
    return _render_table(f"[{known.key}]", fields) + queries


def _render_payment(found: Fingerprint) -> str:
    fields = {
        "name": found.name, "of": found.subject, "proves": found.proves, "patterns": list(found.patterns), "example": found.example,
        "near_miss": found.near_miss, "countries": list(found.countries),
    }  # fmt: skip
    return _render_table(f"[{found.key}]", fields)


def _render_table(head: str, fields: Mapping[str, object]) -> str:
    """A table of TOML; texts, whole numbers and lists are written as JSON, which TOML reads alike. Empty lists are left out."""
    return "\n".join([head, *(f"{json.dumps(n)} = {json.dumps(v, ensure_ascii=False)}" for n, v in fields.items() if v != []), ""])


def _name_language(code: str) -> str:
    import pycountry

    shipped = next((v.name for v in load_vocabularies() if v.language == code), None)
    found = pycountry.languages.get(alpha_2=code) if len(code) == 2 else pycountry.languages.get(alpha_3=code)
    return shipped or str(getattr(found, "name", code))


def _write_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Puts a whole new folder in the place of the old one; what else the office keeps in it, such as notes, moves along."""
    new, before = folder.with_name(f"{folder.name}.{os.getpid()}.part"), folder_before(folder)
    try:
        if (old := find_folder(folder)).exists():
            shutil.copytree(old, new, ignore=shutil.ignore_patterns("*.toml"))
        for name, text in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_text(text, encoding="utf-8", newline="\n")
        new.mkdir(exist_ok=True)
        check_examples(load_additions(new))
        _take_place(new, folder, before)
    except OSError as error:
        sentence = "The office's additions cannot be written to {folder} ({reason}): close its files, or name another store with --db."
        raise ProfileError(say(sentence, folder=folder, reason=error.strerror or error)) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _take_place(new: Path, folder: Path, before: Path) -> None:
    """Two steps; `find_folder` knows what to do where the second was never made."""
    if folder.exists():
        shutil.rmtree(before, ignore_errors=True)
        folder.replace(before)
    new.replace(folder)
    shutil.rmtree(before, ignore_errors=True)
