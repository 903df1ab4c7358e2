from dataclasses import replace

import pandas as pd

from aggregate.changes.breaks import Break
from aggregate.publication.facts import Asked, Facts, Judged, Office, Rating
from aggregate.publication.passages import Concept
from aggregate.publication.quality_report import load_concepts, write_quality_report, write_quality_rows
from aggregate.publication.records import Publication
from aggregate.publication.sims.timeliness import count_days
from catalogue.messages import use_language
from tests.aggregate.publication.invented import FACTS, invent_publication, invent_release, row


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{MINUS SIGN}", "-")


def told(publication: Publication, code: str) -> Concept:
    return next(concept for concept in write_quality_report(publication) if concept.code == code)


def by_indicator(publication: Publication, indicator: str) -> str:
    return plain(next(concept for concept in write_quality_report(publication) if concept.indicator == indicator).text)


def test_all_concepts_stand_in_the_order_of_sims_from_contact_to_comment():
    concepts = write_quality_report(invent_publication())
    numbers = [tuple(map(int, concept.code.removeprefix("S.").split("."))) for concept in concepts]
    assert numbers == sorted(numbers)
    assert {number[0] for number in numbers} == set(range(1, 20))


def test_every_concept_without_parts_says_something_and_every_indicator_is_there():
    concepts = write_quality_report(invent_publication())
    parents = {concept.code.rpartition(".")[0] for concept in concepts}
    assert [concept.code for concept in concepts if concept.code not in parents and not concept.text] == []
    indicators = {concept.indicator for concept in concepts} - {""}
    assert indicators == {"AC1", "AC2", "AC3", "R1", *(f"A{i}" for i in range(1, 8)), "TP1", "TP2", "TP3", "CC1", "CC2"}
    assert all(concept.code.rpartition(".")[0] in {*load_concepts(), "S"} for concept in concepts)


def test_r1_is_cells_with_a_figure_over_all():
    text = by_indicator(invent_publication(), "R1")
    assert text.startswith("R1 = 80.0 %: 4 of 5 cells of the tables have a figure; 1 are confidential and 0 too uncertain")


def test_r1_counts_each_cell_once_and_no_bound_or_other_method():
    hidden = {"value": float("nan"), "quality": None, "activity": "H"}
    rows = (
        row("chat", 0.2),
        row("chat", 400.0, measure="count"),
        row("chat", 0.1, method="lower_bound"),
        row("chat", 0.3, method="unanswered_all_yes"),
        row("chat", suppressed="confidential", **hidden),
        row("chat", measure="count", suppressed="confidential", **hidden),
        row("chat", 0.4, method="lower_bound", activity="J"),
    )
    assert by_indicator(invent_publication(*rows), "R1").startswith("R1 = 50.0 %: 1 of 2 cells")
    bounds = [
        row("chat", value, method=method) for value, method in ((0.1, "lower_bound"), (0.3, "upper_bound"), (0.2, "share_among_read"))
    ]
    assert by_indicator(invent_publication(*bounds), "R1").startswith("R1 = 100.0 %: 1 of 1 cells")


def test_web_presence_stands_once_where_b5_has_the_same_figures():
    twice = invent_publication(row("B5", 0.5), row("web_presence", 0.5), row("chat", 0.1))
    assert by_indicator(twice, "A1").count("50.0 %") == 1
    assert "1 of 1 cells" not in by_indicator(twice, "R1")
    assert "2 of 2 cells" in by_indicator(twice, "R1")
    assert "2 indicators" in told(twice, "S.3.1").text
    assert "web_presence" not in told(twice, "S.3.1").text
    asked = invent_publication(row("B5", 0.4, method="survey_weighted"), row("web_presence", 0.5))
    assert "2 indicators" in told(asked, "S.3.1").text, "a survey's B5 is another figure"


def test_a1_lists_whole_populations_and_nothing_hidden():
    text = by_indicator(invent_publication(), "A1")
    assert "B5 (B5) | 50.0 % | 2.0 | 46.0 % – 54.0 % | 10.0 % | B" in text
    assert "30.0 %" not in text, "that is of section G"


