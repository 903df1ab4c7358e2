"""What reviewers answered elsewhere, joined with what others answered here."""

from classify.handouts.answers import read_answers, write_answers
from classify.handouts.joining import join_answers
from classify.handouts.reports import JoinReport

__all__ = ["JoinReport", "join_answers", "read_answers", "write_answers"]
