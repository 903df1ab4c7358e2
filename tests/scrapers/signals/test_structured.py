"""Structured data as pages really write it."""

import pytest

from scrapers.signals.json_ld import parse_json, read_json_ld, types_of


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "Product", "name": "Kettle"}',
        '{"@type": "Product", "name": "Kettle",}',
        '<!-- {"@type": "Product", "name": "Kettle"} -->',
        '/*<![CDATA[*/ {"@type": "Product", "name": "Kettle"} /*]]>*/',
        '//<![CDATA[\n{"@type": "Product", "name": "Kettle"}\n//]]>',
        '{"@type": "Product", "name": "Kettle"};',
        '{"@type": "Product",\n "name": "Kettle",\n}',
    ],
)
def test_light_damage_is_repaired(text: str) -> None:
    assert read_json_ld([text]) == [{"@type": "Product", "name": "Kettle"}]


@pytest.mark.parametrize("text", ["", "{", "nonsense", '{"@type": "Product", "name": ', "[" * 5_000])
def test_what_cannot_be_repaired_is_left_out(text: str) -> None:
    assert read_json_ld([text]) == []


def test_objects_without_a_comma_between_them_are_two() -> None:
    assert parse_json('{"@type": "A"} {"@type": "B"}') == [{"@type": "A"}, {"@type": "B"}]


def test_graphs_and_lists_are_opened() -> None:
    items = read_json_ld(['[{"@graph": [{"@type": ["Store", "Organization"], "makesOffer": {"@type": "http://schema.org/Offer"}}]}]'])
    assert [types_of(item) for item in items] == [("Store", "Organization"), ("Offer",)]
