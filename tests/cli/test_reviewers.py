from pathlib import Path

import pytest

from cli.commands import reviewers
from store.accounts import ROLES, identify_person, open_accounts, read_people, record_look
from tests.cheap_passwords import cheap_passwords
from tests.cli.test_commands import loaded, run

__all__ = ["cheap_passwords", "loaded"]

PASSWORD = "four plain words"


@pytest.fixture
def secret(loaded: Path) -> Path:
    """A file that holds a password."""
    (loaded / "secret.txt").write_text(f"{PASSWORD}\nanother line\n", encoding="utf-8")
    return loaded / "secret.txt"


def typing(monkeypatch: pytest.MonkeyPatch, *passwords: str) -> list[str]:
    """Lets somebody at a terminal type these; gives what they were asked."""
    asked, typed = list[str](), iter(passwords)

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return next(typed)

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr(reviewers.getpass, "getpass", answer)
    return asked


def people(folder: Path) -> list[tuple[str, str, bool]]:
    with open_accounts(folder / "ecomstat.db") as accounts:
        return [(person.name, person.role, person.removed_at is None) for person in read_people(accounts)]


def may_log_in(folder: Path, name: str, password: str) -> bool:
    with open_accounts(folder / "ecomstat.db") as accounts:
        return identify_person(accounts, name, password) is not None


def test_somebody_is_added_with_a_password_that_is_typed_twice(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = typing(monkeypatch, PASSWORD, PASSWORD)
    assert run("reviewers", "add", "Amina") == 0
    assert len(asked) == 2
    assert people(loaded) == [("Amina", "reviewer", True)]
    assert may_log_in(loaded, "Amina", PASSWORD)


def test_two_passwords_that_differ_change_nothing(
    loaded: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typing(monkeypatch, PASSWORD, PASSWORD + "x")
    assert run("reviewers", "add", "Amina") == 1
    assert "differ" in capsys.readouterr().err
    assert people(loaded) == []


def test_a_weak_password_is_refused_before_it_is_typed_again(
    loaded: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = typing(monkeypatch, "amina is here")
    assert run("reviewers", "add", "Amina") == 1
    assert "contains the name" in capsys.readouterr().err
    assert len(asked) == 1


def test_a_password_is_read_from_the_first_line_of_a_file(secret: Path) -> None:
    assert run("reviewers", "add", "Amina", "--role", "adjudicator", "--password-file", secret) == 0
    assert people(secret.parent) == [("Amina", "adjudicator", True)]
    assert may_log_in(secret.parent, "Amina", PASSWORD)


def test_the_mark_that_some_editors_write_first_is_no_part_of_a_password(loaded: Path) -> None:
    (loaded / "secret.txt").write_text(f"{PASSWORD}\n", encoding="utf-8-sig")
    run("reviewers", "add", "Amina", "--password-file", "secret.txt")
    assert may_log_in(loaded, "Amina", PASSWORD)


def test_without_a_terminal_or_a_file_nobody_is_added(
    loaded: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    assert run("reviewers", "add", "Amina") == 1
    assert "--password-file" in capsys.readouterr().err
    assert run("reviewers", "add", "Amina", "--password-file", "none.txt") == 1
    assert run("reviewers", "add", "Amina", "--password", PASSWORD) == 2
    assert people(loaded) == []


def test_the_list_names_everybody_and_no_password(secret: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("reviewers", "list") == 0
    assert "Nobody may log in yet" in capsys.readouterr().out
    for name, role in (("Maria", "methodologist"), ("Amina", "reviewer")):
        run("reviewers", "add", name, "--role", role, "--password-file", secret)
    run("reviewers", "remove", "amina")
    capsys.readouterr()
    assert run("reviewers", "list") == 0
    said = capsys.readouterr().out
    assert "Maria  methodologist" in said
    assert "Amina  reviewer" in said
    assert "argon2" not in said


def test_roles_and_passwords_change_and_people_are_removed_and_come_back(secret: Path) -> None:
    folder = secret.parent
    run("reviewers", "add", "Amina", "--password-file", secret)
    assert run("reviewers", "role", "amina", "viewer") == 0
    (folder / "other.txt").write_text("something else entirely", encoding="utf-8")
    assert run("reviewers", "password", "Amina", "--password-file", folder / "other.txt") == 0
    assert (may_log_in(folder, "Amina", PASSWORD), may_log_in(folder, "Amina", "something else entirely")) == (False, True)
    assert run("reviewers", "remove", "Amina") == 0
    assert people(folder) == [("Amina", "viewer", False)]
    assert run("reviewers", "add", "Amina", "--password-file", secret) == 1
    assert run("reviewers", "add", "Amina", "--again", "--password-file", secret) == 0
    assert people(folder) == [("Amina", "reviewer", True)]


def test_the_last_methodologist_stays(secret: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("reviewers", "add", "Maria", "--role", "methodologist", "--password-file", secret)
    assert run("reviewers", "remove", "Maria") == 1
    assert run("reviewers", "role", "Maria", "viewer") == 1
    assert "last methodologist" in capsys.readouterr().err
    assert people(secret.parent) == [("Maria", "methodologist", True)]


def test_looks_at_the_register_are_listed(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("reviewers", "looks") == 0
    assert "Nobody has looked" in capsys.readouterr().out
    with open_accounts(loaded / "ecomstat.db") as accounts:
        record_look(accounts, "Maria", "/register/store/labels")
    assert run("reviewers", "looks") == 0
    assert "Maria  /register/store/labels" in capsys.readouterr().out


def test_without_a_store_there_are_no_accounts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("reviewers", "list", "--db", tmp_path / "typo.db") == 1
    assert "There is no store" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_command_knows_every_role() -> None:
    assert reviewers.ROLES == ROLES
