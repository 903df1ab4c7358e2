"""A website as decisions see it: its signals by kind, what follows from them together, and whether its pages tell anything at all."""

from collections.abc import Iterable
from dataclasses import dataclass

from classify.derived import derive_signals
from classify.evidence import SignalsByKind, group_signals
from store.records import Signal, Website

SAYS_NOTHING = frozenset({"language", "schema_type", "organisation_name", "page_state"})
"""Kinds of signals that every page leaves; where there are no others, nothing was understood."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A visited website with its signals by kind; `readable`: its pages say what it can do, and are not a theme's sample pages."""

    website: Website
    by_kind: SignalsByKind
    template: bool
    readable: bool

    @property
    def is_thin(self) -> bool:
        """Whether nothing on its pages was understood."""
        return not self.by_kind.keys() - SAYS_NOTHING


def read_website(website: Website, signals: Iterable[Signal]) -> Reading:
    """The reading of a website."""
    by_kind = group_signals(signals)
    by_kind |= group_signals(derive_signals(website, by_kind))
    template = any(signal.value == "mostly" for signal in by_kind.get("demo_share", ()))
    return Reading(website, by_kind, template, website.status == "ok" and website.kind in {"own", "shared"} and not template)
