"""A report as one HTML page: templates that escape whatever comes from a register, one style sheet inside, no script, nothing to load."""

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from aggregate.export.report.content import Report, describe_report
from aggregate.export.writing import write_whole
from aggregate.publication.records import Publication
from catalogue.messages import say
from catalogue.numbers import find_locale

TEMPLATES = Path(__file__).parent / "templates"
ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
)
TYPED = re.compile("`([^`]+)`")
"""What is to be typed, as sentences write it."""
PLAIN = re.compile(r"[^\w .,:–-]")
"""What may not stand as it is in a text of a style sheet."""


def mark_typed(text: str) -> Markup:
    """The text, escaped, with what is to be typed set as code."""
    return Markup(TYPED.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704  escaped first


ENVIRONMENT.filters["typed"] = mark_typed


def write_files(publication: Publication, directory: Path, stem: str) -> Iterator[Path]:
    """Writes the report."""
    page = render_report(publication)
    yield write_whole(directory / f"{stem}.html", lambda path: _write(path, page))


def render_report(publication: Publication) -> str:
    """The report's HTML in the language of now. The same publication gives the same text."""
    return render_parts(describe_report(publication))


def render_parts(report: Report) -> str:
    """The HTML of a report's parts."""
    style = _render_style(report)
    locale = find_locale()
    values: dict[str, Any] = {
        "language": locale.language,
        "direction": locale.text_direction,
        "style": style,
        "policy": f"default-src 'none'; style-src 'sha256-{_digest(style)}'; base-uri 'none'; form-action 'none'",
        "report": report,
        "say": say,
    }
    return ENVIRONMENT.get_template("report.html").render(values)


def _render_style(report: Report) -> str:
    """The style sheet, with what stands at the edges of printed pages."""
    cover = report.cover
    edges = {
        "running": f"{cover.title} – {cover.country} {cover.wave}",
        "state": "" if cover.state == "released" else cover.vintage if cover.state == "draft" else say("UNDER EMBARGO"),
    }
    style = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    for name, text in edges.items():
        style = style.replace(f"@{name}@", PLAIN.sub(lambda found: f"\\{ord(found[0]):x} ", text))
    return style


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")


def _write(path: Path, page: str) -> None:
    path.write_text(page, encoding="utf-8", newline="\n")
