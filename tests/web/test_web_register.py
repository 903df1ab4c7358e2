from pathlib import Path

import pytest

from store.frame import write_enterprises
from store.opening import Store, open_store
from store.records import Enterprise
from tests.web.browsing import Browser, browsing
from web.application import build_application


def query(browser: Browser, sql: str):  # type: ignore[no-untyped-def]
    return browser.get("/register/store.json", params={"sql": sql, "_shape": "objects"})


def test_a_methodologist_sees_the_store_as_it_is_now(watching: Browser, filled: Store) -> None:
    count = "select count(*) as n from enterprises"
    assert query(watching, count).json()["rows"] == [{"n": 3}]
    write_enterprises(filled, [Enterprise("KE", "2027", "K1")])
    assert query(watching, count).json()["rows"] == [{"n": 4}]
    assert "hidden_reviewer" in watching.get("/register/store/labels.csv").text


@pytest.mark.parametrize(
    "sql",
    [
        "delete from estimates",
        "update enterprises set name = 'x'",
        "insert into settings values ('a', 'b')",
        "drop table labels",
        "attach database 'ecomstat-accounts.db' as other",
        "pragma query_only = 0",
        "pragma writable_schema = 1",
        "with x as (select 1) delete from estimates",
        "vacuum into '/tmp/other.db'",
        "select load_extension('other')",
        "select readfile('ecomstat-accounts.db')",
        "select * from people",
        "select * from sessions",
    ],
)
def test_sql_that_writes_or_reaches_the_accounts_is_refused(sql: str, client: Browser) -> None:
    assert query(client, sql).status_code == 400
    assert query(client, "select count(*) as n from estimates").json()["rows"] == [{"n": 5}]


def test_even_datasette_s_own_connection_cannot_write(watching: Browser) -> None:
    watching.get("/register/")
    shown = watching.around.register.shown
    database = shown.databases["store"]
    with pytest.raises(Exception, match="readonly"):
        watching.runner.run(database.execute_write("delete from estimates"))
    assert query(watching, "select count(*) as n from estimates").json()["rows"] == [{"n": 5}]


def test_what_was_looked_at_is_not_kept_by_the_browser(client: Browser) -> None:
    for path in ("/register/store/labels", "/register/store/labels.csv", "/tables/safe/estimates"):
        assert client.get(path).headers["cache-control"] == "no-store"


def test_only_the_store_is_offered(client: Browser) -> None:
    assert [database["name"] for database in client.get("/register/.json").json().values()] == ["store"]
    for path in (
        "/register/_memory.json",
        "/register/_internal.json",
        "/register/-/databases.json",
        "/register/%2D/versions.json",
        "/register/store.db",
    ):
        assert client.get(path).status_code in {302, 403, 404}, path


def test_without_a_store_the_register_says_so(empty_client: Browser) -> None:
    answer = empty_client.get("/register/")
    assert answer.status_code == 404
    assert "There is no store" in answer.text


def test_a_store_that_comes_later_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "later.db"
    with browsing(build_application(path)) as browser:
        assert browser.get("/register/").status_code == 404
        open_store(path).close()
        assert browser.get("/register/").status_code == 200


def test_a_store_is_shown_whatever_signs_its_name_holds(tmp_path: Path) -> None:
    folder = tmp_path / "100% of #1 & more"
    folder.mkdir()
    with open_store(folder / "büro's store.db") as store:
        write_enterprises(store, [Enterprise("KE", "2027", "K1")])
    with browsing(build_application(store.path)) as browser:
        assert query(browser, "select enterprise_id from enterprises").json()["rows"] == [{"enterprise_id": "K1"}]


def test_the_start_page_leads_a_methodologist_to_the_register_and_nobody_else(client: Browser) -> None:
    assert 'href="/register/store"' in client.get("/").text
    client.log_in("viewer-1", "viewer")
    try:
        page = client.get("/").text
    finally:
        client.log_in("methodologist-1", "methodologist")
    assert "/register" not in page
    assert "/tables/safe/estimates" in page
