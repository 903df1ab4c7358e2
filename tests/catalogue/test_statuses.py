from catalogue.statuses import load_statuses


def test_the_statuses_are_those_that_the_tables_promise() -> None:
    promised = (
        "ok parked for_sale placeholder script_shell blocked captcha login robots opted_out dns tls timeout http_error soft_404 empty"
        " hijacked redirected_away not_attempted"
    )
    assert set(load_statuses()) == set(promised.split())


def test_only_a_site_that_was_read_can_be_judged_and_no_refusal_of_the_owner_is_tried_again() -> None:
    statuses = load_statuses().values()
    assert [s.status for s in statuses if s.read] == ["ok"]
    assert not any(s.retry for s in statuses if s.status in {"ok", "robots", "opted_out", "parked", "for_sale"})
