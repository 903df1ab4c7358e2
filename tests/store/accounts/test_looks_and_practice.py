from store.accounts import Accounts, PracticeResult, read_looks, read_practice, record_look, record_practice


def test_looks_are_kept_newest_first(accounts: Accounts) -> None:
    for path in ("/register/", "/register/store/labels?_size=max"):
        record_look(accounts, "Maria", path)
    assert [(look.name, look.path) for look in read_looks(accounts)] == [
        ("Maria", "/register/store/labels?_size=max"),
        ("Maria", "/register/"),
    ]
    assert len(read_looks(accounts, most=1)) == 1


def test_practice_is_kept_by_person_every_time(accounts: Accounts) -> None:
    results = [
        PracticeResult(name, "shop-1", 6, agreed, "2026-11-22T10:00:00Z") for name, agreed in (("Amina", 3), ("Ben", 6), ("Amina", 6))
    ]
    for result in results:
        record_practice(accounts, result)
    assert read_practice(accounts, "Amina") == [results[0], results[2]]
    assert read_practice(accounts, "Maria") == []
