"""What stands in a frame where no archived page can be shown."""

from web.pages import ENVIRONMENT


def render_notice(sentence: str) -> str:
    """A page with nothing but this sentence; it needs no file, as archived pages may have none."""
    return ENVIRONMENT.get_template("archive/notice.html").render({"note": sentence})
