"""What a reviewer may look at: the sites that were named for an enterprise and their archived pages, in an order that betrays nothing."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from store.opening import Store

# Sites that the register, a link of any kind or a candidate names; nothing of how probable they are.
NAMED = """
    SELECT site FROM enterprises WHERE country = :country AND wave = :wave AND enterprise_id = :enterprise AND site IS NOT NULL
    UNION SELECT site FROM links WHERE country = :country AND wave = :wave AND enterprise_id = :enterprise
    UNION SELECT site FROM candidates WHERE country = :country AND wave = :wave AND enterprise_id = :enterprise"""
SITES = f"""
    SELECT n.site, w.kind, coalesce(w.status, 'not_attempted') FROM ({NAMED}) n
    LEFT JOIN websites w ON w.country = :country AND w.wave = :wave AND w.site = n.site ORDER BY n.site"""  # noqa: S608
PAGES = f"""
    SELECT p.site, p.url, p.title, p.language, p.fetched_at, p.warc_file, p.warc_offset, w.start_url, w.final_url
    FROM ({NAMED}) n CROSS JOIN websites w ON w.country = :country AND w.wave = :wave AND w.site = n.site
    CROSS JOIN pages p ON p.country = w.country AND p.wave = w.wave AND p.site = w.site
    WHERE p.warc_file IS NOT NULL AND coalesce(p.http_status, 200) = 200"""  # noqa: S608

# Of all audits of the wave that are open: evidence that is shown in one of them, or in training, must not betray another.
AUDITED = """t.done_at IS NULL AND t.queue IN (SELECT queue FROM review_queues
    WHERE country = :country AND wave = :wave AND purpose = 'audit' AND closed_at IS NULL)"""
SHARED = f"""
    SELECT EXISTS (SELECT 1 FROM links l CROSS JOIN links o ON o.country = l.country AND o.wave = l.wave AND o.site = l.site
        CROSS JOIN review_tasks t ON t.enterprise_id = o.enterprise_id AND {AUDITED}
        WHERE l.country = :country AND l.wave = :wave AND l.enterprise_id = :enterprise AND l.relation <> 'rejected'
        AND o.relation <> 'rejected' AND o.enterprise_id <> :enterprise)
    OR EXISTS (SELECT 1 FROM review_tasks t WHERE t.enterprise_id = :enterprise AND t.queue <> :queue AND {AUDITED})"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class NamedSite:
    """A site that somebody named for an enterprise; `kind` is None where it is no site of the wave; `status` is what a visit came to."""

    site: str
    kind: str | None
    status: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """An archived page of a named site, and where it lies."""

    site: str
    url: str
    title: str | None
    language: str | None
    fetched_at: str | None
    warc_file: str
    warc_offset: int


def read_named_sites(store: Store, country: str, wave: str, enterprise_id: str) -> list[NamedSite]:
    """The sites that the register, links or candidates name for an enterprise, by name."""
    rows = store.db.execute(SITES, {"country": country, "wave": wave, "enterprise": enterprise_id})
    return [NamedSite(*row) for row in rows]


def read_review_pages(store: Store, country: str, wave: str, enterprise_id: str) -> list[ReviewPage]:
    """The archived pages of these sites: by site, its home page first, then by address. A page's number is its place, from 0."""
    rows = store.db.execute(PAGES, {"country": country, "wave": wave, "enterprise": enterprise_id}).fetchall()
    ordered = sorted(rows, key=lambda row: (row[0], not _is_home(*row[:2], *row[7:]), row[1]))
    return [ReviewPage(*row[:7]) for row in ordered]


def _is_home(site: str, url: str, start_url: str | None, final_url: str | None) -> bool:
    """Whether a page is where a visit of the site begins."""
    parts = urlsplit(url)
    return url in {start_url, final_url} or (
        not parts.path.strip("/") and not parts.query and site == (parts.hostname or "").removeprefix("www.")
    )


def shares_open_site(store: Store, queue: int, country: str, wave: str, enterprise_id: str) -> bool:
    """Whether what is shown of an enterprise tells of an open task: one of another enterprise that is linked to one of the same sites, or
    its own in another queue; in any open audit of the wave.
    """
    values = {"queue": queue, "country": country, "wave": wave, "enterprise": enterprise_id}
    return bool(store.db.execute(SHARED, values).fetchone()[0])
