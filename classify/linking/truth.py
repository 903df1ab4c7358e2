"""What people know about enterprises' websites: a file with the columns enterprise_id and site, an empty site for those that have none."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from catalogue.errors import LabelError
from catalogue.messages import say
from catalogue.sites import find_site
from classify.labels.files import read_label_table
from store.candidates import read_seekers
from store.frame import read_frame_columns
from store.opening import Store

SITE_COLUMNS = ("site", "url", "website", "host")


@dataclass(frozen=True, slots=True)
class LinkTruth:
    """{enterprise: its sites, none if empty}; `unusable`: rows whose site is no address, or that contradict an earlier row; `strangers`:
    ids that are not in the register; `outside`: ids outside of the wave's first phase, whose websites nobody looks for.
    """

    sites: Mapping[str, frozenset[str]]
    unusable: tuple[int, ...]
    strangers: tuple[str, ...]
    outside: tuple[str, ...] = ()


def read_link_truth(store: Store, country: str, wave: str, path: Path) -> LinkTruth:
    """The file's answers about enterprises of the wave; several rows of one enterprise are several sites of it.

    Raises:
        LabelError: the file cannot be read, lacks a column, or names no enterprise of the register.
    """
    table = read_label_table(path)
    column = next((name for name in SITE_COLUMNS if name in table.columns), None)
    if "enterprise_id" not in table.columns or column is None:
        sentence = "{file} needs the columns enterprise_id and site: one row for each website, an empty site for enterprises without one."
        raise LabelError(say(sentence, file=path.name))
    known = set(read_frame_columns(store, country, wave, ["enterprise_id"])["enterprise_id"])
    sought = set(read_seekers(store, country, wave))
    sites, empty, unusable, strangers, outside = dict[str, set[str]](), set[str](), list[int](), list[str](), list[str]()
    for number, row in table.rows:
        key, told = row["enterprise_id"].strip(), row[column].strip()
        found = find_site(told) if told else None
        if key not in known:
            strangers.append(key)
        elif key not in sought:
            outside.append(key)
        elif (told and found is None) or (found and key in empty) or (not told and sites.get(key)):
            unusable.append(number)
        else:
            sites.setdefault(key, set()).update({found.site} if found else ())
            empty |= set() if found else {key}
    if not sites:
        if outside:
            raise LabelError(say("{file} speaks of enterprises outside of the first phase only: nobody looked for theirs.", file=path.name))
        raise LabelError(say("{file} says nothing about an enterprise of this wave's register: check its ids.", file=path.name))
    return LinkTruth({key: frozenset(found) for key, found in sites.items()}, tuple(unusable), tuple(strangers), tuple(outside))
