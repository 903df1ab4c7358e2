import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.web.archive.attack_pages import make_attack, make_page
from tests.web.archive.harmlessness import read_text
from web.archive.rendering import render_page


def show(body: str, selector: str) -> LexborNode | None:
    return LexborHTMLParser(render_page(make_page(body.encode()))).css_first(selector)


def see(body: str, selector: str) -> LexborNode:
    found = show(body, selector)
    assert found is not None
    return found


def test_structure_and_tables_stay() -> None:
    node = see("<main><table><caption>Prices</caption><tr><th scope=row>Tea<td colspan=2 align=right>100</table></main>", "main table td")
    assert (node.text(), node.attributes) == ("100", {"colspan": "2", "align": "right"})


@pytest.mark.parametrize(
    ("written", "selector"),
    [
        ("<input placeholder='Your name'>", "input[type=text][placeholder='Your name'][disabled]"),
        ("<input type=email value=a>", "input[type=email][value=a][disabled]"),
        ("<input type=submit value='Place order'>", "input[type=button][value='Place order'][disabled]"),
        ("<input type=submit>", "input[type=button][value=Submit][disabled]"),
        ("<input type=image alt=Buy src=x>", "input[type=button][value=Buy][disabled]"),
        ("<button>Buy</button>", "button[type=button][disabled]"),
        ("<select><option>1<option selected>2</select>", "select[disabled] option[selected]"),
        ("<textarea placeholder=Message rows=3>x</textarea>", "textarea[disabled][placeholder=Message][rows='3']"),
        ("<input type=checkbox checked>", "input[type=checkbox][checked][disabled]"),
        ("<form action=/order><label for=q>How many</label><input id=q type=number min=1></form>", "form label[for=q]"),
        ("<input type=unheard-of>", "input[type=text][disabled]"),
    ],
)
def test_forms_are_seen_as_they_were_and_do_nothing(written: str, selector: str) -> None:
    assert show(written, selector) is not None


def test_hidden_fields_are_not_shown() -> None:
    assert show("<p>x</p><input type=HIDDEN value=secret>", "input") is None


@pytest.mark.parametrize(
    ("href", "title"),
    [
        ("/cart", "http://shop.example/cart"),
        ("two?a=b", "http://shop.example/page/two?a=b"),
        ("https://wa.me/254700", "https://wa.me/254700"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("javascript:buy()", "This link leads nowhere"),
        ("http://[::1", "This link leads nowhere"),
    ],
)
def test_a_link_tells_its_address_and_leads_nowhere(href: str, title: str) -> None:
    link = see(f'<a href="{href}">x</a>', "a")
    assert link.attributes == {"role": "link", "aria-disabled": "true", "data-archived": "link", "title": title}


def test_links_start_from_the_base_that_the_page_states() -> None:
    assert (
        see("<base href='https://cdn.example/x/'><a href=y title=Basket>x</a>", "a").attributes["title"]
        == "Basket – https://cdn.example/x/y"
    )


def test_what_is_no_link_gets_no_title() -> None:
    assert see("<a id=top>x</a>", "a").attributes == {"id": "top"}


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("<img src=/a/visa.png alt='We take Visa'>", "We take Visa"),
        ("<img src=/a/visa%20card.png alt=''>", "visa card.png"),
        ("<img src=data:image/gif;base64,R0 data-src=/late.jpg>", "late.jpg"),
        ("<picture><source srcset=x.webp><img srcset='b.png 2x'></picture>", "b.png"),
        ("<svg aria-label=Basket><path d=x></svg>", "Basket"),
        ("<svg><title>Search</title></svg>", "Search"),
        ("<iframe src=https://maps.example/embed></iframe>", "Frame from maps.example"),
        ("<iframe title=Booking src=//book.example/x></iframe>", "Frame from book.example: Booking"),
        ("<iframe srcdoc='<b>x</b>'></iframe>", "Frame"),
        ("<video src=x><p>no video</p></video>", "Film or other medium"),
        ("<audio></audio>", "Sound"),
    ],
)
def test_pictures_and_frames_are_boxes_with_words(written: str, words: str) -> None:
    assert see(written, "span[data-archived]").text() == words


def test_a_box_has_the_size_of_its_picture() -> None:
    assert see("<img alt=x width=200 height='100'>", "span").attributes["style"] == "width:200px;aspect-ratio:200/100;"


@pytest.mark.parametrize("written", ["<img src=x.gif width=1 height=1>", "<img>", "<svg><path></svg>", "<iframe width=0 src=//x.example>"])
def test_what_visitors_do_not_see_has_no_box(written: str) -> None:
    assert show(written, "span") is None


@pytest.mark.parametrize(
    "written", ["<p hidden>x", "<p style='display: none'>x", "<dialog>x</dialog>", "<details><p>x</details>", "<p popover>x"]
)
def test_what_is_hidden_stays_hidden(written: str) -> None:
    tag = written[1:].split(" ")[0].split(">")[0]
    kept = see(written, tag).attributes
    assert kept in ({"hidden": ""}, {"style": "display:none;"}, {"popover": ""}, {})


def test_what_stands_on_top_of_a_page_stands_in_it() -> None:
    assert see("<div style='position:fixed;top:0'>Cookies?</div>", "div").attributes["style"] == "position:relative;top:0;"


def test_words_for_browsers_without_scripts_are_left_out() -> None:
    assert "Enable" not in read_text(render_page(make_page(b"<p>x</p><noscript>Enable JavaScript</noscript>")))


def test_a_page_of_which_nothing_is_seen_says_so() -> None:
    assert "Nothing can be seen on this page" in read_text(render_page(make_page(b"<div id=app></div><script src=x></script>")))
    assert "Nothing can be seen" not in read_text(render_page(make_page(b"<div id=app>x</div>")))


def test_right_to_left_pages_stay_so() -> None:
    shown = render_page(make_page("<html lang=ar dir=rtl><body><p>أضف إلى السلة</p><p dir=ltr lang=en>x</p>".encode()))
    assert '<html lang="ar" dir="rtl">' in shown
    assert '<p dir="ltr" lang="en">x</p>' in shown
    assert "أضف إلى السلة" in shown


def test_a_page_in_an_old_encoding_is_read() -> None:
    shown = render_page(make_page("<p>Заказать".encode("cp1251"), "text/html; charset=windows-1251"))
    assert "Заказать" in shown


@pytest.mark.parametrize(
    "name",
    [
        *("deep_nesting", "fifty_megabytes", "many_attributes", "many_elements", "formats_that_open_again"),
        *("comments_deep_inside", "instructions_deep_inside"),
    ],
)
def test_a_page_that_is_cut_says_so_at_its_beginning(name: str) -> None:
    text = read_text(render_page(make_attack(name)))
    assert "only its beginning is shown" in text[:600]
    assert "Honest words" in text or not name.startswith(("fifty", "many"))


def test_an_ordinary_page_does_not_say_that_it_is_cut() -> None:
    large = b"<html><body>" + b"<div><p>Words <b>and</b> words</p></div>" * 5000 + b"</body></html>"
    assert "only its beginning" not in read_text(render_page(make_page(large)))
    padded = b"<html><body><p>x</p><img src='data:image/png;base64," + b"A" * 4_000_000 + b"'></body></html>"
    assert "only its beginning" not in read_text(render_page(make_page(padded)))
