from html.parser import HTMLParser
from pathlib import Path

from store.decisions import replace_capabilities
from store.estimates import replace_estimates
from store.frame import write_enterprises
from store.opening import Store, open_store
from store.records import Capability, Enterprise, SampleDesign, SampledUnit, Website
from store.reviewing import NewQueue, NewTask, open_queue
from store.reviews import write_sample
from store.runs import recording
from store.websites import add_websites
from tests.web.browsing import Browser, browsing
from tests.web.inventing import estimate
from web.application import build_application


class Links(HTMLParser):
    """Collects what a page refers to and where it scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.scripted: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.targets += [value or "" for name, value in attributes if name in {"href", "src"}]
        self.scripted += [tag for name, _ in attributes if tag == "script" or name == "style" or name.startswith("on")]


def test_the_page_says_what_the_store_holds(client: Browser) -> None:
    page = client.get("/")
    assert page.status_code == 200
    for text in (
        "Demoland, wave 2026",
        "31.3\N{NO-BREAK SPACE}%",
        "26.3\N{NO-BREAK SPACE}% – 36.3\N{NO-BREAK SPACE}%",
        "parked",
        "The host name is not known.",
        "aggregate",
    ):
        assert text in page.text, text


def test_the_page_names_nobody_of_the_register(client: Browser) -> None:
    page = client.get("/").text.lower()
    assert "hidden name" not in page
    assert "hidden_reviewer" not in page
    assert "hidden0" not in page
    assert "/home/office" not in page


def test_suppressed_figures_are_not_on_the_page(client: Browser) -> None:
    assert "47.1" not in client.get("/").text
    assert "4711" not in client.get("/").text


def test_every_link_of_the_page_leads_somewhere(client: Browser) -> None:
    links = Links(client.get("/").text)
    assert "/tables/safe/estimates" in links.targets
    assert links.scripted == []
    for target in links.targets:
        assert client.get(target).status_code == 200, target


def test_the_next_command_follows_from_what_is_missing(watching: Browser, filled: Store) -> None:
    assert "<code>ecomstat sample XD --size 400</code>" in watching.get("/").text


def draw_sample(store: Store) -> None:
    """Another wave, worked on last, whose sample nobody has looked at yet."""
    write_enterprises(store, [Enterprise("XD", "2027", "E0")])
    add_websites(store, [Website("XD", "2027", "new.co.xd", "new.co.xd", status="ok", is_final=True, attempts=1)])
    replace_capabilities(store, "XD", "2027", [Capability("E0", "online_ordering", "yes", None, "rules-1")])
    design = SampleDesign("XD", "2027", "sample-1", "online_ordering", None, 1, 1, "optimal", {"predicted_yes:S0T9": (1, 1)})
    with recording(store, "sample", {}, "XD", "2027"):
        write_sample(store, design, [SampledUnit("E0", "predicted_yes:S0T9", 1, 0)])


def test_after_a_sample_was_drawn_the_next_step_is_a_link_to_reviewing(watching: Browser, filled: Store) -> None:
    draw_sample(filled)
    assert '<a class="button" href="/review">Review</a>' in watching.get("/").text
    watching.log_in("vic", "viewer")
    page = watching.get("/").text
    assert "people now look at its enterprises" in page
    assert "/review" not in page


def test_who_sees_reviews_waiting_is_not_led_to_them_twice(watching: Browser, filled: Store) -> None:
    draw_sample(filled)
    training = NewQueue("XD", "2027", "training", "training-1", ("online_ordering",), 0, 1, "tests")
    open_queue(filled, training, [NewTask("E0", "first", "pages", "S0T9", 1)])
    main = watching.get("/").text.partition("<main")[2]
    assert "1 enterprise is left to review." in main
    assert main.count(">Review</a>") == 1
    assert "people now look at its enterprises" not in main


def test_without_labels_each_indicator_has_one_line_with_its_bounds(watching: Browser, filled: Store) -> None:
    values = {"lower_bound": 0.104, "share_among_read": 0.2, "upper_bound": 0.851}
    bounds = [estimate("_T", value=v, method=m, ci_low=None, ci_high=None, standard_error=None) for m, v in values.items()]
    replace_estimates(filled, "XD", "2026", bounds)
    page = watching.get("/").text
    assert page.count("10.4\N{NO-BREAK SPACE}% – 85.1\N{NO-BREAK SPACE}%") == 1
    assert "20.0\N{NO-BREAK SPACE}%" not in page
    assert "95 %" not in page


def test_an_indicator_has_the_same_name_everywhere_on_the_page(client: Browser) -> None:
    page = client.get("/").text
    assert page.count(">Ordering on the website</th>") == 2
    assert ">Online ordering" not in page


def test_only_sites_that_somebody_visits_are_still_to_be_visited(watching: Browser, filled: Store) -> None:
    add_websites(filled, [Website("XD", "2026", "facebook.com/invented", "facebook.com", kind="social")])
    assert "ecomstat sample XD" in watching.get("/").text
    add_websites(filled, [Website("XD", "2026", "new.co.xd", "new.co.xd")])
    assert "<code>ecomstat crawl XD</code>" in watching.get("/").text


def test_the_page_shows_what_was_written_after_it_was_opened(watching: Browser, filled: Store) -> None:
    assert "Kenya" not in watching.get("/").text
    write_enterprises(filled, [Enterprise("KE", "2027", "K1")])
    assert "Kenya, wave 2027" in watching.get("/").text


def test_without_a_store_the_page_says_how_to_begin(empty_client: Browser) -> None:
    page = empty_client.get("/")
    assert page.status_code == 200
    assert "ecomstat frame COUNTRY register.csv" in page.text
    assert "/tables" not in page.text
    assert empty_client.get("/tables/").status_code == 404


def test_an_empty_store_is_no_error(store_path: Path) -> None:
    open_store(store_path).close()
    with browsing(build_application(store_path)) as client:
        assert "The store is empty" in client.get("/").text
        assert client.get("/tables/safe/estimates").status_code == 200


def test_a_file_that_is_no_store_is_one_sentence(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_text("not a database at all, only a text that somebody kept", encoding="utf-8")
    with browsing(build_application(other)) as client:
        page = client.get("/")
        assert page.status_code == 200
        assert "cannot be opened" in page.text
        assert client.get("/tables/").status_code == 404
