import pytest

from benchmarks.fire_rates import Rate, find_fired, gather_fired, join_languages, list_untested, load_labels, main, rate_entries
from catalogue.fingerprints import load_fingerprints
from catalogue.words import load_phrases
from scrapers.signals import FetchedPage
from tests.scrapers.archives.warcs import record, write_warc

ADD = ("en:add_to_basket:add to cart", "button")


def page(host: str, markup: str) -> FetchedPage:
    return FetchedPage(f"http://{host}/", 200, {"content-type": "text/html; charset=utf-8"}, markup.encode(), "")


def rate(key: str, shops: int, others: int, weight: float) -> Rate:
    return Rate(key, "link", shops, others, 10, 10, tuple("abcdefghij"[:others]), weight)


def test_a_phrase_fires_with_its_key_and_place_and_a_fingerprint_in_the_markup() -> None:
    fired = find_fired(page("a.example", '<html lang=en><button>Add to cart</button><form action="/cart/add" method=post></form>'))
    assert ADD in fired
    assert ("fingerprint:shopify_basket", "script") in fired


def test_a_phrase_does_not_fire_where_the_rules_do_not_count_it() -> None:
    fired = find_fired(page("a.example", "<html lang=en><p>We add to cart tracks and farm roads.</p>"))
    assert ADD not in fired


def test_rates_count_labelled_hosts_once_and_leave_others_out() -> None:
    markup = "<html lang=en><button>Add to cart</button>"
    hosts = ("shop.example", "shop.example", "club.example", "nobody.example")
    pages = [*(page(host, markup) for host in hosts), page("bare.example", "<p>a")]
    labels = {"shop.example": True, "club.example": False, "bare.example": False, "unread.example": True}
    found = next(r for r in rate_entries(gather_fired(pages), labels) if (r.key, r.place) == ADD)
    assert (found.shops, found.others, found.of_shops, found.of_others) == (1, 1, 1, 2)
    assert found.hosts == ("club.example",)
    assert found.share_of_others == 0.5
    assert found.weight > 0


def test_what_fires_on_shops_and_others_alike_misleads_if_it_speaks_for_ordering() -> None:
    assert rate("en:basket:cart", 5, 5, 1.0).misleads()
    assert not rate("en:basket:cart", 9, 1, 1.0).misleads()
    assert not rate("en:contact:contact", 5, 5, 0.0).misleads()


def test_the_worst_entry_comes_first() -> None:
    fired = {"a.example": {("en:about:about", "link"), ("en:contact:contact", "link")}, "b.example": {("en:contact:contact", "link")}}
    assert [r.key for r in rate_entries(fired, dict.fromkeys(fired, False))] == ["en:contact:contact", "en:about:about"]


def test_the_same_words_of_several_languages_stand_in_one_line() -> None:
    assert [r.key for r in join_languages([rate("en:basket:cart", 1, 2, 1.0), rate("tl:basket:cart", 1, 2, 1.0)])] == ["en tl:basket:cart"]


def test_what_never_fired_is_untested_and_what_fired_is_not() -> None:
    phrases, prints = list_untested([ADD, ("fingerprint:shopify", "script")])
    assert len(phrases) == len(load_phrases()) - 1
    assert "shopify" not in {found.key for found in prints}
    assert len(prints) == len(load_fingerprints()) - 1


def test_only_readable_hosts_of_the_split_count_as_labelled(tmp_path) -> None:
    table = tmp_path / "sites.csv"
    rows = ["host,split,status,online_ordering", "www.a.example,dev,ok,yes", "b.example,dev,template,yes", "c.example,test,ok,no"]
    table.write_text("\n".join([*rows, "d.example,dev,ok,unknown", "e.example,dev,ok,no"]), encoding="utf-8")
    assert load_labels(table, "dev") == {"a.example": True, "e.example": False}


def test_the_command_prints_rates_and_names_what_is_untested(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "sites.csv").write_text("host,split,status,online_ordering\na.example,dev,ok,no\nb.example,dev,ok,no\n", encoding="utf-8")
    body = "<html lang=en><title>Kites</title><button>Add to cart</button>"
    write_warc(tmp_path / "sites-dev.warc.gz", record("http://a.example/", body), record("http://b.example/", body))
    main([str(tmp_path), "--rows", "3", "--list"])
    printed = capsys.readouterr().out
    assert "2 of 2 others (100%)   0 of 0 shops" in printed
    assert "en:add_to_basket:add to cart [button]" in printed
    assert "\nfingerprint:fortinet\n" in printed
    assert "\nen:add_to_basket:add to cart\n" not in printed
