"""The pages of reviewing, by path."""

from starlette.routing import BaseRoute, Route

from web.review.agreement import show_agreement
from web.review.answering import show_next, show_next_dispute, take_answer, take_back
from web.review.closing import ask_to_close, end_queue
from web.review.evidence import show_evidence
from web.review.queues import list_queues
from web.review.working import show_adjudication, show_work

ROUTES: list[BaseRoute] = [
    Route("/review", list_queues),
    Route("/review/{queue:number}", show_work),
    Route("/review/{queue:number}/next", show_next),
    Route("/review/{queue:number}/undo", take_back, methods=["POST"]),
    Route("/review/{queue:number}/adjudicate", show_adjudication),
    Route("/review/{queue:number}/disputes", show_next_dispute),
    Route("/review/{queue:number}/agreement", show_agreement),
    Route("/review/{queue:number}/close", ask_to_close),
    Route("/review/{queue:number}/close", end_queue, methods=["POST"]),
    Route("/review/tasks/{task:number}/acts", take_answer, methods=["POST"]),
    Route("/review/tasks/{task:number}/evidence", show_evidence),
]
