import json
import re
from html import unescape
from pathlib import Path

import pytest

from store.estimates import replace_estimates
from store.opening import Store
from tests.web.browsing import Browser, browsing
from tests.web.inventing import SHOWN, SUPPRESSED, estimate
from web.application import build_application

REGISTER = [
    "enterprises",
    "labels",
    "links",
    "websites",
    "pages",
    "signals",
    "signal_rows",
    "capabilities",
    "capability_rows",
    "samples",
    "settings",
]


def query(client: Browser, sql: str):  # type: ignore[no-untyped-def]
    return client.get("/tables/safe.json", params={"sql": sql, "_shape": "objects"})


def test_only_the_safe_tables_are_there(client: Browser) -> None:
    names = {table["name"] for table in client.get("/tables/safe.json").json()["tables"]}
    own = {"estimates", "releases", "released_estimates", "website_statuses", "runs", "indicators"}
    assert names == own | {"imported_releases", "imported_estimates"}


@pytest.mark.parametrize("table", REGISTER)
def test_the_sql_box_cannot_read_the_register(table: str, client: Browser) -> None:
    answer = query(client, f"select * from {table}")
    assert answer.status_code == 400
    assert f"no such table: {table}" in answer.text
    assert client.get(f"/tables/safe/{table}.json").status_code == 404


def test_the_sql_box_reads_the_safe_tables(client: Browser) -> None:
    answer = query(client, "select size_class, value from estimates where value is not null order by size_class")
    assert answer.json()["rows"] == [{"size_class": "S_GE250", "value": SHOWN}, {"size_class": "_T", "value": SHOWN}]


@pytest.mark.parametrize(
    "sql",
    [
        "delete from estimates",
        "update estimates set value = 1",
        "insert into runs (command) values ('x')",
        "drop table estimates",
        "attach database '/tmp/other.db' as other",
        "pragma writable_schema = 1",
        "with x as (select 1) delete from estimates",
        "explain delete from estimates; delete from estimates",
        "vacuum into '/tmp/other.db'",
        "select load_extension('other')",
        "select writefile('/tmp/other', 'x')",
    ],
)
def test_sql_that_writes_or_reaches_out_is_refused(sql: str, client: Browser) -> None:
    assert query(client, sql).status_code == 400
    assert query(client, "select count(*) as n from estimates").json()["rows"] == [{"n": 5}]


def test_no_suppressed_figure_is_in_any_answer(client: Browser) -> None:
    pages = [
        "/",
        "/tables/safe/estimates",
        "/tables/safe/estimates.json?_shape=array",
        "/tables/safe/estimates.csv?_stream=1",
        "/tables/safe/estimates.json?_where=suppressed+!=+'none'",
        "/tables/safe.csv?sql=select+*+from+estimates",
        "/tables/safe/estimates.json?_facet=n_frame&_facet=value",
    ]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert str(SUPPRESSED)[:5] not in answer.text, page
        assert "4711" not in answer.text, page
    assert str(SHOWN) in client.get(pages[2]).text


def test_nothing_of_the_register_or_of_files_is_in_any_answer(client: Browser) -> None:
    for table in ("runs", "website_statuses", "estimates", "indicators"):
        text = client.get(f"/tables/safe/{table}.json?_shape=array").text.lower()
        assert json.loads(text)
        assert "hidden" not in text
        assert "/home/office" not in text


@pytest.mark.parametrize(
    "page", ["databases.json", "threads.json", "settings.json", "versions.json", "plugins.json", "metadata.json", "actor.json", "logout"]
)
def test_pages_about_the_server_are_closed(page: str, client: Browser) -> None:
    assert client.get(f"/tables/-/{page}").status_code == 404


@pytest.mark.parametrize(
    "page",
    [
        "/tables//-/databases.json",
        "/tables/%2D/databases.json",
        "/tables/x/../-/databases.json",
        "/tables/safe.db",
        "/tables/_internal.json",
        "/tables/_memory.json",
    ],
)
def test_there_is_no_way_around_what_is_closed(page: str, client: Browser) -> None:
    answer = client.get(page)
    assert answer.status_code in {302, 403, 404}, answer.text
    assert "safe.db" not in answer.text


def test_tables_show_new_estimates_after_the_start_page_was_opened(watching: Browser, filled: Store) -> None:
    count = "select count(*) as n from estimates"
    assert query(watching, count).json()["rows"] == [{"n": 5}]
    for rows in ([estimate("_T")], [estimate("_T"), estimate("S0T9")], []):
        replace_estimates(filled, "XD", "2026", rows)
        watching.get("/")
        assert query(watching, count).json()["rows"] == [{"n": len(rows)}]


def test_copies_that_nobody_looks_at_any_more_are_gone(
    watching: Browser, filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for number in range(6):
        replace_estimates(filled, "XD", "2026", [estimate("_T")] * (number % 2))
        watching.get("/")
    assert query(watching, "select count(*) as n from estimates").json()["rows"] == [{"n": 1}]
    assert len(list(tmp_path.glob("ecomstat-*/*/safe.db"))) <= 2


def test_the_copies_are_gone_when_the_application_ends(filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with browsing(build_application(filled.path)) as client:
        client.get("/tables/")
        assert list(tmp_path.glob("ecomstat-*/*/safe.db"))
    assert not list(tmp_path.glob("ecomstat-*/"))
    assert not list(tmp_path.rglob("safe.db"))


def test_links_inside_the_tables_stay_inside(client: Browser) -> None:
    page = client.get("/tables/safe").text
    assert 'href="/tables/safe/estimates"' in page
    assert '<a href="/">ecomstat</a>' in page
    assert "datasette.io" not in page


@pytest.mark.parametrize("sql", ["select randomblob(9000000)", "select hex(zeroblob(900000))", "select printf('%.*c', 9000000, 'x')"])
def test_no_query_fills_the_memory(sql: str, client: Browser) -> None:
    assert len(query(client, sql).text) < 10_000
    assert query(client, "select 1 as n").json()["rows"] == [{"n": 1}]


@pytest.mark.parametrize("path", ["/tables/", "/tables/safe", "/tables/safe/estimates", "/register/store", "/register/store/enterprises"])
def test_every_link_and_form_of_a_table_leads_somewhere(path: str, client: Browser) -> None:
    """To sort, to filter, to leaf through, and to take the rows away as CSV or JSON."""
    page = client.get(path).text
    found = {unescape(address) for address in re.findall(r'(?:href|action)="([^"#]+)"', page)}
    assert len(found) > 3
    for address in found:
        assert client.get(address).status_code == 200, address
