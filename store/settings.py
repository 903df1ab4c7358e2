"""What the office has set, and whose sites are not to be visited."""

from store.opening import Store
from store.rows import current_time


def name_setting(setting: str, country: str | None = None, wave: str | None = None) -> str:
    """The name under which a setting is kept that counts for one country, or for one of its waves, only."""
    return "/".join(part for part in (setting, country, wave if country else None) if part)


def find_settings(store: Store, country: str, wave: str) -> dict[str, str]:
    """All settings that count for a wave: its own before those of its country, these before those of all."""
    kept = read_settings(store)
    names = {name.split("/")[0] for name in kept}
    places = {name: [name_setting(name, country, wave), name_setting(name, country), name] for name in sorted(names)}
    return {name: next(kept[place] for place in options if place in kept) for name, options in places.items() if kept.keys() & options}


def write_setting(store: Store, setting: str, value: str) -> None:
    """Keeps a setting."""
    with store.writing() as db:
        db.execute("INSERT INTO settings VALUES (?, ?) ON CONFLICT (setting) DO UPDATE SET value = excluded.value", [setting, value])


def read_settings(store: Store) -> dict[str, str]:
    """All settings."""
    return dict(store.db.execute("SELECT setting, value FROM settings ORDER BY setting").fetchall())


def add_opt_outs(store: Store, sites: list[str], reason: str) -> None:
    """Notes sites whose owners asked not to be visited."""
    with store.writing() as db:
        db.conn.executemany("INSERT OR IGNORE INTO opt_outs VALUES (?, ?, ?)", [(site, reason, current_time()) for site in sites])


def read_opt_outs(store: Store) -> set[str]:
    """All sites that are not to be visited."""
    return {str(row[0]) for row in store.db.execute("SELECT site FROM opt_outs")}


def withdraw_opt_outs(store: Store, sites: list[str]) -> int:
    """Takes sites off the list of those not to be visited; gives how many stood on it."""
    with store.writing() as db:
        return sum(db.execute("DELETE FROM opt_outs WHERE site = ?", [site]).rowcount for site in sites)
