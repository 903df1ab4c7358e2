"""What one kind of comparing found, before it is kept for an enterprise and a site."""

from dataclasses import dataclass

from scrapers.comparing.site_texts import Mention, Passage, quote
from store.records import Comparison

VERSION = 2
"""Goes up whenever comparing sees something else, so that stored comparisons can be told apart and are made anew."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A level of a kind, what was found, and the passage that it stands in; None where nothing was."""

    kind: str
    level: str
    value: str | None = None
    passage: Passage | None = None

    def keep(self, enterprise_id: str, site: str) -> Comparison:
        """The row of `comparisons`: page, place and at most 120 characters around what was found."""
        passage = self.passage
        return Comparison(
            enterprise_id, site, self.kind, self.level, f"compare/{self.kind}@{VERSION}", self.value[:120] if self.value else None,
            (passage.page_url or None) if passage else None, passage.place if passage else None,
            quote(passage, self.value or "") if passage else None,
        )  # fmt: skip


def find_mention(kind: str, level: str, mention: Mention) -> Finding:
    """A finding that rests on a number or an address as read on a page."""
    return Finding(kind, level, mention.value, mention.passage)
