"""Another office's package as it is read: every file is what the package's own lists say, or nothing is taken."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pandas as pd

from aggregate.imports.figures import read_figures
from aggregate.imports.zips import digest_entry, open_zip, read_entry
from aggregate.packages.contents import CRATE, DESCRIPTOR, FIGURES, FORMAT, MANIFEST, METHODS, Described, digest_file
from catalogue.errors import PackageError, ProfileError
from catalogue.messages import say
from catalogue.profiles import load_profile

MOST_DESCRIBED = 16 << 20
"""Bytes of a list or description."""


@dataclass(frozen=True, slots=True)
class Package:
    """What a package says of itself, its figures (columns of `plain_figures.FIELDS`), its methods as JSON, and the file's SHA-256."""

    described: Described
    figures: pd.DataFrame
    methods: str
    digest: str


def open_package(path: Path) -> Package:
    """The package in this file, checked: names and sizes, digests, version, then each figure.

    Raises:
        PackageError: the file is missing, no package, cut off, altered, of a newer version, or holds figures that cannot be.
    """
    if path.is_dir():
        raise PackageError(say("{file} is a folder: name the package in it, whose name ends in -package.zip.", file=path))
    if not path.is_file():
        raise PackageError(say("There is no file {file}.", file=path))
    with open_zip(path) as packed:
        described, resources = _read_descriptor(packed, path)
        _check_digests(packed, resources, path)
        if f"sha256:{digest_entry(packed, FIGURES)}" != described.figures_digest:
            raise PackageError(say_altered(path, FIGURES))
        figures = read_figures(read_entry(packed, FIGURES), path, described)
        methods = _read_json(read_entry(packed, METHODS, MOST_DESCRIBED), path, METHODS)
    return Package(described, figures, msgspec.json.encode(methods, order="sorted").decode("utf-8"), digest_file(path))


def _read_descriptor(packed: zipfile.ZipFile, path: Path) -> tuple[Described, dict[str, tuple[int, str]]]:
    """What the package says it is, and {name: (bytes, digest)} of the files that it lists."""
    content = _read_json(read_entry(packed, DESCRIPTOR, MOST_DESCRIBED), path, DESCRIPTOR)
    part = content.get("ecomstat")
    if not isinstance(part, dict):
        raise PackageError(
            say("{file} is a data package, but not one of ecomstat: import takes what `ecomstat export --format package` wrote.", file=path)
        )
    if not isinstance(part.get("format"), int) or part["format"] > FORMAT:
        raise PackageError(say("{file} was written by a newer version of ecomstat: upgrade ecomstat, then import it again.", file=path))
    try:
        described = msgspec.convert(part, Described)
        load_profile(described.country)
        if odd := [name for name, text in part.items() if isinstance(text, str) and not text.isprintable()]:
            raise PackageError(_say_malformed(path, DESCRIPTOR, odd[0]))
        return described, {found["path"]: (found["bytes"], found["hash"]) for found in content["resources"]}
    except (msgspec.ValidationError, ProfileError, KeyError, TypeError) as error:
        raise PackageError(_say_malformed(path, DESCRIPTOR, error)) from error


def _check_digests(packed: zipfile.ZipFile, resources: Mapping[str, tuple[int, str]], path: Path) -> None:
    """MANIFEST and descriptor list exactly the files that are there, with the sizes and digests that they have."""
    lines = read_entry(packed, MANIFEST, MOST_DESCRIBED).decode("utf-8").splitlines()
    listed = {name: found for found, _, name in (line.partition("  ") for line in lines)}
    there = {entry.filename: entry.file_size for entry in packed.infolist()}
    if odd := (there.keys() ^ {*listed, MANIFEST}) | (there.keys() ^ {*resources, DESCRIPTOR, CRATE, MANIFEST}):
        raise PackageError(say_altered(path, ascii(min(odd, key=str))))
    for name, expected in listed.items():
        found = digest_entry(packed, name)
        if found != expected or (name in resources and resources[name] != (there[name], f"sha256:{found}")):
            raise PackageError(say_altered(path, name))


def _read_json(content: bytes, path: Path, name: str) -> dict[str, Any]:
    try:
        return msgspec.json.decode(content, type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError) as error:
        raise PackageError(_say_malformed(path, name, error)) from error


def say_altered(path: Path, name: str) -> str:
    """That a file of the package is not what its lists say."""
    return say(
        "{file} was damaged or altered ({name} is not what the package's lists say): nothing was taken. Take it again.",
        file=path,
        name=name,
    )


def _say_malformed(path: Path, name: str, reason: object) -> str:
    return say("{file} is no package that ecomstat wrote ({name}: {reason}).", file=path, name=name, reason=reason)
