"""Vintages come in order, with approval, checks and reasons; nothing new is no release."""

from dataclasses import replace

import pytest

from aggregate.publication import releasing
from aggregate.publication.freezing import read_release, read_vintage
from aggregate.publication.releasing import Approval, check_order, release_wave
from aggregate.publication.vintages import tell_vintage
from catalogue.errors import EstimateError, ReleaseError
from store.frame import write_register
from store.opening import Store
from store.records import Label, Register, SampleDesign, SampledUnit
from store.releases import read_releases
from store.reviewing import NewQueue, open_queue
from store.reviews import append_labels, write_sample
from store.runs import recording
from tests.aggregate.publication.stores_of_releases import FACTS, WAVE, estimate, release, set_clock, write_sections


@pytest.fixture
def estimated(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    set_clock(monkeypatch, "2026-11-22T10:00:00+00:00")
    write_sections(store, C=40, G=60)
    estimate(store)
    set_clock(monkeypatch, "2026-11-22T10:05:00+00:00")
    return store


def change(store: Store) -> None:
    """Ten more enterprises, and estimates of all."""
    write_sections(store, C=50, G=60)
    estimate(store)


def test_a_release_says_who_approved_what_and_when(estimated):
    made = release(estimated, by=" ann ", reason="as planned")
    assert (made.number, made.vintage, made.released_by, made.reason) == (1, "provisional", "ann", "as planned")
    assert made.released_at == "2026-11-22T10:05:00Z"
    assert read_releases(estimated, *WAVE) == [made]
    assert {check.code for check in made.checks if not check.passed} == {"margins", "register"}


@pytest.mark.parametrize(
    ("before", "vintage", "sentence"),
    [
        ([], "revised", "Nothing has been released"),
        (["provisional", "final"], "final", "There is a final release already"),
        (["final"], "provisional", "There is a final release already"),
        (["provisional", "revised"], "provisional", "There is a revised release already"),
        ([], "preliminary", "no vintage preliminary"),
    ],
)
def test_vintages_that_are_out_of_order_are_refused(before, vintage, sentence, estimated):
    first = release(estimated)
    with pytest.raises(ReleaseError, match=sentence):
        check_order(vintage, [replace(first, vintage=name) for name in before], "a reason")


def test_a_revision_needs_its_reason(estimated):
    release(estimated, "final")
    change(estimated)
    with pytest.raises(ReleaseError, match="add --reason"):
        release(estimated, "revised", reason=" ", despite=())
    assert release(estimated, "revised", reason="Ten enterprises came late").number == 2


def test_the_same_content_is_refused_but_may_become_final(estimated):
    release(estimated)
    estimate(estimated)  # another run, the same figures
    with pytest.raises(ReleaseError, match=r"Release 1 \(provisional\) says all of this already"):
        release(estimated)
    release(estimated, "final")
    with pytest.raises(ReleaseError, match=r"Release 2 \(final\) says all of this already"):
        release(estimated, "revised")
    assert [found.vintage for found in read_releases(estimated)] == ["provisional", "final"]


def test_other_facts_alone_can_be_revised(estimated):
    release(estimated, "final")
    given = Approval("ann", "another licence", None, ("margins",))
    made = release_wave(estimated, *WAVE, "revised", given, facts=replace(FACTS, licence="CC0-1.0"))
    assert read_release(estimated, *WAVE, str(made.number)).facts.licence == "CC0-1.0"


def test_what_was_not_said_rightly_is_asked_for(estimated):
    with pytest.raises(ReleaseError, match="--by NAME"):
        release(estimated, by=" ")
    with pytest.raises(ReleaseError, match="--despite needs a reason"):
        release(estimated, reason="")
    with pytest.raises(ReleaseError, match=r"--despite knows made, fresh, .*, not luck"):
        release(estimated, despite=("luck",))
    with pytest.raises(ReleaseError, match="--despite margins"):
        release(estimated, despite=())
    assert read_releases(estimated) == []


def find_failed(store: Store, **given: object) -> set[str]:
    """The checks that a release keeps as failed, whatever somebody answers for."""
    blocking = ("made", "fresh", "queues", "margins", "methods", "office")
    return {check.code for check in release(store, despite=blocking, **given).checks if not check.passed}


def test_estimates_older_than_decisions_or_labels_are_noticed(estimated, monkeypatch):
    set_clock(monkeypatch, "2026-11-22T10:10:00+00:00")
    with recording(estimated, "classify", {}, *WAVE):
        pass
    with pytest.raises(ReleaseError, match=r"older than what they rest on \(classify\).*\n.*--despite fresh"):
        release(estimated)
    assert "fresh" in find_failed(estimated)


def test_a_register_that_came_later_is_noticed(estimated):
    write_register(estimated, Register(*WAVE, "r.csv", "0", "2026-06-30", "all", "ISIC4", "enterprise", False, 1, 1, 0))
    with pytest.raises(ReleaseError, match=r"older than what they rest on \(register\)"):
        release(estimated)


def test_what_another_wave_learns_makes_no_estimate_old(estimated, monkeypatch):
    set_clock(monkeypatch, "2026-11-22T10:10:00+00:00")
    with recording(estimated, "classify", {}, "XD", "2027"):
        pass
    assert "fresh" not in find_failed(estimated)


def test_an_open_audit_warns_of_provisional_figures_and_stops_final_ones(estimated):
    open_queue(estimated, NewQueue(*WAVE, "audit", "spring", ("chat",), 0.0, 1, "ann"), [])
    assert "queues" in {check.code for check in release(estimated).checks if not check.passed}
    with pytest.raises(ReleaseError, match=r"An audit is still open \(spring\)"):
        release(estimated, "final")


def test_an_office_without_name_is_asked_for_it(estimated):
    with pytest.raises(ReleaseError, match="missing: office, contact"):
        release_wave(estimated, *WAVE, "final", Approval("ann", "x", None, ("margins",)))


def test_figures_that_changed_without_a_reason_are_kept_as_a_warning(estimated):
    add_labels(estimated)
    estimate(estimated)
    first = release(estimated, reason="", despite=())
    assert "margins" in {check.code for check in first.checks if check.passed}
    assert {check.code: check.passed for check in first.checks}["labels"] is False
    change(estimated)
    (check,) = [check for check in release(estimated, "final", reason="", despite=()).checks if check.code == "reason"]
    assert not check.passed
    assert check.values["number"] == 1


def add_labels(store: Store) -> None:
    """Twenty-four labels of a sample of all that there are."""
    keys = [f"C-{n}" for n in range(12)] + [f"G-{n}" for n in range(12)]
    design = SampleDesign(*WAVE, "spring", "chat", "test", 1, 24, "all", {"all": (100, 24)})
    write_sample(store, design, [SampledUnit(key, "all", 0.24, place) for place, key in enumerate(keys)])
    answers = ("yes" if n % 3 == 0 else "no" for n in range(24))
    labels = zip(keys, answers, strict=True)
    append_labels(store, (Label(*WAVE, key, "chat", a, "ann", "audit", "2026-11-01T00:00:00Z", sample="spring") for key, a in labels))


def test_an_embargo_is_honoured_until_it_ends(estimated, monkeypatch):
    made = release(estimated, embargo="2026-11-24T09:00+03:00")
    assert made.embargo_until == "2026-11-24T06:00:00Z"
    assert read_release(estimated, *WAVE) is None
    assert read_vintage(estimated, *WAVE).vintage == "DRAFT"
    with pytest.raises(EstimateError, match="under embargo until 2026-11-24T06:00:00Z"):
        read_release(estimated, *WAVE, "provisional")
    assert read_release(estimated, *WAVE, "1", under_embargo=True).embargo == made.embargo_until
    set_clock(monkeypatch, "2026-11-24T06:00:00+00:00")
    published = read_vintage(estimated, *WAVE)
    assert (published.vintage, published.embargo) == ("provisional", None)


def test_a_draft_is_under_embargo_as_long_as_a_release_of_its_wave_is(estimated, monkeypatch):
    assert read_vintage(estimated, *WAVE).embargo is None
    made = release(estimated, embargo="2026-11-24T06:00Z")
    draft = read_vintage(estimated, *WAVE, "draft")
    assert (draft.vintage, draft.embargo) == ("DRAFT", made.embargo_until)
    assert tell_vintage(draft).startswith("UNDER EMBARGO until 24 November 2026, 06:00 UTC")
    set_clock(monkeypatch, "2026-11-24T06:00:00+00:00")
    assert read_vintage(estimated, *WAVE, "draft").embargo is None


@pytest.mark.parametrize("given", [{"by": "Andr\udce9"}, {"by": "ann\nben"}, {"by": "a" * 501}, {"reason": "late\x1b[2J"}])
def test_a_name_or_reason_that_cannot_be_printed_is_refused_before_any_work(estimated, given):
    with pytest.raises(ReleaseError, match=r"--(by|reason) must be one line of at most 500 readable"):
        release(estimated, **given)
    assert read_releases(estimated) == []


@pytest.mark.parametrize(
    ("text", "sentence"), [("soon", "is no time"), ("2026-12-01T09:00", "in which zone"), ("2026-11-22T13:04+03:00", "is over")]
)
def test_an_embargo_must_be_a_moment_to_come(estimated, text, sentence):
    with pytest.raises(ReleaseError, match=sentence):
        release(estimated, embargo=text)


def test_what_is_not_there_is_said(estimated):
    with pytest.raises(EstimateError, match="Nothing of XD 2026 has been released yet"):
        read_vintage(estimated, *WAVE, "final")
    release(estimated)
    with pytest.raises(EstimateError, match="has no release 7, but 1 provisional"):
        read_vintage(estimated, *WAVE, "7")


def test_estimates_that_are_made_while_they_are_checked_are_not_released(estimated, monkeypatch):
    looked = releasing.list_checks

    def look_slowly(candidate):
        checks = looked(candidate)
        estimate(estimated)
        return checks

    monkeypatch.setattr(releasing, "list_checks", look_slowly)
    with pytest.raises(ReleaseError, match="while it was checked"):
        release(estimated)
    assert read_releases(estimated) == []
