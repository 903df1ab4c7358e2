"""What loading a register gives back, and what it says of a row that it could not use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with one cell: `row` as a spreadsheet counts it (the first line is 1); `is_loaded` whether its unit was kept."""

    row: int
    enterprise_id: str
    column: str
    value: str
    reason: str
    is_loaded: bool = False


@dataclass(frozen=True, slots=True)
class FrameReport:
    """What was read, loaded and refused.

    `read` counts rows, `loaded` units (fewer than rows where establishments were rolled up), `new` and `updated` split the loaded, `gone`
    are units of an earlier loading that this file lacks (they stay in the store), `rejected` counts rows. `rejects_path` is the CSV of
    findings, None where there were none. `columns` maps our columns to the file's; `activities` counts the outcomes of activity codes.
    """

    read: int
    loaded: int
    new: int
    updated: int
    gone: int
    rejected: int
    rejects_path: Path | None
    classification: str | None
    columns: Mapping[str, str]
    warnings: Sequence[str]
    reference_date: str | None = None
    is_sample: bool = False
    encoding: str | None = None
    delimiter: str | None = None
    websites: int = 0
    regions: Mapping[str, int] = field(default_factory=dict)
    activities: Mapping[str, int] = field(default_factory=dict)
