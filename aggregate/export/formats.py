"""How cells of the workbook look."""

from dataclasses import dataclass
from typing import Any

from xlsxwriter.workbook import Workbook


@dataclass(frozen=True, slots=True)
class Formats:
    """The workbook's cell formats, by what they are for."""

    title: Any
    small: Any
    header: Any
    header_right: Any
    bold: Any
    bold_top: Any
    top: Any
    wrapped: Any
    share: Any
    margin: Any
    count: Any
    number: Any
    factor: Any
    flag: Any


def build_formats(workbook: Workbook) -> Formats:
    """The formats, registered with the workbook."""

    def add(**properties: Any) -> Any:
        return workbook.add_format(properties)

    return Formats(
        title=add(bold=True, font_size=14),
        small=add(font_color="#555555", italic=True),
        header=add(bold=True, bottom=1, text_wrap=True, valign="top"),
        header_right=add(bold=True, bottom=1, text_wrap=True, valign="top", align="right"),
        bold=add(bold=True),
        bold_top=add(bold=True, valign="top", text_wrap=True),
        top=add(valign="top"),
        wrapped=add(text_wrap=True, valign="top"),
        share=add(num_format="0.0%"),
        margin=add(num_format='"±"0.0'),
        count=add(num_format="#,##0"),
        number=add(num_format="#,##0.0"),
        factor=add(num_format="0.000"),
        flag=add(align="center", font_color="#555555"),
    )
