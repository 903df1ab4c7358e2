"""Which column of a register is which of ours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from catalogue.errors import FrameError
from catalogue.messages import say
from catalogue.profiles import CountryProfile
from catalogue.register_columns import fold_column_name
from catalogue.tables import load_table

REQUIRED = ("enterprise_id", "name")
SHOWN = 30
CLOSE = 55


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """`ours` maps our columns to the register's; `others` are its further columns, kept as extra; `doubtful` were passed over."""

    ours: Mapping[str, str]
    others: tuple[str, ...]
    doubtful: Mapping[str, tuple[str, ...]]


def known_names(profile: CountryProfile) -> dict[str, tuple[str, ...]]:
    """{our column: folded names of it}, the profile's and those that only a register's reading needs; our own names among them."""
    added = load_table(Path(__file__).with_name("columns.toml"))
    names = {**profile.register_columns, **{column: tuple(map(fold_column_name, words)) for column, words in added.items()}}
    return {column: (fold_column_name(column), *words) for column, words in names.items()}


def map_columns(
    columns: Sequence[str], labels: Sequence[str], names: Mapping[str, tuple[str, ...]], chosen: Mapping[str, str] | None
) -> ColumnMap:
    """Our columns in the register: first those that the user chose, then by name, then by the variable's label.

    Raises:
        FrameError: a chosen column is not in the file or not one of ours, or the id or the name cannot be found.
    """
    ours = _check_chosen(columns, names, chosen or {})
    folded = {fold_column_name(column): column for column in reversed(columns)}
    by_label = {fold_column_name(label): column for column, label in zip(columns, labels, strict=False) if label}
    doubtful: dict[str, tuple[str, ...]] = {}
    for ours_name, words in names.items():
        if ours_name in ours:
            continue
        found = [c for c in dict.fromkeys((folded.get(w) or by_label.get(w)) for w in words) if c and c not in ours.values()]
        if found:
            ours[ours_name] = found[0]
        if len(found) > 1:
            doubtful[ours_name] = tuple(found)
    _require(ours, columns)
    return ColumnMap(ours, tuple(c for c in columns if c not in ours.values()), {k: v for k, v in doubtful.items() if k in ours})


def _check_chosen(columns: Sequence[str], names: Mapping[str, tuple[str, ...]], chosen: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for ours, theirs in chosen.items():
        if ours not in names:
            raise FrameError(
                say(
                    "There is no column {name} in ecomstat. {hint}Ours are: {all}.",
                    name=ours,
                    hint=_hint(ours, list(names)),
                    all=", ".join(names),
                )
            )
        match = next((c for c in columns if c == theirs), None) or next(
            (c for c in columns if fold_column_name(c) == fold_column_name(theirs)), None
        )
        if match is None:
            raise FrameError(
                say(
                    "The file has no column {name}. {hint}It has: {all}.",
                    name=theirs,
                    hint=_hint(theirs, list(columns)),
                    all=_list(columns),
                )
            )
        _refuse_second_use(found, ours, match)
        found[ours] = match
    return found


def _refuse_second_use(found: Mapping[str, str], ours: str, column: str) -> None:
    for earlier, taken in found.items():
        if taken == column:
            raise FrameError(
                say("--columns gives the column {column} to both {first} and {second}: each needs one of its own.",
                    column=column, first=earlier, second=ours)
            )  # fmt: skip


def _require(ours: Mapping[str, str], columns: Sequence[str]) -> None:
    missing = [name for name in REQUIRED if name not in ours]
    if not missing:
        return
    what = {"enterprise_id": say("the column of the enterprise's id"), "name": say("the column of the enterprise's name")}
    first = say(
        "{what} was not recognised: say which it is with --columns {name}=COLUMN. The file has: {all}.",
        what=what[missing[0]],
        name=missing[0],
        all=_list(columns),
    )
    raise FrameError(first[:1].upper() + first[1:])


def _hint(word: str, known: list[str]) -> str:
    close = process.extractOne(word, known, scorer=fuzz.WRatio, processor=fold_column_name, score_cutoff=CLOSE)
    return say("Did you mean {word}? ", word=close[0]) if close else ""


def _list(columns: Sequence[str]) -> str:
    more = [say("and {count} more", count=len(columns) - SHOWN)] if len(columns) > SHOWN else []
    return ", ".join([*columns[:SHOWN], *more])
