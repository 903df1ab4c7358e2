"""How cells of the workbook look."""

from dataclasses import dataclass
from typing import Any

from xlsxwriter.workbook import Workbook

INK, RULE, ALARM, LINK = "#333333", "#7F7F7F", "#B00020", "#0B5394"
SHARE, COUNT, NUMBER, FACTOR = "0.0%", "#,##0", "#,##0.0", "0.000"
POINTS, ENTERPRISES = '"±"0.0', '"±"#,##0'


@dataclass(frozen=True, slots=True)
class Formats:
    """The workbook's cell formats, by what they are for."""

    title: Any
    small: Any
    alarm: Any
    status: Any
    link: Any
    header: Any
    header_right: Any
    group: Any
    block: Any
    bold: Any
    bold_top: Any
    top: Any
    wrapped: Any
    share: Any
    margin: Any
    count: Any
    count_margin: Any
    number: Any
    factor: Any
    flag: Any
    symbol: Any


def build_formats(workbook: Workbook) -> Formats:
    """The formats, registered with the workbook."""

    def add(**properties: Any) -> Any:
        return workbook.add_format(properties)

    wrapped = {"text_wrap": True, "valign": "top"}
    return Formats(
        title=add(bold=True, font_size=14),
        small=add(font_color=INK),
        alarm=add(bold=True, font_color=ALARM),
        status=add(bold=True, font_color=INK),
        link=add(font_color=LINK, underline=1, valign="top"),
        header=add(bold=True, bottom=1, **wrapped),
        header_right=add(bold=True, bottom=1, align="right", **wrapped),
        group=add(bold=True, bottom=1, bottom_color=RULE, align="center", text_wrap=True, valign="bottom"),
        block=add(bold=True, top=1, top_color=RULE),
        bold=add(bold=True),
        bold_top=add(bold=True, **wrapped),
        top=add(valign="top"),
        wrapped=add(**wrapped),
        share=add(num_format=SHARE, valign="top"),
        margin=add(num_format=POINTS, font_color=INK, valign="top"),
        count=add(num_format=COUNT, valign="top"),
        count_margin=add(num_format=ENTERPRISES, font_color=INK),
        number=add(num_format=NUMBER),
        factor=add(num_format=FACTOR),
        flag=add(align="center", valign="top", font_color=INK),
        symbol=add(align="right", font_color=INK),
    )
