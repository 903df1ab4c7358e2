import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.fingerprints import Fingerprint, load_fingerprints
from catalogue.words import Phrase, load_vocabularies
from scrapers.signals.matching import Matcher, load_matcher, spell_phrases
from scrapers.signals.normalising import normalise, normalise_path

TEXTS = [
    "Add to cart, ADD TO\nCART! Your basket is empty.",
    "أضف إلى السلة — سلة التسوق، الدفع عند الاستلام",
    "หยิบใส่ตะกร้า ตะกร้าสินค้า สั่งซื้อออนไลน์",
    "加入购物车，立即购买。購物車 在线支付",
    "SEPETE EKLE, İNDİRİM, ıhlamur, Alışverişe devam et",
    "An\u0303adir al carrito 😀 añadir al carrito; précommander e\u0301puisé",
    "Thêm vào giỏ hàng — thanh toán — Đặt hàng ngay",
    "In den Warenkorb 🛒 zur Kasse straße",
    "장바구니에 담기 カートに入れる कार्ट में डालें",
    "\ud800 broken cart \udfff",
    "",
]


def matchers() -> tuple[Matcher, Matcher]:
    pytest.importorskip("hyperscan")
    return load_matcher("hyperscan"), load_matcher("fallback")


def phrase(text: str, language: str = "en") -> Phrase:
    return Phrase(f"{language}:basket:{text}", "basket", language, text, frozenset({"text"}))


def found(text: str, *phrases: str) -> list[str]:
    return [hit.phrase.text for hit in Matcher([phrase(p) for p in phrases], [], "fallback").find_phrases(normalise(text))]


@pytest.mark.parametrize("vocabulary", load_vocabularies(), ids=lambda vocabulary: vocabulary.language)
def test_every_example_is_matched_by_its_entry_and_no_near_miss_is(vocabulary):
    matcher = Matcher(spell_phrases(vocabulary), [], "fallback")
    wrong = []
    for entry in vocabulary.entries:
        for text, wanted in ((entry.example, True), (entry.near_miss, False)):
            hits = {h.phrase.text for h in matcher.find_phrases(normalise(text)) if h.phrase.concept == entry.concept}
            spoken = {p.text for p in spell_phrases(vocabulary) if p.concept == entry.concept and p.places != {"url"}}
            if bool(hits & spoken) != wanted:
                wrong.append((entry.concept, text, hits))
    assert wrong == []


@pytest.mark.parametrize("text", TEXTS)
def test_both_engines_find_the_same_phrases_at_the_same_offsets(text):
    fast, plain = matchers()
    normal = normalise(text)
    assert fast.find_phrases(normal) == plain.find_phrases(normal)
    for hit in plain.find_phrases(normal):
        assert normal[hit.start : hit.end] == hit.phrase.text


WORDS = sorted({p.text for v in load_vocabularies() for p in spell_phrases(v)})


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=12), st.sampled_from(["", " ", "-", "é", "車"]))
def test_both_engines_agree_on_any_mixture_of_words(pieces, glue):
    fast, plain = matchers()
    normal = normalise(glue.join(pieces))
    assert fast.find_phrases(normal) == plain.find_phrases(normal)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([t for f in load_fingerprints() for t in (f.example, f.near_miss)]), max_size=8),
    st.sampled_from(["", "é ", "<"]),
)
def test_both_engines_find_the_same_fingerprints(pieces, glue):
    fast, plain = matchers()
    markup = glue.join(pieces)
    assert fast.find_fingerprints(markup) == plain.find_fingerprints(markup)
    for hit in plain.find_fingerprints(markup):
        assert markup.encode()[hit.start :].decode().startswith(hit.text)


def test_a_phrase_inside_a_longer_word_is_no_hit() -> None:
    assert found("cartography, a cartel, mycart, cart2, cart", "cart") == ["cart"]
    assert found("корзинаx корзина", "корзина") == ["корзина"]
    assert found("कार्टून", "कार्ट") == []


