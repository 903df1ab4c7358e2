"""Any list, entry by entry."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from catalogue.profiles import CountryProfile
from scrapers.finding.lists.entries import TABLES, ListEntry, ListFile, ReadingCounts
from scrapers.finding.lists.forms import HEAD, find_form
from scrapers.finding.lists.plain import read_hosts
from scrapers.finding.lists.streams import read_head
from scrapers.finding.lists.tables import known_columns, read_rows


@dataclass(frozen=True, slots=True)
class OpenedList:
    """A list ready to be read: its form as named or recognised; `counts` grow while `read_entries` runs."""

    file: ListFile
    form: str
    profile: CountryProfile
    counts: ReadingCounts = field(default_factory=ReadingCounts)

    @property
    def name(self) -> str:
        """What the list is called in `candidates.origin`."""
        return self.file.path.name

    def read_entries(self) -> Iterator[ListEntry]:
        """Every site of the list, in its order; FindError where the file cannot be read to its end."""
        if self.form in TABLES:
            return read_rows(self.file, self.profile, self.form, self.counts)
        return read_hosts(self.file.path, self.form, self.counts)


def open_list(file: ListFile, profile: CountryProfile) -> OpenedList:
    """The list with its form; FindError where the form is not named and cannot be recognised, or the file cannot be opened."""
    head = read_head(file.path, HEAD)
    form = file.form or ("directory" if file.columns else find_form(head, file.path.name, known_columns(profile, None)))
    return OpenedList(file, form, profile)
