import tomllib

import pytest

from catalogue.errors import ProfileError
from catalogue.settings import FILE, load_settings

ENTRIES = tomllib.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ENTRIES)
def test_each_setting_takes_its_example_and_refuses_its_near_miss(name):
    setting = load_settings()[name]
    assert setting.read(f" {ENTRIES[name]['example']} ")
    with pytest.raises(ProfileError, match=name):
        setting.read(ENTRIES[name]["near_miss"])


def test_a_percentage_is_kept_as_a_share_with_either_decimal_sign():
    setting = load_settings()["employment-outside"]
    assert [setting.read(text) for text in ("62.5 %", "62,5%", "0 %", "100 %")] == ["0.625", "0.625", "0.0", "1.0"]
    for wrong in ("101 %", "-1 %", "0.625", "1/2 %", "12.5"):
        with pytest.raises(ProfileError):
            setting.read(wrong)


def test_values_are_one_line():
    with pytest.raises(ProfileError):
        load_settings()["mandate"].read("one\ntwo")
    with pytest.raises(ProfileError):
        load_settings()["mandate"].read("x" * 501)
