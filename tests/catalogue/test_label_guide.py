import re

import pytest

from catalogue.capabilities import load_capabilities
from catalogue.label_guide import STEPS, WHENS, load_choices, load_label_guide

NEEDS_NOTHING = {"own_website", "web_presence", "social_or_marketplace_only"}


def test_every_step_and_every_capability_is_explained_once():
    assert list(load_label_guide()) == [*STEPS, *load_capabilities()]


@pytest.mark.parametrize("code", list(load_label_guide()))
def test_every_explanation_says_what_counts_what_does_not_and_answers_a_hard_case(code):
    found = load_label_guide()[code]
    assert found.counts
    assert found.does_not_count
    assert not set(found.counts) & set(found.does_not_count)
    assert found.asked.endswith("?")
    texts = (found.definition, found.hard_case, *found.counts, *found.does_not_count)
    assert not [text for text in texts if text[-1] not in ".:"]
    assert len(found.name) <= 30


@pytest.mark.parametrize("code", list(load_capabilities()))
def test_the_hard_case_of_a_capability_names_its_answer(code):
    text = load_label_guide()[code].hard_case
    assert re.search(r": (yes|no)\b", text) or "cannot tell" in text


def test_choices_are_those_that_labels_and_acts_know():
    assert list(load_choices("reasons")) == ["closed", "out_of_scope", "duplicate"]
    assert list(load_choices("outcomes")) == ["found", "none", "not_found_out"]
    assert {"web", "phone", "survey"} == set(load_choices("channels"))
    assert {choice.when for choice in load_choices("protocol").values()} <= set(WHENS)


def test_what_only_a_website_can_have_is_said_of_every_capability():
    needs = {key: meaning.needs for key, meaning in load_capabilities().items()}
    assert {key for key, needed in needs.items() if not needed} == NEEDS_NOTHING
    assert {key for key, needed in needs.items() if needed == "web_presence"} == {"marketplace_presence", "social_commerce"}
    assert set(needs.values()) == {"", "own_website", "web_presence"}
