"""Which enterprises a row of labels speaks of: by their id, or by the host of their website."""

from collections.abc import Mapping

from catalogue.sites import find_site
from store.frame import read_frame_columns
from store.links import read_linked_ids
from store.opening import Store


class UnitFinder:
    """Finds the enterprises of a wave by `enterprise_id` or by `host`."""

    def __init__(self, store: Store, country: str, wave: str) -> None:
        frame = read_frame_columns(store, country, wave, ["enterprise_id", "site"])
        self._ids = frozenset(frame["enterprise_id"])
        self._by_site = dict[str, set[str]]()
        for enterprise_id, site in zip(frame["enterprise_id"], frame["site"], strict=True):
            if site is not None:
                self._by_site.setdefault(site, set()).add(enterprise_id)
        for enterprise_id, site in read_linked_ids(store, country, wave):
            self._by_site.setdefault(site, set()).add(enterprise_id)

    def find(self, cells: Mapping[str, str], key: str) -> list[str]:
        """The ids of the enterprises that the row's key names, sorted; none where the register does not hold it."""
        text = cells[key].strip()
        if key == "enterprise_id":
            return [text] if text in self._ids else []
        site = find_site(text) if text else None
        return sorted(self._by_site.get(site.site, ())) if site else []
