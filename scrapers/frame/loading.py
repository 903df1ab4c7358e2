"""A register file into the store: read twice, cleaned piece by piece, every doubt told."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from catalogue.errors import FrameError
from catalogue.messages import say
from catalogue.profiles import load_profile
from catalogue.progress import Progress, Quiet
from catalogue.tax_ids import TaxId
from scrapers.frame.activity_codes import ActivityCodes, read_activity_codes
from scrapers.frame.cleaning import Rules, clean_chunk
from scrapers.frame.findings import FindingList, find_cells
from scrapers.frame.identity import IdRegister, warn_of_ids
from scrapers.frame.numbers import find_number_style
from scrapers.frame.opening import OpenedRegister, open_register
from scrapers.frame.reference_dates import settle_reference_date
from scrapers.frame.regions import settle_regions
from scrapers.frame.report import FrameReport
from scrapers.frame.rollup import roll_up
from scrapers.frame.survey import Survey, read_chunks, survey_register
from scrapers.frame.units import make_enterprises, make_websites
from store.frame import read_frame_columns, write_enterprises, write_register
from store.opening import Store
from store.records import Register
from store.websites import add_websites

UNIT_TYPES = ("enterprise", "establishment", "group")


@dataclass(slots=True)
class Loading:
    """What one loading knows while it runs."""

    store: Store
    country: str
    wave: str
    opened: OpenedRegister
    survey: Survey
    rules: Rules
    known_before: set[str]
    seen: set[str] = field(default_factory=set)
    sites: set[str] = field(default_factory=set)
    regions: Counter[str] = field(default_factory=Counter)
    unit_types: Counter[str] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)
    light_weights: int = 0


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
    profile = load_profile(country)
    settled_date = _check_arguments(reference_date, unit_type)
    with TemporaryDirectory(prefix="ecomstat-") as scratch:
        opened = open_register(Path(path), profile, columns, Path(scratch), sheet=sheet, encoding=encoding, delimiter=delimiter)
        progress.start(say("Reading {file}", file=opened.path.name), None)
        survey = survey_register(opened.table, opened.columns)
        values = {
            name: survey.values.get(name, Counter())
            for name in ("activity", "persons_employed", "frame_weight", "region", "reference_date")
        }
        activities = read_activity_codes(values["activity"], classification, store.path.parent)
        day, day_warnings = settle_reference_date(settled_date, values["reference_date"])
        regions, region_warnings = settle_regions(values["region"])
        rules = _settle_rules(opened, survey, activities, regions, profile.tax_ids, unit_type)
        known_before = set(read_frame_columns(store, country, wave, ["enterprise_id"])["enterprise_id"])
        loading = Loading(store, country, wave, opened, survey, rules, known_before)
        loading.warnings += [*opened.warnings, *_warn_of_numbers(rules, survey), *warn_of_ids(survey, opened.id_is_number)]
        if survey.damaged:
            loading.warnings.append(say("{count} names hold letters that are damaged in the file.", count=survey.damaged))
        loading.warnings += [*activities.warnings, *region_warnings, *day_warnings]
        name = f"{opened.path.stem}-rejected.csv"
        with FindingList(opened.path.with_name(name), store.path.parent / name) as findings:
            _load_rows(loading, findings, progress)
    report = _report(loading, findings, day)
    write_register(store, _register(report, loading, scope))
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


def _settle_rules(
    opened: OpenedRegister,
    survey: Survey,
    activities: ActivityCodes,
    regions: Mapping[str, str],
    tax_ids: tuple[TaxId, ...],
    unit_type: str | None,
) -> Rules:
    styles = [find_number_style(survey.values.get(name, ()), opened.table.delimiter) for name in ("persons_employed", "frame_weight")]
    strips_floats = survey.id_floats > 0 and survey.id_floats == survey.id_digits
    return Rules(opened.columns.ours, activities, styles[0], styles[1], regions, tax_ids, unit_type or "enterprise", strips_floats)


def _warn_of_numbers(rules: Rules, survey: Survey) -> list[str]:
    doubtful = [n for n, s in (("persons_employed", rules.persons_style), ("frame_weight", rules.weight_style)) if s.is_assumed]
    sentence = "Numbers such as 1,250 in {columns} were read with {sign} before decimals; nothing in the file tells for certain."
    sign = say("a comma") if rules.persons_style.decimal == "," else say("a point")
    return [say(sentence, columns=", ".join(rules.shown[n] for n in doubtful), sign=sign)] if doubtful else []


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
        raise FrameError(_nothing_loaded(loading, findings))


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


def _nothing_loaded(loading: Loading, findings: FindingList) -> str:
    if loading.rules.activities.outcomes["rejected"]:
        return say(
            "No row could be loaded: the activities are letters alone, which mean different things in different classifications. "
            "Say which it is with --classification, such as ISIC4 or NACE21."
        )
    return say("No row of {file} could be loaded; {list} says why for each.", file=loading.opened.path.name, list=findings.written)


def _report(loading: Loading, findings: FindingList, day: str | None) -> FrameReport:
    new, gone = len(loading.seen - loading.known_before), len(loading.known_before - loading.seen)
    columns, activities = loading.opened.columns, loading.rules.activities
    return FrameReport(
        read=loading.survey.rows,
        loaded=len(loading.seen),
        new=new,
        updated=len(loading.seen) - new,
        gone=gone,
        rejected=len(findings.rejected),
        rejects_path=findings.written,
        classification=activities.classification,
        columns=dict(columns.ours),
        warnings=(*loading.warnings, *_last_warnings(loading, findings, gone)),
        reference_date=day,
        is_sample="frame_weight" in columns.ours,
        encoding=loading.opened.encoding,
        delimiter=loading.opened.delimiter,
        websites=len(loading.sites),
        regions=dict(sorted(loading.regions.items())),
        activities={outcome: count for outcome, count in activities.outcomes.items() if count},
    )


def _last_warnings(loading: Loading, findings: FindingList, gone: int) -> list[str]:
    said = []
    told = loading.rules.shown.get("activity")  # the survey of codes has said it better
    for (column, reason), count in sorted(findings.kept.items(), key=lambda item: (-item[1], item[0])):
        if column == told:
            continue
        sentence = "{count} rows have a faulty cell in the column {column}: {reason}. The rows were loaded; {file} lists them."
        said.append(say(sentence, count=count, column=column, reason=reason, file=findings.written))
    if loading.light_weights:
        said.append(say("{count} sampling weights are below 1: a unit then stands for less than itself.", count=loading.light_weights))
    if loading.unit_types["establishment"]:
        sentence = (
            "{count} units are establishments of no known enterprise; tables count each as a unit. If a column names their enterprise, say "
        )
        said.append(say(sentence + "which with --columns parent_id=COLUMN.", count=loading.unit_types["establishment"]))
    if gone:
        said.append(say("{count} units of an earlier loading are not in this file; they stay in the frame of this wave.", count=gone))
    return said


def _register(report: FrameReport, loading: Loading, scope: str | None) -> Register:
    path = loading.opened.path
    return Register(
        loading.country, loading.wave, path.name, _digest(path), report.reference_date, scope, report.classification,
        loading.unit_types.most_common(1)[0][0], report.is_sample, report.read, report.loaded, report.rejected,
    )  # fmt: skip


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
