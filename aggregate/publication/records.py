"""What is published of a wave: its safe estimates with names, and all that a reader must know about them."""

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from aggregate.changes.breaks import Break
from aggregate.comparison.comparing import Comparison
from aggregate.comparison.published import PublishedTable
from aggregate.publication.facts import Facts
from catalogue.messages import say
from store.provenance import Provenance
from store.records import PhaseDesign, Register, SampleDesign
from store.releases import Release

DRAFT = "DRAFT"


@dataclass(frozen=True, slots=True)
class Background:
    """All that a publication holds beside its estimates and its release; no word of it depends on a language."""

    register: Register | None
    provenance: Provenance
    designs: tuple[SampleDesign, ...]
    breaks: tuple[Break, ...] = ()
    phase: PhaseDesign | None = None
    facts: Facts = field(default_factory=Facts)
    official: tuple[PublishedTable, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """`table` has one row an estimate, in the order of the store, suppressed figures blank; `designs` are the samples it rests on.

    `changes` are the rows of changes since an earlier wave, which are no part of `table`; `breaks` say why series cannot be compared.
    `phase` is the first of two phases, None where all enterprises of the register were looked at. `facts` are what no estimate tells.
    `release` is None for a draft; `history` are the wave's releases before it, the oldest first. `revisions` has a row for each figure
    that an earlier release of the wave gave otherwise, `revision_means` their means (`revising.py`). `embargo` is until when (ISO 8601 in
    UTC) the release, or the draft while a release of its wave is, is not to be published; None from then on. `official` are the official
    figures that were given, `comparison` its own beside them in words. No part of a release is `folder`, where the store lies with the
    office's own layouts beside it. `left_out` are the rows of crossings that are hidden throughout (`hidden_crossings.py`), which are no
    part of `table`.
    """

    country: str
    wave: str
    table: pd.DataFrame
    register: Register | None
    provenance: Provenance
    designs: tuple[SampleDesign, ...]
    changes: pd.DataFrame
    breaks: tuple[Break, ...] = ()
    phase: PhaseDesign | None = None
    facts: Facts = field(default_factory=Facts)
    release: Release | None = None
    history: tuple[Release, ...] = ()
    revisions: pd.DataFrame = field(default_factory=pd.DataFrame)
    revision_means: pd.DataFrame = field(default_factory=pd.DataFrame)
    embargo: str | None = None
    official: tuple[PublishedTable, ...] = ()
    comparison: Comparison | None = None
    folder: Path | None = None
    left_out: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def cells(self) -> pd.DataFrame:
        """`table` and behind it what is left out of it: for forms that have a place for each cell, and for looking a cell up."""
        return pd.concat([self.table, self.left_out], ignore_index=True) if len(self.left_out) else self.table

    @property
    def scope(self) -> str:
        """Which enterprises are described, in the register's words."""
        return (self.register.scope if self.register else None) or say("registered enterprises only")

    @property
    def reference_date(self) -> str:
        """The day on which the register was true; empty if nobody said."""
        return (self.register.reference_date if self.register else None) or ""

    @property
    def vintage(self) -> str:
        """`provisional`, `final` or `revised`, or DRAFT: a code for columns and attributes, in no language."""
        return self.release.vintage if self.release else DRAFT

    @property
    def made_at(self) -> str | None:
        """When the files say that they were made (ISO 8601, UTC): at the release, of a draft when it was estimated; never now."""
        return self.release.released_at if self.release else self.provenance.estimated_at
