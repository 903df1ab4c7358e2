import pytest

from web.archive.excerpts import AROUND, cut_excerpt
from web.archive.page_words import read_words

PAGE = """<!DOCTYPE html><html lang=en><head><title>Duka online</title><meta name=description content="Order tea here">
<script src="https://pay.example/v3.js"></script></head><body><p>Our shop: you may add to basket what you like.</p>
<a href="/cart?x=1">Your basket</a><button>Add <i>to</i>
 basket</button><img alt="Visa &amp; Mastercard" src=x><form><input name=q placeholder=Quantity>
<input type=submit value="Place order"></form>
<div lang=ar dir=rtl><p>مرحبا</p><p>أضف إلى السلة الآن</p></div><template>Add to basket in vain</template><p>A<br>B</p></body></html>"""
WORDS = read_words(PAGE.encode())


@pytest.mark.parametrize(
    ("words", "place", "marked", "after"),
    [
        ("Add to basket", "button", "Add to basket", ""),
        ("add to basket", "text", "add to basket", " what you like."),
        ("Your basket", "link", "Your basket", " Add to basket"),
        ("Duka online", "title", "Duka online", " Our shop"),
        ("Order tea here", "meta", "Order tea here", ""),
        ("Visa & Mastercard", "image", "Visa & Mastercard", ""),
        ("Place order", "button", "Place order", ""),
        ("http://duka.example/cart?x=1", "url", "/cart?x=1", ""),
        ("Place order · Quantity", "form", "Place order", '"></form>'),
        ("pay.example/v3", "script", "pay.example/v3", ".js"),
        ("A B", "text", "A B", ""),
    ],
)
def test_words_are_found_where_the_claim_says_that_they_stand(words: str, place: str, marked: str, after: str) -> None:
    found = cut_excerpt(WORDS, words, place)
    assert found is not None
    assert found.words == marked
    assert found.after.startswith(after)


@pytest.mark.parametrize(
    ("words", "place"), [("Add to cart", "text"), ("in vain", "text"), ("", "text"), (" · ", "form"), ("x-header", "header")]
)
def test_words_that_are_not_on_the_page_are_not_found(words: str, place: str) -> None:
    assert cut_excerpt(WORDS, words, place) is None


def test_an_excerpt_keeps_the_language_and_direction_of_its_place() -> None:
    found = cut_excerpt(WORDS, "إلى السلة", "text")
    assert found is not None
    assert str(found.draw()).startswith('<bdi dir="rtl" lang="ar">')
    assert "<mark>إلى السلة</mark> الآن" in found.draw()


def test_code_is_shown_as_code_from_left_to_right() -> None:
    found = cut_excerpt(WORDS, "pay.example", "script")
    assert found is not None
    assert str(found.draw()).startswith('<code dir="ltr">')
    assert "&lt;script src=&#34;https://<mark>pay.example</mark>" in found.draw()


def test_surroundings_are_cut_between_words() -> None:
    page = read_words(("<p>" + "word " * 500 + "buy now " + "word " * 500).encode())
    found = cut_excerpt(page, "buy now", "text")
    assert found is not None
    assert found.before.startswith("… word")
    assert found.after.endswith("word …")
    assert AROUND - 10 < len(found.before) < AROUND + 3


def test_markup_in_the_words_of_a_page_is_shown_and_does_nothing() -> None:
    page = read_words(b"<p>&lt;script>x&lt;/script> buy &lt;b>now</p><p lang='\"><script>'>sell</p>")
    found, other = cut_excerpt(page, "buy <b>now", "text"), cut_excerpt(page, "sell", "text")
    assert found is not None
    assert other is not None
    assert "&lt;script&gt;x&lt;/script&gt; <mark>buy &lt;b&gt;now</mark>" in found.draw()
    assert "<script" not in other.draw()


def test_letters_that_grow_in_small_writing_are_marked_whole() -> None:
    found = cut_excerpt(read_words("<p>İSTANBUL straße</p>".encode()), "istanbul".replace("i", "i\u0307", 1) + " STRASSE", "text")
    assert found is not None
    assert found.words == "İSTANBUL straße"


def test_a_page_nested_a_hundred_thousand_deep_is_read_in_part() -> None:
    assert cut_excerpt(read_words(b"<p>Buy</p>" + b"<div>" * 100_000), "Buy", "text") is not None
