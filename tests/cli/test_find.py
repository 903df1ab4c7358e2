"""`ecomstat find` from the register to accepted links, against a web server and a name server on this machine."""

from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from cli.main import run
from scrapers.crawling.options import CrawlOptions, CrawlReport
from scrapers.spiders.candidates import CandidatesSpider
from store.candidates import count_accepted, read_candidates, read_open_candidates
from store.comparisons import read_comparisons
from store.frame import write_enterprises
from store.opening import open_store
from store.phases import write_phase
from store.records import Enterprise, PhaseDesign, PhaseUnit, SiteVisit, Website
from store.rows import current_time
from store.runs import read_runs
from store.settings import write_setting
from store.websites import add_websites, find_website, read_open_websites, write_visits
from tests.scrapers.crawling.town import Host, Town, open_town, plain
from tests.scrapers.finding.name_server import Names, open_names

WAVE = ("KE", "2026")
MAZUKO, BARIDI, KITALE, POMBAZI = "+254 722 845 113", "+254 733 901 224", "+254 711 300 471", "+254 720 118 640"
FURTHER = ("about", "shop", "terms", "news", "gallery", "prices")


def business(name: str, phone: str, place: str) -> Host:
    links = "".join(f'<a href="/{path}">{path}</a> ' for path in ("contact", *FURTHER))
    words = "We make and sell what the region needs, and deliver it. Our doors are open on every working day; come and see what we make."
    home = f"<!doctype html><html lang=en><title>{name}</title><h1>{name}</h1><p>{words}</p>{links}<footer>© 2026 {name}</footer></html>"
    contact = f"<!doctype html><html lang=en><title>Contact {name}</title><h1>{name}</h1><p>P.O. Box 12, {place}. Phone {phone}</p></html>"
    other = f"<!doctype html><html lang=en><title>{name}</title><p>More of what we make.</p></html>"
    return plain({"/": home, "/contact": contact, **{f"/{path}": other for path in FURTHER}})


FOR_SALE = "<!doctype html><html><title>tea.co.ke</title><h1>This domain is for sale</h1><a href='/contact'>Contact</a></html>"
HOSTS: dict[str, Host] = {
    "mazuko.co.ke": business("Mazuko Furniture Ltd", MAZUKO, "Nyeri"),
    "baridi.co.ke": business("Baridi Cold Stores Ltd", BARIDI, "Nakuru"),
    "kitalemillers.co.ke": business("Kitale Millers Ltd", KITALE, "Kitale"),
    "wanjiru.co.ke": plain({"/": FOR_SALE}),
    "pombazi-old.co.ke": plain({"/": FOR_SALE}),
    "pombazityres.co.ke": business("Pombazi Tyres Ltd", POMBAZI, "Thika"),
}


def firm(key: str, name: str, **fields: str) -> Enterprise:
    return Enterprise(*WAVE, key, name=name, size_class="S10T49", **fields)  # type: ignore[arg-type]


REGISTER = [
    firm("1", "Mazuko Furniture Ltd", phone=MAZUKO, place="Nyeri", email="info@mazuko.co.ke"),
    firm("2", "Baridi Cold Stores Ltd", phone=BARIDI, place="Nakuru", url="www.baridi.co.ke", site="baridi.co.ke"),
    firm("3", "Kitale Millers Ltd", phone=KITALE, place="Kitale", email="kitale@gmail.com"),
    firm("4", "Tea of Kericho Ltd", place="Kericho", email="info@wanjiru.co.ke"),
    firm("5", "Wafula Otieno", legal_form="Sole proprietorship"),
    firm("6", "Pombazi Tyres Ltd", phone=POMBAZI, place="Thika", url="pombazi-old.co.ke", site="pombazi-old.co.ke"),
]


def make_register(path: Path) -> Path:
    with open_store(path) as store:
        write_enterprises(store, REGISTER)
        add_websites(store, [Website(*WAVE, "baridi.co.ke", "baridi.co.ke", start_url="http://www.baridi.co.ke")])
        write_setting(store, "contact_url", "https://stats.example/contact")
    return path


