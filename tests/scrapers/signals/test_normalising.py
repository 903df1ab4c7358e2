import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.signals.normalising import fold_accents, normalise, normalise_lines, normalise_path

AWKWARD = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("aAiIİıßéǰΣς ́̇​­  \t\nأآةىـًकृाো์ำ장ᄌ바ㅏﾞカﬁ´ﷺ’‑"),
    ),
    max_size=30,
)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("  Add to\n  CART\u00a0now ", "add to cart now"),
        ("SEPETE EKLE / İNDİRİM / ALIŞVERİŞ", "sepete ekle / indirim / alişveriş"),
        ("alışveriş", "alişveriş"),
        ("AÑADIR A LA CESTA", "añadir a la cesta"),
        ("Straße", "strasse"),
        ("أضف إلى السلة", "اضف الي السله"),
        ("السَّلَّة", "السله"),
        ("購物車ＡＢＣ", "購物車abc"),
        ("d’achat", "d'achat"),
        ("Заказ ещё", "заказ еще"),
        ("cafe\u0301", "café"),
        ("wa\u00adren\u200bkorb", "warenkorb"),
    ],
)
def test_spellings_of_the_same_words_become_one(text, normal):
    assert normalise(text) == normal


@given(st.lists(AWKWARD, max_size=5))
def test_lines_normalised_together_are_those_normalised_one_by_one(texts):
    lines = [" ".join(text.split()) for text in texts]
    together = normalise_lines("\n".join(lines)).split("\n")
    assert [line.strip() for line in together] == ([normalise(line) for line in lines] or [""])


def test_accents_are_folded_from_latin_and_greek_letters_only():
    assert fold_accents("añadir giỏ hàng đặt žluťoučký καλάθι") == "anadir gio hang dat zlutoucky καλαθι"
    assert fold_accents("йога कार्ट カート") == "йога कार्ट カート"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://shop.example/mi-Carrito.php?page=pay", "mi carrito php page pay"),
        ("https://shop.example/ViewCart", "view cart"),
        ("https://shop.example/%D0%BA%D0%BE%D1%80%D0%B7%D0%B8%D0%BD%D0%B0/", "корзина"),
        ("https://shop.example/gio-hang#top", "gio hang top"),
        ("https://shop.example", ""),
        ("http://[broken", ""),
    ],
)
def test_the_words_of_a_path_are_parted(url, words):
    assert normalise_path(url) == words


def test_vowel_signs_stay_in_the_words_of_a_path() -> None:
    assert normalise_path("https://shop.example/संपर्क/ตะกร้าสินค้า") == normalise("संपर्क ตะกร้าสินค้า")
    assert normalise_path("https://shop.example/%D9%81%D8%B1%D9%88%D8%B4%DA%AF%D8%A7%D9%87_1") == normalise("فروشگاه 1")
