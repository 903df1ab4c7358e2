"""Who is matched with whom, in which order, and what remains when work is broken off."""

from pathlib import Path

import pytest

from catalogue.errors import FindError
from catalogue.progress import Quiet
from scrapers.finding.matching import parts, proposing
from store.records import Candidate, Enterprise
from tests.scrapers.finding.matching.conftest import Match

HOTELS = "\n".join(
    f"centralhotel.{suffix}" for suffix in ("com", "de", "fr", "it", "es", "nl", "be", "at", "ch", "pl", "cz", "sk", "hu", "co.ke")
)
DIRECTORY = """name,website,city,postcode,phone,tax id
Mara Lodge,http://mara.example.com,Narok,20500,,
Mara Lodge,http://lodge.example.org,Kisumu,40100,,
Acme Traders,acme.co.ke,Nairobi,,+254 20 712 3456,
Bahari Foods,bahari.co.ke,Mombasa,,,P051234567X
Rift Lodge Hotel,rift.co.ke,Nakuru,,,
"""


class Notes(Quiet):
    """Progress that keeps what it is told."""

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def note(self, sentence: str) -> None:
        self.sentences.append(sentence)


def sites(candidates: list[Candidate]) -> list[str]:
    return [candidate.site for candidate in candidates]


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("Mara Lodge Ltd", "maralodge.co.ke"),
        ("Mara Lodge Ltd", "mara-lodge.com"),
        ("Mara Lodge Limited", "maralodgekenya.com"),
        ("Mara Lodge", "themaralodge.com"),
        ("Mara Lodge Ltd", "maralodgeltd.com"),
        ("Lodge Mara", "maralodge.com"),
        ("Jamii Telecom Ltd", "jamitelecom.com"),
        ("Société Générale du Mara", "societegeneraledumara.com"),
        ("Восток Сервис", "vostokservis.ru"),
        ("Zhejiang Hoshion Aluminium", "hoshion.com"),
        ("Prosper Gold", "prospergoldmining.com"),
    ],
)
def test_a_name_finds_its_host(match: Match, name: str, host: str) -> None:
    found = match([name], f"{host}\nunrelated.com\nother-words.org\nsavanna.co.ke\n")
    assert sites(found) == [host]
    assert found[0].source == "list"
    assert found[0].origin == "list.txt"
    assert found[0].words == host


@pytest.mark.parametrize("host", ["maria.com", "lodges.org", "tamaralodgings.net", "marketlodge.com", "lodge.co.ke", "mlt.com"])
def test_a_near_miss_is_no_candidate(match: Match, host: str) -> None:
    others = [f"{word}lodge" for word in ("acacia", "savanna", "rift", "lake", "river", "hill", "garden", "forest", "coast")]
    register = ["Mara Lodge Ltd", *(f"{other[:-5]} Lodge" for other in others)]
    found = match(register, "\n".join([host, *(f"{other}.com" for other in others)]))
    assert not [candidate for candidate in found if candidate.enterprise_id == "Mara Lodge Ltd"]


def test_the_countrys_own_suffix_comes_first_and_all_are_kept(match: Match) -> None:
    found = match(["Mara Lodge"], "maralodge.de\nmaralodge.com\nmaralodge.co.ke\n")
    assert sites(found) == ["maralodge.co.ke", "maralodge.com", "maralodge.de"]


def test_of_a_common_name_the_likeliest_are_kept_and_the_rest_counted(match: Match) -> None:
    notes = Notes()
    found = match(["Central Hotel"], HOTELS, most=10, progress=notes)
    assert len(found) == 10
    assert found[0].site == "centralhotel.co.ke"
    assert any("4 further sites" in sentence for sentence in notes.sentences)


def test_a_name_of_common_words_scores_less_than_a_rare_one(match: Match) -> None:
    register = [
        "Zamira Quorn",
        *(f"Central Hotel {n}" for n in "ab"),
        "Central Hotel",
        "Grand Central Hotel",
        "Hotel Royal",
        "Central Shop",
    ]
    rest = "\n".join(f"hotel{w}.com\ncentral{w}.com" for w in ("royal", "city", "north", "south", "mara", "lake"))
    found = match(register, f"zamiraquorn.com\ncentralhotel.com\n{rest}\n")
    scores = {(c.enterprise_id, c.site): c.score or 0 for c in found}
    assert scores["Zamira Quorn", "zamiraquorn.com"] > scores["Central Hotel", "centralhotel.com"]


