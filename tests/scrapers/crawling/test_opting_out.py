"""Whose sites are left alone."""

from pathlib import Path

import pytest

from catalogue.errors import CrawlError
from scrapers.crawling.opting_out import OptOuts, read_opt_out_file


def test_a_host_on_the_list_stands_for_its_subdomains_and_spellings() -> None:
    opt_outs = OptOuts({"https://WWW.Asked-Out.co.ke/contact"})
    assert opt_outs.hold("asked-out.co.ke")
    assert opt_outs.hold("shop.asked-out.co.ke")
    assert not opt_outs.hold("not-asked-out.co.ke")
    assert not opt_outs.hold("co.ke")


def test_one_page_on_a_shared_host_does_not_speak_for_the_others() -> None:
    opt_outs = OptOuts({"sites.google.com/view/one"})
    assert opt_outs.hold("sites.google.com/view/one")
    assert not opt_outs.hold("sites.google.com/view/two")


def test_every_page_of_a_site_on_the_list_is_left_alone() -> None:
    opt_outs = OptOuts({"asked-out.co.ke", "sites.google.com/view/one"})
    assert opt_outs.hold_address("https://www.asked-out.co.ke/shop?x=1")
    assert opt_outs.hold_address("http://sites.google.com/view/one/page")
    assert not opt_outs.hold_address("http://sites.google.com/view/two")
    assert not opt_outs.hold_address("http://127.0.0.1/")


def test_the_file_may_hold_remarks_and_empty_lines(tmp_path: Path) -> None:
    path = tmp_path / "opt-outs.txt"
    path.write_text("# letters of May\n\na.co.ke # by phone\n b.co.ke\n", encoding="utf-8-sig")
    assert read_opt_out_file(path) == {"a.co.ke", "b.co.ke"}


def test_a_missing_file_is_an_error_and_not_an_empty_list(tmp_path: Path) -> None:
    with pytest.raises(CrawlError, match="opt-out list"):
        read_opt_out_file(tmp_path / "none.txt")