def test_overall_accuracy_gives_the_middle_and_the_widest_margin_and_counts_letters():
    text = plain(told(invent_publication(), "S.13.1").text)
    assert "± 3.0 percentage points in the middle case (median), of ± 4.0 at most" in text
    assert "B | 3 | 75.0 %" in text
    assert "D | 1 | 25.0 %" in text


def test_a2_is_told_only_where_it_was_estimated():
    assert "A2: not estimated" in by_indicator(invent_publication(), "A2")
    found = invent_publication(row("over_coverage", 0.08, ci_low=0.05, ci_high=0.12))
    assert by_indicator(found, "A2").startswith("A2 = 8.0 % (95 % interval 5.0 % – 12.0 %)")
    hidden = invent_publication(row("over_coverage", float("nan"), suppressed="unreliable"))
    assert "A2: not estimated" in by_indicator(hidden, "A2")


def test_a3_and_a4_come_from_the_funnel_and_the_sample():
    publication = invent_publication()
    assert by_indicator(publication, "A3").startswith("A3 = 40.0 %: 800 of 2,000")
    text = by_indicator(publication, "A4")
    assert "A4 of websites = 25.0 %: of 800 enterprises with a known website or page, 200" in text
    assert "A4 of the sample s1 = 5.0 %: 380 of 400" in text
    assert "60 enterprises were answered by two people, and 12 were decided" in text


def test_a5_is_not_told_of_fewer_than_ten_enterprises():
    text = by_indicator(invent_publication(), "A5")
    assert "s1 | Ordering on the website | 380 | 361 | 5.0 %" in text
    assert "s1 | Chat on the website | 9 | 3 | –" in text


def test_a7_says_that_nothing_is_imputed_and_of_how_many_people_gave_an_answer():
    text = by_indicator(invent_publication(), "A7")
    assert text.startswith("A7 = 0 %: no answer is imputed. Of 19.0 % to 20.0 % of the registered"), "380/2000 and 400/2000"
    alone = invent_publication(row("B5", 0.3, method="lower_bound"))
    assert by_indicator(alone, "A7").startswith("A7: does not apply")


def test_rates_are_rounded_as_by_hand():
    asked = tuple(Asked("s1", "chat", 400, 400 - left) for left in (3, 11))
    text = by_indicator(invent_publication(facts=replace(FACTS, questions=asked)), "A5")
    assert "400 | 397 | 0.8 %" in text, "3/400 is 0.75 %"
    assert "400 | 389 | 2.8 %" in text, "11/400 is 2.75 %"


def test_time_lags_count_from_the_last_visit_to_first_and_final_release():
    first, final = invent_release(1, "provisional", "2026-03-31"), invent_release(2, "final", "2026-06-09")
    publication = invent_publication(release=final, history=(first,))
    assert by_indicator(publication, "TP1").startswith("TP1 = 30 days, from 1 March 2026 to 31 March 2026")
    assert by_indicator(publication, "TP2").startswith("TP2 = 100 days")
    assert "no such release yet" in by_indicator(invent_publication(release=first), "TP2")


def test_punctuality_is_the_release_less_the_day_announced():
    facts = replace(FACTS, office=Office(planned="2026-04-03"))
    release = invent_release(1, "provisional", "2026-03-31")
    assert by_indicator(invent_publication(facts=facts, release=release), "TP3").startswith("TP3 = -3 days")
    assert by_indicator(invent_publication(facts=facts), "TP3") == "TP3: not yet released."
    assert told(invent_publication(release=release), "S.14.2.1").is_missing


def test_days_that_are_none_are_not_counted():
    assert count_days("soon", "2026-01-01") is None
    assert count_days("2026-02-27T23:00:00Z", "2026-03-01") == 2


def test_cc2_counts_waves_since_the_last_break_and_breaks_are_told():
    found = Break("register", "2025", (("B5", "post_stratified"),), {"scope": ("old", "new")})
    publication = invent_publication(breaks=(found,))
    assert by_indicator(publication, "CC2").startswith("CC2 = 2:")
    assert "so far: 3." in by_indicator(publication, "CC2")
    assert found.sentence in told(publication, "S.15.2").sentences


