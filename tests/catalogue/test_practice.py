"""The practice cases: whole, varied, and theirs alone."""

from collections import Counter

import pytest
from selectolax.lexbor import LexborHTMLParser

from catalogue.capabilities import load_capabilities
from catalogue.errors import ProfileError
from catalogue.practice import PracticeCase, load_practice, read_case

CASES = list(load_practice().values())
RIGHT = {
    "register": {"name": "A"},
    "about": "T",
    "colour": "#000",
    "own": ["a.example"],
    "own_why": "W",
    "sites": [{"site": "a.example", "kind": "own"}],
}


def test_there_are_thirty_cases_numbered_in_order() -> None:
    assert [case.number for case in CASES] == list(range(1, 31))
    assert all(case.code.startswith(f"{case.number:02}-") for case in CASES)


def test_no_answer_can_be_had_by_always_saying_the_same() -> None:
    answers = Counter(checked.answer for case in CASES for checked in case.answers.values())
    assert max(answers.values()) < 0.6 * answers.total()
    assert set(answers) == {"yes", "no", "unknown"}


def test_ordering_is_practised_in_all_its_answers() -> None:
    ordering = Counter(case.answers["online_ordering"].answer for case in CASES if "online_ordering" in case.answers)
    assert min(ordering["yes"], ordering["no"]) >= 8
    assert ordering["unknown"] >= 1


def test_most_questions_are_practised_with_yes_and_with_no() -> None:
    seen = {question: set[str]() for question in load_capabilities()}
    for case in CASES:
        for question, checked in case.answers.items():
            seen[question].add(checked.answer)
    asked = [answers for answers in seen.values() if answers]
    assert len(asked) >= 14
    assert sum({"yes", "no"} <= answers for answers in asked) >= 10


def test_pages_in_five_other_languages_are_glossed() -> None:
    foreign = [page for case in CASES for page in case.pages if page.language != "en"]
    assert {page.language for page in foreign} == {"ar", "es", "fr", "ru", "zh"}
    assert all(page.gloss for page in foreign)
    assert not any(page.gloss for case in CASES for page in case.pages if page.language == "en")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_pages_are_small_and_hold_nothing_active(case: PracticeCase) -> None:
    assert 1 <= len(case.pages) <= 3
    for page in case.pages:
        tree = LexborHTMLParser(page.html)
        assert not tree.css("script, style, iframe, img, link, meta, object, [src], [href], [style]"), page.title
        assert not any(name.startswith("on") for node in tree.css("*") for name in node.attributes), page.title
        assert len(page.html) < 2000


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_names_are_invented_and_addresses_reserved(case: PracticeCase) -> None:
    for site in case.sites:
        assert site.site.endswith(".example") or site.kind == "social", site.site
    assert "555" in case.facts["phone"] or "55 01" in case.facts["phone"]
    register = case.facts["url"].removeprefix("www.")
    assert register == "" or register in {site.site for site in case.sites}


@pytest.mark.parametrize(
    "wrong",
    [
        {"own": ["b.example"]},
        {"own_why": ""},
        {"scope": "x", "scope_why": "closed"},
        {"answers": {"selling": {"answer": "yes", "why": "W"}}},
        {"answers": {"chat": {"answer": "maybe", "why": "W"}}},
        {"answers": {"chat": {"answer": "yes", "why": " "}}},
        {"own": [], "answers": {"chat": {"answer": "yes", "why": "W"}}},
        {"pages": [{"site": "b.example", "title": "T", "language": "en", "html": "<p>"}]},
        {"register": {"name": "A", "colour": "red"}},
        {"register": {"place": "B"}},
    ],
)
def test_a_case_that_contradicts_itself_is_refused(wrong: dict[str, object]) -> None:
    assert read_case(1, "right", RIGHT).in_scope
    with pytest.raises(ProfileError, match="wrong"):
        read_case(1, "wrong", {**RIGHT, **wrong})
