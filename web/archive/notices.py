"""What stands in a frame where no archived page can be shown."""

from web.pages import ENVIRONMENT

PAGE = "archive/page.html"


def render_notice(sentence: str) -> str:
    """A page with nothing but this sentence; it needs no file, as archived pages may have none."""
    return ENVIRONMENT.get_template(PAGE).render({"title": sentence, "notes": [sentence]})
