"""What goes to other computers: hosts, all of a registered domain together, and nothing else that an office knows."""

import pickle

import pytest

from catalogue.errors import CrawlError
from scrapers.cluster.planning import build_tasks, choose_manners, find_host, list_opt_outs, plan_shards
from scrapers.cluster.tasks import CrawlTask, HostVisit, decode_task, encode_hosts, encode_task, name_shard
from scrapers.crawling.frontier import RetryPlan
from scrapers.crawling.opting_out import OptOuts
from scrapers.crawling.options import CrawlOptions
from scrapers.crawling.shards import Shard
from store.frame import write_enterprises
from store.opening import Store
from store.records import Enterprise, Website
from store.websites import add_websites

ALL_DAY = RetryPlan(3, same_day=True)
OPTIONS = CrawlOptions("KE", "2026", contact_name="Office", contact_url="https://stats.example/contact")


def site(name: str, start: str | None = None, kind: str = "own", **values: object) -> Website:
    return Website("KE", "2026", name, name.partition("/")[0], kind, start, **values)  # type: ignore[arg-type]


def send(store: Store, *, sites: int = 3, at_once: int = 1, opt_outs: set[str] | None = None) -> dict[str, tuple[bytes, CrawlTask]]:
    """What would be sent, by part: the bytes and what they say."""
    entries = opt_outs or set()
    plan = plan_shards(store, "KE", "2026", ALL_DAY, OptOuts(entries), sites)
    manners = choose_manners(store, OPTIONS, at_once)
    built = build_tasks(plan, "KE", "2026", "s3://bucket/wave", manners, list_opt_outs(entries))
    sent = {asked.part: (encoded, decode_task(encoded)) for asked, encoded in built}
    assert all(isinstance(task, CrawlTask) for _, task in sent.values())
    return sent  # type: ignore[return-value]


def test_a_task_says_nothing_of_the_enterprise(store: Store) -> None:
    secret = Enterprise(
        "KE", "2026", "PVT-0098231", name="Wanjiku Joinery Ltd", trade_name="Fine Chairs", tax_id="P051234567X", phone="+254700000001",
        email="owner@duka.co.ke", address="Moi Avenue 7", url="http://duka.co.ke/", site="duka.co.ke",
    )  # fmt: skip
    write_enterprises(store, [secret])
    add_websites(store, [site("duka.co.ke", "http://duka.co.ke/")])
    [(encoded, task)] = send(store).values()
    pickled = pickle.dumps(encoded).lower()  # how Dask takes it over the line
    assert b"duka.co.ke" in pickled
    told = ("PVT-0098231", "Wanjiku", "Joinery", "Fine Chairs", "P051234567X", "254700000001", "owner@", "Moi Avenue", str(store.path))
    assert not [text for text in told if text.lower().encode() in pickled]
    assert [host.start_url for host in task.hosts] == ["http://duka.co.ke/"]


@pytest.mark.parametrize(
    ("website", "start"),
    [
        (site("duka.co.ke"), "http://duka.co.ke/"),
        (site("duka.co.ke", "duka.co.ke"), "http://duka.co.ke/"),
        (site("duka.co.ke", "HTTPS://www.Duka.co.ke"), "https://www.duka.co.ke/"),
        (site("shop.duka.co.ke", "http://shop.duka.co.ke/"), "http://shop.duka.co.ke/"),
    ],
)
def test_a_visit_begins_there_where_it_would_begin_here(website: Website, start: str) -> None:
    found = find_host(website)
    assert found is not None
    assert found.start_url == start


@pytest.mark.parametrize(
    "website",
    [
        site("duka.co.ke", "http://duka.co.ke/wanjiku-joinery"),
        site("duka.co.ke", "http://duka.co.ke/?firm=7"),
        site("duka.co.ke", "http://duka.co.ke:8080/"),
        site("duka.co.ke", "http://firm@duka.co.ke/"),
        site("duka.co.ke", "http://m.duka.co.ke/"),
        site("sites.google.com/wanjiku", "https://sites.google.com/wanjiku", "shared"),
        site("duka.co.ke", "http://[/"),
    ],
)
def test_an_address_of_more_than_a_host_stays_here(website: Website) -> None:
    assert find_host(website) is None


