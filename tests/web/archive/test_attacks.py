import pytest

from tests.web.archive.attack_pages import LARGE, LISTENER, list_attacks, make_attack, make_page
from tests.web.archive.harmlessness import find_harm, read_text
from web.archive.rendering import render_page


@pytest.mark.parametrize("name", list_attacks())
def test_nothing_in_a_hostile_page_can_run_or_ask_for_anything(name: str) -> None:
    shown = render_page(make_attack(name))
    assert find_harm(shown) == []
    assert "Honest words" in read_text(shown)


@pytest.mark.parametrize("name", LARGE)
def test_a_page_that_is_too_much_is_shown_in_part_and_harmless(name: str) -> None:
    shown = render_page(make_attack(name))
    assert len(shown) < 25_000_000
    assert find_harm(shown) == []


def test_the_check_for_harm_finds_it() -> None:
    harmless = render_page(make_page(b"<p>x</p>"))
    assert find_harm(harmless) == []
    for harm in (
        "<script>x</script>",
        "<img>",
        "<p onclick=x>y</p>",
        f'<a href="http://{LISTENER}/">x</a>',
        '<p style="background:url(x)">y</p>',
        "<style>@import 'x'</style>",
        "<style>p{b:\\75rl(x)}</style>",
        "<meta http-equiv=refresh content=0>",
        "<base>",
        "<input>",
        "<button disabled type=submit>x</button>",
        "<svg></svg>",
        "<iframe></iframe>",
        "<!-- x -->",
    ):
        for parser in ("lxml", "lexbor"):
            found = find_harm(harmless.replace("</body>", f"{harm}</body>"))
            assert any(line.startswith(parser) for line in found) or "<!--" in harm, (parser, harm)
