"""National activity codes: the office's own file, read whole or refused with line numbers."""

import pytest

from catalogue.activities import find_activity
from catalogue.errors import ProfileError
from catalogue.national_codes import load_national_codes, national_path


def _write(path, text, encoding="utf-8"):
    path.write_text(text, encoding=encoding)
    return path


def test_national_codes_lead_to_isic_at_the_level_given(tmp_path):
    path = _write(
        national_path(tmp_path, "KX"), "code,isic,title\nRT-1,4711,Shops\nAG,A,Farms\n47.2,4721 4722,Food or drink\n550,55,Rooms\n"
    )
    national = load_national_codes(path)
    assert national.key == "KX"
    assert (find_activity("RT-1", national).isic, find_activity("RT-1", national).outcome) == ("4711", "exact")
    assert (find_activity("AG", national).section, find_activity("AG", national).outcome) == ("A", "aggregated")
    assert find_activity("472", national).candidates == ("4721", "4722")
    assert (find_activity("47.2", national).isic, find_activity("47.2", national).outcome) == ("472", "aggregated")
    assert find_activity("55099", national).isic == "55"
    assert find_activity("9", national).outcome == "unknown"
    assert find_activity("1", national).outcome == "unknown"  # letters are a part of national codes


def test_a_national_file_may_use_semicolons_and_a_byte_order_mark(tmp_path):
    path = _write(tmp_path / "activities-kx.csv", "Code;ISIC\n4711301;4711\n", "utf-8-sig")
    assert find_activity("4711-3/01", load_national_codes(path)).isic == "4711"


def test_all_faults_of_a_national_file_are_named_with_their_lines(tmp_path):
    path = _write(tmp_path / "activities-kx.csv", "code,isic\n1,9999\n2,\n3,4711\n3,4719\n,4711\n\n")
    with pytest.raises(ProfileError) as caught:
        load_national_codes(path)
    for part in (
        "line 2: 9999 is not in ISIC Rev.4",
        "line 3: 2 has no ISIC code",
        "line 5: the code 3 is there twice",
        "line 6: the code is empty",
    ):
        assert part in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [("national,isic4\n1,4711\n", "needs the columns code and isic"), ("", "needs the columns"), ("code,isic\n", "it has no codes")],
)
def test_a_national_file_without_what_it_needs_is_refused(tmp_path, text, words):
    with pytest.raises(ProfileError, match=words):
        load_national_codes(_write(tmp_path / "activities-kx.csv", text))


def test_a_missing_or_unreadable_national_file_is_refused(tmp_path):
    with pytest.raises(ProfileError, match="There is no file"):
        load_national_codes(tmp_path / "activities-kx.csv")
    (tmp_path / "activities-ky.csv").write_bytes(b"code,isic\n\xff\xfe\x00,4711\n")
    with pytest.raises(ProfileError, match="save it as CSV in UTF-8"):
        load_national_codes(tmp_path / "activities-ky.csv")