def find(db: Path, *options: str) -> tuple[int, str]:
    """The exit code of `ecomstat find KE`, and what it printed."""
    printed = StringIO()
    with redirect_stdout(printed), pytest.raises(SystemExit) as ended:
        run(["--db", str(db), "--wave", "2026", "find", "KE", *options])
    return int(ended.value.code or 0), printed.getvalue()


@dataclass(frozen=True, slots=True)
class Found:
    """A finished run: where, what was asked of whom, and what was printed."""

    db: Path
    town: Town
    names: Names
    printed: str
    options: tuple[str, ...]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Found]:
    db = make_register(tmp_path_factory.mktemp("find") / "ecomstat.db")
    hosts = {spelt: host for name, host in HOSTS.items() for spelt in (name, f"www.{name}")}
    with open_town(hosts) as town, open_names(dict.fromkeys(HOSTS, ("127.0.0.1",))) as names:
        options = ("--connect-to", town.address, "--allow-private", "--delay", "0")
        asked = ("--allow-disclosure", "dns", "--dns", names.address)
        code, printed = find(db, *options, *asked)
        assert code == 0, printed
        yield Found(db, town, names, printed, options)


def test_every_source_proposes_what_it_can(found: Found) -> None:
    with open_store(found.db) as store:
        proposed = {(c.enterprise_id, c.site, c.source) for c in read_candidates(store, *WAVE)}
    assert proposed >= {
        ("1", "mazuko.co.ke", "email"), ("2", "baridi.co.ke", "register"), ("3", "kitalemillers.co.ke", "guess"),
        ("4", "wanjiru.co.ke", "email"),
    }  # fmt: skip


def test_websites_are_accepted_on_evidence_and_opened_for_the_crawl(found: Found) -> None:
    with open_store(found.db) as store:
        opened = {w.site for w in read_open_websites(store, *WAVE, before="2999")}
        assert opened >= {"baridi.co.ke", "kitalemillers.co.ke", "mazuko.co.ke"}
        assert "wanjiru.co.ke" not in opened  # for sale, though it is the domain of the register's e-mail address
        assert count_accepted(store, *WAVE)["guess", ""] == 3
        assert {c.level for c in read_comparisons(store, *WAVE, "3") if c.kind == "phone"} == {"equal"}


def test_who_named_a_website_that_is_gone_is_looked_for_in_the_same_run(found: Found) -> None:
    with open_store(found.db) as store:
        assert ("pombazityres.co.ke", "guess") in {(c.site, c.source) for c in read_candidates(store, *WAVE, "6")}
        opened = {w.site for w in read_open_websites(store, *WAVE, before="2999")}
    assert "pombazityres.co.ke" in opened
    assert "pombazi-old.co.ke" not in opened
    assert not [name for name in found.names.asked if name.startswith("baridi")]


def test_a_domain_for_sale_is_left_after_a_page(found: Found) -> None:
    with open_store(found.db) as store:
        website = find_website(store, *WAVE, "wanjiru.co.ke")
    assert website is not None
    assert website.status == "for_sale"
    assert found.town.paths("wanjiru.co.ke") == ["/"]


def test_few_pages_of_a_candidate_are_asked_for_and_those_that_say_who_it_is(found: Found) -> None:
    asked = found.town.paths("mazuko.co.ke")
    assert {"/", "/contact", "/about", "/terms"} <= set(asked)
    assert {"/news", "/gallery", "/prices"}.isdisjoint(asked)
    assert len(asked) <= 5


def test_what_leaves_is_said_and_noted_and_no_natural_person_is_in_it(found: Found) -> None:
    assert "Leaving this computer, for dns: guessed domain names" in found.printed
    assert "--allow-disclosure search" in found.printed
    assert not [name for name in found.names.asked if "wafula" in name or "otieno" in name]
    with open_store(found.db) as store:
        noted = next(run for run in read_runs(store) if run.command == "find")
    assert (list(noted.arguments["disclosed"]), noted.arguments["dns"]) == (["dns"], found.names.address)
    assert noted.counts["disclosed"] == "dns"


