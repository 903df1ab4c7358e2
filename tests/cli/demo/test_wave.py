"""The demo's chain on a small country: everything runs, nothing is assumed, and guests behave."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue.errors import StoreError
from catalogue.progress import Quiet
from cli.demo import answering, wave
from cli.demo.changes import change_hands
from cli.demo.comparing import DemoResult
from cli.demo.country import invent_country
from cli.demo.coverage import measure_coverage
from cli.demo.labelling import write_labels
from cli.demo.records import DemoCountry
from cli.demo.server import DemoServer
from store.links import read_linked_ids
from store.opening import open_store
from store.reviews import read_labels, read_sample
from store.websites import read_websites

SEED, ENTERPRISES = 120, 160
CHANGING = ("add-to-cart", "/cart/add", "/b/put", "basket.cgi", "/enquiry/add", "logout")


@dataclasses.dataclass
class Finished:
    """A demo that ran once for all tests of this file."""

    country: DemoCountry
    folder: Path
    result: DemoResult
    asked: list[tuple[str, str]]
    asked_later: list[tuple[str, str]]


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Finished]:
    folder = tmp_path_factory.mktemp("demo")
    servers: list[DemoServer] = []

    class WatchedServer(DemoServer):
        def __enter__(self) -> "DemoServer":
            servers.append(self)
            return super().__enter__()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wave, "DemoServer", WatchedServer)
        patch.setattr(wave, "REDRAWS", 3)
        patch.setattr(answering, "HANG_SECONDS", 0.2)
        result = wave.run_demo(folder / "demo.db", seed=SEED, progress=Quiet(), directory=folder / "out", enterprises=ENTERPRISES, waves=2)
        yield Finished(invent_country(SEED, ENTERPRISES), folder, result, servers[0].asked, servers[1].asked)


def test_every_enterprise_is_in_the_frame_and_every_indicator_beside_its_truth(finished: Finished) -> None:
    assert finished.result.enterprises == ENTERPRISES
    rows = {row.indicator: row for row in finished.result.rows}
    for name in ("own_website", "web_presence", "online_ordering"):
        assert rows[name].truth == sum(unit.truth[name] for unit in finished.country.enterprises) / ENTERPRISES
        assert rows[name].hit is not None or rows[name].estimate is None  # of so few, some are too uncertain to be published
    for row in rows.values():
        assert row.hit is None or (row.low is not None and row.high is not None and row.hit == (row.low <= row.truth <= row.high))


def test_most_sites_that_answer_are_read_and_those_that_do_not_are_never_said_to_be(finished: Finished) -> None:
    with open_store(finished.folder / "demo.db") as store:
        statuses = {site.site: site.status for site in read_websites(store, "XD", finished.result.wave)}
    manners = {host: site.manner for host, site in finished.country.sites.items() if host in statuses}
    open_sites = [host for host, manner in manners.items() if manner == "answers"]
    assert sum(statuses[host] == "ok" for host in open_sites) > 0.95 * len(open_sites)
    silent = {"closes", "hangs", "fails", "shell", "captcha", "denied", "login"}
    assert all(statuses[host] != "ok" for host, manner in manners.items() if manner in silent)


def test_most_enterprises_are_given_their_website_or_rightly_none(finished: Finished) -> None:
    finding = finished.result.finding
    assert sum(finding.everybody.counts.values()) == ENTERPRISES
    assert finding.everybody.share_right is not None
    assert finding.everybody.share_right.value >= 0.86  # 92 % less three standard errors of 160 enterprises
    assert finding.everybody.counts["wrong"] <= 0.03 * ENTERPRISES


def test_websites_that_the_register_does_not_name_are_found_by_guesses_lists_and_mail(finished: Finished) -> None:
    finding = finished.result.finding
    assert finding.unnamed.counts["right"] >= 0.3 * (finding.unnamed.counts["right"] + finding.unnamed.counts["missed"])
    proposed = {found.source: found for found in finding.sources}
    assert {"register", "email", "guess", "list"} <= set(proposed)
    assert all(0 < proposed[source].true <= proposed[source].enterprises for source in ("email", "guess", "list"))


def test_a_year_later_the_links_have_followed_the_domains_that_changed(finished: Finished) -> None:
    later = finished.result.year_later
    assert later is not None
    assert later.churn is not None
    assert later.churn.earlier_wave == finished.result.wave
    assert sum(later.churn.lost.values()) + sum(later.churn.moved.values()) >= 1
    assert later.churn.kept > 5 * sum(later.churn.lost.values())
    country = change_hands(finished.country)
    changed = [(old, new) for old, new in zip(finished.country.enterprises, country.enterprises, strict=True) if old.host != new.host]
    with open_store(finished.folder / "demo.db") as store:
        before = set(read_linked_ids(store, "XD", finished.result.wave))
        after = set(read_linked_ids(store, "XD", later.wave))
    known = [(old.enterprise_id, str(old.host)) for old, _ in changed if (old.enterprise_id, old.host) in before]
    assert known
    assert [pair for pair in known if pair in after] == []


def test_no_request_changes_anything(finished: Finished) -> None:
    assert len(finished.asked) > 90
    everything = finished.asked + finished.asked_later
    assert [target for _, target in everything if any(part in target for part in CHANGING)] == []


@pytest.mark.parametrize("compressed", [False, True])
def test_sites_that_forbid_robots_are_left_alone(finished: Finished, compressed: bool) -> None:
    forbidden = {host for host, site in finished.country.sites.items() if site.manner == "robots" and site.gzip == compressed}
    asked = [(host.removeprefix("www."), target) for host, target in finished.asked]
    visited = [(host, target) for host, target in asked if host in forbidden]
    assert visited
    assert {target for _, target in visited} == {"/robots.txt"}


def test_social_networks_and_marketplaces_are_never_asked(finished: Finished) -> None:
    hosts = {host.split(":")[0] for host, _ in finished.asked}
    assert {host for host in hosts if not host.endswith(".xd")} == set()


def test_labels_are_the_truth_of_the_drawn_enterprises_with_a_few_unanswered(finished: Finished) -> None:
    truth = {unit.enterprise_id: unit.truth for unit in finished.country.enterprises}
    with open_store(finished.folder / "demo.db") as store:
        drawn = read_sample(store, "XD", finished.result.wave, wave.SAMPLE)["enterprise_id"]
        labels = list(read_labels(store, "XD", finished.result.wave))
    assert {label.enterprise_id for label in labels} == set(drawn)
    assert len(labels) == len(drawn) * len(truth[drawn[0]])
    answered = [label for label in labels if label.answer != "unknown"]
    assert 0 < len(labels) - len(answered) < 0.05 * len(labels)
    assert all((label.answer == "yes") == truth[label.enterprise_id][label.question] for label in answered)


@pytest.mark.long
def test_running_it_again_changes_nothing(finished: Finished, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wave, "REDRAWS", 3)
    again = wave.run_demo(
        finished.folder / "demo.db", seed=SEED, progress=Quiet(), directory=finished.folder / "out", enterprises=ENTERPRISES
    )
    assert again.rows == finished.result.rows
    assert again.statuses == finished.result.statuses


def test_another_country_in_the_same_wave_is_refused(finished: Finished) -> None:
    with pytest.raises(StoreError, match="another register of XD"):
        wave.run_demo(finished.folder / "demo.db", seed=SEED, progress=Quiet(), directory=finished.folder / "out", enterprises=120)


def test_each_seed_has_a_wave_of_its_own() -> None:
    assert wave.name_wave(wave.DEFAULT_SEED) == "2026"
    assert len({wave.name_wave(seed) for seed in range(1, 50)}) == 49


def test_intervals_of_redraws_have_width_and_their_shares_are_shares(finished: Finished) -> None:
    with open_store(finished.folder / "demo.db") as store:
        (coverage,) = measure_coverage(
            store, finished.country, finished.result.wave, ["own_website"], size=80, redraws=10, seed=1, progress=Quiet()
        )
    assert coverage.redraws == 10
    assert coverage.intervals >= 10
    assert coverage.narrowest > 0
    assert 0.5 < coverage.share <= 1


def test_labels_do_not_depend_on_the_order_of_work() -> None:
    country = invent_country(SEED, 40)
    ids = [unit.enterprise_id for unit in country.enterprises[:10]]
    forwards = {(label.enterprise_id, label.question): label.answer for label in write_labels(country, "2026", "s", ids)}
    backwards = {(label.enterprise_id, label.question): label.answer for label in write_labels(country, "2026", "s", ids[::-1])}
    assert forwards == backwards
