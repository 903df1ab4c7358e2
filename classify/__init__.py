"""Signals become capabilities; candidate pairs become links; people's labels come in and say how good the decisions are."""

from classify.deciding import Decision, decide_capabilities
from classify.explanation import Explanation, explain
from classify.labels import LabelReport, export_labels, import_labels
from classify.links import decide_links
from classify.scores import Score, evaluate
from classify.trained.current import model_version
from classify.truth import LabelSet
from classify.wave import BesideReport, ClassifyReport, classify, classify_beside
from store.final_labels import final_answers

__all__ = [
    "BesideReport",
    "ClassifyReport",
    "Decision",
    "Explanation",
    "LabelReport",
    "LabelSet",
    "Score",
    "classify",
    "classify_beside",
    "decide_capabilities",
    "decide_links",
    "evaluate",
    "explain",
    "export_labels",
    "final_answers",
    "import_labels",
    "model_version",
]