def test_a_second_run_asks_nobody_again_and_decides_the_same(found: Found) -> None:
    with open_store(found.db) as store:
        first = count_accepted(store, *WAVE)
    pages, names = len(found.town.asked), len(found.names.asked)
    code, _ = find(found.db, *found.options, "--allow-disclosure", "dns", "--dns", found.names.address)
    assert code == 0
    assert (len(found.town.asked), len(found.names.asked)) == (pages, names)
    with open_store(found.db) as store:
        assert count_accepted(store, *WAVE) == first


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--allow-disclosure", "smoke"], "'smoke' is nothing that can be allowed"),
        (["--list", "nowhere.csv"], "nowhere.csv"),
        (["--list", "pyproject.toml"], "no list that can be recognised"),
        (["--list", "pyproject.toml:directory"], "no column of names"),
        (["--opt-out", "nowhere.txt"], "nowhere.txt"),
        (["--dns", "here"], "HOST:PORT"),
        (["--allow-disclosure", "search"], "--search URL"),
    ],
)
def test_bad_input_ends_in_a_sentence_before_anything_is_asked(
    tmp_path: Path, options: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    db = make_register(tmp_path / "e.db")
    code, _ = find(db, *options)
    error = capsys.readouterr().err
    assert (code, sentence in error) == (1, True), error
    with open_store(db) as store:
        assert (list(read_candidates(store, *WAVE)), read_runs(store)) == ([], [])
    assert "Traceback" not in error


def test_a_wave_without_a_register_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    open_store(tmp_path / "e.db").close()
    assert find(tmp_path / "e.db")[0] == 1
    assert "ecomstat frame KE register.csv" in capsys.readouterr().err


def test_stopped_it_ends_130_and_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    db = make_register(tmp_path / "e.db")
    monkeypatch.setattr("cli.seeking.launch_crawl", stop)
    assert find(db)[0] == 130
    with open_store(db) as store:
        assert [(r.command, r.outcome) for r in read_runs(store)] == [("find", "interrupted")]
        assert [w.site for w in read_open_candidates(store, *WAVE, before="2999")] == [
            "baridi.co.ke", "pombazi-old.co.ke", "mazuko.co.ke", "wanjiru.co.ke",
        ]  # fmt: skip


def test_no_crawl_begins_where_every_candidate_waits_for_another_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a crawl of nothing")

    monkeypatch.setattr("cli.seeking.launch_crawl", refuse)
    db = make_register(tmp_path / "e.db")
    tried = {"attempts": 1, "first_attempt_at": current_time(), "last_attempt_at": current_time(), "status": "timeout"}
    sites = [
        Website(*WAVE, site, site, is_candidate=True, **tried)
        for site in ("baridi.co.ke", "mazuko.co.ke", "wanjiru.co.ke", "pombazi-old.co.ke")
    ]
    with open_store(db) as store:
        write_visits(store, [SiteVisit(site) for site in sites])
    code, printed = find(db)
    assert code == 0
    assert "No proposed website is left to visit today." in printed


def test_only_the_first_phase_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def report(_: Path, options: CrawlOptions, *__: object) -> CrawlReport:
        return CrawlReport(options.country, options.wave, 0, {}, 0, None, 0, 0, None)

    db = make_register(tmp_path / "e.db")
    with open_store(db) as store:
        write_phase(store, PhaseDesign(*WAVE, 1, 1, {"_T": (5, 1)}, {}), [PhaseUnit("1", "_T", 0.2)])
    monkeypatch.setattr("cli.seeking.launch_crawl", report)
    assert find(db)[0] == 0
    with open_store(db) as store:
        assert {c.enterprise_id for c in read_candidates(store, *WAVE)} == {"1"}


def test_all_spiders_are_listed_and_the_one_of_candidates_reads_few_pages() -> None:
    settings = Settings()
    settings.setmodule("scrapers.settings")
    assert SpiderLoader.from_settings(settings).list() == ["candidates", "enterprises", "shells"]
    CandidatesSpider.update_settings(settings)
    assert (settings.getint("ECOMSTAT_PAGES"), settings.getint("ECOMSTAT_DEPTH")) == (5, 1)
