"""Which role may ask for what: one line for each page and act of the application, `None` standing for somebody who has not logged in.

A page that is not listed fails a test. FIGURES: reviewers and adjudicators only while no audit is open.
"""

from dataclasses import dataclass

from store.accounts import ADJUDICATOR, METHODOLOGIST, REVIEWER, ROLES, VIEWER

EVERYBODY = frozenset({*ROLES, None})
STAFF = frozenset(ROLES)
REVIEWING = frozenset({REVIEWER, ADJUDICATOR, METHODOLOGIST})
ADJUDICATING = frozenset({ADJUDICATOR, METHODOLOGIST})
FIGURES = frozenset({VIEWER, METHODOLOGIST})
METHODOLOGISTS = frozenset({METHODOLOGIST})


@dataclass(frozen=True)
class Access:
    """A route, a path that it answers, and who may ask for it; `figures`: also those who review, while no audit is open."""

    method: str
    route: str
    path: str
    roles: frozenset[str | None]
    figures: bool = False


ACCESS = [
    Access("GET", "/", "/", STAFF),
    Access("GET", "/login", "/login", EVERYBODY),
    Access("POST", "/login", "/login", EVERYBODY),
    Access("POST", "/logout", "/logout", STAFF),
    Access("POST", "/language", "/language", EVERYBODY),
    Access("GET", "/setup", "/setup", EVERYBODY),
    Access("POST", "/setup", "/setup", EVERYBODY),
    Access("GET", "/favicon.ico", "/favicon.ico", STAFF),
    Access("GET", "/password", "/password", STAFF),
    Access("POST", "/password", "/password", STAFF),
    Access("GET", "/review", "/review", REVIEWING),
    Access("GET", "/review/{queue:number}", "/review/1", REVIEWING),
    Access("GET", "/review/{queue:number}/next", "/review/1/next", REVIEWING),
    Access("POST", "/review/{queue:number}/undo", "/review/1/undo", REVIEWING),
    Access("GET", "/review/{queue:number}/adjudicate", "/review/1/adjudicate", ADJUDICATING),
    Access("GET", "/review/{queue:number}/disputes", "/review/1/disputes", ADJUDICATING),
    Access("GET", "/review/{queue:number}/agreement", "/review/1/agreement", ADJUDICATING),
    Access("GET", "/review/{queue:number}/close", "/review/1/close", METHODOLOGISTS),
    Access("POST", "/review/{queue:number}/close", "/review/1/close", METHODOLOGISTS),
    Access("POST", "/review/tasks/{task:number}/acts", "/review/tasks/1/acts", REVIEWING),
    Access("GET", "/review/tasks/{task:number}/evidence", "/review/tasks/1/evidence", REVIEWING),
    Access("GET", "/practice", "/practice", REVIEWING),
    Access("GET", "/practice/work", "/practice/work", REVIEWING),
    Access("GET", "/practice/next", "/practice/next", REVIEWING),
    Access("POST", "/practice/undo", "/practice/undo", REVIEWING),
    Access("POST", "/practice/waivers", "/practice/waivers", METHODOLOGISTS),
    Access("POST", "/practice/{task:number}/acts", "/practice/1/acts", REVIEWING),
    Access("GET", "/practice/{task:number}/verdict", "/practice/1/verdict", REVIEWING),
    Access("GET", "/archive/practice/{task:number}/{number:number}", "/archive/practice/1/0", REVIEWING),
    Access("GET", "/help", "/help", STAFF),
    Access("GET", "/static", "/static/ecomstat.css", EVERYBODY),
    Access("GET", "/tables", "/tables/", FIGURES, figures=True),
    Access("GET", "/tables", "/tables/safe/estimates.csv?_stream=1", FIGURES, figures=True),
    Access("GET", "/tables", "/tables/safe.json?sql=select+1", FIGURES, figures=True),
    Access("GET", "/archive/{task:number}/{number:number}", "/archive/1/0", REVIEWING),
    Access("GET", "/dashboards", "/dashboards", FIGURES),
    Access("GET", "/dashboards/{name}", "/dashboards/estimates", FIGURES, figures=True),
    Access("GET", "/dashboards/{name}", "/dashboards/quality", FIGURES, figures=True),
    Access("GET", "/dashboards/{name}", "/dashboards/crawl", FIGURES, figures=True),
    Access("GET", "/dashboards/{name}/{table}.csv", "/dashboards/crawl/statuses.csv", FIGURES, figures=True),
    Access("GET", "/dashboards/crawl/sites", "/dashboards/crawl/sites", METHODOLOGISTS),
    Access("GET", "/dashboards/crawl/sites.csv", "/dashboards/crawl/sites.csv", METHODOLOGISTS),
    Access("GET", "/register", "/register/", METHODOLOGISTS),
    Access("GET", "/register", "/register/store.json?sql=select+1", METHODOLOGISTS),
    Access("GET", "/register", "/register/store/enterprises.csv?_stream=1", METHODOLOGISTS),
    Access("GET", "/register", "/register/-/static/app.css", METHODOLOGISTS),
]
