"""What people did with the samples of a wave, counted."""

from dataclasses import dataclass

from store.opening import Store

UNITS = """
    SELECT sample, enterprise_id FROM samples WHERE country = :country AND wave = :wave
    UNION SELECT survey, enterprise_id FROM survey_units WHERE country = :country AND wave = :wave"""
FIELDWORK = f"""
    SELECT u.sample, count(*), coalesce(sum(g.told), 0), coalesce(sum(g.people > 1), 0), coalesce(sum(g.settled), 0)
    FROM ({UNITS}) u LEFT JOIN (SELECT sample, enterprise_id, max(answer <> 'unknown') AS told, max(round = 'adjudicated') AS settled,
        count(DISTINCT CASE WHEN round <> 'adjudicated' THEN labeller END) AS people FROM standing_labels
        WHERE country = :country AND wave = :wave AND sample IS NOT NULL GROUP BY sample, enterprise_id) g USING (sample, enterprise_id)
    GROUP BY u.sample ORDER BY u.sample"""  # noqa: S608  our own text


@dataclass(frozen=True, slots=True)
class Fieldwork:
    """A sample or survey: enterprises drawn, those with an answer to any question, seen by two people, and adjudicated on any question."""

    sample: str
    drawn: int
    answered: int
    doubled: int
    adjudicated: int


def count_fieldwork(store: Store, country: str, wave: str) -> list[Fieldwork]:
    """How far each sample and survey of a wave was answered, by name; an answer `unknown` is none."""
    return [Fieldwork(str(row[0]), *map(int, row[1:])) for row in store.db.execute(FIELDWORK, {"country": country, "wave": wave})]


def list_questions_asked(store: Store, country: str, wave: str) -> list[tuple[str, str, str]]:
    """(sample, question, source) of all that was asked of samples and surveys in a wave, in order."""
    sql = (
        "SELECT DISTINCT sample, question, source FROM standing_labels WHERE country = ? AND wave = ? AND sample IS NOT NULL"
        " AND source IN ('audit', 'survey') ORDER BY sample, question, source"
    )
    return [(str(sample), str(question), str(source)) for sample, question, source in store.db.execute(sql, [country, wave])]
