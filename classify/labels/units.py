"""Which enterprises a row of labels speaks of: by their id, or by the host of their website."""

from collections.abc import Iterable, Mapping

from catalogue.sites import find_site
from store.frame import read_frame_columns
from store.links import read_linked_ids
from store.opening import Store


class UnitFinder:
    """Finds the enterprises of a wave by `enterprise_id` or by `host`; `mended_ids` are those whose lost leading zeros it gave back."""

    def __init__(self, store: Store, country: str, wave: str) -> None:
        frame = read_frame_columns(store, country, wave, ["enterprise_id", "site"])
        self._ids = frozenset(frame["enterprise_id"])
        self._by_bare_id = _shorten_ids(self._ids)
        self.mended_ids = set[str]()
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
            return [text] if text in self._ids else self._mend(text)
        site = find_site(text) if text else None
        return sorted(self._by_site.get(site.site, ())) if site else []

    def _mend(self, text: str) -> list[str]:
        """The one enterprise whose id this is without its leading zeros, which spreadsheets take away; none where several fit."""
        found = self._by_bare_id.get(text, [])
        if len(found) != 1:
            return []
        self.mended_ids.add(text)
        return found


def _shorten_ids(ids: Iterable[str]) -> dict[str, list[str]]:
    """{digits without their leading zeros: the ids that become so}."""
    found: dict[str, list[str]] = {}
    for key in ids:
        if key.startswith("0") and key.isascii() and key.isdigit():
            found.setdefault(key.lstrip("0") or "0", []).append(key)
    return found
