"""The pages of practice, by path."""

from starlette.routing import BaseRoute, Route

from web.practice.answering import show_next, show_verdict, take_answer, take_back
from web.practice.invented import show_page
from web.practice.overview import show_practice, waive
from web.practice.working import show_work

ROUTES: list[BaseRoute] = [
    Route("/practice", show_practice),
    Route("/practice/work", show_work),
    Route("/practice/next", show_next),
    Route("/practice/undo", take_back, methods=["POST"]),
    Route("/practice/waivers", waive, methods=["POST"]),
    Route("/practice/{task:number}/acts", take_answer, methods=["POST"]),
    Route("/practice/{task:number}/verdict", show_verdict),
    Route("/archive/practice/{task:number}/{number:number}", show_page),
]
