from dataclasses import replace

from aggregate.publication.coverage import list_funnel, list_register_churn, list_website_churn
from aggregate.publication.facts import Churn, Facts
from aggregate.publication.plain_methods import explain_methods
from tests.aggregate.publication.invented import FACTS, invent_publication, row


def test_the_funnel_goes_from_the_register_to_labels():
    steps = [(step.code, step.enterprises, step.share) for step in list_funnel(FACTS, "online_ordering")]
    expected = [("registered", 2000, 1.0), ("linked", 800, 0.4), ("read", 600, 0.3), ("decided", 590, 0.295), ("labelled", 380, 0.19)]
    assert steps == expected


def test_steps_of_a_few_have_no_number():
    few = replace(FACTS, funnel=replace(FACTS.funnel, read=None, decided={}))
    assert [step.enterprises for step in list_funnel(few, "online_ordering")] == [2000, 800, None, None, 380]
    assert list_funnel(Facts(), "online_ordering") == []


def test_churn_of_the_register_is_told_in_shares_of_the_register_it_belongs_to():
    shares = {step.code: (step.enterprises, step.share) for step in list_register_churn(FACTS)}
    assert shares == {"stayed": (1900, 1900 / 1950), "born": (100, 0.05), "died": (50, 50 / 1950)}


def test_churn_of_websites_is_of_enterprises_in_both_registers():
    shares = {step.code: (step.enterprises, step.share) for step in list_website_churn(FACTS)}
    assert shares["kept"] == (700, 700 / 1900)
    assert shares["lost"] == (None, None)


def test_hidden_churn_and_no_earlier_wave_give_no_shares():
    hidden = replace(FACTS, churn=Churn("2025", None, None, None, 700, 40, 20, 30))
    assert {(step.enterprises, step.share) for step in list_register_churn(hidden)} == {(None, None)}
    assert {step.share for step in list_website_churn(hidden)} == {None}
    assert list_register_churn(Facts()) == list_website_churn(Facts()) == []


def test_methods_are_told_in_seven_passages_with_the_waves_numbers():
    passages = explain_methods(invent_publication())
    assert len(passages) == 7
    assert all(passage.paragraphs for passage in passages)
    text = " ".join(paragraph for passage in passages for paragraph in passage.paragraphs)
    assert "800 (40.0 %) are linked" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "380 of 400 enterprises have an answer" in text


def test_methods_without_labels_say_that_figures_are_experimental():
    bounds = row("online_ordering", 0.2, method="lower_bound", sample=None)
    passages = explain_methods(invent_publication(bounds, facts=Facts()))
    text = " ".join(paragraph for passage in passages for paragraph in passage.paragraphs)
    assert "have no margins" in text
    assert "Another sample" not in text
