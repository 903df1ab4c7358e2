import errno
import sqlite3
from pathlib import Path

import pytest

from store.troubles import describe_trouble, tell_reason


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "/shared/e-lists"), "/shared/e-lists cannot be used (no permission)"),
        (FileExistsError(errno.EEXIST, "File exists", "e-search"), "e-search cannot be used (a file of this name is there already)"),
        (OSError(errno.EROFS, "Read-only file system", "e-crawl.log"), "allow reading and writing there"),
        (sqlite3.OperationalError("database or disk is full"), "disk is full"),
        (sqlite3.OperationalError("database is locked"), "Another command is writing"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "may not be written"),
        (sqlite3.DatabaseError("database disk image is malformed"), "is damaged"),
    ],
)
def test_what_a_disk_or_a_store_complains_of_is_told_with_what_to_do(error: Exception, words: str) -> None:
    assert words in str(describe_trouble(error))


def test_reasons_are_said_in_the_language_of_the_user_and_rare_ones_as_the_system_does(in_french: None) -> None:
    assert tell_reason(NotADirectoryError(errno.ENOTDIR, "Not a directory", "x")) == "une partie du chemin est un fichier"
    assert tell_reason(OSError(errno.EMLINK, "Too many links", "x")) == "Too many links"


@pytest.mark.parametrize("error", [KeyError("full"), OSError(errno.EACCES, "denied"), sqlite3.OperationalError("no such column: x")])
def test_other_errors_are_not_explained_away(error: Exception) -> None:
    assert describe_trouble(error) is None


def test_a_full_store_says_so_as_sqlite_words_it(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "small.db") as connection:
        connection.execute("PRAGMA max_page_count = 2")
        with pytest.raises(sqlite3.OperationalError) as caught:
            connection.execute(
                "CREATE TABLE a AS WITH RECURSIVE n(x) AS (VALUES(1) UNION ALL SELECT x + 1 FROM n LIMIT 9999) SELECT x FROM n"
            )
    connection.close()
    assert "disk is full" in str(describe_trouble(caught.value))