def test_scripts_without_blanks_need_no_boundary() -> None:
    assert found("请加入购物车吧", "购物车") == ["购物车"]
    assert found("กรุณาใส่ตะกร้าเลย", "ใส่ตะกร้า") == ["ใส่ตะกร้า"]
    assert found("SALE购物车OK", "购物车", "sale") == ["sale", "购物车"]


def test_overlapping_phrases_are_all_found() -> None:
    assert found("add to cart now", "add to cart", "cart", "cart now") == ["add to cart", "cart", "cart now"]


def test_accents_may_be_missing_where_a_language_says_so_and_in_paths() -> None:
    matcher = load_matcher("fallback")
    assert any(h.phrase.concept == "add_to_basket" for h in matcher.find_phrases(normalise("ANADIR AL CARRITO")))
    hits = matcher.find_phrases(normalise_path("https://shop.example/gio-hang"))
    assert {h.phrase.language for h in hits if h.phrase.concept == "basket" and "url" in h.phrase.places} == {"vi"}


def test_a_fingerprint_is_reported_once_at_its_first_place_whatever_the_case() -> None:
    acme = Fingerprint("acme", "Acme", "platform", "platform", ("cdn.acme.example/", "acme-cart"), "", "", (), "acme")
    hits = Matcher([], [acme], "fallback").find_fingerprints('é<b class="Acme-Cart"><img src="//CDN.acme.example/x">')
    assert [(hit.start, hit.text) for hit in hits] == [(12, "Acme-Cart")]


def test_a_pattern_ends_at_word_limits_and_a_star_stays_within_its_tag() -> None:
    acme = Fingerprint("acme", "Acme", "platform", "platform", ("acme.js", "<form*action=*/cart/add"), "", "", (), "acme")
    matcher = Matcher([], [acme], "fallback")
    assert matcher.find_fingerprints("xacme.js acme.json") == []
    assert matcher.find_fingerprints("<form><a action=/cart/add>") == []
    assert len(matcher.find_fingerprints("<form method=post action='/cart/add'>")) == 1


def test_a_platform_without_hyperscan_falls_back_silently(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "hyperscan", None)
    monkeypatch.delitem(sys.modules, "scrapers.signals.hyperscan_engine", raising=False)
    matcher = Matcher([phrase("cart")], [], "auto")
    assert [hit.phrase.text for hit in matcher.find_phrases("my cart")] == ["cart"]


def test_threads_find_what_one_thread_finds() -> None:
    fast, plain = matchers()
    wanted = [plain.find_phrases(normalise(text)) for text in TEXTS]
    results: list[bool] = []
    threads = [
        threading.Thread(target=lambda: results.append([fast.find_phrases(normalise(t)) for t in TEXTS] == wanted)) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 4


def test_a_broken_or_unwritable_cache_costs_only_time(tmp_path, monkeypatch):
    pytest.importorskip("hyperscan")
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *args, **kwargs: str(tmp_path))
    assert Matcher([phrase("cart")], [], "hyperscan").find_phrases("cart")
    [kept] = Path(tmp_path).rglob("*.hs")
    kept.write_bytes(b"not a database")
    assert Matcher([phrase("cart")], [], "hyperscan").find_phrases("cart")
    blocked = tmp_path / "a file"
    blocked.write_text("in the way")
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *args, **kwargs: str(blocked))
    assert Matcher([phrase("basket")], [], "hyperscan").find_phrases("basket")


def test_texts_that_are_read_together_say_what_they_say_alone() -> None:
    matcher = load_matcher()
    texts = [
        "add to",
        "cart",
        "add to cart",
        "",
        "giỏ hàng của bạn",
        "shop",
        "warenkorb ü",
        "カートに入れる",
        "privacy policy and contact us",
    ]
    together = matcher.find_in_each(texts)
    assert together == [matcher.find_phrases(text) for text in texts]
    assert sum(map(bool, together)) > 4
    assert matcher.find_in_each([]) == []
