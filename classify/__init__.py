"""Signals become capabilities; candidate pairs become links; people's labels come in and say how good the decisions are."""

from classify.deciding import Decision, decide_capabilities
from classify.links import decide_links
from classify.models import model_version
from classify.wave import ClassifyReport, classify

__all__ = ["ClassifyReport", "Decision", "classify", "decide_capabilities", "decide_links", "model_version"]
