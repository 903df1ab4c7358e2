import pytest

from web.archive.styles import clean_declarations, clean_stylesheet


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("p{color:red;margin:0 auto!important}", "p{color:red;margin:0 auto!important;}"),
        ("@media (max-width: 600px) { .a { width: calc(1px + 2px) } }", "@media (max-width: 600px){.a{width:calc(1px + 2px);}}"),
        (".md\\:flex{display:flex}", ".md\\:flex{display:flex;}"),
        ("a{background:url(x.png);color:red}", "a{color:red;}"),
        ("a{background:url(data:image/png;base64,x;y}) ;color:red}", "a{color:red;}"),
        ("a{content:'}';color:red}", "a{content:'}';color:red;}"),
        ("a{color:red", "a{color:red;}"),
        ("@media x{a{b:c", "@media x{a{b:c;}}"),
        ("@import 'x';a{b:c}", "a{b:c;}"),
        ("@font-face{src:url(x)}a{b:c}", "a{b:c;}"),
        ("@keyframes k{from{top:0}}a{b:c}", "a{b:c;}"),
        ("a{b:c}}}}d{e:f}", "a{b:c;}d{e:f;}"),
        ("/* a{b:c} */d{e:f}", "d{e:f;}"),
        ("<!-- a{b:c} -->", "a{b:c;}"),
        ("a{b:c}</style><script>x</script>", "a{b:c;}"),
        (".u\\72l(x){a:b}", ""),
        (".u\\rl(x){a:b}", ""),
        ("@media url(x){a{b:c}}", ""),
    ],
)
def test_a_stylesheet_keeps_what_cannot_ask_for_anything(written: str, kept: str) -> None:
    assert clean_stylesheet(written).replace("\n", "") == kept


@pytest.mark.parametrize(
    "declaration",
    [
        "background:url(x)",
        "background:URL( 'x' )",
        "background:\\75rl(x)",
        "background:image-set('x' 1x)",
        "background:image('x')",
        "content:attr(x type(<url>))",
        "filter:progid:x.y(src='z')",
        "x:expression(alert(1))",
        "color:red<",
        "--x:url(x)",
        "color",
        ":red",
        "col or:red",
        "color:re\x00d",
    ],
)
def test_a_declaration_that_is_not_wholly_safe_is_left_out(declaration: str) -> None:
    assert clean_declarations(f"{declaration};color:green") == "color:green;"


@pytest.mark.parametrize(
    "declaration", ["color:rgb(1, 2, 3)", "--gap:4px", "width:min(100%, var(--gap))", "background:linear-gradient(red, blue)"]
)
def test_other_functions_stay(declaration: str) -> None:
    assert clean_declarations(declaration) == f"{declaration};"


@pytest.mark.parametrize("position", ["fixed", "sticky", "FIXED !important"])
def test_nothing_lies_over_the_page(position: str) -> None:
    assert clean_declarations(f"position:{position}") == "position:relative;"
    assert clean_declarations("position:absolute") == "position:absolute;"
