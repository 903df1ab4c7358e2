"""Scripts of SQL, statement by statement."""

import sqlite3


def split_statements(script: str) -> list[str]:
    """The script's statements; `executescript` would commit the migration's transaction."""
    statements, lines = [], list[str]()
    for line in script.splitlines():
        lines.append(line)
        if sqlite3.complete_statement("\n".join(lines)):
            statements.append("\n".join(lines).strip())
            lines = []
    return [s for s in statements if s]
