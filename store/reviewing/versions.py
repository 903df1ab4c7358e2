"""What had read an enterprise's website, and what had decided, when somebody answered."""

from dataclasses import dataclass

from store.opening import Store

READERS = "('crawl', 'ingest', 'find', 'demo')"
RULES = f"SELECT version FROM runs WHERE country = ? AND wave = ? AND command IN {READERS} ORDER BY run DESC LIMIT 1"  # noqa: S608
MODELS = """
    SELECT k.text, m.text FROM enterprises e JOIN capability_rows c USING (unit) JOIN terms k ON k.term = c.capability
    JOIN terms m ON m.term = c.model WHERE e.country = ? AND e.wave = ? AND e.enterprise_id = ?"""


@dataclass(frozen=True, slots=True)
class Versions:
    """`rules`: the program that last read websites of the wave; `models`: {capability: what decided it of the enterprise}."""

    rules: str | None
    models: dict[str, str]


def read_versions(store: Store, country: str, wave: str, enterprise_id: str) -> Versions:
    """The versions of now; None and {} where nothing was read or decided."""
    row = store.db.execute(RULES, [country, wave]).fetchone()
    models = store.db.execute(MODELS, [country, wave, enterprise_id]).fetchall()
    return Versions(str(row[0]) if row else None, {str(capability): str(model) for capability, model in models})