def test_a_directory_is_told_apart_by_place_and_postcode(match: Match) -> None:
    by_place = match([Enterprise("KE", "2026", "1", "Mara Lodge Ltd", place="Kisumu")], DIRECTORY)
    assert sites(by_place) == ["lodge.example.org", "mara.example.com"]
    assert by_place[0].words == "Mara Lodge, Kisumu"
    assert (by_place[0].score or 0) > 1.5 * (by_place[1].score or 0)
    by_code = match([Enterprise("KE", "2026", "1", "Mara Lodge Ltd", postcode="20500")], DIRECTORY)
    assert by_code[0].site == "mara.example.com"


def test_telephone_and_tax_numbers_find_a_row_whatever_its_name(match: Match) -> None:
    register = [
        Enterprise("KE", "2026", "1", "Wholly Other Ltd", phone="0207123456"),
        Enterprise("KE", "2026", "2", "Unlike", tax_id="p051234567x"),
    ]
    found = match(register, DIRECTORY)
    assert [(c.enterprise_id, c.site) for c in found] == [("1", "acme.co.ke"), ("2", "bahari.co.ke")]
    assert all((c.score or 0) >= 0.9 for c in found)


def test_words_of_a_directorys_name_may_stand_in_another_order(match: Match) -> None:
    assert sites(match(["Hotel Rift Lodge"], DIRECTORY)) == ["rift.co.ke"]


def test_an_index_is_built_once_and_again_for_a_changed_list(match: Match, tmp_path: Path) -> None:
    notes = Notes()
    match(["Mara Lodge"], "maralodge.com\n", progress=notes)
    match(["Mara Lodge"], "maralodge.com\n", progress=notes)
    assert len(notes.sentences) == 1
    assert sites(match(["Mara Lodge"], "maralodge.co.ke\nx.com\n", progress=notes)) == ["maralodge.co.ke"]
    assert len(notes.sentences) == 2
    assert len(list((tmp_path / "lists").iterdir())) == 1


def test_what_was_matched_before_an_interruption_is_not_matched_again(match: Match, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposing, "PART", 2)
    register, text = [f"Mara{c} Lodge" for c in "abcdef"], "\n".join(f"mara{c}lodge.com" for c in "abcdef")
    done, real = list[int](), parts.match_part

    def fail_at_the_last(part: parts.Part) -> None:
        if part.number == 2 and not done:
            raise KeyboardInterrupt
        real(part)

    monkeypatch.setattr(parts, "match_part", fail_at_the_last)
    with pytest.raises(KeyboardInterrupt):
        match(register, text, workers=1)

    def count_work(part: parts.Part) -> None:
        done.extend([] if part.result.exists() else [part.number])
        real(part)

    monkeypatch.setattr(parts, "match_part", count_work)
    again = match(register, text, workers=1)
    assert done == [2]
    assert again == match(register, text, workers=1)


def test_several_processes_give_what_one_gives(match: Match, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposing, "PART", 3)
    register, text = [f"Mara{c} Lodge" for c in "abcdef"], "\n".join(f"mara{c}lodge.com" for c in "abcdef")
    assert match(register, text, workers=2) == match(register, text, workers=1)


def test_a_list_without_a_website_is_told(match: Match) -> None:
    with pytest.raises(FindError, match="names no website"):
        match(["Mara Lodge"], "name,website\nMara,\n")


def test_nothing_is_left_beside_the_indexes(match: Match, tmp_path: Path) -> None:
    match(["Mara Lodge"], "maralodge.com\n")
    assert [path.is_dir() and (path / "list.json").exists() for path in (tmp_path / "lists").iterdir()] == [True]


def test_an_enterprise_without_a_name_has_no_candidates(match: Match) -> None:
    assert match([Enterprise("KE", "2026", "1"), Enterprise("KE", "2026", "2", "???")], "maralodge.com\n") == []
