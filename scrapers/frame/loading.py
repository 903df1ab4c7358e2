"""A register file into the store: read twice, cleaned piece by piece, every doubt told."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from catalogue.additions import using_additions
from catalogue.errors import FrameError
from catalogue.messages import say
from catalogue.profiles import load_profile
from catalogue.progress import Progress, Quiet
from scrapers.frame.cleaning import clean_chunk
from scrapers.frame.conclusion import make_register, make_report, say_nothing_loaded
from scrapers.frame.findings import FindingList, find_cells
from scrapers.frame.identity import IdRegister
from scrapers.frame.ledger import Loading
from scrapers.frame.opening import open_register
from scrapers.frame.report import FrameReport
from scrapers.frame.rollup import roll_up
from scrapers.frame.settling import settle_rules
from scrapers.frame.survey import read_chunks, survey_register
from scrapers.frame.units import make_enterprises, make_websites
from store.additions import additions_folder
from store.frame import write_enterprises, write_register
from store.opening import Store
from store.websites import add_websites

UNIT_TYPES = ("enterprise", "establishment", "group")


def load_register(
    store: Store,
    path: Path,
    *,
    country: str,
    wave: str,
    columns: Mapping[str, str] | None = None,
    classification: str | None = None,
    reference_date: str | None = None,
    scope: str | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    unit_type: str | None = None,
    progress: Progress | None = None,
) -> FrameReport:
    """Loads a register extract (CSV, Excel, Stata, SPSS) into the wave's frame and lists what could not be used.

    `columns` maps our columns to the file's and comes before what the country's profile recognises. `classification` is a key or name of
    a classification, or the NAME of a file activities-NAME.csv beside the store. Loading again updates units and never doubles them; units
    that the new file lacks stay and are counted as gone. Rows without an id, with an id that was there before, with an unexplained letter
    as activity or without a usable weight are rejected; any other faulty cell is left out and its row kept.

    Raises:
        FrameError: the file as a whole cannot be used; one sentence says why and what to do.
        ProfileError: the country, the classification or its file is unknown or faulty.
    """
    progress = progress or Quiet()
    profile, path = load_profile(country), Path(path)
    stated_date = _check_arguments(reference_date, unit_type)
    progress.start(say("Reading {file}", file=path.name or path), None)
    with using_additions(additions_folder(store.path)), TemporaryDirectory(prefix="ecomstat-") as scratch:
        opened = open_register(path, profile, columns, Path(scratch), sheet=sheet, encoding=encoding, delimiter=delimiter)
        loading = Loading(store, country, wave, opened, survey_register(opened.table, opened.columns))
        settle_rules(loading, classification, stated_date, profile.tax_ids, unit_type)
        name = f"{path.stem}-rejected.csv"
        with FindingList(path.with_name(name), store.path.parent / name) as findings:
            _load_rows(loading, findings, progress)
    report = make_report(loading, findings)
    write_register(store, make_register(report, loading, scope))
    return report


def _check_arguments(reference_date: str | None, unit_type: str | None) -> str | None:
    if unit_type is not None and unit_type not in UNIT_TYPES:
        raise FrameError(say("{unit} is no type of unit: it is one of {all}.", unit=unit_type, all=", ".join(UNIT_TYPES)))
    if reference_date is None:
        return None
    try:
        return date.fromisoformat(reference_date).isoformat()
    except ValueError as error:
        raise FrameError(say("{date} is not a date: write it as year-month-day, such as 2026-01-31.", date=reference_date)) from error


def _load_rows(loading: Loading, findings: FindingList, progress: Progress) -> None:
    progress.start(say("Loading {file}", file=loading.opened.path.name), loading.survey.rows)
    pieces = _clean_pieces(loading, findings, progress)
    if "parent_id" in loading.rules.shown:
        whole = list(pieces)
        merged, rolled = roll_up(pd.concat(whole, ignore_index=True)) if whole else (pd.DataFrame(), 0)
        if rolled:
            loading.warnings.append(say("{count} establishments were added up to their enterprises.", count=rolled))
        pieces = iter([merged] if len(merged) else [])
    for piece in pieces:
        _store_piece(loading, piece)
    if not loading.seen:
        raise FrameError(say_nothing_loaded(loading, findings))


def _clean_pieces(loading: Loading, findings: FindingList, progress: Progress) -> Iterator[pd.DataFrame]:
    ids = IdRegister(loading.rules.strips_floats, loading.rules.shown["enterprise_id"])
    for piece in read_chunks(loading.opened.table, loading.opened.columns):
        surplus = say("more cells than columns: a text with the delimiter in it needs quotation marks")
        findings.add(find_cells(piece, piece["surplus"] != "", "surplus", surplus, is_loaded=False))
        findings.add(ids.take(piece))
        findings.add(clean_chunk(piece, loading.rules))
        loading.light_weights += int((piece["frame_weight"] < 1).sum())
        progress.advance(len(piece))
        good = piece[~piece["row"].isin(findings.rejected)]
        if len(good):
            yield good.drop(columns="surplus")


def _store_piece(loading: Loading, piece: pd.DataFrame) -> None:
    where = {"country": loading.country, "wave": loading.wave}
    classification = loading.rules.activities.classification
    write_enterprises(loading.store, make_enterprises(piece, **where, classification=classification))
    websites = make_websites(piece, **where)
    add_websites(loading.store, websites)
    loading.sites.update(website.site for website in websites)
    loading.seen.update(piece["enterprise_id"])
    loading.unit_types.update(piece["unit_type"].value_counts().to_dict())
    if "region" in piece:
        loading.regions.update(piece.loc[piece["region"] != "", "region"].value_counts().to_dict())
