"""Who is visiting: every live crawl says so."""

from urllib.parse import urlsplit

from catalogue.errors import CrawlError
from catalogue.messages import say
from store.runs import program_version


def check_contact(name: str, url: str, *, is_live: bool) -> None:
    """Raises CrawlError where a live crawl would not say who is visiting."""
    if is_live and not url:
        raise CrawlError(
            say(
                "A crawl tells the websites who is visiting. Set the office's name and contact page first: "
                '`ecomstat settings office "Your Office"` and `ecomstat settings contact https://your-office.example/web-survey`.'
            )
        )
    if url and not _is_web_address(url):
        raise CrawlError(say("The contact page {url} is not a web address: it begins with https://.", url=url))


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def name_agent(name: str, url: str) -> str:
    """The user agent, such as `ecomstat/0.1.0 (+https://stats.example/contact; Office of Statistics)`."""
    plain = [" ".join(part.encode("ascii", "ignore").decode().split()) for part in (f"+{url}" if url else "", name)]
    about = "; ".join(part for part in plain if part)
    agent = f"ecomstat/{program_version()}"
    return f"{agent} ({about})" if about else agent