def test_churn_leaves_out_what_is_of_a_few():
    text = told(invent_publication(), "S.15.2").text
    assert "Enterprises in both registers | 1,900" in text
    assert "Website lost" not in text


def test_a6_says_mean_revisions():
    means = pd.DataFrame(
        [
            {
                **{"indicator": "B5", "method": "post_stratified", "measure": "share", "earlier_release": 1, "compared": 4, "revised": 2},
                **{"mean_revision": -0.01, "mean_absolute_revision": 0.02, "relative_mean_absolute_revision": 0.04},
            }
        ]
    )
    text = by_indicator(invent_publication(revision_means=means), "A6")
    assert "post_stratified | share | 1 | 4 | 2 | -0.0100 | 0.0200 | 4.0 %" in text


def test_what_the_office_has_not_told_is_asked_for_with_the_command_and_counted():
    bare = invent_publication()
    assert told(bare, "S.6").is_missing
    assert "`ecomstat settings mandate" in told(bare, "S.6").text
    facts = replace(FACTS, office=Office(mandate="By law.", legal_act="Act 4"))
    given = invent_publication(facts=facts)
    assert told(given, "S.6").sentences == ("By law.",)
    assert not told(given, "S.6").is_missing
    missing = [sum(concept.is_missing for concept in write_quality_report(publication)) for publication in (bare, given)]
    assert missing[0] - missing[1] == 2
    asked = sum(bool(c.text) for c in write_quality_report(bare)) - 1
    assert f"{asked - missing[0]} of {asked} concepts" in by_indicator(bare, "AC3")


def test_a_release_says_that_the_office_has_not_told_but_gives_its_readers_no_command():
    bare = replace(invent_publication(facts=replace(FACTS, office=Office())), release=invent_release(1, "final", "2026-03-31"))
    assert told(bare, "S.6").text.startswith("The office has not told this.")
    assert not [concept.code for concept in write_quality_report(bare) if "ecomstat settings" in concept.text]


def test_employment_outside_of_the_register_is_told_or_asked_for():
    assert told(invent_publication(), "S.3.6").is_missing
    given = told(invent_publication(facts=replace(FACTS, employment_outside=0.625)), "S.3.6")
    assert "outside of the register have 62.5 % of all employment" in plain(given.text)
    assert not given.is_missing
    whole = told(invent_publication(facts=replace(FACTS, employment_outside=0.41)), "S.3.6")
    assert "have 41 % of all employment" in plain(whole.text), "as the office has stated it"


def test_rates_without_enough_labels_are_a_dash():
    judged = Judged("chat", 12, True, "audit", Rating(0.9, 0.6, 0.98), Rating(), Rating(), 0.0)
    text = plain(told(invent_publication(facts=replace(FACTS, judged=(judged,))), "S.13.3.2").text)
    assert "Chat on the website | 12 | 90.0 % [60.0 % – 98.0 %] | – | – | 0.0 %" in text


def test_a_wave_without_any_fact_has_a_whole_report_too():
    concepts = write_quality_report(invent_publication(facts=Facts()))
    assert len(concepts) == len(load_concepts())


def test_rows_hold_the_same_texts_without_mere_headings():
    publication = invent_publication()
    rows = write_quality_rows(publication)
    assert ("S.18.6.1", "Seasonal adjustment", "None.") in rows
    assert "S.13" not in {code for code, _, _ in rows}
    assert [text for _, _, text in rows] == [concept.text for concept in write_quality_report(publication) if concept.text]


def test_numbers_are_written_as_the_language_writes_them():
    use_language("fr")
    try:
        assert "40,0 %" in by_indicator(invent_publication(), "A3")
    finally:
        use_language(None)


def test_nothing_is_said_of_reviewers_where_nobody_reviewed():
    bare = " ".join(text for _, _, text in write_quality_rows(invent_publication(facts=Facts())))
    assert "People check" not in bare
    assert "two reviewers who do not see" not in bare
    assert "Decisions are checked by people" not in bare
    assert "Some enterprises are seen by two reviewers" in told(invent_publication(), "S.11.1").text
