"""`ecomstat sample` and `ecomstat crawl --phase-one`, with good input and with bad."""

import csv
import re
from pathlib import Path

import pytest

from store.opening import open_store
from store.phases import find_phase
from store.reviews import read_designs
from tests.cli.test_commands import run

SIZES = (3, 3, 3, 20, 60, 400)


@pytest.fixture
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with a store of 600 enterprises, every second of which names a website; the commands run in it."""
    monkeypatch.chdir(tmp_path)
    rows = [f"E{i:04d},Firm {i},4711,{SIZES[i % 6]},{f'http://s{i}.co.ke' if i % 4 < 2 else ''}" for i in range(600)]
    (tmp_path / "register.csv").write_text("\n".join(["id,name,isic,employees,url", *rows]), encoding="utf-8")
    assert run("frame", "KE", "register.csv", "--wave", "2026") == 0
    capsys.readouterr()
    return tmp_path


def designs(folder: Path) -> dict[str, int]:
    with open_store(folder / "ecomstat.db") as store:
        return {design.sample: design.size for design in read_designs(store, "KE", "2026")}


def test_a_precision_says_how_many_and_what_to_expect(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sample", "KE", "--half-width", 3) == 0
    said = capsys.readouterr().out
    (size,) = designs(loaded).values()
    assert f"Drew {size} of 600 enterprises" in said
    national = next(line for line in said.splitlines() if line.startswith("  all "))
    assert re.search(r"± +3\.0 points", national)
    assert "not_read" in said
    assert "S_GE250" in said
    assert "more would make the national margin" in said


def test_a_plan_draws_nothing(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sample", "KE", "--cv", 0.1, "--plan") == 0
    assert "nothing was drawn now" in capsys.readouterr().out
    assert designs(loaded) == {}


def test_typing_the_same_precision_twice_draws_once(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sample", "KE", "--cv", 0.1) == 0
    first = designs(loaded)
    assert run("sample", "KE", "--cv", 0.1) == 0
    assert "was drawn so already" in capsys.readouterr().out
    assert designs(loaded) == first


def test_an_extension_writes_the_new_ones_only(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sample", "KE", "--size", 100, "--to", "first.csv") == 0
    assert run("sample", "KE", "--extend", 40, "--to", "second.csv") == 0
    assert "which now has 140 of 600" in capsys.readouterr().out
    sheets = []
    for name in ("first.csv", "second.csv"):
        with (loaded / name).open(encoding="utf-8-sig", newline="") as stream:
            sheets.append({row["enterprise_id"] for row in csv.DictReader(stream)})
    assert [len(sheet) for sheet in sheets] == [100, 40]
    assert not sheets[0] & sheets[1]


def test_a_sample_may_be_extended_after_labels_which_stay(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sample", "KE", "--size", 100, "--to", "first.csv") == 0
    text = (loaded / "first.csv").read_text(encoding="utf-8-sig").splitlines()
    header = text[0].split(",")
    place = header.index("online_ordering")
    filled = [",".join([*row[:place], "no", *row[place + 1 :]]) for row in (line.split(",") for line in text[1:])]
    (loaded / "filled.csv").write_text("\n".join([text[0], *filled]), encoding="utf-8")
    assert run("labels", "KE", "import", "filled.csv", "--labeller", "ann") == 0
    assert run("sample", "KE", "--extend", 40) == 0
    with open_store(loaded / "ecomstat.db") as store:
        assert (
            store.db.execute("SELECT count(*) FROM labels JOIN samples USING (country, wave, sample, enterprise_id)").fetchone()[0] == 100
        )


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--size", 601), "A sample of 601 cannot be drawn from 600 enterprises"),
        (("--cv", 0), "coefficient of variation of 0 makes no sense"),
        (("--half-width", 60), "±60 points makes no sense"),
        (("--half-width", 0.001), "cannot be reached"),
        (("--extend", 10), "There is no sample in KE 2026 to extend"),
        (("--size", 100, "--with-wave", "2025"), "Wave 2025 of KE has no sample"),
        (("--size", 100, "--with-wave", "2026"), "--with-wave 2026 is the wave of this sample itself"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_a_sentence(
    loaded: Path, capsys: pytest.CaptureFixture[str], options: tuple[object, ...], sentence: str
) -> None:
    assert run("sample", "KE", *options) == 1
    said = capsys.readouterr().err
    assert sentence in said
    assert len(said.splitlines()) == 1
    assert designs(loaded) == {}


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--plan",),
        ("--size", 0),
        ("--extend", 0),
        ("--extend", 10, "--size", 10),
        ("--size", 10, "--cv", 0.1),
        ("--size", 10, "--overlap", 0.5),
        ("--extend", 10, "--plan"),
        ("--cv", "nan"),
        ("--half-width", "inf"),
        ("--size", 100, "--name", ""),
    ],
)
def test_options_that_do_not_say_one_thing_are_bad_usage(loaded: Path, options: tuple[object, ...]) -> None:
    assert run("sample", "KE", *options) == 2
    assert designs(loaded) == {}


def test_numbers_that_are_none_are_named_in_plain_words(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sample", "KE", "--half-width", "two") == 2
    assert "'two' is not a valid number" in capsys.readouterr().err
    assert run("crawl", "KE", "--delay", "nan") == 2
    assert "'nan' is not a valid number" in capsys.readouterr().err


@pytest.mark.parametrize(("size", "sentence"), [(601, "cannot be drawn from 600"), (2, "too small for")])
def test_a_first_phase_that_does_not_fit_is_refused_before_any_visit(
    loaded: Path, capsys: pytest.CaptureFixture[str], size: int, sentence: str
) -> None:
    assert run("crawl", "KE", "--phase-one", size) == 1
    assert sentence in capsys.readouterr().err
    with open_store(loaded / "ecomstat.db") as store:
        assert find_phase(store, "KE", "2026") is None


def test_a_first_phase_after_the_sample_is_refused(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sample", "KE", "--size", 100) == 0
    assert run("crawl", "KE", "--phase-one", 300) == 1
    assert "drawn from the whole register" in capsys.readouterr().err
