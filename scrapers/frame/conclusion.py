"""What a loading came to: its report, its warnings, the note of the register."""

import hashlib
import os
from pathlib import Path

from catalogue.messages import say, say_count
from scrapers.frame.findings import FindingList
from scrapers.frame.ledger import Loading
from scrapers.frame.report import FrameReport
from store.records import Register


def say_nothing_loaded(loading: Loading, findings: FindingList) -> str:
    """Why no row at all could be loaded, and what to do."""
    if loading.rules.activities.outcomes["rejected"]:
        return say(
            "No row could be loaded: the activities are letters alone, which mean different things in different classifications. "
            "Say which it is with --classification, such as ISIC4 or NACE21."
        )
    return say("No row of {file} could be loaded; {list} says why for each.", file=loading.opened.path.name, list=findings.written)


def make_report(loading: Loading, findings: FindingList) -> FrameReport:
    """The report of a finished loading."""
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
        reference_date=loading.reference_date,
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
        said.append(
            say_count(
                "{count} row has a faulty cell in the column {column}: {reason}. The row was loaded; {file} lists it.",
                "{count} rows have a faulty cell in the column {column}: {reason}. The rows were loaded; {file} lists them.",
                count,
                column=column,
                reason=reason,
                file=findings.written,
            )
        )
    if not loading.sites:
        said.append(say("No row names a website, so that there is none to visit. If a column does, say which with --columns url=COLUMN."))
    if loading.light_weights:
        said.append(
            say_count(
                "{count} sampling weight is below 1: its unit then stands for less than itself.",
                "{count} sampling weights are below 1: a unit then stands for less than itself.",
                loading.light_weights,
            )
        )
    if loading.unit_types["establishment"]:
        said.append(
            say_count(
                "{count} unit is an establishment of no known enterprise; tables count it as a unit. "
                "If a column names its enterprise, say which with --columns parent_id=COLUMN.",
                "{count} units are establishments of no known enterprise; tables count each as a unit. "
                "If a column names their enterprise, say which with --columns parent_id=COLUMN.",
                loading.unit_types["establishment"],
            )
        )
    if gone:
        said.append(
            say_count(
                "{count} unit of an earlier loading is not in this file; it stays in the frame of this wave.",
                "{count} units of an earlier loading are not in this file; they stay in the frame of this wave.",
                gone,
            )
        )
    return said


def make_register(report: FrameReport, loading: Loading, scope: str | None) -> Register:
    """The note of the register that the store keeps."""
    path = loading.opened.path
    return Register(
        loading.country, loading.wave, _show_name(path), _digest(path), report.reference_date, scope, report.classification,
        loading.unit_types.most_common(1)[0][0], report.is_sample, report.read, report.loaded, report.rejected,
    )  # fmt: skip


def _show_name(path: Path) -> str:
    """The file's name as text that can be kept, also where the system's own encoding lacks its letters."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
