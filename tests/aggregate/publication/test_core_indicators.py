from aggregate.publication.core_indicators import list_core_indicators
from catalogue.capabilities import load_capabilities
from catalogue.indicators import load_indicators
from tests.aggregate.publication.invented import invent_publication, row


def found(code, *rows):
    listed = list_core_indicators(invent_publication(*rows))
    assert [indicator.code for indicator in listed] == [f"B{number}" for number in range(1, 13)]
    return next(indicator for indicator in listed if indicator.code == code)


def test_web_presence_is_published_from_labels_and_is_the_official_item():
    b5 = found("B5", row("B5", 0.5))
    assert (b5.status, b5.basis, b5.match) == ("published", "labels", "exact")


def test_ordering_on_websites_is_near_to_b7_and_never_called_so():
    b7 = found("B7", row("online_ordering", 0.2))
    assert (b7.status, b7.basis, b7.near) == ("near", "", ("online_ordering",))
    assert "online_ordering" in b7.explanation


def test_answers_to_a_survey_publish_b7_itself():
    b7 = found("B7", row("B7", 0.15, method="survey_weighted", sample="ict"), row("online_ordering", 0.2))
    assert (b7.status, b7.basis) == ("published", "survey")


def test_parts_of_an_indicator_that_a_survey_asked_publish_it():
    assert found("B12", row("B12_email", 0.6, method="survey_by_state", sample="ict")).status == "published"
    assert found("B1", row("B12_email", 0.6, method="survey_by_state", sample="ict")).status == "absent"


def test_what_is_hidden_everywhere_is_not_published():
    hidden = {"suppressed": "confidential", "quality": None}
    b5 = found("B5", row("B5", float("nan"), **hidden))
    assert b5.status == "possible"
    assert "no figure of it may be shown" in b5.explanation
    assert found("B7", row("online_ordering", float("nan"), **hidden)).near == ()


def test_what_websites_cannot_show_says_why():
    b8 = found("B8", row("B5", 0.5))
    assert b8.status == "absent"
    assert "Buying leaves no mark" in b8.explanation


def test_without_a_publication_nothing_is_published():
    assert {indicator.status for indicator in list_core_indicators()} == {"possible", "absent"}


def test_ties_are_those_of_the_catalogue():
    ties = {indicator.code: indicator.ties for indicator in load_indicators()}
    assert all(indicator.ties == ties[indicator.code] for indicator in list_core_indicators())


def test_near_indicators_are_capabilities():
    near = {code for indicator in load_indicators() for code in indicator.near}
    assert near
    assert near <= set(load_capabilities())


def test_readers_of_a_publication_are_told_no_command_that_only_an_office_can_type():
    assert not [i.code for i in list_core_indicators(invent_publication()) if "`" in i.explanation]
    assert "`ecomstat labels`" in list_core_indicators(invent_publication(), for_office=True)[0].explanation


def test_what_is_published_under_other_names_is_named_in_words():
    assert "Ordering on the website (online_ordering)" in found("B7", row("online_ordering", 0.2)).explanation