def test_every_due_site_is_in_one_shard_and_domains_are_not_torn_apart(store: Store) -> None:
    names = [f"{door}workshop-{number}.co.ke" for number in range(12) for door in ("", "shop.")]
    add_websites(store, [site(name) for name in (*names, "done.co.ke", "asked-out.co.ke")])
    store.db.execute("UPDATE websites SET is_final = 1 WHERE site = 'done.co.ke'")
    sent = send(store, sites=5, opt_outs={"asked-out.co.ke"})
    homes = {host.site: part for part, (_, task) in sent.items() for host in task.hosts}
    assert sorted(homes) == sorted(names)
    assert sum(len(task.hosts) for _, task in sent.values()) == len(names)
    assert all(homes[name] == homes[f"shop.{name}"] for name in names if not name.startswith("shop."))
    assert all(Shard.read(part).holds(name) for name, part in homes.items())
    assert len(sent) > 2


def test_what_is_done_meanwhile_does_not_move_other_hosts(store: Store) -> None:
    add_websites(store, [site(f"workshop-{number}.co.ke") for number in range(20)])
    before = send(store, sites=5)
    gone = next(iter(before))
    for host in before[gone][1].hosts:
        store.db.execute("UPDATE websites SET is_final = 1 WHERE site = ?", [host.site])
    after = send(store, sites=5)
    assert {part: name_shard(encoded) for part, (encoded, _) in after.items()} == {
        part: name_shard(encoded) for part, (encoded, _) in before.items() if part != gone
    }


def test_those_who_asked_to_be_left_alone_are_named_to_whoever_may_be_led_to_them(store: Store) -> None:
    add_websites(store, [site("duka.co.ke")])
    [(_, task)] = send(store, opt_outs={"asked-out.co.ke", "sites.google.com/someone"}).values()
    assert task.opt_outs == ("asked-out.co.ke",)


def test_earlier_attempts_go_with_the_host(store: Store) -> None:
    add_websites(store, [site("duka.co.ke", attempts=1, first_attempt_at="2026-11-20T08:00:00Z", last_attempt_at="2026-11-20T08:00:00Z")])
    [(_, task)] = send(store).values()
    assert [(host.attempts, host.first_attempt_at) for host in task.hosts] == [(1, "2026-11-20T08:00:00Z")]


def test_shards_under_way_share_what_one_address_may_be_asked_for(store: Store) -> None:
    alone, many = (choose_manners(store, OPTIONS, at_once).settings for at_once in (1, 8))
    assert (alone["ECOMSTAT_PER_ADDRESS"], float(alone["ECOMSTAT_ADDRESS_PAUSE"])) == ("4", 0.5)
    assert (many["ECOMSTAT_PER_ADDRESS"], float(many["ECOMSTAT_ADDRESS_PAUSE"])) == ("1", 4.0)


@pytest.mark.parametrize("name", ["duka.co.ke/firm", "10.0.0.1", "Wanjiku Joinery", "duka.co.ke:80"])
def test_nothing_but_hosts_is_encoded(store: Store, name: str) -> None:
    manners = choose_manners(store, OPTIONS, 1)
    with pytest.raises(CrawlError, match="not sent"):
        encode_task(CrawlTask("KE", "2026", "s3://bucket", (HostVisit(name, is_www=False, is_https=False),), (), manners))
    with pytest.raises(CrawlError, match="not sent"):
        encode_hosts([HostVisit(name, is_www=False, is_https=False)])


def test_a_task_of_another_version_is_not_done(store: Store) -> None:
    manners = choose_manners(store, OPTIONS, 1)
    encoded = encode_task(CrawlTask("KE", "2026", "s3://bucket", (), (), manners, version="0.0.1"))
    with pytest.raises(CrawlError, match=r"0\.0\.1"):
        decode_task(encoded)


def test_opt_outs_go_along_however_an_office_wrote_them(store: Store) -> None:
    add_websites(store, [site("duka.co.ke", "http://duka.co.ke/")])
    written = {"https://www.Asked-Out.co.ke/", "Left-Alone.co.ke/about", "münchen.de", "sites.google.com/view/someone"}
    [(_, task)] = send(store, opt_outs=written).values()
    assert task.opt_outs == ("asked-out.co.ke", "left-alone.co.ke", "xn--mnchen-3ya.de")
